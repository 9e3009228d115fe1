// Who the customers are today: named segments by how recently, how often and for how much they buy,
// who carries the revenue, and what customers say of the shop.
#include <algorithm>
#include <array>

#include "ui/charts/heat_grid.h"
#include "ui/charts/line_chart.h"
#include "ui/charts/rate_rows.h"
#include "ui/charts/score_rows.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/filter_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/segment_rows.h"

namespace dangol::ui {
namespace {

using report::Segment;

constexpr float kChartHeight = 280;
constexpr size_t kScores = 5;

const Segment* find_segment(const report::Report& report, std::string_view name) {
  for (const Segment& segment : report.segments.segments) {
    if (segment.name == name) return &segment;
  }
  return nullptr;
}

/// The silent customers who are most worth a word: the best first.
const Segment* worth_winning_back(const report::Report& report) {
  for (const std::string_view name : {"cannot_lose", "at_risk", "one_time"}) {
    const Segment* segment = find_segment(report, name);
    if (segment != nullptr && segment->customers > 0) return segment;
  }
  return nullptr;
}

float draw_headline(Page& page, float top) {
  const report::Report& report = page.report();
  const Strings& strings = page.strings();
  const std::vector<Segment>& all = report.segments.segments;
  const bool money = report.receipt.revenue.has_value();
  const auto weight = [&](const Segment& one) {
    return money ? one.revenue.value_or(0) : static_cast<double>(one.orders);
  };
  const auto best = std::max_element(
      all.begin(), all.end(), [&](const auto& a, const auto& b) { return weight(a) < weight(b); });
  double sum = 0;
  for (const Segment& one : all) sum += weight(one);
  if (best == all.end() || weight(*best) <= 0 || sum <= 0) {
    return draw_answer(page, top, page.text("ui.segments.empty"), {});
  }
  // Under a filter by one segment all revenue is that segment's.
  const bool alone = report.selection.segment.size() == 1;
  const std::string sentence =
      alone ? strings.fill("ui.segments.answer.alone",
                           {{"n", count_text(best->customers)},
                            {"name", filter_value_name("segment", best->name, strings)}})
            : strings.fill(money ? "ui.segments.answer" : "ui.segments.answer.orders",
                           {{"share", format_rate(weight(*best) / sum)},
                            {"name", filter_value_name("segment", best->name, strings)}});
  std::string detail;
  if (const Segment* back = worth_winning_back(report)) {
    detail = strings.fill(money ? "ui.segments.answer.back" : "ui.segments.answer.back.orders",
                          {{"name", filter_value_name("segment", back->name, strings)},
                           {"n", count_text(back->customers)},
                           {"money", page.money(back->money)},
                           {"orders", back->frequency ? format_decimal(*back->frequency, 1) : "–"},
                           {"days", back->recency_days ? format_count(*back->recency_days) : "–"}});
  }
  return draw_answer(page, top, sentence, detail + assumption_mark(page));
}

std::string list_csv(const Page& page) {
  return segments_csv(page.report(), page.strings());
}

// Recency by frequency.

/// The newest buyers stand above; the report counts from score 1 up.
size_t report_index(size_t drawn) {
  return (kScores - 1 - drawn / kScores) * kScores + drawn % kScores;
}

float draw_grid(Page& page, const Rect& inner, float y) {
  const std::vector<uint64_t>& grid = page.report().segments.grid;
  std::vector<uint64_t> counts;
  std::vector<std::string> rows;
  std::vector<std::string> columns;
  uint64_t all = 0;
  for (size_t i = 0; i < grid.size(); ++i) {
    counts.push_back(grid[report_index(i)]);
    all += counts.back();
  }
  for (size_t i = 1; i <= kScores; ++i) {
    columns.push_back(std::to_string(i));
    rows.push_back(std::to_string(kScores + 1 - i));
  }
  const HeatGridResult drawn =
      draw_heat_grid(page.canvas, {inner.x, y}, inner.w, kChartHeight,
                     {counts, rows, columns, page.text("ui.segments.grid.recency"),
                      page.text("ui.segments.grid.frequency")});
  if (drawn.hovered) {
    const double n = static_cast<double>(counts[*drawn.hovered]);
    Tip tip(page);
    tip.people("ui.segments.customers", n, true);
    tip.rate("ui.segments.share", n / static_cast<double>(std::max<uint64_t>(all, 1)));
    tip.show(page.strings().fill(
        "ui.segments.grid.cell",
        {{"r", rows[*drawn.hovered / kScores]}, {"f", columns[*drawn.hovered % kScores]}}));
  }
  return drawn.bottom;
}

std::string grid_csv(const Page& page) {
  CsvText csv;
  csv.cell(page.text("ui.segments.grid.recency"));
  csv.cell(page.text("ui.segments.grid.frequency"));
  csv.cell(page.text("ui.segments.customers"));
  csv.end_row();
  const std::vector<uint64_t>& grid = page.report().segments.grid;
  for (size_t i = 0; i < grid.size(); ++i) {
    csv.number(static_cast<double>(i / kScores + 1));
    csv.number(static_cast<double>(i % kScores + 1));
    csv.number(static_cast<double>(grid[i]));
    csv.end_row();
  }
  return csv.take();
}

// Concentration.

float draw_concentration(Page& page, const Rect& inner, float y) {
  const report::Concentration& concentration = page.report().concentration;
  const Strings& strings = page.strings();
  LineSeries even{std::string(page.text("ui.segments.concentration.even")),
                  page.colors().faint,
                  true,
                  {},
                  {},
                  {}};
  LineSeries actual{std::string(page.text("ui.segments.concentration.actual")),
                    page.colors().accent,
                    false,
                    concentration.cumulative,
                    {},
                    {}};
  std::vector<std::string> labels;
  const size_t tenths = concentration.cumulative.size();
  for (size_t i = 0; i < tenths; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(tenths - 1);
    even.values.emplace_back(share);
    labels.push_back(percent_tick(share));
  }
  const std::array<LineSeries, 2> series{even, actual};
  const auto hovered = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight - 64},
                                       {labels, series, percent_tick});
  y += kChartHeight - 64 + 8;
  if (concentration.gini && concentration.top_tenth_share) {
    // Words for orientation; no test is behind these bounds.
    constexpr double kEven = 0.3;
    constexpr double kUneven = 0.6;
    const char* word = *concentration.gini < kEven     ? "ui.segments.gini.even"
                       : *concentration.gini < kUneven ? "ui.segments.gini.middle"
                                                       : "ui.segments.gini.uneven";
    y = draw_note(page, {inner.x, y}, inner.w,
                  strings.fill(page.report().selection.segment.empty()
                                   ? "ui.segments.concentration.say"
                                   : "ui.segments.concentration.say.chosen",
                               {{"share", format_rate(*concentration.top_tenth_share)},
                                {"gini", format_decimal(*concentration.gini, 2)},
                                {"word", page.text(word)}}),
                  Note::accent);
  }
  if (hovered) {
    Tip tip(page);
    tip.rate("ui.segments.revenue_share", actual.values[*hovered], true);
    tip.people("ui.segments.customers", static_cast<double>(concentration.n));
    tip.show(strings.fill("ui.segments.concentration.point",
                          {{"n", std::to_string(*hovered * 100 / (tenths - 1))}}));
  }
  return y;
}

