// The Report: the one result that every face of the product reads (page, mirror, command line,
// module, tests). Plain data, no computation. JSON names are those of `dangol.report/1`.
//
// An empty optional is "not observed" (JSON null). It is never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/experiment.h"
#include "report/value.h"

namespace dangol::report {

struct SourceColumn {
  std::string name;
  std::string role;                   ///< empty = not used (JSON null)
  std::string chosen_by;              ///< "detected" or "user"
  Number confidence;                  ///< of the role, 0 to 1; none where there is no role
  std::vector<std::string> examples;  ///< the first few distinct values, shortened
};

/// One of the files that were read together.
struct SourceFile {
  std::string name;
  uint64_t bytes = 0;
  uint64_t rows_read = 0;
  std::string encoding;
  std::string preset;  ///< empty = none recognised (JSON null)
};

struct Source {
  std::string name;
  uint64_t bytes = 0;
  std::string container;            ///< "xlsx", "zip" or "gzip"; empty = a plain file (JSON null)
  std::string sheet;                ///< of an xlsx file; empty otherwise (JSON null)
  std::vector<std::string> sheets;  ///< those that could be read instead
  std::string encoding;             ///< "utf-8", "euc-kr", ...
  std::string delimiter;            ///< one character
  uint32_t header_row = 0;          ///< 1-based; 0 = the file has no header
  std::string preset;               ///< empty = none recognised (JSON null)
  std::string date_order;           ///< "dmy", "mdy" or "ymd" where dates needed it; empty = null
  std::string date_order_state;  ///< "proven", "chosen" or "assumed" (ask the user); empty = null
  std::string date_example;      ///< a date that can be read in two ways; empty = null
  std::string amount_scope;      ///< "line" or "order"
  std::vector<SourceColumn> columns;
  std::vector<SourceFile> files;  ///< all of them, this one first
};

/// Rows that are not counted, with the reason as a key of assets/strings (`reason.<reason>`).
struct SetAside {
  std::string reason;
  uint64_t rows = 0;
  Number amount;            ///< sum of the readable amounts, major units
  uint64_t first_line = 0;  ///< 1-based line of the first such row; 0 = unknown
  std::string file;         ///< the file of that row where several were read; empty = null
  std::string example;      ///< the offending text of that row, shortened
};

/// Something the reader should know; `warning.<code>` in assets/strings says it.
struct Warning {
  std::string code;
  uint64_t rows = 0;
  uint64_t line = 0;  ///< 1-based line of the first case; 0 = not tied to a line
  std::string detail;
};

/// Rows whose whole content stood in the file before.
struct Duplicates {
  uint64_t rows = 0;
  Number amount;
  uint64_t first_line = 0;
  bool dropped = false;  ///< as the options ask; then they are among the rows set aside
};

/// Order totals that the file repeats on further lines of the order; they count once.
struct RepeatedTotals {
  uint64_t rows = 0;
  Number amount;
};

struct CurrencyPart {
  std::string currency;
  uint64_t rows = 0;
  Number amount;
};

struct Receipt {
  uint64_t rows_read = 0;
  uint64_t rows_used = 0;
  std::vector<SetAside> set_aside;
  /// Sum of every readable amount: revenue + all set_aside amounts + repeated_totals.amount
  Number amount_read;
  Duplicates duplicates;
  RepeatedTotals repeated_totals;
  std::vector<CurrencyPart> currencies;  ///< as the file has them, the counted one first
  bool customers_known = true;  ///< false: no column tells customers apart; orders count alone
  uint64_t orders = 0;
  Number customers;               ///< none where nothing tells customers apart
  Number revenue;                 ///< none where the file holds no amounts
  uint64_t refund_documents = 0;  ///< refunds that name no order
  Number refund_amount;           ///< what those took off the revenue, negative
  uint64_t refund_rows = 0;       ///< rows of those
  uint64_t cancelled_orders = 0;  ///< brought to zero or less by their own refund: no purchases
  uint64_t zero_value_orders = 0;
  std::string first_day;  ///< YYYY-MM-DD; empty = null
  std::string last_day;
  std::string as_of;
  std::string time_zone;  ///< empty = the data's wall clock (null)
  std::string currency;   ///< ISO code; empty = unknown (null)
  std::string identity;   ///< "customer", "email" or "phone": what tells customers apart
  std::string order_key;  ///< "id", "day" or "timestamp"
  std::vector<Warning> warnings;
};

/// A rate or mean with what is needed to judge it.
struct Estimate {
  Number value;
  Number n;    ///< how many it rests on
  Number low;  ///< 95% interval where one is defined
  Number high;
};

struct Measure {
  std::string name;
  Number value;
  Number n;    ///< how many orders or customers the value rests on
  Number low;  ///< 95% interval where one is defined
  Number high;
  Number previous;  ///< one period earlier; only of measures that describe a period
  Number year_ago;
  std::string unit;    ///< "currency", "rate", "orders", "customers", "orders_per_customer"
  std::string period;  ///< the period it describes; empty = the whole file
};

/// Where a period's revenue comes from, set against that of the period before. start + from_new +
/// returned + grown - shrunk - lost + other = end. None in the first period.
struct RevenueBridge {
  Number start;     ///< revenue of the period before
  Number from_new;  ///< customers whose first order falls in this period (JSON: new)
  Number returned;  ///< back after a gap
  Number grown;     ///< bought in both periods, now for more
  Number shrunk;    ///< bought in both, now for less; a positive number
  Number lost;      ///< bought in the period before only; a positive number
  Number other;     ///< refunds of customers who bought in neither, or that name no customer
  Number end;
};

struct Period {
  std::string period;
  bool complete = true;  ///< false where the data ends inside it
  Number start_customers;
  Number end_customers;
  Number new_customers;
  Number retained_customers;
  Number returned_customers;
  Number retention_rate_article;
  Number retention_rate_matched;
  Number retention_low;  ///< Wilson 95% interval of the matched rate
  Number retention_high;
  Number churn_rate;
  Number lost_customers;            ///< start - retained
  Number returning_customer_share;  ///< (end - new) / end
  /// On its last day, by the churn window: see Gaps. They sum to the customers so far.
  Number active_customers;
  Number at_risk_customers;
  Number gone_customers;
  uint64_t orders = 0;
  Number revenue;
  Number revenue_retention_gross;  ///< (start - shrunk - lost) / start over those who bought before
  Number revenue_retention_net;    ///< with what grew added
  RevenueBridge bridge;
};

struct CohortRow {
  std::string cohort;
  uint64_t size = 0;
  bool too_few = false;      ///< size below minimum_n: shares are facts, but too few to judge by
  Number unfinished_column;  ///< the one that rests on a period in which the data end
  std::vector<Number>
      customers;  ///< column k: k periods after the first order; all rows equally long
  std::vector<Number> share;
  std::vector<Number> low;  ///< Wilson 95% interval of the share
  std::vector<Number> high;
  std::vector<Number> n;  ///< who the share is of; the size, but for rolling periods
  std::vector<Number> orders;
  std::vector<Number> revenue;
  std::vector<Number> revenue_per_customer;             ///< of the n
  std::vector<Number> cumulative_revenue_per_customer;  ///< over the columns up to this one
  std::vector<Number> margin;  ///< revenue x margin; empty without a margin
  /// Per column "not_observed", "zero", "too_few" or "value", so that no two of them share a value.
  std::vector<std::string> states;
};

struct Cohorts {
  std::string period;
  std::string definition;         ///< "on", "on_or_after", "bracket" or "cumulative"
  std::string basis;              ///< "calendar" or "rolling"
  std::vector<uint32_t> bracket;  ///< first and last period of the one column of a bracket
  Number rolling_days;            ///< length of a rolling period
  uint32_t minimum_n = 5;
  bool last_period_complete = true;
  std::vector<CohortRow> rows;
  std::vector<Number> average;  ///< weighted by cohort size, over the cohorts where k is observed
  std::vector<Number> average_simple;                ///< each such cohort counts the same
  std::vector<Number> average_revenue_per_customer;  ///< weighted
  std::vector<Number> average_cumulative_revenue_per_customer;  ///< weighted
};

/// Kaplan-Meier: the share for which nothing has happened yet, by days since the first order.
struct SurvivalCurve {
  uint64_t n = 0;
  uint64_t events = 0;
  std::vector<Number> days;      ///< on which something happened; long curves are thinned
  std::vector<Number> survival;  ///< after that day
  std::vector<Number> low;       ///< 95%, Greenwood on the log-log scale
  std::vector<Number> high;
  std::vector<Number> at_risk;
  Number median;           ///< first day with survival <= one half; none where it stays above
  Number restricted_mean;  ///< days up to `horizon`
  Number restricted_mean_error;
  Number horizon;
};

struct LogRank {
  Number chi_squared;
  Number degrees;
  Number p;
};

struct Survival {
  SurvivalCurve second_order;  ///< event: the second order
  SurvivalCurve loss;          ///< event: the churn window passed without an order
};

/// Share of customers with a second order within so many days, of those who are that old.
struct SecondOrder {
  uint32_t days = 0;
  Number value;
  Number n;
  Number low;
  Number high;
};

struct GapBin {
  uint32_t from_day = 0;
  uint32_t to_day = 0;  ///< inclusive
  uint64_t n = 0;
};

/// Days between an order and the next one of the same customer.
struct Gaps {
  uint64_t n = 0;
  uint64_t customers = 0;  ///< with two or more orders
  Number q1;
  Number median;
  Number q3;
  Number p95;
  std::vector<GapBin> bins;
  uint32_t churn_window_days = 365;
  std::string churn_window_from = "default";  ///< "gaps" (their p95), "default" or "chosen"
};

/// The customers who share one value of what the Report is split by.
struct Group {
  std::string name;
  uint64_t customers = 0;
  uint64_t orders = 0;
  Number revenue;
  Number average_order_value;
  Estimate repeat_purchase_rate;
  Estimate second_order_rate;  ///< within `maturity_days`, of those who are that old
  std::vector<Number> share;   ///< by periods since the first order, over all cohorts
  std::vector<Number> n;
  std::vector<Number> low;
  std::vector<Number> high;
  std::vector<std::string> states;
  std::vector<Number> cumulative_revenue_per_customer;
  SurvivalCurve second_order;
  SurvivalCurve loss;
};

struct Groups {
  std::string by;        ///< "product", "channel", "segment", "first_period" or a column's name
  std::string period;    ///< unit of `share`
  uint64_t without = 0;  ///< customers who have no value
  std::vector<Group> groups;  ///< the largest first; the rest together as the last, named ""
  LogRank second_order;
  LogRank loss;
};

/// A named segment; `segment.<name>` and its rule in assets/strings.
struct Segment {
  std::string name;
  uint64_t customers = 0;
  Number share;
  uint64_t orders = 0;
  Number revenue;
  Number revenue_share;
  Number recency_days;        ///< mean days since the last order
  Number frequency;           ///< mean orders
  Number money;               ///< mean revenue
  Number previous_customers;  ///< on `previous_as_of`, by the same rules; none where the data begin
                              ///< later
};

struct Segments {
  std::string as_of;
  std::string previous_as_of;     ///< empty = null
  std::vector<Segment> segments;  ///< every customer is in exactly one
  /// Customers by recency score (rows, 1 to 5) and frequency score (columns): 25 numbers.
  std::vector<uint64_t> grid;
};

/// How unevenly revenue is spread over customers.
struct Concentration {
  uint64_t n = 0;  ///< customers with revenue above zero
  Number top_tenth_share;
  Number gini;
  std::vector<Number> cumulative;  ///< share of the best 0, 1, ... 10 tenths
};

struct ScoreGroup {
  std::string name;
  uint64_t n = 0;
  Number score;
  Number low;
  Number high;
};

/// What promoters, passives and detractors did after they answered.
struct ScoreFollowUp {
  std::string name;  ///< "promoters", "passives" or "detractors"
  Estimate bought;   ///< within `days`, of those who answered at least as long ago
  Number revenue_per_customer;
};

struct Nps {
  uint64_t n = 0;
  uint64_t promoters = 0;
  uint64_t passives = 0;
  uint64_t detractors = 0;
  Number score;  ///< -100 to 100
  Number low;
  Number high;
  std::vector<ScoreGroup> segments;
  uint32_t days = 0;
  std::vector<ScoreFollowUp> afterwards;
};

/// What the file can be split and filtered by.
struct DimensionValue {
  std::string name;
  uint64_t rows = 0;
};
struct Dimension {
  std::string name;  ///< as split_by and filters know it
  uint64_t distinct = 0;
  std::vector<DimensionValue> values;  ///< the most frequent ones
};

struct ColumnFilter {
  std::string name;
  std::vector<std::string> values;
};
/// The filters in force, and what they leave. The receipt is of the whole file.
struct Selection {
  std::string from;  ///< days; empty = null
  std::string to;
  std::string first_order_from;
  std::string first_order_to;
  std::vector<std::string> segment;
  std::vector<ColumnFilter> columns;  ///< product and channel among them
  uint64_t orders = 0;
  uint64_t customers = 0;
  Number revenue;
};

struct Report {
  std::string generator;
  std::string period;  ///< unit of `periods`
  /// Names of the sections that were computed (option `sections`); the members of the others are as
  /// empty as where there are no data.
  std::vector<std::string> sections;
  Source source;
  Receipt receipt;
  std::vector<Measure> measures;
  std::vector<Period> periods;
  Cohorts cohorts;
  std::vector<SecondOrder> second_order;
  Gaps gaps;
  Survival survival;
  Segments segments;
  Concentration concentration;
  std::vector<Dimension> dimensions;
  Groups groups;  ///< empty without options.split_by
  Nps nps;        ///< n = 0 without scores
  Selection selection;
  std::optional<Value> value;    ///< none unless asked for
  std::optional<Models> models;  ///< behind `value`
  /// None unless asked for, or where the data are a table of users
  std::optional<Experiment> experiment;
};

}  // namespace dangol::report
