// The Report: the one result that every face of the product reads (page, mirror, command line,
// module, tests). Plain data, no computation. JSON names are those of `dangol.report/1`.
//
// An empty optional is "not observed" (JSON null). It is never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dangol::report {

using Number = std::optional<double>;

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

struct Measure {
  std::string name;
  Number value;
  Number n;    ///< how many orders or customers the value rests on
  Number low;  ///< 95% interval where one is defined
  Number high;
  std::string unit;    ///< "currency", "rate", "orders", "customers", "orders_per_customer"
  std::string period;  ///< the period it describes; empty = the whole file
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
  uint64_t orders = 0;
  Number revenue;
};

struct CohortRow {
  std::string cohort;
  uint64_t size = 0;
  bool too_few = false;  ///< size below minimum_n: shares are facts, but too few to judge by
  std::vector<Number>
      customers;  ///< column k: k periods after the first order; all rows equally long
  std::vector<Number> share;
  std::vector<Number> low;  ///< Wilson 95% interval of the share
  std::vector<Number> high;
  std::vector<Number> revenue;
  /// Per column "not_observed", "zero", "too_few" or "value", so that no two of them share a value.
  std::vector<std::string> states;
};

struct Cohorts {
  std::string period;
  std::string definition;
  std::string basis;
  uint32_t minimum_n = 5;
  bool last_period_complete = true;
  std::vector<CohortRow> rows;
  std::vector<Number> average;  ///< weighted by cohort size, over the cohorts where k is observed
};

struct Report {
  std::string generator;
  std::string period;  ///< unit of `periods`
  Source source;
  Receipt receipt;
  std::vector<Measure> measures;
  std::vector<Period> periods;
  Cohorts cohorts;
};

}  // namespace dangol::report
