#include "ui/views/groups.h"

#include <algorithm>
#include <array>

#include "ui/charts/line_chart.h"
#include "ui/charts/rate_rows.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/survival_chart.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

using report::Group;
using report::Groups;

constexpr float kChartHeight = 280;
/// As many lines as can be told apart; the table has all groups.
constexpr size_t kMostLines = 5;

const Groups& groups_of(const Page& page) {
  return page.report().groups;
}

std::span<const Group> drawn_groups(const Page& page) {
  const std::vector<Group>& groups = groups_of(page).groups;
  return {groups.data(), std::min(groups.size(), kMostLines)};
}

std::string dimension_name(const Page& page, std::string_view name) {
  if (name == "product" || name == "channel") {
    return std::string(page.text("role." + std::string(name)));
  }
  const bool own = name == "segment" || name == "first_period";
  return std::string(own ? page.text("ui.groups.by." + std::string(name)) : name);
}

std::string group_name(const Page& page, const Group& group) {
  if (group.name.empty()) return std::string(page.text("ui.groups.others"));
  const std::string& by = groups_of(page).by;
  if (by == "first_period") return period_name(page, group.name);
  const std::string_view segment =
      by == "segment" ? page.text("segment." + group.name) : std::string_view();
  return segment.empty() ? group.name : std::string(segment);
}

std::string by_name(const Page& page) {
  return dimension_name(page, groups_of(page).by);
}

float draw_shares(Page& page, const Rect& inner, float y) {
  const std::span<const Group> groups = drawn_groups(page);
  size_t columns = 0;
  std::vector<LineSeries> series;
  for (const Group& group : groups) {
    LineSeries line{
        group_name(page, group), page.colors().series[series.size()], false, {}, {}, {}};
    for (size_t k = 0; k < group.share.size(); ++k) {
      const bool told = k < group.states.size() && group.states[k] != "too_few";
      line.values.push_back(told ? group.share[k] : report::Number());
      if (line.values.back()) columns = std::max(columns, k + 1);
    }
    series.push_back(std::move(line));
  }
  for (LineSeries& line : series) line.values.resize(columns);
  std::vector<std::string> labels;
  for (size_t k = 0; k < columns; ++k) labels.push_back(std::to_string(k));
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight},
                                       {labels, series, percent_tick});
  if (hovered) {
    Tip tip(page);
    for (size_t i = 0; i < groups.size(); ++i) {
      const report::Number n = value_at(groups[i].n, *hovered);
      tip.named(series[i].name,
                optional_rate(series[i].values[*hovered]) + " · " + optional_people(page, n));
    }
    tip.show(column_name(page.report().cohorts, *hovered, page.strings()));
  }
  return y + kChartHeight;
}

std::string shares_csv(const Page& page) {
  CsvText csv;
  csv.cell(by_name(page));
  const std::vector<Group>& groups = groups_of(page).groups;
  size_t columns = 0;
  for (const Group& group : groups) columns = std::max(columns, group.share.size());
  for (size_t k = 0; k < columns; ++k) csv.number(static_cast<double>(k));
  csv.end_row();
  for (const Group& group : groups) {
    csv.cell(group_name(page, group));
    for (size_t k = 0; k < columns; ++k) csv.number(value_at(group.share, k));
    csv.end_row();
  }
  return csv.take();
}

/// What the groups are compared by: the second order of those old enough, or, where some group has
/// nobody that old, of everybody so far.
struct Compared {
  const char* key;
  report::Estimate Group::*rate;
};

Compared compared_by(const Page& page) {
  const std::vector<Group>& groups = groups_of(page).groups;
  const bool young = std::any_of(groups.begin(), groups.end(), [](const Group& group) {
    return group.second_order_rate.n.value_or(0) == 0;
  });
  if (young) return {"measure.repeat_purchase_rate", &Group::repeat_purchase_rate};
  return {"measure.second_order_rate", &Group::second_order_rate};
}

/// Whether the difference can be chance. `keys`: hardly, and well.
std::string test_sentence(const Page& page, const report::LogRank& test,
                          const std::array<const char*, 2>& keys) {
  if (groups_of(page).by == "segment") return std::string(page.text("ui.groups.by_outcome"));
  if (!test.p) return std::string(page.text("ui.groups.unknown"));
  constexpr double kSmallest = 0.001;
  constexpr double kUnlikely = 0.05;
  const std::string text = *test.p < kSmallest ? "< 0.001" : "= " + format_decimal(*test.p, 3);
  return page.strings().fill(keys[*test.p < kUnlikely ? 0 : 1], {{"p", text}});
}

