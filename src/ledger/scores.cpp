#include "ledger/scores.h"

#include "base/utf8.h"

namespace dangol::ledger {

namespace {

/// Takes `prefix` off the front of `text`, if it is there.
bool take(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

std::optional<uint8_t> parse_score(std::string_view text) {
  constexpr unsigned kHighest = 10;
  text = trim(text);
  unsigned score = 0;
  size_t digits = 0;
  while (digits < text.size() && digits < 2 && text[digits] >= '0' && text[digits] <= '9') {
    score = score * 10 + static_cast<unsigned>(text[digits] - '0');
    ++digits;
  }
  if (digits == 0 || score > kHighest) return std::nullopt;
  text.remove_prefix(digits);
  if (take(text, ".") || take(text, ",")) {
    if (!take(text, "0")) return std::nullopt;
    while (take(text, "0")) {
    }
  }
  text = trim(text);
  if (!take(text, "점") && take(text, "/")) {
    text = trim(text);
    if (!take(text, "10")) return std::nullopt;
  }
  if (!trim(text).empty()) return std::nullopt;
  return static_cast<uint8_t>(score);
}

}  // namespace dangol::ledger
