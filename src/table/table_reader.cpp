#include "table/table_reader.h"

#include <algorithm>

#include "base/normalise.h"
#include "base/utf8.h"
#include "table/column_names.h"
#include "table/record_hash.h"
#include "table/sample.h"

namespace dangol::table {

namespace {

/// Handed to the ledger as text, composed.
constexpr Role kTextRoles[] = {Role::customer,  Role::email,  Role::phone,
                               Role::order,     Role::status, Role::currency,
                               Role::cancelled, Role::event,  Role::reference};
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

bool is_blank(const csv::RecordBatch& batch, size_t record, std::optional<size_t> column) {
  return !column || *column >= batch.columns(record) ||
         trim_cell(batch.raw(record, *column)).empty();
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

bool TableReader::on_records(const csv::RecordBatch& batch) {
  size_t first = 0;
  if (records_ < schema_.header_row) {
    first = static_cast<size_t>(std::min<uint64_t>(schema_.header_row - records_, batch.size()));
  }
  records_ += batch.size();
  composes_ = ascii_prefix(batch.text) < batch.text.size();
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
  for (const Role role : kTypedRoles) read_role(role);
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
  dates_.read(out_);
  amounts_.read(out_);
  hash_records(batch, first);
  mark_special_rows(batch, first);
}

/// Keeps a text that is not as it stands in the file. The room never moves within a batch, so that
/// cells read before stay where they are; it holds all of a batch, once unescaped and once composed,
/// of columns that are read twice, for their role and as a dimension.
std::string_view TableReader::keep(const csv::RecordBatch& batch, std::string_view text) {
  if (kept_.empty()) kept_.reserve(4 * batch.text.size());
  const size_t start = kept_.size();
  kept_ += text;
  return std::string_view(kept_).substr(start);
}

/// The text of one cell; blank where the record is too short.
std::string_view TableReader::cell(const csv::RecordBatch& batch, size_t record, size_t column) {
  if (column >= batch.columns(record)) return {};
  const std::string_view raw = batch.raw(record, column);
  if (!batch.escaped(record, column)) return trim_cell(raw);
  return trim_cell(keep(batch, csv::unescape(raw, true, scratch_)));
}

void TableReader::read_text(const csv::RecordBatch& batch, size_t first, size_t column,
                            std::vector<std::string_view>& texts) {
  texts.resize(out_.rows);
  const char* const bytes = batch.text.data();
  const csv::FieldRange* const fields = batch.fields.data();
  const uint32_t* const first_field = batch.first_field.data() + first;
  for (size_t i = 0; i < out_.rows; ++i) {
    // Nearly every cell is there and holds no quotes.
    const size_t at = first_field[i] + column;
    if (at < first_field[i + 1] && fields[at].escaped == 0) {
      texts[i] = trim_cell({bytes + fields[at].begin, fields[at].size});
    } else {
      texts[i] = cell(batch, first + i, column);
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
    const size_t record = first + i;
    const csv::FieldRange& last = batch.fields[batch.first_field[record + 1] - 1];
    const size_t begin = batch.offsets[record];
    out_.hashes[i] = hash_record(batch.text.substr(begin, last.begin + last.size - begin));
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
  if (is_header(batch, record)) return RowKind::repeated_header;
  if (dated) return RowKind::data;
  if (is_totals(batch, record)) return RowKind::totals;
  // Before what continues an order: the first column may hold the numbers of lines.
  if (is_note(batch, record)) return RowKind::note;
  return continues(batch, record, row) ? RowKind::continuation : RowKind::data;
}

bool TableReader::is_header(const csv::RecordBatch& batch, size_t record) {
  const size_t count = schema_.header.size();
  if (count == 0 || batch.columns(record) < count) return false;
  for (size_t column = 0; column < count; ++column) {
    const std::string_view name = trim(schema_.header[column]);
    const std::string_view text =
        csv::unescape(batch.raw(record, column), batch.escaped(record, column), scratch_);
    if (trim(text.substr(0, SampleCollector::kCellBytes)) != name) return false;
  }
  return true;
}

bool TableReader::is_totals(const csv::RecordBatch& batch, size_t record) {
  for (size_t column = 0; column < batch.columns(record); ++column) {
    const std::string_view text = trim_cell(batch.raw(record, column));
    if (!text.empty()) return is_total_word(text);
  }
  return false;
}

/// Text in the first cell and nothing else.
bool TableReader::is_note(const csv::RecordBatch& batch, size_t record) const {
  if (schema_.columns.size() < 2 || is_blank(batch, record, 0)) return false;
  for (size_t column = 1; column < batch.columns(record); ++column) {
    if (!is_blank(batch, record, column)) return false;
  }
  return true;
}

/// A further line of the order above: nothing says which order, whose or when, but there are goods.
/// It fills more than the first cell, where it would be a note.
bool TableReader::continues(const csv::RecordBatch& batch, size_t record, size_t row) const {
  if (!after_data_) return false;
  for (const Role role : {Role::order, Role::customer, Role::email, Role::phone, Role::time}) {
    if (!out_.cell(role, row).empty()) return false;
  }
  return std::any_of(std::begin(kLineRoles), std::end(kLineRoles),
                     [&](Role role) { return !is_blank(batch, record, columns_[index_of(role)]); });
}

std::vector<Warning> TableReader::warnings() const {
  std::vector<Warning> warnings;
  dates_.add_warnings(warnings);
  amounts_.add_warnings(warnings);
  return warnings;
}

}  // namespace dangol::table
