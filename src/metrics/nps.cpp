#include "metrics/nps.h"

#include <limits>
#include <vector>

#include "metrics/bookings.h"
#include "numeric/paired_difference.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

constexpr Day kFirstOfDays = std::numeric_limits<Day>::min();
constexpr Day kLastOfDays = std::numeric_limits<Day>::max();

void finish(PromoterScore& score) {
  const uint64_t promoters = score.answers[static_cast<size_t>(Attitude::promoter)];
  const uint64_t detractors = score.answers[static_cast<size_t>(Attitude::detractor)];
  for (const uint64_t answers : score.answers) score.n += answers;
  if (score.n == 0) return;
  score.score = (static_cast<double>(promoters) - static_cast<double>(detractors)) /
                static_cast<double>(score.n);
  const auto interval = numeric::paired_difference_interval(promoters, detractors, score.n);
  score.low = interval.low;
  score.high = interval.high;
}

/// The answer of a customer by which they are followed.
struct Answer {
  Day day = kFirstOfDays;  ///< kFirstOfDays: none
  Attitude attitude = Attitude::passive;

  [[nodiscard]] bool is_followed_on(Day other) const {
    return day != kFirstOfDays && other > day && other - day <= kFollowUpDays;
  }
};

std::array<FollowUp, kAttitudeCount> follow(const std::vector<Answer>& answers,
                                            const ledger::Orders& orders) {
  std::array<FollowUp, kAttitudeCount> result;
  for (size_t customer = 0; customer < answers.size(); ++customer) {
    const Answer& answer = answers[customer];
    if (answer.day == kFirstOfDays) continue;
    FollowUp& group = result[static_cast<size_t>(answer.attitude)];
    ++group.n;
    bool bought = false;
    for (uint32_t at = orders.first_of[customer]; at < orders.first_of[customer + 1]; ++at) {
      if (!answer.is_followed_on(orders.days[at])) continue;
      bought = true;
      group.revenue += orders.values[at];
    }
    group.bought += bought ? 1 : 0;
  }
  for_each_posting(orders, [&](Day day, uint32_t customer, MoneySum amount) {
    if (!answers[customer].is_followed_on(day)) return;
    result[static_cast<size_t>(answers[customer].attitude)].revenue += amount;
  });
  for (FollowUp& group : result) {
    if (group.n == 0) continue;
    group.share = static_cast<double>(group.bought) / static_cast<double>(group.n);
    const auto interval = numeric::wilson_interval(group.bought, group.n);
    group.low = interval.low;
    group.high = interval.high;
  }
  return result;
}

}  // namespace

Nps compute_nps(std::span<const ledger::Score> scores, const ledger::Orders& orders,
                std::span<const uint8_t> segments, std::optional<Day> until) {
  const Day from = orders.counted_from.value_or(kFirstOfDays);
  const Day to = until.value_or(kLastOfDays);
  const bool days_matter = orders.counted_from || until;
  Nps result;
  std::vector<Answer> answers(orders.customer_range());
  const ledger::Score* before = nullptr;
  for (const ledger::Score& event : scores) {
    const bool named = orders.has_customers && event.customer != ledger::Score::kNobody;
    const bool repeated = named && before != nullptr && event.day && event.day == before->day &&
                          event.customer == before->customer && event.score == before->score;
    before = &event;
    if (repeated) continue;
    if (event.day ? *event.day < from || *event.day > to : days_matter) continue;
    const Attitude attitude = attitude_of(event.score);
    ++result.all.answers[static_cast<size_t>(attitude)];
    if (!named || event.customer >= answers.size()) continue;
    if (event.customer < segments.size() && segments[event.customer] != kNoSegment) {
      ++result.segments[segments[event.customer]].answers[static_cast<size_t>(attitude)];
    }
    if (!event.day || !orders.as_of || *orders.as_of - *event.day < kFollowUpDays) continue;
    Answer& answer = answers[event.customer];
    if (*event.day >= answer.day) answer = {*event.day, attitude};
  }
  finish(result.all);
  for (PromoterScore& segment : result.segments) finish(segment);
  result.afterwards = follow(answers, orders);
  return result;
}

}  // namespace dangol::metrics
