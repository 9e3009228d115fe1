// The whole path from bytes to Report: the same in chunks of any size, and nothing that fails takes
// away what was there before.
#include "engine/session.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "host/double_byte_tables.h"
#include "report/json.h"

namespace dangol::engine {
namespace {

constexpr std::string_view kFile =
    "order,customer,date,amount\n"
    "A1,kim,2024-01-05,10.00\n"
    "A1,kim,2024-01-05,2.50\n"
    "A2,lee,2024-01-09,8\n"
    "A3,kim,2024-02-11,\"1,000.25\"\n"
    "A4,,2024-02-12,5\n"
    "A5,park,soon,7\n"
    "A6,lee,2024-03-01,free\n";

Options options_of(std::string_view json) {
  const auto options = parse_options(json);
  EXPECT_TRUE(options.ok()) << json;
  return options.value();
}

Status import(Session& session, std::string_view bytes, size_t chunk, const Options& options = {}) {
  session.begin(options, {"shop.csv", 0, {}, {}, {}});
  while (!bytes.empty()) {
    const auto status = session.feed(bytes.substr(0, chunk));
    if (!status.ok()) return status;
    bytes.remove_prefix(std::min(chunk, bytes.size()));
  }
  return session.finish();
}

report::Report read(std::string_view bytes, const Options& options = {}, size_t chunk = 1 << 20) {
  Session session;
  const auto status = import(session, bytes, chunk, options);
  EXPECT_TRUE(status.ok());
  return session.report(options).value();
}

const report::Measure& measure(const report::Report& report, std::string_view name) {
  for (const auto& candidate : report.measures) {
    if (candidate.name == name) return candidate;
  }
  ADD_FAILURE() << "no measure " << name;
  static const report::Measure kNone;
  return kNone;
}

TEST(Session, AccountsForEveryRow) {
  const auto report = read(kFile);
  const auto& receipt = report.receipt;
  EXPECT_EQ(receipt.rows_read, 7U);
  EXPECT_EQ(receipt.rows_used, 4U);
  EXPECT_EQ(receipt.orders, 3U);
  EXPECT_EQ(receipt.customers, 2U);
  EXPECT_EQ(receipt.revenue, 1020.75);
  EXPECT_EQ(receipt.amount_read, 1020.75 + 5 + 7);
  ASSERT_EQ(receipt.set_aside.size(), 3U);
  EXPECT_EQ(receipt.set_aside[0].reason, "no_customer");
  EXPECT_EQ(receipt.set_aside[0].amount, 5);
  EXPECT_EQ(receipt.set_aside[0].first_line, 6U);
  EXPECT_EQ(receipt.set_aside[1].reason, "date_unreadable");
  EXPECT_EQ(receipt.set_aside[1].example, "soon");
  EXPECT_EQ(receipt.set_aside[2].reason, "amount_unreadable");
  EXPECT_EQ(receipt.set_aside[2].amount, std::nullopt);
  EXPECT_EQ(measure(report, "repeat_purchase_rate").value, 0.5);
  EXPECT_EQ(measure(report, "average_order_value").value, 1020.75 / 3);
}

TEST(Session, ChunksOfAnySizeGiveTheSameReport) {
  const std::string whole = report::to_json(read(kFile));
  for (size_t chunk = 1; chunk < kFile.size(); ++chunk) {
    EXPECT_EQ(report::to_json(read(kFile, {}, chunk)), whole) << chunk;
  }
}

TEST(Session, AFailedImportLeavesTheEarlierReport) {
  Session session;
  ASSERT_TRUE(import(session, kFile, 64).ok());
  const std::string before = report::to_json(session.report({}).value());
  const auto failed = import(session, std::string_view("PK\x03\x04zip", 7), 64);
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, "xlsx_file");
  EXPECT_EQ(report::to_json(session.report({}).value()), before);
}

TEST(Session, CancelLeavesTheEarlierReport) {
  Session session;
  ASSERT_TRUE(import(session, kFile, 64).ok());
  const std::string before = report::to_json(session.report({}).value());
  session.begin({}, {"other.csv", 0, {}, {}, {}});
  ASSERT_TRUE(session.feed("order,customer,date,amount\nB1,choi,2024-01-01,1\n").ok());
  session.cancel();
  EXPECT_EQ(report::to_json(session.report({}).value()), before);
}

TEST(Session, WithoutAFileThereIsNoReport) {
  const Session session;
  const auto report = session.report({});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().code, "no_data");
}

