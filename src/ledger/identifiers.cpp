#include "ledger/identifiers.h"

#include <algorithm>
#include <iterator>

#include "base/bytes.h"
#include "base/utf8.h"

namespace dangol::ledger {

namespace {

constexpr std::string_view kNothing[] = {"NULL", "null", "Null", "(null)", "NaN", "nan",
                                         "\\N",  "#N/A", "N/A",  "None",   "none"};

// Word lists: lower case, without blanks, hyphens and underscores; each word between two bars.
// Partial refunds and open requests are sales still.
constexpr std::string_view kCancelled =
    "|cancelled|canceled|cancel|cancellation|취소|취소완료|취소됨|취소처리|주문취소|결제취소|"
    "전체취소"
    "|구매취소|판매취소|직권취소|자동취소|미입금취소|미결제취소|입금전취소"
    "|annulé|annulée|storniert|cancelado|cancelada|annullato|geannuleerd|キャンセル|"
    "キャンセル済み|";
constexpr std::string_view kRefunded =
    "|refunded|fullyrefunded|chargeback|chargedback|returned|reversed"
    "|환불|환불완료|전체환불|환불처리|반품|반품완료"
    "|remboursé|remboursée|rückerstattet|erstattet|reembolsado|reembolsada|rimborsato|返金済み|"
    "返品|";
constexpr std::string_view kRefundNoun = "|refund|refunds|fullrefund|";
constexpr std::string_view kFailed =
    "|failed|failure|voided|void|declined|denied|rejected|expired|incomplete|abandoned|blocked"
    "|결제실패|주문실패|승인실패|échouée|échoué|fehlgeschlagen|fallido|失敗|";
constexpr std::string_view kPending =
    "|pending|held|onhold|temporaryhold|uncleared|unclaimed|placed|processing|uncaptured|created"
    "|requirespaymentmethod|requiresaction|requirescapture|requiresconfirmation"
    "|대기|보류|결제대기|입금대기|승인대기|";
constexpr std::string_view kNobody =
    "|guest|guestuser|guestcustomer|guestcheckout|guestshopper|anonymous|anonymoususer|walkin"
    "|walkincustomer|unknown|unknowncustomer|nocustomer|nobody|(none)|(blank)|(guest)|notprovided"
    "|비회원|비회원주문|비회원구매|(비회원)|없음|(없음)|손님|게스트|익명|미등록|해당없음"
    "|invité|gast|invitado|ゲスト|非会員|";
constexpr std::string_view kNo =
    "|n|no|false|f|0|x|아니오|아니요|미취소|정상|없음|해당없음|취소안함|미해당|none|null|nan|n/a|na"
    "|(none)|(blank)|\\n|notcancelled|notcanceled|active|nein|non|いいえ|";
constexpr std::string_view kNotCancelled[] = {"교환", "부분", "철회", "거부", "요청", "partial"};

// Parts of the names of events, without blanks; the second list is looked at first.
constexpr std::string_view kRefundParts[] = {
    "refund",      "reversal",    "chargeback", "환불",    "반품", "취소",   "rembours",
    "rückzahlung", "rückerstatt", "reembols",   "rimbors", "返金", "return", "cancel"};
constexpr std::string_view kNoSaleParts[] = {
    "withdraw",       "hold",         "authorization", "authorisation", "currencyconversion",
    "transfer",       "deposit",      "payout",        "reserve",       "addfunds",
    "paymentrelease", "moneyrequest", "requestsent",   "invoicesent",   "출금",
    "인출",           "보류",         "가승인",        "환전",          "통화변환",
    "통화전환",       "정산",         "충전"};
constexpr std::string_view kNoSale =
    "|fee|fees|servicefee|paypalfee|chargebackfee|disputefee|processingfee|adjustment|bill"
    "|이체|입금|예치금|수수료|";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// The text as the word lists have it; empty for a text of hyphens.
std::string plain_word(std::string_view text) {
  std::string scratch;
  std::string word;
  for (const char c : fold_case(text, scratch)) {
    if (c != ' ' && c != '-' && c != '_') word += c;
  }
  return word;
}

bool is_in(std::string_view list, std::string_view word) {
  if (word.empty()) return false;
  for (size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    if (at > 0 && list[at - 1] == '|' && list[at + word.size()] == '|') return true;
  }
  return false;
}

template <size_t N>
bool has_part(const std::string_view (&parts)[N], std::string_view word) {
  return std::any_of(std::begin(parts), std::end(parts), [&](std::string_view part) {
    return word.find(part) != std::string_view::npos;
  });
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

bool is_nobody(std::string_view text) {
  if (text.empty() || text.size() > 40) return false;
  // Most cells are numbers or addresses; no word of the list has a digit or an @.
  if (is_digit(text.back())) return false;
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '@'; })) {
    return false;
  }
  const std::string word = plain_word(text);
  return word.empty() || is_in(kNobody, word);
}