/// Two groups side by side, and whether the difference can be chance.
std::string verdict(const Page& page) {
  const Groups& groups = groups_of(page);
  const Strings& strings = page.strings();
  std::string sentence;
  if (groups.groups.size() == 2) {
    const Group& a = groups.groups[0];
    const Group& b = groups.groups[1];
    const Compared by = compared_by(page);
    sentence = strings.fill("ui.groups.two", {{"name", page.text(by.key)},
                                              {"a", group_name(page, a)},
                                              {"b", group_name(page, b)},
                                              {"x", optional_rate((a.*by.rate).value)},
                                              {"y", optional_rate((b.*by.rate).value)}}) +
               " ";
  }
  return sentence +
         test_sentence(page, groups.second_order, {"ui.groups.differ", "ui.groups.same"});
}

/// A press on a group keeps it; two of them are compared.
void compare(Page& page, const Group& group, const Rect& row) {
  std::vector<std::string>& picks = page.state.compared;
  const auto found = std::find(picks.begin(), picks.end(), group.name);
  const bool on = found != picks.end();
  const Response response = page.canvas.use(
      {.id = "groups.row." + group.name,
       .kind = ControlKind::toggle,
       .label = page.strings().fill("ui.cohorts.compare", {{"cohort", group_name(page, group)}}),
       .rect = row,
       .checked = on});
  if (on) page.canvas.outline(row, page.colors().accent, kControlRadius);
  if (!response.activated) return;
  if (on) {
    picks.erase(found);
    return;
  }
  picks.push_back(group.name);
  if (picks.size() < 2) return;
  page.actions.set_option("compare",
                          "[" + json_string(picks[0]) + "," + json_string(picks[1]) + "]");
  picks.clear();
}

float draw_second_orders(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const std::vector<Group>& groups = groups_of(page).groups;
  std::vector<NamedCurve> curves;
  for (const Group& group : drawn_groups(page)) {
    curves.push_back(
        {group_name(page, group), group.second_order, page.colors().series[curves.size()]});
  }
  y = draw_survival_chart(page, {inner.x, y, inner.w, kChartHeight}, curves,
                          SurvivalSide::happened) +
      16;
  y = draw_note(page, {inner.x, y}, inner.w, verdict(page), Note::accent) + 16;
  const Compared by = compared_by(page);
  y += canvas.paragraph({inner.x, y}, inner.w, page.text(by.key), kCaptionBold, page.colors().ink);
  std::vector<RateRow> rows;
  rows.reserve(groups.size());
  for (const Group& group : groups) rows.push_back({group_name(page, group), group.*by.rate});
  const float top = y;
  const RateRows drawn =
      draw_rate_rows(canvas, {inner.x, y}, inner.w, rows, page.report().cohorts.minimum_n);
  y = drawn.bottom;
  if (groups.size() > 2) {
    const float height = (drawn.bottom - top) / static_cast<float>(rows.size());
    for (size_t i = 0; i < groups.size(); ++i) {
      if (groups[i].name.empty()) continue;
      compare(page, groups[i],
              {inner.x - 6, top + height * static_cast<float>(i), inner.w + 12, height});
    }
    y += 8 + canvas.paragraph({inner.x, y + 8}, inner.w, page.text("ui.groups.hint"), kCaption,
                              page.colors().muted);
  } else {
    const ButtonSpec all{.id = "groups.all", .label = page.text("ui.groups.all")};
    if (button(canvas, {inner.x, y + 8, button_width(canvas, all), canvas.control_height()}, all)) {
      page.actions.set_option("compare", "null");
    }
    y += 8 + canvas.control_height();
  }
  if (drawn.hovered) {
    const Group& group = groups[*drawn.hovered];
    Tip tip(page);
    tip.estimate("measure.second_order_rate", group.second_order_rate);
    tip.rate("measure.repeat_purchase_rate", group.repeat_purchase_rate.value);
    tip.interval(group.repeat_purchase_rate.low, group.repeat_purchase_rate.high);
    tip.people("ui.retention.all_n", static_cast<double>(group.customers));
    tip.add("measure.orders", count_text(group.orders));
    if (group.revenue) tip.add("measure.revenue", page.money(group.revenue));
    tip.sentence(page.text("measure.second_order_rate.definition"));
    tip.show(rows[*drawn.hovered].name);
  }
  return y;
}

float draw_losses(Page& page, const Rect& inner, float y) {
  std::vector<NamedCurve> curves;
  for (const Group& group : drawn_groups(page)) {
    curves.push_back({group_name(page, group), group.loss, page.colors().series[curves.size()]});
  }
  y = draw_survival_chart(page, {inner.x, y, inner.w, kChartHeight}, curves,
                          SurvivalSide::remains) +
      16;
  return draw_note(
      page, {inner.x, y}, inner.w,
      test_sentence(page, groups_of(page).loss, {"ui.groups.loss.differ", "ui.groups.loss.same"}),
      Note::accent);
}