TEST(Session, AMemoryLimitEndsInAnErrorThatSaysHowFarItGot) {
  std::string file = "order,customer,date,amount\n";
  for (int i = 0; i < 200'000; ++i) {
    file += "A" + std::to_string(i) + ",c" + std::to_string(i) + ",2024-01-05,1\n";
  }
  Session session(Limits{1U << 20});
  const auto status = import(session, file, 1U << 16);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, "too_large");
  EXPECT_GT(std::stoul(status.error().detail), 1000U);
}

TEST(Session, AUsersColumnIsKeptAndTheGuessFillsTheRest) {
  const std::string_view file =
      "order,customer,date,price,amount\n"
      "A1,kim,2024-01-05,3,10\n"
      "A2,kim,2024-01-06,4,20\n";
  const Options options = options_of(R"({"mapping":{"amount":"price"}})");
  Session session;
  ASSERT_TRUE(import(session, file, 64).ok());
  EXPECT_EQ(session.report({}).value().receipt.revenue, 30);
  EXPECT_TRUE(session.needs_import(options));
  ASSERT_TRUE(import(session, file, 64, options).ok());
  EXPECT_FALSE(session.needs_import(options));
  const auto report = session.report(options).value();
  EXPECT_EQ(report.receipt.revenue, 7);
  EXPECT_EQ(report.source.columns[3].role, "amount");
  EXPECT_EQ(report.source.columns[3].chosen_by, "user");
  EXPECT_EQ(report.source.columns[1].role, "customer");
  EXPECT_EQ(report.source.columns[1].chosen_by, "detected");
}

/// A thousand columns named in 300 KB, then rows of long cells.
std::string wide_file() {
  std::string file = "order,customer,date";
  for (int i = 0; i < 1000; ++i) file += "," + std::string(300, 'x') + std::to_string(i);
  file += ",amount\n";
  const std::string filling = std::string(1000, ',') + std::string(2000, 'y');
  for (int i = 0; i < 400; ++i) {
    const std::string number = std::to_string(i);
    file += "A" + number + ",c" + number + ",2024-01-05" + filling + "," + number + "\n";
  }
  return file;
}

TEST(Session, JudgesAWideHeaderWhole) {
  const auto report = read(wide_file(), {}, 1000);
  EXPECT_EQ(report.source.columns.size(), 1004U);
  EXPECT_EQ(report.receipt.rows_used, 400U);
  EXPECT_EQ(report.receipt.revenue, 399 * 400 / 2);
}

TEST(Session, JudgesTheSameBytesInChunksOfAnySize) {
  // Behind the first 256 KB the other way of writing decimals becomes the commoner one.
  std::string file = "order,customer,date,note,amount\n";
  for (int i = 0; i < 900; ++i) {
    const std::string number = std::to_string(i);
    file += "A" + number + ",c,2024-01-05," + std::string(900, 'n') + ",\"" + number +
            (i < 300 ? ".5" : ",5") + "\"\n";
  }
  const std::string small = report::to_json(read(file, {}, 1000));
  EXPECT_EQ(report::to_json(read(file, {}, 1U << 20)), small);
  EXPECT_EQ(report::to_json(read(file, {}, file.size() / 2)), small);
}

TEST(Session, NothingIsKnownOfAFileWithoutUsedRows) {
  const auto report = read("order,customer,date,amount\nA1,kim,soon,7\n");
  EXPECT_FALSE(measure(report, "end_customers").value.has_value());
  EXPECT_FALSE(measure(report, "new_customers").value.has_value());
}

TEST(Session, ARepeatedHeaderIsOneWhateverItsNamesHold) {
  const std::string header =
      "\"Order \"\"id\"\"\",customer,date," + std::string(400, 'x') + ",amount\n";
  const auto report = read(header + "A1,kim,2024-01-05,,10\n" + header + "A2,kim,2024-01-06,,20\n");
  ASSERT_EQ(report.receipt.set_aside.size(), 1U);
  EXPECT_EQ(report.receipt.set_aside[0].reason, "repeated_header");
  EXPECT_EQ(report.receipt.revenue, 30);
}

TEST(Session, TheAsOfDaySetsLaterRowsAside) {
  const Options options = options_of(R"({"as_of":"2024-01-31"})");
  const auto report = read(kFile, options);
  EXPECT_EQ(report.receipt.as_of, "2024-01-31");
  EXPECT_EQ(report.receipt.revenue, 20.5);
  EXPECT_EQ(report.periods.size(), 1U);
  EXPECT_TRUE(report.periods[0].complete);
}

