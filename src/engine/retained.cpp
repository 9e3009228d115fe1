#include "engine/retained.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/number.h"

namespace dangol::engine {
namespace {

constexpr size_t kFewest = 3;
constexpr size_t kMost = 1000;

/// What a comma or a point between digits is.
enum class Mark : uint8_t { separator, group, decimal, none };
struct Reading {
  Mark comma;
  Mark point;
};

using Cells = std::vector<std::string_view>;  // of a line

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether cells are apart here, whatever the reading.
bool is_gap(char c) {
  return c == ' ' || c == '\t' || c == ';' || c == '|' || c == '\r';
}

std::string_view without(std::string_view text, std::string_view ending) {
  const bool ends =
      text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
  return ends ? text.substr(0, text.size() - ending.size()) : text;
}

/// A plain number, to the last digit of a double; no leading zero but in 0.5.
std::optional<double> read_number(std::string_view text, const Reading& reading) {
  if (text.size() > 20 || text.empty() || !is_digit(text[0])) return std::nullopt;
  if (text.size() > 1 && text[0] == '0' && is_digit(text[1])) return std::nullopt;
  double digits = 0;
  double scale = 1;
  bool in_fraction = false;
  bool grouped = false;
  size_t run = 0;  // digits since the last mark
  for (const char c : text) {
    if (is_digit(c)) {
      digits = 10 * digits + (c - '0');
      if (in_fraction) scale *= 10;
      ++run;
      continue;
    }
    const Mark mark = c == ',' ? reading.comma : c == '.' ? reading.point : Mark::none;
    const bool whole_groups = !grouped || run == 3;
    if (mark == Mark::group && !in_fraction && whole_groups && run <= 3 && text[0] != '0') {
      grouped = true;
    } else if (mark == Mark::decimal && !in_fraction && whole_groups) {
      in_fraction = true;
    } else {
      return std::nullopt;
    }
    run = 0;
  }
  if (run == 0 || (grouped && !in_fraction && run != 3)) return std::nullopt;
  // Three digits after a comma are thousands, or the next number.
  if (in_fraction && reading.comma == Mark::decimal && run == 3) return std::nullopt;
  return digits / scale;
}

/// The cells of each line; lines without any are left away.
std::vector<Cells> split(std::string_view text, Mark comma) {
  std::vector<Cells> lines(1);
  size_t start = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : '\n';
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    // A comma before a gap separates in every reading.
    const bool ends = c == '\n' || is_gap(c) ||
                      (c == ',' && (comma == Mark::separator || next == '\n' || is_gap(next)));
    if (!ends) continue;
    if (i > start) lines.back().push_back(text.substr(start, i - start));
    start = i + 1;
    if (c == '\n' && !lines.back().empty()) lines.emplace_back();
  }
  if (lines.back().empty()) lines.pop_back();
  const bool titles =
      !lines.empty() && std::none_of(lines[0].begin(), lines[0].end(), [](auto cell) {
        return std::any_of(cell.begin(), cell.end(), is_digit);
      });
  if (titles && lines.size() > 1) lines.erase(lines.begin());
  return lines;
}

/// Whether these count periods: 0, 1, 2, ... or 1, 2, 3, ...
bool counts_periods(const Cells& cells) {
  const size_t first = cells[0] == "1" ? 1 : 0;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] != std::to_string(first + i)) return false;
  }
  return true;
}

/// All cells in a row, without those that number the periods.
Cells values_of(const std::vector<Cells>& lines) {
  if (lines.size() == 2 && lines[0].size() == lines[1].size() && lines[0].size() >= kFewest &&
      counts_periods(lines[0])) {
    return lines[1];
  }
  Cells all;
  Cells numbers;
  Cells values;
  for (const Cells& line : lines) {
    all.insert(all.end(), line.begin(), line.end());
    if (line.size() != 2) continue;
    numbers.push_back(line[0]);
    values.push_back(line[1]);
  }
  const bool numbered =
      values.size() == lines.size() && values.size() >= kFewest && counts_periods(numbers);
  return numbered ? values : all;
}

