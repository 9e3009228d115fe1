#include "metrics/gaps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include "unit/metrics/histories.h"

namespace dangol::metrics {
namespace {

struct Plain {
  std::vector<Day> gaps;
  uint64_t customers = 0;
};

Plain plain_gaps(const std::vector<test::Purchase>& purchases, Day counted_from) {
  Plain plain;
  for (const auto& days : test::histories(purchases)) {
    bool any = false;
    for (size_t i = 1; i < days.size(); ++i) {
      if (days[i] < counted_from) continue;
      plain.gaps.push_back(days[i] - days[i - 1]);
      any = true;
    }
    plain.customers += any ? 1 : 0;
  }
  std::sort(plain.gaps.begin(), plain.gaps.end());
  return plain;
}

double type_7(const std::vector<Day>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<size_t>(place);
  const size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (place - static_cast<double>(low)) * (sorted[high] - sorted[low]);
}

void expect_bins(const Gaps& gaps, const std::vector<Day>& sorted) {
  ASSERT_FALSE(gaps.bins.empty());
  EXPECT_LE(gaps.bins.size(), 12U);
  EXPECT_EQ(gaps.bins[0].from_day, 0U);
  EXPECT_EQ(gaps.bins[0].to_day, 0U);
  EXPECT_GE(static_cast<Day>(gaps.bins.back().to_day), sorted.back());
  EXPECT_LE(static_cast<Day>(gaps.bins.back().from_day), sorted.back());
  for (size_t i = 0; i < gaps.bins.size(); ++i) {
    const GapBin& bin = gaps.bins[i];
    if (i > 0) {
      EXPECT_EQ(bin.from_day, gaps.bins[i - 1].to_day + 1);
    }
    EXPECT_EQ(static_cast<std::ptrdiff_t>(bin.n),
              std::count_if(sorted.begin(), sorted.end(), [&](Day gap) {
                return gap >= static_cast<Day>(bin.from_day) && gap <= static_cast<Day>(bin.to_day);
              }));
  }
  if (gaps.bins.size() == 12) {
    EXPECT_GE(gaps.bins[10].to_day, *gaps.p95);
  }
}

TEST(Gaps, AgreeWithPlainLoops) {
  std::mt19937 random(31);
  for (int round = 0; round < 60; ++round) {
    const int range = 1 << (1 + round % 12);
    const auto purchases = test::random_purchases(random, 1 + random() % 300, 40, range);
    auto orders = test::settle_purchases(purchases);
    if (round % 3 == 0) orders.counted_from = 19'000 + range / 2;
    const Gaps gaps = compute_gaps(orders);
    const Plain plain = plain_gaps(purchases, orders.counted_from.value_or(0));
    ASSERT_EQ(gaps.n, plain.gaps.size());
    EXPECT_EQ(gaps.customers, plain.customers);
    if (plain.gaps.empty()) {
      EXPECT_FALSE(gaps.median.has_value());
      EXPECT_TRUE(gaps.bins.empty());
      continue;
    }
    EXPECT_NEAR(*gaps.q1, type_7(plain.gaps, 0.25), 1e-9);
    EXPECT_NEAR(*gaps.median, type_7(plain.gaps, 0.5), 1e-9);
    EXPECT_NEAR(*gaps.q3, type_7(plain.gaps, 0.75), 1e-9);
    EXPECT_NEAR(*gaps.p95, type_7(plain.gaps, 0.95), 1e-9);
    expect_bins(gaps, plain.gaps);
  }
}

TEST(Gaps, DoNotDependOnTheOrderOfRowsOrOnTheDate) {
  std::mt19937 random(5);
  auto purchases = test::random_purchases(random, 300, 40, 200);
  const Gaps before = compute_gaps(test::settle_purchases(purchases));
  std::shuffle(purchases.begin(), purchases.end(), random);
  const Gaps after = compute_gaps(test::settle_purchases(test::shifted(purchases, 1'461)));
  EXPECT_EQ(before.n, after.n);
  EXPECT_EQ(before.customers, after.customers);
  EXPECT_EQ(before.q1, after.q1);
  EXPECT_EQ(before.p95, after.p95);
  const Gaps twice = compute_gaps(test::settle_purchases(test::doubled(purchases)));
  EXPECT_EQ(twice.n, 2 * before.n);
  EXPECT_EQ(twice.customers, 2 * before.customers);
}

TEST(Gaps, BinsFollowTheRange) {
  // One customer with gaps of 0, 1, 8, 65 and 300 days. Their p95 is 253 days: ten bins of 14 days
  // do not reach it, ten of 30 do.
  std::vector<test::Purchase> purchases;
  Day day = 19'000;
  purchases.push_back({0, day, kMoneyScale});
  for (const Day gap : {0, 1, 8, 65, 300}) purchases.push_back({0, day += gap, kMoneyScale});
  const Gaps gaps = compute_gaps(test::settle_purchases(purchases));
  ASSERT_EQ(gaps.bins.size(), 11U);
  const uint64_t expected[] = {1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 1};
  for (size_t i = 0; i < 11; ++i) EXPECT_EQ(gaps.bins[i].n, expected[i]) << i;
  EXPECT_EQ(gaps.bins[1].from_day, 1U);
  EXPECT_EQ(gaps.bins[1].to_day, 30U);
  EXPECT_EQ(gaps.bins[10].to_day, 300U);
}

TEST(Gaps, NothingGivesNothing) {
  EXPECT_EQ(compute_gaps(test::settle_purchases({})).n, 0U);
  const Gaps single = compute_gaps(test::settle_purchases({{0, 19'000, kMoneyScale}}));
  EXPECT_EQ(single.customers, 0U);
  EXPECT_FALSE(single.p95.has_value());
}

/// So many customers who came back after `gap` days.
Gaps repeaters(int customers, Day gap) {
  std::vector<test::Purchase> purchases;
  for (int i = 0; i < customers; ++i) {
    purchases.push_back({i, 19'000, kMoneyScale});
    purchases.push_back({i, 19'000 + gap, kMoneyScale});
  }
  return compute_gaps(test::settle_purchases(purchases));
}

TEST(Gaps, BinsAreAsNarrowAsTenOfThemAllow) {
  const Gaps ten = repeaters(3, 10);
  ASSERT_EQ(ten.bins.size(), 11U);
  EXPECT_EQ(ten.bins[10].from_day, 10U);
  EXPECT_EQ(ten.bins[10].n, 3U);
  const Gaps eleven = repeaters(3, 11);
  ASSERT_EQ(eleven.bins.size(), 7U);
  EXPECT_EQ(eleven.bins[6].from_day, 11U);
  EXPECT_EQ(eleven.bins[6].to_day, 12U);
  EXPECT_EQ(eleven.bins[6].n, 3U);
}

TEST(ChurnWindow, IsTheP95OfEnoughGaps) {
  const ChurnWindow few = churn_window(repeaters(199, 20), {});
  EXPECT_EQ(few.days, 365U);
  EXPECT_EQ(few.from, ChurnWindow::From::standard);
  const ChurnWindow enough = churn_window(repeaters(200, 20), {});
  EXPECT_EQ(enough.days, 20U);
  EXPECT_EQ(enough.from, ChurnWindow::From::gaps);
  EXPECT_EQ(churn_window(repeaters(200, 0), {}).days, 1U);
  const ChurnWindow chosen = churn_window(repeaters(200, 20), 90);
  EXPECT_EQ(chosen.days, 90U);
  EXPECT_EQ(chosen.from, ChurnWindow::From::chosen);
  EXPECT_EQ(churn_window({}, {}).days, 365U);
}

TEST(ChurnWindow, IsRoundedUp) {
  Gaps gaps;
  gaps.customers = 200;
  gaps.p95 = 20.05;
  EXPECT_EQ(churn_window(gaps, {}).days, 21U);
  gaps.p95 = 21;
  EXPECT_EQ(churn_window(gaps, {}).days, 21U);
}

}  // namespace
}  // namespace dangol::metrics
