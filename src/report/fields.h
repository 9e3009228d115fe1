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
requires std::is_same_v<std::remove_const_t<T>, Estimate>
void visit_fields(Visit& visit, T& estimate) {
  visit("value", estimate.value);
  visit("n", estimate.n);
  visit("low", estimate.low);
  visit("high", estimate.high);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Measure>
void visit_fields(Visit& visit, T& measure) {
  visit("value", measure.value);
  visit("n", measure.n);
  visit("low", measure.low);
  visit("high", measure.high);
  visit("previous", measure.previous);
  visit("year_ago", measure.year_ago);
  visit("unit", measure.unit);
  visit("period", OrNull{measure.period});
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, RevenueBridge>
void visit_fields(Visit& visit, T& bridge) {
  visit("start", bridge.start);
  visit("new", bridge.from_new);
  visit("returned", bridge.returned);
  visit("grown", bridge.grown);
  visit("shrunk", bridge.shrunk);
  visit("lost", bridge.lost);
  visit("other", bridge.other);
  visit("end", bridge.end);
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
  visit("lost_customers", period.lost_customers);
  visit("returning_customer_share", period.returning_customer_share);
  visit("active_customers", period.active_customers);
  visit("at_risk_customers", period.at_risk_customers);
  visit("gone_customers", period.gone_customers);
  visit("orders", period.orders);
  visit("revenue", period.revenue);
  visit("revenue_retention_gross", period.revenue_retention_gross);
  visit("revenue_retention_net", period.revenue_retention_net);
  visit("bridge", period.bridge);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, CohortRow>
void visit_fields(Visit& visit, T& row) {
  visit("cohort", row.cohort);
  visit("size", row.size);
  visit("too_few", row.too_few);
  visit("unfinished_column", row.unfinished_column);
  visit("customers", row.customers);
  visit("share", row.share);
  visit("low", row.low);
  visit("high", row.high);
  visit("n", row.n);
  visit("orders", row.orders);
  visit("revenue", row.revenue);
  visit("revenue_per_customer", row.revenue_per_customer);
  visit("cumulative_revenue_per_customer", row.cumulative_revenue_per_customer);
  visit("margin", row.margin);
  visit("states", row.states);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Cohorts>
void visit_fields(Visit& visit, T& cohorts) {
  visit("period", cohorts.period);
  visit("definition", cohorts.definition);
  visit("basis", cohorts.basis);
  visit("bracket", cohorts.bracket);
  visit("rolling_days", cohorts.rolling_days);
  visit("minimum_n", cohorts.minimum_n);
  visit("last_period_complete", cohorts.last_period_complete);
  visit("rows", cohorts.rows);
  visit("average", cohorts.average);
  visit("average_simple", cohorts.average_simple);
  visit("average_revenue_per_customer", cohorts.average_revenue_per_customer);
  visit("average_cumulative_revenue_per_customer", cohorts.average_cumulative_revenue_per_customer);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, SurvivalCurve>
void visit_fields(Visit& visit, T& curve) {
  visit("n", curve.n);
  visit("events", curve.events);
  visit("days", curve.days);
  visit("survival", curve.survival);
  visit("low", curve.low);
  visit("high", curve.high);
  visit("at_risk", curve.at_risk);
  visit("median", curve.median);
  visit("restricted_mean", curve.restricted_mean);
  visit("restricted_mean_error", curve.restricted_mean_error);
  visit("horizon", curve.horizon);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, LogRank>
void visit_fields(Visit& visit, T& test) {
  visit("chi_squared", test.chi_squared);
  visit("degrees", test.degrees);
  visit("p", test.p);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Survival>
void visit_fields(Visit& visit, T& survival) {
  visit("second_order", survival.second_order);
  visit("loss", survival.loss);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, SecondOrder>
void visit_fields(Visit& visit, T& point) {
  visit("days", point.days);
  visit("value", point.value);
  visit("n", point.n);
  visit("low", point.low);
  visit("high", point.high);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, GapBin>
void visit_fields(Visit& visit, T& bin) {
  visit("from_day", bin.from_day);
  visit("to_day", bin.to_day);
  visit("n", bin.n);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Gaps>
void visit_fields(Visit& visit, T& gaps) {
  visit("n", gaps.n);
  visit("customers", gaps.customers);
  visit("q1", gaps.q1);
  visit("median", gaps.median);
  visit("q3", gaps.q3);
  visit("p95", gaps.p95);
  visit("bins", gaps.bins);
  visit("churn_window_days", gaps.churn_window_days);
  visit("churn_window_from", gaps.churn_window_from);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Group>
void visit_fields(Visit& visit, T& group) {
  visit("name", group.name);
  visit("customers", group.customers);
  visit("orders", group.orders);
  visit("revenue", group.revenue);
  visit("average_order_value", group.average_order_value);
  visit("repeat_purchase_rate", group.repeat_purchase_rate);
  visit("second_order_rate", group.second_order_rate);
  visit("share", group.share);
  visit("n", group.n);
  visit("low", group.low);
  visit("high", group.high);
  visit("states", group.states);
  visit("cumulative_revenue_per_customer", group.cumulative_revenue_per_customer);
  visit("second_order", group.second_order);
  visit("loss", group.loss);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Groups>
void visit_fields(Visit& visit, T& groups) {
  visit("by", OrNull{groups.by});
  visit("period", OrNull{groups.period});
  visit("without", groups.without);
  visit("groups", groups.groups);
  visit("second_order", groups.second_order);
  visit("loss", groups.loss);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Segment>
void visit_fields(Visit& visit, T& segment) {
  visit("name", segment.name);
  visit("customers", segment.customers);
  visit("share", segment.share);
  visit("orders", segment.orders);
  visit("revenue", segment.revenue);
  visit("revenue_share", segment.revenue_share);
  visit("recency_days", segment.recency_days);
  visit("frequency", segment.frequency);
  visit("money", segment.money);
  visit("previous_customers", segment.previous_customers);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Segments>
void visit_fields(Visit& visit, T& segments) {
  visit("as_of", OrNull{segments.as_of});
  visit("previous_as_of", OrNull{segments.previous_as_of});
  visit("segments", segments.segments);
  visit("grid", segments.grid);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Concentration>
void visit_fields(Visit& visit, T& concentration) {
  visit("n", concentration.n);
  visit("top_tenth_share", concentration.top_tenth_share);
  visit("gini", concentration.gini);
  visit("cumulative", concentration.cumulative);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ScoreGroup>
void visit_fields(Visit& visit, T& group) {
  visit("name", group.name);
  visit("n", group.n);
  visit("score", group.score);
  visit("low", group.low);
  visit("high", group.high);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ScoreFollowUp>
void visit_fields(Visit& visit, T& row) {
  visit("name", row.name);
  visit("bought", row.bought);
  visit("revenue_per_customer", row.revenue_per_customer);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Nps>
void visit_fields(Visit& visit, T& nps) {
  visit("n", nps.n);
  visit("promoters", nps.promoters);
  visit("passives", nps.passives);
  visit("detractors", nps.detractors);
  visit("score", nps.score);
  visit("low", nps.low);
  visit("high", nps.high);
  visit("segments", nps.segments);
  visit("days", nps.days);
  visit("afterwards", nps.afterwards);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, DimensionValue>
void visit_fields(Visit& visit, T& value) {
  visit("name", value.name);
  visit("rows", value.rows);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Dimension>
void visit_fields(Visit& visit, T& dimension) {
  visit("name", dimension.name);
  visit("distinct", dimension.distinct);
  visit("values", dimension.values);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ColumnFilter>
void visit_fields(Visit& visit, T& filter) {
  visit("name", filter.name);
  visit("values", filter.values);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Selection>
void visit_fields(Visit& visit, T& selection) {
  visit("from", OrNull{selection.from});
  visit("to", OrNull{selection.to});
  visit("first_order_from", OrNull{selection.first_order_from});
  visit("first_order_to", OrNull{selection.first_order_to});
  visit("segment", selection.segment);
  visit("columns", selection.columns);
  visit("orders", selection.orders);
  visit("customers", selection.customers);
  visit("revenue", selection.revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Report>
void visit_fields(Visit& visit, T& report) {
  visit("generator", report.generator);
  visit("period", report.period);
  visit("sections", report.sections);
  visit("source", report.source);
  visit("receipt", report.receipt);
  visit("measures", report.measures);
  visit("periods", report.periods);
  visit("cohorts", report.cohorts);
  visit("second_order", report.second_order);
  visit("gaps", report.gaps);
  visit("survival", report.survival);
  visit("segments", report.segments);
  visit("concentration", report.concentration);
  visit("dimensions", report.dimensions);
  visit("groups", report.groups);
  visit("nps", report.nps);
  visit("selection", report.selection);
  visit("value", report.value);
  visit("models", report.models);
  visit("experiment", report.experiment);
}

}  // namespace dangol::report
