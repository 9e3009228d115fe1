// When a cohort comes back and when it stops: the triangle, its average as a sentence, the chosen
// cohorts and columns as lines, and the table to take along.
#include <algorithm>
#include <array>

#include "ui/charts/line_chart.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/groups.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

using report::CohortRow;
using report::Cohorts;

/// A triangle of days would be all noise.
constexpr std::string_view kUnits[] = {"week", "month", "quarter", "year"};
constexpr std::string_view kDefinitions[] = {"on", "on_or_after", "bracket", "cumulative"};
constexpr std::string_view kBases[] = {"calendar", "rolling"};
constexpr float kChartHeight = 280;
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

/// Lays controls out from left to right and wraps to the next row where they do not fit.
class Flow {
 public:
  Flow(float x, float y, float width, float height)
      : left_(x), right_(x + width), height_(height), x_(x), y_(y) {}

  Point next(float width) {
    if (x_ > left_ && x_ + width > right_ + 0.5F) {
      x_ = left_;
      y_ += height_ + 8;
    }
    const Point at{x_, y_};
    x_ += width + 8;
    return at;
  }
  /// Of what has been laid out; where it would start while there is nothing.
  [[nodiscard]] float bottom() const { return x_ > left_ ? y_ + height_ : y_; }

 private:
  float left_;
  float right_;
  float height_;
  float x_;
  float y_;
};

/// One choice out of a few, worded under `prefix`: side by side, or on a phone as a list.
std::optional<std::string> choose(Page& page, Flow& flow, std::string_view id, const char* label,
                                  const std::string& prefix,
                                  std::span<const std::string_view> values,
                                  std::string_view current, float list_width) {
  std::vector<ControlOption> options;
  for (const std::string_view value : values) {
    add_option(page, options, value, prefix + std::string(value));
  }
  if (list_width <= 0) {
    const Point at = flow.next(segmented_width(page.canvas, options));
    return segmented(page.canvas, at, id, page.text(label), options, current);
  }
  const Point at = flow.next(list_width);
  return select(page.canvas, {at.x, at.y, list_width, page.canvas.control_height()}, id,
                page.text(label), std::move(options), current);
}

struct TableControls {
  float bottom = 0;
  bool csv = false;
  bool png = false;
};

/// What the cells hold, as a list `width` wide.
void choose_mode(Page& page, Flow& flow, float width) {
  CohortMode& mode = page.state.cohort_mode;
  const bool priced = page.report().receipt.revenue.has_value();
  if (!priced && is_money(mode)) mode = CohortMode::share;
  std::vector<std::string_view> names;
  for (const CohortMode each : kCohortModes) {
    if (priced || !is_money(each)) names.push_back(mode_name(each));
  }
  const auto chosen = choose(page, flow, "cohorts.mode", "ui.cohorts.mode", "ui.cohorts.mode.",
                             names, mode_name(mode), width);
  for (const CohortMode each : kCohortModes) {
    if (chosen && *chosen == mode_name(each)) mode = each;
  }
}

/// Earlier and later columns, where not all fit.
void draw_arrows(Page& page, Point at) {
  Canvas& canvas = page.canvas;
  CohortPan& pan = page.state.cohort_pan;
  const float arrow = canvas.control_height();
  if (button(canvas, {at.x, at.y, arrow, arrow},
             {.id = "cohorts.earlier",
              .label = page.text("ui.cohorts.earlier"),
              .icon = Icon::chevron_left,
              .icon_only = true,
              .disabled = pan.offset <= 0})) {
    pan.offset -= pan.page;
  }
  if (button(canvas, {at.x + arrow + 4, at.y, arrow, arrow},
             {.id = "cohorts.later",
              .label = page.text("ui.cohorts.later"),
              .icon = Icon::chevron_right,
              .icon_only = true,
              .disabled = pan.offset >= pan.most})) {
    pan.offset += pan.page;
  }
}

