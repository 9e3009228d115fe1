// The JSON names of the Report's fields, listed once; json.cpp walks this list both to write and to
// read, so the two can never disagree. `visit(name, member)` is called in the order of the schema.
#pragma once

#include <type_traits>

#include "report/report.h"

namespace dangol::report {

/// A text for which "none" is null in JSON, as against one that is always there.
template <typename Text>
struct OrNull {
  Text& text;
};
template <typename Text>
OrNull(Text&) -> OrNull<Text>;

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, SourceColumn>
void visit_fields(Visit& visit, T& column) {
  visit("name", column.name);
  visit("role", OrNull{column.role});
  visit("chosen_by", column.chosen_by);
  visit("confidence", column.confidence);
  visit("examples", column.examples);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, SourceFile>
void visit_fields(Visit& visit, T& file) {
  visit("name", file.name);
  visit("bytes", file.bytes);
  visit("rows_read", file.rows_read);
  visit("encoding", file.encoding);
  visit("preset", OrNull{file.preset});
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Source>
void visit_fields(Visit& visit, T& source) {
  visit("name", source.name);
  visit("bytes", source.bytes);
  visit("container", OrNull{source.container});
  visit("sheet", OrNull{source.sheet});
  visit("sheets", source.sheets);
  visit("encoding", source.encoding);
  visit("delimiter", source.delimiter);
  visit("header_row", source.header_row);
  visit("preset", OrNull{source.preset});
  visit("date_order", OrNull{source.date_order});
  visit("date_order_state", OrNull{source.date_order_state});
  visit("date_example", OrNull{source.date_example});
  visit("amount_scope", source.amount_scope);
  visit("columns", source.columns);
  visit("files", source.files);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, SetAside>
void visit_fields(Visit& visit, T& set_aside) {
  visit("reason", set_aside.reason);
  visit("rows", set_aside.rows);
  visit("amount", set_aside.amount);
  visit("first_line", set_aside.first_line);
  visit("file", OrNull{set_aside.file});
  visit("example", set_aside.example);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Warning>
void visit_fields(Visit& visit, T& warning) {
  visit("code", warning.code);
  visit("rows", warning.rows);
  visit("line", warning.line);
  visit("detail", warning.detail);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Duplicates>
void visit_fields(Visit& visit, T& duplicates) {
  visit("rows", duplicates.rows);
  visit("amount", duplicates.amount);
  visit("first_line", duplicates.first_line);
  visit("dropped", duplicates.dropped);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, RepeatedTotals>
void visit_fields(Visit& visit, T& totals) {
  visit("rows", totals.rows);
  visit("amount", totals.amount);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, CurrencyPart>
void visit_fields(Visit& visit, T& part) {
  visit("currency", OrNull{part.currency});
  visit("rows", part.rows);
  visit("amount", part.amount);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Receipt>
void visit_fields(Visit& visit, T& receipt) {
  visit("rows_read", receipt.rows_read);
  visit("rows_used", receipt.rows_used);
  visit("set_aside", receipt.set_aside);
  visit("amount_read", receipt.amount_read);
  visit("duplicates", receipt.duplicates);
  visit("repeated_totals", receipt.repeated_totals);
  visit("currencies", receipt.currencies);
  visit("customers_known", receipt.customers_known);
  visit("orders", receipt.orders);
  visit("customers", receipt.customers);
  visit("revenue", receipt.revenue);
  visit("refund_documents", receipt.refund_documents);
  visit("refund_amount", receipt.refund_amount);
  visit("refund_rows", receipt.refund_rows);
  visit("cancelled_orders", receipt.cancelled_orders);
  visit("zero_value_orders", receipt.zero_value_orders);
  visit("first_day", OrNull{receipt.first_day});
  visit("last_day", OrNull{receipt.last_day});
  visit("as_of", OrNull{receipt.as_of});
  visit("time_zone", OrNull{receipt.time_zone});
  visit("currency", OrNull{receipt.currency});
  visit("identity", OrNull{receipt.identity});
  visit("order_key", receipt.order_key);
  visit("warnings", receipt.warnings);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Measure>
void visit_fields(Visit& visit, T& measure) {
  visit("value", measure.value);
  visit("n", measure.n);
  visit("low", measure.low);
  visit("high", measure.high);
  visit("unit", measure.unit);
  visit("period", OrNull{measure.period});
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Period>
void visit_fields(Visit& visit, T& period) {
  visit("period", period.period);
  visit("complete", period.complete);
  visit("start_customers", period.start_customers);
  visit("end_customers", period.end_customers);
  visit("new_customers", period.new_customers);
  visit("retained_customers", period.retained_customers);
  visit("returned_customers", period.returned_customers);
  visit("retention_rate_article", period.retention_rate_article);
  visit("retention_rate_matched", period.retention_rate_matched);
  visit("retention_low", period.retention_low);
  visit("retention_high", period.retention_high);
  visit("churn_rate", period.churn_rate);
  visit("orders", period.orders);
  visit("revenue", period.revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, CohortRow>
void visit_fields(Visit& visit, T& row) {
  visit("cohort", row.cohort);
  visit("size", row.size);
  visit("too_few", row.too_few);
  visit("customers", row.customers);
  visit("share", row.share);
  visit("low", row.low);
  visit("high", row.high);
  visit("revenue", row.revenue);
  visit("states", row.states);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Cohorts>
void visit_fields(Visit& visit, T& cohorts) {
  visit("period", cohorts.period);
  visit("definition", cohorts.definition);
  visit("basis", cohorts.basis);
  visit("minimum_n", cohorts.minimum_n);
  visit("last_period_complete", cohorts.last_period_complete);
  visit("rows", cohorts.rows);
  visit("average", cohorts.average);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Report>
void visit_fields(Visit& visit, T& report) {
  visit("generator", report.generator);
  visit("period", report.period);
  visit("source", report.source);
  visit("receipt", report.receipt);
  visit("measures", report.measures);
  visit("periods", report.periods);
  visit("cohorts", report.cohorts);
}

}  // namespace dangol::report
