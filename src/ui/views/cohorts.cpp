// When a cohort comes back and when it stops: the triangle, its average as a sentence, and the
// table to take along.
#include <algorithm>
#include <array>

#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

using report::Cohorts;

/// A triangle of days would be all noise.
constexpr std::string_view kUnits[] = {"week", "month", "quarter", "year"};

std::string_view mode_name(CohortMode mode) {
  switch (mode) {
    case CohortMode::share:
      return "share";
    case CohortMode::customers:
      return "customers";
    case CohortMode::revenue:
      return "revenue";
  }
  return "share";
}

report::Number average_at(const Cohorts& cohorts, size_t column) {
  return column < cohorts.average.size() ? cohorts.average[column] : report::Number();
}

float draw_headline(Page& page, float top) {
  const Cohorts& cohorts = page.report().cohorts;
  const Strings& strings = page.strings();
  const report::Number next = average_at(cohorts, 1);
  if (!next || !average_tells(cohorts, 1)) {
    if (next) {
      return draw_answer(
          page, top, page.text("ui.cohorts.answer.too_few"),
          strings.fill("ui.answer.too_few", {{"n", std::to_string(cohorts.minimum_n)}}));
    }
    return draw_answer(page, top, page.text("ui.cohorts.answer.none"),
                       page.text("ui.cohorts.answer.none.detail"));
  }
  uint64_t customers = 0;
  for (const report::CohortRow& row : cohorts.rows) customers += row.size;
  const std::string sentence =
      strings.fill("ui.cohorts.answer." + cohorts.period, {{"rate", format_rate(*next)}});
  std::string detail = strings.fill(
      "ui.cohorts.answer.detail",
      {{"cohorts", count_text(cohorts.rows.size())}, {"customers", count_text(customers)}});
  constexpr size_t kLater = 6;
  const report::Number later = average_at(cohorts, kLater);
  if (later && average_tells(cohorts, kLater)) {
    detail += " " + strings.fill("ui.cohorts.answer.later." + cohorts.period,
                                 {{"n", std::to_string(kLater)}, {"rate", format_rate(*later)}});
  }
  return draw_answer(page, top, sentence, detail + assumption_mark(page));
}

/// Lays controls out from left to right and wraps to the next row where they do not fit.
class Flow {
 public:
  Flow(float x, float y, float width, float height)
      : left_(x), right_(x + width), height_(height), x_(x), y_(y) {}

  Point next(float width) {
    if (x_ > left_ && x_ + width > right_) {
      x_ = left_;
      y_ += height_ + 8;
    }
    const Point at{x_, y_};
    x_ += width + 8;
    return at;
  }
  [[nodiscard]] float bottom() const { return y_ + height_; }

 private:
  float left_;
  float right_;
  float height_;
  float x_;
  float y_;
};

struct TableControls {
  float bottom = 0;
  bool csv = false;
  bool png = false;
};

