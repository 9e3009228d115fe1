// The tables behind the verdict, each with its file, the curves of those who come back, and the
// plan of a test to come.
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/charts/line_chart.h"
#include "ui/strings/format.h"
#include "ui/views/chart_cards.h"
#include "ui/views/experiment.h"

namespace dangol::ui::experiment_view {
namespace {

constexpr float kColumnGap = 20;
constexpr float kRowPadding = 8;
constexpr float kLeastWords = 220;  ///< for a column of sentences
constexpr float kChartHeight = 280;
constexpr float kChartHeightPhone = 240;

std::string_view cell(const ExperimentTable::Row& row, size_t column) {
  return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view();
}

Color ink_of(const Palette& colors, ExperimentTone tone) {
  return tone == ExperimentTone::good    ? colors.accent
         : tone == ExperimentTone::bad   ? colors.bad
         : tone == ExperimentTone::faint ? colors.muted
                                         : colors.ink;
}

/// The widths of the columns; empty where they have no room beside one another.
std::vector<float> column_widths(const Canvas& canvas, const ExperimentTable& table, float room) {
  std::vector<float> widths;
  const size_t count = table.heads.size();
  const size_t sentences = table.words ? count - 1 : count;
  float sum = 0;
  for (size_t c = 0; c < count; ++c) {
    float width = canvas.text_width(table.heads[c], kCaption);
    for (const ExperimentTable::Row& row : table.rows) {
      width = std::max(width, canvas.text_width(cell(row, c), c == 0 ? kControlBold : kControl));
    }
    widths.push_back(c == sentences ? kLeastWords : width);
    sum += widths.back() + (c > 0 ? kColumnGap : 0);
  }
  if (sum > room) return {};
  const float left = room - sum;
  if (table.words) {
    widths.back() += left;
  } else if (count > 1) {
    // What is left over goes between the columns, evenly, but not so far that rows fall apart.
    const float extra = std::min(left / static_cast<float>(count - 1), 72.0F);
    for (size_t c = 1; c < count; ++c) widths[c] += extra;
    widths[0] += left - extra * static_cast<float>(count - 1);
  }
  return widths;
}

float draw_rows(Page& page, const Rect& inner, float y, const ExperimentTable& table,
                std::span<const float> widths) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const size_t count = table.heads.size();
  const auto is_words = [&](size_t c) { return table.words && c + 1 == count; };
  float x = inner.x;
  for (size_t c = 0; c < count; ++c) {
    canvas.text_in({x, y, widths[c], kCaption.line}, table.heads[c], kCaption, colors.muted,
                   c == 0 || is_words(c) ? Align::left : Align::right);
    x += widths[c] + kColumnGap;
  }
  y += kCaption.line + 6;
  for (const ExperimentTable::Row& row : table.rows) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    y += kRowPadding;
    float height = kControl.line;
    x = inner.x;
    for (size_t c = 0; c < count; ++c) {
      const Rect at{x, y, widths[c], kControl.line};
      if (is_words(c)) {
        height = std::max(
            height, canvas.paragraph({x, y}, widths[c], cell(row, c), kControl, colors.muted));
      } else {
        canvas.text_in(at, cell(row, c), c == 0 ? kControlBold : kControl,
                       c == 0 ? colors.ink : ink_of(colors, row.tone),
                       c == 0 ? Align::left : Align::right);
      }
      x += widths[c] + kColumnGap;
    }
    y += height + kRowPadding;
  }
  return y;
}

