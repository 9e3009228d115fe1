#include "ledger/settle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "unit/ledger/import.h"

namespace dangol::ledger {
namespace {

using test::import_rows;
using test::settle_rows;
using test::Texts;

constexpr Money kUnit = kMoneyScale;
const std::vector<std::string> kRoles = {"order", "customer", "time", "amount"};

Day day_of(const std::string& text) {
  return *parse_iso_day(text);
}

/// What the import set aside in the main currency.
const SetAsideTally& main_tally(const Lines& lines) {
  return lines.accounts[lines.main_account].set_aside;
}

/// Every row and every amount is accounted for.
void expect_reconciled(const Orders& orders) {
  EXPECT_EQ(orders.rows_read, orders.rows_used + orders.set_aside.rows());
  EXPECT_TRUE(orders.amount_read ==
              orders.revenue + orders.set_aside.amount() + orders.repeated_totals.amount);
  MoneySum booked = 0;
  for (const Money value : orders.values) booked += value;
  for (const Posting& posting : orders.postings) {
    if (posting.order == kNoOrder) booked += posting.amount;
  }
  EXPECT_TRUE(booked == orders.revenue);
}

TEST(Settle, RollsLinesUpIntoOrders) {
  const Orders orders = settle_rows(kRoles, {{"1", "a", "2024-01-05", "10"},
                                             {"1", "a", "2024-01-05", "2.5"},
                                             {"2", "b", "2024-01-06", "1"},
                                             {"3", "a", "2024-02-01", "4"}});
  EXPECT_EQ(orders.size(), 3U);
  EXPECT_EQ(orders.customers, 2U);
  EXPECT_EQ(orders.first_of, (std::vector<uint32_t>{0, 2, 3}));
  EXPECT_EQ(orders.values, (std::vector<Money>{125'000, 4 * kUnit, kUnit}));
  EXPECT_EQ(orders.days[1], day_of("2024-02-01"));
  EXPECT_TRUE(orders.postings.empty());
  EXPECT_EQ(orders.as_of, day_of("2024-02-01"));
  EXPECT_EQ(orders.order_key, OrderKey::id);
  expect_reconciled(orders);
}

TEST(Settle, WithoutNumbersACustomersDayIsAnOrder) {
  const Texts rows = {{"a", "2024-01-05 10:00:00", "1"},
                      {"b", "2024-01-05 10:00:00", "1"},
                      {"a", "2024-01-05 11:00:00", "2"},
                      {"a", "2024-01-05 11:00:00", "4"}};
  const std::vector<std::string> roles = {"customer", "time", "amount"};
  const Orders by_day = settle_rows(roles, rows);
  EXPECT_EQ(by_day.order_key, OrderKey::day);
  EXPECT_EQ(by_day.values, (std::vector<Money>{7 * kUnit, kUnit}));
  Policy policy;
  policy.order_key = OrderKey::timestamp;
  const Orders by_second = settle_rows(roles, rows, policy);
  EXPECT_EQ(by_second.values, (std::vector<Money>{kUnit, 6 * kUnit, kUnit}));
}

TEST(Settle, RowsWithoutANumberGoByDayEvenBesideOthers) {
  const Orders orders = settle_rows(kRoles, {{"1", "a", "2024-01-05", "1"},
                                             {"", "a", "2024-01-05", "2"},
                                             {"", "a", "2024-01-05", "4"},
                                             {"", "b", "2024-01-05", "8"}});
  EXPECT_EQ(orders.size(), 3U);
  EXPECT_EQ(orders.values, (std::vector<Money>{kUnit, 6 * kUnit, 8 * kUnit}));
  Policy policy;
  policy.order_key = OrderKey::day;
  EXPECT_EQ(
      settle_rows(kRoles, {{"1", "a", "2024-01-05", "1"}, {"2", "a", "2024-01-05", "2"}}, policy)
          .size(),
      1U);
}

TEST(Settle, RefundsNetAgainstTheirOrder) {
  const Texts rows = {{"1", "a", "2024-01-05", "10"},
                      {"1", "a", "2024-02-05", "-4"},
                      {"2", "a", "2024-01-06", "5"}};
  const Orders own_day = settle_rows(kRoles, rows);
  EXPECT_EQ(own_day.values, (std::vector<Money>{6 * kUnit, 5 * kUnit}));
  ASSERT_EQ(own_day.postings.size(), 1U);
  EXPECT_EQ(own_day.postings[0].amount, -4 * kUnit);
  EXPECT_EQ(own_day.postings[0].day, day_of("2024-02-05"));
  EXPECT_EQ(own_day.postings[0].order, 0U);
  EXPECT_EQ(own_day.refund_documents, 0U);
  expect_reconciled(own_day);

  Policy policy;
  policy.refunds = Refunds::order_day;
  const Orders order_day = settle_rows(kRoles, rows, policy);
  EXPECT_EQ(order_day.values, own_day.values);
  EXPECT_TRUE(order_day.postings.empty());

  policy.refunds = Refunds::gross;
  const Orders gross = settle_rows(kRoles, rows, policy);
  EXPECT_EQ(gross.values, (std::vector<Money>{10 * kUnit, 5 * kUnit}));
  EXPECT_EQ(gross.set_aside[Reason::refund_ignored].rows, 1U);
  EXPECT_EQ(gross.rows_used, 2U);
  expect_reconciled(gross);
}

TEST(Settle, AnOrderBroughtToNothingIsNoPurchase) {
  const Orders orders = settle_rows(kRoles, {{"1", "a", "2024-01-05", "10"},
                                             {"1", "a", "2024-02-05", "-10"},
                                             {"2", "b", "2024-01-06", "5"},
                                             {"2", "b", "2024-01-07", "-6"}});
  EXPECT_EQ(orders.size(), 0U);
  EXPECT_EQ(orders.customers, 0U);
  EXPECT_EQ(orders.cancelled_orders, 2U);
  EXPECT_TRUE(orders.revenue == -kUnit);
  EXPECT_EQ(orders.postings.size(), 4U);
  expect_reconciled(orders);
}

TEST(Settle, CancellationDocumentsNetAgainstTheOrderTheyName) {
  const Orders orders = settle_rows(kRoles, {{"536365", "a", "2024-01-05", "10"},
                                             {"C536365", "a", "2024-01-09", "-4"},
                                             {"C999999", "a", "2024-01-09", "-3"},
                                             {"777", "a", "2024-01-10", "-1"}});
  EXPECT_EQ(orders.values, (std::vector<Money>{6 * kUnit}));
  EXPECT_EQ(orders.refund_documents, 2U);
  EXPECT_EQ(orders.refund_rows, 2U);
  EXPECT_TRUE(orders.refund_amount == -4 * kUnit);
  EXPECT_TRUE(orders.revenue == 2 * kUnit);
  expect_reconciled(orders);
}

TEST(Settle, AShopMayNumberItsOrdersWithC) {
  const Orders orders =
      settle_rows(kRoles, {{"C1", "a", "2024-01-05", "10"}, {"C2", "a", "2024-01-06", "4"}});
  EXPECT_EQ(orders.size(), 2U);
  EXPECT_EQ(orders.refund_documents, 0U);
}

TEST(Settle, FreeOrdersCountUnlessTheOptionsSayOtherwise) {
  const Texts rows = {
      {"1", "a", "2024-01-05", "0"}, {"2", "a", "2024-01-06", "4"}, {"3", "b", "2024-02-05", "0"}};
  const Orders counted = settle_rows(kRoles, rows);
  EXPECT_EQ(counted.size(), 3U);
  EXPECT_EQ(counted.zero_value_orders, 2U);
  Policy policy;
  policy.zero_value_orders = ZeroValueOrders::ignore;
  const Orders ignored = settle_rows(kRoles, rows, policy);
  EXPECT_EQ(ignored.size(), 1U);
  EXPECT_EQ(ignored.customers, 1U);
  EXPECT_EQ(ignored.zero_value_orders, 2U);
  EXPECT_EQ(ignored.set_aside[Reason::zero_value].rows, 2U);
  expect_reconciled(ignored);
}

TEST(Settle, WithoutMoneyEveryRowIsAPurchase) {
  Policy policy;
  policy.zero_value_orders = ZeroValueOrders::ignore;
  const Orders orders =
      settle_rows({"customer", "time"}, {{"a", "2024-01-05"}, {"a", "2024-02-05"}}, policy);
  EXPECT_EQ(orders.size(), 2U);
  EXPECT_FALSE(orders.has_amounts);
  EXPECT_FALSE(orders.amount_seen);
  EXPECT_EQ(orders.zero_value_orders, 0U);
}

TEST(Settle, RowsAfterTheAsOfDayAreSetAside) {
  Policy policy;
  policy.as_of = day_of("2024-01-31");
  const Orders orders =
      settle_rows(kRoles, {{"1", "a", "2024-01-05", "10"}, {"2", "a", "2024-02-01", "4"}}, policy);
  EXPECT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.set_aside[Reason::after_as_of].rows, 1U);
  EXPECT_EQ(orders.as_of, policy.as_of);
  EXPECT_EQ(orders.last_day, day_of("2024-01-05"));
  expect_reconciled(orders);
}

TEST(Settle, ARefundColumnLowersItsOwnOrder) {
  const std::vector<std::string> roles = {"order", "customer", "time", "amount", "refund"};
  const Texts rows = {{"1", "a", "2024-01-05", "10", "4"}, {"2", "b", "2024-01-06", "5", "5"}};
  const Orders orders = settle_rows(roles, rows);
  EXPECT_EQ(orders.values, (std::vector<Money>{6 * kUnit}));
  EXPECT_EQ(orders.rows_used, 2U);
  EXPECT_EQ(orders.cancelled_orders, 1U);
  EXPECT_TRUE(orders.revenue == 6 * kUnit);
  expect_reconciled(orders);
  Policy policy;
  policy.refunds = Refunds::gross;
  const Orders gross = settle_rows(roles, rows, policy);
  EXPECT_TRUE(gross.revenue == 15 * kUnit);
  EXPECT_EQ(gross.rows_used, 2U);
  expect_reconciled(gross);
}

TEST(Settle, AnOrderOfSeveralCustomersBelongsToTheFirst) {
  const Orders orders =
      settle_rows(kRoles, {{"1", "a", "2024-01-07", "10"}, {"1", "b", "2024-01-05", "4"}});
  EXPECT_EQ(orders.size(), 1U);
  EXPECT_EQ(orders.customers, 1U);
  EXPECT_EQ(orders.first_of, (std::vector<uint32_t>{0, 1, 1}));
  EXPECT_EQ(orders.days[0], day_of("2024-01-05"));
  ASSERT_EQ(orders.warnings.size(), 1U);
  EXPECT_EQ(orders.warnings[0].code, "order_with_several_customers");
  EXPECT_EQ(orders.warnings[0].rows, 1U);
}

TEST(Lines, EveryRowIsUsedOrSetAsideWithItsReason) {
  const std::vector<std::string> roles = {"order", "customer", "time", "amount", "status"};
  const Lines lines = import_rows(roles, {{"1", "a", "2024-01-05", "10", "paid"},
                                          {"2", "", "2024-01-05", "2", ""},
                                          {"3", "a", "", "3", ""},
                                          {"4", "a", "soon", "4", ""},
                                          {"5", "a", "2024-01-05", "", ""},
                                          {"6", "a", "2024-01-05", "much", ""},
                                          {"7", "a", "2024-01-05", "99000000000000000", ""},
                                          {"2.34E+17", "a", "2024-01-05", "8", ""},
                                          {"9", "a", "2024-01-05", "9", "Cancelled"},
                                          {"10", "a", "2024-01-05", "1", "취소완료"},
                                          {"11", "a", "2024-01-05", "1", "partially_refunded"},
                                          {"", "NULL", "2024-01-05", "1", ""},
                                          {"Total", "", "", "50", ""}});
  const auto rows = [&](Reason reason) { return main_tally(lines)[reason].rows; };
  EXPECT_EQ(rows(Reason::no_customer), 2U);
  EXPECT_EQ(rows(Reason::date_missing), 1U);
  EXPECT_EQ(rows(Reason::date_unreadable), 1U);
  EXPECT_EQ(rows(Reason::amount_missing), 1U);
  EXPECT_EQ(rows(Reason::amount_unreadable), 1U);
  EXPECT_EQ(rows(Reason::amount_out_of_range), 1U);
  EXPECT_EQ(rows(Reason::id_spoiled), 1U);
  EXPECT_EQ(lines.no_data[Reason::totals_row].rows, 1U);
  EXPECT_EQ(lines.size(), 4U);  // cancelled sales too, as refund rows may take them back
  EXPECT_EQ(main_tally(lines)[Reason::date_unreadable].first_line, 4U);
  EXPECT_EQ(main_tally(lines)[Reason::date_unreadable].example, "soon");
  EXPECT_EQ(main_tally(lines)[Reason::id_spoiled].example, "2.34E+17");
  EXPECT_FALSE(main_tally(lines)[Reason::amount_missing].has_amount);
  const Orders orders = settle(lines, {});
  EXPECT_EQ(orders.set_aside[Reason::cancelled].rows, 2U);
  EXPECT_TRUE(orders.set_aside[Reason::cancelled].amount == 10 * kUnit);
  EXPECT_EQ(orders.set_aside[Reason::cancelled].first_line, 9U);
  EXPECT_EQ(orders.set_aside[Reason::cancelled].example, "Cancelled");
  expect_reconciled(orders);
}

TEST(Lines, CustomersGoByIdThenAddressThenPhone) {
  const std::vector<std::string> roles = {"customer", "email", "phone", "time", "amount"};
  const Lines lines = import_rows(roles, {{"17850.0", "x@y.kr", "", "2024-01-05", "1"},
                                          {"17850", "", "", "2024-01-05", "1"},
                                          {"", "Ann@Shop.KR", "", "2024-01-05", "1"},
                                          {"", "ann@shop.kr ", "", "2024-01-05", "1"},
                                          {"ann@shop.kr", "", "", "2024-01-05", "1"},
                                          {"", "", "010-1234-5678", "2024-01-05", "1"},
                                          {"", "", "01012345678", "2024-01-05", "1"},
                                          {"01012345678", "", "", "2024-01-05", "1"}});
  std::vector<uint32_t> customers;
  for (size_t i = 0; i < lines.size(); ++i) customers.push_back(lines.customers[i]);
  EXPECT_EQ(customers, (std::vector<uint32_t>{0, 0, 1, 1, 2, 3, 3, 4}));
  EXPECT_EQ(lines.identity, Identity::customer);
  EXPECT_EQ(lines.customer_key(1), "ann@shop.kr");
  EXPECT_EQ(lines.customer_key(3), "01012345678");
}

TEST(Lines, AmbiguousDatesWaitForTheWholeColumn) {
  const Texts rows = {{"1", "a", "1/5/2024", "1"},
                      {"2", "a", "13/6/2024", "1"},
                      {"3", "a", "14/6/2024", "1"},
                      {"4", "a", "6/14/2024", "8"}};
  const Lines day_first = import_rows(kRoles, rows);
  EXPECT_EQ(format_day(day_first.day(0)), "2024-05-01");
  EXPECT_EQ(main_tally(day_first)[Reason::date_unreadable].rows, 1U);
  EXPECT_EQ(main_tally(day_first)[Reason::date_unreadable].first_line, 4U);
  EXPECT_EQ(main_tally(day_first)[Reason::date_unreadable].example, "6/14/2024");
  EXPECT_TRUE(day_first.warnings.empty());
  expect_reconciled(settle(day_first, {}));

  const Lines chosen = import_rows(kRoles, rows, table::DateOrder::mdy);
  EXPECT_EQ(format_day(chosen.day(0)), "2024-01-05");
  EXPECT_EQ(main_tally(chosen)[Reason::date_unreadable].rows, 2U);

  const Lines open = import_rows(kRoles, {{"1", "a", "1/5/2024", "1"}});
  EXPECT_EQ(format_day(open.day(0)), "2024-01-05");
  ASSERT_EQ(open.warnings.size(), 1U);
  EXPECT_EQ(open.warnings[0].code, "date_order_ambiguous");
  EXPECT_EQ(open.warnings[0].line, 1U);
  EXPECT_EQ(open.warnings[0].rows, 1U);
  EXPECT_EQ(open.warnings[0].detail, "1/5/2024");
  const Lines year_first = import_rows(kRoles, {{"1", "a", "24/01/05", "1"}});
  ASSERT_EQ(year_first.warnings.size(), 1U);
  EXPECT_EQ(year_first.warnings[0].detail, "24/01/05");
}

TEST(Lines, ShowsADateThatTheOrderCannotRead) {
  const auto example = [](const Texts& rows, table::DateOrder order) {
    const Lines lines = import_rows(kRoles, rows, order);
    const SetAside& told = main_tally(lines)[Reason::date_unreadable];
    return std::to_string(told.first_line) + ": " + told.example;
  };
  const Texts years = {{"1", "a", "24/01/05", "1"}, {"2", "a", "99/12/31", "1"}};
  EXPECT_EQ(example(years, table::DateOrder::dmy), "2: 99/12/31");
  EXPECT_EQ(example(years, table::DateOrder::mdy), "1: 24/01/05");
  const Texts mixed = {{"1", "a", "1/5/2024", "1"}, {"2", "a", "13/6/2024", "1"}};
  EXPECT_EQ(example(mixed, table::DateOrder::ymd), "1: 1/5/2024");
  EXPECT_EQ(example(mixed, table::DateOrder::mdy), "2: 13/6/2024");
}

TEST(Lines, RowsThatAreNoDataBelongToNoCurrency) {
  const std::vector<std::string> roles = {"customer", "time", "amount", "currency"};
  const Lines lines = import_rows(roles, {{"a", "2024-01-05", "1", "EUR"},
                                          {"b", "2024-01-05", "2", "EUR"},
                                          {"a", "2024-01-05", "4", "USD"},
                                          {"Total", "", "7", ""},
                                          {"* a note"},
                                          {"another"}});
  for (const char* const currency : {"EUR", "USD"}) {
    Policy policy;
    policy.currency = currency;
    const Orders orders = settle(lines, policy);
    expect_reconciled(orders);
    EXPECT_EQ(orders.set_aside[Reason::note].rows, 2U) << currency;
    EXPECT_EQ(orders.set_aside[Reason::note].first_line, 5U);
    EXPECT_EQ(orders.set_aside[Reason::totals_row].rows, 1U) << currency;
    const uint64_t of_currency = *policy.currency == "EUR" ? 2 : 1;
    EXPECT_EQ(orders.rows_used, of_currency);
    EXPECT_EQ(orders.set_aside[Reason::other_currency].rows, 3 - of_currency);
    ASSERT_EQ(orders.currencies.size(), 2U);
    EXPECT_EQ(orders.currencies[0].code, currency);
    EXPECT_EQ(orders.currencies[0].rows, of_currency + 3);
    EXPECT_EQ(orders.currencies[1].rows, 3 - of_currency);
  }
  // The sum of a file that names no currency elsewhere is in the one that the others name.
  EXPECT_TRUE(settle(lines, {}).set_aside[Reason::totals_row].amount == 7 * kUnit);
}

TEST(Lines, KeepsOneCurrency) {
  const std::vector<std::string> roles = {"customer", "time", "amount", "currency"};
  const Lines lines = import_rows(roles, {{"a", "2024-01-05", "1", ""},
                                          {"a", "2024-01-05", "2", "EUR"},
                                          {"a", "2024-01-05", "4", "usd"},
                                          {"", "2024-01-05", "8", "EUR"},
                                          {"", "2024-01-05", "16", "USD"},
                                          {"a", "2024-01-05", "32", "USD"}});
  EXPECT_EQ(lines.currency, "USD");
  EXPECT_EQ(main_tally(lines)[Reason::no_customer].rows, 1U);
  const Orders orders = settle(lines, {});
  EXPECT_EQ(orders.set_aside[Reason::other_currency].rows, 2U);
  EXPECT_FALSE(orders.set_aside[Reason::other_currency].has_amount);
  EXPECT_EQ(orders.set_aside[Reason::other_currency].first_line, 2U);
  EXPECT_EQ(orders.set_aside[Reason::other_currency].example, "EUR");
  EXPECT_TRUE(orders.revenue == 37 * kUnit);
  EXPECT_TRUE(orders.amount_read == 53 * kUnit);
  ASSERT_EQ(orders.currencies.size(), 2U);
  EXPECT_EQ(orders.currencies[0].code, "USD");
  EXPECT_EQ(orders.currencies[0].rows, 4U);
  EXPECT_EQ(orders.currencies[1].code, "EUR");
  EXPECT_TRUE(orders.currencies[1].amount == 10 * kUnit);
  expect_reconciled(orders);

  Policy policy;
  policy.currency = "EUR";
  const Orders euros = settle(lines, policy);
  EXPECT_EQ(euros.currency, "EUR");
  EXPECT_EQ(euros.currencies[0].code, "EUR");
  EXPECT_TRUE(euros.revenue == 2 * kUnit);
  EXPECT_TRUE(euros.amount_read == 10 * kUnit);
  EXPECT_EQ(euros.set_aside[Reason::other_currency].rows, 4U);
  EXPECT_EQ(euros.set_aside[Reason::other_currency].first_line, 1U);
  expect_reconciled(euros);
  policy.currency = "KRW";
  const Orders absent = settle(lines, policy);
  EXPECT_EQ(absent.currency, "USD");
  EXPECT_EQ(absent.warnings.front().code, "currency_absent");
}

TEST(Lines, NeverAddsUpTheCurrenciesBeyondTheMostItTells) {
  Texts rows = {{"a", "2024-01-05", "1", "USD"}, {"a", "2024-01-05", "2", "USD"}};
  for (int i = 100; i < 300; ++i) rows.push_back({"a", "2024-01-05", "4", "X" + std::to_string(i)});
  const Lines lines = import_rows({"customer", "time", "amount", "currency"}, rows);
  EXPECT_EQ(lines.currency, "USD");
  const Orders orders = settle(lines, {});
  EXPECT_EQ(orders.set_aside[Reason::other_currency].rows, 200U);
  EXPECT_TRUE(orders.revenue == 3 * kUnit);
  expect_reconciled(orders);
}

TEST(Settle, NamesTheOrderKeyThatItWentBy) {
  Policy policy;
  policy.order_key = OrderKey::id;
  EXPECT_EQ(
      settle_rows({"customer", "time", "amount"}, {{"a", "2024-01-05", "1"}}, policy).order_key,
      OrderKey::day);
  policy.order_key = OrderKey::timestamp;
  const Texts days = {{"a", "2024-01-05", "1"}, {"a", "2024-01-05", "1"}};
  EXPECT_EQ(settle_rows({"customer", "time", "amount"}, days, policy).order_key, OrderKey::day);
  const Texts times = {{"a", "2024-01-05 09:00", "1"}};
  EXPECT_EQ(settle_rows({"customer", "time", "amount"}, times, policy).order_key,
            OrderKey::timestamp);
}

/// A ledger with everything in it: several lines an order, refunds, cancellations, free orders,
/// guests, rows without a number.
Texts random_rows(std::mt19937& random, size_t count) {
  Texts rows;
  for (size_t i = 0; i < count; ++i) {
    const auto number = static_cast<uint32_t>(random() % 60);
    std::string order = random() % 8 == 0 ? "" : std::to_string(1'000 + number);
    std::string amount = std::to_string(random() % 5) + "." + std::to_string(random() % 100);
    if (random() % 6 == 0) amount.insert(0, "-");
    if (random() % 12 == 0) amount = "0";
    if (amount[0] == '-' && !order.empty() && random() % 2 == 0) order.insert(0, "C");
    std::string customer = "c" + std::to_string(number % 11);
    if (random() % 15 == 0) customer.clear();
    const std::string day =
        "2024-0" + std::to_string(1 + random() % 9) + "-1" + std::to_string(random() % 10);
    rows.push_back({order, customer, random() % 40 == 0 ? "?" : day, amount});
  }
  return rows;
}

/// Orders as sorted (customer, day, value): independent of numbering.
using Flat = std::vector<std::tuple<std::string, Day, Money>>;
Flat flatten(const Lines& lines, const Orders& orders) {
  Flat flat;
  for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
    for (uint32_t at = orders.first_of[customer]; at < orders.first_of[customer + 1]; ++at) {
      flat.emplace_back(lines.customer_key(customer), orders.days[at], orders.values[at]);
    }
  }
  std::sort(flat.begin(), flat.end());
  return flat;
}

Money cents(const std::string& text) {  // "-1.5" -> 15000, independent of parse_money
  const bool negative = text[0] == '-';
  const std::string digits = text.substr(negative ? 1 : 0);
  const size_t point = digits.find('.');
  Money value = std::stoll(digits.substr(0, point)) * kUnit;
  if (point != std::string::npos) {
    std::string fraction = digits.substr(point + 1);
    fraction.resize(4, '0');
    value += std::stoll(fraction);
  }
  return negative ? -value : value;
}

/// The rules of definitions.md by plain double loops over the rows.
Flat reference(const Texts& rows) {
  const auto usable = [](const auto& row) { return !row[1].empty() && row[2] != "?"; };
  std::map<std::string, std::vector<size_t>> groups;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (!usable(rows[i])) continue;
    std::string key = "id " + rows[i][0];
    if (rows[i][0].empty()) key = "day " + rows[i][1] + " " + rows[i][2];
    if (rows[i][0][0] == 'C') {
      for (size_t j = 0; j < rows.size(); ++j) {
        if (usable(rows[j]) && rows[j][0] == rows[i][0].substr(1)) key = "id " + rows[j][0];
      }
    }
    groups[key].push_back(i);
  }
  Flat flat;
  for (const auto& [key, members] : groups) {
    Money value = 0;
    bool sale = false;
    bool refund = false;
    std::string day = "9999-12-31";
    for (const size_t i : members) {
      const Money amount = cents(rows[i][3]);
      value += amount;
      sale = sale || amount > 0;
      refund = refund || amount < 0;
      if (amount >= 0) day = std::min(day, rows[i][2]);
    }
    const bool counted = refund ? sale && value > 0 : true;
    if (counted) flat.emplace_back(rows[members[0]][1], day_of(day), value);
  }
  std::sort(flat.begin(), flat.end());
  return flat;
}

TEST(Settle, AgreesWithPlainLoops) {
  std::mt19937 random(2024);
  for (int round = 0; round < 60; ++round) {
    const Texts rows = random_rows(random, 5 + random() % 200);
    const Lines lines = import_rows(kRoles, rows);
    const Orders orders = settle(lines, {});
    EXPECT_EQ(flatten(lines, orders), reference(rows)) << round;
    expect_reconciled(orders);
    for (uint32_t customer = 0; customer < orders.customer_range(); ++customer) {
      EXPECT_TRUE(std::is_sorted(orders.days.begin() + orders.first_of[customer],
                                 orders.days.begin() + orders.first_of[customer + 1]));
    }
  }
}

TEST(Settle, BatchesDoNotMatterNorDoesTheOrderOfRows) {
  std::mt19937 random(99);
  for (int round = 0; round < 20; ++round) {
    Texts rows = random_rows(random, 300);
    const Lines whole = import_rows(kRoles, rows);
    const Orders expected = settle(whole, {});
    for (const size_t batch : {1U, 7U, 130U}) {
      const Lines parts = import_rows(kRoles, rows, {}, batch);
      const Orders orders = settle(parts, {});
      EXPECT_EQ(orders.days, expected.days);
      EXPECT_EQ(orders.values, expected.values);
      EXPECT_EQ(orders.first_of, expected.first_of);
      EXPECT_EQ(orders.rows_used, expected.rows_used);
    }
    std::shuffle(rows.begin(), rows.end(), random);
    const Lines shuffled = import_rows(kRoles, rows);
    const Orders orders = settle(shuffled, {});
    EXPECT_EQ(flatten(shuffled, orders), flatten(whole, expected));
    EXPECT_EQ(orders.refund_documents, expected.refund_documents);
    EXPECT_TRUE(orders.revenue == expected.revenue);
  }
}

TEST(Settle, EveryPolicyReconciles) {
  std::mt19937 random(5);
  const Texts rows = random_rows(random, 500);
  const Lines lines = import_rows(kRoles, rows);
  for (const auto key : {OrderKey::id, OrderKey::day, OrderKey::timestamp}) {
    for (const auto refunds : {Refunds::refund_day, Refunds::order_day, Refunds::gross}) {
      for (const auto zero : {ZeroValueOrders::count, ZeroValueOrders::ignore}) {
        Policy policy;
        policy.order_key = key;
        policy.refunds = refunds;
        policy.zero_value_orders = zero;
        expect_reconciled(settle(lines, policy));
        policy.as_of = day_of("2024-05-01");
        expect_reconciled(settle(lines, policy));
      }
    }
  }
}

/// The second way is the general one: lines that are an order each cannot be mapped by the first.
TEST(Settle, LinesThatAreAnOrderEachSettleTheSameBothWays) {
  std::mt19937 random(6);
  Texts rows;
  for (int i = 1; i <= 400; ++i) {
    const std::string day = std::to_string(10 + random() % 19);
    rows.push_back({std::to_string(i), std::to_string(random() % 40), "2024-01-" + day,
                    std::to_string(static_cast<int>(random() % 12) - 3)});
  }
  const Lines lines = import_rows(kRoles, rows);
  for (const auto refunds : {Refunds::refund_day, Refunds::order_day, Refunds::gross}) {
    for (const auto zero : {ZeroValueOrders::count, ZeroValueOrders::ignore}) {
      Policy policy;
      policy.refunds = refunds;
      policy.zero_value_orders = zero;
      const Orders quick = settle(lines, policy);
      policy.map_lines = true;
      const Orders whole = settle(lines, policy);
      expect_reconciled(quick);
      EXPECT_EQ(flatten(lines, quick), flatten(lines, whole));
      EXPECT_EQ(quick.first_of, whole.first_of);
      EXPECT_EQ(quick.customers, whole.customers);
      EXPECT_TRUE(quick.revenue == whole.revenue);
      EXPECT_EQ(quick.rows_used, whole.rows_used);
      EXPECT_EQ(quick.first_day, whole.first_day);
      EXPECT_EQ(quick.last_day, whole.last_day);
      EXPECT_EQ(quick.as_of, whole.as_of);
      EXPECT_EQ(quick.has_refunds, whole.has_refunds);
      EXPECT_EQ(quick.refund_documents, whole.refund_documents);
      EXPECT_EQ(quick.refund_rows, whole.refund_rows);
      EXPECT_EQ(quick.zero_value_orders, whole.zero_value_orders);
      for (const auto reason : {Reason::refund_ignored, Reason::zero_value}) {
        EXPECT_EQ(quick.set_aside[reason].rows, whole.set_aside[reason].rows);
        EXPECT_EQ(quick.set_aside[reason].first_line, whole.set_aside[reason].first_line);
        EXPECT_TRUE(quick.set_aside[reason].amount == whole.set_aside[reason].amount);
      }
    }
  }
}

TEST(Settle, NothingInNothingOut) {
  const Orders orders = settle_rows(kRoles, {});
  EXPECT_EQ(orders.size(), 0U);
  EXPECT_FALSE(orders.as_of);
  expect_reconciled(orders);
}

}  // namespace
}  // namespace dangol::ledger