TEST(Session, AFileWithoutAmountsHasNoRevenueRatherThanZero) {
  const auto report = read(
      "order,customer,date\n"
      "A1,kim,2024-01-05\n"
      "A2,kim,2024-02-06\n");
  EXPECT_EQ(report.receipt.orders, 2U);
  EXPECT_EQ(report.receipt.revenue, std::nullopt);
  EXPECT_EQ(report.receipt.amount_read, std::nullopt);
  ASSERT_EQ(report.periods.size(), 2U);
  EXPECT_EQ(report.periods[0].revenue, std::nullopt);
  ASSERT_EQ(report.cohorts.rows.size(), 1U);
  EXPECT_EQ(report.cohorts.rows[0].revenue[0], std::nullopt);
  EXPECT_EQ(report.cohorts.rows[0].customers[1], 1);
}

/// The parts as files of one import.
report::Report read_together(const std::vector<std::string>& parts, const Options& options = {}) {
  Session session({}, {host::iconv_double_byte_table});
  for (size_t i = 0; i < parts.size(); ++i) {
    const SourceInfo source{"part" + std::to_string(i + 1) + ".csv", parts[i].size(), {}, {}, {}};
    if (i == 0) {
      session.begin(options, source);
    } else {
      EXPECT_TRUE(session.next_file(source).ok());
    }
    EXPECT_TRUE(session.feed(parts[i]).ok());
  }
  EXPECT_TRUE(session.finish().ok());
  return session.report(options).value();
}

TEST(Session, FilesReadTogetherAreOneLedger) {
  const std::string whole(kFile);
  const std::string header = whole.substr(0, whole.find('\n') + 1);
  for (size_t cut = whole.find('\n', header.size()) + 1; cut < whole.size();
       cut = whole.find('\n', cut) + 1) {
    auto report = read_together({whole.substr(0, cut), header + whole.substr(cut)});
    ASSERT_EQ(report.source.files.size(), 2U);
    EXPECT_EQ(report.source.files[0].rows_read + report.source.files[1].rows_read, 7U);
    const auto one = read(kFile);
    EXPECT_EQ(report.receipt.rows_used, one.receipt.rows_used) << cut;
    EXPECT_EQ(report.receipt.orders, one.receipt.orders) << cut;
    EXPECT_EQ(report.receipt.customers, one.receipt.customers) << cut;
    EXPECT_EQ(report.receipt.revenue, one.receipt.revenue) << cut;
    EXPECT_EQ(report.receipt.amount_read, one.receipt.amount_read) << cut;
    for (size_t i = 0; i < one.measures.size(); ++i) {
      EXPECT_EQ(report.measures[i].value, one.measures[i].value) << one.measures[i].name;
    }
  }
}

TEST(Session, FilesOfOneImportMayDifferInShape) {
  const auto report = read_together({"order,customer,date,amount\nA1,kim,2024-01-05,1000\n",
                                     "고객ID;결제금액;주문번호;주문일\nkim;\"2.000,50\";A2;05.02."
                                     "2024\nlee;3,25;A3;25.02.2024\n"});
  EXPECT_EQ(report.receipt.orders, 3U);
  EXPECT_EQ(report.receipt.customers, 2U);
  EXPECT_EQ(report.receipt.revenue, 1000 + 2000.5 + 3.25);
  EXPECT_EQ(report.receipt.last_day, "2024-02-25");
}

TEST(Session, FilesOfOneShopSettleTheOrderOfDayAndMonthTogether) {
  const std::string header = "order,customer,date,amount\n";
  const std::string silent = header + "A1,kim,03/04/2024,10\n";
  const std::string proof = header + "A2,kim,25/04/2024,20\n";
  for (const auto& parts : {std::vector{silent, proof}, std::vector{proof, silent}}) {
    const auto report = read_together(parts);
    EXPECT_EQ(report.source.date_order, "dmy");
    EXPECT_EQ(report.source.date_order_state, "proven");
    EXPECT_EQ(report.receipt.first_day, "2024-04-03");
  }
  // Of another shape, and so perhaps of another shop.
  const auto apart = read_together({silent, "date,order,customer,amount\n25/04/2024,A2,kim,20\n"});
  EXPECT_EQ(apart.source.date_order_state, "assumed");
  EXPECT_EQ(apart.source.date_example, "03/04/2024");
  // They are asked about once, by a date that is open, whichever file holds it.
  const auto open = read_together({header + "A0,kim,05/05/2024,1\n", silent});
  EXPECT_EQ(open.source.date_order_state, "assumed");
  EXPECT_EQ(open.source.date_example, "03/04/2024");
  ASSERT_EQ(open.receipt.warnings.size(), 1U);
  EXPECT_EQ(open.receipt.warnings[0].code, "date_order_ambiguous");
  EXPECT_EQ(open.receipt.warnings[0].detail, "03/04/2024");
}

