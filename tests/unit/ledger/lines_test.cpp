#include "ledger/lines.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "unit/ledger/row_batches.h"

namespace dangol::ledger {
namespace {

using table::AmountScope;
using test::import_files;
using test::TestFile;
using test::Texts;

constexpr Money kUnit = kMoneyScale;
constexpr const char* kDate = "2024-01-05";

/// The orders of some files; whatever they are, every row and every amount is accounted for.
Orders settle_files(const std::vector<TestFile>& files, const Policy& policy = {}) {
  const Orders orders = settle(import_files(files), policy);
  EXPECT_EQ(orders.rows_read, orders.rows_used + orders.set_aside.rows());
  EXPECT_TRUE(orders.amount_read ==
              orders.revenue + orders.set_aside.amount() + orders.repeated_totals.amount);
  return orders;
}

const std::vector<std::string> kShop = {"order", "customer", "time", "amount", "status", "product"};

TEST(OrderTotals, CountOnceHoweverOftenTheyAreWritten) {
  const Orders orders = settle_files({{kShop,
                                       {{"1", "a", kDate, "30", "", "p"},
                                        {"1", "a", kDate, "30", "", "q"},
                                        {"2", "b", kDate, "5", "", "p"},
                                        {"1", "a", kDate, "30", "", "r"},
                                        {"2", "b", kDate, "7", "", "p"}},
                                       AmountScope::order}});
  EXPECT_EQ(orders.values, (std::vector<Money>{30 * kUnit, 5 * kUnit}));
  EXPECT_EQ(orders.rows_used, 5U);
  EXPECT_EQ(orders.repeated_totals.rows, 3U);
  EXPECT_TRUE(orders.repeated_totals.amount == 67 * kUnit);
  ASSERT_EQ(orders.warnings.size(), 1U);
  EXPECT_EQ(orders.warnings[0].code, "order_totals_differ");
  EXPECT_EQ(orders.warnings[0].line, 6U);
}

TEST(OrderTotals, RowsWithoutAmountGoWithTheirOrder) {
  const Orders orders = settle_files({{kShop,
                                       {{"1", "a", kDate, "30", "paid", "p"},
                                        {"1", "a", "", "", "", "q"},  // even without a date
                                        {"", "", "", "", "", "r"},    // a continuation
                                        {"2", "b", kDate, "8", "Cancelled", "p"},
                                        {"2", "b", kDate, "", "", "q"},
                                        {"", "", "", "", "", "r"},
                                        {"3", "", kDate, "9", "paid", "p"},  // nobody's
                                        {"3", "", "", "", "", "q"},
                                        {"4", "c", kDate, "", "paid", "p"},  // without a total
                                        {"4", "c", kDate, "", "", "q"}},
                                       AmountScope::order}});
  EXPECT_EQ(orders.values, (std::vector<Money>{30 * kUnit}));
  EXPECT_EQ(orders.rows_used, 3U);
  EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 3U);
  EXPECT_TRUE(orders.set_aside[Reason::cancelled].amount == 8 * kUnit);
  EXPECT_EQ(orders.set_aside[Reason::cancelled].first_line, 5U);
  EXPECT_EQ(orders.set_aside[Reason::no_customer].rows, 2U);
  EXPECT_EQ(orders.set_aside[Reason::amount_missing].rows, 2U);
  EXPECT_EQ(orders.set_aside[Reason::amount_missing].first_line, 10U);
}

TEST(OrderTotals, RowsOfAnOrderMayStandApart) {
  const Orders orders = settle_files({{kShop,
                                       {{"1", "a", kDate, "", "", "q"},
                                        {"2", "b", kDate, "", "", "q"},
                                        {"3", "c", kDate, "", "", "q"},
                                        {"1", "a", kDate, "30", "paid", "p"},
                                        {"2", "b", kDate, "8", "Cancelled", "p"},
                                        {"3", "c", kDate, "9", "Failed", "p"}},
                                       AmountScope::order}});
  EXPECT_EQ(orders.values, (std::vector<Money>{30 * kUnit}));
  EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 4U);
  EXPECT_EQ(orders.set_aside[Reason::cancelled].first_line, 3U);
}

TEST(OrderTotals, OneCancelledLineDoesNotTakeTheTotalAway) {
  for (const char* status : {"Cancelled", "환불완료", "Failed"}) {
    Texts rows = {{"1", "a", kDate, "30", status, "p"}, {"1", "a", kDate, "30", "paid", "q"}};
    for (int swapped = 0; swapped < 2; ++swapped) {
      const Orders orders = settle_files({{kShop, rows, AmountScope::order}});
      EXPECT_EQ(orders.values, (std::vector<Money>{30 * kUnit})) << status;
      EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 1U);
      EXPECT_TRUE(orders.set_aside[Reason::cancelled].amount == 0);
      EXPECT_TRUE(orders.repeated_totals.amount == 30 * kUnit);
      std::swap(rows[0], rows[1]);
    }
  }
}

