// What customers are worth, in the Report: the formula of the articles, what was observed, and what
// a customer-base model expects. Apart from report.h, because few Reports ask for it.
//
// An empty optional is "not observed" or "cannot be told" (JSON null). It is never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dangol::report {

using Number = std::optional<double>;

/// A number with its 95% interval.
struct Range {
  Number value;
  Number low;
  Number high;
};

/// A letter of a paper, and its value. A list of them is one JSON object.
struct Parameter {
  std::string name;
  Number value;
};

/// One model's maximum-likelihood fit.
struct Fit {
  std::string model;  ///< "nbd", "pareto_nbd", "bg_nbd", "mbg_nbd" or "gamma_gamma"
  std::vector<Parameter> parameters;
  std::vector<Parameter> standard_errors;
  Number log_likelihood;
  Number aic;
  Number bic;
  Number gradient_norm;  ///< by the logarithms of the parameters
  bool hessian_definite = false;
  /// "fine", "no_dropout", "heterogeneity_not_told", "not_converged" or "too_few"
  std::string verdict;
};

/// The value of an order of one customer against another's.
struct Spend {
  Fit fit;                 ///< gamma_gamma; its members stand among these in JSON
  uint64_t customers = 0;  ///< who have repeat orders of more than nothing
  Number correlation;      ///< of the number of repeat orders and their mean value
  Number mean;             ///< expected value of an order of a customer of whom nothing is known
  std::string used;  ///< "gamma_gamma", or "mean" where that is refused: every order is `mean`
};

struct HoldoutPeriod {
  std::string period;  ///< its first day
  Number actual;       ///< repeat orders
  Number predicted;
  Number cumulative_actual;
  Number cumulative_predicted;
};

/// Customers by their repeat orders before the split: orders after it, in the mean.
struct HoldoutBin {
  std::string frequency;  ///< "0", "1", ... or "7+"
  uint64_t customers = 0;
  Number actual;
  Number predicted;
  Number naive;  ///< as often as before
};

/// The model of the first part of the data against what then happened.
struct Holdout {
  std::string calibration_end;  ///< YYYY-MM-DD
  std::string end;
  uint64_t customers = 0;  ///< who bought before the split
  Fit fit;                 ///< on the first part
  Number actual;           ///< orders after the split
  Number predicted;
  std::vector<HoldoutPeriod> periods;
  std::vector<HoldoutBin> bins;
  Number bias;                 ///< predicted / actual - 1
  Number mean_absolute_error;  ///< orders, of a customer
  Number naive_bias;
  Number naive_mean_absolute_error;
  std::string believe;  ///< "yes", "roughly" or "no"
};

/// The BG/BB: a calendar month is an occasion to buy, taken or not.
struct Occasions {
  std::string period = "month";
  uint64_t customers = 0;  ///< with a complete month after their first
  Fit fit;                 ///< does not compare with the fits of purchase times
  Number alive;            ///< customers who are there in the next month
  Number expected;         ///< months with an order within the horizon, of all customers
  Number expected_new;     ///< the same of a customer after their first month
};

struct Models {
  std::string unit;           ///< of time in the parameters: "day", "week" or "month"
  std::string merge = "day";  ///< orders of one day are one
  bool first_order_in_money = false;
  std::string as_of;
  std::string acquired_from;  ///< first orders that count; empty = all (JSON null)
  std::string acquired_to;
  uint64_t customers = 0;
  uint64_t repeat_customers = 0;
  uint64_t days = 0;    ///< from the first order to the as-of day
  std::string verdict;  ///< "fine", "weak" (shown with a warning) or "refused" (no predictions)
  std::vector<std::string> reasons;  ///< warning.<reason> in assets/strings
  std::vector<Fit> fits;
  std::string chosen;  ///< the model behind the predictions; empty = none (JSON null)
  std::optional<Spend> spend;
  std::optional<Holdout> holdout;
  std::optional<Occasions> occasions;
};

/// The formula of the articles, with one of the ways to get the years.
struct ArticleLine {
  std::string years_from;  ///< "observed", "churn" or "typed"
  Number years;
  Number revenue;
  Number margin;
  std::string reason;  ///< why there is none: "no_churn", "too_young", "not_typed"; empty = null
};

