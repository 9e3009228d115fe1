// Turns order numbers into indices. Most exports list orders by time, so their numbers only grow
// (or only shrink); as long as they do, no table is needed: a number is the last one, a new one, or
// found by bisection; and where none is left out, not even a list of them. The first surprise moves
// everything into a KeyTable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ledger/key_table.h"
#include "ledger/numbered_names.h"
#include "ledger/paged_column.h"

namespace dangol::ledger {

class OrderNumbers {
 public:
  /// Indices 0, 1, 2, ... in order of appearance; at most KeyTable::kBatch numbers at once.
  void intern(const std::string_view* numbers, size_t count, uint32_t* indices);
  /// The same for numbers like the first one, in two steps. The first changes nothing and is false
  /// where one of them is not, does not end in four digits or could be that of a cancellation.
  [[nodiscard]] bool read_values(const std::string_view* numbers, size_t count,
                                 uint64_t* values) const;
  /// REQUIRES: `values` are those of the same numbers
  void intern_values(const std::string_view* numbers, const uint64_t* values, size_t count,
                     uint32_t* indices);
  /// The index of a number, or KeyTable::kAbsent.
  [[nodiscard]] uint32_t find(std::string_view number) const;
  [[nodiscard]] uint32_t size() const;
  [[nodiscard]] size_t memory() const;

 private:
  [[nodiscard]] bool intern_in_sequence(std::string_view number, uint32_t& index);
  [[nodiscard]] bool intern_value(uint64_t value, uint32_t& index);
  void begin(std::string_view number);
  [[nodiscard]] uint32_t append(uint32_t step);
  [[nodiscard]] uint32_t find_step(uint64_t step) const;
  [[nodiscard]] bool step_of(uint64_t value, uint64_t& step) const;
  void move_to_table();

  enum class Direction : uint8_t { unknown, up, down };
  bool in_sequence_ = true;
  Direction direction_ = Direction::unknown;
  NumberedNames names_;
  uint64_t first_ = 0;      ///< value of the first number
  uint32_t count_ = 0;      ///< numbers in the sequence
  uint32_t last_step_ = 0;  ///< distance of the newest number from the first
  /// The distance of each number, strictly growing; empty as long as number i is i away.
  PagedColumn<uint32_t> steps_;
  KeyTable table_;
};

}  // namespace dangol::ledger
