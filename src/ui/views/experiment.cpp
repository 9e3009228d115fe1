// Did it work: the verdict in one sentence, whether the data can be trusted, how sure it is and
// what it would cost to be wrong, and every measure's change with its interval around zero. Typed
// counts, settings, tables and the planner have files of their own. The page words (see
// experiment_page.h); here it is laid out and drawn.
#include "ui/views/experiment.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/interval_plot.h"
#include "ui/views/chart_cards.h"
#include "ui/views/headline_number.h"
#include "ui/widgets/flow.h"

namespace dangol::ui {
namespace experiment_view {

void send(Page& page, std::string_view what, std::string_view name, std::string_view value) {
  page.actions.send("experiment", {{"what", what}, {"name", name}, {"value", value}});
}

float draw_number(Page& page, Point at, float width, const ExperimentNumber& number) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  float y = at.y;
  y += canvas.paragraph({at.x, y}, width, number.label, kControl, colors.muted);
  const MoneyText text{number.before, number.number, number.unit};
  const TextStyle style = fitting_headline(canvas, text, width);
  draw_headline_number(canvas, {at.x, y}, text, style);
  y += style.line;
  if (!number.note.empty()) {
    y += canvas.paragraph({at.x, y}, width, number.note, kCaption, colors.muted);
  }
  return y;
}

float draw_numbers(Page& page, const Rect& inner, float top,
                   std::span<const ExperimentNumber> numbers, size_t columns) {
  if (numbers.empty()) return top;
  columns = std::min(columns, numbers.size());
  const float width =
      (inner.w - kGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float y = top;
  float bottom = top;
  for (size_t i = 0; i < numbers.size(); ++i) {
    const size_t column = i % columns;
    if (column == 0 && i > 0) y = bottom + 12;
    const float x = inner.x + static_cast<float>(column) * (width + kGap);
    bottom = std::max(bottom, draw_number(page, {x, y}, width, numbers[i]));
  }
  return bottom;
}

float draw_notes(Page& page, const Rect& inner, float top, std::span<const std::string> notes) {
  float y = top;
  for (const std::string& note : notes) {
    y += 6;
    y += page.canvas.paragraph({inner.x, y}, inner.w, note, kCaption, page.colors().muted);
  }
  return y;
}

namespace {

constexpr float kSideBySide = 860;  ///< typed counts and the verdict in one row from here on
constexpr float kBadgePadding = 12;

const ExperimentPage& model_of(const Page& page) {
  return page.state.experiment;
}

/// The sentence; one that warns is in the colour of what is bad.
float draw_headline(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const ExperimentPage& model = model_of(page);
  const Palette& colors = page.colors();
  float y = top;
  if (model.alarm) {
    std::string causes;
    for (const std::string& cause : model.causes) {
      if (!causes.empty()) causes += '\n';
      causes += cause;
    }
    y = draw_note(page, {page.x, y}, page.width, causes, Note::bad) + kGap;
  }
  const TextStyle title = canvas.phone() ? kTitlePhone : kTitle;
  const bool bad = model.alarm || model.badge_tone == ExperimentTone::bad;
  y += canvas.rich({page.x, y}, page.width, model.answer, title, colors.ink,
                   bad ? colors.bad : colors.accent);
  if (!model.detail.empty()) {
    y += 2 + canvas.paragraph({page.x, y + 2}, page.width, model.detail, kBody, colors.muted);
  }
  if (model.alarm || model.causes.empty()) return y;
  std::string mind;
  for (const std::string& cause : model.causes) mind += (mind.empty() ? "" : "\n") + cause;
  return draw_note(page, {page.x, y + 12}, page.width, mind, Note::caution);
}

/// Which data are on screen, where there are two.
float draw_sources(Page& page, float top) {
  const ExperimentPage& model = model_of(page);
  if (model.sources.size() < 2) return top;
  const auto chosen = segmented(page.canvas, {page.x, top}, "experiment.source",
                                model.sources_label, model.sources, model.source);
  if (chosen) send(page, "source", {}, *chosen);
  return top + page.canvas.control_height() + kGap;
}

/// What to do and whether the data are sound. Returns where the content ends.
float draw_health(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  const ExperimentPage& model = model_of(page);
  const Palette& colors = page.colors();
  const float badge = canvas.text_width(model.badge, kControlBold) + 2 * kBadgePadding;
  const Color ground = model.badge_tone == ExperimentTone::good  ? colors.accent
                       : model.badge_tone == ExperimentTone::bad ? colors.bad
                                                                 : colors.hover;
  const Color ink = model.badge_tone == ExperimentTone::good  ? colors.on_accent
                    : model.badge_tone == ExperimentTone::bad ? colors.card
                                                              : colors.ink;
  constexpr float kBadgeHeight = 34;
  const Rect rect{inner.x, inner.y, badge, kBadgeHeight};
  canvas.fill(rect, ground, kControlRadius);
  canvas.text_in(rect, model.badge, kControlBold, ink, Align::center);
  // Beside the badge where a sentence has room there.
  const bool beside = inner.w - badge > 240;
  const float x = beside ? rect.right() + kGap : inner.x;
  const float width = inner.right() - x;
  float y = beside ? inner.y + 3 : rect.bottom() + 12;
  y += canvas.paragraph({x, y}, width, model.health, kCardTitle, colors.ink);
  y += canvas.paragraph({x, y + 2}, width, model.health_detail, kCaption, colors.muted) + 2;
  return std::max(y, rect.bottom());
}

/// The verdict's card with the two numbers beside it, or under it in a narrow place. Reaches down
/// to `least` where it would end before.
float draw_verdict(Page& page, float x, float top, float width, float least = 0) {
  Canvas& canvas = page.canvas;
  const ExperimentPage& model = model_of(page);
  if (model.badge.empty()) return top;
  const std::vector<ExperimentNumber>& numbers = model.numbers;
  const float gap = canvas.phone() ? 12 : kGap;
  const bool in_row = width >= kSideBySide && !numbers.empty();
  const float quarter = in_row ? std::floor((width - 3 * gap) / 4) : 0;
  const float own = in_row ? width - static_cast<float>(numbers.size()) * (quarter + gap) : width;
  const Card card = begin_card(canvas, x, top, own);
  float bottom = card_bottom(canvas, draw_health(page, card.inner));
  if (!in_row) {
    close_card(canvas, card, bottom);
    if (numbers.empty()) return bottom;
  }
  const float y = in_row ? top : bottom + gap;
  const auto count = static_cast<float>(numbers.size());
  const float each = in_row ? quarter : (width - gap * (count - 1)) / count;
  const auto number_card = [&](size_t i) {
    const float from = in_row ? x + own + gap : x;
    return begin_card(canvas, from + static_cast<float>(i) * (each + gap), y, each);
  };
  if (!in_row) bottom = y;
  for (size_t i = 0; i < numbers.size(); ++i) {
    const Rect inner = number_card(i).inner;
    const float end = draw_number(page, {inner.x, inner.y}, inner.w, numbers[i]);
    bottom = std::max(bottom, card_bottom(canvas, end));
  }
  bottom = std::max(bottom, least);
  for (size_t i = 0; i < numbers.size(); ++i) close_card(canvas, number_card(i), bottom);
  if (in_row) close_card(canvas, card, bottom);
  return bottom;
}

void draw_interval_tip(Page& page, const ExperimentInterval& row) {
  Tip tip(page);
  for (const ControlOption& fact : row.facts) tip.named(fact.value, fact.label);
  tip.show(row.detail.empty() ? row.name : row.name + " · " + row.detail);
}

float draw_plot(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const ExperimentPlot& plot = model_of(page).plot;
  if (plot.rows.empty()) return top;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  const Downloads downloads = draw_downloads(page, inner, "experiment.plot", plot.title);
  if (downloads.csv) send(page, "csv", "plot");
  const float room = inner.w - downloads.width;
  float y = draw_card_title(page, {inner.x, inner.y, room, 0}, plot.title, {});
  const bool beside = canvas.text_width(plot.detail, kCaption) <= room;
  if (!beside) y = std::max(y, inner.y + canvas.control_height() - 8);
  y += canvas.paragraph({inner.x, y}, beside ? room : inner.w, plot.detail, kCaption,
                        page.colors().muted) +
       18;
  const IntervalPlot drawn = draw_experiment_intervals(canvas, {inner.x, y}, inner.w, plot);
  if (drawn.hovered) draw_interval_tip(page, plot.rows[*drawn.hovered]);
  y = end_card(canvas, card, drawn.bottom);
  if (downloads.png) {
    page.actions.save_image("dangol-experiment.png", {page.x, top, page.width, y - top});
  }
  return y;
}

/// What is typed, and the verdict beside it where there is room.
float draw_typed(Page& page, float top) {
  const bool beside = page.width >= kSideBySide && !model_of(page).badge.empty();
  if (!beside) {
    const float y = draw_form(page, page.x, top, page.width) + kGap;
    const float bottom = draw_verdict(page, page.x, y, page.width);
    return bottom > y ? bottom + kGap : y;
  }
  const float left = std::floor((page.width - kGap) / 2);
  const float form = draw_form(page, page.x, top, left);
  const float verdict =
      draw_verdict(page, page.x + left + kGap, top, page.width - left - kGap, form);
  return std::max(form, verdict) + kGap;
}

}  // namespace
}  // namespace experiment_view

float draw_experiment(Page& page, float top) {
  using namespace experiment_view;
  const ExperimentPage& model = page.state.experiment;
  if (!model.there) return draw_answer(page, top, page.text("ui.view.loading"), {});
  float y = draw_sources(page, top);
  y = draw_headline(page, y) + 20;
  if (!model.form.rows.empty()) {
    y = draw_typed(page, y);
  } else {
    const float bottom = draw_verdict(page, page.x, y, page.width);
    if (bottom > y) y = bottom + kGap;
  }
  for (const auto part : {draw_plot, draw_settings, draw_curves, draw_tables, draw_planner}) {
    const float bottom = part(page, y);
    if (bottom > y) y = bottom + kGap;
  }
  return y - kGap;
}

}  // namespace dangol::ui
