#include "engine/export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "base/csv_cell.h"
#include "base/money.h"

namespace dangol::engine {

namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;

void append_number(std::string& text, uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// A whole number of parts of one, `scale` = 10^k to the whole, without zeros at the end.
void append_parts(std::string& text, MoneySum parts, uint32_t scale) {
  if (parts < 0) text += '-';
  const MoneySum size = parts < 0 ? -parts : parts;
  constexpr MoneySum kMost = std::numeric_limits<uint64_t>::max();  // no one customer's revenue
  append_number(text, static_cast<uint64_t>(std::min(size / scale, kMost)));
  auto rest = static_cast<uint32_t>(size % scale);
  if (rest == 0) return;
  text += '.';
  for (uint32_t unit = scale / 10; rest != 0; unit /= 10) {
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
}

/// With up to six decimals. Numbers of a list are far from 2^63 millionths.
void append_decimal(std::string& text, double number) {
  constexpr uint32_t kMillion = 1'000'000;
  append_parts(text, static_cast<MoneySum>(std::round(number * kMillion)), kMillion);
}

/// Writes row by row, and starts a new piece when one is full.
class Writer {
 public:
  Writer(ByteOrderMark mark, size_t columns) {
    start_piece();
    if (mark == ByteOrderMark::present) pieces_.back() += "\xEF\xBB\xBF";
    for (size_t i = 0; i < columns; ++i) {
      if (i > 0) pieces_.back() += ',';
      pieces_.back() += kCustomerColumns[i];
    }
    pieces_.back() += "\r\n";
  }

  /// Where the next row goes; one of less than `bytes` fits without moving.
  std::string& row(size_t bytes) {
    if (pieces_.back().size() + bytes > kPieceBytes) start_piece();
    return pieces_.back();
  }
  std::vector<std::string> take() { return std::move(pieces_); }

 private:
  void start_piece() { pieces_.emplace_back().reserve(kPieceBytes); }

  std::vector<std::string> pieces_;
};

void write_customer(const CustomerList& list, uint32_t customer, std::string& scratch,
                    Writer& writer) {
  constexpr size_t kMostBesidesKey = 512;
  const std::string_view key = list.text(CustomerColumn::customer, customer, scratch);
  std::string& row = writer.row(2 * key.size() + kMostBesidesKey);
  append_csv_cell(row, key);
  for (size_t i = 1; i < list.columns(); ++i) {
    const auto column = static_cast<CustomerColumn>(i);
    row += ',';
    if (CustomerList::is_text(column)) {
      row += list.text(column, customer, scratch);
    } else if (column == CustomerColumn::revenue) {
      if (list.has_amounts()) append_parts(row, list.revenue(customer), kMoneyScale);
    } else if (const auto number = list.number(column, customer)) {
      append_decimal(row, *number);
    }
  }
  row += "\r\n";
}

}  // namespace

Result<std::vector<std::string>> customers_csv(const Dataset& data, const Options& options,
                                               const CustomerQuery& query, ByteOrderMark mark,
                                               std::unique_ptr<Answered>& last) {
  const auto made = CustomerList::make(data, options, query, last);
  if (!made.ok()) return made.error();
  const CustomerList& list = made.value();
  Writer writer(mark, list.columns());
  std::string scratch;
  for (const uint32_t customer : list.rows()) write_customer(list, customer, scratch, writer);
  return writer.take();
}

}  // namespace dangol::engine
