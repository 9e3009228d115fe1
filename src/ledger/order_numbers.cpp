#include "ledger/order_numbers.h"

namespace dangol::ledger {

void OrderNumbers::begin(std::string_view number) {
  in_sequence_ = names_.begin(number) && names_.parse(number, first_);
}

bool OrderNumbers::step_of(uint64_t value, uint64_t& step) const {
  const bool down = direction_ == Direction::down;
  if (down ? value > first_ : value < first_) return false;
  step = down ? first_ - value : value - first_;
  return step <= UINT32_MAX;
}

uint32_t OrderNumbers::find_step(uint64_t step) const {
  if (steps_.empty()) return step < count_ ? static_cast<uint32_t>(step) : KeyTable::kAbsent;
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

uint32_t OrderNumbers::append(uint32_t step) {
  if (steps_.empty() && step != count_) {
    for (uint32_t i = 0; i < count_; ++i) steps_.push_back(i);
  }
  if (step != count_ || !steps_.empty()) steps_.push_back(step);
  last_step_ = step;
  return count_++;
}

/// False when the number does not continue the sequence.
bool OrderNumbers::intern_in_sequence(std::string_view number, uint32_t& index) {
  if (count_ == 0) {
    begin(number);
    if (in_sequence_) index = append(0);
    return in_sequence_;
  }
  uint64_t value = 0;
  return names_.parse(number, value) && intern_value(value, index);
}

bool OrderNumbers::intern_value(uint64_t value, uint32_t& index) {
  uint64_t step = 0;
  if (direction_ == Direction::unknown && value != first_) {
    direction_ = value > first_ ? Direction::up : Direction::down;
  }
  if (!step_of(value, step)) return false;
  if (step > last_step_) {
    index = append(static_cast<uint32_t>(step));
    return true;
  }
  index = step == last_step_ ? count_ - 1 : find_step(step);
  return index != KeyTable::kAbsent;
}

void OrderNumbers::move_to_table() {
  in_sequence_ = false;
  std::string number;
  for (uint32_t i = 0; i < count_; ++i) {
    const uint32_t step = steps_.empty() ? i : steps_[i];
    names_.format(direction_ == Direction::down ? first_ - step : first_ + step, number);
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
  if (done == count) return;
  KeyTable::Key keys[KeyTable::kBatch];
  for (size_t i = done; i < count; ++i) keys[i - done] = {numbers[i], 0};
  table_.intern(keys, count - done, indices + done);
}

bool OrderNumbers::read_values(const std::string_view* numbers, size_t count,
                               uint64_t* values) const {
  if (!in_sequence_ || count_ == 0 || !names_.alike()) return false;
  if (names_.initial() == 'C' || names_.initial() == 'c') return false;
  for (size_t i = 0; i < count; ++i) {
    if (!names_.parse_alike(numbers[i], values[i])) return false;
  }
  return true;
}

void OrderNumbers::intern_values(const std::string_view* numbers, const uint64_t* values,
                                 size_t count, uint32_t* indices) {
  size_t done = 0;
  if (direction_ == Direction::up && steps_.empty()) {
    // Most shops number their orders one by one.
    uint32_t next = count_;
    while (done < count && values[done] - first_ == next && next < UINT32_MAX) {
      indices[done++] = next++;
    }
    if (done > 0) last_step_ = next - 1;
    count_ = next;
  }
  while (done < count && intern_value(values[done], indices[done])) ++done;
  if (done < count) intern(numbers + done, count - done, indices + done);
}

uint32_t OrderNumbers::find(std::string_view number) const {
  if (!in_sequence_) return table_.find({number, 0});
  uint64_t value = 0;
  uint64_t step = 0;
  if (count_ == 0 || !names_.parse(number, value) || !step_of(value, step)) {
    return KeyTable::kAbsent;
  }
  return find_step(step);
}

uint32_t OrderNumbers::size() const {
  return in_sequence_ ? count_ : table_.size();
}

size_t OrderNumbers::memory() const {
  return steps_.capacity_bytes() + table_.memory();
}

}  // namespace dangol::ledger
