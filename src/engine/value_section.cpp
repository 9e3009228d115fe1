// What customers are worth: the formula of the articles, what was observed, and what the models
// expect.
#include "engine/value_section.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/customer_models.h"
#include "engine/sections.h"
#include "metrics/article_value.h"
#include "metrics/historic_value.h"
#include "models/repeat_orders.h"

namespace dangol::engine {
namespace {

using report::Number;

std::string optional_day(const std::optional<Day>& day) {
  return day ? format_day(*day) : std::string();
}

/// By the margin, where there is one.
Number times(const Number& value, const Number& factor) {
  return value && factor ? Number(*value * *factor) : std::nullopt;
}

report::ArticleLine article_line(std::string years_from, const metrics::ArticleValue& value,
                                 Number years, const Number& margin, std::string reason) {
  const Number revenue = value.revenue(years);
  return {std::move(years_from), years, revenue, times(revenue, margin),
          years ? std::string() : std::move(reason)};
}

report::ArticleValue make_article(const Analysis& analysis) {
  const metrics::ArticleValue from = metrics::compute_article_value(analysis.orders);
  const Number& margin = analysis.options.margin;
  report::ArticleValue to;
  to.average_order_value = from.average_order_value;
  to.orders_per_year = from.orders_per_year;
  to.churn_rate = from.yearly_churn;
  to.lines = {
      article_line("observed", from, from.observed_years, margin, "too_young"),
      article_line("churn", from, from.years_from_churn(), margin,
                   from.yearly_churn ? "no_churn" : "too_young"),
      article_line("typed", from, analysis.options.models.worth.years, margin, "not_typed")};
  return to;
}

report::HistoricValue make_historic(const Analysis& analysis) {
  const auto from = metrics::compute_historic_value(analysis.orders, analysis.options.cohorts.unit);
  report::HistoricValue to;
  to.period = period_unit_name(from.unit);
  for (const metrics::ValueAtAge& at : from.ages) {
    to.ages.push_back({at.age, at.customers, at.mean, at.low, at.high, at.median});
  }
  for (const metrics::CohortValue& cohort : from.cohorts) {
    to.cohorts.push_back({format_period(cohort.index, from.unit), cohort.size, cohort.revenue});
  }
  return to;
}

report::Fit make_fit(const models::Fit& from) {
  report::Fit to;
  to.model = models::model_name(from.model);
  to.verdict = models::verdict_name(from.verdict);
  if (from.verdict == models::Verdict::too_few) return to;
  for (size_t i = 0; i < from.parameters; ++i) {
    const std::string name(models::parameter_name(from.model, i));
    to.parameters.push_back({name, from.value[i]});
    to.standard_errors.push_back(
        {name, from.hessian_definite ? Number(from.standard_error[i]) : std::nullopt});
  }
  to.log_likelihood = from.log_likelihood;
  to.aic = from.aic;
  to.bic = from.bic;
  to.gradient_norm = from.gradient_norm;
  to.hessian_definite = from.hessian_definite;
  return to;
}

report::Spend make_spend(const models::SpendModel& from) {
  return {make_fit(from.fit), from.customers, from.correlation, from.mean,
          from.gamma_gamma ? "gamma_gamma" : "mean"};
}

report::Models make_models(const CustomerModels& models, const ModelOptions::Fitting& fitting) {
  const models::CustomerBase& base = models.base();
  const models::Histories& histories = base.histories;
  report::Models to;
  to.unit = time_unit_name(fitting.unit);
  to.first_order_in_money = fitting.histories.first_order_in_money;
  to.as_of = format_day(histories.end);
  to.acquired_from = optional_day(fitting.histories.acquired_from);
  to.acquired_to = optional_day(fitting.histories.acquired_to);
  to.customers = histories.customers;
  to.repeat_customers = histories.repeat_customers;
  to.days = static_cast<uint64_t>(histories.end - histories.first_day);
  to.verdict = models::trust_name(base.trust);
  to.reasons.assign(base.reasons.begin(), base.reasons.end());
  for (const models::Fit& fit : base.fits) to.fits.push_back(make_fit(fit));
  if (const models::Fit* const fit = base.chosen_fit()) to.chosen = models::model_name(fit->model);
  if (base.spend) to.spend = make_spend(*base.spend);
  return to;
}

report::Occasions make_occasions(const MonthsTaken& from, uint32_t months) {
  report::Occasions to;
  to.customers = from.occasions.customers;
  to.fit = make_fit(from.fit);
  if (const auto forecast = models::forecast(from.occasions, from.fit, months)) {
    to.alive = forecast->alive;
    to.expected = forecast->expected;
    to.expected_new = forecast->expected_new;
  }
  return to;
}

report::Holdout make_holdout(const Holdout& from) {
  constexpr std::array<std::string_view, 3> kBelieve = {"no", "roughly", "yes"};
  const models::HoldoutCheck& check = from.check;
  report::Holdout to;
  to.calibration_end = format_day(from.split);
  to.end = format_day(from.orders.end);
  to.customers = static_cast<uint64_t>(check.customers);
  to.fit = make_fit(from.fit);
  to.actual = check.actual;
  to.predicted = check.predicted;
  for (size_t i = 0; i < check.periods.size(); ++i) {
    const models::HeldOutPeriod& period = check.periods[i];
    to.periods.push_back({format_day(from.orders.periods[i]), period.actual, period.predicted,
                          period.cumulative_actual, period.cumulative_predicted});
  }
  for (size_t i = 0; i < check.bins.size(); ++i) {
    const models::HeldOutBin& bin = check.bins[i];
    const auto mean = [&](double of) { return bin.customers > 0 ? Number(of) : std::nullopt; };
    to.bins.push_back({std::to_string(i) + (i + 1 == check.bins.size() ? "+" : ""),
                       static_cast<uint64_t>(bin.customers), mean(bin.actual), mean(bin.predicted),
                       mean(bin.naive)});
  }
  to.bias = check.bias;
  to.mean_absolute_error = check.mean_absolute_error;
  to.naive_bias = check.naive_bias;
  to.naive_mean_absolute_error = check.naive_mean_absolute_error;
  to.believe = kBelieve[static_cast<size_t>(check.believe)];
  return to;
}

/// The expected numbers of repeat orders, beside those of customers who are old enough.
void add_order_shares(const Analysis& analysis, const CustomerModels& models,
                      const models::NewCustomerOutlook& from, report::NewCustomer& to) {
  constexpr size_t kClasses = models::kOrderClasses;
  const Day end = models.base().histories.end;
  const Day days = months_later(end, analysis.options.models.worth.horizon_months) - end;
  const models::RepeatOrders seen = models::count_repeat_orders(
      analysis.orders, analysis.options.models.fitting.histories, days, kClasses);
  to.observed_customers = seen.customers;
  for (size_t i = 0; i < kClasses; ++i) {
    const Number observed =
        seen.customers > 0
            ? Number(static_cast<double>(seen.by_number[i]) / static_cast<double>(seen.customers))
            : std::nullopt;
    to.orders.push_back(
        {std::to_string(i) + (i + 1 == kClasses ? "+" : ""), from.shares[i], observed});
  }
}

report::NewCustomer make_new_customer(const Analysis& analysis, const CustomerModels& models,
                                      const models::Predictions& predictions) {
  const models::NewCustomerOutlook from = predictions.new_customer();
  const bool priced = models.base().spend.has_value();
  const Number& margin = analysis.options.margin;
  report::NewCustomer to;
  add_order_shares(analysis, models, from, to);
  to.p_repeat = to_range(from.p_repeat);
  to.repeat_orders = to_range(from.repeat_orders);
  if (!priced) return to;
  to.revenue = to_range(from.revenue.back());
  to.margin = margin_of(to.revenue, margin);
  to.first_order_value = from.first_order_value;
  to.order_value = from.order_value;
  for (const models::Interval& revenue : from.revenue) {
    to.months.push_back({static_cast<uint32_t>(to.months.size()), to_range(revenue)});
  }
  return to;
}

report::BaseValue make_base(const models::Predictions& predictions,
                            const models::CustomerBase& from, const Options& options) {
  const models::Histories& histories = from.histories;
  models::Tally tally;
  double residual = 0;
  double residual_revenue = 0;
  std::vector<double> residual_of;
  if (predictions.predictor().model() == models::Model::pareto_nbd) {
    for (uint32_t i = 0; i < histories.patterns.size(); ++i) {
      const auto one = predictions.residual_orders(i, options.models.worth.discount_rate);
      if (!one) break;
      residual_of.push_back(*one);
    }
  }
  const bool closed = residual_of.size() == histories.patterns.size();
  for (uint32_t customer = 0; customer < histories.pattern_of.size(); ++customer) {
    const uint32_t pattern = histories.pattern_of[customer];
    if (pattern == models::kNoPattern) continue;
    predictions.add(customer, tally);
    if (!closed) continue;
    residual += residual_of[pattern];
    residual_revenue += residual_of[pattern] * predictions.order_value(customer);
  }
  report::BaseValue to;
  to.customers = tally.customers;
  if (predictions.predictor().tells_dropout()) to.alive = to_range(predictions.alive(tally));
  to.orders = to_range(predictions.orders(tally));
  if (closed) to.residual_orders = residual;
  if (!from.spend) return to;
  to.revenue = to_range(predictions.revenue(tally));
  to.margin = margin_of(to.revenue, options.margin);
  if (closed) to.residual_revenue = residual_revenue;
  return to;
}

/// What a new customer brings for what winning them costs; by margin where it is known.
void add_acquisition(const Options& options, report::Value& value) {
  const Number& cost = options.models.worth.acquisition_cost;
  if (!cost || !value.new_customer) return;
  const report::NewCustomer& customer = *value.new_customer;
  const double share = options.margin.value_or(1);
  const auto ratio = [&](const Number& revenue) { return times(revenue, share / *cost); };
  value.ltv_to_cac = {ratio(customer.revenue.value), ratio(customer.revenue.low),
                      ratio(customer.revenue.high)};
  double before = 0;
  for (const report::ValueMonth& month : customer.months) {
    const double brought = month.revenue.value.value_or(0) * share;
    if (brought >= *cost) {
      // Within the month that reaches it, as if money came in evenly.
      value.payback_months =
          month.month == 0 ? 0 : month.month - (brought - *cost) / (brought - before);
      return;
    }
    before = brought;
  }
}

}  // namespace

report::Range to_range(const models::Interval& from) {
  return {from.value, from.low, from.high};
}

report::Range margin_of(const report::Range& revenue, const report::Number& margin) {
  return {times(revenue.value, margin), times(revenue.low, margin), times(revenue.high, margin)};
}

void add_value(const Analysis& analysis, report::Report& report) {
  const Options& options = analysis.options;
  if (!analysis.orders.as_of || !analysis.orders.has_customers) return;
  const ModelOptions::Worth& worth = options.models.worth;
  report::Value& value = report.value.emplace();
  value.horizon_months = worth.horizon_months;
  value.discount_rate = worth.discount_rate;
  value.margin = options.margin;
  value.acquisition_cost = worth.acquisition_cost;
  value.article = make_article(analysis);
  value.historic = make_historic(analysis);

  CustomerModels& models = models_of(analysis);
  report.models = make_models(models, options.models.fitting);
  if (const auto& taken = models.months_taken()) {
    report.models->occasions = make_occasions(*taken, worth.horizon_months);
  }
  const models::Predictions* const predictions = models.predictions(worth);
  if (predictions == nullptr) return;
  const models::CustomerBase& base = models.base();
  value.new_customer = make_new_customer(analysis, models, *predictions);
  value.base = make_base(*predictions, base, options);
  if (const auto* const holdout = models.holdout(analysis.orders, options.models.fitting)) {
    report.models->holdout = make_holdout(*holdout);
  } else {
    report.models->reasons.emplace_back("holdout_not_possible");
  }
  add_value_groups(analysis, base, *predictions, value);
  add_value_pictures(base.histories, *predictions, value);
  add_acquisition(options, value);
}

}  // namespace dangol::engine
