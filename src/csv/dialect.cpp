#include "csv/dialect.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "csv/encoding.h"
#include "csv/record_batch.h"
#include "csv/record_reader.h"

namespace dangol::csv {
namespace {

/// How much of a sample is looked at; the caller may give more.
constexpr size_t kSampleBytes = 256U << 10U;
constexpr size_t kSampleRecords = 300;
/// Records are cut a window at a time, so that the rest of the sample is left alone once there are
/// enough of them.
constexpr size_t kWindowBytes = 16U << 10U;
/// A header may stand anywhere in the first records; what is above it are notices.
constexpr size_t kHeaderWithin = 20;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

using Row = std::vector<std::string>;

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// ---- What is not text at all -------------------------------------------------------------------

/// Control bytes that no text file holds, more than one in a hundred.
bool looks_binary(std::string_view sample) {
  const auto odd = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && !(byte >= '\t' && byte <= '\r') && byte != 0x1A && byte != 0x1B;
  });
  return sample.find('\0') != std::string_view::npos ||
         static_cast<size_t>(odd) * 100 > sample.size();
}

bool contains(std::string_view bytes, std::string_view piece) {
  return bytes.find(piece) != std::string_view::npos;
}

/// Whether the bytes hold an ASCII name as UTF-16LE.
bool contains_wide(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (const char letter : name) {
    wide += letter;
    wide += '\0';
  }
  return contains(bytes, wide);
}

// ---- Records of the sample ---------------------------------------------------------------------

class RowCollector : public RecordSink {
 public:
  [[nodiscard]] bool on_records(const RecordBatch& batch) override {
    std::string scratch;
    for (size_t record = 0; record < batch.size() && rows.size() < kSampleRecords; ++record) {
      Row row;
      row.reserve(batch.columns(record));
      for (size_t column = 0; column < batch.columns(record); ++column) {
        row.emplace_back(
            unescape(batch.raw(record, column), batch.escaped(record, column), scratch));
      }
      rows.push_back(std::move(row));
      const size_t begin = batch.offsets[record];
      spaced += starts_with(batch.text.substr(begin), " ") ||
                        batch.text.substr(begin, batch.text.find_first_of("\r\n", begin) - begin)
                                .find("  ") != std::string_view::npos
                    ? 1U
                    : 0U;
    }
    return rows.size() < kSampleRecords;
  }

  std::vector<Row> rows;
  size_t spaced = 0;  ///< records that start with a space or hold two in a row
};

/// The sample's records as `dialect` cuts them, the last one left out when it may be incomplete.
RowCollector read_rows(std::string_view sample, bool complete, const Dialect& dialect) {
  RowCollector collector;
  ReaderLimits limits;
  limits.buffer_bytes = kWindowBytes;
  RecordReader reader(dialect, limits);
  bool all = reader.feed(sample, collector).ok();
  all = all && reader.finish(collector).ok();
  const bool ragged = all && !complete && sample.back() != '\n' && sample.back() != '\r';
  if (ragged && collector.rows.size() > 1) collector.rows.pop_back();
  return collector;
}

/// The commonest number of columns among rows of at least `least`, and how many rows have it.
struct Shape {
  size_t columns = 0;
  size_t rows = 0;
};

Shape commonest_shape(const std::vector<Row>& rows, size_t least) {
  std::vector<size_t> widths;
  widths.reserve(rows.size());
  for (const Row& row : rows) {
    if (row.size() >= least) widths.push_back(row.size());
  }
  std::sort(widths.begin(), widths.end());
  Shape best;
  for (auto first = widths.begin(); first != widths.end();) {
    const auto next = std::upper_bound(first, widths.end(), *first);
    const auto count = static_cast<size_t>(next - first);
    if (count >= best.rows) best = {*first, count};
    first = next;
  }
  return best;
}

/// The rows from the first that has two columns on, when what stands above are notices: at least
/// two rows, all but a few of one shape. Else all rows.
struct Body {
  size_t first = 0;
  Shape shape;  ///< of at least two columns; none = no row has them
};

Body find_body(const std::vector<Row>& rows) {
  const auto wide =
      std::find_if(rows.begin(), rows.end(), [](const Row& row) { return row.size() > 1; });
  const auto first = static_cast<size_t>(wide - rows.begin());
  const Body all{0, commonest_shape(rows, 2)};
  if (first == 0 || first >= kHeaderWithin || all.shape.rows < 2) return all;
  const size_t below = rows.size() - first;
  return all.shape.rows * 5 >= below * 4 ? Body{first, all.shape} : all;
}