TEST(Session, AnErrorNamesItsFileAndLeavesTheEarlierReport) {
  Session session;
  ASSERT_TRUE(import(session, kFile, 64).ok());
  const std::string before = report::to_json(session.report({}).value());
  session.begin({}, {"first.csv", 0, {}, {}, {}});
  ASSERT_TRUE(session.feed(kFile).ok());
  ASSERT_TRUE(session.next_file({"second.xlsx", 0, {}, {}, {}}).ok());
  static_cast<void>(session.feed(std::string_view("PK\x03\x04zip", 7)));
  const auto failed = session.finish();
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().code, "xlsx_file");
  EXPECT_EQ(failed.error().file, "second.xlsx");
  EXPECT_EQ(report::to_json(session.report({}).value()), before);
}

TEST(Session, AHeaderRowBeyondTheEndIsAnError) {
  Session session;
  const auto status = import(session, kFile, 64, options_of(R"({"header_row":40})"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, "header_row_missing");
}

TEST(Session, ReadsKoreanCodePagesAndSaysSo) {
  // 주문번호,고객,주문일,금액 and two rows of 김 and 뷁, as Korean Excel saves "CSV".
  const std::string file =
      "\xC1\xD6\xB9\xAE\xB9\xF8\xC8\xA3,\xB0\xED\xB0\xB4,\xC1\xD6\xB9\xAE\xC0\xCF,"
      "\xB1\xDD\xBE\xD7\n"
      "A1,\xB1\xE8,2024-01-05,1000\nA2,\x94\xEE,2024-01-06,2000\n";
  const auto report = read_together({file});
  EXPECT_EQ(report.source.encoding, "euc-kr");
  EXPECT_EQ(report.source.columns[0].name, "주문번호");
  EXPECT_EQ(report.source.columns[1].examples, (std::vector<std::string>{"김", "뷁"}));
  EXPECT_EQ(report.receipt.revenue, 3000);
}

TEST(Session, AFileThatNamesNoBuyerCountsOrdersAlone) {
  const auto report = read(
      "amazon-order-id\tpurchase-date\titem-price\n"
      "1-1\t2024-01-05\t10.00\n"
      "1-2\t2024-02-06\t5.00\n");
  EXPECT_FALSE(report.receipt.customers_known);
  EXPECT_EQ(report.receipt.customers, std::nullopt);
  EXPECT_EQ(report.receipt.orders, 2U);
  EXPECT_EQ(report.receipt.rows_used, 2U);
  EXPECT_EQ(measure(report, "revenue").value, 15);
  EXPECT_EQ(measure(report, "repeat_purchase_rate").value, std::nullopt);
  ASSERT_EQ(report.periods.size(), 2U);
  EXPECT_EQ(report.periods[1].orders, 1U);
  EXPECT_EQ(report.periods[1].revenue, 5);
  EXPECT_EQ(report.periods[1].new_customers, std::nullopt);
  EXPECT_TRUE(report.cohorts.rows.empty());
}

TEST(Session, AnOptionCountsThoughItMadeNoDifferenceBeforeAnotherOne) {
  // Dollars hold no refund, nothing twice, and nothing free before March; won hold all of it.
  const std::string_view text =
      "order_id,customer_id,order_date,amount,currency\n"
      "1,kim,2024-01-05,10,USD\n"
      "2,lee,2024-01-06,20,USD\n"
      "3,kim,2024-01-07,30,USD\n"
      "4,lee,2024-03-01,0,USD\n"
      "5,kim,2024-01-05,1000,KRW\n"
      "5,kim,2024-01-05,1000,KRW\n"
      "6,lee,2024-01-08,-500,KRW\n";
  Session session;
  ASSERT_TRUE(import(session, text, text.size()).ok());
  for (
      const std::string_view json :
      {R"({"as_of":"2024-02-01"})",
       R"({"as_of":"2024-02-01","duplicates":"drop","refunds":"gross","zero_value_orders":"ignore"})",
       R"({"duplicates":"drop","refunds":"gross","zero_value_orders":"ignore"})",
       R"({"duplicates":"drop","refunds":"gross","zero_value_orders":"ignore","currency":"KRW"})",
       R"({"currency":"KRW"})", R"({"currency":"KRW","refunds":"gross"})", R"({"refunds":"gross"})",
       "{}"}) {
    const Options options = options_of(json);
    EXPECT_EQ(report::to_json(session.report(options).value()),
              report::to_json(read(text, options)))
        << json;
  }
}

}  // namespace
}  // namespace dangol::engine
