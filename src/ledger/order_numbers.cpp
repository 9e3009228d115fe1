#include "ledger/order_numbers.h"

#include <algorithm>

namespace dangol::ledger {

namespace {

constexpr size_t kMostDigits = 18;  // fits in 64 bits

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

size_t trailing_digits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && count < kMostDigits && is_digit(text[text.size() - 1 - count])) {
    ++count;
  }
  return count;
}

}  // namespace

bool OrderNumbers::parse(std::string_view number, uint64_t& value) const {
  if (number.size() < prefix_.size() + width_ || number.size() > prefix_.size() + kMostDigits ||
      number.compare(0, prefix_.size(), prefix_) != 0) {
    return false;
  }
  const std::string_view digits = number.substr(prefix_.size());
  if (digits.size() > width_ && digits.front() == '0') return false;
  value = 0;
  for (const char c : digits) {
    if (!is_digit(c)) return false;
    value = value * 10 + static_cast<uint64_t>(c - '0');
  }
  return true;
}

void OrderNumbers::begin(std::string_view number) {
  width_ = trailing_digits(number);
  prefix_ = number.substr(0, number.size() - width_);
  in_sequence_ = width_ > 0 && parse(number, first_);
}

bool OrderNumbers::step_of(uint64_t value, uint64_t& step) const {
  const bool down = direction_ == Direction::down;
  if (down ? value > first_ : value < first_) return false;
  step = down ? first_ - value : value - first_;
  return step <= UINT32_MAX;
}

uint32_t OrderNumbers::find_step(uint64_t step) const {
  size_t low = 0;
  size_t high = steps_.size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (steps_[middle] < step) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const bool found = low < steps_.size() && steps_[low] == step;
  return found ? static_cast<uint32_t>(low) : KeyTable::kAbsent;
}

/// False when the number does not continue the sequence.
bool OrderNumbers::intern_in_sequence(std::string_view number, uint32_t& index) {
  if (steps_.empty()) {
    begin(number);
    if (!in_sequence_) return false;
    steps_.push_back(0);
    index = 0;
    return true;
  }
  uint64_t value = 0;
  uint64_t step = 0;
  if (!parse(number, value)) return false;
  if (direction_ == Direction::unknown && value != first_) {
    direction_ = value > first_ ? Direction::up : Direction::down;
  }
  if (!step_of(value, step)) return false;
  const uint32_t last = steps_[steps_.size() - 1];
  if (step > last) {
    index = static_cast<uint32_t>(steps_.size());
    steps_.push_back(static_cast<uint32_t>(step));
    return true;
  }
  index = step == last ? static_cast<uint32_t>(steps_.size() - 1) : find_step(step);
  return index != KeyTable::kAbsent;
}

void OrderNumbers::move_to_table() {
  in_sequence_ = false;
  std::string number;
  for (size_t i = 0; i < steps_.size(); ++i) {
    const uint64_t value = direction_ == Direction::down ? first_ - steps_[i] : first_ + steps_[i];
    const std::string digits = std::to_string(value);
    number = prefix_;
    number.append(width_ - std::min(width_, digits.size()), '0');
    number += digits;
    const KeyTable::Key key{number, 0};
    uint32_t index = 0;
    table_.intern(&key, 1, &index);
  }
  steps_ = {};
}

void OrderNumbers::intern(const std::string_view* numbers, size_t count, uint32_t* indices) {
  size_t done = 0;
  while (in_sequence_ && done < count) {
    if (intern_in_sequence(numbers[done], indices[done])) {
      ++done;
    } else {
      move_to_table();
    }
  }
  KeyTable::Key keys[KeyTable::kBatch];
  for (size_t i = done; i < count; ++i) keys[i - done] = {numbers[i], 0};
  if (done < count) table_.intern(keys, count - done, indices + done);
}

uint32_t OrderNumbers::find(std::string_view number) const {
  if (!in_sequence_) return table_.find({number, 0});
  uint64_t value = 0;
  uint64_t step = 0;
  if (steps_.empty() || !parse(number, value) || !step_of(value, step)) return KeyTable::kAbsent;
  return find_step(step);
}

uint32_t OrderNumbers::size() const {
  return in_sequence_ ? static_cast<uint32_t>(steps_.size()) : table_.size();
}

size_t OrderNumbers::memory() const {
  return steps_.capacity_bytes() + table_.memory();
}

}  // namespace dangol::ledger
