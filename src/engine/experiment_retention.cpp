// Coming back as what is compared: the time from a customer's first order in the experiment to the
// second one, by variant.
#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "engine/experiment_side.h"
#include "engine/experiment_units.h"
#include "metrics/survival.h"
#include "numeric/distributions.h"
#include "numeric/wilson.h"

namespace dangol::engine {
namespace {

using metrics::Durations;
using report::Number;

/// More points than a chart has pixels for only make the Report larger.
constexpr size_t kMostPoints = 400;

/// Second orders within so many days, of the customers of one variant who are that old.
struct Within {
  uint64_t eligible = 0;
  uint64_t returned = 0;
};

struct OfVariant {
  std::string name;
  uint64_t customers = 0;
  Durations times;
  std::vector<Within> within;  ///< by the days asked for
};

void count_on(std::vector<uint32_t>& counts, size_t day) {
  if (day >= counts.size()) counts.resize(day + 1);
  ++counts[day];
}

void add_customer(const ledger::Orders& orders, const ExperimentPurchases& bought,
                  std::span<const uint32_t> days, OfVariant& variant) {
  const Day first = orders.days[bought.begin];
  const auto age = static_cast<uint32_t>(*orders.as_of - first);
  const bool again = bought.orders() > 1;
  const auto gap = again ? static_cast<uint32_t>(orders.days[bought.begin + 1] - first) : age;
  ++variant.customers;
  count_on(again ? variant.times.events : variant.times.censored, gap);
  for (size_t i = 0; i < days.size(); ++i) {
    if (age < days[i]) continue;
    ++variant.within[i].eligible;
    variant.within[i].returned += again && gap <= days[i] ? 1 : 0;
  }
}

/// In the order of the answer's variants.
std::vector<OfVariant> by_variant(const ledger::Orders& orders, const ExperimentUnits& units,
                                  const std::vector<ExperimentPurchases>& purchases,
                                  const report::Experiment& answer,
                                  std::span<const uint32_t> days) {
  std::vector<OfVariant> variants(answer.variants.size());
  std::vector<size_t> place(units.variants.size(), variants.size());
  for (size_t i = 0; i < variants.size(); ++i) {
    variants[i].name = answer.variants[i].name;
    variants[i].within.resize(days.size());
    for (size_t j = 0; j < place.size(); ++j) {
      if (units.variants[j] == variants[i].name) place[j] = i;
    }
  }
  for (size_t i = 0; i < purchases.size(); ++i) {
    const size_t at = place[units.units[i].variant];
    if (at == variants.size() || purchases[i].orders() == 0) continue;
    add_customer(orders, purchases[i], days, variants[at]);
  }
  return variants;
}

/// Of the share that has not come back: on the log-log scale, as metrics::kaplan_meier() has it.
void add_interval(const metrics::SurvivalPoint& from, double z, report::ReturnPoint& to) {
  if (from.survival <= 0) return;
  const double log_survival = std::log(from.survival);
  const double reach = std::exp(z * from.error / (from.survival * std::abs(log_survival)));
  to.low = 1 - std::exp(log_survival / reach);
  to.high = 1 - std::exp(log_survival * reach);
}

report::ReturnCurve make_curve(const OfVariant& variant, const metrics::SurvivalCurve& from,
                               double z) {
  report::ReturnCurve curve{variant.name, variant.customers, {}};
  const size_t points = from.points.size();
  const size_t shown = std::min(points, kMostPoints);
  for (size_t i = 0; i < shown; ++i) {
    const auto& point = from.points[shown > 1 ? i * (points - 1) / (shown - 1) : 0];
    report::ReturnPoint& to = curve.points.emplace_back();
    to.day = point.day;
    to.returned = 1 - point.survival;
    to.at_risk = static_cast<double>(point.at_risk);
    add_interval(point, z, to);
  }
  return curve;
}

report::VariantDifference make_difference(const OfVariant& control, const OfVariant& treatment,
                                          uint32_t horizon, double z) {
  report::VariantDifference to;
  to.variant = treatment.name;
  const auto from = metrics::restricted_mean_difference(control.times, treatment.times, horizon);
  if (!from) return to;
  to.difference.value = from->value;
  if (from->error <= 0) return to;
  to.difference.low = from->value - z * from->error;
  to.difference.high = from->value + z * from->error;
  to.p = 2 * numeric::normal_upper(std::abs(from->value) / from->error);
  return to;
}

void add_restricted_means(const std::vector<OfVariant>& variants, uint32_t horizon, double z,
                          report::ExperimentRetention& retention) {
  retention.horizon_days = horizon;
  for (size_t i = 0; i < variants.size(); ++i) {
    const auto curve = metrics::kaplan_meier(variants[i].times, horizon);
    report::VariantValue& to =
        retention.restricted_mean.emplace_back(report::VariantValue{variants[i].name, {}, {}, {}});
    if (curve.restricted_mean) {
      const double reach = z * curve.restricted_mean_error.value_or(0);
      to.value = curve.restricted_mean;
      to.low = std::max(0.0, *curve.restricted_mean - reach);
      to.high = std::min<double>(horizon, *curve.restricted_mean + reach);
    }
    if (i > 0) {
      retention.restricted_mean_difference.push_back(
          make_difference(variants[0], variants[i], horizon, z));
    }
  }
}

ExperimentSide side_of(const Within& within) {
  VariantSums sums;
  sums.users = static_cast<double>(within.eligible);
  sums.successes = static_cast<double>(within.returned);
  return experiment_side(MeasureKind::proportion, sums);
}

report::DayRetention make_day(const std::vector<OfVariant>& variants, size_t at, uint32_t day,
                              double alpha, double z) {
  report::DayRetention to;
  to.day = day;
  for (size_t i = 0; i < variants.size(); ++i) {
    const Within& within = variants[i].within[at];
    report::DayShare row{variants[i].name, within.eligible, within.returned, {}, {}, {}};
    if (within.eligible > 0) {
      const auto interval = numeric::wilson_interval(within.returned, within.eligible, z);
      row.share = static_cast<double>(within.returned) / static_cast<double>(within.eligible);
      row.low = interval.low;
      row.high = interval.high;
    }
    to.rows.push_back(row);
    if (i == 0) continue;
    report::DayComparison comparison;
    comparison.variant = variants[i].name;
    const auto pair =
        experiment_pair(side_of(variants[0].within[at]), side_of(within), {alpha, {}});
    if (pair) {
      comparison.difference = pair->difference;
      comparison.lift = pair->lift;
      comparison.p = pair->result.p;
    }
    to.comparisons.push_back(comparison);
  }
  return to;
}

}  // namespace

std::optional<report::ExperimentRetention> experiment_retention(
    const ledger::Orders& orders, const ExperimentUnits& units,
    const std::vector<ExperimentPurchases>& purchases, const report::Experiment& answer,
    const ExperimentOptions& options) {
  if (!orders.as_of) return std::nullopt;
  const auto variants = by_variant(orders, units, purchases, answer, options.days);
  if (std::none_of(variants.begin(), variants.end(),
                   [](const OfVariant& one) { return one.customers > 0; })) {
    return std::nullopt;
  }
  const double z = numeric::normal_upper_quantile(options.alpha / 2);
  report::ExperimentRetention retention;
  std::vector<Durations> times;
  for (const OfVariant& variant : variants) {
    times.push_back(variant.times);
    retention.curves.push_back(make_curve(variant, metrics::kaplan_meier(variant.times), z));
  }
  if (const auto test = metrics::log_rank(times); test.chi_squared) {
    retention.log_rank = {test.chi_squared, static_cast<double>(test.degrees), test.p};
  }
  if (const auto horizon = metrics::common_horizon(times); horizon && *horizon > 0) {
    add_restricted_means(variants, *horizon, z, retention);
  }
  for (size_t i = 0; i < options.days.size(); ++i) {
    retention.days.push_back(make_day(variants, i, options.days[i], options.alpha, z));
  }
  return retention;
}

}  // namespace dangol::engine
