#include "table/table_reader.h"

#include <algorithm>

#include "base/date_time.h"
#include "base/number.h"
#include "base/utf8.h"
#include "table/column_names.h"
#include "table/sample.h"

namespace dangol::table {

namespace {

constexpr Role kTextRoles[] = {Role::customer, Role::email,  Role::phone,
                               Role::order,    Role::status, Role::currency};
constexpr size_t kExampleCharacters = 40;

/// trim() without a call for the cells that need none.
std::string_view trim_cell(std::string_view text) {
  if (text.empty()) return text;
  const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
  return plain(text.front()) && plain(text.back()) ? text : trim(text);
}

AmountState to_state(NumberProblem problem) {
  switch (problem) {
    case NumberProblem::none:
      return AmountState::known;
    case NumberProblem::blank:
      return AmountState::blank;
    case NumberProblem::out_of_range:
      return AmountState::out_of_range;
    case NumberProblem::unreadable:
      break;
  }
  return AmountState::unreadable;
}

/// The plain ISO date that most exports have, eight comparisons instead of a grammar.
bool parse_plain_iso(std::string_view text, CivilDate& date) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  uint32_t digits[10];
  bool valid = true;
  for (const size_t i : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    digits[i] = static_cast<uint32_t>(static_cast<unsigned char>(text[i])) - '0';
    valid = valid && digits[i] <= 9;
  }
  if (!valid) return false;
  date.year = static_cast<int32_t>(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]);
  date.month = digits[5] * 10 + digits[6];
  date.day = digits[8] * 10 + digits[9];
  return date.year >= 1900 && date.year < 2200 && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= 28;
}

}  // namespace

TableReader::TableReader(const Schema& schema, RowSink& sink) : schema_(schema), sink_(sink) {
  for (size_t i = 0; i < kRoleCount; ++i) {
    columns_[i] = schema.column_of(role_at(i));
    out_.mapped[i] = columns_[i].has_value();
  }
  out_.has_amounts = out_.mapped[index_of(Role::amount)] || out_.mapped[index_of(Role::unit_price)];
}

bool TableReader::on_records(const csv::RecordBatch& batch) {
  size_t first = 0;
  if (records_ < schema_.header_row) {
    first = static_cast<size_t>(std::min<uint64_t>(schema_.header_row - records_, batch.size()));
  }
  records_ += batch.size();
  unescaped_.clear();
  last_date_.text = {};  // it pointed into the batch before
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
  out_.kinds.assign(count, RowKind::data);
  for (const Role role : kTextRoles) read_text(batch, first, role);
  read_text(batch, first, Role::time);
  read_dates();
  for (const Role role : {Role::amount, Role::unit_price, Role::quantity, Role::refund}) {
    read_text(batch, first, role);
  }
  read_amounts();
  mark_special_rows(batch, first);
}

/// The text of one cell; blank where the record is too short. Cells with doubled quotes are folded
/// into `unescaped_`, which is reserved once a batch so that earlier cells stay where they are.
std::string_view TableReader::cell(const csv::RecordBatch& batch, size_t record, size_t column) {
  if (column >= batch.columns(record)) return {};
  const std::string_view raw = batch.raw(record, column);
  if (!batch.escaped(record, column)) return trim_cell(raw);
  const std::string_view folded = csv::unescape(raw, true, scratch_);
  if (unescaped_.empty()) unescaped_.reserve(batch.text.size());
  const size_t start = unescaped_.size();
  unescaped_ += folded;
  return trim_cell(std::string_view(unescaped_).substr(start));
}

void TableReader::read_text(const csv::RecordBatch& batch, size_t first, Role role) {
  const auto column = columns_[index_of(role)];
  if (!column) return;
  auto& texts = out_.text[index_of(role)];
  texts.resize(out_.rows);
  for (size_t i = 0; i < out_.rows; ++i) texts[i] = cell(batch, first + i, *column);
}

TableReader::DateCell TableReader::parse_date(std::string_view text) {
  DateCell parsed;
  parsed.text = text;
  CivilDate plain;
  if (parse_plain_iso(text, plain)) {
    parsed.state = DateState::known;
    parsed.day = to_day(plain);
    return parsed;
  }
  DateFields fields;
  if (!parse_date_time(text, fields)) {
    parsed.state = text.empty() ? DateState::blank : DateState::unreadable;
    return parsed;
  }
  parsed.second = std::max(fields.second_of_day, 0);
  const bool either_way = fields.shape == DateShape::ymd || fields.first == fields.second;
  if (either_way) {
    const auto day = resolve_day(fields, true);
    parsed.state = day ? DateState::known : DateState::unreadable;
    parsed.day = day.value_or(0);
    return parsed;
  }
  const bool day_first = resolve_day(fields, true).has_value();
  const bool month_first = resolve_day(fields, false).has_value();
  parsed.state = DateState::ambiguous;
  parsed.day = pack_date(fields);
  parsed.either = day_first && month_first;
  if (!parsed.either) {
    parsed.evidence = day_first ? &evidence_.day_first : &evidence_.month_first;
  }
  return parsed;
}

