// The first records of a file, kept as text so that column names and values can be judged before
// the one pass over all bytes begins.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "csv/record_batch.h"

namespace dangol::table {

struct Sample {
  std::vector<std::string> header;  ///< column names as written; empty = the file has none
  std::vector<std::vector<std::string>> records;  ///< the records after the header
};

/// Fills a Sample from the reader. Long cells are cut, so that its size stays bounded.
class SampleCollector : public csv::RecordSink {
 public:
  static constexpr size_t kRecords = 1'000;
  static constexpr size_t kCellBytes = 256;  ///< more says nothing about what a column means

  /// `header_row` as in csv::Dialect: 1-based record of the names; 0 = none.
  explicit SampleCollector(uint32_t header_row, size_t limit = kRecords);

  /// False once the sample is full: the reader then stops with `cancelled`, which is not a failure.
  [[nodiscard]] bool on_records(const csv::RecordBatch& batch) override;

  [[nodiscard]] const Sample& sample() const { return sample_; }

 private:
  uint32_t header_row_;
  size_t limit_;
  uint64_t seen_ = 0;
  Sample sample_;
};

}  // namespace dangol::table
