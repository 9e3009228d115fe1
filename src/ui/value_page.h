// What the Value view is told besides the Report: rows of its customer table and the projection of
// a typed retention table (web/value.js fetches both), and what the view itself remembers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dangol::ui {

struct ValueCustomer {
  using Number = std::optional<double>;

  std::string name;
  std::string last_order;
  Number orders;
  Number revenue;
  Number p_alive;
  Number expected_orders;
  Number expected_low;
  Number expected_high;
  Number worth;  ///< expected within the horizon, discounted
};

/// A point of the retention table's projection; periods count from the first one, which all see.
struct ValueSurvival {
  uint32_t period = 0;
  std::optional<double> observed;
  std::optional<double> sbg;
  std::optional<double> bdw;
  std::optional<double> low;  ///< of the chosen model
  std::optional<double> high;
  std::optional<double> left;  ///< customers: as observed, then of those who are here now
};

struct ValueFit {
  std::string model;
  std::string parameters;  ///< "alpha 0.668, beta 3.806"
  std::optional<double> log_likelihood;
  std::optional<double> bic;
};

/// What the page sends.
struct ValuePage {
  std::string sort;
  bool descending = true;
  bool busy = false;  ///< the rows are on their way
  double total = 0;   ///< customers that the rows were taken from
  std::vector<ValueCustomer> customers;

  std::string contract_text;     ///< as typed or pasted; semicolons where lines ended
  std::string contract_rate;     ///< per cent a year, as typed
  std::string contract_period;   ///< "week", "month", "quarter" or "year"
  std::string contract_problem;  ///< a sentence; empty = none
  bool assumed = false;          ///< shares were given, and no number of customers
  std::string chosen;            ///< "sbg" or "bdw"
  std::vector<ValueFit> fits;
  std::vector<ValueSurvival> survival;
  double ahead = 0;                  ///< periods
  std::optional<double> periods;     ///< that who is still there will pay for within those
  std::optional<double> discounted;  ///< and without end, at the rate
  std::optional<double> discounted_low;
  std::optional<double> discounted_high;
};
void read_value_page(std::string_view json, ValuePage& page);

/// What the view remembers between frames.
struct ValueChoices {
  bool per_period = false;   ///< the holdout's periods in place of their sum
  bool grid_orders = false;  ///< expected orders in the grid in place of who still buys
  bool how_open = false;     ///< the table of fits
  std::string group;         ///< by what the base is split
  // As typed; empty = what is in force.
  std::string rate_text;
  std::string margin_text;
  std::string cost_text;
  std::string years_text;

  void forget_typed() {
    for (std::string* text : {&rate_text, &margin_text, &cost_text, &years_text}) text->clear();
  }
};

}  // namespace dangol::ui
