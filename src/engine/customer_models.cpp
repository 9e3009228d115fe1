#include "engine/customer_models.h"

#include <algorithm>
#include <vector>

namespace dangol::engine {
namespace {

std::unique_ptr<Holdout> make_holdout(const ledger::Orders& orders,
                                      const ModelOptions::Fitting& fitting,
                                      const models::CustomerBase& base) {
  const models::Histories& histories = base.histories;
  const Day split = fitting.calibration_end.value_or(histories.first_day +
                                                     (histories.end - histories.first_day) / 3 * 2);
  if (base.chosen_fit() == nullptr || split <= histories.first_day || split >= histories.end) {
    return nullptr;
  }
  auto holdout = std::make_unique<Holdout>();
  holdout->split = split;
  holdout->orders = models::hold_out(orders, fitting.histories, split, base.days_per_unit);
  if (holdout->orders.before.repeat_customers < models::kTooFewRepeatCustomers) return nullptr;
  const auto patterns = models::in_unit(holdout->orders.before.patterns, base.days_per_unit);
  holdout->fit = models::fit_purchases(base.chosen_fit()->model, patterns);
  if (!models::choose({&holdout->fit, 1})) {
    holdout->fit = models::fit_purchases(models::Model::nbd, patterns);
    if (!models::choose({&holdout->fit, 1})) return nullptr;
  }
  const models::Predictor predictor(holdout->fit);
  holdout->check = models::check_holdout(holdout->orders.customers, holdout->orders.period_ends,
                                         holdout->orders.actual,
                                         [&](const models::Pattern& pattern, double horizon) {
                                           return predictor.expected(pattern, horizon);
                                         });
  return holdout;
}

}  // namespace

CustomerModels::CustomerModels(const ledger::Orders& orders, const ModelOptions::Fitting& fitting)
    : base_(models::fit_customer_base(models::make_histories(orders, fitting.histories),
                                      days_of(fitting.unit), fitting.include)) {
  const std::vector<models::Model>& include = fitting.include;
  const bool asked = include.empty() || std::find(include.begin(), include.end(),
                                                  models::Model::bg_bb) != include.end();
  if (!asked || base_.trust == models::Trust::refused) return;
  MonthsTaken& taken = months_taken_.emplace();
  taken.occasions = models::make_occasions(orders, fitting.histories);
  taken.fit = models::fit_bg_bb(taken.occasions.patterns);
}

const models::Predictions* CustomerModels::predictions(const ModelOptions::Worth& worth) {
  const models::Fit* const fit = base_.chosen_fit();
  if (fit == nullptr) return nullptr;
  const bool same_horizon =
      worth.horizon_months == worth_.horizon_months && worth.discount_rate == worth_.discount_rate;
  if (!predictions_ || !same_horizon) {
    worth_ = worth;
    predictions_.reset();
    horizon_ = models::make_horizon(base_.histories.end, worth.horizon_months, worth.discount_rate,
                                    base_.days_per_unit);
    const models::SpendModel* const spend = base_.spend ? &*base_.spend : nullptr;
    predictions_ = std::make_unique<models::Predictions>(base_.histories, base_.days_per_unit, *fit,
                                                         spend, horizon_);
  }
  return predictions_.get();
}

const Holdout* CustomerModels::holdout(const ledger::Orders& orders,
                                       const ModelOptions::Fitting& fitting) {
  if (!held_out_) holdout_ = make_holdout(orders, fitting, base_);
  held_out_ = true;
  return holdout_.get();
}

CustomerModels& models_of(const Analysis& analysis) {
  auto& models = analysis.findings.models;
  if (!models) {
    models = std::make_shared<CustomerModels>(analysis.orders, analysis.options.models.fitting);
  }
  return *models;
}

}  // namespace dangol::engine