TEST(OrderTotals, AWhollyCancelledOrderIsSetAsideOnce) {
  for (const char* status : {"Cancelled", "Failed"}) {
    const Orders orders =
        settle_files({{kShop,
                       {{"1", "a", kDate, "30", status, "p"}, {"1", "a", kDate, "30", status, "q"}},
                       AmountScope::order}});
    EXPECT_EQ(orders.size(), 0U);
    EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 2U);
    EXPECT_TRUE(orders.set_aside[Reason::cancelled].amount == 30 * kUnit);
    EXPECT_TRUE(orders.repeated_totals.amount == 30 * kUnit);
  }
}

TEST(OrderTotals, ARefundColumnCountsOnceToo) {
  const Orders orders = settle_files({{{"order", "customer", "time", "amount", "refund"},
                                       {{"1", "a", kDate, "30", "4"}, {"1", "a", kDate, "30", "4"}},
                                       AmountScope::order}});
  EXPECT_EQ(orders.values, (std::vector<Money>{26 * kUnit}));
  EXPECT_TRUE(orders.repeated_totals.amount == 26 * kUnit);
}

TEST(Continuation, BelongsToTheRowAboveItInEveryScope) {
  const Orders orders = settle_files({{kShop,
                                       {{"", "", "", "", "", "an orphan"},
                                        {"1", "a", kDate, "30", "", "p"},
                                        {"", "", "", "", "", "q"},
                                        {"", "", "", "2", "", "r"},
                                        {"2", "b", kDate, "?", "", "p"},
                                        {"", "", "", "", "", "q"}}}});
  EXPECT_EQ(orders.values, (std::vector<Money>{32 * kUnit}));
  EXPECT_EQ(orders.rows_used, 3U);
  EXPECT_EQ(orders.set_aside[Reason::no_customer].rows, 1U);
  EXPECT_EQ(orders.set_aside[Reason::amount_unreadable].rows, 2U);
}

TEST(Undone, ASaleThatItsStatusTakesBackIsSetAside) {
  const std::vector<std::string> roles = {"order",  "customer", "time",     "amount",
                                          "status", "refund",   "cancelled"};
  const std::vector<TestFile> files = {{roles,
                                        {{"1", "a", kDate, "30", "refunded", "30", ""},
                                         {"2", "a", kDate, "8", "refunded", "", ""},
                                         {"3", "a", kDate, "5", "paid", "", "2024-01-06"},
                                         {"4", "a", kDate, "7", "partially_refunded", "2", "N"}}}};
  const Orders net = settle_files(files);
  EXPECT_EQ(net.values, (std::vector<Money>{5 * kUnit}));
  EXPECT_EQ(net.set_aside[Reason::cancelled].rows, 3U);
  EXPECT_TRUE(net.set_aside[Reason::cancelled].amount == 13 * kUnit);
  // Before anything was given back, what was refunded was sold; what was cancelled was not.
  Policy policy;
  policy.refunds = Refunds::gross;
  const Orders gross = settle_files(files, policy);
  EXPECT_TRUE(gross.revenue == 45 * kUnit);
  EXPECT_EQ(gross.set_aside[Reason::cancelled].rows, 1U);
}

TEST(Undone, NothingIsSubtractedTwice) {
  for (const char* status : {"Refunded", "취소완료"}) {
    for (const char* refund_status : {"", "Refunded", "취소", "completed"}) {
      const Orders orders = settle_files({{kShop,
                                           {{"1", "a", kDate, "30", status, ""},
                                            {"1", "a", "2024-02-01", "-30", refund_status, ""},
                                            {"2", "b", kDate, "4", "paid", ""}}}});
      EXPECT_TRUE(orders.revenue == 4 * kUnit) << status << refund_status;
      EXPECT_EQ(orders.size(), 1U);
      EXPECT_EQ(orders.cancelled_orders, 1U);
    }
  }
  // The shop kept the postage: no purchase, but its money counts.
  const Orders kept = settle_files(
      {{kShop,
        {{"1", "a", kDate, "30", "Refunded", ""}, {"1", "a", "2024-02-01", "-27", "", ""}}}});
  EXPECT_TRUE(kept.revenue == 3 * kUnit);
  EXPECT_EQ(kept.size(), 0U);
}

