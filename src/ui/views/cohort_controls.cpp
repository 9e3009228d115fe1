// What the cohort table is asked for: definition, cells, layout, downloads.
#include <array>

#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/cohort_parts.h"
#include "ui/views/groups.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

using report::Cohorts;

/// A triangle of days would be all noise.
constexpr std::string_view kUnits[] = {"week", "month", "quarter", "year"};
constexpr std::string_view kDefinitions[] = {"on", "on_or_after", "bracket", "cumulative"};
constexpr std::string_view kBases[] = {"calendar", "rolling"};

/// One choice out of a few, worded under `prefix`: side by side, or on a phone as a list.
std::optional<std::string> choose(Page& page, ControlFlow& flow, std::string_view id,
                                  const char* label, const std::string& prefix,
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

/// The first or the last period of a range.
void draw_bracket_list(Page& page, ControlFlow& flow, float width, size_t end) {
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

}  // namespace

void choose_mode(Page& page, ControlFlow& flow, float width) {
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

TableControls draw_table_controls(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  const Cohorts& cohorts = page.report().cohorts;
  TableControls result;
  ControlFlow flow(inner.x, inner.y, inner.w, canvas.control_height());
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

void draw_needed(Page& page, ControlFlow& flow, float width) {
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

void draw_layout(Page& page, ControlFlow& flow, float width) {
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

}  // namespace dangol::ui
