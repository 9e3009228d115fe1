#include "ledger/identifiers.h"

#include <algorithm>
#include <iterator>

#include "base/utf8.h"

namespace dangol::ledger {

namespace {

constexpr std::string_view kNothing[] = {"NULL", "null", "Null", "(null)", "NaN", "nan",
                                         "\\N",  "#N/A", "N/A",  "None",   "none"};

// Without blanks, hyphens and underscores. Partial refunds and open requests are sales still.
constexpr std::string_view kCancelled[] = {
    "cancelled",   "canceled",   "cancel",   "failed",   "failure",  "refunded", "fullyrefunded",
    "refund",      "voided",     "void",     "declined", "denied",   "rejected", "chargeback",
    "chargedback", "returned",   "취소",     "취소완료", "주문취소", "결제취소", "전체취소",
    "미입금취소",  "입금전취소", "구매취소", "취소처리", "환불",     "환불완료", "전체환불",
    "반품",        "반품완료",   "결제실패", "주문실패"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::string_view clean_id(std::string_view text) {
  if (text.size() > 2 && text.back() == '0' && text[text.size() - 2] == '.') {
    const std::string_view whole = text.substr(0, text.size() - 2);
    if (all_digits(whole)) return whole;
  }
  if (text.size() > 6 || text.size() < 2) return text;
  return std::find(std::begin(kNothing), std::end(kNothing), text) != std::end(kNothing)
             ? std::string_view{}
             : text;
}

bool is_spoiled_id(std::string_view text) {
  if (text.size() < 4 || text.size() > 24 || !is_digit(text.front())) return false;
  const size_t plus = text.find('+', text.size() - 4);  // exponents have up to three digits
  if (plus == std::string_view::npos || plus < 2 || !all_digits(text.substr(plus + 1)))
    return false;
  if (text[plus - 1] != 'E' && text[plus - 1] != 'e') return false;
  const std::string_view digits = text.substr(0, plus - 1);
  return std::all_of(digits.begin(), digits.end(),
                     [](char c) { return is_digit(c) || c == '.' || c == ','; });
}

std::string_view cancelled_number(std::string_view order) {
  if (order.size() < 2 || (order.front() != 'C' && order.front() != 'c')) return {};
  const std::string_view number = order.substr(1);
  return all_digits(number) ? number : std::string_view{};
}

std::string_view phone_digits(std::string_view text, std::string& scratch) {
  scratch.clear();
  std::copy_if(text.begin(), text.end(), std::back_inserter(scratch), is_digit);
  return scratch.size() >= 4 ? std::string_view(scratch) : std::string_view{};
}

bool is_cancelled_status(std::string_view status) {
  if (status.empty() || status.size() > 40) return false;
  std::string scratch;
  std::string word;
  for (const char c : fold_case(status, scratch)) {
    if (c != ' ' && c != '-' && c != '_') word += c;
  }
  return std::find(std::begin(kCancelled), std::end(kCancelled), word) != std::end(kCancelled);
}

}  // namespace dangol::ledger