TEST(Undone, ARefundThatNeverHappenedTakesNothing) {
  const Orders orders = settle_files(
      {{kShop, {{"1", "a", kDate, "30", "paid", ""}, {"1", "a", kDate, "-30", "Failed", ""}}}});
  EXPECT_TRUE(orders.revenue == 30 * kUnit);
}

TEST(Undone, TheWordRefundGivesAnAmountItsSign) {
  Texts rows = {{"1", "a", kDate, "30", "completed", ""},
                {"1", "a", "2024-02-01", "10", "Refund", ""},
                {"2", "b", kDate, "4", "Refund", ""}};  // a sale that was given back
  const Orders orders = settle_files({{kShop, rows}});
  EXPECT_EQ(orders.values, (std::vector<Money>{20 * kUnit}));
  EXPECT_TRUE(orders.revenue == 20 * kUnit);
  EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 1U);
  ASSERT_FALSE(orders.warnings.empty());
  EXPECT_EQ(orders.warnings[0].code, "refund_sign_corrected");
  EXPECT_EQ(orders.warnings[0].rows, 1U);
}

const std::vector<std::string> kPayments = {"order", "email",  "time",     "amount",
                                            "event", "status", "reference"};

TEST(Payments, OnlySalesAndRefundsAreMoneyOfCustomers) {
  const Orders orders = settle_files(
      {{kPayments,
        {{"T9", "shop@x.kr", "2024-03-01", "-30", "Payment Refund", "Completed", "T1"},
         {"T8", "", "2024-02-20", "-500", "General Withdrawal", "Completed", ""},
         {"T7", "", kDate, "5", "General Currency Conversion", "Completed", ""},
         {"T6", "c@x.kr", kDate, "7", "Express Checkout Payment", "Pending", ""},
         {"T5", "c@x.kr", kDate, "8", "Express Checkout Payment", "Denied", ""},
         {"T4", "me@x.kr", kDate, "-9", "PreApproved Payment Bill User Payment", "Completed", ""},
         {"T3", "b@x.kr", kDate, "-2", "Payment Refund", "Completed", "T0"},
         {"T2", "b@x.kr", kDate, "20", "Website Payment", "Completed", ""},
         {"T1", "a@x.kr", kDate, "30", "Express Checkout Payment", "Refunded", ""}}}});
  EXPECT_EQ(orders.values, (std::vector<Money>{20 * kUnit}));
  EXPECT_EQ(orders.cancelled_orders, 1U);
  EXPECT_EQ(orders.refund_documents, 1U);
  EXPECT_TRUE(orders.revenue == 18 * kUnit);
  EXPECT_EQ(orders.set_aside[Reason::not_a_sale].rows, 4U);
  EXPECT_EQ(orders.set_aside[Reason::not_a_sale].first_line, 3U);
  EXPECT_EQ(orders.set_aside[Reason::not_a_sale].example, "General Withdrawal");
  EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 1U);
  for (const auto& warning : orders.warnings)
    EXPECT_NE(warning.code, "order_with_several_customers");
}

TEST(Payments, ARefundFindsItsCustomerInTheOrderItNames) {
  const Lines lines =
      import_files({{kPayments,
                     {{"R1", "", "2024-03-01", "-10", "Refund", "", "T1"},
                      {"R2", "", "2024-03-01", "-4", "Refund", "", "T7"},
                      {"T1", "a@x.kr", kDate, "30", "Payment", "", ""},
                      {"T2", "b@x.kr", kDate, "3", "Refund", "", ""}}}});  // without its sign
  const Orders orders = settle(lines, {});
  EXPECT_EQ(orders.customers, 1U);
  EXPECT_EQ(orders.values, (std::vector<Money>{20 * kUnit}));
  EXPECT_EQ(orders.set_aside[Reason::no_customer].rows, 1U);
  EXPECT_EQ(orders.set_aside[Reason::no_customer].first_line, 3U);
  EXPECT_TRUE(orders.revenue == 17 * kUnit);
  EXPECT_EQ(orders.warnings[0].code, "refund_sign_corrected");
}

TEST(Customers, CellsThatNameNobodyGiveWayToTheNextColumn) {
  const Lines lines = import_files({{{"customer", "email", "phone", "time", "amount"},
                                     {{"비회원", "Ann@x.kr", "", kDate, "1"},
                                      {"-", "-", "+82 10-1234-5678", kDate, "2"},
                                      {"guest", "", "010-1234-5678", kDate, "4"},
                                      {"(none)", "없음", "-", kDate, "8"}}}});
  const Orders orders = settle(lines, {});
  EXPECT_EQ(orders.customers, 2U);
  EXPECT_EQ(orders.values, (std::vector<Money>{kUnit, 6 * kUnit}));
  EXPECT_EQ(orders.set_aside[Reason::no_customer].rows, 1U);
}

