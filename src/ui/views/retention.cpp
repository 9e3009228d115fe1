// Who stays and who leaves: customers and revenue gained and lost, the second order, the gaps
// between orders and the time after which a customer counts as lost.
#include <algorithm>
#include <array>

#include "ui/charts/bar_chart.h"
#include "ui/charts/rate_rows.h"
#include "ui/charts/waterfall.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/groups.h"
#include "ui/views/survival_chart.h"

namespace dangol::ui {
namespace {

using report::Period;

constexpr float kChartHeight = 260;
constexpr float kListWidth = 200;
constexpr double kLightBar = 0.45;
constexpr double kNeutralBar = 0.35;
constexpr std::string_view kUnits[] = {"week", "month", "quarter", "year"};

/// The longest time within which the file can tell how many came back.
const report::SecondOrder* longest_second_order(const report::Report& report) {
  const report::SecondOrder* found = nullptr;
  for (const report::SecondOrder& point : report.second_order) {
    if (point.value && point.n.value_or(0) >= report.cohorts.minimum_n) found = &point;
  }
  return found;
}

std::string within(const Page& page, uint32_t days) {
  return page.strings().fill("ui.retention.within", {{"n", std::to_string(days)}});
}

std::string window_days(const Page& page) {
  return std::to_string(page.report().gaps.churn_window_days);
}

float draw_headline(Page& page, float top) {
  const report::Report& report = page.report();
  const Strings& strings = page.strings();
  std::string detail;
  const Period* period = judged_period(report);
  if (period != nullptr && period->lost_customers) {
    const double gained =
        period->new_customers.value_or(0) + period->returned_customers.value_or(0);
    detail = strings.fill("ui.retention.answer.detail",
                          {{"period", period_name(page, period->period)},
                           {"gained", format_count(gained)},
                           {"lost", format_count(*period->lost_customers)}}) +
             " ";
  }
  detail += strings.fill("ui.retention.answer.window", {{"n", window_days(page)}});
  const report::SecondOrder* second = longest_second_order(report);
  if (second == nullptr) {
    return draw_answer(page, top, page.text("ui.cohorts.answer.none"), detail);
  }
  return draw_answer(page, top,
                     strings.fill("ui.retention.answer", {{"within", within(page, second->days)},
                                                          {"rate", format_rate(*second->value)}}),
                     detail);
}

// Customers and revenue by period.

float draw_gained_and_lost(Page& page, const Rect& inner, float y) {
  constexpr PeriodFact kFacts[] = {
      {"ui.overview.end_customers", &Period::end_customers, false, true},
      {"ui.overview.retained_customers", &Period::retained_customers},
      {"ui.overview.returned_customers", &Period::returned_customers},
      {"ui.overview.new_customers", &Period::new_customers},
      {"ui.retention.lost", &Period::lost_customers},
      {"ui.retention.returning_share", &Period::returning_customer_share, true},
  };
  const Palette& colors = page.colors();
  const std::array<PeriodBars, 4> bars{
      PeriodBars{"ui.overview.retained_customers", &Period::retained_customers, colors.accent},
      PeriodBars{"ui.overview.returned_customers", &Period::returned_customers,
                 mix(colors.card, colors.accent, kLightBar)},
      PeriodBars{"ui.overview.new_customers", &Period::new_customers,
                 mix(colors.card, colors.muted, kNeutralBar)},
      PeriodBars{"ui.retention.lost", &Period::lost_customers,
                 mix(colors.card, colors.bad, kLightBar), true}};
  return draw_period_bars(page, {inner.x, y, inner.w, kChartHeight}, bars, kFacts);
}

/// Of the judged period; null where there is none.
const Period* bridged_period(const report::Report& report) {
  const Period* period = judged_period(report);
  return period != nullptr && period->bridge.start && period->bridge.end ? period : nullptr;
}

float draw_bridge(Page& page, const Rect& inner, float y) {
  const Period& period = *bridged_period(page.report());
  const Period& before = *(&period - 1);
  const report::RevenueBridge& bridge = period.bridge;
  std::array<WaterfallStep, std::size(kBridgeParts)> steps;
  std::array<const char*, std::size(kBridgeParts)> keys{};
  size_t count = 0;
  for (const BridgePart& part : kBridgeParts) {
    const double amount = (bridge.*part.amount).value_or(0);
    // Most shops have no refunds of other customers.
    if (amount == 0 && part.amount == &report::RevenueBridge::other) continue;
    keys[count] = part.key;
    WaterfallStep& step = steps[count];
    step.total = part.sign == 0;
    step.amount = part.sign < 0 ? -amount : amount;
    step.name = !step.total ? std::string(page.text(part.key))
                            : period_name(page, (count == 0 ? before : period).period);
    ++count;
  }
  const WaterfallResult result =
      draw_waterfall(page.canvas, {inner.x, y}, inner.w, {steps.data(), count}, number_tick(page));
  if (result.hovered) {
    const WaterfallStep& step = steps[*result.hovered];
    Tip tip(page);
    tip.add("measure.revenue", page.money(step.amount), true);
    if (step.total) {
      tip.unfinished(*result.hovered == 0 ? before : period);
    } else {
      if (*bridge.start > 0) tip.rate("ui.retention.bridge.of_start", step.amount / *bridge.start);
      tip.sentence(page.text(keys[*result.hovered] + std::string(".definition")));
    }
    tip.show(step.name);
  }
  return result.bottom;
}

float draw_revenue_retention(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const std::array<PeriodLine, 2> lines{
      PeriodLine{"ui.retention.net", &Period::revenue_retention_net, colors.faint, true},
      PeriodLine{"ui.retention.gross", &Period::revenue_retention_gross, colors.accent}};
  const auto hovered = draw_period_lines(page, {inner.x, y, inner.w, kChartHeight}, lines);
  if (hovered) {
    constexpr PeriodFact kFacts[] = {
        {"ui.retention.gross", &Period::revenue_retention_gross, true, true},
        {"ui.retention.net", &Period::revenue_retention_net, true},
        {"ui.overview.start_customers", &Period::start_customers},
    };
    const Period& period = page.report().periods[*hovered];
    Tip tip(page);
    tip.facts(period, kFacts);
    tip.add("ui.retention.bridge.start", page.money(period.bridge.start));
    tip.sentence(page.text("ui.retention.revenue.definition"));
    tip.show(period_name(page, period.period));
  }
  return y + kChartHeight;
}

float draw_status_bars(Page& page, const Rect& inner, float y) {
  constexpr PeriodFact kFacts[] = {
      {"ui.retention.active", &Period::active_customers, false, true},
      {"ui.retention.at_risk", &Period::at_risk_customers},
      {"ui.retention.gone", &Period::gone_customers},
  };
  const Palette& colors = page.colors();
  const std::array<PeriodBars, 3> bars{
      PeriodBars{kFacts[0].key, kFacts[0].value, colors.accent},
      PeriodBars{kFacts[1].key, kFacts[1].value, mix(colors.card, colors.caution, kLightBar)},
      PeriodBars{kFacts[2].key, kFacts[2].value, mix(colors.card, colors.muted, kNeutralBar)}};
  return draw_period_bars(page, {inner.x, y, inner.w, kChartHeight}, bars, kFacts);
}

// The second order.

float draw_second_order(Page& page, const Rect& inner, float y) {
  const report::Report& report = page.report();
  const NamedCurve curve{{}, report.survival.second_order, page.colors().accent};
  y = draw_survival_chart(page, {inner.x, y, inner.w, kChartHeight}, {&curve, 1},
                          SurvivalSide::happened) +
      16;
  std::vector<RateRow> rows;
  for (const report::SecondOrder& point : report.second_order) {
    rows.push_back({within(page, point.days), {point.value, point.n, point.low, point.high}});
  }
  const RateRows drawn =
      draw_rate_rows(page.canvas, {inner.x, y}, inner.w, rows, report.cohorts.minimum_n);
  if (drawn.hovered) {
    Tip tip(page);
    tip.estimate("measure.second_order_rate", rows[*drawn.hovered].rate);
    tip.show(rows[*drawn.hovered].name);
  }
  y = drawn.bottom + 12;
  return y + page.canvas.paragraph({inner.x, y}, inner.w, page.text("ui.retention.benchmark"),
                                   kCaption, page.colors().muted);
}

// The gaps between orders.

std::string bin_name(const report::GapBin& bin, bool last) {
  if (bin.from_day == bin.to_day) return std::to_string(bin.from_day);
  if (last) return std::to_string(bin.from_day) + "+";
  return std::to_string(bin.from_day) + "–" + std::to_string(bin.to_day);
}

/// Where a day lies among the bars: its share of the bin that holds it.
float position_of(const std::vector<report::GapBin>& bins, double day) {
  for (size_t i = 0; i < bins.size(); ++i) {
    if (day > bins[i].to_day && i + 1 < bins.size()) continue;
    const double share = (day - bins[i].from_day + 0.5) /
                         (static_cast<double>(bins[i].to_day) - bins[i].from_day + 1);
    return static_cast<float>(i) + static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
  return 0;
}

float draw_window_field(Page& page, const Rect& inner, float y) {
  constexpr float kFieldWidth = 132;
  const report::Gaps& gaps = page.report().gaps;
  const auto typed = draw_number_field(page, {inner.x, y}, kFieldWidth, "retention.window",
                                       page.text("ui.retention.window"), window_days(page),
                                       page.state.window_text);
  if (typed) {
    page.actions.set_option("churn_window_days",
                            typed->empty() ? "null" : std::string_view(*typed));
  }
  const float height = choice_height(page.canvas);
  const float left = inner.x + kFieldWidth + 16;
  const std::string from =
      page.strings().fill(gaps.churn_window_from == "gaps"     ? "ui.retention.window.gaps"
                          : gaps.churn_window_from == "chosen" ? "ui.retention.window.chosen"
                                                               : "ui.retention.window.default",
                          {{"n", window_days(page)}});
  float text = y + kCaption.line + 2;
  text += page.canvas.paragraph({left, text}, inner.right() - left, from, kCaption,
                                page.colors().muted);
  if (gaps.churn_window_from == "chosen") {
    const ButtonSpec reset{.id = "retention.window.auto",
                           .label = page.text("ui.option.auto"),
                           .look = ButtonLook::quiet};
    const float width = button_width(page.canvas, reset);
    if (button(page.canvas, {left - 12, text, width, page.canvas.control_height()}, reset)) {
      page.actions.set_option("churn_window_days", "null");
    }
    text += page.canvas.control_height();
  }
  return std::max(y + height, text);
}

float draw_gaps(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const report::Gaps& gaps = page.report().gaps;
  const Strings& strings = page.strings();
  if (gaps.n > 0) {
    BarSeries series{{}, colors.accent, {}};
    std::vector<std::string> labels;
    for (const report::GapBin& bin : gaps.bins) {
      series.values.push_back(static_cast<double>(bin.n));
      labels.push_back(bin_name(bin, &bin == &gaps.bins.back()));
    }
    // From left to right.
    std::array<BarMark, 5> marks;
    size_t marked = 0;
    const auto mark = [&](const report::Number& day, const char* key, Color color) {
      if (!day) return;
      const float position = position_of(gaps.bins, *day);
      size_t at = marked++;
      for (; at > 0 && position < marks[at - 1].position; --at) std::swap(marks[at], marks[at - 1]);
      marks[at] = {position, strings.fill(key, {{"n", format_count(*day)}}), color};
    };
    mark(gaps.q1, "ui.retention.q1", colors.muted);
    mark(gaps.median, "ui.retention.median", colors.ink);
    mark(gaps.q3, "ui.retention.q3", colors.muted);
    if (gaps.churn_window_from != "gaps") mark(gaps.p95, "ui.retention.p95", colors.muted);
    mark(gaps.churn_window_days,
         gaps.churn_window_from == "gaps" ? "ui.retention.p95_window" : "ui.retention.window.mark",
         colors.bad);
    const auto hovered =
        draw_bar_chart(page.canvas, {inner.x, y, inner.w, kChartHeight + 100}, labels, {&series, 1},
                       number_tick(page), true, {marks.data(), marked});
    if (hovered) {
      const double n = series.values[*hovered];
      Tip tip(page);
      tip.add("ui.retention.gap_count", format_count(n), true);
      tip.rate("ui.cohorts.cell.share", n / static_cast<double>(gaps.n));
      tip.show(strings.fill("ui.unit.days", {{"n", labels[*hovered]}}));
    }
    y += kChartHeight + 116;
  }
  return draw_window_field(page, inner, y);
}

float draw_loss(Page& page, const Rect& inner, float y) {
  const NamedCurve curve{{}, page.report().survival.loss, page.colors().accent};
  return draw_survival_chart(page, {inner.x, y, inner.w, kChartHeight}, {&curve, 1},
                             SurvivalSide::remains);
}

float draw_by_period(Page& page, float top) {
  const report::Report& report = page.report();
  const Strings& strings = page.strings();
  const Period* period = bridged_period(report);
  // Without amounts there is one of each pair.
  const size_t count = period != nullptr ? 2 : 1;
  std::array<ChartCard, 2> cards{
      ChartCard{"customers", over_time(page, "ui.retention.customers"),
                std::string(page.text("ui.retention.customers.detail")), draw_gained_and_lost},
      ChartCard{"bridge", {}, std::string(page.text("ui.retention.bridge.detail")), draw_bridge}};
  if (period != nullptr) {
    cards[1].title =
        strings.fill("ui.retention.bridge", {{"period", period_name(page, period->period)}});
  }
  const float y = draw_chart_cards(page, top, "retention", {cards.data(), count}) + kGap;
  const std::string half = std::to_string(report.gaps.churn_window_days / 2);
  cards = {
      ChartCard{
          "status", over_time(page, "ui.retention.status"),
          strings.fill("ui.retention.status.detail", {{"half", half}, {"n", window_days(page)}}),
          draw_status_bars},
      ChartCard{"revenue", over_time(page, "ui.retention.revenue"),
                std::string(page.text("ui.retention.revenue.detail")), draw_revenue_retention}};
  return draw_chart_cards(page, y, "retention", {cards.data(), count});
}

std::string curve_csv(const report::SurvivalCurve& curve, const Strings& strings, bool happened) {
  CsvText csv;
  for (const char* key : {"ui.retention.day", "ui.cohorts.cell.share", "ui.overview.low",
                          "ui.overview.high", "ui.retention.at_risk_n"}) {
    csv.cell(strings.get(key));
  }
  csv.end_row();
  const auto side = [&](const report::Number& value) {
    return happened && value ? report::Number(1 - *value) : value;
  };
  for (size_t i = 0; i < curve.days.size(); ++i) {
    csv.number(curve.days[i]);
    csv.number(side(curve.survival[i]));
    csv.number(side((happened ? curve.high : curve.low)[i]));
    csv.number(side((happened ? curve.low : curve.high)[i]));
    csv.number(curve.at_risk[i]);
    csv.end_row();
  }
  return csv.take();
}

std::string second_order_csv(const Page& page) {
  return curve_csv(page.report().survival.second_order, page.strings(), true);
}

std::string loss_csv(const Page& page) {
  return curve_csv(page.report().survival.loss, page.strings(), false);
}

std::string gaps_csv(const Page& page) {
  CsvText csv;
  csv.cell(page.text("ui.retention.gap_days"));
  csv.cell(page.text("ui.retention.gap_count"));
  csv.end_row();
  const std::vector<report::GapBin>& bins = page.report().gaps.bins;
  for (const report::GapBin& bin : bins) {
    csv.cell(bin_name(bin, &bin == &bins.back()));
    csv.number(static_cast<double>(bin.n));
    csv.end_row();
  }
  return csv.take();
}

}  // namespace

float draw_retention(Page& page, float top) {
  const report::Report& report = page.report();
  if (!unused_answer(report, page.strings()).empty()) return draw_nothing_used(page, top);
  if (!has_sections(page, {"measures", "periods", "second_order", "survival", "groups"}))
    return top;
  if (!report.receipt.customers_known || report.periods.empty()) {
    return draw_answer(page, top, page.text("ui.retention.empty"),
                       page.text("ui.cohorts.no_customers.detail"));
  }
  Canvas& canvas = page.canvas;
  float y = draw_headline(page, top) + 16;
  const float left = canvas.phone() ? 0 : period_choice_width(page, kUnits) + kGap;
  const float lists = canvas.phone() ? y + canvas.control_height() + 8 : y;
  if (const auto unit = draw_period_choice(
          page, {page.x, canvas.phone() ? y : y + kCaption.line + 4}, "retention.period", kUnits,
          report.period, canvas.phone() ? page.width : 0)) {
    page.actions.set_option("period", "\"" + *unit + "\"");
  }
  draw_split_list(page, {page.x + left, lists}, canvas.phone() ? page.width : kListWidth,
                  "retention.split");
  y = lists + choice_height(canvas) + kGap;
  y = draw_by_period(page, y) + kGap;
  const Strings& strings = page.strings();
  const report::Gaps& gaps = report.gaps;
  const std::array<ChartCard, 2> orders{
      ChartCard{"second_order", std::string(page.text("ui.retention.second_order")),
                strings.fill("ui.retention.second_order.detail",
                             {{"n", count_text(report.survival.second_order.n)}}),
                draw_second_order, second_order_csv},
      ChartCard{
          "gaps", std::string(page.text("ui.retention.gaps")),
          strings.fill("ui.retention.gaps.detail",
                       {{"n", count_text(gaps.n)}, {"customers", count_text(gaps.customers)}}),
          draw_gaps, gaps_csv}};
  y = draw_chart_cards(page, y, "retention", orders) + kGap;
  const ChartCard loss{
      "loss", std::string(page.text("ui.retention.loss")),
      strings.fill("ui.retention.loss.detail",
                   {{"window", window_days(page)}, {"n", count_text(report.survival.loss.n)}}),
      draw_loss, loss_csv};
  y = draw_chart_cards(page, y, "retention", {&loss, 1});
  return draw_second_order_groups(page, y);
}

}  // namespace dangol::ui
