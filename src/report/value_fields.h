// The JSON names of the fields of value.h, listed once: see fields.h.
#pragma once

#include "report/fields.h"
#include "report/value.h"

namespace dangol::report {

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Range>
void visit_fields(Visit& visit, T& range) {
  visit("value", range.value);
  visit("low", range.low);
  visit("high", range.high);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Fit>
void visit_fields(Visit& visit, T& fit) {
  visit("model", fit.model);
  visit("parameters", fit.parameters);
  visit("standard_errors", fit.standard_errors);
  visit("log_likelihood", fit.log_likelihood);
  visit("aic", fit.aic);
  visit("bic", fit.bic);
  visit("gradient_norm", fit.gradient_norm);
  visit("hessian_definite", fit.hessian_definite);
  visit("verdict", fit.verdict);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Spend>
void visit_fields(Visit& visit, T& spend) {
  visit_fields(visit, spend.fit);
  visit("customers", spend.customers);
  visit("correlation", spend.correlation);
  visit("mean", spend.mean);
  visit("used", spend.used);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, HoldoutPeriod>
void visit_fields(Visit& visit, T& holdout_period) {
  visit("period", holdout_period.period);
  visit("actual", holdout_period.actual);
  visit("predicted", holdout_period.predicted);
  visit("cumulative_actual", holdout_period.cumulative_actual);
  visit("cumulative_predicted", holdout_period.cumulative_predicted);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, HoldoutBin>
void visit_fields(Visit& visit, T& holdout_bin) {
  visit("frequency", holdout_bin.frequency);
  visit("customers", holdout_bin.customers);
  visit("actual", holdout_bin.actual);
  visit("predicted", holdout_bin.predicted);
  visit("naive", holdout_bin.naive);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Holdout>
void visit_fields(Visit& visit, T& holdout) {
  visit("calibration_end", holdout.calibration_end);
  visit("end", holdout.end);
  visit("customers", holdout.customers);
  visit("fit", holdout.fit);
  visit("actual", holdout.actual);
  visit("predicted", holdout.predicted);
  visit("periods", holdout.periods);
  visit("bins", holdout.bins);
  visit("bias", holdout.bias);
  visit("mean_absolute_error", holdout.mean_absolute_error);
  visit("naive_bias", holdout.naive_bias);
  visit("naive_mean_absolute_error", holdout.naive_mean_absolute_error);
  visit("believe", holdout.believe);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Occasions>
void visit_fields(Visit& visit, T& occasions) {
  visit("period", occasions.period);
  visit("customers", occasions.customers);
  visit("fit", occasions.fit);
  visit("alive", occasions.alive);
  visit("expected", occasions.expected);
  visit("expected_new", occasions.expected_new);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Models>
void visit_fields(Visit& visit, T& models) {
  visit("unit", models.unit);
  visit("merge", models.merge);
  visit("first_order_in_money", models.first_order_in_money);
  visit("as_of", models.as_of);
  visit("acquired_from", OrNull{models.acquired_from});
  visit("acquired_to", OrNull{models.acquired_to});
  visit("customers", models.customers);
  visit("repeat_customers", models.repeat_customers);
  visit("days", models.days);
  visit("verdict", models.verdict);
  visit("reasons", models.reasons);
  visit("fits", models.fits);
  visit("chosen", OrNull{models.chosen});
  visit("spend", models.spend);
  visit("holdout", models.holdout);
  visit("occasions", models.occasions);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ArticleLine>
void visit_fields(Visit& visit, T& article_line) {
  visit("years_from", article_line.years_from);
  visit("years", article_line.years);
  visit("revenue", article_line.revenue);
  visit("margin", article_line.margin);
  visit("reason", OrNull{article_line.reason});
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ArticleValue>
void visit_fields(Visit& visit, T& article_value) {
  visit("average_order_value", article_value.average_order_value);
  visit("orders_per_year", article_value.orders_per_year);
  visit("churn_rate", article_value.churn_rate);
  visit("lines", article_value.lines);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, HistoricAge>
void visit_fields(Visit& visit, T& historic_age) {
  visit("age", historic_age.age);
  visit("customers", historic_age.customers);
  visit("mean", historic_age.mean);
  visit("low", historic_age.low);
  visit("high", historic_age.high);
  visit("median", historic_age.median);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, HistoricCohort>
void visit_fields(Visit& visit, T& historic_cohort) {
  visit("cohort", historic_cohort.cohort);
  visit("size", historic_cohort.size);
  visit("revenue_per_customer", historic_cohort.revenue_per_customer);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, HistoricValue>
void visit_fields(Visit& visit, T& historic_value) {
  visit("ages", historic_value.ages);
  visit("period", historic_value.period);
  visit("cohorts", historic_value.cohorts);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ValueMonth>
void visit_fields(Visit& visit, T& value_month) {
  visit("month", value_month.month);
  visit("revenue", value_month.revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, OrderShare>
void visit_fields(Visit& visit, T& order_share) {
  visit("orders", order_share.orders);
  visit("share", order_share.share);
  visit("observed", order_share.observed);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, NewCustomer>
void visit_fields(Visit& visit, T& new_customer) {
  visit("revenue", new_customer.revenue);
  visit("margin", new_customer.margin);
  visit("first_order_value", new_customer.first_order_value);
  visit("order_value", new_customer.order_value);
  visit("p_repeat", new_customer.p_repeat);
  visit("repeat_orders", new_customer.repeat_orders);
  visit("orders", new_customer.orders);
  visit("observed_customers", new_customer.observed_customers);
  visit("months", new_customer.months);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, BaseValue>
void visit_fields(Visit& visit, T& base_value) {
  visit("customers", base_value.customers);
  visit("alive", base_value.alive);
  visit("orders", base_value.orders);
  visit("revenue", base_value.revenue);
  visit("margin", base_value.margin);
  visit("residual_orders", base_value.residual_orders);
  visit("residual_revenue", base_value.residual_revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ValueGroup>
void visit_fields(Visit& visit, T& value_group) {
  visit("name", value_group.name);
  visit("customers", value_group.customers);
  visit("alive", value_group.alive);
  visit("orders", value_group.orders);
  visit("revenue", value_group.revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ValueGroups>
void visit_fields(Visit& visit, T& value_groups) {
  visit("by", value_groups.by);
  visit("rows", value_groups.rows);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, ValueGrid>
void visit_fields(Visit& visit, T& value_grid) {
  visit("recency", value_grid.recency);
  visit("frequency", value_grid.frequency);
  visit("p_alive", value_grid.p_alive);
  visit("orders", value_grid.orders);
  visit("customers", value_grid.customers);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, BuyerBand>
void visit_fields(Visit& visit, T& buyer_band) {
  visit("p_alive_from", buyer_band.p_alive_from);
  visit("p_alive_to", buyer_band.p_alive_to);
  visit("customers", buyer_band.customers);
  visit("orders", buyer_band.orders);
  visit("revenue", buyer_band.revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Worry>
void visit_fields(Visit& visit, T& worry) {
  visit("customers", worry.customers);
  visit("past_revenue", worry.past_revenue);
  visit("expected_revenue", worry.expected_revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Likely>
void visit_fields(Visit& visit, T& likely) {
  visit("customers", likely.customers);
  visit("orders", likely.orders);
  visit("revenue", likely.revenue);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, OneTimeBuyers>
void visit_fields(Visit& visit, T& one_time_buyers) {
  visit("customers", one_time_buyers.customers);
  visit("share", one_time_buyers.share);
  visit("alive", one_time_buyers.alive);
  visit("buy_again", one_time_buyers.buy_again);
}

template <typename Visit, typename T>
requires std::is_same_v<std::remove_const_t<T>, Value>
void visit_fields(Visit& visit, T& value) {
  visit("horizon_months", value.horizon_months);
  visit("discount_rate", value.discount_rate);
  visit("margin", value.margin);
  visit("acquisition_cost", value.acquisition_cost);
  visit("article", value.article);
  visit("historic", value.historic);
  visit("new_customer", value.new_customer);
  visit("base", value.base);
  visit("groups", value.groups);
  visit("grid", value.grid);
  visit("buyers", value.buyers);
  visit("worry", value.worry);
  visit("likely", value.likely);
  visit("one_time", value.one_time);
  visit("ltv_to_cac", value.ltv_to_cac);
  visit("payback_months", value.payback_months);
}

}  // namespace dangol::report