TEST(Customers, WithoutAnyOrdersAreCountedAllTheSame) {
  const Orders numbered = settle_files({{{"order", "time", "amount"},
                                         {{"1", kDate, "1"},
                                          {"1", kDate, "2"},
                                          {"2", kDate, "4"},
                                          {"", kDate, "8"},
                                          {"", kDate, "9"}}}});
  EXPECT_FALSE(numbered.has_customers);
  EXPECT_EQ(numbered.customers, 0U);
  EXPECT_EQ(numbered.size(), 4U);
  EXPECT_EQ(numbered.rows_used, 5U);
  Policy policy;
  policy.order_key = OrderKey::day;
  const Orders rows = settle_files({{{"time", "amount"}, {{kDate, "1"}, {kDate, "2"}}}}, policy);
  EXPECT_EQ(rows.size(), 2U);
  // Beside a file that names customers, such rows are nobody's.
  const Orders mixed =
      settle_files({{{"order", "time", "amount"}, {{"1", kDate, "1"}}},
                    {{"order", "customer", "time", "amount"}, {{"2", "a", kDate, "2"}}}});
  EXPECT_TRUE(mixed.has_customers);
  EXPECT_EQ(mixed.size(), 1U);
  EXPECT_EQ(mixed.set_aside[Reason::no_customer].rows, 1U);
  EXPECT_EQ(mixed.set_aside[Reason::no_customer].file, 0U);
}

TEST(Files, TellWhichOneARowStandsIn) {
  const Orders orders = settle_files(
      {{{"customer", "time", "amount"}, {{"a", kDate, "1"}}},
       {{"customer", "time", "amount"}, {{"a", kDate, "1"}, {"b", kDate, "?"}, {"", kDate, "2"}}}});
  EXPECT_EQ(orders.set_aside[Reason::amount_unreadable].file, 1U);
  EXPECT_EQ(orders.set_aside[Reason::amount_unreadable].first_line, 3U);
  EXPECT_EQ(orders.duplicates.rows, 1U);
  EXPECT_EQ(orders.duplicates.file, 1U);
  EXPECT_EQ(orders.duplicates.first_line, 2U);
}

TEST(Files, RowsWithoutACurrencyAreInThatOfTheHeading) {
  const std::vector<TestFile> files = {
      {{"customer", "time", "amount"},
       {{"a", kDate, "1"}, {"b", kDate, "2"}},
       AmountScope::line,
       "KRW"},
      {{"customer", "time", "amount"}, {{"a", kDate, "4"}}, AmountScope::line, "USD"}};
  const Orders won = settle_files(files);
  EXPECT_EQ(won.currency, "KRW");
  EXPECT_TRUE(won.revenue == 3 * kUnit);
  EXPECT_EQ(won.set_aside[Reason::other_currency].file, 1U);
  Policy policy;
  policy.currency = "USD";
  EXPECT_TRUE(settle_files(files, policy).revenue == 4 * kUnit);
}

TEST(RowNumbers, KnowTheLineOfEveryRowThatIsLeft) {
  std::mt19937 random(7);
  RowNumbers numbers;
  std::vector<RowPlace> expected;
  for (uint32_t file = 0; file < 3; ++file) {
    numbers.begin_file();
    if (file == 1) continue;  // a file without rows
    uint64_t line = 1;
    for (int i = 0; i < 5'000; ++i) {
      line += random() % 10 == 0 ? 1 + random() % 3 : 1;
      numbers.add(line);
      expected.push_back({line, file});
    }
  }
  for (size_t row = 0; row < expected.size(); ++row) {
    ASSERT_EQ(numbers.find(row).line, expected[row].line) << row;
    ASSERT_EQ(numbers.find(row).file, expected[row].file) << row;
  }
  EXPECT_EQ(numbers.find(expected.size()).line, 0U);
}

TEST(RowNumbers, StopKnowingRatherThanGrow) {
  RowNumbers numbers;
  numbers.begin_file();
  constexpr uint64_t kRows = 100'000;
  for (uint64_t row = 0; row < kRows; ++row) numbers.add(row * 3);
  EXPECT_EQ(numbers.find(60'000).line, 180'000U);
  EXPECT_EQ(numbers.find(kRows - 1).line, 0U);
  EXPECT_LE(numbers.memory(), 1U << 20);
}

}  // namespace
}  // namespace dangol::ledger
