// What a new customer brings: what it is made of, and how it grows with age, as observed and as the
// model continues it. Then the check: the model of the first part of the data against the rest.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/charts/line_chart.h"
#include "ui/charts/value_bars.h"
#include "ui/charts/waterfall.h"
#include "ui/strings/csv_text.h"
#include "ui/views/chart_cards.h"
#include "ui/views/value.h"

namespace dangol::ui::value_view {
namespace {

using report::Holdout;
using report::Range;

constexpr float kChartHeight = 300;
constexpr double kNeutralBar = 0.4;

// What it is made of.

struct Driver {
  const char* key;
  std::string value;
  std::string interval;
};

std::string rate_interval(const Page& page, const Range& range) {
  if (!range.low || !range.high) return {};
  return std::string(page.text("ui.interval")) + " " + format_rate_range(*range.low, *range.high);
}

std::vector<Driver> drivers(const Page& page) {
  const report::NewCustomer& one = *value_of(page).new_customer;
  std::vector<Driver> list;
  if (one.first_order_value) {
    list.push_back({"ui.value.driver.first", page.money(one.first_order_value), {}});
  }
  if (one.p_repeat.value) {
    list.push_back({"ui.value.driver.p_repeat", format_rate(*one.p_repeat.value),
                    rate_interval(page, one.p_repeat)});
  }
  if (one.repeat_orders.value) {
    list.push_back({"ui.value.driver.orders",
                    page.strings().fill("ui.value.times",
                                        {{"n", format_decimal(*one.repeat_orders.value, 2)}}),
                    count_interval(page, one.repeat_orders)});
  }
  if (one.order_value) {
    list.push_back({"ui.value.driver.order_value", page.money(one.order_value), {}});
  }
  return list;
}

float draw_drivers(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const report::NewCustomer& one = *value_of(page).new_customer;
  constexpr float kRowGap = 9;
  for (const Driver& driver : drivers(page)) {
    y += kRowGap;
    const Rect line{inner.x, y, inner.w, kControlBold.line};
    canvas.text(Point{line.x, line.y}, page.text(driver.key), kControl, colors.muted);
    canvas.text_in(line, driver.value, kControlBold, colors.ink, Align::right);
    y = line.bottom();
    if (!driver.interval.empty()) {
      canvas.text_in({line.x, y, line.w, kCaption.line}, driver.interval, kCaption, colors.faint,
                     Align::right);
      y += kCaption.line;
    }
    y += kRowGap;
    canvas.horizontal(inner.x, y, inner.w, colors.line);
  }
  y += 12;
  if (!one.revenue.value || !one.first_order_value) return y;
  const std::array<WaterfallStep, 3> steps{
      WaterfallStep{std::string(page.text("ui.value.driver.first")), *one.first_order_value, true},
      WaterfallStep{std::string(page.text("ui.value.driver.repeat")),
                    *one.revenue.value - *one.first_order_value},
      WaterfallStep{std::string(page.text("ui.value.driver.total")), *one.revenue.value, true}};
  const WaterfallResult drawn =
      draw_waterfall(canvas, {inner.x, y}, inner.w, steps, number_tick(page));
  if (drawn.hovered) {
    const WaterfallStep& step = steps[*drawn.hovered];
    Tip tip(page);
    tip.add("measure.revenue", page.money(step.amount), true);
    if (*drawn.hovered == 2) {
      const std::string range = money_range(page, one.revenue);
      if (!range.empty()) tip.add("ui.interval", range);
    }
    tip.add("ui.segments.customers", count_text(models_of(page).customers));
    tip.sentence(page.text(*drawn.hovered == 1 ? "ui.value.driver.repeat.definition"
                                               : "ui.value.drivers.detail"));
    tip.show(step.name);
  }
  return drawn.bottom;
}

std::string drivers_csv(const Page& page) {
  const report::NewCustomer& one = *value_of(page).new_customer;
  CsvText csv;
  for (const char* key : {"ui.value.item", "mirror.value", "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  const auto row = [&](std::string_view name, const Range& range) {
    csv.cell(name);
    csv.number(range.value);
    csv.number(range.low);
    csv.number(range.high);
    csv.end_row();
  };
  row(page.text("ui.value.driver.first"), {one.first_order_value, {}, {}});
  row(page.text("ui.value.driver.p_repeat"), one.p_repeat);
  row(page.text("ui.value.driver.orders"), one.repeat_orders);
  row(page.text("ui.value.driver.order_value"), {one.order_value, {}, {}});
  row(page.text("measure.revenue"), one.revenue);
  row(page.text("ui.value.margin"), one.margin);
  return csv.take();
}

// How it grows with age.

struct Growth {
  LineSeries observed;
  LineSeries median;
  LineSeries expected;
  size_t months = 1;
};

Growth growth_of(const Page& page) {
  const report::Value& value = value_of(page);
  const Palette& colors = page.colors();
  const auto start = [&](const char* key, Color color, bool dashed) {
    return LineSeries{std::string(page.text(key)), color, dashed, {}, {}, {}};
  };
  Growth growth{start("ui.value.grow.observed", colors.accent, false),
                start("ui.value.grow.median", colors.faint, false),
                start("ui.value.grow.expected", colors.series[1], true)};
  // No further than the model goes, or than twelve months where it goes nowhere.
  for (const report::HistoricAge& age : value.historic.ages) {
    if (!age.mean) continue;
    growth.observed.days.push_back(age.age);
    growth.observed.values.push_back(age.mean);
    growth.observed.low.push_back(age.low);
    growth.observed.high.push_back(age.high);
    growth.median.days.push_back(age.age);
    growth.median.values.push_back(age.median);
    growth.months = std::max<size_t>(growth.months, age.age);
  }
  if (value.new_customer) {
    for (const report::ValueMonth& month : value.new_customer->months) {
      growth.expected.days.push_back(month.month);
      growth.expected.values.push_back(month.revenue.value);
      growth.expected.low.push_back(month.revenue.low);
      growth.expected.high.push_back(month.revenue.high);
      growth.months = std::max<size_t>(growth.months, month.month);
    }
  }
  const double seen = growth.observed.days.empty() ? 0 : growth.observed.days.back();
  const std::vector<double>& ahead = growth.expected.days;
  growth.expected.observed =
      static_cast<size_t>(std::upper_bound(ahead.begin(), ahead.end(), seen) - ahead.begin());
  return growth;
}

/// Whether there is anything to draw: without amounts there is not.
bool has_growth(const Page& page) {
  const std::vector<report::HistoricAge>& ages = value_of(page).historic.ages;
  return std::any_of(ages.begin(), ages.end(),
                     [](const report::HistoricAge& age) { return age.mean.has_value(); });
}

float draw_growth(Page& page, const Rect& inner, float y) {
  const Growth growth = growth_of(page);
  std::vector<LineSeries> series{growth.observed, growth.median};
  if (!growth.expected.days.empty()) series.push_back(growth.expected);
  LineChart chart{{}, series, number_tick(page)};
  chart.days = growth.months;
  chart.unit = "ui.value.months";
  const auto month = draw_line_chart(page.canvas, {inner.x, y, inner.w, kChartHeight}, chart);
  if (month) {
    Tip tip(page);
    const auto observed = index_at(growth.observed, *month);
    const bool seen = observed && static_cast<double>(*month) <= growth.observed.days.back();
    if (seen) {
      const report::HistoricAge* age = nullptr;
      for (const report::HistoricAge& one : value_of(page).historic.ages) {
        if (one.mean && one.age == growth.observed.days[*observed]) age = &one;
      }
      tip.add("ui.value.grow.observed", page.money(age->mean), true);
      tip.add("ui.interval", money_range(page, {age->mean, age->low, age->high}));
      tip.add("ui.value.grow.median", page.money(age->median));
      tip.people("ui.value.grow.n", static_cast<double>(age->customers));
    }
    const auto expected = index_at(growth.expected, *month);
    if (expected && static_cast<double>(*month) <= growth.expected.days.back()) {
      const Range range{growth.expected.values[*expected], growth.expected.low[*expected],
                        growth.expected.high[*expected]};
      tip.add("ui.value.grow.expected", about_money(page, range), !seen);
      tip.add("ui.interval", money_range(page, range));
    }
    tip.sentence(page.text("ui.value.grow.definition"));
    tip.show(page.strings().fill("ui.value.grow.at", {{"n", count_text(*month)}}));
  }
  return y + kChartHeight;
}

std::string growth_csv(const Page& page) {
  const report::Value& value = value_of(page);
  CsvText csv;
  for (const char* key : {"ui.value.grow.age", "ui.value.grow.n", "ui.value.grow.observed",
                          "ui.overview.low", "ui.overview.high", "ui.value.grow.median",
                          "ui.value.grow.expected", "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  for (const report::HistoricCohort& cohort : value.historic.cohorts) csv.cell(cohort.cohort);
  csv.end_row();
  const std::vector<report::HistoricAge>& ages = value.historic.ages;
  const std::vector<report::ValueMonth> none;
  const std::vector<report::ValueMonth>& months =
      value.new_customer ? value.new_customer->months : none;
  uint32_t last = ages.empty() ? 0 : ages.back().age;
  if (!months.empty()) last = std::max(last, months.back().month);
  for (uint32_t month = 0; month <= last; ++month) {
    const auto age =
        std::find_if(ages.begin(), ages.end(), [&](const auto& one) { return one.age == month; });
    const auto expected = std::find_if(months.begin(), months.end(),
                                       [&](const auto& one) { return one.month == month; });
    if (age == ages.end() && expected == months.end()) continue;
    const report::HistoricAge seen = age == ages.end() ? report::HistoricAge{} : *age;
    const Range range = expected == months.end() ? Range{} : expected->revenue;
    csv.number(static_cast<double>(month));
    csv.number(age == ages.end() ? report::Number() : static_cast<double>(seen.customers));
    for (const report::Number& number :
         {seen.mean, seen.low, seen.high, seen.median, range.value, range.low, range.high}) {
      csv.number(number);
    }
    for (const report::HistoricCohort& cohort : value.historic.cohorts) {
      const auto at = static_cast<size_t>(age - ages.begin());
      csv.number(at < cohort.revenue_per_customer.size() ? cohort.revenue_per_customer[at]
                                                         : report::Number());
    }
    csv.end_row();
  }
  return csv.take();
}

// The check.

const Holdout& holdout_of(const Page& page) {
  return *models_of(page).holdout;
}

std::string signed_rate(double value) {
  return (value < 0 ? "−" : "+") + format_rate(std::fabs(value));
}

std::string believe_sentence(const Page& page) {
  const Holdout& holdout = holdout_of(page);
  const Strings& strings = page.strings();
  const char* key = holdout.believe == "yes"       ? "ui.value.believe.yes"
                    : holdout.believe == "roughly" ? "ui.value.believe.roughly"
                                                   : "ui.value.believe.no";
  std::string text(strings.get(key));
  if (holdout.actual && holdout.predicted && holdout.bias) {
    text +=
        " " + strings.fill("ui.value.believe.why", {{"day", holdout.calibration_end},
                                                    {"actual", format_count(*holdout.actual)},
                                                    {"predicted", format_count(*holdout.predicted)},
                                                    {"bias", signed_rate(*holdout.bias)}});
  }
  if (holdout.mean_absolute_error && holdout.naive_mean_absolute_error) {
    text += " " + strings.fill("ui.value.believe.error",
                               {{"error", format_decimal(*holdout.mean_absolute_error, 2)},
                                {"naive", format_decimal(*holdout.naive_mean_absolute_error, 2)}});
  }
  return text;
}

float draw_tracking(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Holdout& holdout = holdout_of(page);
  const Palette& colors = page.colors();
  ValueChoices& choices = page.state.value_choices;
  const std::array<ControlOption, 2> kinds{
      ControlOption{"sum", std::string(page.text("ui.value.check.sum"))},
      ControlOption{"period", std::string(page.text("ui.value.check.period"))}};
  if (const auto kind =
          segmented(canvas, {inner.x, y}, "value.tracking", page.text("ui.value.check.tracking"),
                    kinds, choices.per_period ? "period" : "sum")) {
    choices.per_period = *kind == "period";
    canvas.request_frames(1);
  }
  y += canvas.control_height() + 12;
  LineSeries actual{std::string(page.text("ui.value.check.actual")), colors.ink, false, {}, {}, {}};
  LineSeries predicted{
      std::string(page.text("ui.value.check.predicted")), colors.accent, true, {}, {}, {}};
  std::vector<std::string> labels;
  std::optional<size_t> split;
  for (size_t i = 0; i < holdout.periods.size(); ++i) {
    const report::HoldoutPeriod& one = holdout.periods[i];
    if (!split && one.period > holdout.calibration_end) split = i;
    labels.push_back(one.period.size() > 2 ? one.period.substr(2) : one.period);
    actual.values.push_back(choices.per_period ? one.actual : one.cumulative_actual);
    predicted.values.push_back(choices.per_period ? one.predicted : one.cumulative_predicted);
  }
  predicted.observed = split.value_or(labels.size());
  double most = 0;
  for (const auto& value : actual.values) most = std::max(most, value.value_or(0));
  std::vector<LineMark> marks;
  if (split && *split > 0) {
    marks.push_back({static_cast<double>(*split) - 0.5, most,
                     std::string(page.text("ui.value.check.split")), colors.muted, true});
  }
  const std::array<LineSeries, 2> series{actual, predicted};
  LineChart chart{labels, series, number_tick(page)};
  chart.marks = marks;
  const auto hovered = draw_line_chart(canvas, {inner.x, y, inner.w, kChartHeight - 40}, chart);
  if (hovered) {
    const report::HoldoutPeriod& one = holdout.periods[*hovered];
    Tip tip(page);
    tip.add("ui.value.check.actual", count_or_dash(one.actual), true);
    tip.add("ui.value.check.predicted", count_or_dash(one.predicted, 1));
    tip.add("ui.value.check.actual.sum", count_or_dash(one.cumulative_actual), true);
    tip.add("ui.value.check.predicted.sum", count_or_dash(one.cumulative_predicted, 1));
    tip.people("ui.segments.customers", static_cast<double>(holdout.customers));
    tip.sentence(page.text("ui.value.check.definition"));
    tip.show(one.period);
  }
  return y + kChartHeight - 40;
}

std::string tracking_csv(const Page& page) {
  CsvText csv;
  for (const char* key : {"ui.value.check.day", "ui.value.check.actual", "ui.value.check.predicted",
                          "ui.value.check.actual.sum", "ui.value.check.predicted.sum"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const report::HoldoutPeriod& one : holdout_of(page).periods) {
    csv.cell(one.period);
    for (const report::Number& number :
         {one.actual, one.predicted, one.cumulative_actual, one.cumulative_predicted}) {
      csv.number(number);
    }
    csv.end_row();
  }
  return csv.take();
}

float draw_bins(Page& page, const Rect& inner, float y) {
  const Holdout& holdout = holdout_of(page);
  const Palette& colors = page.colors();
  std::array<ValueBarSeries, 3> series{
      ValueBarSeries{std::string(page.text("ui.value.check.actual")), colors.ink, {}},
      ValueBarSeries{std::string(page.text("ui.value.check.predicted")), colors.accent, {}},
      ValueBarSeries{std::string(page.text("ui.value.check.naive")),
                     mix(colors.card, colors.muted, kNeutralBar),
                     {}}};
  std::vector<std::string> labels;
  for (const report::HoldoutBin& bin : holdout.bins) {
    labels.push_back(bin.frequency);
    series[0].values.push_back(bin.actual);
    series[1].values.push_back(bin.predicted);
    series[2].values.push_back(bin.naive);
  }
  constexpr float kHeight = kChartHeight + 12;
  const auto hovered =
      draw_value_bars(page.canvas, {inner.x, y, inner.w, kHeight}, labels, series,
                      [](double value) { return format_decimal(value, value < 10 ? 1 : 0); });
  if (hovered) {
    const report::HoldoutBin& bin = holdout.bins[*hovered];
    Tip tip(page);
    tip.add("ui.value.check.actual", count_or_dash(bin.actual, 2), true);
    tip.add("ui.value.check.predicted", count_or_dash(bin.predicted, 2));
    tip.add("ui.value.check.naive", count_or_dash(bin.naive, 2));
    tip.people("ui.segments.customers", static_cast<double>(bin.customers));
    tip.sentence(page.text("ui.value.check.bins.definition"));
    tip.show(page.strings().fill("ui.value.check.bin", {{"n", bin.frequency}}));
  }
  return y + kHeight;
}

std::string bins_csv(const Page& page) {
  CsvText csv;
  for (const char* key : {"ui.value.check.before", "ui.segments.customers", "ui.value.check.actual",
                          "ui.value.check.predicted", "ui.value.check.naive"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const report::HoldoutBin& bin : holdout_of(page).bins) {
    csv.cell(bin.frequency);
    csv.number(static_cast<double>(bin.customers));
    for (const report::Number& number : {bin.actual, bin.predicted, bin.naive}) csv.number(number);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace

float draw_forecast(Page& page, float top) {
  std::vector<ChartCard> cards;
  if (has_growth(page)) {
    cards.push_back({"growth", std::string(page.text("ui.value.grow")),
                     std::string(page.text(value_of(page).new_customer ? "ui.value.grow.detail"
                                                                       : "ui.value.grow.seen")),
                     draw_growth, growth_csv});
  }
  if (value_of(page).new_customer) {
    cards.push_back({"drivers",
                     page.strings().fill("ui.value.drivers", {{"span", first_span(page)}}),
                     std::string(page.text("ui.value.drivers.detail")), draw_drivers, drivers_csv});
  }
  return cards.empty() ? top - kGap : draw_chart_cards(page, top, "value", cards);
}

float draw_check(Page& page, float top) {
  const auto& holdout = models_of(page).holdout;
  if (!holdout || holdout->periods.empty()) return top;
  Canvas& canvas = page.canvas;
  float y = top + 8;
  y += canvas.paragraph({page.x, y}, page.width, page.text("ui.value.check"), kCardTitle,
                        page.colors().ink) +
       8;
  y = draw_note(page, {page.x, y}, page.width, believe_sentence(page),
                holdout->believe == "no" ? Note::caution : Note::accent) +
      kGap;
  std::vector<ChartCard> cards{
      {"tracking", std::string(page.text("ui.value.check.tracking")),
       page.strings().fill("ui.value.check.tracking.detail", {{"day", holdout->calibration_end}}),
       draw_tracking, tracking_csv}};
  if (!holdout->bins.empty()) {
    cards.push_back({"bins", std::string(page.text("ui.value.check.bins")),
                     std::string(page.text("ui.value.check.bins.detail")), draw_bins, bins_csv});
  }
  return draw_chart_cards(page, y, "value", cards) + kGap;
}

}  // namespace dangol::ui::value_view
