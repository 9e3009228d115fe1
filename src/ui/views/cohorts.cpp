// When a cohort comes back and when it stops: the triangle, its average as a sentence, and the
// table to take along.
#include <algorithm>

#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/cohort_parts.h"
#include "ui/views/groups.h"

namespace dangol::ui {
namespace {

using report::CohortRow;
using report::Cohorts;

constexpr float kListWidth = 184;

float draw_headline(Page& page, float top) {
  const Cohorts& cohorts = page.report().cohorts;
  const Strings& strings = page.strings();
  const size_t column = telling_column(cohorts);
  const report::Number next = value_at(cohorts.average, column);
  if (!next) {
    return draw_answer(page, top, page.text("ui.cohorts.answer.none"),
                       page.text("ui.cohorts.answer.none.detail"));
  }
  if (!average_tells(cohorts, column)) {
    return draw_answer(
        page, top, page.text("ui.cohorts.answer.too_few"),
        strings.fill("ui.answer.too_few", {{"n", std::to_string(cohorts.minimum_n)}}));
  }
  uint64_t customers = 0;
  for (const CohortRow& row : cohorts.rows) customers += row.size;
  const bool ranged = cohorts.rolling_days || cohorts.definition == "bracket";
  const std::string when =
      ranged ? strings.fill("ui.cohorts.when.range",
                            {{"range", column_name(cohorts, column, strings)}})
             : strings.fill("ui.cohorts.when.next",
                            {{"unit", page.text("ui.cohorts.unit." + cohorts.period)}});
  const std::string sentence = strings.fill("ui.cohorts.answer." + cohorts.definition,
                                            {{"when", when}, {"rate", format_rate(*next)}});
  std::string detail = strings.fill(
      "ui.cohorts.answer.detail",
      {{"cohorts", count_text(cohorts.rows.size())}, {"customers", count_text(customers)}});
  constexpr size_t kLater = 6;
  const report::Number later = value_at(cohorts.average, kLater);
  if (later && !cohorts.rolling_days && average_tells(cohorts, kLater)) {
    detail += " " + strings.fill("ui.cohorts.answer.later." + cohorts.period,
                                 {{"n", std::to_string(kLater)}, {"rate", format_rate(*later)}});
  }
  return draw_answer(page, top, sentence, detail + assumption_mark(page));
}

/// What each look of a cell means. Wraps.
float draw_legend(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  constexpr float kSwatch = 22;
  constexpr float kSwatchHeight = 16;
  const Cohorts& cohorts = page.report().cohorts;
  enum class Look { blank, zero, hatched, star };
  const bool starred =
      std::any_of(cohorts.rows.begin(), cohorts.rows.end(),
                  [](const CohortRow& row) { return row.unfinished_column.has_value(); });
  float x = inner.x;
  float y = top;
  for (const Look look : {Look::blank, Look::zero, Look::hatched, Look::star}) {
    if (look == Look::star && !starred) continue;
    std::string text;
    if (look == Look::blank) text = page.text("ui.cohorts.legend.not_yet");
    if (look == Look::zero) text = page.text("ui.cohorts.legend.zero");
    if (look == Look::star) text = page.text("ui.cohorts.legend.unfinished");
    if (look == Look::hatched) {
      text = page.strings().fill("ui.cohorts.legend.too_few",
                                 {{"n", std::to_string(cohorts.minimum_n)}});
    }
    const float width = kSwatch + 8 + canvas.text_width(text, kCaption);
    if (x > inner.x && x + width > inner.right()) {
      x = inner.x;
      y += kCaption.line + 4;
    }
    const Rect swatch{x, y + (kCaption.line - kSwatchHeight) / 2, kSwatch, kSwatchHeight};
    if (look == Look::blank) canvas.dashed_outline(swatch, colors.line, 3);
    if (look == Look::zero) {
      canvas.outline(swatch, colors.line, 3);
      canvas.text_in(swatch, "0", {12, false, 16}, colors.muted, Align::center);
    }
    if (look == Look::hatched) {
      canvas.outline(swatch, colors.line, 3);
      canvas.hatch(swatch, colors.field_line);
    }
    if (look == Look::star) canvas.text_in(swatch, "*", kCaptionBold, colors.ink, Align::center);
    canvas.text({x + kSwatch + 8, y}, text, kCaption, colors.muted);
    x += width + 20;
  }
  y += kCaption.line + 4;
  return y + canvas.paragraph({inner.x, y}, inner.w, page.text("ui.cohorts.hint"), kCaption,
                              colors.muted);
}

}  // namespace

std::string cohorts_csv(const report::Report& report, CohortMode mode, bool newest_first,
                        const Strings& strings) {
  const Cohorts& cohorts = report.cohorts;
  const size_t columns = observed_columns(cohorts);
  CsvText csv;
  csv.cell(strings.get("ui.cohorts.csv.cohort"));
  csv.cell(strings.get("ui.cohorts.size"));
  for (size_t k = 0; k < columns; ++k) csv.number(static_cast<double>(k));
  csv.end_row();
  for (size_t place = 0; place < cohorts.rows.size(); ++place) {
    const CohortRow& row = cohorts.rows[newest_first ? cohorts.rows.size() - 1 - place : place];
    csv.cell(row.cohort);
    csv.number(static_cast<double>(row.size));
    for (size_t k = 0; k < columns; ++k) csv.number(value_at(values_of(row, mode), k));
    csv.end_row();
  }
  return csv.take();
}

float draw_cohorts(Page& page, float top) {
  Canvas& canvas = page.canvas;
  State& state = page.state;
  const Cohorts& cohorts = page.report().cohorts;
  if (!unused_answer(page.report(), page.strings()).empty()) return draw_nothing_used(page, top);
  if (!has_sections(page, {"cohorts", "groups"})) return top;
  if (cohorts.rows.empty()) {
    if (!page.report().receipt.customers_known) {
      return draw_answer(page, top, page.text("ui.cohorts.no_customers"),
                         page.text("ui.cohorts.no_customers.detail"));
    }
    return draw_answer(page, top, page.text("ui.cohorts.empty"), {});
  }
  const float y = draw_headline(page, top) + kGap;
  const Card card = begin_card(canvas, page.x, y, page.width);
  const Rect& inner = card.inner;
  const TableControls controls = draw_table_controls(page, inner);
  const bool phone = canvas.phone();
  const float list = phone ? (inner.w - 8) / 2 : kListWidth;
  // On a phone the table comes before what only lays it out.
  ControlFlow lists(inner.x, controls.bottom + 8, inner.w, choice_height(canvas));
  if (!phone) {
    canvas.text_in({inner.x, controls.bottom + 8, list, kCaption.line},
                   page.text("ui.cohorts.mode"), kCaption, page.colors().muted);
    ControlFlow below_name(inner.x, controls.bottom + 8 + kCaption.line + 4, inner.w, 0);
    choose_mode(page, below_name, list);
    lists.next(list);
  }
  draw_needed(page, lists, list);
  if (!phone) draw_layout(page, lists, list);
  float bottom = lists.bottom() + 8;
  if (state.cohort_mode == CohortMode::margin && cohorts.rows[0].margin.empty()) {
    bottom = draw_note(page, {inner.x, bottom + 8}, inner.w, page.text("ui.cohorts.margin.missing"),
                       Note::accent);
  } else {
    bottom = draw_cohort_table(
                 canvas, {inner.x, bottom}, inner.w,
                 {cohorts, state.cohort_mode, page.report().receipt.currency, state.cohort_simple,
                  state.cohort_newest, state.cohort_picks, state.cohort_column},
                 state.cohort_pan) +
             14;
    bottom = draw_legend(page, inner, bottom);
  }
  if (phone) {
    ControlFlow below(inner.x, bottom + kGap, inner.w, choice_height(canvas));
    draw_layout(page, below, list);
    bottom = below.bottom();
  }
  const float card_end = end_card(canvas, card, bottom);
  if (controls.csv) {
    const std::string csv =
        cohorts_csv(page.report(), state.cohort_mode, state.cohort_newest, page.strings());
    page.actions.send("download",
                      {{"name", "dangol-cohorts.csv"}, {"mime", "text/csv"}, {"text", csv}});
  }
  if (controls.png) {
    page.actions.save_image("dangol-cohorts.png", {page.x, y, page.width, card_end - y});
  }
  return draw_share_groups(page, draw_chosen_cohorts(page, card_end));
}

}  // namespace dangol::ui