struct ArticleValue {
  Number average_order_value;
  Number orders_per_year;  ///< of a customer
  Number churn_rate;       ///< a year
  std::vector<ArticleLine> lines;
};

/// Revenue of a customer up to an age, over those who are that old.
struct HistoricAge {
  uint32_t age = 0;  ///< whole months since the first order; 0 = its day
  uint64_t customers = 0;
  Number mean;
  Number low;
  Number high;
  Number median;
};

struct HistoricCohort {
  std::string cohort;
  uint64_t size = 0;
  std::vector<Number> revenue_per_customer;  ///< by the ages; null where not all are that old
};

struct HistoricValue {
  std::vector<HistoricAge> ages;
  std::string period;  ///< of the cohorts
  std::vector<HistoricCohort> cohorts;
};

struct ValueMonth {
  uint32_t month = 0;  ///< after this many; 0 = the first order alone
  Range revenue;
};

/// So many repeat orders within the horizon.
struct OrderShare {
  std::string orders;  ///< "0", "1", ... or "6+"
  Number share;        ///< the probability of a new customer
  Number observed;     ///< share of the customers whom this is known of
};

/// What a customer who buys for the first time brings within the horizon, the first order included.
struct NewCustomer {
  Range revenue;
  Range margin;
  Number first_order_value;
  Number order_value;   ///< expected, of a repeat order
  Range p_repeat;       ///< that there is one
  Range repeat_orders;  ///< expected number
  std::vector<OrderShare> orders;
  uint64_t observed_customers = 0;  ///< whose first order is a horizon ago or longer
  std::vector<ValueMonth> months;   ///< revenue so far, discounted
};

/// What the customers of today will buy within the horizon.
struct BaseValue {
  uint64_t customers = 0;
  Range alive;
  Range orders;
  Range revenue;  ///< discounted, as is the margin
  Range margin;
  Number residual_orders;  ///< discounted, without horizon; where the model has a closed form
  Number residual_revenue;
};

struct ValueGroup {
  std::string name;
  uint64_t customers = 0;
  Number alive;
  Number orders;
  Range revenue;
};

struct ValueGroups {
  std::string by;  ///< "first_period", "segment", "channel"
  std::vector<ValueGroup> rows;
};

/// Customers by months since the last order (rows) and number of orders (columns).
struct ValueGrid {
  std::vector<uint32_t> recency;             ///< lower ends of the rows, in months
  std::vector<uint32_t> frequency;           ///< lower ends of the columns, in orders
  std::vector<std::vector<Number>> p_alive;  ///< means; null where nobody is
  std::vector<std::vector<Number>> orders;
  std::vector<std::vector<Number>> customers;
};

struct BuyerBand {
  double p_alive_from = 0;
  double p_alive_to = 0;
  uint64_t customers = 0;
  Number orders;
  Number revenue;
};

/// Customers among the best fifth by past revenue who are more likely gone than not.
struct Worry {
  uint64_t customers = 0;
  Number past_revenue;
  Number expected_revenue;
};

/// Customers who are more likely to buy within the horizon than not.
struct Likely {
  uint64_t customers = 0;
  Number orders;
  Number revenue;
};

struct OneTimeBuyers {
  uint64_t customers = 0;
  Number share;
  Number alive;
  Number buy_again;  ///< how many of them, within the horizon
};

struct Value {
  uint32_t horizon_months = 12;
  double discount_rate = 0;  ///< a year
  Number margin;
  Number acquisition_cost;  ///< of one customer, as typed
  ArticleValue article;
  HistoricValue historic;
  std::optional<NewCustomer> new_customer;  ///< this and what follows: none without a model
  std::optional<BaseValue> base;
  std::vector<ValueGroups> groups;
  std::optional<ValueGrid> grid;
  std::vector<BuyerBand> buyers;  ///< empty where dropout cannot be told
  std::optional<Worry> worry;     ///< none where dropout cannot be told
  std::optional<Likely> likely;
  std::optional<OneTimeBuyers> one_time;
  Range ltv_to_cac;
  Number payback_months;  ///< null also where the horizon ends before
};

}  // namespace dangol::report
