#include "ui/views/chart_cards.h"

#include <algorithm>
#include <array>

#include "ui/charts/bar_chart.h"
#include "ui/charts/line_chart.h"
#include "ui/strings/format.h"

namespace dangol::ui {

const report::Period* find_period(const report::Report& report, std::string_view name) {
  for (const report::Period& period : report.periods) {
    if (period.period == name) return &period;
  }
  return nullptr;
}

const report::Period* judged_period(const report::Report& report) {
  const report::Measure* matched = find_measure(report, "retention_rate_matched");
  const report::Period* period =
      matched != nullptr ? find_period(report, matched->period) : nullptr;
  return period == nullptr || period == &report.periods[0] ? nullptr : period;
}

std::string period_name(const Page& page, std::string_view period) {
  return format_period_name(period, page.strings().language());
}

std::vector<std::string> period_labels(const report::Report& report) {
  std::vector<std::string> labels;
  for (const report::Period& period : report.periods) {
    labels.push_back(short_period_name(period.period) + (period.complete ? "" : "*"));
  }
  return labels;
}

std::string over_time(const Page& page, std::string_view key) {
  return page.strings().fill(key, {{"by", page.text("ui.by." + page.report().period)}});
}

std::string optional_rate(const report::Number& value) {
  return value ? format_rate(*value) : "–";
}

std::string optional_people(const Page& page, const report::Number& value) {
  if (!value) return "–";
  return page.strings().fill("ui.count.customers", {{"n", format_count(*value)}});
}

void Tip::add(std::string_view key, std::string_view value, bool strong) {
  lines_.push_back({std::string(page_.text(key)), std::string(value), strong});
}
void Tip::people(std::string_view key, const report::Number& value, bool strong) {
  add(key, optional_people(page_, value), strong);
}
void Tip::rate(std::string_view key, const report::Number& value, bool strong) {
  add(key, optional_rate(value), strong);
}
void Tip::interval(const report::Number& low, const report::Number& high) {
  if (low && high) add("ui.interval", format_rate_range(*low, *high));
}
void Tip::named(std::string_view name, std::string_view value) {
  lines_.push_back({std::string(name), std::string(value)});
}
void Tip::sentence(std::string_view sentence) {
  lines_.push_back({std::string(sentence)});
}
void Tip::facts(const report::Period& period, std::span<const PeriodFact> facts) {
  for (const PeriodFact& fact : facts) {
    const report::Number& value = period.*fact.value;
    add(fact.key, fact.rate ? optional_rate(value) : optional_people(page_, value), fact.strong);
  }
  unfinished(period);
}
void Tip::estimate(std::string_view key, const report::Estimate& estimate) {
  rate(key, estimate.value, true);
  interval(estimate.low, estimate.high);
  people("ui.retention.old_enough", estimate.n.value_or(0));
  const uint32_t minimum = page_.report().cohorts.minimum_n;
  if (estimate.n.value_or(0) < minimum) {
    sentence(page_.strings().fill("ui.cohorts.cell.too_few", {{"n", std::to_string(minimum)}}));
  }
}
void Tip::unfinished(const report::Period& period) {
  if (!period.complete) sentence(page_.text("ui.overview.unfinished"));
}
void Tip::show(std::string_view title) {
  tooltip(page_.canvas, to_canvas(page_.canvas, page_.canvas.pointer()), title, lines_);
}

float draw_period_bars(Page& page, const Rect& area, std::span<const PeriodBars> bars,
                       std::span<const PeriodFact> facts) {
  const report::Report& report = page.report();
  std::vector<BarSeries> series(bars.size());
  for (size_t i = 0; i < bars.size(); ++i) {
    series[i].name = page.text(bars[i].key);
    series[i].color = bars[i].color;
    for (const report::Period& period : report.periods) {
      const double value = (period.*bars[i].value).value_or(0);
      series[i].values.push_back(bars[i].below ? -value : value);
    }
  }
  const auto hovered =
      draw_bar_chart(page.canvas, area, period_labels(report), series, number_tick(page), true);
  if (hovered) {
    Tip tip(page);
    tip.facts(report.periods[*hovered], facts);
    tip.show(period_name(page, report.periods[*hovered].period));
  }
  return area.bottom();
}

std::optional<size_t> draw_period_lines(Page& page, const Rect& area,
                                        std::span<const PeriodLine> lines) {
  const report::Report& report = page.report();
  std::vector<LineSeries> series(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    series[i].name = page.text(lines[i].key);
    series[i].color = lines[i].color;
    series[i].dashed = lines[i].dashed;
    for (const report::Period& period : report.periods) {
      series[i].values.push_back(period.*lines[i].value);
      if (lines[i].low == nullptr) continue;
      series[i].low.push_back(period.*lines[i].low);
      series[i].high.push_back(period.*lines[i].high);
    }
  }
  const std::vector<std::string> labels = period_labels(report);
  return draw_line_chart(page.canvas, area, {labels, series, percent_tick});
}

void add_option(const Page& page, std::vector<ControlOption>& options, std::string_view value,
                std::string_view key) {
  options.push_back({std::string(value), std::string(page.text(key))});
}

std::string percent_tick(double value) {
  return format_count(value * 100) + "%";
}

FormatTick number_tick(const Page& page) {
  return [language = page.strings().language()](double value) {
    return format_compact(value, language);
  };
}

std::optional<std::string> draw_list(Page& page, Point at, float width, std::string_view id,
                                     std::string_view label, std::vector<ControlOption> options,
                                     std::string_view current) {
  Canvas& canvas = page.canvas;
  canvas.text_in({at.x, at.y, width, kCaption.line}, label, kCaption, page.colors().muted);
  const Rect rect{at.x, at.y + kCaption.line + 4, width, canvas.control_height()};
  return select(canvas, rect, id, label, std::move(options), current);
}

std::optional<std::string> draw_number_field(Page& page, Point at, float width, std::string_view id,
                                             std::string_view label, std::string_view in_force,
                                             std::string& typed) {
  Canvas& canvas = page.canvas;
  canvas.text_in({at.x, at.y, width, kCaption.line}, label, kCaption, page.colors().muted);
  const auto value = field(canvas, {at.x, at.y + kCaption.line + 4, width, canvas.control_height()},
                           id, label, ControlKind::number, typed.empty() ? in_force : typed, {});
  if (!value) return std::nullopt;
  typed = *value;
  if (typed.empty()) return typed;
  constexpr size_t kMostDigits = 6;
  const size_t first = typed.find_first_not_of('0');
  const bool number = typed.size() <= kMostDigits && first != std::string::npos &&
                      typed.find_first_not_of("0123456789") == std::string::npos;
  return number ? std::optional(typed.substr(first)) : std::nullopt;
}

float draw_chart_cards(Page& page, float top, std::string_view view,
                       std::span<const ChartCard> cards) {
  Canvas& canvas = page.canvas;
  const size_t columns = page.width < kTabletWidth - 200 ? 1 : cards.size();
  const float width =
      (page.width - kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float y = top;
  for (size_t first = 0; first < cards.size(); first += columns) {
    std::array<bool, 2> save{};
    float bottom = y;
    const auto card_at = [&](size_t i) {
      return begin_card(canvas, page.x + static_cast<float>(i) * (width + kGap), y, width);
    };
    // All of a row start where the tallest title ends.
    float from = y;
    for (size_t i = 0; i < columns; ++i) {
      const ChartCard& chart = cards[first + i];
      const Rect inner = card_at(i).inner;
      const Downloads downloads = draw_downloads(
          page, inner, std::string(view) + "." + std::string(chart.name), chart.title);
      const std::string detail = chart.detail + assumption_mark(page);
      const float room = inner.w - downloads.width;
      const bool beside = canvas.text_width(detail, kCaption) <= room;
      float at = draw_card_title(page, {inner.x, inner.y, room, 0}, chart.title, {});
      if (!beside) at = std::max(at, inner.y + canvas.control_height() - 8);
      at += canvas.paragraph({inner.x, at}, beside ? room : inner.w, detail, kCaption,
                             page.colors().muted);
      from = std::max(from, at + 16);
      save[i] = downloads.png;
      if (downloads.csv) {
        const std::string name(chart.csv == nullptr ? "periods" : chart.name);
        page.actions.send(
            "download", {{"name", "dangol-" + name + ".csv"},
                         {"mime", "text/csv"},
                         {"text", chart.csv == nullptr ? periods_csv(page.report(), page.strings())
                                                       : chart.csv(page)}});
      }
    }
    for (size_t i = 0; i < columns; ++i) {
      bottom = std::max(bottom,
                        card_bottom(canvas, cards[first + i].draw(page, card_at(i).inner, from)));
    }
    for (size_t i = 0; i < columns; ++i) {
      const Rect outer = card_at(i).outer;
      close_card(canvas, card_at(i), bottom);
      if (save[i]) {
        page.actions.save_image("dangol-" + std::string(cards[first + i].name) + ".png",
                                {outer.x, y, width, bottom - y});
      }
    }
    y = bottom + kGap;
  }
  return y - kGap;
}

}  // namespace dangol::ui
