// The first answer: how many of the last period's customers came back, the four figures around it,
// and how that went over time.
#include <algorithm>
#include <array>

#include "ui/charts/bar_chart.h"
#include "ui/charts/line_chart.h"
#include "ui/strings/csv_text.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/headline_number.h"

namespace dangol::ui {
namespace {

using report::Measure;
using report::Period;

constexpr float kRetentionHeight = 280;
constexpr float kBarsHeight = 240;
constexpr double kLightBar = 0.45;
constexpr double kNeutralBar = 0.35;
constexpr std::string_view kUnits[] = {"day", "week", "month", "quarter", "year"};

float draw_headline(Page& page, float top) {
  const report::Report& report = page.report();
  if (!report.receipt.customers_known) {
    return draw_answer(page, top, page.text("ui.overview.no_customers"),
                       page.text("ui.overview.no_customers.detail"));
  }
  const Period* period = judged_period(report);
  if (period == nullptr || !period->retention_rate_matched) {
    return draw_answer(page, top, page.text("ui.overview.answer.none"),
                       page.text("ui.overview.answer.none.detail"));
  }
  const Strings& strings = page.strings();
  const std::string sentence =
      strings.fill(report.period == "day" ? "ui.overview.answer.day" : "ui.overview.answer",
                   {{"from", period_name(page, (period - 1)->period)},
                    {"to", period_name(page, period->period)},
                    {"rate", format_rate(*period->retention_rate_matched)}});
  std::string detail =
      strings.fill("ui.overview.answer.detail",
                   {{"start", format_count(period->start_customers.value_or(0))},
                    {"retained", format_count(period->retained_customers.value_or(0))}});
  const Period* earlier = find_period(report, year_before(period->period));
  if (earlier != nullptr && earlier->retention_rate_matched) {
    detail += " " + strings.fill("ui.overview.answer.year_before",
                                 {{"rate", format_rate(*earlier->retention_rate_matched)}});
  }
  if (!period->complete) {
    detail += " " + strings.fill("ui.overview.answer.unfinished",
                                 {{"period", period_name(page, period->period)}});
  }
  if (period->start_customers.value_or(0) < report.cohorts.minimum_n) {
    detail +=
        " " + strings.fill("ui.answer.too_few", {{"n", std::to_string(report.cohorts.minimum_n)}});
  }
  return draw_answer(page, top, sentence, detail);
}

/// The days that the figures are of: those of the data, as far as the filters leave them.
std::string counted_days(const report::Report& report) {
  const report::Receipt& receipt = report.receipt;
  const report::Selection& selection = report.selection;
  // Days are written so that the later one is the greater text.
  const std::string from = std::max(receipt.first_day, selection.from);
  const std::string to =
      selection.to.empty() ? receipt.last_day : std::min(receipt.last_day, selection.to);
  return from <= to ? from + " – " + to : from;
}

float draw_conditions(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const report::Receipt& receipt = page.report().receipt;
  float x = page.x;
  float y = top;
  if (!receipt.first_day.empty()) {
    const std::string range = counted_days(page.report());
    x += chip(canvas, {x, y + (canvas.control_height() - kChipHeight) / 2},
              page.text("ui.overview.range"), range) +
         8;
  }
  if (x + period_choice_width(page, kUnits) > page.x + page.width) {
    x = page.x;
    y += canvas.control_height() + 8;
  }
  const float stretch = canvas.phone() ? page.width : 0;
  if (const auto unit = draw_period_choice(page, {x, y}, "overview.period", kUnits,
                                           page.report().period, stretch)) {
    page.actions.set_option("period", "\"" + *unit + "\"");
  }
  return y + canvas.control_height();
}

// The headline cards.

struct HeadlineCard {
  std::string_view measure;
  MoneyText number;
  std::string basis;
  std::string interval;
  std::string past;  ///< the shop's own, where it is defined
};

std::string measure_text(const Page& page, const Measure& measure, double value) {
  if (measure.unit == "rate") return format_rate(value);
  if (measure.unit == "currency") return page.money(value);
  return measure.unit == "orders_per_customer" ? format_decimal(value, 2) : format_count(value);
}

std::string past_of(const Page& page, const Measure& measure) {
  std::string text;
  if (measure.previous) {
    text = page.strings().fill("ui.overview.previous." + page.report().period,
                               {{"value", measure_text(page, measure, *measure.previous)}});
  }
  if (measure.year_ago && page.report().period != "year") {
    if (!text.empty()) text += page.canvas.phone() ? "\n" : " · ";
    text += page.strings().fill("ui.overview.year_ago",
                                {{"value", measure_text(page, measure, *measure.year_ago)}});
  }
  return text;
}

HeadlineCard headline_card(const Page& page, std::string_view name) {
  HeadlineCard card{name, {}, {}, {}, {}};
  const Strings& strings = page.strings();
  const Measure* measure = find_measure(page.report(), name);
  if (measure == nullptr || !measure->value) {
    card.number.number = "–";
    card.basis = strings.get("ui.overview.not_observed");
    return card;
  }
  const double value = *measure->value;
  const double n = measure->n.value_or(0);
  if (measure->unit == "rate") {
    card.number.number = format_rate(value);
    card.number.number.pop_back();
    card.number.after = "%";
    card.basis = strings.fill("ui.overview.part_of",
                              {{"n", format_count(n)}, {"part", format_count(value * n)}});
    if (measure->low && measure->high) {
      card.interval = std::string(strings.get("ui.interval")) + " " +
                      format_rate_range(*measure->low, *measure->high);
    }
  } else if (measure->unit == "currency") {
    card.number = format_money(value, page.report().receipt.currency, strings.language());
    // The revenue of all orders, or the value of one: both rest on the orders.
    card.basis = strings.fill(
        "ui.count.orders",
        {{"n", measure->n ? format_count(n) : count_text(page.report().receipt.orders)}});
  } else if (measure->unit == "orders") {
    card.number.number = format_count(value);
    card.number.after = strings.get("ui.unit.orders");
    card.basis = counted_days(page.report());
  } else {
    card.number.number = format_decimal(value, 2);
    card.number.after = strings.get("ui.unit.times");
    card.basis = strings.fill("ui.overview.of_customers", {{"n", format_count(n)}});
  }
  card.past = past_of(page, *measure);
  if (!measure->period.empty()) {
    card.basis = period_name(page, measure->period) + " · " + card.basis;
  }
  return card;
}

/// Returns where the content ends; the frame is drawn by the caller, as tall as its neighbours.
float draw_headline_card(Page& page, const Card& card, const HeadlineCard& content) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Rect& inner = card.inner;
  const std::string key = "measure." + std::string(content.measure);
  const std::string_view label = page.text(key);
  constexpr float kInfo = 20;
  float y = inner.y;
  y += canvas.paragraph({inner.x, y}, inner.w - kInfo - 4, label, kControl, colors.muted) + 2;
  const TextStyle style = fitting_headline(canvas, content.number, inner.w);
  draw_headline_number(canvas, {inner.x, y}, content.number, style);
  y += style.line + 2;
  y += canvas.paragraph({inner.x, y}, inner.w, content.basis, kCaption, colors.muted);
  if (!content.interval.empty()) {
    y += canvas.paragraph({inner.x, y}, inner.w, content.interval, kCaption, colors.faint);
  }
  if (!content.past.empty()) {
    y += canvas.paragraph({inner.x, y}, inner.w, content.past, kCaption, colors.muted);
  }