std::string concentration_csv(const Page& page) {
  CsvText csv;
  csv.cell(page.text("ui.segments.share"));
  csv.cell(page.text("ui.segments.revenue_share"));
  csv.end_row();
  const std::vector<report::Number>& cumulative = page.report().concentration.cumulative;
  for (size_t i = 0; i < cumulative.size(); ++i) {
    csv.number(static_cast<double>(i) / static_cast<double>(cumulative.size() - 1));
    csv.number(cumulative[i]);
    csv.end_row();
  }
  return csv.take();
}

// The promoter score.

struct Answers {
  const char* key;
  uint64_t n;
  Color color;
};

std::array<Answers, 3> answers(const Page& page) {
  constexpr double kLight = 0.45;
  constexpr double kNeutral = 0.35;
  const Palette& colors = page.colors();
  const report::Nps& nps = page.report().nps;
  return {Answers{"ui.nps.promoters", nps.promoters, colors.accent},
          Answers{"ui.nps.passives", nps.passives, mix(colors.card, colors.muted, kNeutral)},
          Answers{"ui.nps.detractors", nps.detractors, mix(colors.card, colors.bad, kLight)}};
}

/// All answers as one bar, with what its parts are below.
float draw_answers(Page& page, const Rect& inner, float y) {
  constexpr float kThickness = 18;
  Canvas& canvas = page.canvas;
  const double n = static_cast<double>(std::max<uint64_t>(page.report().nps.n, 1));
  float x = inner.x;
  float text_x = inner.x;
  float text_y = y + kThickness + 8;
  for (const Answers& part : answers(page)) {
    const double share = static_cast<double>(part.n) / n;
    const float width = static_cast<float>(share) * inner.w;
    if (width > 2) canvas.fill({x, y, width - 2, kThickness}, part.color, 2);
    x += width;
    const std::string text =
        std::string(page.text(part.key)) + " " + count_text(part.n) + " · " + format_rate(share);
    const float needed = 18 + canvas.text_width(text, kCaption);
    if (text_x > inner.x && text_x + needed > inner.right()) {
      text_x = inner.x;
      text_y += kCaption.line;
    }
    canvas.fill({text_x, text_y + 5, 11, 11}, part.color, 2);
    canvas.text({text_x + 18, text_y}, text, kCaption, page.colors().muted);
    text_x += needed + 20;
  }
  return text_y + kCaption.line;
}

