// Numbers as people write them in shops' files, read exactly and written without a locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace dangol {

/// How a column writes its numbers: `1,234.50` or `1.234,50`. Spaces, no-break spaces and
/// apostrophes between groups are accepted whatever `group` is.
struct NumberFormat {
  char decimal = '.';
  char group = ',';  ///< '\0' = groups are not accepted
};

enum class NumberProblem : uint8_t { none, blank, unreadable, out_of_range };

/// Reads an amount to 1/10,000 of the major unit, exactly. Decimals beyond the fourth round half
/// away from zero and set `rounded` (it is never cleared, so that a column can share one flag).
///
/// Accepts one sign (`-`, `+`, U+2212, U+2013, the triangles `△` and `▲` of Korean accounts) before
/// the number, before or after a currency symbol, or after the number; accounting parentheses; a
/// currency symbol, code or word (`$`, `₩`, `US$`, `KRW`, `원`, `dollars`, ...) before or after; a
/// dash in place of the cents (`12.-`); full-width digits and signs; groups of three, a first group
/// of one to three (two's and three's as in India are accepted too, the last group being three); an
/// exponent (`1.5E+3`). Everything else is `unreadable`: nothing is guessed. `out` changes only
/// with NumberProblem::none. Magnitudes above kMoneyLimit are `out_of_range`. O(size); allocates
/// nothing.
[[nodiscard]] NumberProblem parse_money(std::string_view text, const NumberFormat& format,
                                        Money& out, bool& rounded);

/// `price` x `quantity`, both in 1/10,000, rounded half away from zero; empty when the product
/// exceeds kMoneyLimit.
[[nodiscard]] std::optional<Money> multiply(Money price, Money quantity);

/// Major units with thousands separators: `-1,234.50`. Rounds half away from zero.
/// REQUIRES: decimals <= 4
[[nodiscard]] std::string format_money(MoneySum amount, uint32_t decimals);

/// `1,234,567`.
[[nodiscard]] std::string format_count(uint64_t count);

/// The double in plain decimal notation, `0.5394`, never `-0.00`. Its exact binary value is rounded
/// half away from zero. Not finite: `nan`, `inf`, `-inf`. REQUIRES: decimals <= 9
[[nodiscard]] std::string format_fixed(double value, uint32_t decimals);

}  // namespace dangol
