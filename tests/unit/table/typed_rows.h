// Runs a TableReader over rows of text under a header of role names and keeps what it hands on.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "table/table_reader.h"
#include "unit/table/records.h"

namespace dangol::table {

/// One row as the sink gets it.
struct TypedRow {
  uint64_t line = 0;
  RowKind kind = RowKind::data;
  PerRole<std::string> text;
  DateState date = DateState::blank;
  int32_t day = 0;
  int32_t second = 0;
  AmountState amount_state = AmountState::blank;
  Money amount = 0;
  Money refund = 0;
  uint32_t hash = 0;

  [[nodiscard]] const std::string& cell(Role role) const { return text[index_of(role)]; }
};

class TypedRows : public RowSink {
 public:
  bool on_rows(const RowBatch& batch) override {
    for (size_t i = 0; i < batch.rows; ++i) {
      TypedRow row;
      row.line = batch.lines[i];
      row.kind = batch.kinds[i];
      for (size_t role = 0; role < kRoleCount; ++role) {
        row.text[role] = batch.cell(role_at(role), i);
      }
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
      row.hash = batch.hashes[i];
      rows.push_back(row);
    }
    return true;
  }
  std::vector<TypedRow> rows;
};

/// What a reader made of a table.
struct Reading {
  std::vector<TypedRow> rows;
  DateEvidence evidence;
  std::string time_zone;
  std::vector<Warning> warnings;

  [[nodiscard]] const Warning* warning(std::string_view code) const {
    for (const Warning& warning : warnings) {
      if (warning.code == code) return &warning;
    }
    return nullptr;
  }
  /// The day of a row in ISO form, in the settled order; empty where it has none.
  [[nodiscard]] std::string day(size_t row, std::optional<DateOrder> chosen = {}) const {
    if (rows[row].date == DateState::known) return format_day(rows[row].day);
    if (rows[row].date != DateState::ambiguous) return {};
    const auto day = settle_date_order(evidence, chosen).day_of(rows[row].day);
    return day ? format_day(*day) : std::string();
  }
};

/// A schema whose columns have the names of their roles, all played by the columns so named.
inline Schema schema_of(const std::vector<std::string>& roles) {
  Schema schema;
  schema.header_row = 1;
  schema.header = roles;
  for (const std::string& name : roles) {
    Column column;
    column.name = name;
    column.role = parse_role(name);
    schema.columns.push_back(column);
  }
  return schema;
}

inline Reading read_table(const Schema& schema, const test::Texts& rows,
                          std::string_view zone = {}) {
  test::Texts all = rows;
  all.insert(all.begin(), schema.header);
  const test::Records records(all);
  TypedRows sink;
  TableReader reader(schema, sink, zone);
  EXPECT_TRUE(reader.on_records(records.batch()));
  EXPECT_EQ(reader.rows(), rows.size());
  return {sink.rows, reader.date_evidence(), reader.time_zone(), reader.warnings()};
}

/// One column of days, one cell a row.
inline Reading read_days(const std::vector<std::string>& cells, std::string_view zone = {}) {
  test::Texts rows;
  for (const std::string& cell : cells) rows.push_back({cell});
  return read_table(schema_of({"time"}), rows, zone);
}

}  // namespace dangol::table