TableControls draw_controls(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  const Cohorts& cohorts = page.report().cohorts;
  TableControls result;
  Flow flow(inner.x, inner.y, inner.w, canvas.control_height());
  const float list = canvas.phone() ? (inner.w - 8) / 2 : 0;
  const auto set = [&](std::string_view option, const std::optional<std::string>& value) {
    if (!value) return;
    page.state.cohort_pan.offset = 0;
    page.state.cohort_column.reset();
    page.actions.set_option(option, json_string(*value));
  };
  set("cohorts.definition",
      choose(page, flow, "cohorts.definition", "ui.cohorts.definition",
             "ui.cohorts.definition.name.", kDefinitions, cohorts.definition, list));
  set("cohorts.basis", choose(page, flow, "cohorts.basis", "ui.cohorts.basis", "ui.cohorts.basis.",
                              kBases, cohorts.basis, list));
  set("cohorts.period", choose(page, flow, "cohorts.period", "ui.period.choice", "ui.period.",
                               kUnits, cohorts.period, list));
  if (canvas.phone()) choose_mode(page, flow, list);
  const ButtonSpec csv{.id = "cohorts.csv", .label = "CSV"};
  const ButtonSpec png{.id = "cohorts.png", .label = "PNG"};
  const float csv_width = button_width(canvas, csv);
  const float png_width = button_width(canvas, png);
  const float arrows = page.state.cohort_pan.most > 0 ? 2 * canvas.control_height() + 12 : 0;
  const Point at = flow.next(arrows + csv_width + 8 + png_width);
  const float left = inner.right() - csv_width - 8 - png_width;
  // On a phone they have the row's left end, elsewhere they stand beside the downloads.
  if (arrows > 0) draw_arrows(page, {canvas.phone() ? inner.x : left - arrows, at.y});
  result.csv = button(canvas, {left, at.y, csv_width, canvas.control_height()}, csv);
  result.png =
      button(canvas, {left + csv_width + 8, at.y, png_width, canvas.control_height()}, png);
  result.bottom = flow.bottom();
  return result;
}

/// The first or the last period of a range.
void draw_bracket_list(Page& page, Flow& flow, float width, size_t end) {
  const Cohorts& cohorts = page.report().cohorts;
  constexpr uint32_t kMostPeriods = 24;
  std::array<uint32_t, 2> bracket{cohorts.bracket[0], cohorts.bracket[1]};
  std::vector<ControlOption> options;
  const uint32_t last = std::max(kMostPeriods, bracket[1]);
  for (uint32_t n = end == 0 ? 0 : bracket[0]; n <= (end == 0 ? bracket[1] : last); ++n) {
    options.push_back({std::to_string(n), std::to_string(n)});
  }
  const auto chosen =
      draw_list(page, flow.next(width), width, end == 0 ? "cohorts.from" : "cohorts.to",
                page.text(end == 0 ? "ui.cohorts.from" : "ui.cohorts.to"), std::move(options),
                std::to_string(bracket[end]));
  if (!chosen) return;
  const std::string other = std::to_string(bracket[1 - end]);
  page.actions.set_option("cohorts.bracket", end == 0 ? "[" + *chosen + "," + other + "]"
                                                      : "[" + other + "," + *chosen + "]");
}

/// What the definition and the cells need to be told: a range, a margin.
void draw_needed(Page& page, Flow& flow, float width) {
  State& state = page.state;
  const Cohorts& cohorts = page.report().cohorts;
  if (state.cohort_mode == CohortMode::margin) {
    const report::Number& margin = state.options.margin;
    const auto typed = draw_number_field(
        page, flow.next(width), width, "cohorts.margin", page.text("ui.cohorts.margin"),
        margin ? format_decimal(*margin * 100, 0) : "", state.margin_text);
    if (typed && typed->size() <= 2) {
      page.actions.set_option(
          "margin", typed->empty() ? "null" : "0." + std::string(2 - typed->size(), '0') + *typed);
    }
  }
  if (cohorts.definition == "bracket" && cohorts.bracket.size() == 2) {
    draw_bracket_list(page, flow, width, 0);
    draw_bracket_list(page, flow, width, 1);
  }
}