/// How well a delimiter explains the rows: the share of rows of one shape, weighed by how many
/// columns they have; 0 = not at all. What explains only those below notices explains less.
double score(const RowCollector& collector, bool aligned) {
  constexpr double kLeastShare = 0.3;         // below it the byte is part of the text
  constexpr double kLeastAlignedShare = 0.8;  // words are apart by spaces too
  constexpr double kBelowNotices = 0.01;
  const Body body = find_body(collector.rows);
  if (body.shape.columns == 0) return 0;
  const double weight = 1 - 1 / static_cast<double>(body.shape.columns);
  const auto all = static_cast<double>(collector.rows.size());
  const double share = static_cast<double>(body.shape.rows) / all;
  if (share < (aligned ? kLeastAlignedShare : kLeastShare)) {
    return body.first > 0 && !aligned ? kBelowNotices * weight : 0;
  }
  // Columns drawn up under each other show in leading spaces and in more than one at a time.
  if (aligned && static_cast<double>(collector.spaced) < all / 2) return 0;
  return share * weight;
}

// ---- The header --------------------------------------------------------------------------------

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
bool is_ascii_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}
bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

std::string_view trim_spaces(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Bytes at the start of `text` that belong to an amount or a date though they are no ASCII.
size_t value_sign(std::string_view text) {
  for (const std::string_view sign : {"년", "월", "일", "원", "오전", "오후", "₩", "￦", "€", "£",
                                      "¥", "\xC2\xA0", "\xE2\x88\x92"}) {
    if (starts_with(text, sign)) return sign.size();
  }
  return 0;
}

bool looks_like_address(std::string_view cell) {
  const size_t at = cell.find('@');
  return at != std::string_view::npos && at > 0 && cell.find('.', at) != std::string_view::npos &&
         cell.find(' ') == std::string_view::npos;
}

/// A cell that no column would be named by: an e-mail address, or digits with signs of amounts and
/// dates around them and few letters (`12 USD`, `2024-01-05T09:30Z`, `Jan 5, 2024`, but not `Tax
/// 1`).
bool looks_like_value(std::string_view cell) {
  constexpr std::ptrdiff_t kMostLetters = 3;
  cell = trim_spaces(cell);
  if (looks_like_address(cell)) return true;
  for (size_t i = 0; i < cell.size();) {
    const bool ascii = static_cast<unsigned char>(cell[i]) < 0x80;
    const size_t size = ascii ? 1 : value_sign(cell.substr(i));
    if (size == 0) return false;
    i += size;
  }
  const auto digits = std::count_if(cell.begin(), cell.end(), is_digit);
  const auto letters = std::count_if(cell.begin(), cell.end(), is_ascii_letter);
  if (digits == 0 || letters > kMostLetters) return false;
  return !is_ascii_letter(cell.front()) ||
         (letters == kMostLetters && digits >= 2 && cell.size() > 3 && cell[3] == ' ');
}

size_t filled_cells(const Row& row) {
  return static_cast<size_t>(std::count_if(
      row.begin(), row.end(), [](const std::string& cell) { return !trim_spaces(cell).empty(); }));
}

/// Whether the rows below `header` hold, under some name, what the name is not: values, or codes
/// with digits under a name without. Of a file that is all words nothing can be said.
enum class Contrast { none, some, no_rows };

Contrast contrast_below(const std::vector<Row>& rows, size_t header) {
  constexpr double kMost = 0.6;
  if (header + 1 == rows.size()) return Contrast::no_rows;
  for (size_t column = 0; column < rows[header].size(); ++column) {
    const std::string& name = rows[header][column];
    if (trim_spaces(name).empty()) continue;
    size_t cells = 0;
    size_t values = 0;
    size_t with_digits = 0;
    for (size_t row = header + 1; row < rows.size(); ++row) {
      if (column >= rows[row].size() || trim_spaces(rows[row][column]).empty()) continue;
      ++cells;
      values += looks_like_value(rows[row][column]) ? 1 : 0;
      with_digits += has_digit(rows[row][column]) ? 1 : 0;
    }
    const double most = kMost * static_cast<double>(cells);
    if (cells == 0) continue;
    if (static_cast<double>(values) > most) return Contrast::some;
    if (!has_digit(name) && static_cast<double>(with_digits) > most) return Contrast::some;
  }
  return Contrast::none;
}

/// Whether one of the row's cells stands again below in its own column: names do not.
bool repeats_below(const std::vector<Row>& rows, size_t header) {
  for (size_t column = 0; column < rows[header].size(); ++column) {
    const std::string& name = rows[header][column];
    if (trim_spaces(name).empty()) continue;
    for (size_t row = header + 1; row < rows.size(); ++row) {
      if (column < rows[row].size() && rows[row][column] == name) return true;
    }
  }
  return false;
}

/// The 1-based record of the names, 0 = none. `first` is the first record that may be one.
uint32_t find_header(const std::vector<Row>& rows, size_t first) {
  const Body body = find_body(rows);
  const size_t columns = body.first > 0 ? body.shape.columns : commonest_shape(rows, 1).columns;
  for (size_t i = first; i < rows.size() && i < first + kHeaderWithin; ++i) {
    const size_t filled = filled_cells(rows[i]);
    const bool notice = columns > 1 && filled * 2 <= columns && i + 1 < rows.size();
    if (notice) continue;
    if (std::any_of(rows[i].begin(), rows[i].end(), looks_like_value)) return 0;
    // All in words: most files have names, so only a word that comes again speaks against them.
    const bool is_header = contrast_below(rows, i) == Contrast::some || !repeats_below(rows, i);
    return is_header ? static_cast<uint32_t>(i + 1) : 0;
  }
  return 0;
}

/// The delimiter of Excel's hint line `sep=;`, or NUL.
char hinted_delimiter(std::string_view text) {
  if (!starts_with(text, "sep=") || text.size() < 5) return '\0';
  const bool alone = text.size() == 5 || text[5] == '\r' || text[5] == '\n';
  const bool known = std::string_view(",;\t|").find(text[4]) != std::string_view::npos;
  return alone && known ? text[4] : '\0';
}

}  // namespace

