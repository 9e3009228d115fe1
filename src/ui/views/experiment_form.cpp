// Typed counts, a row for each variant, and the settings of the test.
#include <algorithm>
#include <cmath>

#include "ui/views/experiment.h"
#include "ui/widgets/flow.h"

namespace dangol::ui::experiment_view {
namespace {

constexpr float kFieldWidth = 216;
constexpr float kFieldGap = 12;
constexpr float kCellGap = 8;

/// The field itself; what is chosen or typed goes to the page.
void draw_field(Page& page, const Rect& rect, const ExperimentField& content) {
  Canvas& canvas = page.canvas;
  const std::string id = "experiment." + content.id;
  std::optional<std::string> value;
  if (content.options.empty()) {
    const std::string name =
        content.note.empty() ? content.label : content.label + ". " + content.note;
    value = field(canvas, rect, id, name, content.words ? ControlKind::text : ControlKind::number,
                  content.value, content.hint);
    if (!content.note.empty()) canvas.outline(rect, page.colors().bad, kControlRadius, 1.5F);
  } else {
    value = select(canvas, rect, id, content.label, content.options, content.value);
  }
  if (value) send(page, "type", content.id, *value);
}

/// A row for a variant: its name, how many there were, how many did it.
float draw_row(Page& page, const Rect& inner, float y, float width, const ExperimentForm::Row& row,
               size_t index) {
  Canvas& canvas = page.canvas;
  const float height = canvas.control_height();
  float x = inner.x;
  for (const ExperimentField& content : row.fields) {
    draw_field(page, {x, y, width, height}, content);
    x += width + kCellGap;
  }
  if (!row.remove.empty()) {
    const std::string id = "experiment.remove." + std::to_string(index);
    const ButtonSpec spec{.id = id,
                          .label = row.remove,
                          .look = ButtonLook::quiet,
                          .icon = Icon::close,
                          .icon_only = true};
    if (button(canvas, {inner.right() - height, y, height, height}, spec)) {
      send(page, "remove", std::to_string(index));
    }
  }
  y += height;
  if (!row.note.empty()) {
    y += 2 + canvas.paragraph({inner.x, y + 2}, inner.w, row.note, kCaption, page.colors().bad);
  }
  return y;
}

}  // namespace

float draw_fields(Page& page, const Rect& inner, float top,
                  std::span<const ExperimentField> fields) {
  if (fields.empty()) return top;
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const auto fitting =
      static_cast<size_t>(std::max(1.0F, (inner.w + kFieldGap) / (kFieldWidth + kFieldGap)));
  // Two beside one another on a phone too.
  const size_t columns = std::max<size_t>(fitting, inner.w >= 260 ? 2 : 1);
  const float width =
      (inner.w - kFieldGap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  float y = top;
  for (size_t first = 0; first < fields.size(); first += columns) {
    const size_t last = std::min(first + columns, fields.size());
    float names = 0;
    for (size_t i = first; i < last; ++i) {
      names = std::max(names, canvas.paragraph_height(width, fields[i].label, kCaption));
    }
    float bottom = y;
    for (size_t i = first; i < last; ++i) {
      const float x = inner.x + static_cast<float>(i - first) * (width + kFieldGap);
      const float own = canvas.paragraph_height(width, fields[i].label, kCaption);
      canvas.paragraph({x, y + names - own}, width, fields[i].label, kCaption, colors.muted);
      const Rect rect{x, y + names + 4, width, canvas.control_height()};
      draw_field(page, rect, fields[i]);
      float end = rect.bottom();
      if (!fields[i].note.empty()) {
        end += 2 + canvas.paragraph({x, end + 2}, width, fields[i].note, kCaption, colors.bad);
      }
      bottom = std::max(bottom, end);
    }
    y = bottom + kFieldGap;
  }
  return y - kFieldGap;
}

float draw_form(Page& page, float x, float top, float width) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const ExperimentForm& form = page.state.experiment.form;
  const Card card = begin_card(canvas, x, top, width);
  const Rect& inner = card.inner;
  float y = draw_card_title(page, inner, form.title, form.detail) + 12;
  const float height = canvas.control_height();
  const auto count = static_cast<float>(std::max<size_t>(1, form.heads.size()));
  const bool removable = std::any_of(form.rows.begin(), form.rows.end(),
                                     [](const auto& row) { return !row.remove.empty(); });
  const float room = inner.w - (removable ? height + kCellGap : 0);
  const float column = (room - kCellGap * (count - 1)) / count;
  for (size_t i = 0; i < form.heads.size(); ++i) {
    const float at = inner.x + static_cast<float>(i) * (column + kCellGap);
    canvas.text_in({at, y, column, kCaption.line}, form.heads[i], kCaption, colors.muted);
  }
  y += kCaption.line + 4;
  for (size_t i = 0; i < form.rows.size(); ++i) {
    y = draw_row(page, inner, y, column, form.rows[i], i) + kCellGap;
  }
  Flow flow({inner.x, y + 4, inner.w, 0}, height);
  for (const ExperimentButton& one : form.buttons) {
    const std::string id = "experiment." + one.value;
    const ButtonSpec spec{.id = id, .label = one.label};
    const float own = button_width(canvas, spec);
    const Point at = flow.next(own);
    if (button(canvas, {at.x, at.y, own, height}, spec)) send(page, one.value, {});
  }
  return end_card(canvas, card, form.buttons.empty() ? y - kCellGap : flow.bottom());
}

float draw_settings(Page& page, float top) {
  const ExperimentPage& model = page.state.experiment;
  if (model.settings.empty()) return top;
  Canvas& canvas = page.canvas;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const float y =
      draw_card_title(page, card.inner, model.settings_title, model.settings_detail) + 14;
  return end_card(canvas, card, draw_fields(page, card.inner, y, model.settings));
}

}  // namespace dangol::ui::experiment_view
