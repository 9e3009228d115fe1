// Customers one by one, with what is expected of each: a table where there is room, and blocks with
// the same facts where there is not. web/value.js fetches the rows.
#include <algorithm>
#include <array>

#include "ui/views/chart_cards.h"
#include "ui/views/value.h"

namespace dangol::ui::value_view {
namespace {

constexpr float kRowHeight = 44;
constexpr float kHeaderHeight = 40;
constexpr float kColumnGap = 16;
constexpr float kRoomForColumns = 760;
constexpr size_t kMostCustomers = 200;  ///< as web/value.js fetches them

struct Column {
  const char* sort;  ///< its name in the request
  const char* key;
  std::string (*text)(const Page& page, const ValueCustomer& customer);
};

std::string expected_text(const Page&, const ValueCustomer& one) {
  std::string text = count_or_dash(one.expected_orders, 1);
  if (one.expected_low && one.expected_high) {
    text += " (" + format_decimal(*one.expected_low, 0) + "–" +
            format_decimal(*one.expected_high, 0) + ")";
  }
  return text;
}

constexpr Column kColumns[] = {
    {"last_order", "ui.value.table.last",
     [](const Page&, const ValueCustomer& one) { return one.last_order; }},
    {"orders", "measure.orders",
     [](const Page&, const ValueCustomer& one) { return count_or_dash(one.orders); }},
    {"revenue", "ui.value.table.past",
     [](const Page& page, const ValueCustomer& one) { return page.money(one.revenue); }},
    {"p_alive", "ui.value.alive",
     [](const Page&, const ValueCustomer& one) {
       return one.p_alive ? format_rate(*one.p_alive) : std::string("–");
     }},
    {"expected_orders", "ui.value.expected_orders", expected_text},
    {"clv", "ui.value.table.worth",
     [](const Page& page, const ValueCustomer& one) { return page.money(one.worth); }},
};

std::vector<Column> columns_of(const Page& page) {
  const report::Value& value = value_of(page);
  std::vector<Column> columns;
  for (const Column& column : kColumns) {
    const std::string_view sort = column.sort;
    const bool money = sort == "revenue" || sort == "clv";
    if (money && !page.report().receipt.revenue) continue;
    if (sort == "p_alive" && value.buyers.empty()) continue;
    columns.push_back(column);
  }
  return columns;
}

void send(Page& page, std::string_view what, std::string_view value = {}) {
  page.actions.send("value", {{"what", what}, {"value", value}});
}

/// A header that sorts, with the direction in force.
void draw_header(Page& page, const Rect& rect, const Column& column) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const ValuePage& rows = page.state.value;
  const bool on = rows.sort == column.sort;
  const std::string label(page.text(column.key));
  const Response response =
      canvas.use({.id = "value.sort." + std::string(column.sort),
                  .kind = ControlKind::toggle,
                  .label = page.strings().fill("ui.value.table.sort", {{"name", label}}),
                  .rect = rect,
                  .checked = on,
                  .group = std::string(page.text("ui.value.table"))});
  if (response.hovered) canvas.fill(rect, colors.hover, 4);
  const std::string arrow = on ? (rows.descending ? " ↓" : " ↑") : "";
  canvas.text_in(rect, label + arrow, on ? kCaptionBold : kCaption,
                 on ? colors.accent : colors.muted, Align::right);
  if (response.activated) send(page, "sort", column.sort);
}

void draw_customer_tip(Page& page, const ValueCustomer& one) {
  Tip tip(page);
  for (const Column& column : columns_of(page)) {
    tip.add(column.key, column.text(page, one), page.state.value.sort == column.sort);
  }
  tip.sentence(page.text("ui.value.table.definition"));
  tip.show(one.name);
}

float draw_columns(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::vector<Column> columns = columns_of(page);
  std::vector<float> widths;
  float all = 0;
  for (const Column& column : columns) {
    float width = canvas.text_width(page.text(column.key), kCaptionBold) +
                  canvas.text_width(" ↓", kCaptionBold);
    for (const ValueCustomer& one : page.state.value.customers) {
      width = std::max(width, canvas.text_width(column.text(page, one), kCaption));
    }
    widths.push_back(width);
    all += width + kColumnGap;
  }
  // Spare room goes between the columns, not into the names.
  const float names = std::min(220.0F, inner.w - all);
  const float spare = std::max(0.0F, inner.w - all - names) / static_cast<float>(columns.size());
  const auto for_each = [&](const auto& draw) {
    float x = inner.x + names;
    for (size_t i = 0; i < columns.size(); ++i) {
      const float width = widths[i] + kColumnGap + spare;
      draw(i, x, width);
      x += width;
    }
  };
  canvas.text_in({inner.x, y, names, kHeaderHeight}, page.text("ui.value.table.customer"), kCaption,
                 colors.muted);
  for_each([&](size_t i, float x, float width) {
    draw_header(page, {x, y, width, kHeaderHeight}, columns[i]);
  });
  y += kHeaderHeight;
  for (const ValueCustomer& one : page.state.value.customers) {
    const Rect row{inner.x - 8, y, inner.w + 16, kRowHeight};
    const bool lit = canvas.hovers(row);
    if (lit) canvas.fill(row, colors.hover, 4);
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    canvas.text_in({inner.x, y, names - kColumnGap, kRowHeight}, one.name, kCaptionBold,
                   colors.ink);
    for_each([&](size_t i, float x, float width) {
      const bool sorted = page.state.value.sort == columns[i].sort;
      canvas.text_in({x, y, width, kRowHeight}, columns[i].text(page, one),
                     sorted ? kCaptionBold : kCaption, colors.ink, Align::right);
    });
    y += kRowHeight;
    if (lit) draw_customer_tip(page, one);
  }
  return y;
}

std::vector<ControlOption> presets_of(const Page& page) {
  std::vector<ControlOption> presets;
  add_option(page, presets, "expected_orders", "ui.value.table.likely");
  if (!value_of(page).buyers.empty()) add_option(page, presets, "worry", "ui.value.table.worry");
  if (page.report().receipt.revenue) add_option(page, presets, "clv", "ui.value.table.best");
  return presets;
}

float draw_blocks(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  // One list in place of the three presets and the titles of columns.
  std::vector<ControlOption> options = presets_of(page);
  for (const Column& column : columns_of(page)) {
    const bool known = std::any_of(options.begin(), options.end(), [&](const ControlOption& one) {
      return one.value == column.sort;
    });
    if (!known) add_option(page, options, column.sort, column.key);
  }
  if (const auto sort =
          draw_list(page, {inner.x, y}, inner.w, "value.sort", page.text("ui.value.table.order"),
                    std::move(options), page.state.value.sort)) {
    send(page, "list", *sort);
  }
  y += choice_height(canvas) + 12;
  for (const ValueCustomer& one : page.state.value.customers) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    const float top = y;
    y += 10;
    canvas.text_in({inner.x, y, inner.w, kControlBold.line}, one.name, kControlBold, colors.ink);
    y += kControlBold.line + 2;
    std::string facts;
    for (const Column& column : columns_of(page)) {
      if (!facts.empty()) facts += " · ";
      facts += std::string(page.text(column.key)) + " " + column.text(page, one);
    }
    y += canvas.paragraph({inner.x, y}, inner.w, facts, kCaption, colors.muted) + 10;
    if (canvas.hovers({inner.x, top, inner.w, y - top})) draw_customer_tip(page, one);
  }
  return y;
}

