// From rows of text straight to Lines, without a file: the columns are named after their roles.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "ledger/lines.h"
#include "ledger/settle.h"
#include "table/table_reader.h"
#include "unit/table/records.h"

namespace dangol::test {

/// REQUIRES: every name in `roles` is a role's. `batch_rows` rows are delivered at a time.
inline ledger::Lines import_rows(const std::vector<std::string>& roles, const Texts& rows,
                                 std::optional<table::DateOrder> date_order = std::nullopt,
                                 size_t batch_rows = 1'000) {
  table::Schema schema;
  for (const std::string& name : roles) {
    table::Column column;
    column.name = name;
    column.role = table::parse_role(name);
    schema.columns.push_back(column);
  }
  ledger::LinesBuilder builder;
  builder.begin_file(schema);
  table::TableReader reader(schema, builder);
  for (size_t first = 0; first < rows.size(); first += batch_rows) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
    const auto count = static_cast<std::ptrdiff_t>(std::min(batch_rows, rows.size() - first));
    const Records records(Texts(begin, begin + count), first + 1);
    static_cast<void>(reader.on_records(records.batch()));
  }
  const auto settled = table::settle_date_order(reader.date_evidence(), date_order);
  return builder.finish({&settled, 1});
}

inline ledger::Orders settle_rows(const std::vector<std::string>& roles, const Texts& rows,
                                  const ledger::Policy& policy = {}) {
  return ledger::settle(import_rows(roles, rows), policy);
}

}  // namespace dangol::test
