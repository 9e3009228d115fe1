// How many customers of a cohort were left, as people type and paste it: counts or shares, down a
// column or along a row, with or without the number of the period beside them.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"

namespace dangol::engine {

/// Where the number of customers at the start comes from.
enum class Base : uint8_t {
  counted,  ///< it is the first number
  typed,    ///< shares were given, and the number beside them
  assumed,  ///< shares were given, and nothing beside them
};

/// Customers at the start and after each period: at least three, above zero, never rising. Shares
/// become fractions of customers.
struct Retained {
  std::vector<double> customers;
  Base base = Base::counted;
};

/// One number as given: `of_hundred` = it had a percent sign.
struct RetainedNumber {
  double value = 0;
  bool of_hundred = false;
};

/// How many customers shares are taken to be of, when nothing says.
inline constexpr double kAssumedCustomers = 1000;

/// What numbers mean. Shares are: numbers with a percent sign (after a count, shares of it),
/// numbers from 1 down, and numbers from 100 down where there are decimals or `typed_customers` > 0
/// says of how many. A start of 100% that is left away is added. Errors: retained_missing,
/// retained_mixed (some with a percent sign, some without), retained_too_few (`detail`: how many),
/// retained_too_many, retained_zero, retained_rising
/// (`detail`: "869, 900"), retained_nobody_lost.
[[nodiscard]] Result<Retained> retained_of(std::vector<RetainedNumber> numbers,
                                           double typed_customers);

/// Reads a text: numbers apart by line ends, tabs, spaces, semicolons or commas. Commas and points
/// within a number are taken for thousands or decimals where only one reading makes sense. A first
/// line without digits is left away, and so are numbers of periods (0, 1, 2, ... or 1, 2, 3, ...)
/// that stand before each number or in a first line. Errors: as above; retained_not_number
/// (`detail`: the text), retained_ambiguous.
[[nodiscard]] Result<Retained> read_retained(std::string_view text, double typed_customers);

}  // namespace dangol::engine
