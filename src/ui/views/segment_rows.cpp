#include "ui/views/segment_rows.h"

#include <algorithm>
#include <array>

#include "ui/strings/filter_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

using report::Segment;

constexpr float kRowHeight = 56;
constexpr float kHeaderHeight = 32;
constexpr float kColumnGap = 16;
constexpr float kRoomForColumns = 840;
constexpr float kBar = 10;
constexpr float kBarGap = 4;
constexpr float kLegendSample = 11;
constexpr double kLightBar = 0.35;

std::string days_ago(const Page& page, const report::Number& days) {
  if (!days) return "–";
  return page.strings().fill("ui.segments.recency.value", {{"n", format_count(*days)}});
}

std::string decimal(const report::Number& value) {
  return value ? format_decimal(*value, 1) : "–";
}

/// How many more or fewer than some time before.
std::string change_text(const Segment& one) {
  if (!one.previous_customers) return "–";
  const double change = static_cast<double>(one.customers) - *one.previous_customers;
  if (change == 0) return "0";
  return change > 0 ? "+" + format_count(change) : "−" + format_count(-change);
}

bool has_money(const Page& page) {
  return page.report().receipt.revenue.has_value();
}

struct Bars {
  Color customers;
  Color revenue;
};
Bars bar_colors(const Page& page) {
  const Palette& colors = page.colors();
  return {mix(colors.card, colors.muted, kLightBar), colors.accent};
}

/// Both shares of a segment, against the largest one of all.
void draw_bars(Page& page, const Rect& area, const Segment& one, double largest) {
  Canvas& canvas = page.canvas;
  const Bars colors = bar_colors(page);
  const bool money = has_money(page);
  float y = area.center().y - (money ? kBar + kBarGap / 2 : kBar / 2);
  const auto bar = [&](const report::Number& share, Color color) {
    const float width = static_cast<float>(std::max(0.0, share.value_or(0)) / largest) * area.w;
    if (width > 0) canvas.fill({area.x, y, std::max(width, 2.0F), kBar}, color, 2);
    y += kBar + kBarGap;
  };
  bar(one.share, colors.customers);
  if (money) bar(one.revenue_share, colors.revenue);
}

/// In short words where `room` is too narrow.
void draw_legend(Page& page, Point at, float room) {
  Canvas& canvas = page.canvas;
  const Bars colors = bar_colors(page);
  const float needed = canvas.text_width(page.text("ui.segments.share"), kCaption) +
                       canvas.text_width(page.text("ui.segments.revenue_share"), kCaption) +
                       2 * (kLegendSample + 6) + 14;
  const bool fits = needed <= room;
  const auto add = [&](const char* key, Color color) {
    canvas.fill({at.x, at.y + (kCaption.line - kLegendSample) / 2, kLegendSample, kLegendSample},
                color, 2);
    at.x += kLegendSample + 6;
    at.x += canvas.text(at, page.text(key), kCaption, page.colors().muted) + 14;
  };
  add(fits ? "ui.segments.share" : "ui.segments.customers", colors.customers);
  if (has_money(page)) {
    add(fits ? "ui.segments.revenue_share" : "ui.segments.revenue", colors.revenue);
  }
}

/// The list of its customers, and they alone in every view.
struct RowButtons {
  ButtonSpec list;
  ButtonSpec only;
  float list_width = 0;
  float only_width = 0;

  [[nodiscard]] float width() const { return list_width + only_width; }
};

RowButtons row_buttons(const Page& page) {
  RowButtons buttons;
  buttons.list.label = page.text("ui.segments.export");
  buttons.only.label = page.text("ui.segments.filter");
  buttons.list.look = buttons.only.look = ButtonLook::quiet;
  buttons.list_width = button_width(page.canvas, buttons.list);
  buttons.only_width = button_width(page.canvas, buttons.only);
  return buttons;
}

