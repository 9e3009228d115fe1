// Who will buy again and whom to worry about: in sentences, by how likely they still buy, by how
// recently and how often they bought, and by group.
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
constexpr size_t kMostGroups = 24;

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
