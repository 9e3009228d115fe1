// Time to the second order and to the loss of a customer, and the gaps between orders.
#include <algorithm>
#include <string>
#include <vector>

#include "engine/sections.h"
#include "metrics/gaps.h"
#include "metrics/second_order.h"
#include "metrics/survival.h"

namespace dangol::engine {
namespace {

/// More points than a chart has pixels for only make the Report larger.
constexpr size_t kMostPoints = 400;

void add_gaps(const metrics::Gaps& gaps, report::Gaps& to) {
  to.n = gaps.n;
  to.customers = gaps.customers;
  to.q1 = gaps.q1;
  to.median = gaps.median;
  to.q3 = gaps.q3;
  to.p95 = gaps.p95;
  for (const auto& bin : gaps.bins) to.bins.push_back({bin.from_day, bin.to_day, bin.n});
}

}  // namespace

report::SurvivalCurve make_survival_curve(const metrics::SurvivalCurve& from) {
  report::SurvivalCurve curve;
  curve.n = from.n;
  curve.events = from.events;
  const size_t points = from.points.size();
  const size_t shown = std::min(points, kMostPoints);
  for (size_t i = 0; i < shown; ++i) {
    const auto& point = from.points[shown > 1 ? i * (points - 1) / (shown - 1) : 0];
    curve.days.emplace_back(point.day);
    curve.survival.emplace_back(point.survival);
    curve.low.push_back(point.interval ? report::Number(point.interval->low) : std::nullopt);
    curve.high.push_back(point.interval ? report::Number(point.interval->high) : std::nullopt);
    curve.at_risk.emplace_back(static_cast<double>(point.at_risk));
  }
  curve.median = to_number(from.median);
  curve.restricted_mean = from.restricted_mean;
  curve.restricted_mean_error = from.restricted_mean_error;
  if (from.restricted_mean) curve.horizon = from.horizon;
  return curve;
}

void add_second_order(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  if (!orders.as_of) return;
  for (const auto& rate :
       metrics::second_order_rates(orders, *orders.as_of, metrics::kSecondOrderDays)) {
    report.second_order.push_back(
        {rate.days, rate.value, static_cast<double>(rate.n), rate.low, rate.high});
  }
  add_gaps(&orders == &analysis.all ? analysis.gaps : metrics::compute_gaps(orders), report.gaps);
}

void add_survival(const Analysis& analysis, report::Report& report) {
  const ledger::Orders& orders = analysis.orders;
  if (!orders.as_of) return;
  const auto curve_of = [](const std::vector<metrics::Durations>& durations) {
    return make_survival_curve(metrics::kaplan_meier(durations.front()));
  };
  report.survival.second_order = curve_of(metrics::second_order_times(orders, *orders.as_of));
  report.survival.loss = curve_of(metrics::loss_times(orders, *orders.as_of, analysis.window.days));
}

}  // namespace dangol::engine
