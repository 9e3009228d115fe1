#include "metrics/segments.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "unit/metrics/refunded_ledgers.h"

namespace dangol::metrics {
namespace {

/// Rank by looking at everybody: the half of equals counts as smaller.
template <typename T>
int plain_quintile(const std::vector<T>& all, const T& own) {
  double below = 0;
  for (const T& other : all) below += other < own ? 1 : other == own ? 0.5 : 0;
  return static_cast<int>(std::ceil(5 * below / static_cast<double>(all.size())));
}

std::string plain_segment(int days_since, int window, int f, int m, bool repeated) {
  const bool active = 2 * days_since <= window || days_since == window / 2;
  const bool gone = days_since > window;
  if (active && f >= 4 && m >= 4) return "champions";
  if (active && repeated) return "loyal";
  if (active) return "new";
  if (f >= 4 && m >= 4) return "cannot_lose";
  if (!gone) return repeated ? "at_risk" : "one_time";
  return "lost";
}

void expect_plain(const ScoredCustomers& scored, const std::vector<test::PlainRow>& rows, Day as_of,
                  int window, Day from = INT32_MIN) {
  const auto indices = test::customer_indices(rows);
  std::vector<Day> last;
  std::vector<uint64_t> orders;
  std::vector<MoneySum> revenue;
  for (const auto& [customer, index] : indices) {
    const auto found = test::look_at(rows, customer, as_of, from);
    if (found.orders == 0) continue;
    last.push_back(found.last);
    orders.push_back(found.orders);
    revenue.push_back(found.revenue);
  }
  EXPECT_EQ(scored.totals.customers, last.size());
  for (const auto& [customer, index] : indices) {
    const auto found = test::look_at(rows, customer, as_of, from);
    if (found.orders == 0) {
      EXPECT_EQ(scored.segment[index], kNoSegment);
      EXPECT_EQ(scored.recency[index], 0);
      EXPECT_EQ(scored.frequency[index], 0);
      EXPECT_EQ(scored.money[index], 0);
      continue;
    }
    EXPECT_EQ(scored.totals.orders[index], found.orders);
    EXPECT_TRUE(scored.totals.revenue[index] == found.revenue);
    const int f = plain_quintile(orders, found.orders);
    const int m = plain_quintile(revenue, found.revenue);
    EXPECT_EQ(scored.recency[index], plain_quintile(last, found.last));
    EXPECT_EQ(scored.frequency[index], f);
    EXPECT_EQ(scored.money[index], m);
    EXPECT_EQ(segment_name(static_cast<SegmentName>(scored.segment[index])),
              plain_segment(as_of - found.last, window, f, m, found.known_orders >= 2));
  }
}

TEST(Segments, AgreeWithPlainLoops) {
  std::mt19937 random(41);
  std::map<std::string, int> met;
  for (int round = 0; round < 60; ++round) {
    const auto rows = test::random_rows(random, 1 + random() % 200, 40, 400);
    auto orders = test::settle_plain(rows);
    const int window = 1 + static_cast<int>(random() % 250);
    const auto scored = score_customers(orders, *orders.as_of, static_cast<uint32_t>(window));
    expect_plain(scored, rows, *orders.as_of, window);
    for (const uint8_t segment : scored.segment) {
      if (segment != kNoSegment)
        ++met[std::string(segment_name(static_cast<SegmentName>(segment)))];
    }
    // Earlier days, and only what a filter counts.
    const Day earlier = *orders.as_of - static_cast<Day>(random() % 300);
    expect_plain(score_customers(orders, earlier, static_cast<uint32_t>(window)), rows, earlier,
                 window);
    orders.counted_from = *orders.first_day + static_cast<Day>(random() % 200);
    expect_plain(score_customers(orders, *orders.as_of, static_cast<uint32_t>(window)), rows,
                 *orders.as_of, window, *orders.counted_from);
  }
  EXPECT_EQ(met.size(), kSegmentCount);  // every rule was put to the test
}

TEST(Segments, AddUpToAllCustomers) {
  std::mt19937 random(43);
  for (int round = 0; round < 20; ++round) {
    const auto rows = test::random_rows(random, 1 + random() % 300, 60, 500);
    const auto orders = test::settle_plain(rows);
    const auto scored = score_customers(orders, *orders.as_of, 120);
    const Segments segments = summarise_segments(scored, *orders.as_of);
    uint64_t customers = 0;
    uint64_t order_count = 0;
    MoneySum revenue = 0;
    uint64_t days = 0;
    for (const Segment& segment : segments.segments) {
      customers += segment.customers;
      order_count += segment.orders;
      revenue += segment.revenue;
      days += segment.recency_days;
      EXPECT_FALSE(segment.previous_customers);
    }
    EXPECT_EQ(customers, orders.customers);
    EXPECT_EQ(segments.customers, orders.customers);
    EXPECT_EQ(order_count, orders.size());
    EXPECT_TRUE(revenue == orders.revenue);
    EXPECT_TRUE(segments.revenue == orders.revenue);
    uint64_t in_grid = 0;
    for (const uint64_t cell : segments.grid) in_grid += cell;
    EXPECT_EQ(in_grid, orders.customers);
    uint64_t plain_days = 0;
    for (const auto& [customer, index] : test::customer_indices(rows)) {
      plain_days +=
          static_cast<uint64_t>(*orders.as_of - test::look_at(rows, customer, *orders.as_of).last);
    }
    EXPECT_EQ(days, plain_days);
  }
}

TEST(Segments, ScoresAreWhereTheGridSaysThem) {
  std::mt19937 random(47);
  const auto orders = test::settle_plain(test::random_rows(random, 300, 50, 300));
  const auto scored = score_customers(orders, *orders.as_of, 90);
  const Segments segments = summarise_segments(scored, *orders.as_of);
  for (size_t r = 1; r <= 5; ++r) {
    for (size_t f = 1; f <= 5; ++f) {
      uint64_t count = 0;
      for (size_t customer = 0; customer < scored.segment.size(); ++customer) {
        count += scored.recency[customer] == r && scored.frequency[customer] == f ? 1 : 0;
      }
      EXPECT_EQ(segments.grid[(r - 1) * 5 + f - 1], count);
    }
  }
}

TEST(Segments, DoublingTheCustomersChangesNoScore) {
  std::mt19937 random(53);
  for (int round = 0; round < 20; ++round) {
    const auto rows = test::random_rows(random, 1 + random() % 120, 30, 300);
    const auto orders = test::settle_plain(rows);
    const auto twice = test::settle_plain(test::doubled(rows));
    const auto once_scored = score_customers(orders, *orders.as_of, 80);
    const auto twice_scored = score_customers(twice, *twice.as_of, 80);
    const size_t range = once_scored.segment.size();
    ASSERT_EQ(twice_scored.segment.size(), 2 * range);
    for (size_t customer = 0; customer < 2 * range; ++customer) {
      EXPECT_EQ(twice_scored.recency[customer], once_scored.recency[customer % range]);
      EXPECT_EQ(twice_scored.frequency[customer], once_scored.frequency[customer % range]);
      EXPECT_EQ(twice_scored.money[customer], once_scored.money[customer % range]);
      EXPECT_EQ(twice_scored.segment[customer], once_scored.segment[customer % range]);
    }
  }
}

TEST(Segments, NeitherOrderOfRowsNorDatesMatter) {
  std::mt19937 random(59);
  auto rows = test::random_rows(random, 150, 30, 300);
  const auto orders = test::settle_plain(rows);
  const Segments before =
      summarise_segments(score_customers(orders, *orders.as_of, 80), *orders.as_of);
  std::shuffle(rows.begin(), rows.end(), random);
  for (test::PlainRow& row : rows) {
    row.customer = 1'000 - row.customer;
    row.day += 1'000;
  }
  const auto other = test::settle_plain(rows);
  const Segments after = summarise_segments(score_customers(other, *other.as_of, 80), *other.as_of);
  EXPECT_EQ(before.grid, after.grid);
  for (size_t i = 0; i < kSegmentCount; ++i) {
    EXPECT_EQ(before.segments[i].customers, after.segments[i].customers);
    EXPECT_TRUE(before.segments[i].revenue == after.segments[i].revenue);
    EXPECT_EQ(before.segments[i].recency_days, after.segments[i].recency_days);
  }
}

TEST(Segments, TiesShareAScoreAndFifthsAreFifths) {
  std::vector<test::Purchase> purchases;
  for (int customer = 0; customer < 10; ++customer) {
    purchases.push_back({customer, 19'000 + customer, (1 + customer) * kMoneyScale});
  }
  const auto orders = test::settle_purchases(purchases);
  const auto scored = score_customers(orders, *orders.as_of, 365);
  EXPECT_EQ(scored.recency, (std::vector<uint8_t>{1, 1, 2, 2, 3, 3, 4, 4, 5, 5}));
  EXPECT_EQ(scored.money, scored.recency);
  EXPECT_EQ(scored.frequency, std::vector<uint8_t>(10, 3));  // all alike: the middle
  const auto alone = test::settle_purchases({{0, 19'000, kMoneyScale}});
  EXPECT_EQ(score_customers(alone, 19'000, 365).segment,
            std::vector<uint8_t>{static_cast<uint8_t>(SegmentName::fresh)});
}

TEST(Segments, TheTrendIsWhatAnEarlierReportSaid) {
  std::mt19937 random(61);
  for (int round = 0; round < 20; ++round) {
    const auto rows = test::random_rows(random, 1 + random() % 200, 40, 300);
    const auto orders = test::settle_plain(rows);
    const auto day = previous_as_of(orders);
    const bool old_enough = std::any_of(rows.begin(), rows.end(), [&](const test::PlainRow& row) {
      return row.amount > 0 && row.day <= *orders.as_of - kSegmentTrendDays;
    });
    ASSERT_EQ(day.has_value(), old_enough);
    if (!day) continue;
    const auto previous = assign_segments(orders, *day, 60);
    const Segments now =
        summarise_segments(score_customers(orders, *orders.as_of, 60), *orders.as_of, previous);
    ledger::Policy policy;
    policy.as_of = *day;
    const auto earlier = test::settle_plain(rows, policy);
    const Segments then = summarise_segments(score_customers(earlier, *day, 60), *day);
    for (size_t i = 0; i < kSegmentCount; ++i) {
      EXPECT_EQ(now.segments[i].previous_customers, then.segments[i].customers);
    }
  }
}

TEST(Segments, TheTrendStartsWhereTheFilterDoes) {
  auto orders = test::settle_purchases({{0, 19'000, kMoneyScale}, {0, 19'200, kMoneyScale}});
  EXPECT_EQ(previous_as_of(orders), 19'109);
  orders.counted_from = 19'100;
  EXPECT_FALSE(previous_as_of(orders));
}

TEST(Segments, WithoutMoneyTheRulesGoByFrequency) {
  test::Texts rows;
  for (int customer = 0; customer < 5; ++customer) {
    for (int order = 0; order <= customer; ++order) {
      rows.push_back({"c" + std::to_string(customer), format_day(19'000 + order)});
    }
  }
  const auto orders = test::settle_rows({"customer", "time"}, rows);
  const auto scored = score_customers(orders, *orders.as_of, 365);
  EXPECT_EQ(scored.frequency, (std::vector<uint8_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(scored.money, std::vector<uint8_t>(5, 0));
  const auto name = [&](size_t customer) {
    return segment_name(static_cast<SegmentName>(scored.segment[customer]));
  };
  EXPECT_EQ(name(0), "new");
  EXPECT_EQ(name(2), "loyal");
  EXPECT_EQ(name(3), "champions");
  EXPECT_EQ(name(4), "champions");
}

TEST(Segments, NamesAreReadAsTheyAreWritten) {
  for (size_t i = 0; i < kSegmentCount; ++i) {
    const auto segment = static_cast<SegmentName>(i);
    EXPECT_EQ(parse_segment_name(segment_name(segment)), segment);
  }
  EXPECT_FALSE(parse_segment_name(""));
  EXPECT_FALSE(parse_segment_name("Champions"));
}

TEST(Segments, NobodyGivesNothing) {
  const auto orders = test::settle_purchases({});
  EXPECT_TRUE(assign_segments(orders, 19'000, 365).empty());
  EXPECT_FALSE(previous_as_of(orders));
  EXPECT_EQ(summarise_segments(score_customers(orders, 19'000, 365), 19'000).customers, 0U);
}

}  // namespace
}  // namespace dangol::metrics