/// Where columns have no room: each row under its name, a line for each cell.
float draw_stacked_rows(Page& page, const Rect& inner, float y, const ExperimentTable& table) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  for (const ExperimentTable::Row& row : table.rows) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    y += kRowPadding;
    y += canvas.paragraph({inner.x, y}, inner.w, cell(row, 0), kControlBold, colors.ink);
    for (size_t c = 1; c < table.heads.size(); ++c) {
      const std::string_view text = cell(row, c);
      if (text.empty()) continue;
      const float head = canvas.text_width(table.heads[c], kCaption);
      const float own = canvas.text_width(text, kCaptionBold);
      if (head + own + 12 > inner.w) {
        y += canvas.paragraph({inner.x, y}, inner.w, text, kCaption, colors.muted);
        continue;
      }
      canvas.text({inner.x, y}, table.heads[c], kCaption, colors.muted);
      canvas.text_in({inner.x, y, inner.w, kCaption.line}, text, kCaptionBold,
                     ink_of(colors, row.tone), Align::right);
      y += kCaption.line;
    }
    y += kRowPadding;
  }
  return y;
}

/// Returns the card's bottom; the card itself is drawn once its neighbour's is known. `save`:
/// whether its picture was asked for.
float draw_table(Page& page, const Rect& place, const ExperimentTable& table, bool& save) {
  Canvas& canvas = page.canvas;
  const Card card = begin_card(canvas, place.x, place.y, place.w);
  const Rect& inner = card.inner;
  const std::string id = "experiment." + table.id;
  const Downloads downloads = draw_downloads(page, inner, id, table.title);
  if (downloads.csv) send(page, "csv", table.id);
  save = downloads.png;
  const float room = inner.w - downloads.width;
  float y = draw_card_title(page, {inner.x, inner.y, room, 0}, table.title, {});
  if (!table.detail.empty()) {
    const bool beside = canvas.text_width(table.detail, kCaption) <= room;
    if (!beside) y = std::max(y, inner.y + canvas.control_height() - 8);
    y += canvas.paragraph({inner.x, y}, beside ? room : inner.w, table.detail, kCaption,
                          page.colors().muted);
  }
  y += 14;
  const std::vector<float> widths = column_widths(canvas, table, inner.w);
  y = widths.empty() ? draw_stacked_rows(page, inner, y, table)
                     : draw_rows(page, inner, y, table, widths);
  return card_bottom(canvas, draw_notes(page, inner, y, table.notes));
}

/// Whether a table's columns have room in a card of half the width.
bool fits_half(const Canvas& canvas, const ExperimentTable& table, float width) {
  const float inner = begin_card(canvas, 0, 0, width).inner.w;
  return !table.words && !column_widths(canvas, table, inner).empty();
}

/// Lines of shares over days or people. Returns the bottom.
float draw_chart(Page& page, const Rect& inner, float y, const ExperimentChart& chart) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  std::vector<LineSeries> series;
  double end = 1;
  for (const ExperimentLine& line : chart.lines) {
    LineSeries one;
    one.name = line.name;
    one.color = colors.series[series.size() % std::size(colors.series)];
    one.dashed = line.dashed;
    one.values = line.value;
    one.days = line.x;
    one.steps = chart.steps;
    // More than two bands over one another tell nothing.
    if (chart.lines.size() <= 2 && !line.low.empty() && !line.high.empty()) {
      one.low = line.low;
      one.high = line.high;
    }
    if (!line.x.empty()) end = std::max(end, line.x.back());
    series.push_back(std::move(one));
  }
  // The first line is the control's, where there are several: the others are what one looks at.
  if (series.size() > 1) {
    series[0].color = colors.muted;
    for (size_t i = 1; i < series.size(); ++i) {
      series[i].color = colors.series[(i - 1) % std::size(colors.series)];
    }
  }
  const Rect area{inner.x, y, inner.w, canvas.phone() ? kChartHeightPhone : kChartHeight};
  LineChart drawn{{}, series, percent_tick};
  drawn.days = static_cast<size_t>(std::ceil(end));
  drawn.unit = chart.days ? "ui.unit.days" : "ui.experiment.plan.people";
  const auto at = draw_line_chart(canvas, area, drawn);
  if (at) {
    Tip tip(page);
    for (const LineSeries& one : series) {
      const auto index = index_at(one, *at);
      if (!index) continue;
      tip.named(one.name.empty() ? chart.title : one.name, optional_rate(one.values[*index]));
      if (*index < one.low.size()) tip.interval(one.low[*index], one.high[*index]);
    }
    tip.show(page.strings().fill(drawn.unit, {{"n", count_text(*at)}}));
  }
  return area.bottom();
}

}  // namespace

