#include "ui/views/survival_chart.h"

#include <algorithm>

#include "ui/charts/line_chart.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"

namespace dangol::ui {
namespace {

/// As a step line from day 0 to the last day on which anybody was observed; dashed after the last
/// event, since from there on the line only says that nothing more has been seen.
LineSeries series_of(const NamedCurve& named, SurvivalSide side, double last_day) {
  const report::SurvivalCurve& curve = named.curve;
  const auto value_of = [&](const report::Number& value) {
    return side == SurvivalSide::happened && value ? report::Number(1 - *value) : value;
  };
  LineSeries series{named.name, named.color, false, {}, {}, {}};
  series.steps = true;
  const auto add = [&](double day, const report::Number& value, const report::Number& low,
                       const report::Number& high) {
    series.days.push_back(day);
    series.values.push_back(value_of(value));
    series.low.push_back(value_of(low));
    series.high.push_back(value_of(high));
  };
  if (curve.days.empty() || curve.days[0].value_or(0) > 0) add(0, 1, 1, 1);
  for (size_t i = 0; i < curve.days.size(); ++i) {
    add(curve.days[i].value_or(0), curve.survival[i], curve.low[i], curve.high[i]);
  }
  series.observed = series.days.size();
  const double end = std::min(curve.horizon.value_or(last_day), last_day);
  if (end > series.days.back() && !curve.days.empty()) {
    add(end, curve.survival.back(), curve.low.back(), curve.high.back());
  }
  return series;
}

}  // namespace

float draw_survival_chart(Page& page, const Rect& area, std::span<const NamedCurve> curves,
                          SurvivalSide side) {
  double last_day = 1;
  for (const NamedCurve& named : curves) {
    last_day = std::max(last_day, named.curve.horizon.value_or(0));
    if (!named.curve.days.empty()) {
      last_day = std::max(last_day, named.curve.days.back().value_or(0));
    }
  }
  std::vector<LineSeries> series;
  for (const NamedCurve& named : curves) series.push_back(series_of(named, side, last_day));
  // More than two bands over one another tell nothing.
  for (LineSeries& line : series) {
    if (series.size() > 2) line.low.clear();
  }
  std::vector<LineMark> marks;
  if (curves.size() == 1 && curves[0].curve.median) {
    const double day = *curves[0].curve.median;
    marks.push_back({day, 0.5, page.strings().fill("ui.retention.half", {{"n", format_count(day)}}),
                     curves[0].color, side == SurvivalSide::remains});
  }
  LineChart chart{{}, series, percent_tick};
  chart.days = static_cast<size_t>(last_day);
  chart.marks = marks;
  const auto day = draw_line_chart(page.canvas, area, chart);
  if (!day) return area.y + area.h;
  Tip tip(page);
  for (size_t s = 0; s < series.size(); ++s) {
    const auto at = index_at(series[s], *day);
    if (!at) continue;
    if (curves.size() > 1) {
      tip.named(series[s].name, optional_rate(series[s].values[*at]));
      continue;
    }
    const report::SurvivalCurve& curve = curves[s].curve;
    tip.rate("ui.cohorts.cell.share", series[s].values[*at], true);
    const bool happened = side == SurvivalSide::happened;
    tip.interval((happened ? series[s].high : series[s].low)[*at],
                 (happened ? series[s].low : series[s].high)[*at]);
    // The first point may be the start that the curve itself does not list.
    const size_t start = curve.days.empty() || curve.days[0].value_or(0) > 0 ? 1 : 0;
    if (*at >= start && *at - start < curve.at_risk.size()) {
      tip.people("ui.retention.at_risk_n", curve.at_risk[*at - start]);
    }
    tip.people("ui.retention.all_n", static_cast<double>(curve.n));
  }
  tip.show(page.strings().fill("ui.unit.days", {{"n", count_text(*day)}}));
  return area.y + area.h;
}

}  // namespace dangol::ui
