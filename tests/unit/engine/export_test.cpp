// The list of customers: what another program reads is what the Report counted, and nothing in it
// becomes a formula.
#include "engine/export.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/session.h"

namespace dangol::engine {
namespace {

using Table = std::vector<std::vector<std::string>>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// RFC 4180 by the letter, one character after the other.
Table parse_csv(std::string_view text) {
  Table table;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        row.back() += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        row.back() += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      EXPECT_TRUE(row.back().empty());
      quoted = true;
    } else if (c == ',') {
      row.emplace_back();
    } else if (c == '\r') {
      EXPECT_EQ(text[++i], '\n');
      table.push_back(std::move(row));
      row.assign(1, {});
    } else {
      EXPECT_NE(c, '\n');
      row.back() += c;
    }
  }
  EXPECT_FALSE(quoted);
  EXPECT_TRUE(row.size() == 1 && row[0].empty());  // the last row ends like the others
  return table;
}

Options options_of(std::string_view json) {
  const auto options = parse_options(json);
  EXPECT_TRUE(options.ok()) << json;
  return options.value();
}

/// A session that has read `text`.
void read(Session& session, std::string_view text, const Options& options = {}) {
  session.begin(options, {"shop.csv", 0, {}, {}, {}});
  ASSERT_TRUE(session.feed(text).ok());
  ASSERT_TRUE(session.finish().ok());
}

std::string list(const Session& session, const Options& options = {}, std::string_view segment = {},
                 ByteOrderMark mark = ByteOrderMark::absent) {
  const auto pieces = session.customers(options, {std::string(segment), {}, true, 0}, mark);
  EXPECT_TRUE(pieces.ok());
  std::string text;
  for (const std::string& piece : pieces.value()) text += piece;
  return text;
}

/// Customer, day, amount.
std::string random_shop(unsigned seed, size_t rows) {
  std::mt19937 random(seed);
  const auto below = [&](size_t limit) { return static_cast<size_t>(random()) % limit; };
  std::string text = "order,customer,date,amount\n";
  for (size_t i = 0; i < rows; ++i) {
    const size_t customer = below(1 + below(60));
    const size_t month = 1 + below(12);
    const size_t day = 1 + below(28);
    const auto two = [](size_t number) {
      return (number < 10 ? "0" : "") + std::to_string(number);
    };
    text += "A" + std::to_string(i) + ",c" + std::to_string(customer) + ",2024-" + two(month) +
            "-" + two(day) + "," + std::to_string(1 + below(900)) + "." + two(below(100)) + "\n";
  }
  return text;
}

TEST(Export, SmallExampleByHand) {
  Session session;
  read(session,
       "order,customer,date,amount\n"
       "A1,kim,2024-01-05,10.50\n"
       "A2,lee,2024-01-09,8\n"
       "A3,kim,2024-02-11,\"1,000.25\"\n"
       "A3,kim,2024-02-20,-0.5\n");
  EXPECT_EQ(list(session, options_of(R"({"as_of":"2024-12-31","churn_window_days":330})")),
            "customer,segment,status,first_order,last_order,orders,revenue,recency_days,r,f,m\r\n"
            "kim,cannot_lose,at_risk,2024-01-05,2024-02-11,2,1010.25,324,4,4,4\r\n"
            "lee,lost,gone,2024-01-09,2024-01-09,1,8,357,2,2,2\r\n");
}

TEST(Export, TellsWhatTheReportCounts) {
  Session session;
  read(session, random_shop(5, 250));
  for (const std::string_view json :
       {"{}", R"({"churn_window_days":60})", R"({"filters":{"from":"2024-05-01"}})",
        R"({"filters":{"to":"2024-08-15"},"churn_window_days":40})",
        R"({"filters":{"first_order_from":"2024-02-01"}})",
        R"({"filters":{"segment":["champions","lost"]},"churn_window_days":90})"}) {
    const Options options = options_of(json);
    const report::Report report = session.report(options).value();
    const Table all = parse_csv(list(session, options));
    std::map<std::string, Table> by_segment;
    for (size_t i = 1; i < all.size(); ++i) by_segment[all[i][1]].push_back(all[i]);
    EXPECT_EQ(all.size() - 1, report.selection.customers) << json;
    std::vector<uint64_t> grid(25);
    for (const report::Segment& segment : report.segments.segments) {
      const Table& rows = by_segment[segment.name];
      EXPECT_EQ(rows.size(), segment.customers) << json << segment.name;
      double revenue = 0;
      double days = 0;
      uint64_t orders = 0;
      for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 11U);
        EXPECT_LE(row[3], row[4]);
        orders += std::stoull(row[5]);
        revenue += std::stod(row[6]);
        days += std::stod(row[7]);
        ++grid[(std::stoul(row[8]) - 1) * 5 + std::stoul(row[9]) - 1];
      }
      EXPECT_EQ(orders, segment.orders);
      EXPECT_NEAR(revenue, segment.revenue.value(), 1e-6);
      if (!rows.empty()) {
        EXPECT_NEAR(days / static_cast<double>(rows.size()), segment.recency_days.value(), 1e-9);
      }
      // The list of one segment is its part of the whole list, in the same order.
      Table one = parse_csv(list(session, options, segment.name));
      ASSERT_FALSE(one.empty());
      EXPECT_EQ(one[0], all[0]);
      one.erase(one.begin());
      EXPECT_EQ(one, rows);
    }
    EXPECT_EQ(grid, report.segments.grid) << json;
  }
}

