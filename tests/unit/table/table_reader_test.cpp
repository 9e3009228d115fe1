#include "table/table_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/civil.h"
#include "unit/table/records.h"

namespace dangol::table {
namespace {

/// Keeps what the reader hands on, one struct per row.
struct Row {
  uint64_t line = 0;
  RowKind kind = RowKind::data;
  std::string customer;
  std::string order;
  DateState date = DateState::blank;
  int32_t day = 0;
  int32_t second = 0;
  AmountState amount_state = AmountState::blank;
  Money amount = 0;
  Money refund = 0;
};

class Rows : public RowSink {
 public:
  bool on_rows(const RowBatch& batch) override {
    for (size_t i = 0; i < batch.rows; ++i) {
      Row row;
      row.line = batch.lines[i];
      row.kind = batch.kinds[i];
      row.customer = batch.cell(Role::customer, i);
      row.order = batch.cell(Role::order, i);
      if (!batch.date_states.empty()) {
        row.date = batch.date_states[i];
        row.day = batch.days[i];
        row.second = batch.seconds[i];
      }
      if (batch.has_amounts) {
        row.amount_state = batch.amount_states[i];
        row.amount = batch.amounts[i];
      }
      if (!batch.refunds.empty()) row.refund = batch.refunds[i];
      rows.push_back(row);
    }
    largest = std::max(largest, batch.rows);
    return true;
  }
  std::vector<Row> rows;
  size_t largest = 0;
};

/// Reads `rows` under a header of role names.
std::vector<Row> read(const std::vector<std::string>& roles, const test::Texts& rows,
                      DateEvidence* evidence = nullptr) {
  Schema schema;
  schema.header_row = 1;
  schema.header = roles;
  for (const std::string& name : roles) {
    Column column;
    column.name = name;
    column.role = parse_role(name);
    schema.columns.push_back(column);
  }
  test::Texts all = rows;
  all.insert(all.begin(), roles);
  const test::Records records(all);
  Rows sink;
  TableReader reader(schema, sink);
  EXPECT_TRUE(reader.on_records(records.batch()));
  EXPECT_EQ(reader.rows(), rows.size());
  if (evidence != nullptr) *evidence = reader.date_evidence();
  return sink.rows;
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
  EXPECT_EQ(rows[0].customer, "C1");
  EXPECT_EQ(rows[0].date, DateState::known);
  EXPECT_EQ(format_day(rows[0].day), "2024-01-05");
  EXPECT_EQ(rows[0].amount, 1234 * kUnit + kUnit / 2);
  EXPECT_EQ(rows[1].customer, "say \"hi\"");
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
  Schema schema;
  Column column;
  column.role = Role::customer;
  schema.columns.push_back(column);
  const test::Records records(test::Texts(10'000, {"C"}));
  Rows sink;
  TableReader reader(schema, sink);
  EXPECT_TRUE(reader.on_records(records.batch()));
  EXPECT_EQ(sink.rows.size(), 10'000U);
  EXPECT_EQ(sink.largest, RowBatch::kRows);
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