void TableReader::read_dates() {
  if (!columns_[index_of(Role::time)]) return;
  const auto& texts = out_.text[index_of(Role::time)];
  out_.days.resize(out_.rows);
  out_.date_states.resize(out_.rows);
  out_.seconds.resize(out_.rows);
  out_.has_times = false;
  for (size_t i = 0; i < out_.rows; ++i) {
    if (texts[i] != last_date_.text || texts[i].empty()) last_date_ = parse_date(texts[i]);
    out_.days[i] = last_date_.day;
    out_.date_states[i] = last_date_.state;
    out_.seconds[i] = last_date_.second;
    out_.has_times = out_.has_times || last_date_.second != 0;
    if (last_date_.either && evidence_.either++ == 0) evidence_.either_line = out_.lines[i];
    if (OrderEvidence* evidence = last_date_.evidence; evidence && evidence->rows++ == 0) {
      evidence->first_line = out_.lines[i];
      evidence->example = shorten(texts[i], kExampleCharacters);
    }
  }
}

void TableReader::read_money(Role role, std::vector<Money>& values,
                             std::vector<AmountState>& states) {
  const auto& texts = out_.text[index_of(role)];
  values.resize(out_.rows);
  states.resize(out_.rows);
  for (size_t i = 0; i < out_.rows; ++i) {
    Money value = 0;
    states[i] =
        to_state(parse_money(texts[i], schema_.number_formats[index_of(role)], value, rounded_));
    values[i] = value;
  }
}

/// Turns the unit prices in `amounts` into values of lines.
void TableReader::multiply_prices() {
  read_money(Role::quantity, quantities_, quantity_states_);
  for (size_t i = 0; i < out_.rows; ++i) {
    AmountState& state = out_.amount_states[i];
    if (state != AmountState::known) continue;
    state = quantity_states_[i];
    if (state != AmountState::known) continue;
    const auto product = multiply(out_.amounts[i], quantities_[i]);
    if (!product) state = AmountState::out_of_range;
    out_.amounts[i] = product.value_or(0);
  }
  for (size_t i = 0; i < out_.rows; ++i) {
    if (out_.amount_states[i] != AmountState::known) out_.amounts[i] = 0;
  }
}

void TableReader::read_amounts() {
  if (columns_[index_of(Role::amount)]) {
    read_money(Role::amount, out_.amounts, out_.amount_states);
  } else if (columns_[index_of(Role::unit_price)]) {
    read_money(Role::unit_price, out_.amounts, out_.amount_states);
    if (columns_[index_of(Role::quantity)]) multiply_prices();
  }
  if (!columns_[index_of(Role::refund)]) return;
  read_money(Role::refund, out_.refunds, refund_states_);
  for (size_t i = 0; i < out_.rows; ++i) {
    if (out_.refunds[i] > 0) out_.refunds[i] = -out_.refunds[i];
    const AmountState state = refund_states_[i];
    if (state != AmountState::known && state != AmountState::blank) ++unreadable_refunds_;
  }
}

/// Looks for headers and sums among the rows whose date or amount is missing: others are neither.
void TableReader::mark_special_rows(const csv::RecordBatch& batch, size_t first) {
  for (size_t i = 0; i < out_.rows; ++i) {
    const bool dated = out_.date_states.empty() || out_.date_states[i] == DateState::known ||
                       out_.date_states[i] == DateState::ambiguous;
    const bool valued = out_.amount_states.empty() || out_.amount_states[i] == AmountState::known;
    if (dated && valued && !out_.date_states.empty()) continue;
    if (is_header(batch, first + i)) {
      out_.kinds[i] = RowKind::repeated_header;
    } else if ((!dated || out_.date_states.empty()) && is_totals(batch, first + i)) {
      out_.kinds[i] = RowKind::totals;
    }
  }
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

std::vector<Warning> TableReader::warnings() const {
  std::vector<Warning> warnings;
  if (rounded_) warnings.push_back({"amounts_rounded", 0, 0, {}});
  if (unreadable_refunds_ > 0) {
    warnings.push_back({"refund_unreadable", unreadable_refunds_, 0, {}});
  }
  return warnings;
}

}  // namespace dangol::table
