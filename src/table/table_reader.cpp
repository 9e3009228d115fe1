#include "table/table_reader.h"

#include <algorithm>

#include "base/normalise.h"
#include "base/utf8.h"
#include "csv/record_reader.h"
#include "table/column_names.h"
#include "table/record_hash.h"
#include "table/sample.h"

namespace dangol::table {

namespace {

/// Handed to the ledger as text, composed.
constexpr Role kTextRoles[] = {Role::customer,  Role::email,    Role::phone,     Role::order,
                               Role::status,    Role::currency, Role::cancelled, Role::event,
                               Role::reference, Role::score};
/// Read here; their text is for examples.
constexpr Role kTypedRoles[] = {Role::time,   Role::time_of_day, Role::time_zone,  Role::amount,
                                Role::refund, Role::discount,    Role::unit_price, Role::quantity};
/// What a line has of its own.
constexpr Role kLineRoles[] = {Role::line, Role::product, Role::quantity, Role::unit_price};

/// trim() without a call for the cells that need none.
std::string_view trim_cell(std::string_view text) {
  if (text.empty()) return text;
  const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
  return plain(text.front()) && plain(text.back()) ? text : trim(text);
}

/// Which of the fields that a batch keeps is that of a column.
size_t field_of(const csv::RecordBatch& batch, size_t column) {
  if (batch.kept.empty()) return column;
  const auto kept = std::lower_bound(batch.kept.begin(), batch.kept.end(), column);
  return static_cast<size_t>(kept - batch.kept.begin());
}

std::string_view text_of(std::string_view text, const csv::FieldRange& cell) {
  return text.substr(cell.begin, cell.size);
}

}  // namespace

TableReader::TableReader(const Schema& schema, RowSink& sink, std::string_view time_zone)
    : schema_(schema), sink_(sink), dates_(schema, time_zone), amounts_(schema) {
  for (size_t i = 0; i < kRoleCount; ++i) {
    columns_[i] = schema.column_of(role_at(i));
    out_.mapped[i] = columns_[i].has_value();
  }
  out_.dimensions.resize(schema.dimensions.size());
  out_.has_amounts = out_.mapped[index_of(Role::amount)] || out_.mapped[index_of(Role::unit_price)];
}

std::vector<uint32_t> TableReader::columns() const {
  std::vector<uint32_t> columns;
  const auto add = [&](Role role) {
    const auto column = columns_[index_of(role)];
    if (column) columns.push_back(static_cast<uint32_t>(*column));
  };
  for (const Role role : kTextRoles) add(role);
  for (const Role role : kTypedRoles) add(role);
  for (const auto& dimension : schema_.dimensions) {
    columns.push_back(static_cast<uint32_t>(dimension.column));
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  // To pass over none is quicker than to ask of each whether it is to be passed over.
  if (columns.size() == schema_.columns.size()) columns.clear();
  return columns;
}

bool TableReader::on_records(const csv::RecordBatch& batch) {
  size_t first = 0;
  if (records_ < schema_.header_row) {
    first = static_cast<size_t>(std::min<uint64_t>(schema_.header_row - records_, batch.size()));
  }
  records_ += batch.size();
  composes_ = !batch.ascii;
  kept_.clear();
  dates_.forget_texts();  // they pointed into the batch before
  while (first < batch.size()) {
    const size_t count = std::min(RowBatch::kRows, batch.size() - first);
    read_rows(batch, first, count);
    rows_ += count;
    if (!sink_.on_rows(out_)) return false;
    first += count;
  }
  return true;
}

void TableReader::read_rows(const csv::RecordBatch& batch, size_t first, size_t count) {
  out_.rows = count;
  out_.lines.resize(count);
  for (size_t i = 0; i < count; ++i) out_.lines[i] = batch.first_line + batch.lines[first + i];
  const auto read_role = [&](Role role) {
    const auto column = columns_[index_of(role)];
    if (column) read_text(batch, first, *column, out_.text[index_of(role)]);
  };
  for (const Role role : kTextRoles) read_role(role);
  const bool days_read = read_plain_days(batch, first);
  const bool amounts_read = read_plain_amounts(batch, first);
  for (const Role role : kTypedRoles) {
    const bool read = (role == Role::time && days_read) || (role == Role::amount && amounts_read);
    if (!read) read_role(role);
  }
  for (size_t i = 0; i < schema_.dimensions.size(); ++i) {
    read_text(batch, first, schema_.dimensions[i].column, out_.dimensions[i]);
  }
  if (composes_) {
    for (const Role role : kTextRoles) {
      if (out_.mapped[index_of(role)]) compose_text(batch, out_.text[index_of(role)]);
    }
    for (auto& texts : out_.dimensions) compose_text(batch, texts);
  }
  fill_currency();
  if (!days_read) dates_.read(out_);
  if (!amounts_read) amounts_.read(out_);
  hash_records(batch, first);
  if (days_read && (amounts_read || !out_.has_amounts)) {
    out_.kinds.assign(out_.rows, RowKind::data);
    after_data_ = true;
  } else {
    mark_special_rows(batch, first);
  }
}

bool TableReader::read_plain_days(const csv::RecordBatch& batch, size_t first) {
  const auto column = columns_[index_of(Role::time)];
  if (!column) return false;
  out_.text[index_of(Role::time)].clear();
  return dates_.read_plain({batch, first, field_of(batch, *column)}, out_);
}

bool TableReader::read_plain_amounts(const csv::RecordBatch& batch, size_t first) {
  const auto column = columns_[index_of(Role::amount)];
  if (!column) return false;
  out_.text[index_of(Role::amount)].clear();
  return amounts_.read_plain({batch, first, field_of(batch, *column)}, out_);
}

/// Keeps a text that is not as it stands in the file. The room never moves within a batch, so that
/// cells read before stay where they are; it holds all of a batch, once unescaped and once
/// composed, of columns that are read twice, for their role and as a dimension.
std::string_view TableReader::keep(const csv::RecordBatch& batch, std::string_view text) {
  if (kept_.empty()) kept_.reserve(4 * batch.text.size());
  const size_t start = kept_.size();
  kept_ += text;
  return std::string_view(kept_).substr(start);
}

/// The text of one cell; blank where the record is too short.
std::string_view TableReader::cell(const csv::RecordBatch& batch, size_t record, size_t field) {
  if (field >= batch.columns(record)) return {};
  const std::string_view raw = batch.raw(record, field);
  if (!batch.escaped(record, field)) return trim_cell(raw);
  return trim_cell(keep(batch, csv::unescape(raw, true, scratch_)));
}

void TableReader::read_text(const csv::RecordBatch& batch, size_t first, size_t column,
                            std::vector<std::string_view>& texts) {
  texts.resize(out_.rows);
  const size_t field = field_of(batch, column);
  const char* const bytes = batch.text.data();
  const csv::FieldRange* const fields = batch.fields.data();
  const uint32_t* const first_field = batch.first_field.data() + first;
  for (size_t i = 0; i < out_.rows; ++i) {
    // Nearly every cell is there and holds no quotes.
    const size_t at = first_field[i] + field;
    if (at < first_field[i + 1] && fields[at].escaped == 0) {
      texts[i] = trim_cell({bytes + fields[at].begin, fields[at].size});
    } else {
      texts[i] = cell(batch, first + i, field);
    }
  }
}

/// Names typed on a Mac come with their letters taken apart.
void TableReader::compose_text(const csv::RecordBatch& batch,
                               std::vector<std::string_view>& texts) {
  for (std::string_view& text : texts) {
    if (needs_nfc(text)) text = keep(batch, normalise(text, scratch_));
  }
}

/// A cell that names no currency means the one that the heading of the amounts names.
void TableReader::fill_currency() {
  if (schema_.currency.empty() || !out_.mapped[index_of(Role::currency)]) return;
  for (std::string_view& text : out_.text[index_of(Role::currency)]) {
    if (text.empty()) text = schema_.currency;
  }
}

void TableReader::hash_records(const csv::RecordBatch& batch, size_t first) {
  out_.hashes.resize(out_.rows);
  for (size_t i = 0; i < out_.rows; ++i) {
    out_.hashes[i] = hash_record(batch.record_text(first + i));
  }
}

/// Looks for rows that are no data among those whose date or amount is missing: others are.
void TableReader::mark_special_rows(const csv::RecordBatch& batch, size_t first) {
  out_.kinds.assign(out_.rows, RowKind::data);
  const bool has_dates = !out_.date_states.empty();
  for (size_t i = 0; i < out_.rows; ++i) {
    const bool dated = !has_dates || out_.date_states[i] == DateState::known ||
                       out_.date_states[i] == DateState::ambiguous;
    const bool valued = out_.amount_states.empty() || out_.amount_states[i] == AmountState::known;
    if (!dated || !valued || !has_dates) {
      out_.kinds[i] = kind_of(batch, first + i, i, dated && has_dates);
    }
    after_data_ = out_.kinds[i] == RowKind::data || out_.kinds[i] == RowKind::continuation;
  }
}

RowKind TableReader::kind_of(const csv::RecordBatch& batch, size_t record, size_t row, bool dated) {
  const bool as_header = starts_as_header(batch, record);
  if (dated && !as_header) return RowKind::data;
  // What the columns without a role hold matters now.
  csv::split_record(batch, record, cells_);
  const std::string_view text = batch.text;
  if (as_header && is_header(text)) return RowKind::repeated_header;
  if (dated) return RowKind::data;
  if (is_totals(text)) return RowKind::totals;
  // Before what continues an order: the first column may hold the numbers of lines.
  if (is_note(text)) return RowKind::note;
  return continues(text, row) ? RowKind::continuation : RowKind::data;
}

/// Whether the first field that is kept holds the name of its column: hardly ever.
bool TableReader::starts_as_header(const csv::RecordBatch& batch, size_t record) {
  const size_t column = batch.kept.empty() ? 0 : batch.kept.front();
  if (column >= schema_.header.size() || batch.columns(record) == 0) return false;
  return is_name(column, batch.raw(record, 0), batch.escaped(record, 0));
}

bool TableReader::is_name(size_t column, std::string_view text, bool escaped) {
  const std::string_view cell = csv::unescape(text, escaped, scratch_);
  return trim(cell.substr(0, SampleCollector::kCellBytes)) == trim(schema_.header[column]);
}

bool TableReader::is_header(std::string_view text) {
  const size_t count = schema_.header.size();
  if (count == 0 || cells_.size() < count) return false;
  for (size_t column = 0; column < count; ++column) {
    const csv::FieldRange& cell = cells_[column];
    if (!is_name(column, text_of(text, cell), cell.escaped != 0)) return false;
  }
  return true;
}

bool TableReader::is_totals(std::string_view text) const {
  for (const csv::FieldRange& cell : cells_) {
    const std::string_view word = trim_cell(text_of(text, cell));
    if (!word.empty()) return is_total_word(word);
  }
  return false;
}

bool TableReader::is_blank(std::string_view text, std::optional<size_t> column) const {
  return !column || *column >= cells_.size() || trim_cell(text_of(text, cells_[*column])).empty();
}

/// Text in the first cell and nothing else.
bool TableReader::is_note(std::string_view text) const {
  if (schema_.columns.size() < 2 || is_blank(text, 0)) return false;
  for (size_t column = 1; column < cells_.size(); ++column) {
    if (!is_blank(text, column)) return false;
  }
  return true;
}

/// A further line of the order above: nothing says which order, whose or when, but there are goods.
/// It fills more than the first cell, where it would be a note.
bool TableReader::continues(std::string_view text, size_t row) const {
  if (!after_data_) return false;
  for (const Role role : {Role::order, Role::customer, Role::email, Role::phone, Role::time}) {
    if (!out_.cell(role, row).empty()) return false;
  }
  return std::any_of(std::begin(kLineRoles), std::end(kLineRoles),
                     [&](Role role) { return !is_blank(text, columns_[index_of(role)]); });
}

std::vector<Warning> TableReader::warnings() const {
  std::vector<Warning> warnings;
  dates_.add_warnings(warnings);
  amounts_.add_warnings(warnings);
  return warnings;
}

}  // namespace dangol::table
