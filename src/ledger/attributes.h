// The columns that orders can be split by, as small numbers beside the lines.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/key_table.h"
#include "ledger/paged_column.h"
#include "table/dimensions.h"
#include "table/row_batch.h"

namespace dangol::ledger {

/// One column's value per line.
struct Attribute {
  static constexpr uint16_t kNone = UINT16_MAX;       ///< the cell is blank
  static constexpr uint16_t kOther = UINT16_MAX - 1;  ///< one more value than there are numbers for

  std::string name;  ///< see table::Dimension
  KeyTable values;   ///< by number
  PagedColumn<uint16_t> codes;

  [[nodiscard]] size_t memory() const { return values.memory() + codes.capacity_bytes(); }
};

/// What a column holds, for lists to choose from.
struct AttributeSummary {
  /// More cannot be chosen from.
  static constexpr size_t kMostValues = 50;

  struct Value {
    std::string name;
    uint64_t lines = 0;
  };
  std::string name;
  uint64_t distinct = 0;
  std::vector<Value> values;  ///< the most frequent ones, those first
};
/// O(lines + values log values)
[[nodiscard]] AttributeSummary summarise_attribute(const Attribute& attribute);

/// Fills Attributes beside the lines that are built: intern() for each slice of a batch, then
/// push() or append() for each line that comes of it. Two bytes a line and column.
class AttributeColumns {
 public:
  /// Lines that follow come from a file with these columns; `lines` came before.
  void begin_file(std::span<const table::Dimension> dimensions, size_t lines);
  /// Looks up the values of rows [first, first + count). REQUIRES: count <= KeyTable::kBatch
  void intern(const table::RowBatch& batch, size_t first, size_t count);
  /// The line of row `row` of the batch. REQUIRES: intern() of a slice that holds it
  void push(size_t row);
  /// The lines of all rows of the slice.
  void append(size_t count);

  [[nodiscard]] bool empty() const { return attributes_.empty(); }
  [[nodiscard]] size_t memory() const;
  [[nodiscard]] std::vector<Attribute> take() { return std::move(attributes_); }

 private:
  static constexpr size_t kNowhere = SIZE_MAX;

  std::vector<Attribute> attributes_;
  std::vector<size_t> source_;  ///< of each attribute: which one of the file's, or kNowhere
  std::vector<std::array<uint16_t, KeyTable::kBatch>> codes_;  ///< of the slice
  size_t first_ = 0;                                           ///< row of the slice
  std::array<KeyTable::Key, KeyTable::kBatch> keys_;
  std::array<uint32_t, KeyTable::kBatch> indices_{};
};

}  // namespace dangol::ledger
