// The net promoter score.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/sections.h"
#include "engine/selection_scores.h"
#include "metrics/nps.h"

namespace dangol::engine {
namespace {

constexpr std::array<std::string_view, metrics::kAttitudeCount> kAttitudes = {
    "promoters", "passives", "detractors"};
constexpr double kPoints = 100;

/// The answers of those whom the filters leave. Days are left to compute_nps().
std::vector<ledger::Score> kept_scores(const Analysis& analysis) {
  const metrics::Filters& filters = analysis.options.filters;
  const ledger::Orders& orders = analysis.orders;
  std::vector<ledger::Score> kept(analysis.all.scores.begin(), analysis.all.scores.end());
  if (filters.segments.empty() && filters.values.empty() && !filters.first_order_from &&
      !filters.first_order_to) {
    return kept;
  }
  const auto left_out = [&](const ledger::Score& score) {
    return score.customer >= orders.customer_range() ||
           orders.first_of[score.customer] == orders.first_of[score.customer + 1];
  };
  kept.erase(std::remove_if(kept.begin(), kept.end(), left_out), kept.end());
  return kept;
}

/// The last day whose answers count, where the visitor chose one.
std::optional<Day> last_chosen_day(const Options& options) {
  const std::optional<Day> to = options.filters.to;
  const std::optional<Day> as_of = options.policy.as_of;
  if (to && as_of) return std::min(*to, *as_of);
  return to ? to : as_of;
}

}  // namespace

void add_scores(const Analysis& analysis, report::Report& report) {
  if (analysis.all.scores.empty()) return;
  const ledger::Orders& orders = analysis.orders;
  std::vector<uint8_t> segments;
  if (orders.as_of && orders.has_customers) {
    segments = score_selection(analysis).segment;
  }
  const metrics::Nps from = metrics::compute_nps(kept_scores(analysis), orders, segments,
                                                 last_chosen_day(analysis.options));
  report::Nps& nps = report.nps;
  nps.n = from.all.n;
  nps.promoters = from.all.answers[static_cast<size_t>(metrics::Attitude::promoter)];
  nps.passives = from.all.answers[static_cast<size_t>(metrics::Attitude::passive)];
  nps.detractors = from.all.answers[static_cast<size_t>(metrics::Attitude::detractor)];
  if (!from.all.score) return;
  nps.score = *from.all.score * kPoints;
  nps.low = from.all.low * kPoints;
  nps.high = from.all.high * kPoints;
  for (size_t i = 0; i < metrics::kSegmentCount; ++i) {
    const metrics::PromoterScore& segment = from.segments[i];
    if (!segment.score) continue;
    nps.segments.push_back(
        {std::string(metrics::segment_name(static_cast<metrics::SegmentName>(i))), segment.n,
         *segment.score * kPoints, segment.low * kPoints, segment.high * kPoints});
  }
  nps.days = metrics::kFollowUpDays;
  for (size_t i = 0; i < metrics::kAttitudeCount; ++i) {
    const metrics::FollowUp& group = from.afterwards[i];
    report::ScoreFollowUp& to = nps.afterwards.emplace_back();
    to.name = kAttitudes[i];
    to.bought.n = static_cast<double>(group.n);
    if (!group.share) continue;
    to.bought.value = group.share;
    to.bought.low = group.low;
    to.bought.high = group.high;
    if (orders.has_amounts) {
      to.revenue_per_customer = to_major_units(group.revenue) / static_cast<double>(group.n);
    }
  }
}

}  // namespace dangol::engine
