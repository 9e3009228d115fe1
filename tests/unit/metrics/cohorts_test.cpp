#include "metrics/cohorts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "unit/metrics/ledgers.h"
#include "unit/metrics/refunded_ledger.h"

namespace dangol::metrics {
namespace {

constexpr CohortDefinition kDefinitions[] = {CohortDefinition::on, CohortDefinition::on_or_after,
                                             CohortDefinition::bracket,
                                             CohortDefinition::cumulative};
constexpr CohortBasis kBases[] = {CohortBasis::calendar, CohortBasis::rolling};

std::string name_of(const CohortRule& rule) {
  return std::string(period_unit_name(rule.unit)) + " " +
         std::string(cohort_definition_name(rule.definition)) + " " +
         std::string(cohort_basis_name(rule.basis)) + " " + std::to_string(rule.bracket_from) +
         "-" + std::to_string(rule.bracket_to);
}

CohortRule rule_of(PeriodUnit unit, CohortDefinition definition = CohortDefinition::on,
                   CohortBasis basis = CohortBasis::calendar, uint32_t minimum_n = 3) {
  CohortRule rule;
  rule.unit = unit;
  rule.definition = definition;
  rule.basis = basis;
  rule.minimum_n = minimum_n;
  return rule;
}

/// Calls `look` with every rule of a unit, brackets of two ranges among them.
template <typename Look>
void for_each_rule(PeriodUnit unit, Look look) {
  for (const CohortBasis basis : kBases) {
    for (const CohortDefinition definition : kDefinitions) {
      CohortRule rule = rule_of(unit, definition, basis);
      look(rule);
      if (definition != CohortDefinition::bracket) continue;
      rule.bracket_from = 0;
      rule.bracket_to = 1;
      look(rule);
    }
  }
}

/// The definitions as sentences: one customer, one column, one purchase at a time.
class PlainCohorts {
 public:
  PlainCohorts(const test::RefundedLedger& ledger, const CohortRule& rule)
      : ledger_(ledger), rule_(rule), purchases_(ledger.purchases()) {
    for (const int customer : ledger.customers()) {
      const auto first = first_order(customer);
      if (first && (!ledger.counted_from || *first >= *ledger.counted_from)) {
        members_.push_back({customer, *first});
      }
    }
  }

  [[nodiscard]] uint64_t size(PeriodIndex row) const { return count(row, -1); }
  /// Members of a row, or those of them who were observed in the whole of a column.
  [[nodiscard]] uint64_t count(PeriodIndex row, int column) const {
    return static_cast<uint64_t>(
        std::count_if(members_.begin(), members_.end(), [&](const Member& member) {
          return period_of(member.first, rule_.unit) == row && observed(member, column);
        }));
  }

  [[nodiscard]] CohortCell cell(PeriodIndex row, int column) const {
    CohortCell cell;
    const bool bracket = rule_.definition == CohortDefinition::bracket;
    const int from = bracket ? static_cast<int>(rule_.bracket_from) : column;
    const int to = bracket ? static_cast<int>(rule_.bracket_to) : column;
    cell.n = count(row, to);
    for (const Member& member : members_) {
      if (period_of(member.first, rule_.unit) != row || !observed(member, to)) continue;
      bool counts = false;
      for (const auto& purchase : purchases_) {
        if (purchase.customer != member.customer) continue;
        const int at = *column_of(member, purchase.day);
        counts = counts || counts_in(at, column);
        if (at >= from && at <= to) ++cell.orders;
      }
      cell.customers += counts ? 1 : 0;
      for (const auto& money : ledger_.rows) {
        const auto at = column_of(member, money.day);
        if (money.customer != member.customer || !at) continue;
        if (*at >= from && *at <= to) cell.revenue += money.amount;
        if (*at <= to) cell.cumulative += money.amount;
      }
    }
    return cell;
  }

 private:
  struct Member {
    int customer = 0;
    Day first = 0;
  };

