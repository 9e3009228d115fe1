// What cells that name something come down to: customers, orders, states and kinds of a row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dangol::ledger {

/// Empty for the words that stand for "nothing" (NULL, NaN, \N, ...); `17850.0` becomes `17850`, as
/// a program that took the numbers for decimals left them.
[[nodiscard]] std::string_view clean_id(std::string_view text);

/// `2.34E+17`: a spreadsheet kept three digits of eighteen.
[[nodiscard]] bool is_spoiled_id(std::string_view text);

/// Whether a customer cell says that nobody is named: `-`, `guest`, `비회원`, `(none)`, `walk-in`.
[[nodiscard]] bool is_nobody(std::string_view text);

/// The number of the order that a cancellation document names: `C536379` -> `536379`. Empty for
/// every other order number.
[[nodiscard]] std::string_view cancelled_number(std::string_view order);

/// Whether the text is an address that email_key() leaves as it is, and no word that names nobody.
/// False for some that are. O(size / 8)
[[nodiscard]] bool is_plain_address(std::string_view text);

/// An e-mail address without blanks and capitals; in `scratch` where it had some.
[[nodiscard]] std::string_view email_key(std::string_view text, std::string& scratch);

/// The digits of a phone number, in `scratch`; empty for fewer than four. Korea's country code
/// gives way to the zero that it stands for (`+82 10-1234-5678` and `82 (0)10...` are
/// `01012345678`), as does a mobile number whose zero a spreadsheet took (`1012345678`).
[[nodiscard]] std::string_view phone_digits(std::string_view text, std::string& scratch);

/// What a status says about the money of its row.
enum class Status : uint8_t {
  plain,      ///< paid, shipped, partly refunded, a refund asked for, ...
  cancelled,  ///< cancelled as a whole
  refunded,   ///< given back as a whole: refunded, returned, charged back
  refund,     ///< the noun: a row that is the giving back
  failed,     ///< no money ever moved: failed, declined, voided, expired
  pending     ///< not yet, which matters in a list of payments: pending, held
};
[[nodiscard]] Status judge_status(std::string_view text);

/// Whether the cell of a column such as `Cancelled at`, 취소여부 or 취소사유 says that its row was
/// cancelled: not blank, no word for "no", no exchange and no part of an order.
[[nodiscard]] bool says_cancelled(std::string_view text);

/// What kind of row a payment service names.
enum class Event : uint8_t { sale, refund, not_a_sale };
/// Money that moves without a sale (withdrawals, holds, authorisations, conversions, transfers,
/// deposits, fees) is no sale; everything unknown is one.
[[nodiscard]] Event judge_event(std::string_view text);

}  // namespace dangol::ledger
