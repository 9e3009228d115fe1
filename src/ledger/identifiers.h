// What cells that name something come down to: customers, orders, states of an order.
#pragma once

#include <string>
#include <string_view>

namespace dangol::ledger {

/// Empty for the words that stand for "nothing" (NULL, NaN, \N, ...); `17850.0` becomes `17850`, as
/// a program that took the numbers for decimals left them.
[[nodiscard]] std::string_view clean_id(std::string_view text);

/// `2.34E+17`: a spreadsheet kept three digits of eighteen.
[[nodiscard]] bool is_spoiled_id(std::string_view text);

/// The number of the order that a cancellation document names: `C536379` -> `536379`. Empty for
/// every other order number.
[[nodiscard]] std::string_view cancelled_number(std::string_view order);

/// The digits of a phone number, in `scratch`; empty for fewer than four.
[[nodiscard]] std::string_view phone_digits(std::string_view text, std::string& scratch);

/// Whether a status says that no money was made: cancelled, failed, voided or wholly refunded.
[[nodiscard]] bool is_cancelled_status(std::string_view status);

}  // namespace dangol::ledger