bool is_plain_address(std::string_view text) {
  constexpr uint64_t kEach = 0x0101010101010101U;
  constexpr uint64_t kHighBits = 0x80 * kEach;
  if (text.size() < 8) return false;
  // Of each byte below 0x80, the highest bit of a sum says that it is at least so much.
  const auto odd = [](uint64_t word) {
    const uint64_t capital = (word + (0x80 - 'A') * kEach) & ~(word + (0x80 - 'Z' - 1) * kEach);
    const uint64_t visible = word + (0x80 - '!') * kEach;
    return (word | capital | ~visible) & kHighBits;
  };
  const char* const last = text.data() + text.size() - 8;
  uint64_t found = odd(load_word(last));
  for (const char* at = text.data(); at < last; at += 8) found |= odd(load_word(at));
  return found == 0 && text.find('@') != std::string_view::npos;
}

std::string_view email_key(std::string_view text, std::string& scratch) {
  const std::string_view folded = fold_case(text, scratch);
  if (folded.find(' ') == std::string_view::npos) return folded;
  std::string key(folded);
  key.erase(std::remove(key.begin(), key.end(), ' '), key.end());
  scratch = std::move(key);
  return scratch;
}

std::string_view phone_digits(std::string_view text, std::string& scratch) {
  scratch.clear();
  std::copy_if(text.begin(), text.end(), std::back_inserter(scratch), is_digit);
  if (scratch.size() < 4) return {};
  const bool abroad = text.front() == '+' || scratch.compare(0, 2, "00") == 0;
  const size_t prefix = scratch[0] == '0' && abroad && scratch[1] == '0' ? 2 : 0;
  if (scratch.compare(prefix, 2, "82") == 0) {
    size_t national = prefix + 2;
    if (scratch[national] == '0') ++national;
    const size_t size = scratch.size() - national;
    const bool mobile = scratch.compare(national, 2, "10") == 0 && size == 10;
    if (mobile || (abroad && size >= 8 && size <= 10)) return scratch.replace(0, national, "0");
  }
  const bool cut_mobile = scratch.size() == 10 && scratch.compare(0, 2, "10") == 0;
  return cut_mobile && text.front() != '+' ? scratch.insert(0, "0") : scratch;
}

Status judge_status(std::string_view text) {
  if (text.empty() || text.size() > 40) return Status::plain;
  const std::string word = plain_word(text);
  if (is_in(kCancelled, word)) return Status::cancelled;
  if (is_in(kRefunded, word)) return Status::refunded;
  if (is_in(kRefundNoun, word)) return Status::refund;
  if (is_in(kFailed, word)) return Status::failed;
  return is_in(kPending, word) ? Status::pending : Status::plain;
}

bool says_cancelled(std::string_view text) {
  if (text.empty()) return false;
  if (text.size() > 60) return true;  // a reason in somebody's own words
  const std::string word = plain_word(text);
  const bool digits =
      std::any_of(word.begin(), word.end(), [](char c) { return is_digit(c) && c != '0'; });
  const bool empty_date = !digits && word.compare(0, 4, "0000") == 0;
  return !word.empty() && !empty_date && !is_in(kNo, word) && !has_part(kNotCancelled, word);
}

Event judge_event(std::string_view text) {
  if (text.empty() || text.size() > 80) return Event::sale;
  const std::string word = plain_word(text);
  if (has_part(kNoSaleParts, word) || is_in(kNoSale, word)) return Event::not_a_sale;
  return has_part(kRefundParts, word) ? Event::refund : Event::sale;
}

}  // namespace dangol::ledger