  [[nodiscard]] std::optional<Day> first_order(int customer) const {
    std::optional<Day> first;
    for (const auto& purchase : purchases_) {
      if (purchase.customer == customer && (!first || purchase.day < *first)) first = purchase.day;
    }
    return first;
  }
  [[nodiscard]] bool observed(const Member& member, int column) const {
    if (column < 0) return true;
    if (rule_.basis == CohortBasis::calendar) {
      return period_of(member.first, rule_.unit) + column <= period_of(ledger_.as_of, rule_.unit);
    }
    const Day last_of_window = member.first + (column + 1) * rolling_days(rule_.unit) - 1;
    return last_of_window <= ledger_.as_of;
  }
  [[nodiscard]] std::optional<int> column_of(const Member& member, Day day) const {
    if (ledger_.skipped(day, rule_.unit)) return std::nullopt;
    if (rule_.basis == CohortBasis::calendar) {
      const int column = period_of(day, rule_.unit) - period_of(member.first, rule_.unit);
      return column < 0 ? std::nullopt : std::optional(column);
    }
    if (day < member.first) return std::nullopt;
    return (day - member.first) / rolling_days(rule_.unit);
  }
  [[nodiscard]] bool counts_in(int at, int column) const {
    switch (rule_.definition) {
      case CohortDefinition::on:
        return at == column;
      case CohortDefinition::on_or_after:
        return at >= column;
      case CohortDefinition::bracket:
        return at >= static_cast<int>(rule_.bracket_from) &&
               at <= static_cast<int>(rule_.bracket_to);
      case CohortDefinition::cumulative:
        return at >= 1 && at <= column;
    }
    return false;
  }

