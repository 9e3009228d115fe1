// Small in-memory inputs for tests: rows of text as the RecordBatch that the tokenizer would give.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "csv/record_batch.h"

namespace dangol::test {

using Texts = std::vector<std::vector<std::string>>;

/// A batch that owns its bytes. Cells that hold a doubled quote are marked as escaped.
class Records {
 public:
  explicit Records(const Texts& rows, uint64_t first_line = 1) {
    for (const auto& row : rows) {
      for (const std::string& cell : row) text_ += cell + ',';
      text_ += '\n';
    }
    batch_.text = text_;
    batch_.first_line = first_line;
    batch_.first_field.push_back(0);
    uint32_t at = 0;
    for (uint32_t row = 0; row < rows.size(); ++row) {
      batch_.lines.push_back(row);
      batch_.offsets.push_back(at);
      for (const std::string& cell : rows[row]) {
        csv::FieldRange range{};
        range.begin = at;
        range.size = static_cast<uint32_t>(cell.size()) & 0x7FFFFFFFU;
        range.escaped = cell.find("\"\"") != std::string::npos ? 1U : 0U;
        batch_.fields.push_back(range);
        at += static_cast<uint32_t>(cell.size()) + 1;
      }
      batch_.ends.push_back(at);
      ++at;
      batch_.first_field.push_back(static_cast<uint32_t>(batch_.fields.size()));
    }
  }
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  [[nodiscard]] const csv::RecordBatch& batch() const { return batch_; }

 private:
  std::string text_;
  csv::RecordBatch batch_;
};

}  // namespace dangol::test