/// How the table is laid out and what it is split by.
void draw_layout(Page& page, Flow& flow, float width) {
  State& state = page.state;
  const auto flag = [&](std::string_view id, const char* label, const char* off, const char* on,
                        bool& value) {
    std::vector<ControlOption> options;
    add_option(page, options, "", off);
    add_option(page, options, "1", on);
    const auto chosen = draw_list(page, flow.next(width), width, id, page.text(label),
                                  std::move(options), value ? "1" : "");
    if (chosen) value = !chosen->empty();
  };
  flag("cohorts.average", "ui.cohorts.averaging", "ui.cohorts.average", "ui.cohorts.average_simple",
       state.cohort_simple);
  flag("cohorts.order", "ui.cohorts.order", "ui.cohorts.order.oldest", "ui.cohorts.order.newest",
       state.cohort_newest);
  if (can_split(page)) draw_split_list(page, flow.next(width), width, "cohorts.split");
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
  y += kCaption.line + 4;
  return y + canvas.paragraph({inner.x, y}, inner.w, page.text("ui.cohorts.hint"), kCaption,
                              colors.muted);
}

FormatTick value_tick(const Page& page) {
  return page.state.cohort_mode == CohortMode::share ? FormatTick(percent_tick) : number_tick(page);
}

std::string value_text(const Page& page, const report::Number& value) {
  return full_value(value, page.state.cohort_mode, page.report().receipt.currency,
                    page.strings().language());
}

/// Those that the table still has, in the order in which they were chosen.
std::vector<const CohortRow*> picked_rows(const Page& page) {
  std::vector<const CohortRow*> rows;
  for (const std::string& pick : page.state.cohort_picks) {
    for (const CohortRow& row : page.report().cohorts.rows) {
      if (row.cohort == pick) rows.push_back(&row);
    }
  }
  return rows;
}

/// The chosen cohorts by age, with the average behind them.
float draw_curves(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const Cohorts& cohorts = page.report().cohorts;
  const CohortMode mode = page.state.cohort_mode;
  const size_t columns = observed_columns(cohorts);
  // Where everybody is in by definition the line would only say 100% and flatten the rest.
  const size_t first = holds_everybody(cohorts, 0) && mode <= CohortMode::customers ? 1 : 0;
  std::vector<std::string> labels;
  for (size_t k = first; k < columns; ++k) labels.push_back(std::to_string(k));
  const auto part = [&](const std::vector<report::Number>& values) {
    std::vector<report::Number> shown;
    for (size_t k = first; k < columns; ++k) shown.push_back(value_at(values, k));
    return shown;
  };
  std::vector<LineSeries> series;
  const auto* average = averages_of(cohorts, mode, page.state.cohort_simple);
  if (average != nullptr && !average->empty()) {
    series.push_back({std::string(page.text("ui.cohorts.average_short")),
                      colors.faint,
                      true,
                      part(*average),
                      {},
                      {}});
  }
  const std::vector<const CohortRow*> rows = picked_rows(page);
  for (size_t i = 0; i < rows.size(); ++i) {
    LineSeries line{short_period_name(rows[i]->cohort),
                    colors.series[i],
                    false,
                    part(values_of(*rows[i], mode)),
                    {},
                    {}};
    const size_t last = observed_columns(*rows[i]);
    if (last > first && is_unfinished(cohorts, *rows[i], last - 1))
      line.observed = last - 1 - first;
    series.push_back(std::move(line));
  }
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight},
                                       {labels, series, value_tick(page)});
  if (hovered) {
    Tip tip(page);
    for (const LineSeries& line : series) {
      tip.named(line.name, value_text(page, line.values[*hovered]));
    }
    tip.sentence(page.text("ui.cohorts.definition." + cohorts.definition));
    tip.show(column_name(cohorts, *hovered + first, page.strings()));
  }
  return y + kChartHeight;
}

/// One column over the cohorts, the oldest first.
float draw_trend(Page& page, const Rect& inner, float y) {
  const Cohorts& cohorts = page.report().cohorts;
  const CohortMode mode = page.state.cohort_mode;
  const size_t column = page.state.cohort_column.value_or(0);
  std::vector<std::string> labels;
  std::array<LineSeries, 1> series{LineSeries{{}, page.colors().accent, false, {}, {}, {}}};
  for (const CohortRow& row : cohorts.rows) {
    labels.push_back(short_period_name(row.cohort) +
                     (is_unfinished(cohorts, row, column) ? "*" : ""));
    const CellState state = state_of(row, column);
    const bool told = state == CellState::value || state == CellState::zero;
    series[0].values.push_back(told ? value_at(values_of(row, mode), column) : report::Number());
    if (mode != CohortMode::share) continue;
    series[0].low.push_back(told ? value_at(row.low, column) : report::Number());
    series[0].high.push_back(told ? value_at(row.high, column) : report::Number());
  }
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight - 40},
                                       {labels, series, value_tick(page)});
  if (hovered) {
    const CohortRow& row = cohorts.rows[*hovered];
    Tip tip(page);
    tip.add("ui.cohorts.mode." + std::string(mode_name(mode)),
            value_text(page, value_at(values_of(row, mode), column)), true);
    if (mode == CohortMode::share) {
      tip.interval(value_at(row.low, column), value_at(row.high, column));
    }
    tip.people("ui.cohorts.cell.size", n_at(row, column));
    if (state_of(row, column) == CellState::too_few) {
      tip.sentence(page.strings().fill("ui.cohorts.cell.too_few",
                                       {{"n", std::to_string(cohorts.minimum_n)}}));
    }
    if (is_unfinished(cohorts, row, column)) {
      tip.sentence(page.text("ui.cohorts.cell.unfinished"));
    }
    tip.show(period_name(page, row.cohort));
  }
  return y + kChartHeight - 40;
}