std::vector<ScoreRow> score_rows(const Page& page) {
  const report::Nps& nps = page.report().nps;
  const auto worded = [&](uint64_t n) {
    return page.strings().fill("ui.nps.answers", {{"n", count_text(n)}});
  };
  std::vector<ScoreRow> rows{{std::string(page.text("ui.nps.all")),
                              worded(nps.n),
                              {nps.score, static_cast<double>(nps.n), nps.low, nps.high},
                              true}};
  for (const report::ScoreGroup& group : nps.segments) {
    if (group.n == 0) continue;
    rows.push_back({filter_value_name("segment", group.name, page.strings()),
                    worded(group.n),
                    {group.score, static_cast<double>(group.n), group.low, group.high}});
  }
  return rows;
}

float draw_scores(Page& page, const Rect& inner, float y) {
  y = draw_answers(page, inner, y) + 16;
  const std::vector<ScoreRow> rows = score_rows(page);
  const ScoreRows drawn = draw_score_rows(page.canvas, {inner.x, y}, inner.w, rows);
  if (drawn.hovered) {
    const ScoreRow& row = rows[*drawn.hovered];
    Tip tip(page);
    tip.add("ui.nps.score", row.score.value ? score_text(*row.score.value) : "–", true);
    if (row.score.low && row.score.high) {
      tip.add("ui.interval", score_text(*row.score.low) + " – " + score_text(*row.score.high));
    }
    tip.sentence(row.count);
    tip.show(row.name);
  }
  return drawn.bottom;
}