std::string losses_csv(const Page& page) {
  CsvText csv;
  csv.cell(by_name(page));
  for (const char* key : {"measure.customers", "ui.groups.loss.events", "ui.groups.loss.median",
                          "ui.groups.loss.mean", "ui.groups.loss.horizon"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const Group& group : groups_of(page).groups) {
    csv.cell(group_name(page, group));
    csv.number(static_cast<double>(group.loss.n));
    csv.number(static_cast<double>(group.loss.events));
    for (const report::Number& value :
         {group.loss.median, group.loss.restricted_mean, group.loss.horizon}) {
      csv.number(value);
    }
    csv.end_row();
  }
  return csv.take();
}

std::string groups_csv(const Page& page) {
  CsvText csv;
  csv.cell(by_name(page));
  for (const char* key : {"measure.customers", "measure.orders", "measure.revenue",
                          "measure.repeat_purchase_rate", "measure.second_order_rate",
                          "ui.retention.old_enough", "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const Group& group : groups_of(page).groups) {
    const report::Estimate& rate = group.second_order_rate;
    csv.cell(group_name(page, group));
    for (const report::Number& value :
         {report::Number(static_cast<double>(group.customers)),
          report::Number(static_cast<double>(group.orders)), group.revenue,
          group.repeat_purchase_rate.value, rate.value, rate.n, rate.low, rate.high}) {
      csv.number(value);
    }
    csv.end_row();
  }
  return csv.take();
}

/// Columns that the data were read without. What tells one customer or order from another, when and
/// for how much, makes no groups.
std::vector<std::string> other_columns(const report::Report& report) {
  std::vector<std::string> names;
  for (const report::SourceColumn& column : report.source.columns) {
    const bool kept = std::any_of(
        report.dimensions.begin(), report.dimensions.end(),
        [&](const report::Dimension& dimension) { return dimension.name == column.name; });
    if (column.role.empty() && !column.name.empty() && !kept) names.push_back(column.name);
  }
  return names;
}

/// A column that the data were read without has to be read: beside it, as many of the others stay
/// as can be kept (table::kMostDimensions).
void keep_column(Page& page, const std::string& name) {
  constexpr size_t kMostBeside = 5;
  const std::vector<std::string> others = other_columns(page.report());
  if (std::find(others.begin(), others.end(), name) == others.end()) return;
  std::string columns = "[" + json_string(name);
  size_t beside = 0;
  for (const report::Dimension& dimension : page.report().dimensions) {
    const bool role = dimension.name == "product" || dimension.name == "channel";
    if (role || beside == kMostBeside) continue;
    columns += "," + json_string(dimension.name);
    ++beside;
  }
  page.actions.set_option("columns", columns + "]");
}

float draw_card(Page& page, float top, std::string_view view, const ChartCard& card) {
  if (groups_of(page).groups.size() < 2) return top;
  return draw_chart_cards(page, top + kGap, view, {&card, 1});
}

}  // namespace

bool can_split(const Page& page) {
  return page.report().receipt.customers_known;
}

void draw_split_list(Page& page, Point at, float width, std::string_view id) {
  std::vector<ControlOption> options;
  add_option(page, options, "", "ui.groups.by.none");
  for (const report::Dimension& dimension : page.report().dimensions) {
    options.push_back({dimension.name, dimension_name(page, dimension.name)});
  }
  add_option(page, options, "segment", "ui.groups.by.segment");
  add_option(page, options, "first_period", "ui.groups.by.first_period");
  for (const std::string& name : other_columns(page.report())) options.push_back({name, name});
  const auto chosen =
      draw_list(page, at, width, id, page.text("ui.groups.by"), options, groups_of(page).by);
  if (!chosen) return;
  page.state.compared.clear();
  page.actions.set_option("compare", "null");
  keep_column(page, *chosen);
  page.actions.set_option("split_by", chosen->empty() ? "null" : json_string(*chosen));
}

float draw_share_groups(Page& page, float top) {
  return draw_card(
      page, top, "cohorts",
      {"groups", page.strings().fill("ui.groups.shares", {{"by", by_name(page)}}),
       std::string(page.text("ui.cohorts.definition." + page.report().cohorts.definition)),
       draw_shares, shares_csv});
}

float draw_second_order_groups(Page& page, float top) {
  top = draw_card(page, top, "retention",
                  {"groups", page.strings().fill("ui.groups.second_order", {{"by", by_name(page)}}),
                   std::string(page.text("measure.second_order_rate.definition")),
                   draw_second_orders, groups_csv});
  return draw_card(
      page, top, "retention",
      {"groups.loss", page.strings().fill("ui.groups.loss", {{"by", by_name(page)}}),
       page.strings().fill("ui.groups.loss.detail",
                           {{"window", std::to_string(page.report().gaps.churn_window_days)}}),
       draw_losses, losses_csv});
}

}  // namespace dangol::ui
