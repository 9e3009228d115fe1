#include "engine/retained_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/number.h"
#include "csv/dialect.h"
#include "csv/record_reader.h"

namespace dangol::engine {
namespace {

using Row = std::vector<std::string>;

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

/// Whether this may be one of the numbers, however it is written.
bool may_be_number(const std::string& cell) {
  return !cell.empty() && cell[0] >= '0' && cell[0] <= '9' &&
         cell.find_first_not_of("0123456789.,% ") == std::string::npos;
}

class Rows final : public csv::RecordSink {
 public:
  [[nodiscard]] bool on_records(const csv::RecordBatch& batch) override {
    for (size_t record = 0; record < batch.size(); ++record) {
      Row row;
      for (size_t column = 0; column < batch.columns(record); ++column) {
        row.push_back(trimmed(
            csv::unescape(batch.raw(record, column), batch.escaped(record, column), scratch_)));
      }
      while (!row.empty() && row.back().empty()) row.pop_back();
      if (!row.empty()) rows.push_back(std::move(row));
    }
    return true;
  }

  std::vector<Row> rows;

 private:
  std::string scratch_;
};

/// The second column, or the last row where there are two at most; a line each.
std::string values_of(const std::vector<Row>& rows) {
  std::vector<std::string> values;
  const bool pairs = rows.size() == 2 && rows[0].size() == 2 && rows[1].size() == 2;
  if (rows.size() > 2 || pairs) {
    for (const Row& row : rows) values.push_back(row.size() > 1 ? row[1] : std::string());
  } else if (!rows.empty()) {
    values = rows.back();
  }
  // What stands before the first number is a title.
  values.erase(values.begin(), std::find_if(values.begin(), values.end(), may_be_number));
  std::string text;
  for (const std::string& value : values) {
    if (!value.empty()) text += value + "\n";
  }
  return text;
}

Result<std::string> decode(std::string_view bytes, csv::DoubleByteTableSource source) {
  if (bytes.size() > kMostRetainedBytes) return Error{"retained_too_many", {}, "1000"};
  if (const std::string_view code = csv::not_text(bytes); !code.empty()) {
    return Error{std::string(code), {}, {}};
  }
  csv::Decoder decoder({}, source);
  std::string text(decoder.decode(bytes));
  text += decoder.finish();
  if (decoder.lacks_table()) {
    return Error{"encoding_unavailable", {}, std::string(encoding_name(decoder.encoding()))};
  }
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (text.compare(0, kMark.size(), kMark) == 0) text.erase(0, kMark.size());
  return text;
}

/// Up to six decimals, without zeros at the end.
std::string plain(double value) {
  std::string text = format_fixed(value, 6);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Result<Retained> read_retained_file(std::string_view bytes, csv::DoubleByteTableSource source) {
  const Result<std::string> text = decode(bytes, source);
  if (!text.ok()) return text.error();
  auto typed = read_retained(text.value(), 0);
  if (typed.ok()) return typed;
  const auto dialect = csv::detect_dialect(text.value(), true, {});
  if (!dialect.ok()) return typed;
  Rows rows;
  csv::RecordReader reader(dialect.value());
  if (!reader.feed(text.value(), rows).ok() || !reader.finish(rows).ok()) return typed;
  const std::string values = values_of(rows.rows);
  return values.empty() ? std::move(typed) : read_retained(values, 0);
}

std::string retained_text(const Retained& retained) {
  const bool shares = retained.base != Base::counted;
  std::string text;
  for (const double customers : retained.customers) {
    if (!text.empty()) text += '\n';
    text += shares ? plain(100 * customers / retained.customers[0]) + "%" : plain(customers);
  }
  return text;
}

}  // namespace dangol::engine