Result<Retained> read_as(std::string_view text, const Reading& reading, double typed_customers) {
  std::vector<RetainedNumber> numbers;
  for (const std::string_view cell : values_of(split(text, reading.comma))) {
    const std::string_view bare = without(cell, "%");
    const auto value = read_number(without(bare, "명"), reading);
    if (!value) return Error{"retained_not_number", {}, std::string(cell.substr(0, 40))};
    numbers.push_back({*value, bare.size() < cell.size()});
  }
  return retained_of(std::move(numbers), typed_customers);
}

/// Up to four decimals, without zeros at the end.
std::string shown(double value) {
  std::string text = format_fixed(value, 4);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

Result<Retained> retained_of(std::vector<RetainedNumber> numbers, double typed_customers) {
  if (numbers.empty()) return Error{"retained_missing", {}, {}};
  if (numbers.size() > kMost) return Error{"retained_too_many", {}, std::to_string(kMost)};
  const auto hundreds = static_cast<size_t>(std::count_if(
      numbers.begin(), numbers.end(), [](const RetainedNumber& n) { return n.of_hundred; }));
  const bool all_hundreds = hundreds == numbers.size();
  const bool after_count = hundreds + 1 == numbers.size() && !numbers[0].of_hundred && hundreds > 0;
  if (hundreds > 0 && !all_hundreds && !after_count) return Error{"retained_mixed", {}, {}};

  double highest = 0;
  bool decimals = false;
  for (const RetainedNumber& number : numbers) {
    highest = std::max(highest, number.value);
    decimals = decimals || number.value != std::floor(number.value);
  }
  const double first = numbers[0].value;
  double whole = 0;  // what stands for everybody; 0 = these are counts
  if (all_hundreds || (hundreds == 0 && first == 100 && (decimals || typed_customers > 0))) {
    whole = 100;
  } else if (hundreds == 0 && highest <= 1 && (decimals || typed_customers > 0)) {
    whole = 1;
  }

  Retained retained;
  std::vector<double>& customers = retained.customers;
  double scale = 1;
  if (whole > 0) {
    retained.base = typed_customers > 0 ? Base::typed : Base::assumed;
    scale = (typed_customers > 0 ? typed_customers : kAssumedCustomers) / whole;
    if (first < whole) customers.push_back(whole * scale);
  }
  if (after_count) {
    customers.push_back(first);
    for (size_t i = 1; i < numbers.size(); ++i) customers.push_back(first * numbers[i].value / 100);
  } else {
    for (const RetainedNumber& number : numbers) customers.push_back(number.value * scale);
  }

  if (customers.size() < kFewest) {
    return Error{"retained_too_few", {}, std::to_string(customers.size())};
  }
  for (size_t i = 0; i < customers.size(); ++i) {
    if (!(customers[i] > 0) || !std::isfinite(customers[i])) return Error{"retained_zero", {}, {}};
    if (i > 0 && customers[i] > customers[i - 1]) {
      return Error{"retained_rising",
                   {},
                   shown(customers[i - 1] / scale) + ", " + shown(customers[i] / scale)};
    }
  }
  if (customers.back() == customers.front()) return Error{"retained_nobody_lost", {}, {}};
  return retained;
}

Result<Retained> read_retained(std::string_view text, double typed_customers) {
  // Where commas alone stand between numbers, that is what they are for.
  const bool only_commas =
      std::none_of(text.begin(), text.end(), [](char c) { return is_gap(c) || c == '\n'; });
  constexpr Reading kReadings[] = {{Mark::separator, Mark::decimal},
                                   {Mark::group, Mark::decimal},
                                   {Mark::decimal, Mark::group},
                                   {Mark::separator, Mark::group}};
  std::optional<Retained> found;
  std::optional<Error> failure;
  for (const Reading& reading : kReadings) {
    if (only_commas && reading.comma != Mark::separator) continue;
    const Result<Retained> read = read_as(text, reading, typed_customers);
    if (!read.ok()) {
      // What is wrong with numbers that could be read says more than that they could not.
      if (!failure || failure->code == "retained_not_number") failure = read.error();
    } else if (found && found->customers != read.value().customers) {
      return Error{"retained_ambiguous", {}, {}};
    } else {
      found = read.value();
    }
  }
  if (found) return std::move(*found);
  return *failure;
}

}  // namespace dangol::engine