TableControls draw_controls(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  TableControls result;
  std::vector<ControlOption> modes;
  const bool priced = page.report().receipt.revenue.has_value();
  if (!priced && page.state.cohort_mode == CohortMode::revenue) {
    page.state.cohort_mode = CohortMode::share;
  }
  for (const CohortMode mode : {CohortMode::share, CohortMode::customers, CohortMode::revenue}) {
    if (mode == CohortMode::revenue && !priced) continue;
    const std::string name(mode_name(mode));
    modes.push_back({name, std::string(page.text("ui.cohorts.mode." + name))});
  }
  Flow flow(inner.x, inner.y, inner.w, canvas.control_height());
  const float stretch = canvas.phone() ? inner.w : 0;
  const float modes_width = stretch > 0 ? stretch : segmented_width(canvas, modes);
  const auto mode =
      segmented(canvas, flow.next(modes_width), "cohorts.mode", page.text("ui.cohorts.mode"), modes,
                mode_name(page.state.cohort_mode), stretch);
  for (const CohortMode candidate :
       {CohortMode::share, CohortMode::customers, CohortMode::revenue}) {
    if (mode && *mode == mode_name(candidate)) page.state.cohort_mode = candidate;
  }
  const float units_width = stretch > 0 ? stretch : period_choice_width(page, kUnits);
  const auto unit = draw_period_choice(page, flow.next(units_width), "cohorts.period", kUnits,
                                       page.report().cohorts.period, stretch);
  if (unit) {
    page.state.cohort_pan.offset = 0;
    page.actions.set_option("cohorts.period", "\"" + *unit + "\"");
  }
  const ButtonSpec csv{.id = "cohorts.csv", .label = "CSV"};
  const ButtonSpec png{.id = "cohorts.png", .label = "PNG"};
  const float csv_width = button_width(canvas, csv);
  const float png_width = button_width(canvas, png);
  CohortPan& pan = page.state.cohort_pan;
  const float arrow = canvas.control_height();
  const float arrows_width = pan.most > 0 ? 2 * arrow + 12 : 0;
  Point at = flow.next(arrows_width + csv_width + 8 + png_width);
  if (pan.most > 0) {
    // On a phone they have the row's left end, elsewhere they stand beside the downloads.
    const float x =
        canvas.phone() ? inner.x : inner.right() - png_width - csv_width - 8 - arrows_width;
    if (button(canvas, {x, at.y, arrow, arrow},
               {.id = "cohorts.earlier",
                .label = page.text("ui.cohorts.earlier"),
                .icon = Icon::chevron_left,
                .icon_only = true,
                .disabled = pan.offset <= 0})) {
      pan.offset -= pan.page;
    }
    if (button(canvas, {x + arrow + 4, at.y, arrow, arrow},
               {.id = "cohorts.later",
                .label = page.text("ui.cohorts.later"),
                .icon = Icon::chevron_right,
                .icon_only = true,
                .disabled = pan.offset >= pan.most})) {
      pan.offset += pan.page;
    }
  }
  at.x = inner.right() - csv_width - 8 - png_width;
  result.csv = button(canvas, {at.x, at.y, csv_width, canvas.control_height()}, csv);
  result.png =
      button(canvas, {at.x + csv_width + 8, at.y, png_width, canvas.control_height()}, png);
  result.bottom = flow.bottom();
  return result;
}

/// What each look of a cell means. Wraps.
float draw_legend(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  constexpr float kSwatch = 22;
  constexpr float kSwatchHeight = 16;
  const Cohorts& cohorts = page.report().cohorts;
  enum class Look { blank, zero, hatched, star };
  float x = inner.x;
  float y = top;
  for (const Look look : {Look::blank, Look::zero, Look::hatched, Look::star}) {
    if (look == Look::star && cohorts.last_period_complete) continue;
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
  return y + kCaption.line;
}

}  // namespace

std::string cohorts_csv(const report::Report& report, CohortMode mode, const Strings& strings) {
  const size_t columns = observed_columns(report.cohorts);
  CsvText csv;
  csv.cell(strings.get("ui.cohorts.csv.cohort"));
  csv.cell(strings.get("ui.cohorts.size"));
  for (size_t k = 0; k < columns; ++k) csv.number(static_cast<double>(k));
  csv.end_row();
  for (const report::CohortRow& row : report.cohorts.rows) {
    csv.cell(row.cohort);
    csv.number(static_cast<double>(row.size));
    const auto& values = mode == CohortMode::share       ? row.share
                         : mode == CohortMode::customers ? row.customers
                                                         : row.revenue;
    for (size_t k = 0; k < columns; ++k) {
      if (k < values.size() && values[k]) {
        csv.number(*values[k]);
      } else {
        csv.cell("");
      }
    }
    csv.end_row();
  }
  return csv.take();
}

float draw_cohorts(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Cohorts& cohorts = page.report().cohorts;
  if (!unused_answer(page.report(), page.strings()).empty()) return draw_nothing_used(page, top);
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
  const TableControls controls = draw_controls(page, inner);
  float bottom = controls.bottom + 8;
  bottom = draw_cohort_table(canvas, {inner.x, bottom}, inner.w,
                             {cohorts, page.state.cohort_mode, page.report().receipt.currency},
                             page.state.cohort_pan) +
           14;
  bottom = draw_legend(page, inner, bottom);
  const float card_end = end_card(canvas, card, bottom);
  if (controls.csv) {
    const std::string csv = cohorts_csv(page.report(), page.state.cohort_mode, page.strings());
    page.actions.send("download",
                      {{"name", "dangol-cohorts.csv"}, {"mime", "text/csv"}, {"text", csv}});
  }
  if (controls.png) {
    page.actions.save_image("dangol-cohorts.png", {page.x, y, page.width, card_end - y});
  }
  return card_end;
}

}  // namespace dangol::ui
