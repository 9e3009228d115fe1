// For shops with subscriptions: a table of who is still there, typed, pasted or from a file, the
// two models of contracts on it, and how long a customer may be expected to stay. Needs no file.
#include <algorithm>
#include <array>

#include "ui/charts/line_chart.h"
#include "ui/strings/csv_text.h"
#include "ui/views/chart_cards.h"
#include "ui/views/headline_number.h"
#include "ui/views/value.h"

namespace dangol::ui::value_view {
namespace {

constexpr float kChartHeight = 300;
constexpr float kListWidth = 148;
constexpr float kRoomBeside = 700;

void send(Page& page, std::string_view what, std::string_view value = {}) {
  page.actions.send("value", {{"what", what}, {"value", value}});
}

std::string period_label(uint32_t period) {
  return std::to_string(period);
}

/// Dashed where nothing was observed yet.
LineSeries curve(const Page& page, const char* name, Color color, bool model,
                 std::optional<double> ValueSurvival::*value) {
  LineSeries series{std::string(page.text(name)), color, model, {}, {}, {}};
  series.observed = 0;
  for (const ValueSurvival& point : page.state.value.survival) {
    series.values.push_back(point.*value);
    if (point.observed) ++series.observed;
  }
  return series;
}

std::string survival_csv(const Page& page) {
  CsvText csv;
  for (const char* key :
       {"ui.value.contract.period", "ui.value.contract.observed", "model.name.sbg",
        "model.name.bdw", "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const ValueSurvival& point : page.state.value.survival) {
    csv.number(static_cast<double>(point.period));
    for (const auto& number : {point.observed, point.sbg, point.bdw, point.low, point.high}) {
      csv.number(number);
    }
    csv.end_row();
  }
  return csv.take();
}

float draw_entry(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const ValuePage& model = page.state.value;
  const bool beside = inner.w >= kRoomBeside;
  const float width = beside ? inner.w - 2 * (kListWidth + kGap) : inner.w;
  const float narrow = beside ? kListWidth : (inner.w - kGap) / 2;
  const auto entry = [&](Point at, float w, const char* id, const char* key, ControlKind kind,
                         const std::string& value, std::string_view hint) {
    canvas.text_in({at.x, at.y, w, kCaption.line}, page.text(key), kCaption, page.colors().muted);
    return field(canvas, {at.x, at.y + kCaption.line + 4, w, canvas.control_height()}, id,
                 page.text(key), kind, value, hint);
  };
  const auto text =
      entry({inner.x, y}, width, "value.contract", "ui.value.contract.field", ControlKind::text,
            model.contract_text, page.text("ui.value.contract.hint"));
  if (text) send(page, "contract", *text);
  Point at{inner.x + width + kGap, y};
  if (!beside) at = {inner.x, y + choice_height(canvas) + 8};
  std::vector<ControlOption> periods;
  for (const char* period : {"week", "month", "quarter", "year"}) {
    add_option(page, periods, period, std::string("ui.period.") + period);
  }
  const auto period =
      draw_list(page, at, narrow, "value.contract_period", page.text("ui.value.contract.one"),
                std::move(periods), model.contract_period);
  if (period) send(page, "contract_period", *period);
  const auto rate = entry({at.x + narrow + kGap, at.y}, narrow, "value.contract_rate",
                          "ui.value.rate", ControlKind::number, model.contract_rate, {});
  if (rate) send(page, "contract_rate", *rate);
  y = at.y + choice_height(canvas) + 8;
  const ButtonSpec example{.id = "value.example", .label = page.text("ui.value.contract.example")};
  const ButtonSpec clear{.id = "value.clear", .label = page.text("ui.value.contract.clear")};
  const ButtonSpec file{.id = "value.file",  // by which web/app.js knows it
                        .label = page.text("ui.value.contract.file"),
                        .icon = Icon::upload,
                        .kind = ControlKind::file,
                        .name = page.text("ui.value.contract.file.name")};
  Rect rect{inner.x, y, button_width(canvas, file), canvas.control_height()};
  button(canvas, rect, file);
  rect.x = rect.right() + kGap / 2;
  const bool empty = model.contract_text.empty();
  rect.w = button_width(canvas, empty ? example : clear);
  if (rect.right() > inner.right()) {
    rect.x = inner.x;
    rect.y = rect.bottom() + 8;
  }
  if (button(canvas, rect, empty ? example : clear)) send(page, empty ? "example" : "contract");
  y = rect.bottom() + 8;
  return y + canvas.paragraph({inner.x, y}, inner.w, page.text("ui.value.contract.file.detail"),
                              kCaption, page.colors().faint);
}

float draw_curves(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const ValuePage& model = page.state.value;
  std::vector<std::string> labels;
  for (const ValueSurvival& point : model.survival) labels.push_back(period_label(point.period));
  const bool bdw = model.chosen == "bdw";
  LineSeries first =
      curve(page, "model.name.sbg", bdw ? colors.faint : colors.accent, true, &ValueSurvival::sbg);
  LineSeries second =
      curve(page, "model.name.bdw", bdw ? colors.accent : colors.faint, true, &ValueSurvival::bdw);
  LineSeries& chosen = bdw ? second : first;
  for (const ValueSurvival& point : model.survival) {
    chosen.low.push_back(point.low);
    chosen.high.push_back(point.high);
  }
  const std::array<LineSeries, 3> series{
      // the chosen one over the other, and what was over both
      bdw ? first : second, chosen,
      curve(page, "ui.value.contract.observed", colors.ink, false, &ValueSurvival::observed)};
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight},
                                       {labels, series, percent_tick});
  if (hovered) {
    const ValueSurvival& point = model.survival[*hovered];
    Tip tip(page);
    if (point.observed) tip.rate("ui.value.contract.observed", point.observed, true);
    tip.rate("model.name.sbg", point.sbg, !point.observed && !bdw);
    tip.rate("model.name.bdw", point.bdw, !point.observed && bdw);
    tip.interval(point.low, point.high);
    if (point.left) tip.add("ui.value.contract.left", format_count(*point.left));
    tip.sentence(page.text("ui.value.contract.definition"));
    tip.show(page.strings().fill("ui.value.contract.at", {{"n", std::to_string(point.period)}}));
  }
  return y + kChartHeight;
}

float draw_told(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const ValuePage& model = page.state.value;
  const Strings& strings = page.strings();
  if (model.periods) {
    y += canvas.rich(
        {inner.x, y}, inner.w,
        strings.fill("ui.value.contract.remaining", {{"ahead", format_count(model.ahead)},
                                                     {"n", format_decimal(*model.periods, 1)}}),
        kBody, colors.muted, colors.ink);
  }
  if (model.discounted) {
    std::string range;
    if (model.discounted_low && model.discounted_high) {
      range = " (" + format_decimal(*model.discounted_low, 1) + "–" +
              format_decimal(*model.discounted_high, 1) + ")";
    }
    y += canvas.rich({inner.x, y}, inner.w,
                     strings.fill("ui.value.contract.discounted",
                                  {{"n", format_decimal(*model.discounted, 1)},
                                   {"range", range},
                                   {"rate", model.contract_rate}}),
                     kBody, colors.muted, colors.ink) +
         8;
  }
  if (model.assumed) {
    y += canvas.paragraph({inner.x, y}, inner.w, page.text("ui.value.contract.assumed"), kCaption,
                          colors.muted);
  }
  for (const ValueFit& fit : model.fits) {
    const std::string line =
        model_name(page, fit.model) + ": " + fit.parameters +
        (fit.bic ? " · BIC " + format_decimal(*fit.bic, 1) : std::string()) +
        (fit.model == model.chosen ? " · " + std::string(page.text("ui.value.contract.chosen"))
                                   : std::string());
    y += canvas.paragraph({inner.x, y}, inner.w, line, kCaption, colors.muted);
  }
  return y;
}

}  // namespace

