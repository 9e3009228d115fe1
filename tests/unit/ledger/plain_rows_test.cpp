// The quick ways through the ledger give what the thorough ones give.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "ledger/lines.h"
#include "ledger/numbered_names.h"
#include "ledger/settle.h"
#include "unit/ledger/import.h"

namespace dangol::ledger {
namespace {

using test::import_rows;
using test::Texts;

template <typename T>
const T& one_of(std::mt19937& random, const std::vector<T>& choice) {
  return choice[random() % choice.size()];
}

std::string day_of(size_t day) {
  return "2024-0" + std::to_string(1 + day / 28 % 9) + "-" + std::to_string(10 + day % 18);
}

/// Short names are hashed or read byte by byte; long ones, all of a length, are read as two words.
struct Names {
  std::string customer = "CUST-0";
  std::string order;
};
const Names kLong = {"CUST-00000", "ORD-000000"};

/// Customer, order, time, amount. With `odd`, one row in some hundreds is not as the others are.
Texts random_rows(std::mt19937& random, size_t count, bool odd, const Names& names = {}) {
  const std::vector<std::string> customers = {"",        "guest",   "NULL", "2.34E+17",
                                              "17850.0", "kim-lee", "C12",  "1+1"};
  const std::vector<std::string> orders = {"", "C1004", "3.1E+15", "77.0", "gift", "NaN"};
  const std::vector<std::string> times = {"", "soon", "2024-05-05 10:11:12", "3/4/2024"};
  const std::vector<std::string> amounts = {"", "x", "99999999999999999999", "(5.00)"};
  Texts rows;
  for (size_t i = 0; i < count; ++i) {
    rows.push_back({names.customer + std::to_string(random() % 90 + 10),
                    names.order + std::to_string(1000 + i), day_of(random() % 250),
                    std::to_string(static_cast<int>(random() % 200) - 20)});
    if (!odd || random() % 300 != 0) continue;
    auto& row = rows.back();
    const size_t column = random() % 4;
    row[column] = one_of(random, column == 0   ? customers
                                 : column == 1 ? orders
                                 : column == 2 ? times
                                               : amounts);
  }
  return rows;
}

void expect_same(const Lines& a, const Lines& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(std::tuple(a.customer_key(a.customers[i]), a.order(i), a.day(i), a.second(i),
                         a.flags(i), a.amounts[i], a.account(i)),
              std::tuple(b.customer_key(b.customers[i]), b.order(i), b.day(i), b.second(i),
                         b.flags(i), b.amounts[i], b.account(i)))
        << i;
  }
  EXPECT_EQ(a.order_count, b.order_count);
  EXPECT_EQ(a.unnumbered, b.unnumbered);
  EXPECT_EQ(a.rows_read, b.rows_read);
  EXPECT_EQ(a.identity, b.identity);
  for (uint64_t row = 0; row < a.row_numbers.rows(); row += 7) {
    EXPECT_EQ(a.row_numbers.find(row).line, b.row_numbers.find(row).line);
  }
}

void expect_same(const Orders& a, const Orders& b) {
  EXPECT_EQ(a.first_of, b.first_of);
  EXPECT_EQ(a.days, b.days);
  EXPECT_EQ(a.values, b.values);
  ASSERT_EQ(a.postings.size(), b.postings.size());
  for (size_t i = 0; i < a.postings.size(); ++i) {
    const Posting& x = a.postings[i];
    const Posting& y = b.postings[i];
    EXPECT_EQ(std::tuple(x.amount, x.day, x.customer, x.order),
              std::tuple(y.amount, y.day, y.customer, y.order));
  }
  EXPECT_EQ(std::tuple(a.customers, a.rows_read, a.rows_used, a.first_day, a.last_day, a.as_of),
            std::tuple(b.customers, b.rows_read, b.rows_used, b.first_day, b.last_day, b.as_of));
  EXPECT_EQ(std::tuple(a.refund_documents, a.refund_rows, a.zero_value_orders, a.cancelled_orders),
            std::tuple(b.refund_documents, b.refund_rows, b.zero_value_orders, b.cancelled_orders));
  EXPECT_TRUE(a.revenue == b.revenue && a.refund_amount == b.refund_amount &&
              a.amount_read == b.amount_read);
  for (size_t i = 0; i < kReasonCount; ++i) {
    const SetAside& x = a.set_aside[static_cast<Reason>(i)];
    const SetAside& y = b.set_aside[static_cast<Reason>(i)];
    EXPECT_EQ(std::tuple(x.rows, x.first_line, x.example),
              std::tuple(y.rows, y.first_line, y.example));
    EXPECT_TRUE(x.amount == y.amount);
  }
}

TEST(PlainRows, BecomeTheLinesThatJudgingGives) {
  std::mt19937 random(21);
  for (const bool numbered : {true, false}) {
    for (const bool odd : {false, true}) {
      for (const Names& names : {Names{}, kLong}) {
        Texts rows = random_rows(random, 3'000, odd, names);
        std::vector<std::string> roles = {"customer", "order", "time", "amount"};
        if (!numbered) roles[1] = "product";
        const Lines plain = import_rows(roles, rows);
        // A status, whatever it says, has each row judged by itself.
        roles.emplace_back("status");
        for (auto& row : rows) row.emplace_back("paid");
        const Lines judged = import_rows(roles, rows);
        expect_same(plain, judged);
        expect_same(settle(plain, {}), settle(judged, {}));
      }
    }
  }
}

TEST(PlainRows, AddUpWhatWouldNotFit64Bits) {
  Texts rows;
  for (int i = 0; i < 300; ++i) {
    rows.push_back({"C-1", std::to_string(1000 + i), "2024-05-05", "89000000000000"});
  }
  const Lines lines = import_rows({"customer", "order", "time", "amount"}, rows);
  const MoneySum wanted = MoneySum{300} * 890'000'000'000'000'000;
  EXPECT_TRUE(lines.accounts[lines.main_account].amount_read == wanted);
  EXPECT_TRUE(settle(lines, {}).revenue == wanted);
}

TEST(SingleLines, SettleAsGroupsOfLinesDo) {
  std::mt19937 random(22);
  for (int round = 0; round < 6; ++round) {
    Texts rows = random_rows(random, 2'000, false);
    if (round % 2 == 1) rows[700][3] = "12345678901234.5";  // with its day, more than one word
    const Lines lines = import_rows({"customer", "order", "time", "amount"}, rows);
    for (const auto zero : {ZeroValueOrders::count, ZeroValueOrders::ignore}) {
      Policy policy;
      policy.zero_value_orders = zero;
      const Orders quick = settle(lines, policy);
      ASSERT_TRUE(quick.last_day);
      policy.as_of = quick.last_day;  // leaves nothing out, but has every line looked at
      expect_same(quick, settle(lines, policy));
    }
  }
}

TEST(PlainNames, EndInDigitsThatNoSpreadsheetSpoiled) {
  for (const char* name : {"7", "17", "CUST-0042", "a@b.c1", "1234567890123456789012345"}) {
    EXPECT_TRUE(is_plain_name(name)) << name;
  }
  for (const char* name :
       {"", "guest", "NULL", "17850.0", "2.34E+17", "2.3E+5", "1E+117", "-", "5 "}) {
    EXPECT_FALSE(is_plain_name(name)) << name;
  }
}

}  // namespace
}  // namespace dangol::ledger