float draw_presets(Page& page, const Rect& inner, float y) {
  const auto chosen =
      segmented(page.canvas, {inner.x, y}, "value.table", page.text("ui.value.table"),
                presets_of(page), page.state.value.sort);
  if (chosen) send(page, "list", *chosen);
  return y + page.canvas.control_height() + 8;
}

}  // namespace

float draw_table(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const ValuePage& rows = page.state.value;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  const ButtonSpec all{.id = "value.export",
                       .label = page.text("ui.value.table.export"),
                       .look = ButtonLook::quiet,
                       .name = page.text("ui.value.table.export.name")};
  const float width = button_width(canvas, all);
  if (button(canvas, {inner.right() + 14 - width, inner.y - 6, width, canvas.control_height()},
             all)) {
    send(page, "export");
  }
  float y = draw_card_title(page, {inner.x, inner.y, inner.w - width, 0},
                            page.text("ui.value.table"), {});
  y = std::max(y, inner.y + canvas.control_height() - 8);
  y += canvas.paragraph({inner.x, y}, inner.w,
                        page.strings().fill("ui.value.table.detail",
                                            {{"n", count_text(value_of(page).horizon_months)}}),
                        kCaption, colors.muted) +
       12;
  const bool narrow = inner.w < kRoomForColumns;
  if (!narrow) y = draw_presets(page, inner, y);
  if (rows.customers.empty()) {
    y += 12 + canvas.paragraph({inner.x, y + 12}, inner.w,
                               page.text(rows.busy ? "ui.value.table.busy" : "ui.value.table.none"),
                               kBody, colors.muted);
    return end_card(canvas, card, y);
  }
  y = narrow ? draw_blocks(page, inner, y) : draw_columns(page, inner, y);
  if (rows.total > static_cast<double>(rows.customers.size()) &&
      rows.customers.size() < kMostCustomers) {
    const ButtonSpec more{.id = "value.more", .label = page.text("ui.value.table.more")};
    const Rect rect{inner.x, y + 8, button_width(canvas, more), canvas.control_height()};
    if (button(canvas, rect, more)) send(page, "more");
    y = rect.bottom();
  }
  y += 8 + canvas.paragraph({inner.x, y + 8}, inner.w,
                            page.strings().fill("ui.value.table.part",
                                                {{"shown", count_text(rows.customers.size())},
                                                 {"all", format_count(rows.total)}}),
                            kCaption, colors.faint);
  return end_card(canvas, card, y);
}

}  // namespace dangol::ui::value_view
