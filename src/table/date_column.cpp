#include "table/date_column.h"

#include <algorithm>
#include <numeric>

#include "base/bytes.h"
#include "base/utf8.h"

namespace dangol::table {

namespace {

constexpr size_t kExampleCharacters = 40;
constexpr int32_t kSecondsPerDay = 86'400;
constexpr int32_t kSummerMinutes = 60;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
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

std::string offset_name(int32_t minutes) {
  if (minutes == 0) return "UTC";
  const int32_t size = std::abs(minutes);
  std::string name(minutes < 0 ? "-" : "+");
  for (const int32_t part : {size / 60, size % 60}) {
    if (name.size() > 1) name += ':';
    name += static_cast<char>('0' + part / 10);
    name += static_cast<char>('0' + part % 10);
  }
  return name;
}

/// The fraction of a day that a spreadsheet keeps of a time: `0.4375`.
int32_t parse_day_fraction(std::string_view text) {
  if (text.size() < 2 || text.size() > 20 || text[0] != '0' || text[1] != '.') return -1;
  std::string serial("45000");
  serial += text.substr(1);
  DateFields fields;
  return parse_excel_serial(serial, fields) ? fields.second_of_day : -1;
}

}  // namespace

std::string_view zone_of_heading(std::string_view heading) {
  const size_t close = heading.rfind(')');
  const size_t open = heading.rfind('(', close);
  if (close != std::string_view::npos && open != std::string_view::npos) {
    const std::string_view inside = trim(heading.substr(open + 1, close - open - 1));
    if (parse_time_zone(inside)) return inside;
  }
  const std::string_view last = trim(heading).substr(trim(heading).find_last_of(" _") + 1);
  const bool capitals =
      last.size() >= 3 && last.size() < trim(heading).size() &&
      std::all_of(last.begin(), last.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals && parse_time_zone(last) ? last : std::string_view{};
}

DateColumn::DateColumn(const Schema& schema, std::string_view zone)
    : wanted_(parse_time_zone(zone)), wanted_name_(wanted_ ? zone : std::string_view{}) {
  evidence_.usual = schema.usual_date_order;
  const auto heading = parse_time_zone(schema.time_zone);
  if (heading) heading_zone_ = NamedZone{*heading, schema.time_zone};
}

/// What the cell proves about the order of its numbers, or that none is open.
void DateColumn::judge_order(Cell& cell) const {
  const DateFields& fields = cell.fields;
  if (fields.shape == DateShape::ymd ||
      (fields.shape == DateShape::ambiguous && fields.first == fields.second)) {
    return;
  }
  const auto day_first = read_in_order(fields, DateOrder::dmy);
  const auto month_first = read_in_order(fields, DateOrder::mdy);
  auto year_first = read_in_order(fields, DateOrder::ymd);
  // `1/5/24` does not begin with its year, whatever the numbers would allow.
  if (cell.text.size() > 1 && !is_digit(cell.text[1])) year_first.reset();
  const int readings = (day_first ? 1 : 0) + (month_first ? 1 : 0) + (year_first ? 1 : 0);
  if (readings == 1) {
    cell.proof = day_first     ? Proof::day_first
                 : month_first ? Proof::month_first
                               : Proof::year_first;
  } else {
    cell.proof = month_first ? Proof::either : Proof::not_month_first;
  }
}

DateColumn::Form DateColumn::form_of(std::string_view text, DateShape shape) {
  if (shape == DateShape::two_digit) return Form::two_digit;
  if (shape == DateShape::ambiguous) return Form::year_last;
  const size_t digits =
      static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
  if (digits == 8) return Form::packed;
  if (digits < 4 || digits == text.size()) return Form::words;
  switch (text[digits]) {
    case '-':
      return Form::hyphens;
    case '/':
      return Form::slashes;
    case '.':
      return Form::dots;
    default:
      return Form::signs;
  }
}

void DateColumn::parse(std::string_view text) {
  last_ = Cell{};
  last_.text = text;
  CivilDate plain;
  if (parse_plain_iso(text, plain)) {
    last_.state = DateState::known;
    last_.day = to_day(plain);
    last_.form = Form::hyphens;
    last_.fields.year = plain.year;
    last_.fields.first = static_cast<uint8_t>(plain.month);
    last_.fields.second = static_cast<uint8_t>(plain.day);
    return;
  }
  if (text.empty()) return;
  DateFields& fields = last_.fields;
  if (parse_date_time(text, fields)) {
    last_.form = form_of(text, fields.shape);
  } else if (parse_excel_serial(text, fields)) {
    last_.form = Form::serial;
  } else if (parse_epoch(text, fields)) {
    last_.form = Form::epoch;
    fields.zone_minutes = 0;
  } else {
    last_.state = DateState::unreadable;
    return;
  }
  judge_order(last_);
  const NamedZone* zone = wanted_ ? zone_of(last_) : nullptr;
  place(last_, fields.second_of_day, zone == nullptr ? nullptr : &zone->zone);
}

/// Moves a wall clock of `zone` to the wanted zone; returns the second of the day there.
int32_t DateColumn::shift(Day& day, int32_t second, const TimeZone& zone) const {
  const int64_t wall = int64_t{day} * kSecondsPerDay + second;
  const int64_t utc = wall - int64_t{offset_at_local(zone, wall)} * 60;
  const int64_t there = utc + int64_t{offset_at_utc(*wanted_, utc)} * 60;
  const int64_t rest = (there % kSecondsPerDay + kSecondsPerDay) % kSecondsPerDay;
  day = static_cast<Day>((there - rest) / kSecondsPerDay);
  return static_cast<int32_t>(rest);
}

/// Gives an open date its position. Nobody has half a million different days; what comes after them
/// is no date.
void DateColumn::place_open(Cell& cell, PackedDate date) {
  const auto next = static_cast<OpenDate>(evidence_.open_dates.size());
  const auto [entry, added] = open_dates_.emplace(date, next);
  if (added && evidence_.open_dates.size() < kMostOpenDates) evidence_.open_dates.push_back(date);
  const bool kept = static_cast<size_t>(entry->second) < evidence_.open_dates.size();
  cell.state = kept ? DateState::ambiguous : DateState::unreadable;
  cell.day = kept ? entry->second : 0;
}

void DateColumn::place(Cell& cell, int32_t second_of_day, const TimeZone* zone) {
  const DateFields& fields = cell.fields;
  const bool converts = wanted_ && zone != nullptr && second_of_day >= 0;
  cell.second = std::max(second_of_day, 0);
  if (cell.proof == Proof::none) {
    const auto day = resolve_day(fields, true);
    cell.state = day ? DateState::known : DateState::unreadable;
    cell.day = day.value_or(0);
    if (day && converts) cell.second = shift(cell.day, cell.second, *zone);
    return;
  }
  DayShifts shifts{};
  if (converts) {
    // Summer time may put the readings an hour apart; the first that exists gives the second.
    bool first = true;
    for (const DateOrder order : kDateOrders) {
      const auto day = read_in_order(fields, order);
      if (!day) continue;
      Day there = *day;
      const int32_t second = shift(there, std::max(second_of_day, 0), *zone);
      shifts[static_cast<size_t>(order)] = there - *day;
      if (first) cell.second = second;
      first = false;
    }
  }
  place_open(cell, pack_date(fields, shifts));
}

const DateColumn::NamedZone* DateColumn::zone_of(const Cell& cell) {
  if (!cell.fields.zone_minutes) return heading_zone_ ? &*heading_zone_ : nullptr;
  const TimeZone zone{static_cast<int16_t>(*cell.fields.zone_minutes), SummerTime::none};
  if (!offset_zone_ || offset_zone_->zone != zone) {
    offset_zone_ = NamedZone{zone, offset_name(zone.minutes)};
  }
  return &*offset_zone_;
}

const DateColumn::NamedZone* DateColumn::zone_in_column(std::string_view text) {
  if (text != last_zone_text_) {
    last_zone_text_ = text;
    last_zone_.reset();
    const auto zone = parse_time_zone(text);
    if (zone) last_zone_ = NamedZone{*zone, std::string(text)};
  }
  return last_zone_ ? &*last_zone_ : nullptr;
}

int32_t DateColumn::second_in_column(std::string_view text) {
  if (text != last_clock_text_) {
    last_clock_text_ = text;
    const auto clock = parse_clock(text);
    last_clock_ = clock ? *clock : parse_day_fraction(text);
  }
  return last_clock_;
}

void DateColumn::note_zone(const NamedZone* zone) {
  if (zone == nullptr) {
    some_without_zone_ = true;
    return;
  }
  if (!first_zone_) first_zone_ = *zone;
  const TimeZone& seen = zone->zone;
  if (last_counted_ >= zones_.size() || zones_[last_counted_].zone != seen) {
    const auto known = std::find_if(zones_.begin(), zones_.end(),
                                    [&](const ZoneRows& counted) { return counted.zone == seen; });
    if (known == zones_.end() && zones_.size() == kMostZones) {
      ++rows_of_more_zones_;
      return;
    }
    last_counted_ = static_cast<size_t>(known - zones_.begin());
    if (known == zones_.end()) zones_.push_back({seen, 0});
  }
  ++zones_[last_counted_].rows;
}

/// What a row adds to the account of the column.
void DateColumn::note(const Cell& cell, uint64_t line) {
  if (cell.form == Form::two_digit) {
    const DateFields& fields = cell.fields;
    ++evidence_.two_digit;
    evidence_.first_numbers[fields.first / 64] |= uint64_t{1} << (fields.first % 64);
    const auto last = static_cast<uint32_t>(fields.year);
    evidence_.last_numbers[last / 64] |= uint64_t{1} << (last % 64);
  }
  const auto count = [&](OrderEvidence& evidence) {
    if (evidence.rows++ > 0) return;
    evidence.first_line = line;
    evidence.example = shorten(cell.text, kExampleCharacters);
  };
  switch (cell.proof) {
    case Proof::none:
      return;
    case Proof::day_first:
      return count(evidence_.day_first);
    case Proof::month_first:
      return count(evidence_.month_first);
    case Proof::year_first:
      return count(evidence_.year_first);
    case Proof::not_month_first:
      count(evidence_.not_month_first);
      break;
    case Proof::either:
      break;
  }
  if (evidence_.either++ > 0) return;
  evidence_.either_line = line;
  evidence_.either_example = shorten(cell.text, kExampleCharacters);
}

/// The column of days alone.
void DateColumn::read_alone(RowBatch& out) {
  const auto& texts = out.text[index_of(Role::time)];
  for (size_t i = 0; i < out.rows; ++i) {
    if (!same_bytes(texts[i], last_.text) || texts[i].empty()) parse(texts[i]);
    out.days[i] = last_.day;
    out.date_states[i] = last_.state;
    out.seconds[i] = last_.second;
    out.has_times = out.has_times || last_.second != 0;
    ++forms_[static_cast<size_t>(last_.form)];
    if (last_.form == Form::hyphens && last_.fields.second_of_day < 0) continue;
    if (last_.proof != Proof::none || last_.form == Form::two_digit) note(last_, out.lines[i]);
    if (last_.fields.second_of_day >= 0) note_zone(zone_of(last_));
  }
}

/// Days with a clock or a zone beside them.
void DateColumn::read_beside(RowBatch& out) {
  const auto& texts = out.text[index_of(Role::time)];
  for (size_t i = 0; i < out.rows; ++i) {
    if (!same_bytes(texts[i], last_.text) || texts[i].empty()) parse(texts[i]);
    Cell cell = last_;
    if (cell.form != Form::none) {
      int32_t second = cell.fields.second_of_day;
      if (second < 0) second = second_in_column(out.cell(Role::time_of_day, i));
      const NamedZone* zone = nullptr;
      if (!cell.fields.zone_minutes) zone = zone_in_column(out.cell(Role::time_zone, i));
      if (zone == nullptr) zone = zone_of(cell);
      place(cell, second, zone == nullptr ? nullptr : &zone->zone);
      if (second >= 0) note_zone(zone);
      note(cell, out.lines[i]);
    }
    out.days[i] = cell.day;
    out.date_states[i] = cell.state;
    out.seconds[i] = cell.second;
    out.has_times = out.has_times || cell.second != 0;
    ++forms_[static_cast<size_t>(cell.form)];
  }
}

bool DateColumn::has_beside(const RowBatch& out) {
  return out.mapped[index_of(Role::time_of_day)] || out.mapped[index_of(Role::time_zone)];
}

bool DateColumn::read_plain(const PlainCells& cells, RowBatch& out) {
  if (has_beside(out)) return false;
  out.days.resize(out.rows);
  int32_t* const days = out.days.data();
  for (size_t i = 0; i < out.rows; ++i) {
    if (!plain_days_.read(cells[i], days[i])) return false;
  }
  out.date_states.assign(out.rows, DateState::known);
  out.seconds.assign(out.rows, 0);
  out.has_times = false;
  forms_[static_cast<size_t>(Form::hyphens)] += out.rows;
  return true;
}

void DateColumn::read(RowBatch& out) {
  if (!out.mapped[index_of(Role::time)]) return;
  out.days.resize(out.rows);
  out.date_states.resize(out.rows);
  out.seconds.resize(out.rows);
  out.has_times = false;
  if (has_beside(out)) {
    read_beside(out);
  } else {
    read_alone(out);
  }
}

std::string DateColumn::time_zone() const {
  if (wanted_) return wanted_name_;
  // Days without a time are those of the zone that the heading names.
  if (!first_zone_ && !some_without_zone_ && heading_zone_) return heading_zone_->name;
  const bool single = zones_.size() == 1 && !some_without_zone_;
  return single ? first_zone_->name : std::string();
}

void DateColumn::add_warnings(std::vector<Warning>& warnings) const {
  const auto begin = forms_.begin() + 1;  // cells that are no dates do not count
  const uint64_t usual = *std::max_element(begin, forms_.end());
  const uint64_t all = std::accumulate(begin, forms_.end(), uint64_t{0});
  if (all > usual) warnings.push_back({"date_formats_mixed", all - usual, 0, {}});
  if (wanted_ || zones_.size() < 2) return;
  uint64_t named = rows_of_more_zones_;
  uint64_t most = 0;
  bool has_rules = false;
  int32_t least_minutes = zones_.front().zone.minutes;
  int32_t most_minutes = least_minutes;
  for (const auto& [zone, rows] : zones_) {
    named += rows;
    most = std::max(most, rows);
    has_rules = has_rules || zone.summer != SummerTime::none;
    least_minutes = std::min<int32_t>(least_minutes, zone.minutes);
    most_minutes = std::max<int32_t>(most_minutes, zone.minutes);
  }
  const bool places = has_rules || most_minutes - least_minutes > kSummerMinutes;
  if (places) warnings.push_back({"time_zones_mixed", named - most, 0, {}});
}

}  // namespace dangol::table