float draw_tables(Page& page, float top) {
  Canvas& canvas = page.canvas;
  std::vector<const ExperimentTable*> tables;
  for (const ExperimentTable& table : page.state.experiment.tables) {
    if (!table.rows.empty() && !table.heads.empty()) tables.push_back(&table);
  }
  const float half = std::floor((page.width - kGap) / 2);
  float y = top;
  for (size_t i = 0; i < tables.size();) {
    const bool two = i + 1 < tables.size() && fits_half(canvas, *tables[i], half) &&
                     fits_half(canvas, *tables[i + 1], half);
    const size_t count = two ? 2 : 1;
    const float width = two ? half : page.width;
    float bottom = y;
    std::array<bool, 2> save{};
    const auto place = [&](size_t k) {
      return Rect{page.x + static_cast<float>(k) * (half + kGap), y, width, 0};
    };
    for (size_t k = 0; k < count; ++k) {
      bottom = std::max(bottom, draw_table(page, place(k), *tables[i + k], save[k]));
    }
    for (size_t k = 0; k < count; ++k) {
      const Rect at = place(k);
      close_card(canvas, begin_card(canvas, at.x, at.y, at.w), bottom);
      if (save[k]) {
        page.actions.save_image("dangol-experiment-" + tables[i + k]->id + ".png",
                                {at.x, y, width, bottom - y});
      }
    }
    i += count;
    y = bottom + kGap;
  }
  return y > top ? y - kGap : top;
}

float draw_curves(Page& page, float top) {
  const ExperimentChart& curves = page.state.experiment.curves;
  if (curves.lines.empty()) return top;
  Canvas& canvas = page.canvas;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  const Downloads downloads = draw_downloads(page, inner, "experiment.curves", curves.title);
  if (downloads.csv) send(page, "csv", "curves");
  float y =
      draw_card_title(page, {inner.x, inner.y, inner.w - downloads.width, 0}, curves.title, {});
  y = std::max(y, inner.y + canvas.control_height() - 8);
  y += canvas.paragraph({inner.x, y}, inner.w, curves.detail, kCaption, page.colors().muted) + 14;
  y = draw_chart(page, inner, y, curves);
  y = end_card(canvas, card, draw_notes(page, inner, y, curves.notes));
  if (downloads.png) {
    page.actions.save_image("dangol-experiment-curves.png", {page.x, top, page.width, y - top});
  }
  return y;
}

float draw_planner(Page& page, float top) {
  const ExperimentPlanner& planner = page.state.experiment.planner;
  if (planner.fields.empty()) return top;
  Canvas& canvas = page.canvas;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_card_title(page, inner, planner.title, planner.detail) + 14;
  y = draw_fields(page, inner, y, planner.fields) + 20;
  if (!planner.problem.empty()) {
    y = draw_note(page, {inner.x, y}, inner.w, planner.problem, Note::caution) + 16;
  }
  if (!planner.numbers.empty()) {
    y = draw_numbers(page, inner, y, planner.numbers, canvas.phone() ? 2 : 4) + 16;
  }
  if (!planner.chart.lines.empty()) {
    y += canvas.paragraph({inner.x, y}, inner.w, planner.chart.title, kControlBold,
                          page.colors().ink);
    y += canvas.paragraph({inner.x, y}, inner.w, planner.chart.detail, kCaption,
                          page.colors().muted) +
         8;
    y = draw_chart(page, inner, y, planner.chart) + 4;
  }
  return end_card(canvas, card, draw_notes(page, inner, y, planner.notes));
}

}  // namespace dangol::ui::experiment_view
