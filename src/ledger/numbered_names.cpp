#include "ledger/numbered_names.h"

#include <algorithm>

namespace dangol::ledger {

size_t trailing_digits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && count < kMostDigits) {
    const char c = text[text.size() - 1 - count];
    if (c < '0' || c > '9') break;
    ++count;
  }
  return count;
}

bool NumberedNames::begin(std::string_view name) {
  const size_t width = trailing_digits(name);
  if (width == 0) return false;
  width_ = width;
  prefix_ = name.substr(0, name.size() - width);
  if (prefix_.size() <= 8) {
    prefix_word_ = load_short_word(prefix_.data(), prefix_.size());
    prefix_mask_ = prefix_.empty() ? 0 : ~uint64_t{0} >> (64 - 8 * prefix_.size());
  }
  return true;
}

void NumberedNames::format(uint64_t value, std::string& name) const {
  const std::string digits = std::to_string(value);
  name = prefix_;
  name.append(width_ - std::min(width_, digits.size()), '0');
  name += digits;
}

}  // namespace dangol::ledger
