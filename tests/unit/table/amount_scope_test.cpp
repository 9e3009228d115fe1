// Whether an amount belongs to a line or to its order.
#include "table/amount_scope.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "table/schema.h"

namespace dangol::table {
namespace {

using Rows = std::vector<std::vector<std::string>>;

AmountScope scope_of(const std::string& amount_name, const Rows& rows,
                     const MappingChoice& chosen = {}) {
  Sample sample;
  sample.header = {"order_id", "customer_id", "date", "product", amount_name};
  for (const auto& row : rows) {
    sample.records.push_back({row[0], "c" + row[0], "2024-01-05", row[1], row[2]});
  }
  return detect_schema(sample, 1, chosen).amount_scope.value();
}

const Rows kRepeated = {{"1", "Mug", "30"}, {"1", "Tea", "30"}, {"2", "Mug", "12"},
                        {"3", "Mug", "8"},  {"3", "Tin", "8"},  {"4", "Mug", "20"},
                        {"4", "Tea", "20"}};

TEST(AmountScope, ATotalThatRepeatsIsTheOrders) {
  EXPECT_EQ(scope_of("order_total", kRepeated), AmountScope::order);
  EXPECT_EQ(scope_of("총 결제금액", kRepeated), AmountScope::order);
  EXPECT_EQ(scope_of("amount", kRepeated), AmountScope::line) << "no name that speaks of totals";
}

TEST(AmountScope, AnAmountOnTheFirstRowAloneIsTheOrders) {
  Rows rows = kRepeated;
  rows[1][2] = rows[4][2] = rows[6][2] = "";
  EXPECT_EQ(scope_of("amount", rows), AmountScope::order);
  rows[6][2] = "20";
  EXPECT_EQ(scope_of("amount", rows), AmountScope::line);
}

TEST(AmountScope, StaysWithTheLineWhereOrdersDoNotSay) {
  Rows rows = kRepeated;
  rows[1][2] = "12";
  EXPECT_EQ(scope_of("order_total", rows), AmountScope::line) << "the rows of order 1 differ";
  EXPECT_EQ(scope_of("order_total", Rows(kRepeated.begin(), kRepeated.begin() + 5)),
            AmountScope::line)
      << "two orders prove nothing";
  rows = kRepeated;
  for (auto& row : rows) row[1] = "Mug";
  EXPECT_EQ(scope_of("order_total", rows), AmountScope::line) << "the same line twice";
  EXPECT_EQ(scope_of("order_total", {}), AmountScope::line);
}

TEST(AmountScope, TheUserDecides) {
  MappingChoice chosen;
  chosen.amount_scope = AmountScope::line;
  EXPECT_EQ(scope_of("order_total", kRepeated, chosen), AmountScope::line);
  chosen.amount_scope = AmountScope::order;
  EXPECT_EQ(scope_of("amount", kRepeated, chosen), AmountScope::order);
}

}  // namespace
}  // namespace dangol::table
