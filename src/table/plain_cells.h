// Cells as nearly all files write them, read where they stand: days as 2024-01-05, amounts as
// 1234.50. Everything else is left to date_time.h and number.h, which read these forms too, several
// times as slowly, and need the text trimmed and set aside first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/bytes.h"
#include "base/civil.h"
#include "base/digits.h"
#include "base/money.h"
#include "csv/record_batch.h"

namespace dangol::table {

/// One column of some records of a batch.
class PlainCells {
 public:
  /// `field` counts the fields that the batch keeps.
  PlainCells(const csv::RecordBatch& batch, size_t first, size_t field)
      : text_(batch.text.data()),
        fields_(batch.fields.data()),
        first_field_(batch.first_field.data() + first),
        field_(field) {}

  /// The bytes of a cell; empty where it is not there or holds quotes to be folded.
  [[nodiscard]] std::string_view operator[](size_t row) const {
    const size_t at = first_field_[row] + field_;
    if (at >= first_field_[row + 1] || fields_[at].escaped != 0) return {};
    return {text_ + fields_[at].begin, fields_[at].size};
  }
  /// Whether the eight bytes that end where the cell does can be read.
  [[nodiscard]] bool word_before(std::string_view cell) const {
    return static_cast<size_t>(cell.data() + cell.size() - text_) >= 8;
  }

 private:
  const char* text_;
  const csv::FieldRange* fields_;
  const uint32_t* first_field_;
  size_t field_;
};

/// Reads days of the form 2024-01-05 and remembers the month, as most rows are of the one before.
class PlainDays {
 public:
  /// False, with `day` unspecified, for every other text. Years are those of parse_date_time().
  [[nodiscard]] bool read(std::string_view text, Day& day) {
    if (text.size() != 10) return false;
    const uint64_t month = load_word(text.data());
    if (month != month_ && !begin_month(month)) return false;
    const auto tens = static_cast<uint32_t>(static_cast<unsigned char>(text[8])) - '0';
    const auto ones = static_cast<uint32_t>(static_cast<unsigned char>(text[9])) - '0';
    const uint32_t number = tens * 10 + ones;
    day = day_before_ + static_cast<Day>(number);
    return tens <= 9 && ones <= 9 && number - 1 < days_;
  }

 private:
  [[nodiscard]] bool begin_month(uint64_t text);

  uint64_t month_ = 0;  ///< its eight bytes, `2024-01-`
  Day day_before_ = 0;  ///< the last day of the month before
  uint32_t days_ = 0;   ///< of the month
};

/// Reads `cell`, whose last eight bytes with what stands before them can be loaded: up to eight
/// bytes of digits with a decimal sign among them, a minus before them. False, with `amount`
/// unspecified, for every other text; parse_money() then knows better. Eight bytes at a time.
[[nodiscard]] inline bool read_plain_amount(std::string_view cell, char decimal, Money& amount) {
  constexpr uint64_t kEach = 0x0101010101010101U;
  constexpr uint64_t kZeros = '0' * kEach;
  constexpr uint64_t kHighBits = 0x80 * kEach;
  static constexpr uint64_t kScales[] = {10'000, 1'000, 100, 10, 1};
  const bool negative = !cell.empty() && cell.front() == '-';
  const size_t size = cell.size() - (negative ? 1 : 0);
  if (size - 1 > 7) return false;
  // What stands before the number becomes zeros.
  uint64_t word = load_word(cell.data() + cell.size() - 8);
  const size_t before = 8 * (8 - size);
  word = (word & ~uint64_t{0} << before) | (kZeros & ~(~uint64_t{0} << before));
  // The highest bit of the first byte that is the decimal sign, and perhaps of some behind it.
  const uint64_t other = word ^ static_cast<unsigned char>(decimal) * kEach;
  const uint64_t sign = (other - kEach) & ~other & kHighBits;
  uint64_t scale = kScales[0];
  if (sign != 0) {
    const auto at = static_cast<size_t>(__builtin_ctzll(sign)) / 8;
    const size_t decimals = 7 - at;
    if (decimals > 4 || decimals + 1 == size) return false;
    scale = kScales[decimals];
    // The digits before the sign move up to those behind it.
    const uint64_t behind = at == 7 ? 0 : ~uint64_t{0} << (8 * (at + 1));
    const uint64_t front = word & ((uint64_t{1} << (8 * at)) - 1);
    word = (word & behind) | front << 8U | '0';
  }
  uint64_t value = 0;
  if (!read_eight_digits(word, value)) return false;
  const auto size_of = static_cast<Money>(value * scale);
  amount = negative ? -size_of : size_of;
  return true;
}

}  // namespace dangol::table
