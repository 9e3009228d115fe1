// What a user may ask for, read from JSON. Every field is optional; the defaults are those of the
// definitions that the product prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.h"
#include "base/result.h"
#include "csv/dialect.h"
#include "csv/encoding.h"
#include "engine/experiment_options.h"
#include "engine/model_options.h"
#include "engine/section.h"
#include "ledger/settle.h"
#include "metrics/cohort_rule.h"
#include "metrics/filters.h"
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
  /// columns: names of columns to keep for splitting and filtering; empty = the obvious ones
  std::vector<std::string> columns;

  // What to make of the rows. A change here is answered from the ledger.
  /// order_key, refunds, zero_value_orders, as_of, currency, duplicates: "keep" or "drop"
  ledger::Policy policy;
  PeriodUnit period = PeriodUnit::month;  ///< of Report::periods
  /// cohorts { period, definition, basis, bracket [from, to] }, and minimum_n
  metrics::CohortRule cohorts;
  std::optional<uint32_t> churn_window_days;  ///< 1 to kMostDays; default: from the gaps
  uint32_t maturity_days = 365;  ///< how old a customer must be to count in "old enough" rates
  std::optional<double> margin;  ///< share of revenue that is left, 0 to 1
  /// split_by: "product", "channel", "segment", "first_period" or a column's name; empty = none
  std::string split_by;
  std::vector<std::string> compare;  ///< two values of split_by; empty = all of them
  /// filters { from, to, first_order_from, first_order_to, segment, product, channel,
  /// columns { name: [values] } }; lists of values
  metrics::Filters filters;
  /// sections: names of those to compute, of section.h; source, receipt and what names the choices
  /// in force are always there
  SectionSet sections = SectionSet::standard();

  /// models { include, unit, calibration_end, horizon_months, discount_rate, first_order_in_money,
  /// acquired_from, acquired_to, acquisition_cost, years }; where it is there, so is the section
  /// `value`
  ModelOptions models;

  /// experiment { variant, control, measures, ... }; where it is there, so is the section
  /// `experiment`
  ExperimentOptions experiment;

  static constexpr uint32_t kMostDays = 3650;
};

/// Empty text means no options. Errors: options_unreadable (not one JSON object), option_unknown,
/// option_value; `detail` names the option.
[[nodiscard]] Result<Options> parse_options(std::string_view json);

/// Whether both ask the same of the bytes.
[[nodiscard]] bool same_import(const Options& a, const Options& b);

}  // namespace dangol::engine
