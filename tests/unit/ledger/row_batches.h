// Typed rows straight into a LinesBuilder: what the ledger makes of them, apart from how they are
// read. Cells are plain: ISO days with or without a time, decimal points, blank for nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ledger/lines.h"
#include "ledger/settle.h"
#include "unit/table/records.h"

namespace dangol::test {

inline Money parse_plain(const std::string& text) {  // "-1.5" -> -15000
  const bool negative = text[0] == '-';
  const std::string digits = text.substr(negative ? 1 : 0);
  const size_t point = digits.find('.');
  Money value = std::stoll(digits.substr(0, point)) * kMoneyScale;
  if (point != std::string::npos) {
    std::string fraction = digits.substr(point + 1);
    fraction.resize(4, '0');
    value += std::stoll(fraction);
  }
  return negative ? -value : value;
}

struct TestFile {
  std::vector<std::string> roles;
  Texts rows;
  table::AmountScope scope = table::AmountScope::line;
  std::string currency;
};

/// The rows of a file as one batch; `texts` must outlive it. A row with nothing but a product is a
/// continuation.
inline table::RowBatch make_batch(const TestFile& file, size_t first, size_t count) {
  using table::Role;
  table::RowBatch batch;
  batch.rows = count;
  std::vector<Role> roles;
  for (const std::string& name : file.roles) roles.push_back(*table::parse_role(name));
  const auto column = [&](Role role) {
    return static_cast<size_t>(std::find(roles.begin(), roles.end(), role) - roles.begin());
  };
  for (const Role role : roles) batch.mapped[table::index_of(role)] = true;
  batch.has_amounts = batch.mapped[table::index_of(Role::amount)];
  const bool dated = batch.mapped[table::index_of(Role::time)];
  const bool refunds = batch.mapped[table::index_of(Role::refund)];
  for (size_t i = first; i < first + count; ++i) {
    const auto& row = file.rows[i];
    std::string bytes;
    for (size_t c = 0; c < roles.size(); ++c) {
      bytes += row[c] + ',';
      batch.text[table::index_of(roles[c])].push_back(row[c]);
    }
    batch.lines.push_back(i + 2);  // below a header
    batch.hashes.push_back(static_cast<uint32_t>(std::hash<std::string>()(bytes)));
    const auto cell = [&](Role role) {
      return column(role) < row.size() ? row[column(role)] : std::string();
    };
    const bool continuation = !cell(Role::product).empty() && cell(Role::order).empty() &&
                              cell(Role::customer).empty() && cell(Role::time).empty();
    batch.kinds.push_back(continuation ? table::RowKind::continuation : table::RowKind::data);
    if (dated) {
      const std::string time = cell(Role::time);
      const auto day = parse_iso_day(time.substr(0, 10));
      batch.days.push_back(day.value_or(0));
      batch.date_states.push_back(time.empty() ? table::DateState::blank
                                  : day        ? table::DateState::known
                                               : table::DateState::unreadable);
      batch.seconds.push_back(time.size() > 16 ? std::stoi(time.substr(11, 2)) * 3600 +
                                                     std::stoi(time.substr(14, 2)) * 60 +
                                                     std::stoi(time.substr(17, 2))
                                               : 0);
      batch.has_times = batch.has_times || batch.seconds.back() != 0;
    }
    if (batch.has_amounts) {
      const std::string amount = cell(Role::amount);
      const bool readable = !amount.empty() && amount != "?";
      batch.amounts.push_back(readable ? parse_plain(amount) : 0);
      batch.amount_states.push_back(readable         ? table::AmountState::known
                                    : amount.empty() ? table::AmountState::blank
                                                     : table::AmountState::unreadable);
    }
    if (refunds) {
      const std::string refund = cell(Role::refund);
      batch.refunds.push_back(refund.empty() ? 0 : -parse_plain(refund));
    }
  }
  return batch;
}

/// Several files as one ledger, `batch_rows` rows at a time.
inline ledger::Lines import_files(const std::vector<TestFile>& files, size_t batch_rows = 100) {
  ledger::LinesBuilder builder;
  for (const TestFile& file : files) {
    table::Schema schema;
    for (const std::string& name : file.roles) {
      table::Column column;
      column.name = name;
      column.role = table::parse_role(name);
      schema.columns.push_back(column);
    }
    schema.amount_scope.detect(file.scope);
    schema.currency = file.currency;
    builder.begin_file(schema);
    for (size_t first = 0; first < file.rows.size(); first += batch_rows) {
      const size_t count = std::min(batch_rows, file.rows.size() - first);
      static_cast<void>(builder.on_rows(make_batch(file, first, count)));
    }
  }
  return builder.finish(std::vector<table::SettledDateOrder>(files.size()));
}

}  // namespace dangol::test
