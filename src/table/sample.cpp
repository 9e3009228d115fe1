#include "table/sample.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"

namespace dangol::table {

namespace {

std::string cell_text(const csv::RecordBatch& batch, size_t record, size_t column,
                      std::string& scratch) {
  std::string_view text =
      csv::unescape(batch.raw(record, column), batch.escaped(record, column), scratch);
  return std::string(trim(text.substr(0, SampleCollector::kCellBytes)));
}

}  // namespace

SampleCollector::SampleCollector(uint32_t header_row, size_t limit)
    : header_row_(header_row), limit_(limit) {}

bool SampleCollector::on_records(const csv::RecordBatch& batch) {
  std::string scratch;
  for (size_t record = 0; record < batch.size() && sample_.records.size() < limit_; ++record) {
    ++seen_;
    if (seen_ < header_row_) continue;
    std::vector<std::string> cells;
    cells.reserve(batch.columns(record));
    for (size_t column = 0; column < batch.columns(record); ++column) {
      cells.push_back(cell_text(batch, record, column, scratch));
    }
    if (seen_ == header_row_) {
      sample_.header = std::move(cells);
    } else {
      sample_.records.push_back(std::move(cells));
    }
  }
  return sample_.records.size() < limit_;
}

}  // namespace dangol::table