std::string curves_csv(const Page& page) {
  const Cohorts& cohorts = page.report().cohorts;
  const std::vector<const CohortRow*> rows = picked_rows(page);
  CsvText csv;
  csv.cell(page.text("ui.cohorts.csv.column"));
  for (const CohortRow* row : rows) csv.cell(row->cohort);
  csv.end_row();
  for (size_t k = 0; k < observed_columns(cohorts); ++k) {
    csv.number(static_cast<double>(k));
    for (const CohortRow* row : rows)
      csv.number(value_at(values_of(*row, page.state.cohort_mode), k));
    csv.end_row();
  }
  return csv.take();
}

std::string trend_csv(const Page& page) {
  const size_t column = page.state.cohort_column.value_or(0);
  CsvText csv;
  for (const char* key : {"ui.cohorts.csv.cohort", "ui.cohorts.size", "ui.cohorts.csv.value",
                          "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  const CohortMode mode = page.state.cohort_mode;
  for (const CohortRow& row : page.report().cohorts.rows) {
    csv.cell(row.cohort);
    csv.number(n_at(row, column));
    csv.number(value_at(values_of(row, mode), column));
    const bool share = mode == CohortMode::share;
    csv.number(share ? value_at(row.low, column) : report::Number());
    csv.number(share ? value_at(row.high, column) : report::Number());
    csv.end_row();
  }
  return csv.take();
}

/// The lines drawn from the chosen rows and the chosen column. Returns the bottom.
float draw_chosen(Page& page, float top) {
  const Strings& strings = page.strings();
  const Cohorts& cohorts = page.report().cohorts;
  const std::string what(
      page.text("ui.cohorts.mode." + std::string(mode_name(page.state.cohort_mode))));
  float y = top;
  if (!picked_rows(page).empty()) {
    const ChartCard card{"curves", std::string(page.text("ui.cohorts.curves")), what, draw_curves,
                         curves_csv};
    y = draw_chart_cards(page, y + kGap, "cohorts", {&card, 1});
  }
  const std::optional<size_t>& column = page.state.cohort_column;
  if (column && *column < observed_columns(cohorts)) {
    const ChartCard card{
        "trend",
        strings.fill("ui.cohorts.trend", {{"column", column_name(cohorts, *column, strings)}}),
        page.state.cohort_mode == CohortMode::share
            ? what + " · " + std::string(page.text("ui.cohorts.trend.detail"))
            : what,
        draw_trend, trend_csv};
    y = draw_chart_cards(page, y + kGap, "cohorts", {&card, 1});
  }
  return y;
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
  const bool phone = canvas.phone();
  const float list = phone ? (inner.w - 8) / 2 : kListWidth;
  // On a phone the table comes before what only lays it out.
  Flow lists(inner.x, controls.bottom + 8, inner.w, choice_height(canvas));
  if (!phone) {
    canvas.text_in({inner.x, controls.bottom + 8, list, kCaption.line},
                   page.text("ui.cohorts.mode"), kCaption, page.colors().muted);
    Flow below_name(inner.x, controls.bottom + 8 + kCaption.line + 4, inner.w, 0);
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
    Flow below(inner.x, bottom + kGap, inner.w, choice_height(canvas));
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
  return draw_share_groups(page, draw_chosen(page, card_end));
}

}  // namespace dangol::ui