void draw_buttons(Page& page, Point at, RowButtons buttons, const Segment& one) {
  if (one.customers == 0) return;
  Canvas& canvas = page.canvas;
  const float height = canvas.control_height();
  const std::string name = filter_value_name("segment", one.name, page.strings());
  const std::string list_id = "segments.export." + one.name;
  const std::string list_name = page.strings().fill("ui.segments.export.name", {{"name", name}});
  buttons.list.id = list_id;
  buttons.list.name = list_name;
  if (button(canvas, {at.x, at.y, buttons.list_width, height}, buttons.list)) {
    page.actions.send("customers", {{"segment", one.name}});
  }
  const std::string only_id = "segments.filter." + one.name;
  const std::string only_name = page.strings().fill("ui.segments.filter.name", {{"name", name}});
  buttons.only.id = only_id;
  buttons.only.name = only_name;
  if (button(canvas, {at.x + buttons.list_width, at.y, buttons.only_width, height}, buttons.only)) {
    page.actions.set_option("filters.segment", '[' + json_string(one.name) + ']');
  }
}

void draw_tip(Page& page, const Segment& one) {
  const report::Report& report = page.report();
  const uint32_t window = report.gaps.churn_window_days;
  Tip tip(page);
  tip.people("ui.segments.customers", static_cast<double>(one.customers), true);
  tip.rate("ui.segments.share", one.share);
  if (has_money(page)) {
    tip.add("ui.segments.revenue", page.money(one.revenue));
    tip.rate("ui.segments.revenue_share", one.revenue_share);
  }
  if (one.previous_customers) {
    tip.named(
        page.strings().fill("ui.segments.previous.on", {{"day", report.segments.previous_as_of}}),
        optional_people(page, one.previous_customers));
  }
  tip.sentence(page.strings().fill(
      "segment." + one.name + ".rule",
      {{"half", std::to_string(window / 2)}, {"window", std::to_string(window)}}));
  tip.show(filter_value_name("segment", one.name, page.strings()));
}

/// A number of the table, with what it is beside it or a quieter one under it.
struct Cell {
  const char* key;
  std::string value;
  std::string under = {};
};

std::vector<Cell> cells_of(const Page& page, const Segment& one) {
  std::vector<Cell> cells{
      {"ui.segments.customers", count_text(one.customers), optional_rate(one.share)}};
  if (has_money(page)) {
    cells.push_back(
        {"ui.segments.revenue", page.money(one.revenue), optional_rate(one.revenue_share)});
  }
  cells.push_back({"ui.segments.recency", days_ago(page, one.recency_days)});
  cells.push_back({"ui.segments.frequency", decimal(one.frequency)});
  if (has_money(page)) cells.push_back({"ui.segments.money", page.money(one.money)});
  cells.push_back({"ui.segments.change", change_text(one)});
  return cells;
}

