// Which line of which file a used row stood on. Receipts name the first row of each reason, and
// some reasons are only known once the bytes are gone; a number per row would cost as much as its
// amount.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dangol::ledger {

/// A row of the input. `line` is 1-based, 0 = unknown; `file` counts from 0.
struct RowPlace {
  uint64_t line = 0;
  uint32_t file = 0;
};

/// Rows mostly follow each other line by line, so only the breaks are kept: where a row was set
/// aside, and where one takes several lines. At most kMostRuns of them (1 MB); of the rows after
/// these the line is unknown.
class RowNumbers {
 public:
  void begin_file() { files_.push_back(rows_); }
  /// Takes the line of the next row. REQUIRES: begin_file() was called.
  void add(uint64_t line) {
    if (line != next_line_ || files_.back() == rows_) add_run(line);
    next_line_ = line + 1;
    ++rows_;
  }
  /// The same for `count` rows on consecutive lines.
  void add_consecutive(uint64_t line, uint64_t count) {
    if (line != next_line_ || files_.back() == rows_) add_run(line);
    next_line_ = line + count;
    rows_ += count;
  }
  /// The place of row `row`, counted from 0 in the order of add(). O(log runs).
  [[nodiscard]] RowPlace find(uint64_t row) const;
  [[nodiscard]] uint64_t rows() const { return rows_; }
  [[nodiscard]] size_t memory() const { return runs_.capacity() * sizeof(Run); }

 private:
  static constexpr size_t kMostRuns = size_t{1} << 16;
  struct Run {
    uint64_t row = 0;
    uint64_t line = 0;
  };
  void add_run(uint64_t line) {
    if (runs_.size() < kMostRuns) {
      runs_.push_back({rows_, line});
    } else if (known_ == UINT64_MAX) {
      known_ = rows_;
    }
  }

  std::vector<Run> runs_;
  std::vector<uint64_t> files_;  ///< the first row of each file
  uint64_t rows_ = 0;
  uint64_t next_line_ = 0;
  uint64_t known_ = UINT64_MAX;  ///< rows from here on have no run
};

}  // namespace dangol::ledger