std::string_view not_text(std::string_view raw) {
  if (starts_with(raw, std::string_view("PK\x03\x04", 4)) || starts_with(raw, "PK\x05\x06")) {
    // A workbook is an archive too; any other one holds the table under its name.
    const bool workbook = contains(raw, "[Content_Types].xml") || contains(raw, "xl/");
    const bool table = contains(raw, ".csv") || contains(raw, ".CSV") || contains(raw, ".tsv") ||
                       contains(raw, ".txt") || contains(raw, ".xls");
    return table && !workbook ? "compressed_file" : "xlsx_file";
  }
  if (starts_with(raw, "\x1F\x8B")) return "compressed_file";
  if (starts_with(raw, "\xD0\xCF\x11\xE0")) {
    // The same container holds old workbooks and what encryption makes of new ones. The names of
    // its streams tell them apart.
    const bool locked =
        contains_wide(raw, "EncryptedPackage") || contains_wide(raw, "EncryptionInfo");
    const bool old = contains_wide(raw, "Workbook") || contains_wide(raw, "Book");
    return old && !locked ? "old_xls_file" : "locked_file";
  }
  if (starts_with(raw, "%PDF-")) return "binary_file";
  const auto marked = detect_marked(raw);
  const bool wide = marked == Encoding::utf16le || marked == Encoding::utf16be;
  return !wide && looks_binary(raw) ? "binary_file" : "";
}

Result<Dialect> detect_dialect(std::string_view sample, bool complete,
                               const ChosenDialect& chosen) {
  Dialect dialect;
  if (starts_with(sample, kByteOrderMark)) dialect.byte_order_mark = kByteOrderMark.size();
  const std::string_view text = sample.substr(dialect.byte_order_mark);
  if (text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos) {
    return Error{"empty_file", {}, {}};
  }
  complete = complete && text.size() <= kSampleBytes;
  const std::string_view looked_at = text.substr(0, kSampleBytes);

  const char hint = hinted_delimiter(text);
  std::vector<Row> rows;
  double best = -1;
  for (const char delimiter : {',', '\t', ';', '|', ' '}) {
    if (chosen.delimiter && *chosen.delimiter != delimiter) continue;
    if (!chosen.delimiter && hint != '\0' && hint != delimiter) continue;
    Dialect attempt;
    attempt.delimiter = delimiter;
    attempt.aligned_spaces = delimiter == ' ';
    RowCollector collector = read_rows(looked_at, complete, attempt);
    const double reached = score(collector, attempt.aligned_spaces);
    if (reached <= best) continue;
    best = reached;
    dialect.delimiter = delimiter;
    dialect.aligned_spaces = attempt.aligned_spaces;
    rows = std::move(collector.rows);
  }
  if (chosen.delimiter) {
    dialect.delimiter = *chosen.delimiter;
    dialect.aligned_spaces = *chosen.delimiter == ' ';
    if (rows.empty()) rows = read_rows(looked_at, complete, dialect).rows;
  }
  dialect.header_row =
      chosen.header_row ? *chosen.header_row : find_header(rows, hint == '\0' ? 0 : 1);
  return dialect;
}

}  // namespace dangol::csv
