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
  const size_t prefix = name.size() - width;
  prefix_ = name.substr(0, prefix);
  two_words_ = name.size() > 8 && name.size() <= 16 ? name.size() : kNoSize;
  if (two_words_ == kNoSize) return true;
  const auto pattern_at = [&](size_t begin) {
    Pattern pattern;
    for (size_t i = 0; i < 8; ++i) {
      const bool digit = begin + i >= prefix;
      const char base = digit ? '0' : name[begin + i];
      pattern.base |= uint64_t{static_cast<unsigned char>(base)} << (8 * i);
      pattern.room |= uint64_t{digit ? 0x7FU - 9U : 0x7FU} << (8 * i);
    }
    return pattern;
  };
  head_ = pattern_at(0);
  tail_ = pattern_at(name.size() - 8);
  return true;
}

bool NumberedNames::has_prefix(std::string_view name) const {
  return same_bytes(name.substr(0, prefix_.size()), prefix_);
}

bool NumberedNames::parse_any(std::string_view name, uint64_t& value) const {
  const size_t prefix = prefix_.size();
  if (name.size() < prefix + width_ || name.size() > prefix + kMostDigits) return false;
  if (!has_prefix(name)) return false;
  const size_t digits = name.size() - prefix;
  if (digits > width_ && name[prefix] == '0') return false;
  return parse_digits(name, digits, value);
}

bool NumberedNames::parse_shorter(std::string_view name, uint64_t& value) const {
  const size_t prefix = prefix_.size();
  if (name.size() <= prefix || name.size() >= prefix + width_ || name[prefix] == '0') return false;
  return has_prefix(name) && parse_digits(name, name.size() - prefix, value);
}

void NumberedNames::format(uint64_t value, std::string& name) const {
  const std::string digits = std::to_string(value);
  name = prefix_;
  name.append(width_ - std::min(width_, digits.size()), '0');
  name += digits;
}

}  // namespace dangol::ledger
