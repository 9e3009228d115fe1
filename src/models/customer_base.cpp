#include "models/customer_base.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "models/bg_nbd.h"
#include "models/mbg_nbd.h"
#include "models/nbd.h"
#include "models/pareto_nbd.h"

namespace dangol::models {
namespace {

bool contains(std::span<const Model> models, Model model) {
  return std::find(models.begin(), models.end(), model) != models.end();
}

void judge_data(CustomerBase& base) {
  const Histories& histories = base.histories;
  base.trust = Trust::fine;
  const auto lower = [&](bool when, Trust to, std::string_view reason) {
    if (!when) return;
    base.trust = std::max(base.trust, to);
    base.reasons.push_back(reason);
  };
  lower(histories.customers < kFewCustomers, Trust::weak, "models_few_customers");
  lower(histories.end - histories.first_day < static_cast<Day>(kFewDays), Trust::weak,
        "models_short_history");
  lower(histories.repeat_customers < kTooFewRepeatCustomers, Trust::refused, "models_few_repeat");
}

void judge_spend(CustomerBase& base) {
  if (!base.spend) {
    base.reasons.emplace_back("models_no_amounts");
    return;
  }
  if (!base.spend->gamma_gamma) base.reasons.emplace_back("spend_mean_used");
  if (std::fabs(base.spend->correlation) >= kNotableCorrelation) {
    base.reasons.emplace_back("spend_correlated");
  }
}

}  // namespace

std::string_view trust_name(Trust trust) {
  constexpr std::array<std::string_view, 3> kNames = {"fine", "weak", "refused"};
  return kNames[static_cast<size_t>(trust)];
}

Fit fit_purchases(Model model, std::span<const Pattern> patterns) {
  switch (model) {
    case Model::bg_nbd:
      return fit_bg_nbd(patterns);
    case Model::mbg_nbd:
      return fit_mbg_nbd(patterns);
    case Model::pareto_nbd:
      return fit_pareto_nbd(patterns);
    default:
      return fit_nbd(patterns);
  }
}

std::optional<size_t> choose(std::span<const Fit> fits) {
  std::optional<size_t> best;
  for (size_t i = 0; i < fits.size(); ++i) {
    if (fits[i].verdict == Verdict::fine && (!best || fits[i].bic < fits[*best].bic)) best = i;
  }
  if (best) return best;
  // Where customers hardly differ, the NBD is all but a Poisson process, and predicts as one.
  for (size_t i = 0; i < fits.size(); ++i) {
    const bool usable = fits[i].verdict == Verdict::heterogeneity_not_told;
    if (fits[i].model == Model::nbd && usable) return i;
  }
  return std::nullopt;
}

CustomerBase fit_customer_base(Histories histories, double days_per_unit,
                               std::span<const Model> include) {
  CustomerBase base;
  base.histories = std::move(histories);
  base.days_per_unit = days_per_unit;
  judge_data(base);
  if (base.trust == Trust::refused) return base;
  const auto patterns = in_unit(base.histories.patterns, days_per_unit);
  for (const Model model : kPurchaseModels) {
    if (!include.empty() && !contains(include, model) && model != Model::nbd) continue;
    base.fits.push_back(fit_purchases(model, patterns));
  }
  base.chosen = choose(base.fits);
  if (!base.chosen) {
    base.trust = Trust::refused;
    base.reasons.emplace_back("models_not_converged");
  } else if (base.chosen_fit()->model == Model::nbd && base.fits.size() > 1) {
    base.reasons.emplace_back("dropout_not_identified");
  }
  base.spend = fit_spend(base.histories);
  judge_spend(base);
  return base;
}

}  // namespace dangol::models