std::string scores_csv(const Page& page) {
  CsvText csv;
  for (const char* key :
       {"ui.segments.list", "ui.nps.score", "ui.overview.low", "ui.overview.high", "mirror.n"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const ScoreRow& row : score_rows(page)) {
    csv.cell(row.name);
    for (const report::Number& value :
         {row.score.value, row.score.low, row.score.high, row.score.n}) {
      csv.number(value);
    }
    csv.end_row();
  }
  return csv.take();
}

std::vector<RateRow> follow_ups(const Page& page) {
  std::vector<RateRow> rows;
  for (const report::ScoreFollowUp& one : page.report().nps.afterwards) {
    // Which scores they gave stands beside the answers.
    const std::string_view name = page.text("ui.nps." + one.name);
    rows.push_back({std::string(name.substr(0, name.find(" ("))), one.bought});
  }
  return rows;
}

float draw_follow_ups(Page& page, const Rect& inner, float y) {
  const std::vector<RateRow> rows = follow_ups(page);
  const RateRows drawn =
      draw_rate_rows(page.canvas, {inner.x, y}, inner.w, rows, page.report().cohorts.minimum_n);
  if (drawn.hovered) {
    const report::ScoreFollowUp& one = page.report().nps.afterwards[*drawn.hovered];
    Tip tip(page);
    tip.rate("ui.cohorts.cell.share", one.bought.value, true);
    tip.interval(one.bought.low, one.bought.high);
    tip.people("ui.segments.customers", one.bought.n);
    if (one.revenue_per_customer) {
      tip.add("ui.nps.afterwards.revenue", page.money(one.revenue_per_customer));
    }
    tip.show(rows[*drawn.hovered].name);
  }
  return drawn.bottom;
}

std::string follow_ups_csv(const Page& page) {
  CsvText csv;
  for (const char* key : {"ui.nps", "ui.cohorts.cell.share", "ui.overview.low", "ui.overview.high",
                          "ui.segments.customers", "ui.nps.afterwards.revenue"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const report::ScoreFollowUp& one : page.report().nps.afterwards) {
    csv.cell(page.text("ui.nps." + one.name));
    for (const report::Number& value : {one.bought.value, one.bought.low, one.bought.high,
                                        one.bought.n, one.revenue_per_customer}) {
      csv.number(value);
    }
    csv.end_row();
  }
  return csv.take();
}

float draw_nps(Page& page, float top) {
  const report::Nps& nps = page.report().nps;
  const Strings& strings = page.strings();
  if (nps.n == 0) {
    return top + page.canvas.paragraph({page.x, top}, page.width, page.text("ui.nps.none"),
                                       kCaption, page.colors().muted);
  }
  std::vector<ChartCard> cards{{"nps", std::string(page.text("ui.nps")),
                                strings.fill("ui.nps.detail", {{"n", count_text(nps.n)}}),
                                draw_scores, scores_csv}};
  if (!nps.afterwards.empty()) {
    cards.push_back({"afterwards",
                     strings.fill("ui.nps.afterwards", {{"n", std::to_string(nps.days)}}),
                     {},
                     draw_follow_ups,
                     follow_ups_csv});
  }
  return draw_chart_cards(page, top, "segments", cards);
}

}  // namespace

std::string segments_csv(const report::Report& report, const Strings& strings) {
  CsvText csv;
  for (const char* key :
       {"ui.segments.list", "ui.segments.customers", "ui.segments.share", "measure.orders",
        "measure.revenue", "ui.segments.revenue_share", "ui.segments.recency",
        "ui.segments.frequency", "ui.segments.money", "ui.segments.previous"}) {
    csv.cell(strings.get(key));
  }
  csv.end_row();
  for (const Segment& one : report.segments.segments) {
    csv.cell(filter_value_name("segment", one.name, strings));
    for (const report::Number& value :
         {report::Number(static_cast<double>(one.customers)), one.share,
          report::Number(static_cast<double>(one.orders)), one.revenue, one.revenue_share,
          one.recency_days, one.frequency, one.money, one.previous_customers}) {
      csv.number(value);
    }
    csv.end_row();
  }
  return csv.take();
}

float draw_segments(Page& page, float top) {
  const report::Report& report = page.report();
  if (!unused_answer(report, page.strings()).empty()) return draw_nothing_used(page, top);
  if (!has_sections(page, {"segments", "scores"})) return top;
  if (!report.receipt.customers_known || report.segments.segments.empty()) {
    return draw_answer(page, top, page.text("ui.segments.empty"),
                       report.receipt.customers_known
                           ? std::string_view()
                           : page.text("ui.cohorts.no_customers.detail"));
  }
  const Strings& strings = page.strings();
  float y = draw_headline(page, top) + 16;
  std::string detail = strings.fill("ui.segments.list.detail", {{"day", report.segments.as_of}});
  if (!report.segments.previous_as_of.empty()) {
    detail +=
        " " + strings.fill("ui.segments.list.change", {{"day", report.segments.previous_as_of}});
  }
  const ChartCard list{"list", std::string(page.text("ui.segments.list")), detail,
                       draw_segment_rows, list_csv};
  y = draw_chart_cards(page, y, "segments", {&list, 1}) + kGap;
  std::vector<ChartCard> spread{{"grid", std::string(page.text("ui.segments.grid")),
                                 std::string(page.text("ui.segments.grid.detail")), draw_grid,
                                 grid_csv}};
  if (report.concentration.cumulative.size() > 1) {
    spread.push_back({"concentration", std::string(page.text("ui.segments.concentration")),
                      std::string(page.text("ui.segments.concentration.detail")),
                      draw_concentration, concentration_csv});
  }
  y = draw_chart_cards(page, y, "segments", spread) + kGap;
  return draw_nps(page, y);
}

}  // namespace dangol::ui