TEST(Export, AFilterBySegmentKeepsItsCustomersInTheirSegment) {
  Session session;
  read(session, random_shop(7, 300));
  const Table all = parse_csv(list(session));
  for (const std::string name : {"champions", "loyal", "cannot_lose"}) {
    const Options options = options_of(R"({"filters":{"segment":[")" + name + R"("]}})");
    Table wanted;
    std::copy_if(all.begin() + 1, all.end(), std::back_inserter(wanted),
                 [&](const auto& row) { return row[1] == name; });
    Table found = parse_csv(list(session, options));
    found.erase(found.begin());
    EXPECT_EQ(found, wanted);
    const report::Report report = session.report(options).value();
    for (const report::Segment& segment : report.segments.segments) {
      EXPECT_EQ(segment.customers, segment.name == name ? wanted.size() : 0U);
    }
  }
}

TEST(Export, NothingBecomesAFormulaAndEveryKeyComesBack) {
  const std::vector<std::string> keys = {"=1+1",         "+82101234",
                                         "-5",           "@SUM(A1)",
                                         "a,b",          "say \"hi\"",
                                         "two\nlines",   "'quoted'",
                                         "=\"x\",\"y\"", "\xED\x99\x8D\xEA\xB8\xB8\xEB\x8F\x99",
                                         "plain"};
  std::string text = "order,customer,date,amount\n";
  for (size_t i = 0; i < keys.size(); ++i) {
    std::string cell;
    for (const char c : keys[i]) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
    text += "A" + std::to_string(i) + ",\"" + cell + "\",2024-01-05,3\n";
  }
  Session session;
  read(session, text, options_of(R"({"mapping":{"customer":"customer"}})"));
  const Table table =
      parse_csv(list(session, options_of(R"({"mapping":{"customer":"customer"}})")));
  ASSERT_EQ(table.size(), keys.size() + 1);
  for (size_t i = 0; i < keys.size(); ++i) {
    const bool risky = std::string_view("=+-@").find(keys[i][0]) != std::string_view::npos;
    EXPECT_EQ(table[i + 1][0], (risky ? "'" : "") + keys[i]);
  }
}

TEST(Export, PiecesAreWholeRowsUnderTheMark) {
  std::string text = "order,customer,date,amount\n";
  for (int i = 0; i < 20'000; ++i) {
    text += std::to_string(i) + ",customer-number-" + std::to_string(i) + ",2024-01-05,12.3456\n";
  }
  Session session;
  read(session, text);
  const auto pieces = session.customers({}, {}, ByteOrderMark::present);
  ASSERT_TRUE(pieces.ok());
  EXPECT_GT(pieces.value().size(), 1U);
  for (const std::string& piece : pieces.value()) {
    EXPECT_LE(piece.size(), size_t{1} << 20);
    EXPECT_EQ(piece.substr(piece.size() - 2), "\r\n");
  }
  const std::string whole = list(session, {}, {}, ByteOrderMark::present);
  EXPECT_EQ(whole.substr(0, kByteOrderMark.size()), kByteOrderMark);
  EXPECT_EQ(whole.substr(kByteOrderMark.size()), list(session));
  const Table table = parse_csv(list(session));
  ASSERT_EQ(table.size(), 20'001U);
  EXPECT_EQ(table[20'000][0], "customer-number-19999");
  EXPECT_EQ(table[20'000][6], "12.3456");
}

TEST(Export, LeavesMoneyBlankWhereThereIsNone) {
  Session session;
  read(session, "customer,date\nkim,2024-01-05\nlee,2024-01-06\nkim,2024-01-09\n");
  const Table table = parse_csv(list(session));
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[1][0], "kim");
  EXPECT_EQ(table[1][5], "2");
  EXPECT_EQ(table[1][6], "");
  EXPECT_EQ(table[1][10], "");
}

TEST(Export, SaysWhyThereIsNoList) {
  Session session;
  EXPECT_EQ(session.customers({}, {}, ByteOrderMark::absent).error().code, "no_data");
  read(session, random_shop(9, 20));
  const auto unknown = session.customers({}, {"kings", {}, true, 0}, ByteOrderMark::absent);
  EXPECT_EQ(unknown.error().code, "segment_unknown");
  EXPECT_EQ(unknown.error().detail, "kings");
  const Options nobody = options_of(R"({"mapping":{"customer":null}})");
  read(session, "order,date,amount\nA1,2024-01-05,3\nA2,2024-01-06,4\n", nobody);
  EXPECT_EQ(session.customers(nobody, {}, ByteOrderMark::absent).error().code, "customers_unknown");
}

}  // namespace
}  // namespace dangol::engine
