// What the tokenizer should deliver, told as plainly as possible: one byte at a time over the whole
// text, values built as strings. It shares no code and no idea with the reader under test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "csv/record_reader.h"

namespace dangol::csv {

struct PlainRecord {
  std::vector<std::string> fields;
  uint64_t line = 0;
  uint64_t byte = 0;
  bool operator==(const PlainRecord& other) const {
    return fields == other.fields && line == other.line && byte == other.byte;
  }
};

struct PlainTable {
  std::vector<PlainRecord> records;
  uint64_t blank_lines = 0;
  uint64_t open_quote_line = 0;
  bool operator==(const PlainTable& other) const {
    return records == other.records && blank_lines == other.blank_lines &&
           open_quote_line == other.open_quote_line;
  }
};

inline PlainTable read_plainly(std::string_view text, char delimiter, bool aligned) {
  PlainTable table;
  size_t at = 0;
  uint64_t line = 1;
  const auto byte = [&](size_t i) { return i < text.size() ? text[i] : '\0'; };
  const auto breaks = [&](size_t i) {
    return i < text.size() && (text[i] == '\r' || text[i] == '\n');
  };
  while (at < text.size()) {
    PlainRecord record;
    record.line = line;
    record.byte = at;
    const size_t start = at;
    bool ended = false;
    while (!ended) {
      std::string value;
      const bool quoted = at < text.size() && text[at] == '"';
      if (quoted) {
        const uint64_t opened = line;
        ++at;
        while (at < text.size() && (text[at] != '"' || byte(at + 1) == '"')) {
          if (text[at] == '"') ++at;
          if (text[at] == '\n' || (text[at] == '\r' && byte(at + 1) != '\n')) ++line;
          value += text[at++];
        }
        if (at == text.size()) {
          table.open_quote_line = opened;
        } else {
          ++at;
        }
      }
      while (at < text.size() && text[at] != delimiter && !breaks(at)) value += text[at++];
      if (quoted || !aligned || !value.empty()) record.fields.push_back(value);
      ended = at == text.size() || breaks(at);
      if (!ended) ++at;
    }
    bool blank = record.fields.size() <= 1;
    for (size_t i = start; i < at; ++i) {
      blank = blank && std::string_view(" \t\r\n\v\f").find(text[i]) != std::string_view::npos;
    }
    if (blank) {
      ++table.blank_lines;
    } else {
      table.records.push_back(std::move(record));
    }
    if (at < text.size()) {
      at += text[at] == '\r' && byte(at + 1) == '\n' ? 2U : 1U;
      ++line;
    }
  }
  return table;
}

/// Copies what the reader delivers.
class CopyingSink : public RecordSink {
 public:
  [[nodiscard]] bool on_records(const RecordBatch& batch) override {
    std::string scratch;
    for (size_t i = 0; i < batch.size(); ++i) {
      PlainRecord record;
      record.line = batch.first_line + batch.lines[i];
      record.byte = batch.first_byte + batch.offsets[i];
      for (size_t column = 0; column < batch.columns(i); ++column) {
        record.fields.emplace_back(
            unescape(batch.raw(i, column), batch.escaped(i, column), scratch));
      }
      records.push_back(std::move(record));
    }
    ++batches;
    return true;
  }

  std::vector<PlainRecord> records;
  size_t batches = 0;
};

}  // namespace dangol::csv