  const float target = canvas.control_height();
  const Rect info{inner.right() - kInfo / 2 - target / 2, inner.y + kControl.line / 2 - target / 2,
                  target, target};
  const bool open = page.state.open_definition == content.measure;
  const Response response =
      canvas.use({.id = "overview.definition." + std::string(content.measure),
                  .kind = ControlKind::button,
                  .label = page.strings().fill("ui.overview.definition_of", {{"name", label}}),
                  .rect = info,
                  .checked = open});
  draw_icon(canvas, Icon::info, info.center(), 17,
            open || response.hovered ? colors.accent : colors.faint, colors.card);
  if (response.activated) page.state.open_definition = open ? "" : std::string(content.measure);
  return y;
}

float draw_headline_cards(Page& page, float top) {
  Canvas& canvas = page.canvas;
  constexpr std::string_view kAll[] = {"repeat_purchase_rate", "retention_rate_matched",
                                       "average_order_value", "purchase_frequency"};
  constexpr std::string_view kOrdersAlone[] = {"orders", "revenue", "average_order_value"};
  const bool known = page.report().receipt.customers_known;
  const std::span<const std::string_view> measures =
      known ? std::span<const std::string_view>(kAll) : kOrdersAlone;
  const size_t per_row = page.width >= 900 ? measures.size() : 2;
  const float gap = canvas.phone() ? 12 : kGap;
  const float width =
      (page.width - gap * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
  float y = top;
  for (size_t first = 0; first < measures.size(); first += per_row) {
    const size_t last = std::min(first + per_row, measures.size());
    const auto card_at = [&](size_t i) {
      // One that is left over takes the whole row.
      return begin_card(canvas, page.x + static_cast<float>(i - first) * (width + gap), y,
                        last - first == 1 ? page.width : width);
    };
    float bottom = y;
    for (size_t i = first; i < last; ++i) {
      bottom = std::max(bottom,
                        card_bottom(canvas, draw_headline_card(page, card_at(i),
                                                               headline_card(page, measures[i]))));
    }
    for (size_t i = first; i < last; ++i) {
      const Card card = card_at(i);
      close_card(canvas, card, bottom);
      const Rect whole{card.outer.x, y, card.outer.w, bottom - y};
      const bool hovered =
          !canvas.settings().touch && page.state.open_definition.empty() && canvas.hovers(whole);
      if (!hovered && page.state.open_definition != measures[i]) continue;
      const std::string key = "measure." + std::string(measures[i]);
      const std::vector<TooltipLine> lines{{std::string(page.text(key + ".definition"))}};
      const Point anchor = hovered ? to_canvas(canvas, canvas.pointer())
                                   : to_canvas(canvas, {card.inner.x - 16, bottom - 24});
      tooltip(canvas, anchor, page.text(key), lines);
    }
    y = bottom + gap;
  }
  if (canvas.clicked_nothing() && !page.state.open_definition.empty()) {
    page.state.open_definition.clear();
    canvas.request_frames(1);
  }
  return y - gap;
}

// The charts.

constexpr PeriodFact kFacts[] = {
    {"ui.overview.start_customers", &Period::start_customers},
    {"ui.overview.end_customers", &Period::end_customers},
    {"ui.overview.new_customers", &Period::new_customers},
    {"ui.overview.retained_customers", &Period::retained_customers},
    {"ui.overview.returned_customers", &Period::returned_customers},
};

std::string difference_sentence(const Page& page) {
  const Strings& strings = page.strings();
  const report::Report& report = page.report();
  const Period* period = judged_period(report);
  if (period == nullptr || !period->retention_rate_article || !period->retention_rate_matched) {
    return std::string(strings.get("ui.overview.difference.none"));
  }
  const bool same = period->returned_customers.value_or(0) == 0;
  return strings.fill(same ? "ui.overview.difference.same" : "ui.overview.difference",
                      {{"period", period_name(page, period->period)},
                       {"returned", format_count(period->returned_customers.value_or(0))},
                       {"article", format_rate(*period->retention_rate_article)},
                       {"matched", format_rate(*period->retention_rate_matched)},
                       {"s", format_count(period->start_customers.value_or(0))},
                       {"e", format_count(period->end_customers.value_or(0))},
                       {"n", format_count(period->new_customers.value_or(0))}});
}

/// Retention, draws from `y` down as every chart here and returns its bottom.
float draw_rates(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const report::Report& report = page.report();
  const bool any = std::any_of(report.periods.begin(), report.periods.end(), [](const Period& p) {
    return p.retention_rate_matched || p.retention_rate_article;
  });
  if (any) {
    const std::array<PeriodLine, 2> lines{
        PeriodLine{"ui.overview.article", &Period::retention_rate_article, colors.faint, true},
        PeriodLine{"ui.overview.matched", &Period::retention_rate_matched, colors.accent, false,
                   &Period::retention_low, &Period::retention_high}};
    const auto hovered = draw_period_lines(page, {inner.x, y, inner.w, kRetentionHeight}, lines);
    if (hovered) {
      const Period& period = report.periods[*hovered];
      Tip tip(page);
      tip.rate("ui.overview.matched", period.retention_rate_matched, true);
      tip.interval(period.retention_low, period.retention_high);
      tip.rate("ui.overview.article", period.retention_rate_article);
      tip.facts(period, kFacts);
      tip.show(period_name(page, period.period));
    }
    y += kRetentionHeight + 16;
  }
  return draw_note(page, {inner.x, y}, inner.w, difference_sentence(page), Note::accent);
}

float draw_customer_bars(Page& page, const Rect& inner, float y) {
  const Palette& colors = page.colors();
  const std::array<PeriodBars, 3> bars{
      PeriodBars{"ui.overview.retained_customers", &Period::retained_customers, colors.accent},
      PeriodBars{"ui.overview.returned_customers", &Period::returned_customers,
                 mix(colors.card, colors.accent, kLightBar)},
      PeriodBars{"ui.overview.new_customers", &Period::new_customers,
                 mix(colors.card, colors.muted, kNeutralBar)}};
  return draw_period_bars(page, {inner.x, y, inner.w, kBarsHeight}, bars, kFacts);
}

/// One bar a period: the orders, or the revenue.
float draw_sales_bars(Page& page, const Rect& inner, float y, bool money) {
  Canvas& canvas = page.canvas;
  const report::Report& report = page.report();
  std::array<BarSeries, 1> series{BarSeries{{}, page.colors().accent, {}}};
  for (const Period& period : report.periods) {
    series[0].values.push_back(money ? period.revenue.value_or(0)
                                     : static_cast<double>(period.orders));
  }
  const auto hovered = draw_bar_chart(canvas, {inner.x, y, inner.w, kBarsHeight},
                                      period_labels(report), series, number_tick(page), !money);
  if (hovered) {
    const Period& period = report.periods[*hovered];
    Tip tip(page);
    if (report.receipt.revenue) tip.add("measure.revenue", page.money(period.revenue), money);
    tip.add("measure.orders", count_text(period.orders), !money);
    tip.unfinished(period);
    tip.show(period_name(page, period.period));
  }
  return y + kBarsHeight;
}

float draw_revenue_bars(Page& page, const Rect& inner, float y) {
  return draw_sales_bars(page, inner, y, true);
}
float draw_order_bars(Page& page, const Rect& inner, float y) {
  return draw_sales_bars(page, inner, y, false);
}

float draw_all_charts(Page& page, float top) {
  const report::Report& report = page.report();
  const report::Receipt& receipt = report.receipt;
  const Strings& strings = page.strings();
  const auto in_all = [&](const std::string& total) {
    return strings.fill("ui.overview.all", {{"total", total}});
  };
  const ChartCard revenue{"revenue", over_time(page, "ui.overview.revenue"),
                          in_all(page.money(receipt.revenue)), draw_revenue_bars};
  std::array<ChartCard, 2> pair{ChartCard{}, revenue};
  float y = top;
  if (receipt.customers_known) {
    std::string detail(page.text("ui.overview.retention.detail"));
    if (!report.periods.back().complete) {
      detail += " · *" + std::string(page.text("ui.cohorts.legend.unfinished"));
    }
    const ChartCard retention{"retention", over_time(page, "ui.overview.retention"), detail,
                              draw_rates};
    y = draw_chart_cards(page, y, "overview", {&retention, 1}) + kGap;
    pair[0] = {"customers", over_time(page, "ui.overview.customers"),
               std::string(page.text("ui.overview.customers.detail")), draw_customer_bars};
  } else {
    pair[0] = {"orders", over_time(page, "ui.overview.orders"),
               in_all(strings.fill("ui.count.orders", {{"n", count_text(receipt.orders)}})),
               draw_order_bars};
  }
  // A file without amounts has no revenue.
  return draw_chart_cards(page, y, "overview", {pair.data(), receipt.revenue ? 2U : 1U});
}

float draw_receipt_strip(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const report::Receipt& receipt = page.report().receipt;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  struct Fact {
    std::string_view name;
    std::string value;
    Color color;
  };
  const bool adds_up = amounts_reconcile(receipt) &&
                       receipt.rows_read == receipt.rows_used + rows_set_aside(receipt);
  const std::array<Fact, 4> facts{
      Fact{page.text("ui.receipt.rows_read"), format_count(static_cast<double>(receipt.rows_read)),
           colors.ink},
      Fact{page.text("ui.receipt.rows_used"), format_count(static_cast<double>(receipt.rows_used)),
           colors.ink},
      Fact{page.text("ui.receipt.rows_set_aside"),
           format_count(static_cast<double>(rows_set_aside(receipt))), colors.ink},
      Fact{page.text("ui.receipt.sums"),
           std::string(page.text(adds_up ? "ui.receipt.sums.equal" : "ui.receipt.sums.differ")),
           adds_up ? colors.accent : colors.bad}};
  float x = inner.x +
            canvas.text({inner.x, inner.y}, page.text("ui.receipt.title"), kBodyBold, colors.ink) +
            24;
  float y = inner.y;
  for (const Fact& fact : facts) {
    const float width =
        canvas.text_width(fact.name, kBody) + 6 + canvas.text_width(fact.value, kBodyBold);
    if (x + width > inner.right() && x > inner.x) {
      x = inner.x;
      y += kBody.line + 4;
    }
    const float name = canvas.text({x, y}, fact.name, kBody, colors.muted);
    canvas.text({x + name + 6, y}, fact.value, kBodyBold, fact.color);
    x += width + 24;
  }
  return end_card(canvas, card, y + kBody.line);
}

}  // namespace

std::string periods_csv(const report::Report& report, const Strings& strings) {
  constexpr std::pair<const char*, report::Number Period::*> kPeriodColumns[] = {
      {"ui.overview.start_customers", &Period::start_customers},
      {"ui.overview.end_customers", &Period::end_customers},
      {"ui.overview.new_customers", &Period::new_customers},
      {"ui.overview.retained_customers", &Period::retained_customers},
      {"ui.overview.returned_customers", &Period::returned_customers},
      {"ui.retention.lost", &Period::lost_customers},
      {"ui.overview.article", &Period::retention_rate_article},
      {"ui.overview.matched", &Period::retention_rate_matched},
      {"ui.overview.low", &Period::retention_low},
      {"ui.overview.high", &Period::retention_high},
      {"ui.retention.active", &Period::active_customers},
      {"ui.retention.at_risk", &Period::at_risk_customers},
      {"ui.retention.gone", &Period::gone_customers},
      {"measure.revenue", &Period::revenue},
      {"ui.retention.gross", &Period::revenue_retention_gross},
      {"ui.retention.net", &Period::revenue_retention_net},
  };
  CsvText csv;
  csv.cell(strings.get("ui.overview.period"));
  csv.cell(strings.get("measure.orders"));
  for (const auto& column : kPeriodColumns) csv.cell(strings.get(column.first));
  const std::string revenue = std::string(strings.get("measure.revenue")) + ": ";
  for (const BridgePart& part : kBridgeParts) {
    csv.cell(revenue + std::string(strings.get(part.key)));
  }
  csv.end_row();
  for (const Period& period : report.periods) {
    csv.cell(period.period + (period.complete ? "" : "*"));
    csv.number(static_cast<double>(period.orders));
    for (const auto& column : kPeriodColumns) csv.number(period.*column.second);
    for (const BridgePart& part : kBridgeParts) csv.number(period.bridge.*part.amount);
    csv.end_row();
  }
  return csv.take();
}

float draw_overview(Page& page, float top) {
  if (!unused_answer(page.report(), page.strings()).empty()) {
    return draw_receipt_strip(page, draw_nothing_used(page, top) + kGap);
  }
  if (!has_sections(page, {"measures", "periods"})) return top;
  float y = draw_headline(page, top) + 16;
  y = draw_conditions(page, y) + kGap;
  y = draw_headline_cards(page, y) + kGap;
  if (!page.report().periods.empty()) {
    y = draw_all_charts(page, y) + kGap;
  }
  return draw_receipt_strip(page, y);
}

}  // namespace dangol::ui