float draw_columns(Page& page, const Rect& inner, float y, double largest) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::vector<Segment>& segments = page.report().segments.segments;
  const RowButtons buttons = row_buttons(page);
  std::vector<std::vector<Cell>> table;
  float names = 0;
  std::vector<float> widths;
  for (const Segment& one : segments) {
    table.push_back(cells_of(page, one));
    names = std::max(
        names,
        canvas.text_width(filter_value_name("segment", one.name, page.strings()), kCaptionBold));
    widths.resize(table.back().size());
    for (size_t i = 0; i < widths.size(); ++i) {
      const Cell& cell = table.back()[i];
      widths[i] = std::max({widths[i], canvas.text_width(page.text(cell.key), kCaption),
                            canvas.text_width(cell.value, kCaptionBold),
                            canvas.text_width(cell.under, kCaption)});
    }
  }
  float right = inner.right() + 12 - buttons.width();
  std::vector<float> rights(widths.size());
  for (size_t i = widths.size(); i-- > 0;) {
    right -= kColumnGap;
    rights[i] = right;
    right -= widths[i];
    canvas.text_in({right, y, widths[i], kHeaderHeight}, page.text(table[0][i].key), kCaption,
                   colors.faint, Align::right);
  }
  const float bars = inner.x + names + kColumnGap;
  draw_legend(page, {bars, y + (kHeaderHeight - kCaption.line) / 2}, right - kColumnGap - bars);
  y += kHeaderHeight;
  for (size_t r = 0; r < segments.size(); ++r) {
    const Segment& one = segments[r];
    const Rect row{inner.x - 8, y, inner.w + 16, kRowHeight};
    const bool lit = canvas.hovers({row.x, row.y, row.w - buttons.width() - 8, row.h});
    if (lit) canvas.fill(row, colors.hover, 4);
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    canvas.text_in({inner.x, y, names, kRowHeight},
                   filter_value_name("segment", one.name, page.strings()), kCaptionBold,
                   one.customers > 0 ? colors.ink : colors.muted);
    draw_bars(page, {bars, y, right - kColumnGap - bars, kRowHeight}, one, largest);
    for (size_t i = 0; i < widths.size(); ++i) {
      const Cell& cell = table[r][i];
      const Rect box{rights[i] - widths[i], y, widths[i], kRowHeight};
      const float half = kCaption.line;
      const Rect line{box.x, box.center().y - (cell.under.empty() ? half / 2 : half), box.w, half};
      canvas.text_in(line, cell.value, i == 0 ? kCaptionBold : kCaption, colors.ink, Align::right);
      canvas.text_in({line.x, line.bottom(), line.w, half}, cell.under, kCaption, colors.muted,
                     Align::right);
    }
    draw_buttons(
        page,
        {inner.right() + 12 - buttons.width(), y + (kRowHeight - canvas.control_height()) / 2},
        buttons, one);
    if (lit) draw_tip(page, one);
    y += kRowHeight;
  }
  return y;
}

/// Where columns have no room: a block for each.
float draw_blocks(Page& page, const Rect& inner, float y, double largest) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const RowButtons buttons = row_buttons(page);
  draw_legend(page, {inner.x, y}, inner.w);
  y += kHeaderHeight;
  for (const Segment& one : page.report().segments.segments) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    const float top = y;
    const std::vector<Cell> cells = cells_of(page, one);
    y += 12;
    canvas.text_in({inner.x, y, inner.w, kBodyBold.line},
                   filter_value_name("segment", one.name, page.strings()), kBodyBold,
                   one.customers > 0 ? colors.ink : colors.muted);
    canvas.text_in(
        {inner.x, y, inner.w, kBodyBold.line},
        optional_people(page, static_cast<double>(one.customers)) + " · " + cells[0].under,
        kCaption, colors.ink, Align::right);
    y += kBodyBold.line + 4;
    if (one.customers == 0) {
      y += 8;
      continue;
    }
    draw_bars(page, {inner.x, y, inner.w, 2 * kBar + kBarGap}, one, largest);
    y += 2 * kBar + kBarGap + 8;
    std::string facts;
    for (size_t i = 1; i < cells.size(); ++i) {
      if (!facts.empty()) facts += " · ";
      facts += std::string(page.text(cells[i].key)) + " " + cells[i].value;
      if (!cells[i].under.empty()) facts += " (" + cells[i].under + ")";
    }
    y += canvas.paragraph({inner.x, y}, inner.w, facts, kCaption, colors.muted);
    const bool lit = canvas.hovers({inner.x, top, inner.w, y - top});
    draw_buttons(page, {inner.x - 14, y}, buttons, one);
    y += canvas.control_height() + 4;
    if (lit) draw_tip(page, one);
  }
  return y;
}

}  // namespace

float draw_segment_rows(Page& page, const Rect& inner, float y) {
  double largest = 0;
  for (const Segment& one : page.report().segments.segments) {
    largest = std::max({largest, one.share.value_or(0), one.revenue_share.value_or(0)});
  }
  if (largest <= 0) largest = 1;
  y = inner.w < kRoomForColumns ? draw_blocks(page, inner, y, largest)
                                : draw_columns(page, inner, y, largest);
  return y + 4 +
         page.canvas.paragraph({inner.x, y + 4}, inner.w, page.text("ui.segments.export.note"),
                               kCaption, page.colors().muted);
}

}  // namespace dangol::ui