  const test::RefundedLedger& ledger_;
  const CohortRule& rule_;
  std::vector<test::RefundedLedger::Purchase> purchases_;
  std::vector<Member> members_;
};

void expect_cell(const CohortCell& cell, const CohortCell& wanted, uint32_t minimum_n) {
  if (wanted.n == 0) {
    EXPECT_EQ(cell.state, CellState::not_observed);
    EXPECT_EQ(cell.n, 0U);
    return;
  }
  EXPECT_EQ(cell.n, wanted.n);
  EXPECT_EQ(cell.customers, wanted.customers);
  EXPECT_EQ(cell.orders, wanted.orders);
  EXPECT_TRUE(cell.revenue == wanted.revenue);
  EXPECT_TRUE(cell.cumulative == wanted.cumulative);
  EXPECT_DOUBLE_EQ(cell.share,
                   static_cast<double>(wanted.customers) / static_cast<double>(wanted.n));
  EXPECT_LE(cell.low, cell.share);
  EXPECT_GE(cell.high, cell.share);
  EXPECT_EQ(cell.state, wanted.n < minimum_n    ? CellState::too_few
                        : wanted.customers == 0 ? CellState::zero
                                                : CellState::value);
}

void expect_columns(const Cohorts& cohorts) {
  for (size_t k = 0; k < cohorts.columns.size(); ++k) {
    const CohortColumn& column = cohorts.columns[k];
    CohortColumn wanted;
    double shares = 0;
    int observed = 0;
    for (const Cohort& row : cohorts.rows) {
      const CohortCell& cell = row.cells[k];
      wanted.n += cell.n;
      wanted.customers += cell.customers;
      wanted.revenue += cell.revenue;
      wanted.cumulative += cell.cumulative;
      shares += cell.share;
      observed += cell.n > 0 ? 1 : 0;
    }
    EXPECT_EQ(column.n, wanted.n);
    EXPECT_EQ(column.customers, wanted.customers);
    EXPECT_TRUE(column.revenue == wanted.revenue);
    EXPECT_TRUE(column.cumulative == wanted.cumulative);
    ASSERT_EQ(column.simple.has_value(), observed > 0);
    ASSERT_EQ(column.weighted().has_value(), observed > 0);
    if (observed == 0) continue;
    EXPECT_NEAR(*column.simple, shares / observed, 1e-12);
    EXPECT_DOUBLE_EQ(*column.weighted(),
                     static_cast<double>(wanted.customers) / static_cast<double>(wanted.n));
  }
}

void expect_cohorts(const test::RefundedLedger& ledger, const CohortRule& rule) {
  const auto orders = ledger.settle();
  const Cohorts cohorts = compute_cohorts(orders, rule);
  const PlainCohorts plain(ledger, rule);
  uint64_t customers = 0;
  PeriodIndex before = INT32_MIN;
  for (const Cohort& row : cohorts.rows) {
    EXPECT_GT(row.index, before);
    before = row.index;
    customers += row.size;
    EXPECT_GT(row.size, 0U);
    EXPECT_EQ(row.size, plain.size(row.index));
    EXPECT_EQ(row.too_few, row.size < rule.minimum_n);
    ASSERT_EQ(row.cells.size(), cohorts.rows.front().cells.size());
    for (size_t k = 0; k < row.cells.size(); ++k) {
      SCOPED_TRACE(format_period(row.index, rule.unit) + " column " + std::to_string(k));
      expect_cell(row.cells[k], plain.cell(row.index, static_cast<int>(k)), rule.minimum_n);
    }
    if (rule.definition != CohortDefinition::bracket) {  // nobody was observed longer than shown
      EXPECT_EQ(plain.count(row.index, static_cast<int>(row.cells.size())), 0U);
    }
  }
  uint64_t members = 0;
  for (PeriodIndex row = period_of(19'000, rule.unit); row <= period_of(ledger.as_of, rule.unit);
       ++row) {
    members += plain.size(row);
  }
  EXPECT_EQ(customers, members);
  ASSERT_EQ(cohorts.columns.size(), cohorts.rows.empty() ? 0 : cohorts.rows[0].cells.size());
  expect_columns(cohorts);
}

TEST(Cohorts, AgreeWithPlainLoops) {
  std::mt19937 random(23);
  for (const PeriodUnit unit : test::kUnits) {
    for_each_rule(unit, [&](const CohortRule& rule) {
      for (int round = 0; round < 3; ++round) {
        SCOPED_TRACE(name_of(rule) + " round " + std::to_string(round));
        const int days = unit == PeriodUnit::day    ? 12
                         : unit == PeriodUnit::week ? 90
                         : unit == PeriodUnit::year ? 1'500
                                                    : 420;
        auto ledger = test::random_refunded_ledger(random, 1 + static_cast<int>(random() % 60), 25,
                                                   1 + static_cast<int>(random() % days));
        if (unit == PeriodUnit::day) ledger.as_of = std::min(ledger.as_of, 19'060);
        if (round == 2) ledger.counted_from = 19'000 + static_cast<Day>(random() % 30);
        expect_cohorts(ledger, rule);
      }
    });
  }
}

TEST(Cohorts, DefinitionsAgreeAmongThemselves) {
  std::mt19937 random(31);
  for (const PeriodUnit unit : test::kUnits) {
    for (const CohortBasis basis : kBases) {
      const auto orders = test::settle_purchases(test::random_purchases(random, 150, 40, 100));
      const auto table = [&](CohortDefinition definition) {
        return compute_cohorts(orders, rule_of(unit, definition, basis));
      };
      const Cohorts on = table(CohortDefinition::on);
      const Cohorts on_or_after = table(CohortDefinition::on_or_after);
      const Cohorts cumulative = table(CohortDefinition::cumulative);
      for (size_t i = 0; i < on.rows.size(); ++i) {
        uint64_t back = 0;
        for (size_t k = 0; k < on.rows[i].cells.size(); ++k) {
          const CohortCell& cell = on.rows[i].cells[k];
          if (cell.n == 0) continue;
          EXPECT_LE(cell.customers, on_or_after.rows[i].cells[k].customers);
          EXPECT_TRUE(cell.revenue == cumulative.rows[i].cells[k].revenue);
          if (k == 0) {
            EXPECT_EQ(cell.share, 1);
            EXPECT_EQ(on_or_after.rows[i].cells[k].share, 1);
            EXPECT_EQ(cumulative.rows[i].cells[k].share, 0);
          }
          // Of the same customers, those who were back can only become more, and so can money.
          const CohortCell& again = cumulative.rows[i].cells[k];
          if (k > 0 && again.n == cumulative.rows[i].cells[k - 1].n) {
            EXPECT_GE(again.customers, back);
            EXPECT_TRUE(again.cumulative >= cumulative.rows[i].cells[k - 1].cumulative);
          }
          back = again.customers;

          CohortRule one = rule_of(unit, CohortDefinition::bracket, basis);
          one.bracket_from = one.bracket_to = static_cast<uint32_t>(k);
          const CohortCell alone = compute_cohorts(orders, one).rows[i].cells[0];
          EXPECT_EQ(alone.customers, cell.customers);
          EXPECT_EQ(alone.orders, cell.orders);
          EXPECT_TRUE(alone.cumulative == cell.cumulative);
          if (k == 0) continue;
          one.bracket_from = 1;
          EXPECT_EQ(compute_cohorts(orders, one).rows[i].cells[0].customers, again.customers);
        }
      }
    }
  }
}

TEST(Cohorts, HoldEveryOrderAndAllMoney) {
  std::mt19937 random(11);
  for (const PeriodUnit unit : test::kUnits) {
    const auto orders = test::settle_purchases(test::random_purchases(random, 120, 30, 90));
    uint64_t customers = 0;
    uint64_t count = 0;
    MoneySum revenue = 0;
    for (const Cohort& row : compute_cohorts(orders, rule_of(unit)).rows) {
      customers += row.size;
      for (const CohortCell& cell : row.cells) {
        count += cell.orders;
        revenue += cell.revenue;
      }
    }
    EXPECT_EQ(customers, orders.customers);
    EXPECT_EQ(count, orders.size());
    EXPECT_TRUE(revenue == orders.revenue);
  }
}

/// Every share, and every number divided by `scale`.
std::vector<double> shape(const Cohorts& cohorts, double scale) {
  std::vector<double> numbers;
  for (const Cohort& row : cohorts.rows) {
    for (const CohortCell& cell : row.cells) {
      numbers.insert(numbers.end(), {cell.share, static_cast<double>(cell.n) / scale,
                                     static_cast<double>(cell.orders) / scale,
                                     to_major_units(cell.revenue) / scale,
                                     to_major_units(cell.cumulative) / scale});
    }
  }
  for (const CohortColumn& column : cohorts.columns) {
    numbers.push_back(column.weighted().value_or(-1));
    numbers.push_back(column.simple.value_or(-1));
  }
  return numbers;
}

TEST(Cohorts, KeepTheirShapeWhenNothingThatMattersChanges) {
  std::mt19937 random(43);
  for (const PeriodUnit unit : test::kUnits) {
    const auto ledger = test::random_refunded_ledger(random, 90, 40, 120);
    auto twice = ledger;  // every customer has a twin
    for (const auto& row : ledger.rows) {
      twice.rows.push_back({row.customer + 1'000, row.order + 10'000, row.day, row.amount});
    }
    auto renamed = ledger;  // other rows first, other customers' numbers
    for (auto& row : renamed.rows) row.customer = (row.customer * 7 + 3) % 1'009;
    std::shuffle(renamed.rows.begin(), renamed.rows.end(), random);
    auto later = ledger;  // 28 years: the same months and weekdays
    for (auto& row : later.rows) row.day += 10'227;
    later.as_of += 10'227;
    for_each_rule(unit, [&](const CohortRule& rule) {
      SCOPED_TRACE(name_of(rule));
      const auto wanted = shape(compute_cohorts(ledger.settle(), rule), 1);
      EXPECT_EQ(shape(compute_cohorts(twice.settle(), rule), 2), wanted);
      EXPECT_EQ(shape(compute_cohorts(renamed.settle(), rule), 1), wanted);
      const Cohorts moved = compute_cohorts(later.settle(), rule);
      EXPECT_EQ(shape(moved, 1), wanted);
    });
  }
}

TEST(Cohorts, AverageWeighsBySizeOverWhatWasObserved) {
  // January: three customers, one back in February, none in March. February: one customer, back.
  const auto orders = test::settle_rows({"customer", "time", "amount"}, {{"a", "2024-01-05", "1"},
                                                                         {"b", "2024-01-05", "1"},
                                                                         {"c", "2024-01-05", "1"},
                                                                         {"a", "2024-02-05", "1"},
                                                                         {"d", "2024-02-05", "1"},
                                                                         {"d", "2024-03-05", "1"}});
  const Cohorts cohorts = compute_cohorts(
      orders, rule_of(PeriodUnit::month, CohortDefinition::on, CohortBasis::calendar, 2));
  ASSERT_EQ(cohorts.rows.size(), 2U);
  ASSERT_EQ(cohorts.columns.size(), 3U);
  EXPECT_DOUBLE_EQ(*cohorts.columns[0].weighted(), 1);
  EXPECT_DOUBLE_EQ(*cohorts.columns[1].weighted(), 0.5);  // (1 + 1) of (3 + 1)
  EXPECT_DOUBLE_EQ(*cohorts.columns[1].simple, 2.0 / 3);  // (1/3 + 1) / 2
  EXPECT_DOUBLE_EQ(*cohorts.columns[2].weighted(), 0);    // only January was observed that long
  EXPECT_FALSE(cohorts.last_period_complete);
  EXPECT_TRUE(cohorts.rows[1].too_few);
  EXPECT_EQ(cell_state_name(cohorts.rows[0].cells[2].state), "zero");
  EXPECT_EQ(cell_state_name(cohorts.rows[0].cells[1].state), "value");
  EXPECT_EQ(cell_state_name(cohorts.rows[1].cells[1].state), "too_few");
  EXPECT_EQ(cell_state_name(cohorts.rows[1].cells[2].state), "not_observed");
}

TEST(Cohorts, RollingWindowsAreOfWhoIsOldEnough) {
  // As of March 10: a (January 1) is 69 days old, two windows of 30 have passed; b (January 31) is
  // 39 days old, one has.
  ledger::Policy policy;
  policy.as_of = parse_iso_day("2024-03-10");
  const auto orders = test::settle_rows({"customer", "time", "amount"},
                                        {{"a", "2024-01-01", "10"},
                                         {"a", "2024-01-30", "20"},  // day 29: window 0
                                         {"a", "2024-01-31", "40"},  // day 30: window 1
                                         {"a", "2024-03-10", "80"},  // day 69: window 2, not over
                                         {"b", "2024-01-31", "160"},
                                         {"b", "2024-03-02", "320"}},  // day 31: window 1, not over
                                        policy);
  const Cohorts on = compute_cohorts(
      orders, rule_of(PeriodUnit::month, CohortDefinition::on, CohortBasis::rolling, 1));
  EXPECT_TRUE(on.last_period_complete);
  ASSERT_EQ(on.rows.size(), 1U);
  ASSERT_EQ(on.rows[0].cells.size(), 2U);
  const CohortCell& zero = on.rows[0].cells[0];
  const CohortCell& one = on.rows[0].cells[1];
  EXPECT_EQ(zero.n, 2U);
  EXPECT_EQ(zero.orders, 3U);
  EXPECT_TRUE(zero.revenue == 190 * kMoneyScale);
  EXPECT_EQ(one.n, 1U);
  EXPECT_EQ(one.customers, 1U);
  EXPECT_TRUE(one.revenue == 40 * kMoneyScale);
  EXPECT_TRUE(one.cumulative == 70 * kMoneyScale);  // of a alone: b's 160 belong to nobody's sum

  const Cohorts later = compute_cohorts(
      orders, rule_of(PeriodUnit::month, CohortDefinition::on_or_after, CohortBasis::rolling, 1));
  EXPECT_EQ(later.rows[0].cells[0].customers, 2U);
  EXPECT_EQ(later.rows[0].cells[1].customers, 1U);

  const Cohorts young = compute_cohorts(
      orders, rule_of(PeriodUnit::quarter, CohortDefinition::on, CohortBasis::rolling, 1));
  ASSERT_EQ(young.columns.size(), 1U);  // no window of 91 days has passed for anybody
  EXPECT_EQ(young.rows[0].cells[0].state, CellState::not_observed);
  EXPECT_FALSE(young.columns[0].weighted());
}

TEST(Cohorts, AreOfThoseWhoseFirstOrderIsCounted) {
  auto orders = test::settle_rows({"customer", "time", "amount"}, {{"a", "2024-01-05", "1"},
                                                                   {"a", "2024-02-05", "2"},
                                                                   {"b", "2024-02-05", "4"},
                                                                   {"b", "2024-03-05", "8"}});
  orders.counted_from = parse_iso_day("2024-02-01");
  const Cohorts cohorts = compute_cohorts(orders, rule_of(PeriodUnit::month));
  ASSERT_EQ(cohorts.rows.size(), 1U);
  EXPECT_EQ(format_period(cohorts.rows[0].index, PeriodUnit::month), "2024-02");
  EXPECT_EQ(cohorts.rows[0].size, 1U);
  EXPECT_EQ(cohorts.columns.size(), 2U);
  EXPECT_TRUE(cohorts.columns[1].cumulative == 12 * kMoneyScale);
  orders.counted_from = parse_iso_day("2024-02-06");
  EXPECT_TRUE(compute_cohorts(orders, rule_of(PeriodUnit::month)).rows.empty());
}

TEST(Cohorts, RefundsLowerTheCohortTheyBelongTo) {
  const auto orders = test::settle_rows({"order", "customer", "time", "amount"},
                                        {{"1", "a", "2024-01-05", "10"},
                                         {"1", "a", "2024-02-05", "-4"},
                                         {"8", "a", "2024-02-06", "-1"},
                                         {"9", "nobody", "2024-02-06", "-2"}});
  const Cohorts cohorts = compute_cohorts(
      orders, rule_of(PeriodUnit::month, CohortDefinition::on, CohortBasis::calendar, 1));
  ASSERT_EQ(cohorts.rows.size(), 1U);
  EXPECT_TRUE(cohorts.rows[0].cells[0].revenue == 10 * kMoneyScale);
  EXPECT_TRUE(cohorts.rows[0].cells[1].revenue == -5 * kMoneyScale);
  EXPECT_TRUE(cohorts.rows[0].cells[1].cumulative == 5 * kMoneyScale);
  EXPECT_EQ(cohorts.rows[0].cells[1].state, CellState::zero);
}

TEST(Cohorts, KeepTheNewestPeriodsOfAVeryLongFile) {
  const auto orders = test::settle_purchases(
      {{0, 0, kMoneyScale}, {1, 19'000, kMoneyScale}, {0, 19'100, kMoneyScale}});
  for_each_rule(PeriodUnit::day, [&](const CohortRule& rule) {
    SCOPED_TRACE(name_of(rule));
    const Cohorts cohorts = compute_cohorts(orders, rule);
    EXPECT_TRUE(cohorts.truncated);
    ASSERT_EQ(cohorts.rows.size(), 1U);
    EXPECT_EQ(cohorts.rows[0].index, 19'000);
    EXPECT_EQ(cohorts.rows[0].cells.size(),
              rule.definition == CohortDefinition::bracket ? 1U : static_cast<size_t>(kMaxPeriods));
    EXPECT_FALSE(compute_cohorts(orders, rule_of(PeriodUnit::year)).truncated);
  });
}

TEST(Cohorts, NothingGivesNoRows) {
  for_each_rule(PeriodUnit::month, [](const CohortRule& rule) {
    const Cohorts cohorts = compute_cohorts(test::settle_purchases({}), rule);
    EXPECT_TRUE(cohorts.rows.empty());
    EXPECT_TRUE(cohorts.columns.empty());
  });
}

}  // namespace
}  // namespace dangol::metrics
