// What a user may ask for, read from JSON. Every field is optional; the defaults are those of the
// definitions that the product prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.h"
#include "base/result.h"
#include "csv/dialect.h"
#include "csv/encoding.h"
#include "ledger/settle.h"
#include "table/date_order.h"
#include "table/schema.h"

namespace dangol::engine {

struct Options {
  // How to read the bytes. A change here needs the file again.
  /// mapping { role: column name, or null for none }; amounts: "line" or "order"
  table::MappingChoice mapping;
  std::optional<csv::Encoding> encoding;
  std::string sheet;                           ///< of an xlsx file; empty = the first with a table
  csv::ChosenDialect dialect;                  ///< header_row (0 = none), delimiter
  std::optional<table::DateOrder> date_order;  ///< "dmy", "mdy" or "ymd"

  std::string
      time_zone;  ///< in which days are counted, as parse_time_zone() reads it; empty = none

  // What to make of the rows. A change here is answered from the ledger.
  /// order_key, refunds, zero_value_orders, as_of, currency, duplicates: "keep" or "drop"
  ledger::Policy policy;
  uint32_t minimum_n = 5;                        ///< below it a rate is "too few to tell"
  PeriodUnit period = PeriodUnit::month;         ///< of Report::periods
  PeriodUnit cohort_period = PeriodUnit::month;  ///< cohorts { period }
};

/// Empty text means no options. Errors: options_unreadable (not one JSON object), option_unknown,
/// option_value; `detail` names the option.
[[nodiscard]] Result<Options> parse_options(std::string_view json);

/// Whether both ask the same of the bytes.
[[nodiscard]] bool same_import(const Options& a, const Options& b);

}  // namespace dangol::engine