float draw_contract(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const ValuePage& model = page.state.value;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float room = inner.w;
  bool save = false;
  if (!model.survival.empty()) {
    const Downloads downloads =
        draw_downloads(page, inner, "value.contract", page.text("ui.value.contract"));
    room -= downloads.width;
    save = downloads.png;
    if (downloads.csv) {
      page.actions.send(
          "download",
          {{"name", "dangol-contract.csv"}, {"mime", "text/csv"}, {"text", survival_csv(page)}});
    }
  }
  float y = draw_card_title(page, {inner.x, inner.y, room, 0}, page.text("ui.value.contract"), {});
  y += canvas.paragraph({inner.x, y}, inner.w, page.text("ui.value.contract.detail"), kCaption,
                        page.colors().muted) +
       12;
  y = draw_entry(page, inner, y);
  if (!model.contract_problem.empty()) {
    y = draw_note(page, {inner.x, y + 12}, inner.w, model.contract_problem, Note::caution);
  }
  if (!model.survival.empty()) {
    y = draw_curves(page, inner, y + 16);
    y = draw_told(page, inner, y + 12);
  }
  y = end_card(canvas, card, y);
  if (save) page.actions.save_image("dangol-contract.png", {page.x, top, page.width, y - top});
  return y;
}

}  // namespace dangol::ui::value_view
