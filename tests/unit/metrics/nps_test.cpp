#include "metrics/nps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "numeric/paired_difference.h"
#include "unit/metrics/refunded_ledgers.h"

namespace dangol::metrics {
namespace {

constexpr auto kPromoters = static_cast<size_t>(Attitude::promoter);
constexpr auto kPassives = static_cast<size_t>(Attitude::passive);
constexpr auto kDetractors = static_cast<size_t>(Attitude::detractor);

std::vector<ledger::Score> random_scores(std::mt19937& random, size_t count, uint32_t customers,
                                         int days) {
  std::vector<ledger::Score> scores;
  for (size_t i = 0; i < count; ++i) {
    scores.push_back({static_cast<uint32_t>(random() % customers),
                      19'000 + static_cast<Day>(random() % static_cast<unsigned>(days)),
                      static_cast<uint8_t>(random() % 11)});
    const bool repeats = i > 0 && scores[i].customer == scores[i - 1].customer &&
                         scores[i].day == scores[i - 1].day &&
                         scores[i].score == scores[i - 1].score;
    if (repeats) scores[i].score = static_cast<uint8_t>((scores[i].score + 1) % 11);
  }
  return scores;
}

void expect_score(const PromoterScore& found, const std::vector<int>& scores) {
  const auto count = [&](int from, int to) {
    return static_cast<uint64_t>(std::count_if(
        scores.begin(), scores.end(), [&](int score) { return from <= score && score <= to; }));
  };
  EXPECT_EQ(found.answers[kPromoters], count(9, 10));
  EXPECT_EQ(found.answers[kPassives], count(7, 8));
  EXPECT_EQ(found.answers[kDetractors], count(0, 6));
  EXPECT_EQ(found.n, scores.size());
  ASSERT_EQ(found.score.has_value(), !scores.empty());
  if (scores.empty()) return;
  double sum = 0;
  for (const int score : scores) sum += score >= 9 ? 1 : score <= 6 ? -1 : 0;
  EXPECT_NEAR(*found.score, sum / static_cast<double>(scores.size()), 1e-15);
  EXPECT_LE(found.low, *found.score);
  EXPECT_GE(found.high, *found.score);
}

TEST(Nps, AgreesWithPlainLoops) {
  std::mt19937 random(73);
  for (int round = 0; round < 40; ++round) {
    const auto rows = test::random_rows(random, 1 + random() % 200, 30, 400);
    auto orders = test::settle_plain(rows);
    const auto indices = test::customer_indices(rows);
    // Some who answer never bought.
    orders.first_of.insert(orders.first_of.end(), 5, orders.first_of.back());
    const auto range = static_cast<uint32_t>(orders.customer_range());
    auto scores = random_scores(random, random() % 150, range, 450);
    const auto segments = assign_segments(orders, *orders.as_of, 90);
    std::optional<Day> until;
    if (round % 2 == 1) orders.counted_from = 19'000 + static_cast<Day>(random() % 200);
    if (round % 3 == 1) until = 19'000 + static_cast<Day>(random() % 450);
    const Day from = orders.counted_from.value_or(0);
    const Nps nps = compute_nps(scores, orders, segments, until);
    scores.erase(std::remove_if(scores.begin(), scores.end(),
                                [&](const ledger::Score& event) {
                                  return *event.day < from || *event.day > until.value_or(99'999);
                                }),
                 scores.end());

    std::vector<int> all;
    std::map<size_t, std::vector<int>> by_segment;
    for (const ledger::Score& event : scores) {
      all.push_back(event.score);
      if (segments[event.customer] != kNoSegment) {
        by_segment[segments[event.customer]].push_back(event.score);
      }
    }
    expect_score(nps.all, all);
    for (size_t i = 0; i < kSegmentCount; ++i) expect_score(nps.segments[i], by_segment[i]);

    std::array<FollowUp, kAttitudeCount> wanted;
    for (uint32_t customer = 0; customer < range; ++customer) {
      const ledger::Score* answer = nullptr;
      for (const ledger::Score& event : scores) {
        if (event.customer != customer || *event.day + 91 > *orders.as_of) continue;
        if (answer == nullptr || *event.day >= *answer->day) answer = &event;
      }
      if (answer == nullptr) continue;
      FollowUp& group = wanted[answer->score >= 9   ? kPromoters
                               : answer->score >= 7 ? kPassives
                                                    : kDetractors];
      ++group.n;
      bool bought = false;
      for (const test::PlainRow& row : rows) {
        if (indices.at(row.customer) != customer) continue;
        if (row.day <= *answer->day || row.day > *answer->day + 91) continue;
        bought = bought || row.amount > 0;
        group.revenue += row.amount;
      }
      group.bought += bought ? 1 : 0;
    }
    for (size_t i = 0; i < kAttitudeCount; ++i) {
      EXPECT_EQ(nps.afterwards[i].n, wanted[i].n);
      EXPECT_EQ(nps.afterwards[i].bought, wanted[i].bought);
      EXPECT_TRUE(nps.afterwards[i].revenue == wanted[i].revenue);
      EXPECT_EQ(nps.afterwards[i].share.has_value(), wanted[i].n > 0);
    }
  }
}

TEST(Nps, SmallExampleByHand) {
  // Customer 0 promotes and buys 91 days later, 1 detracts and buys on the day itself and a day too
  // late, 2 is passive and answered too recently to tell.
  const auto orders = test::settle_purchases({{0, 19'000, 5 * kMoneyScale},
                                              {1, 19'010, 7 * kMoneyScale},
                                              {2, 19'000, kMoneyScale},
                                              {0, 19'101, 11 * kMoneyScale},
                                              {1, 19'102, 13 * kMoneyScale}});
  const std::vector<ledger::Score> scores = {{0, 19'010, 10}, {1, 19'010, 3}, {2, 19'012, 8}};
  const Nps nps = compute_nps(scores, orders, {});
  EXPECT_EQ(*nps.all.score, 0);
  EXPECT_EQ(nps.all.n, 3U);
  EXPECT_EQ(nps.afterwards[kPromoters].bought, 1U);
  EXPECT_TRUE(nps.afterwards[kPromoters].revenue == 11 * kMoneyScale);
  EXPECT_EQ(nps.afterwards[kDetractors].n, 1U);
  EXPECT_EQ(*nps.afterwards[kDetractors].share, 0);
  EXPECT_TRUE(nps.afterwards[kDetractors].revenue == 0);
  EXPECT_EQ(nps.afterwards[kPassives].n, 0U);
  EXPECT_FALSE(nps.afterwards[kPassives].share);
  for (const PromoterScore& segment : nps.segments) EXPECT_FALSE(segment.score);
}

TEST(Nps, TurnsAroundWithTheAnswers) {
  std::mt19937 random(79);
  const auto orders = test::settle_purchases({{0, 20'000, kMoneyScale}});
  const auto scores = random_scores(random, 101, 1, 100);
  auto turned = scores;
  for (ledger::Score& event : turned) {
    const Attitude attitude = attitude_of(event.score);
    event.score = attitude == Attitude::promoter ? 0 : attitude == Attitude::detractor ? 10 : 7;
  }
  const PromoterScore found = compute_nps(scores, orders, {}).all;
  const PromoterScore other = compute_nps(turned, orders, {}).all;
  EXPECT_EQ(*found.score, -*other.score);
  EXPECT_EQ(found.low, -other.high);
  EXPECT_EQ(found.high, -other.low);
  const auto interval = numeric::paired_difference_interval(found.answers[kPromoters],
                                                            found.answers[kDetractors], 101);
  EXPECT_EQ(found.low, interval.low);
  EXPECT_EQ(found.high, interval.high);
}

TEST(Nps, LinesOfAnOrderRepeatOneAnswer) {
  const auto orders = test::settle_purchases({{0, 19'000, 1}, {1, 19'000, 1}});
  const std::vector<ledger::Score> scores = {{0, 19'000, 9},  {0, 19'000, 9}, {0, 19'000, 9},
                                             {1, 19'000, 9},  {0, 19'000, 9}, {0, 19'001, 9},
                                             {0, 19'001, 10}, {1, {}, 9},     {1, {}, 9}};
  EXPECT_EQ(compute_nps(scores, orders, {}).all.n, 7U);
  // Of people without names, everyone counts.
  const std::vector<ledger::Score> nameless(3, {ledger::Score::kNobody, 19'000, 9});
  EXPECT_EQ(compute_nps(nameless, orders, {}).all.n, 3U);
  auto unknown = orders;
  unknown.has_customers = false;
  const Nps nps = compute_nps(scores, unknown, {});
  EXPECT_EQ(nps.all.n, 9U);
  EXPECT_EQ(nps.afterwards[kPromoters].n, 0U);
}

TEST(Nps, AnswersWithoutADayCountUnlessDaysDo) {
  auto orders = test::settle_purchases({{0, 19'000, 1}, {0, 19'200, 1}});
  const std::vector<ledger::Score> scores = {{0, {}, 9}, {0, 19'050, 2}};
  EXPECT_EQ(compute_nps(scores, orders, {}).all.n, 2U);
  EXPECT_EQ(compute_nps(scores, orders, {}, 19'100).all.n, 1U);
  orders.counted_from = 19'010;
  EXPECT_EQ(compute_nps(scores, orders, {}).all.n, 1U);
}

TEST(Nps, NoAnswersGiveNoScore) {
  const Nps nps = compute_nps({}, test::settle_purchases({{0, 19'000, 1}}), {});
  EXPECT_EQ(nps.all.n, 0U);
  EXPECT_FALSE(nps.all.score);
  // Answers without a single order: a score, and nothing to follow.
  const std::vector<ledger::Score> scores = {{ledger::Score::kNobody, 19'000, 10},
                                             {ledger::Score::kNobody, 19'500, 10}};
  const Nps survey = compute_nps(scores, test::settle_purchases({}), {});
  EXPECT_EQ(*survey.all.score, 1);
  EXPECT_EQ(survey.all.high, 1);
  EXPECT_EQ(survey.afterwards[kPromoters].n, 0U);
}

}  // namespace
}  // namespace dangol::metrics
