// The net promoter score: what customers answered, and what they did afterwards.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/civil.h"
#include "base/money.h"
#include "ledger/scores.h"
#include "ledger/settle.h"
#include "metrics/segments.h"

namespace dangol::metrics {

enum class Attitude : uint8_t {
  promoter,  ///< 9 or 10
  passive,   ///< 7 or 8
  detractor  ///< 0 to 6
};
inline constexpr size_t kAttitudeCount = 3;
[[nodiscard]] constexpr Attitude attitude_of(uint8_t score) {
  if (score >= 9) return Attitude::promoter;
  return score >= 7 ? Attitude::passive : Attitude::detractor;
}

/// Answers, and their score: share of promoters less share of detractors, -1 to 1.
struct PromoterScore {
  std::array<uint64_t, kAttitudeCount> answers{};  ///< by Attitude
  uint64_t n = 0;
  std::optional<double> score;  ///< none without answers
  double low = -1;              ///< 95%: see numeric::paired_difference_interval()
  double high = 1;
};

/// What customers did in the days after they answered, the day of the answer not among them.
struct FollowUp {
  uint64_t n = 0;  ///< customers who answered at least so many days before the as-of day
  uint64_t bought = 0;
  std::optional<double> share;  ///< bought / n; none where n = 0
  double low = 0;               ///< Wilson 95% interval
  double high = 1;
  MoneySum revenue = 0;
};

/// How long customers are watched after they answered.
inline constexpr int32_t kFollowUpDays = 91;

struct Nps {
  PromoterScore all;
  /// By SegmentName; answers of customers who have no segment are only in `all`.
  std::array<PromoterScore, kSegmentCount> segments;
  std::array<FollowUp, kAttitudeCount> afterwards;  ///< by Attitude
};

/// Every answer counts, also several of one customer; but the lines of an order repeat one, so the
/// same score of the same customer and day several times in a row counts once. What came afterwards
/// is told of customers: each by their newest answer that is old enough; of several on one day, the
/// last in `scores`.
///
/// Answers before `orders.counted_from` and after `until` are left out, and where either is set
/// also those without a day. `segments`: the segment of each customer; empty = not known. O(scores
/// + customers + orders of those who answered + postings).
[[nodiscard]] Nps compute_nps(std::span<const ledger::Score> scores, const ledger::Orders& orders,
                              std::span<const uint8_t> segments,
                              std::optional<Day> until = std::nullopt);

}  // namespace dangol::metrics
