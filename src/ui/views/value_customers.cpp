// Who will buy again and whom to worry about: in sentences, by how likely they still buy, by how
// recently and how often they bought, one by one, and by group.
#include <algorithm>
#include <array>

#include "ui/charts/bar_chart.h"
#include "ui/charts/value_grid.h"
#include "ui/charts/value_rows.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/filter_text.h"
#include "ui/views/chart_cards.h"
#include "ui/views/value.h"

namespace dangol::ui::value_view {
namespace {

constexpr float kChartHeight = 330;
constexpr float kRowHeight = 44;
constexpr float kHeaderHeight = 40;
constexpr float kColumnGap = 16;
constexpr float kRoomForColumns = 760;
constexpr size_t kMostGroups = 24;
constexpr size_t kMostCustomers = 200;  ///< as web/value.js fetches them

// The sentences.

float draw_sentences(Page& page, float top) {
  const report::Value& value = value_of(page);
  const Strings& strings = page.strings();
  const std::string months = std::to_string(value.horizon_months);
  float y = top + 8;
  y += page.canvas.paragraph({page.x, y}, page.width, page.text("ui.value.who"), kCardTitle,
                             page.colors().ink) +
       4;
  const auto say = [&](const std::string& sentence) {
    y += page.canvas.rich({page.x, y}, page.width, sentence, kBody, page.colors().muted,
                          page.colors().ink) +
         4;
  };
  if (value.likely) {
    say(strings.fill("ui.value.likely", {{"n", count_text(value.likely->customers)},
                                         {"months", months},
                                         {"orders", count_or_dash(value.likely->orders)}}));
  }
  if (value.worry) {
    say(strings.fill(value.worry->past_revenue ? "ui.value.worry" : "ui.value.worry.orders",
                     {{"n", count_text(value.worry->customers)},
                      {"past", page.money(value.worry->past_revenue)},
                      {"expected", page.money(value.worry->expected_revenue)},
                      {"months", months}}));
  }
  if (value.one_time && value.one_time->customers > 0) {
    const report::OneTimeBuyers& once = *value.one_time;
    say(strings.fill("ui.value.once", {{"n", count_text(once.customers)},
                                       {"share", once.share ? format_rate(*once.share) : "–"},
                                       {"again", count_or_dash(once.buy_again)},
                                       {"months", months}}));
  }
  return y + 8;
}

// By how likely they still buy.

std::string band_name(const report::BuyerBand& band) {
  return format_count(band.p_alive_from * 100) + "–" + format_count(band.p_alive_to * 100) + "%";
}

float draw_bands(Page& page, const Rect& inner, float y) {
  const std::vector<report::BuyerBand>& bands = value_of(page).buyers;
  BarSeries series{{}, page.colors().accent, {}};
  std::vector<std::string> labels;
  double all = 0;
  for (const report::BuyerBand& band : bands) {
    labels.push_back(band_name(band));
    series.values.push_back(static_cast<double>(band.customers));
    all += series.values.back();
  }
  const auto hovered = draw_bar_chart(page.canvas, {inner.x, y, inner.w, kChartHeight}, labels,
                                      {&series, 1}, number_tick(page), true);
  if (hovered) {
    const report::BuyerBand& band = bands[*hovered];
    Tip tip(page);
    tip.people("ui.segments.customers", static_cast<double>(band.customers), true);
    if (all > 0) tip.rate("ui.segments.share", static_cast<double>(band.customers) / all);
    tip.add("ui.value.expected_orders", count_or_dash(band.orders, 1));
    if (band.revenue) tip.add("ui.value.expected_revenue", page.money(band.revenue));
    tip.sentence(page.text("ui.value.alive.definition"));
    tip.show(page.strings().fill("ui.value.bands.at", {{"band", labels[*hovered]}}));
  }
  return y + kChartHeight;
}

std::string bands_csv(const Page& page) {
  CsvText csv;
  for (const char* key : {"ui.value.alive", "ui.segments.customers", "ui.value.expected_orders",
                          "ui.value.expected_revenue"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const report::BuyerBand& band : value_of(page).buyers) {
    csv.cell(band_name(band));
    csv.number(static_cast<double>(band.customers));
    csv.number(band.orders);
    csv.number(band.revenue);
    csv.end_row();
  }
  return csv.take();
}

// By how recently and how often.

/// "3", "4–6" or "7+".
std::vector<std::string> class_names(const std::vector<uint32_t>& lower) {
  std::vector<std::string> names;
  for (size_t i = 0; i < lower.size(); ++i) {
    std::string name = std::to_string(lower[i]);
    if (i + 1 == lower.size()) {
      name += "+";
    } else if (lower[i + 1] > lower[i] + 1) {
      name += "–" + std::to_string(lower[i + 1] - 1);
    }
    names.push_back(std::move(name));
  }
  return names;
}

bool shows_orders(const Page& page) {
  // Where dropout cannot be told there is nothing else to show.
  return page.state.value_choices.grid_orders || value_of(page).buyers.empty();
}

float draw_grid(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const report::ValueGrid& grid = *value_of(page).grid;
  const bool orders = shows_orders(page);
  if (!value_of(page).buyers.empty()) {
    const std::array<ControlOption, 2> kinds{
        ControlOption{"alive", std::string(page.text("ui.value.alive"))},
        ControlOption{"orders", std::string(page.text("ui.value.expected_orders"))}};
    const bool narrow = segmented_width(canvas, kinds) > inner.w;
    if (const auto kind = segmented(canvas, {inner.x, y}, "value.grid", page.text("ui.value.grid"),
                                    kinds, orders ? "orders" : "alive", narrow ? inner.w : 0)) {
      page.state.value_choices.grid_orders = *kind == "orders";
      canvas.request_frames(1);
    }
    y += canvas.control_height() + 12;
  }
  const std::vector<std::string> columns = class_names(grid.frequency);
  std::vector<std::string> rows = class_names(grid.recency);
  for (std::string& row : rows) row = page.strings().fill("ui.value.months", {{"n", row}});
  std::vector<ValueGridCell> cells;
  double most = orders ? 0 : 1;
  for (size_t r = 0; r < rows.size(); ++r) {
    for (size_t c = 0; c < columns.size(); ++c) {
      const report::Number& value = (orders ? grid.orders : grid.p_alive)[r][c];
      cells.push_back({value, grid.customers[r][c].value_or(0)});
      most = std::max(most, value.value_or(0));
    }
  }
  const ValueGridResult drawn =
      draw_value_grid(canvas, {inner.x, y}, inner.w,
                      {cells, rows, columns, page.text("ui.value.grid.recency"),
                       page.text("ui.value.grid.frequency"),
                       [&](double value) {
                         return orders ? format_decimal(value, value < 10 ? 1 : 0)
                                       : format_count(value * 100) + "%";
                       },
                       most > 0 ? most : 1, static_cast<double>(page.report().cohorts.minimum_n)});
  if (drawn.hovered) {
    const size_t r = *drawn.hovered / columns.size();
    const size_t c = *drawn.hovered % columns.size();
    Tip tip(page);
    tip.people("ui.segments.customers", grid.customers[r][c]);
    if (grid.p_alive[r][c]) tip.rate("ui.value.alive", grid.p_alive[r][c], !orders);
    tip.add("ui.value.expected_orders", count_or_dash(grid.orders[r][c], 2), orders);
    tip.sentence(
        page.text(orders ? "ui.value.expected_orders.definition" : "ui.value.alive.definition"));
    tip.show(page.strings().fill("ui.value.grid.cell", {{"r", rows[r]}, {"f", columns[c]}}));
  }
  return drawn.bottom;
}

std::string grid_csv(const Page& page) {
  const report::ValueGrid& grid = *value_of(page).grid;
  CsvText csv;
  for (const char* key : {"ui.value.grid.recency", "ui.value.grid.frequency",
                          "ui.segments.customers", "ui.value.alive", "ui.value.expected_orders"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  const std::vector<std::string> rows = class_names(grid.recency);
  const std::vector<std::string> columns = class_names(grid.frequency);
  for (size_t r = 0; r < rows.size(); ++r) {
    for (size_t c = 0; c < columns.size(); ++c) {
      csv.cell(rows[r]);
      csv.cell(columns[c]);
      for (const report::Number& number :
           {grid.customers[r][c], grid.p_alive[r][c], grid.orders[r][c]}) {
        csv.number(number);
      }
      csv.end_row();
    }
  }
  return csv.take();
}

// One by one.

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

// By group.

const report::ValueGroups& group_of(const Page& page) {
  const std::vector<report::ValueGroups>& all = value_of(page).groups;
  for (const report::ValueGroups& one : all) {
    if (one.by == page.state.value_choices.group) return one;
  }
  return all[0];
}

std::string group_name(const Page& page, std::string_view by, const std::string& name) {
  if (by == "segment") return filter_value_name("segment", name, page.strings());
  return by == "first_period" ? period_name(page, name) : name;
}

const char* group_key(std::string_view by) {
  return by == "segment"   ? "ui.value.groups.segment"
         : by == "channel" ? "ui.value.groups.channel"
                           : "ui.value.groups.first_period";
}

/// The newest periods, or the largest of the others.
std::span<const report::ValueGroup> shown_groups(const report::ValueGroups& groups) {
  const std::span<const report::ValueGroup> rows(groups.rows);
  if (rows.size() <= kMostGroups) return rows;
  return groups.by == "first_period" ? rows.last(kMostGroups) : rows.first(kMostGroups);
}

float draw_group_rows(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const report::ValueGroups& groups = group_of(page);
  if (value_of(page).groups.size() > 1) {
    std::vector<ControlOption> options;
    for (const report::ValueGroups& one : value_of(page).groups) {
      add_option(page, options, one.by, group_key(one.by));
    }
    if (const auto by = segmented(canvas, {inner.x, y}, "value.group", page.text("ui.value.groups"),
                                  options, groups.by)) {
      page.state.value_choices.group = *by;
      canvas.request_frames(1);
    }
    y += canvas.control_height() + 12;
  }
  const bool money = page.report().receipt.revenue.has_value();
  const std::span<const report::ValueGroup> shown = shown_groups(groups);
  std::vector<ValueRow> rows;
  for (const report::ValueGroup& one : shown) {
    rows.push_back({group_name(page, groups.by, one.name), money ? one.revenue.value : one.orders,
                    money ? one.revenue.low : report::Number(),
                    money ? one.revenue.high : report::Number(),
                    money ? about_money(page, one.revenue) : count_or_dash(one.orders),
                    optional_people(page, static_cast<double>(one.customers))});
  }
  const ValueRows drawn = draw_value_rows(canvas, {inner.x, y}, inner.w, rows);
  if (drawn.hovered) {
    const report::ValueGroup& one = shown[*drawn.hovered];
    Tip tip(page);
    if (money) {
      tip.add("ui.value.expected_revenue", about_money(page, one.revenue), true);
      const std::string range = money_range(page, one.revenue);
      if (!range.empty()) tip.add("ui.interval", range);
    }
    tip.add("ui.value.expected_orders", count_or_dash(one.orders), !money);
    if (one.alive) tip.add("ui.value.groups.alive", count_or_dash(one.alive));
    tip.people("ui.segments.customers", static_cast<double>(one.customers));
    tip.show(rows[*drawn.hovered].name);
  }
  return drawn.bottom;
}

std::string groups_csv(const Page& page) {
  CsvText csv;
  for (const char* key : {"ui.value.groups.by", "ui.value.groups", "ui.segments.customers",
                          "ui.value.groups.alive", "ui.value.expected_orders",
                          "ui.value.expected_revenue", "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const report::ValueGroups& groups : value_of(page).groups) {
    for (const report::ValueGroup& one : groups.rows) {
      csv.cell(page.text(group_key(groups.by)));
      csv.cell(group_name(page, groups.by, one.name));
      csv.number(static_cast<double>(one.customers));
      for (const report::Number& number :
           {one.alive, one.orders, one.revenue.value, one.revenue.low, one.revenue.high}) {
        csv.number(number);
      }
      csv.end_row();
    }
  }
  return csv.take();
}

}  // namespace

float draw_customers(Page& page, float top) {
  const report::Value& value = value_of(page);
  if (!value.base) return top;
  float y = draw_sentences(page, top);
  std::vector<ChartCard> cards;
  if (!value.buyers.empty()) {
    cards.push_back({"bands", std::string(page.text("ui.value.bands")),
                     std::string(page.text("ui.value.alive.definition")), draw_bands, bands_csv});
  }
  if (value.grid && !value.grid->recency.empty()) {
    cards.push_back({"grid", std::string(page.text("ui.value.grid")),
                     std::string(page.text("ui.value.grid.detail")), draw_grid, grid_csv});
  }
  if (!cards.empty()) y = draw_chart_cards(page, y, "value", cards) + kGap;
  return draw_table(page, y) + kGap;
}

float draw_groups(Page& page, float top) {
  if (value_of(page).groups.empty()) return top;
  const ChartCard card{"groups",
                       page.strings().fill("ui.value.groups.title",
                                           {{"n", count_text(value_of(page).horizon_months)}}),
                       std::string(page.text("ui.value.groups.detail")), draw_group_rows,
                       groups_csv};
  return draw_chart_cards(page, top, "value", {&card, 1}) + kGap;
}

}  // namespace dangol::ui::value_view
