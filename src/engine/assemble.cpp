#include "engine/assemble.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "engine/version.h"
#include "metrics/cohorts.h"
#include "metrics/periods.h"
#include "metrics/summary.h"

namespace dangol::engine {
namespace {

using report::Number;

constexpr size_t kNameLength = 200;  // code points of a file or column name worth showing

Number optional_money(bool seen, MoneySum sum) {
  return seen ? Number(to_major_units(sum)) : std::nullopt;
}

template <typename T>
Number to_number(const std::optional<T>& value) {
  return value ? Number(static_cast<double>(*value)) : std::nullopt;
}

std::string optional_day(const std::optional<Day>& day) {
  return day ? format_day(*day) : "";
}

std::vector<report::SourceColumn> make_columns(const table::Schema& schema) {
  std::vector<report::SourceColumn> columns;
  for (const auto& column : schema.columns) {
    columns.push_back({shorten(column.name, kNameLength),
                       column.role ? std::string(table::role_name(*column.role)) : "",
                       column.chosen_by == table::ChosenBy::user ? "user" : "detected",
                       column.role ? Number(column.confidence) : std::nullopt, column.examples});
  }
  return columns;
}

/// How sure the order of day and month is; empty where no date needed it.
std::string_view date_order_state(const table::SettledDateOrder& settled, const Options& options) {
  if (!settled.evidence.needed()) return {};
  if (options.date_order) return "chosen";
  return settled.ambiguous ? "assumed" : "proven";
}

/// The dates that the user should be asked about, of a file that has an example of them if any has;
/// else those of the first file.
const table::SettledDateOrder& doubtful_dates(const Dataset& data) {
  const auto doubt = [](const table::SettledDateOrder& settled) {
    return settled.ambiguous ? 1 + (settled.evidence.either_line > 0 ? 1 : 0) : 0;
  };
  return *std::max_element(data.date_orders.begin(), data.date_orders.end(),
                           [&](const auto& a, const auto& b) { return doubt(a) < doubt(b); });
}

report::Source make_source(const Dataset& data) {
  const FileRead& first = *data.files.front();
  report::Source source;
  source.name = shorten(first.source.name, kNameLength);
  source.bytes = first.source.bytes;
  source.container = first.source.container;
  source.sheet = first.source.sheet;
  source.sheets = first.source.sheets;
  source.encoding = csv::encoding_name(first.encoding);
  source.delimiter = first.dialect.delimiter;
  source.header_row = first.dialect.header_row;
  source.preset = first.schema.preset;
  source.amount_scope = table::amount_scope_name(first.schema.amount_scope.value());
  const table::SettledDateOrder& dated = doubtful_dates(data);
  source.date_order_state = date_order_state(dated, data.options);
  if (!source.date_order_state.empty()) {
    source.date_order = table::date_order_name(dated.order);
    source.date_example = dated.evidence.either_example;
  }
  source.columns = make_columns(first.schema);
  for (const auto& file : data.files) {
    source.files.push_back({shorten(file->source.name, kNameLength), file->source.bytes,
                            file->rows_read, std::string(csv::encoding_name(file->encoding)),
                            file->schema.preset});
  }
  return source;
}

/// Adds warnings; one that several files give is told once, with all its rows.
void add_warnings(const std::vector<table::Warning>& from, std::vector<report::Warning>& to) {
  for (const auto& warning : from) {
    const auto known = std::find_if(to.begin(), to.end(), [&](const report::Warning& other) {
      return other.code == warning.code && other.detail == warning.detail;
    });
    if (known == to.end()) {
      to.push_back({warning.code, warning.rows, warning.line, warning.detail});
    } else {
      known->rows += warning.rows;
    }
  }
}

/// The zone that all files agree on; empty = the data's wall clock.
std::string common_time_zone(const Dataset& data) {
  const std::string& zone = data.files.front()->time_zone;
  const bool common = std::all_of(data.files.begin(), data.files.end(),
                                  [&](const auto& file) { return file->time_zone == zone; });
  return common ? zone : std::string();
}

report::Receipt make_receipt(const Dataset& data, const Options& options,
                             const ledger::Orders& orders) {
  report::Receipt receipt;
  receipt.rows_read = orders.rows_read;
  receipt.rows_used = orders.rows_used;
  const bool several = data.files.size() > 1;
  for (size_t i = 0; i < ledger::kReasonCount; ++i) {
    const auto reason = static_cast<ledger::Reason>(i);
    const ledger::SetAside& entry = orders.set_aside[reason];
    if (entry.rows == 0 && !entry.has_amount) continue;
    receipt.set_aside.push_back({std::string(ledger::reason_name(reason)), entry.rows,
                                 optional_money(entry.has_amount, entry.amount), entry.first_line,
                                 several ? data.files[entry.file]->source.name : std::string(),
                                 entry.example});
  }
  receipt.amount_read = optional_money(orders.amount_seen, orders.amount_read);
  const bool priced = orders.has_amounts;
  receipt.duplicates = {
      orders.duplicates.rows,
      optional_money(priced && orders.duplicates.rows > 0, orders.duplicates.amount),
      orders.duplicates.first_line, options.policy.drop_duplicates};
  receipt.repeated_totals = {
      orders.repeated_totals.rows,
      optional_money(orders.repeated_totals.rows > 0, orders.repeated_totals.amount)};
  for (const ledger::CurrencyTotal& part : orders.currencies) {
    receipt.currencies.push_back({part.code, part.rows, optional_money(priced, part.amount)});
  }
  receipt.customers_known = orders.has_customers;
  receipt.orders = orders.size();
  if (orders.has_customers) receipt.customers = static_cast<double>(orders.customers);
  receipt.revenue = optional_money(orders.has_amounts, orders.revenue);
  receipt.refund_documents = orders.refund_documents;
  receipt.refund_amount = optional_money(orders.refund_documents > 0, orders.refund_amount);
  receipt.refund_rows = orders.refund_rows;
  receipt.cancelled_orders = orders.cancelled_orders;
  receipt.zero_value_orders = orders.zero_value_orders;
  receipt.first_day = optional_day(orders.first_day);
  receipt.last_day = optional_day(orders.last_day);
  receipt.as_of = optional_day(orders.as_of);
  receipt.time_zone = common_time_zone(data);
  receipt.currency = orders.currency;
  if (orders.rows_used > 0 && orders.has_customers) {
    receipt.identity = ledger::identity_name(data.lines.identity);
  }
  receipt.order_key = ledger::order_key_name(orders.order_key);
  for (const auto& file : data.files) {
    add_warnings(file->warnings, receipt.warnings);
    add_warnings(file->schema.warnings, receipt.warnings);
  }
  add_warnings(orders.warnings, receipt.warnings);
  return receipt;
}

void add_measures(const std::vector<metrics::Measure>& from, const std::string& period,
                  std::vector<report::Measure>& to) {
  for (const auto& measure : from) {
    to.push_back({std::string(measure.name), measure.value, to_number(measure.n), measure.low,
                  measure.high, std::string(measure.unit), period});
  }
}

report::Period make_period(const metrics::Period& from, PeriodUnit unit, bool priced) {
  report::Period period;
  period.period = format_period(from.index, unit);
  period.complete = from.complete;
  period.start_customers = to_number(from.start_customers);
  period.end_customers = static_cast<double>(from.end_customers);
  period.new_customers = static_cast<double>(from.new_customers);
  period.retained_customers = to_number(from.retained_customers);
  period.returned_customers = to_number(from.returned_customers);
  period.retention_rate_article = from.retention_rate_article;
  period.retention_rate_matched = from.retention_rate_matched;
  period.retention_low = from.retention_low;
  period.retention_high = from.retention_high;
  period.churn_rate = from.churn_rate;
  period.orders = from.orders;
  period.revenue = optional_money(priced, from.revenue);
  return period;
}

/// Takes every count of customers out of a Report of data that cannot tell them apart.
void leave_customers_out(report::Report& report) {
  for (report::Measure& measure : report.measures) {
    const bool of_orders = measure.name == "revenue" || measure.name == "orders" ||
                           measure.name == "average_order_value";
    if (!of_orders) measure.value = measure.n = measure.low = measure.high = std::nullopt;
  }
  for (report::Period& period : report.periods) {
    for (Number* count : {&period.start_customers, &period.end_customers, &period.new_customers,
                          &period.retained_customers, &period.returned_customers,
                          &period.retention_rate_article, &period.retention_rate_matched,
                          &period.retention_low, &period.retention_high, &period.churn_rate}) {
      count->reset();
    }
  }
  report.cohorts.rows.clear();
  report.cohorts.average.clear();
}

report::CohortRow make_cohort(const metrics::Cohort& from, PeriodUnit unit, bool priced) {
  report::CohortRow row;
  row.cohort = format_period(from.index, unit);
  row.size = from.size;
  row.too_few = from.too_few;
  for (const metrics::CohortCell& cell : from.cells) {
    const bool seen = cell.state != metrics::CellState::not_observed;
    const auto when_seen = [&](double value) { return seen ? Number(value) : std::nullopt; };
    row.customers.push_back(when_seen(static_cast<double>(cell.customers)));
    row.share.push_back(when_seen(cell.share));
    row.low.push_back(when_seen(cell.low));
    row.high.push_back(when_seen(cell.high));
    row.revenue.push_back(optional_money(seen && priced, cell.revenue));
    row.states.emplace_back(metrics::cell_state_name(cell.state));
  }
  return row;
}

}  // namespace

report::Report assemble(const Dataset& data, const Options& options) {
  const ledger::Orders orders = ledger::settle(data.lines, options.policy);

  report::Report report;
  report.generator = kGenerator;
  report.period = period_unit_name(options.period);
  report.source = make_source(data);
  report.receipt = make_receipt(data, options, orders);

  const auto periods = metrics::compute_periods(orders, options.period);
  for (const auto& period : periods) {
    report.periods.push_back(make_period(period, options.period, orders.has_amounts));
  }
  add_measures(metrics::summarise(orders), {}, report.measures);
  const auto headline = metrics::headline_period(periods, orders, options.period);
  auto present = metrics::period_measures(headline ? periods[*headline] : metrics::Period{});
  if (!headline) {
    for (metrics::Measure& measure : present) {
      measure = {measure.name, measure.unit, {}, {}, {}, {}};
    }
  }
  add_measures(present, headline ? report.periods[*headline].period : std::string(),
               report.measures);

  const auto cohorts = metrics::compute_cohorts(orders, options.cohort_period, options.minimum_n);
  report.cohorts.period = period_unit_name(options.cohort_period);
  report.cohorts.definition = "on";
  report.cohorts.basis = "calendar";
  report.cohorts.minimum_n = options.minimum_n;
  report.cohorts.last_period_complete = cohorts.last_period_complete;
  for (const auto& cohort : cohorts.rows) {
    report.cohorts.rows.push_back(make_cohort(cohort, options.cohort_period, orders.has_amounts));
  }
  report.cohorts.average.assign(cohorts.average.begin(), cohorts.average.end());
  if (cohorts.truncated) {
    report.receipt.warnings.push_back({"cohorts_truncated", cohorts.rows.size(), 0, {}});
  }
  if (!orders.has_customers) leave_customers_out(report);
  return report;
}

}  // namespace dangol::engine
