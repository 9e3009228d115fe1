// What is done about lines whose day was open until the whole file was seen.
#include <utility>

#include "base/date_time.h"
#include "ledger/lines_state.h"

namespace dangol::ledger {

static_assert(table::kMostOpenDates <= size_t{Lines::kDayMask} + 1);

namespace {

/// Where a date stands that has no reading in the settled order, and its text: the first of those
/// that the column kept as evidence.
std::pair<uint64_t, std::string_view> unreadable_date(const table::SettledDateOrder& settled) {
  const table::DateEvidence& evidence = settled.evidence;
  std::pair<uint64_t, std::string_view> first;
  const std::pair<uint64_t, std::string_view> kept[] = {
      {evidence.either_line, evidence.either_example},
      {evidence.day_first.first_line, evidence.day_first.example},
      {evidence.month_first.first_line, evidence.month_first.example},
      {evidence.year_first.first_line, evidence.year_first.example},
      {evidence.not_month_first.first_line, evidence.not_month_first.example}};
  for (const auto& [line, example] : kept) {
    DateFields fields;
    if (line == 0 || (first.first != 0 && line >= first.first)) continue;
    if (!parse_date_time(example, fields) || read_in_order(fields, settled.order)) continue;
    first = {line, example};
  }
  return first;
}

}  // namespace

/// Turns packed dates into days; those that the settled order cannot read are set aside.
void LinesBuilder::State::resolve_dates(uint32_t file, const table::SettledDateOrder& date_order) {
  const auto [unreadable_line, unreadable] = unreadable_date(date_order);
  uint64_t open_rows = 0;
  constexpr uint32_t kPackedBit = uint32_t{kPackedDate} << Lines::kFlagShift;
  const size_t end = file + 1 < files ? file_begins[file + 1] : lines.size();
  for (size_t i = file_begins[file]; i < end; ++i) {
    uint32_t& moment = lines.moments[i];
    if ((moment & kPackedBit) == 0) continue;
    const auto day = date_order.day_of(static_cast<table::OpenDate>(moment & Lines::kDayMask));
    moment &= ~(kPackedBit | Lines::kDayMask);
    moment |= make_moment(day.value_or(0) + Lines::kDayOffset, 0);
    open_rows += (lines.flags(i) & kRefundColumn) == 0 ? 1U : 0U;
    if (!day) skip(i, Reason::date_unreadable, {unreadable_line, file}, unreadable);
  }
  for (const OpenScore& open : open_scores) {
    if (open.file != file) continue;
    lines.scores[open.score].day = date_order.day_of(open.date);
    ++open_rows;
  }
  if (date_order.ambiguous) warn_of_dates(date_order.evidence, open_rows);
}

/// Tells once, however many files, of the rows whose day was assumed.
void LinesBuilder::State::warn_of_dates(const table::DateEvidence& evidence, uint64_t open_rows) {
  // Where cells only contradict each other, one of them has to do.
  const bool open = evidence.either_line > 0;
  const uint64_t line = open ? evidence.either_line : evidence.day_first.first_line;
  const std::string& example = open ? evidence.either_example : evidence.day_first.example;
  auto& warnings = lines.warnings;
  if (warnings.empty()) {  // nothing else is told before
    warnings.push_back({"date_order_ambiguous", open_rows, line, example});
    return;
  }
  warnings[0].rows += open_rows;
  if (!warnings[0].detail.empty()) return;
  warnings[0].line = line;
  warnings[0].detail = example;
}

}  // namespace dangol::ledger
