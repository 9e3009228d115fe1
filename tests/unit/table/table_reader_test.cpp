#include "table/table_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/civil.h"
#include "csv/record_reader.h"
#include "table/record_hash.h"
#include "unit/table/typed_rows.h"

namespace dangol::table {
namespace {

/// Reads `rows` under a header of role names.
std::vector<TypedRow> read(const std::vector<std::string>& roles, const test::Texts& rows,
                           DateEvidence* evidence = nullptr) {
  const Reading reading = read_table(schema_of(roles), rows);
  if (evidence != nullptr) *evidence = reading.evidence;
  return reading.rows;
}

constexpr Money kUnit = kMoneyScale;

std::optional<Day> day_in(const DateEvidence& evidence, OpenDate date, DateOrder order) {
  return settle_date_order(evidence, order).day_of(date);
}

TEST(TableReader, ReadsTypedCells) {
  const auto rows = read({"customer", "order", "time", "amount"},
                         {{" C1 ", "1001", "2024-01-05", "1,234.50"},
                          {"say \"\"hi\"\"", "1002", "2024-01-05 10:00:01", "(3.00)"}});
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].line, 2U);
  EXPECT_EQ(rows[0].cell(Role::customer), "C1");
  EXPECT_EQ(rows[0].date, DateState::known);
  EXPECT_EQ(format_day(rows[0].day), "2024-01-05");
  EXPECT_EQ(rows[0].amount, 1234 * kUnit + kUnit / 2);
  EXPECT_EQ(rows[1].cell(Role::customer), "say \"hi\"");
  EXPECT_EQ(rows[1].second, 36'001);
  EXPECT_EQ(rows[1].amount, -3 * kUnit);
}

TEST(TableReader, ShortRecordsHaveBlankCellsAndLongOnesAreCut) {
  const auto rows = read({"customer", "time", "amount"},
                         {{"C1", "2024-01-05"}, {"C1"}, {"C1", "2024-01-05", "1", "x", "y"}});
  EXPECT_EQ(rows[0].amount_state, AmountState::blank);
  EXPECT_EQ(rows[1].date, DateState::blank);
  EXPECT_EQ(rows[2].amount, kUnit);
}

TEST(TableReader, MultipliesPriceAndQuantityOnlyWithoutAnAmount) {
  const auto products =
      read({"time", "unit_price", "quantity"},
           {{"2024-01-05", "2.55", "-6"}, {"2024-01-05", "2.55", ""}, {"2024-01-05", "x", "1"}});
  EXPECT_EQ(products[0].amount, -153'000);
  EXPECT_EQ(products[1].amount_state, AmountState::blank);
  EXPECT_EQ(products[2].amount_state, AmountState::unreadable);
  EXPECT_EQ(products[2].amount, 0);
  const auto total = read({"time", "amount", "quantity"}, {{"2024-01-05", "2.55", "6"}});
  EXPECT_EQ(total[0].amount, 25'500);
}

TEST(TableReader, RefundColumnsAreLosses) {
  const auto rows =
      read({"time", "amount", "refund"},
           {{"2024-01-05", "10", "4"}, {"2024-01-05", "10", "-4"}, {"2024-01-05", "10", ""}});
  EXPECT_EQ(rows[0].refund, -4 * kUnit);
  EXPECT_EQ(rows[1].refund, -4 * kUnit);
  EXPECT_EQ(rows[2].refund, 0);
}

TEST(TableReader, KnowsRepeatedHeadersAndTotals) {
  const auto rows = read({"customer", "time", "amount"}, {{"C1", "2024-01-05", "1"},
                                                          {"customer", "time", "amount"},
                                                          {"Total", "", "1"},
                                                          {"", "합계", "1"},
                                                          {"Total", "2024-01-05", "1"},
                                                          {"notes", "", ""}});
  EXPECT_EQ(rows[0].kind, RowKind::data);
  EXPECT_EQ(rows[1].kind, RowKind::repeated_header);
  EXPECT_EQ(rows[2].kind, RowKind::totals);
  EXPECT_EQ(rows[3].kind, RowKind::totals);
  EXPECT_EQ(rows[4].kind, RowKind::data);  // a customer may be called so
  EXPECT_EQ(rows[5].kind, RowKind::note);
}

TEST(TableReader, GathersEvidenceForTheDateOrder) {
  DateEvidence evidence;
  const auto rows = read({"customer", "time", "amount"},
                         {{"a", "1/5/2024", "1"},
                          {"a", "1/5/2024", "1"},
                          {"a", "13/1/2024", "1"},
                          {"a", "1/13/2024", "1"},
                          {"a", "5/5/2024", "1"},
                          {"a", "13/13/2024", "1"},
                          {"a", "2024-01-05", "1"}},
                         &evidence);
  EXPECT_EQ(rows[0].date, DateState::ambiguous);
  EXPECT_EQ(rows[4].date, DateState::known);
  EXPECT_EQ(rows[5].date, DateState::unreadable);
  EXPECT_EQ(rows[6].date, DateState::known);
  EXPECT_EQ(evidence.either, 2U);
  EXPECT_EQ(evidence.either_line, 2U);
  EXPECT_EQ(evidence.day_first.rows, 1U);
  EXPECT_EQ(evidence.day_first.first_line, 4U);
  EXPECT_EQ(evidence.day_first.example, "13/1/2024");
  EXPECT_EQ(evidence.month_first.rows, 1U);
  EXPECT_EQ(format_day(*day_in(evidence, rows[0].day, DateOrder::dmy)), "2024-05-01");
  EXPECT_EQ(format_day(*day_in(evidence, rows[0].day, DateOrder::mdy)), "2024-01-05");
  EXPECT_FALSE(day_in(evidence, rows[0].day, DateOrder::ymd));
  EXPECT_FALSE(day_in(evidence, rows[2].day, DateOrder::mdy));
}

TEST(TableReader, HandsOnBoundedBatches) {
  class Largest : public RowSink {
   public:
    bool on_rows(const RowBatch& batch) override {
      rows += batch.rows;
      largest = std::max(largest, batch.rows);
      return true;
    }
    size_t rows = 0;
    size_t largest = 0;
  };
  const Schema schema = schema_of({"customer"});
  const test::Records records(test::Texts(10'000, {"C"}));
  Largest sink;
  TableReader reader(schema, sink);
  EXPECT_TRUE(reader.on_records(records.batch()));
  EXPECT_EQ(sink.rows, 9'999U);
  EXPECT_EQ(sink.largest, RowBatch::kRows);
}

TEST(TableReader, KnowsLinesThatContinueAnOrder) {
  const auto rows = read({"order", "email", "time", "amount", "product", "quantity"},
                         {{"", "", "", "", "Mug", "1"},
                          {"#1", "a@example.com", "2024-01-05", "9", "Mug", "1"},
                          {"", "", "", "", "Tea", "2"},
                          {"", "", "", "", "Tin", ""},
                          {"#2", "", "", "", "Tea", "2"},
                          {"", "a@example.com", "", "", "Tea", "2"},
                          {"Total", "", "", "9", "", ""},
                          {"", "", "", "", "Tin", "1"},
                          {"", "", "", "9", "", ""}});
  EXPECT_EQ(rows[0].kind, RowKind::data) << "nothing stands above it";
  EXPECT_EQ(rows[1].kind, RowKind::data);
  EXPECT_EQ(rows[2].kind, RowKind::continuation);
  EXPECT_EQ(rows[3].kind, RowKind::continuation);
  EXPECT_EQ(rows[4].kind, RowKind::data) << "it names its order";
  EXPECT_EQ(rows[5].kind, RowKind::data) << "it names its customer";
  EXPECT_EQ(rows[6].kind, RowKind::totals);
  EXPECT_EQ(rows[7].kind, RowKind::data) << "a sum stands above it";
  EXPECT_EQ(rows[8].kind, RowKind::data) << "an amount alone is no line";
}

TEST(TableReader, ReadsTheSameWhenOtherColumnsAreNotKept) {
  const Schema schema = schema_of({"note", "order", "tag", "time", "amount", "line", "product"});
  const std::string text =
      "note,order,tag,time,amount,line,product\n"
      "n,#1,t,2024-01-05,5,1,\"Mug, \"\"blue\"\"\"\n"
      ",,,,,2,\"Tea\"\n"                             // continues
      "note,order,tag,time,amount,line,product\n"    // the header again
      "note,order,other,time,amount,line,product\n"  // nearly
      "n,order,t,2024-01-06,6,1,Mug\n"               // dated
      "n,\"#\"\"2\",t,2024-01-07,\"1,000\",1,\"Tin\"\n"
      "a note\n"
      "\"Total\",,,,11,,\n"
      ",#3\n"
      "n,#4,t,2024-01-08,,1,Mug,beyond,\"x\ny\"\n";
  const auto read_text = [&](bool keeps_only) {
    TypedRows sink;
    TableReader table(schema, sink);
    csv::RecordReader records{csv::Dialect{}};
    if (keeps_only) records.keep_only(table.columns());
    EXPECT_TRUE(records.feed(text, table).ok());
    EXPECT_TRUE(records.finish(table).ok());
    return sink.rows;
  };
  const auto all = read_text(false);
  const auto kept = read_text(true);
  ASSERT_EQ(all.size(), 10U);
  ASSERT_EQ(kept.size(), all.size());
  const RowKind kinds[] = {
      RowKind::data, RowKind::continuation, RowKind::repeated_header, RowKind::data, RowKind::data,
      RowKind::data, RowKind::note,         RowKind::totals,          RowKind::data, RowKind::data};
  for (size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].kind, kinds[i]) << i;
    EXPECT_EQ(kept[i].kind, kinds[i]) << i;
    EXPECT_EQ(kept[i].text, all[i].text) << i;
    EXPECT_EQ(kept[i].day, all[i].day) << i;
    EXPECT_EQ(kept[i].amount, all[i].amount) << i;
    EXPECT_EQ(kept[i].hash, all[i].hash) << i;
  }
  EXPECT_EQ(kept[5].cell(Role::order), "#\"2");
  EXPECT_EQ(kept[5].amount, 1'000 * kUnit);
}

TEST(TableReader, KnowsNotesBelowTheTable) {
  const auto rows = read({"customer", "time", "amount"}, {{"C1", "2024-01-05", "1"},
                                                          {"* exported on 2024-02-01"},
                                                          {"※ 취소 주문 제외", "", "", ""},
                                                          {"", "2024-01-06", ""},
                                                          {"", "text", ""}});
  EXPECT_EQ(rows[1].kind, RowKind::note);
  EXPECT_EQ(rows[2].kind, RowKind::note);
  EXPECT_EQ(rows[3].kind, RowKind::data);
  EXPECT_EQ(rows[4].kind, RowKind::data);
  EXPECT_EQ(read({"customer"}, {{"C1"}})[0].kind, RowKind::data);
}

TEST(TableReader, TellsNotesFromLinesWhereTheFirstColumnNumbersLines) {
  const auto rows =
      read({"line", "order", "time", "amount", "quantity"}, {{"L1", "1", "2024-01-05", "9", "1"},
                                                             {"L2", "", "", "", "2"},
                                                             {"* 참고: 이 표는 예시입니다"},
                                                             {"Questions: help@example.com"}});
  EXPECT_EQ(rows[1].kind, RowKind::continuation);
  EXPECT_EQ(rows[2].kind, RowKind::note);
  EXPECT_EQ(rows[3].kind, RowKind::note);
}

TEST(TableReader, SubtractsDiscounts) {
  const Reading reading =
      read_table(schema_of({"time", "amount", "discount"}), {{"2024-01-05", "10", "2.50"},
                                                             {"2024-01-05", "10", "-2.50"},
                                                             {"2024-01-05", "10", ""},
                                                             {"2024-01-05", "-10", "2.50"},
                                                             {"2024-01-05", "10", "half"},
                                                             {"2024-01-05", "", "2"}});
  EXPECT_EQ(reading.rows[0].amount, 75'000);
  EXPECT_EQ(reading.rows[1].amount, 75'000);
  EXPECT_EQ(reading.rows[2].amount, 10 * kUnit);
  EXPECT_EQ(reading.rows[3].amount, -75'000) << "a refund of what was paid";
  EXPECT_EQ(reading.rows[4].amount, 10 * kUnit);
  EXPECT_EQ(reading.rows[5].amount, 0);
  ASSERT_NE(reading.warning("discount_unreadable"), nullptr);
  EXPECT_EQ(reading.warning("discount_unreadable")->rows, 1U);
}

TEST(TableReader, ReadsEachColumnOfNumbersInItsOwnNotation) {
  Schema schema = schema_of({"time", "amount", "refund"});
  schema.number_formats[index_of(Role::amount)] = {',', '.'};
  const Reading reading =
      read_table(schema, {{"2024-01-05", "1.234,50", "1.50"}, {"2024-01-05", "1,234.50", "2"}});
  EXPECT_EQ(reading.rows[0].amount, 12'345'000);
  EXPECT_EQ(reading.rows[0].refund, -15'000);
  EXPECT_EQ(reading.rows[1].amount, 12'345'000) << "it can be read in one way only";
  ASSERT_NE(reading.warning("number_formats_mixed"), nullptr);
  EXPECT_EQ(reading.warning("number_formats_mixed")->rows, 1U);
}

TEST(TableReader, FillsTheHeadingsCurrencyWhereACellNamesNone) {
  Schema schema = schema_of({"time", "amount", "currency"});
  schema.currency = "KRW";
  const Reading reading = read_table(schema, {{"2024-01-05", "1", ""}, {"2024-01-05", "1", "USD"}});
  EXPECT_EQ(reading.rows[0].cell(Role::currency), "KRW");
  EXPECT_EQ(reading.rows[1].cell(Role::currency), "USD");
}

TEST(TableReader, ComposesNames) {
  // 김 and é as a Mac takes them apart, also in a cell with doubled quotes.
  const auto rows =
      read({"customer", "email"}, {{"\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7", "plain@example.com"},
                                   {"Rene\xCC\x81"
                                    "e \"\"Z\"\"",
                                    "김@example.com"}});
  EXPECT_EQ(rows[0].cell(Role::customer), "김");
  EXPECT_EQ(rows[0].cell(Role::email), "plain@example.com");
  EXPECT_EQ(rows[1].cell(Role::customer), "Renée \"Z\"");
  EXPECT_EQ(rows[1].cell(Role::email), "김@example.com");
}

TEST(TableReader, HandsOnTheTextThatTheLedgerJudges) {
  const auto rows =
      read({"event", "reference", "cancelled", "time"}, {{"Refund", "T1", "Y", "2024-01-05"}});
  EXPECT_EQ(rows[0].cell(Role::event), "Refund");
  EXPECT_EQ(rows[0].cell(Role::reference), "T1");
  EXPECT_EQ(rows[0].cell(Role::cancelled), "Y");
}

TEST(TableReader, HashesTellContents) {
  const auto rows = read({"customer", "time", "note"}, {{"C1", "2024-01-05", "a long note, 1"},
                                                        {"C2", "2024-01-05", "a long note, 1"},
                                                        {"C1", "2024-01-05", "a long note, 1"},
                                                        {"C1", "2024-01-05", "a long note, 2"},
                                                        {"C1", "2024-01-05"}});
  EXPECT_EQ(rows[0].hash, rows[2].hash);
  EXPECT_NE(rows[0].hash, rows[1].hash);
  EXPECT_NE(rows[0].hash, rows[3].hash) << "columns without a role count too";
  EXPECT_NE(rows[0].hash, rows[4].hash);
}

TEST(RecordHash, DependsOnEveryByteAndSpreads) {
  std::string text(40, 'x');
  std::vector<uint32_t> hashes;
  for (size_t size = 0; size <= text.size(); ++size) {
    hashes.push_back(hash_record(std::string_view(text).substr(0, size)));
  }
  for (size_t at = 0; at < text.size(); ++at) {
    text[at] = 'y';
    hashes.push_back(hash_record(text));
    text[at] = 'x';
  }
  for (int i = 0; i < 100'000; ++i) {
    hashes.push_back(hash_record("C" + std::to_string(i) + ",2024-01-05,19.99"));
  }
  // Of n random numbers of 32 bits, n * n / 2^33 pairs are equal: about one here.
  std::sort(hashes.begin(), hashes.end());
  const auto distinct = std::unique(hashes.begin(), hashes.end()) - hashes.begin();
  EXPECT_GE(static_cast<size_t>(distinct) + 8, hashes.size());
}

TEST(DateOrder, FollowsProofThenTheUser) {
  DateEvidence evidence;
  evidence.either = 3;
  EXPECT_TRUE(settle_date_order(evidence, {}).ambiguous);
  EXPECT_EQ(settle_date_order(evidence, {}).order, DateOrder::mdy);
  EXPECT_FALSE(settle_date_order(evidence, DateOrder::dmy).ambiguous);
  EXPECT_EQ(settle_date_order(evidence, DateOrder::dmy).order, DateOrder::dmy);
  evidence.day_first.rows = 2;
  EXPECT_EQ(settle_date_order(evidence, {}).order, DateOrder::dmy);
  EXPECT_FALSE(settle_date_order(evidence, {}).ambiguous);
  evidence.month_first.rows = 3;
  EXPECT_EQ(settle_date_order(evidence, {}).order, DateOrder::mdy);
  EXPECT_EQ(settle_date_order(evidence, DateOrder::dmy).order, DateOrder::dmy);
  EXPECT_FALSE(settle_date_order({}, {}).ambiguous);
}

TEST(Choice, DetectionNeverOverwritesTheUser) {
  Choice<int> choice;
  choice.detect(1);
  EXPECT_EQ(choice.value(), 1);
  choice.choose(2);
  choice.detect(3);
  EXPECT_EQ(choice.value(), 2);
  EXPECT_TRUE(choice.by_user());
}

TEST(Role, NamesRoundTrip) {
  for (size_t i = 0; i < kRoleCount; ++i) EXPECT_EQ(parse_role(role_name(role_at(i))), role_at(i));
  EXPECT_FALSE(parse_role("nobody"));
}

}  // namespace
}  // namespace dangol::table
