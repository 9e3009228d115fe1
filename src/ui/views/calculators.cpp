// Measures on numbers that are typed, for visitors without a file: what to choose from, the fields,
// and beside them the answer with its formula. The core computes, the page words (see
// calculator_page.h); here it is laid out and drawn.
#include <algorithm>
#include <cmath>

#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr float kListWidth = 208;
constexpr float kListGap = 24;
constexpr float kFieldsShare = 0.42F;
constexpr float kSideBySide = 640;  ///< fields and answer in one row from this width on

void send(Page& page, std::string_view what, std::string_view name, std::string_view value = {}) {
  page.actions.send("calculator", {{"what", what}, {"name", name}, {"value", value}});
}

/// Returns the bottom.
float draw_list(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const CalculatorPage& model = page.state.calculators;
  float y = top;
  for (const ControlOption& item : model.list) {
    if (item.value.empty()) {
      if (y > top) y += 12;
      canvas.text({page.x + 12, y + 4}, item.label, kCaption, colors.muted);
      y += kCaption.line + 8;
      continue;
    }
    const bool on = item.value == model.chosen;
    const Rect rect{page.x, y, kListWidth, canvas.control_height()};
    const Response response = canvas.use({.id = "calculator." + item.value,
                                          .kind = ControlKind::tab,
                                          .label = item.label,
                                          .rect = rect,
                                          .checked = on});
    if (on || response.hovered) {
      canvas.fill(rect, on ? colors.accent_wash : colors.hover, kControlRadius);
    }
    canvas.text_in(rect.inset(12, 0), item.label, on ? kControlBold : kControl,
                   on ? colors.accent : colors.ink);
    if (response.activated && !on) send(page, "choose", item.value);
    y = rect.bottom();
  }
  return y;
}

float draw_chooser(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const CalculatorPage& model = page.state.calculators;
  std::vector<ControlOption> options;
  for (const ControlOption& item : model.list) {
    if (!item.value.empty()) options.push_back(item);
  }
  const Rect rect{page.x, top, page.width, canvas.control_height()};
  const auto chosen =
      select(canvas, rect, "calculator.list", model.choose, std::move(options), model.chosen);
  if (chosen) send(page, "choose", *chosen);
  return rect.bottom();
}

float draw_field(Page& page, const Rect& inner, float top, const CalculatorField& content) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string id = "calculator." + page.state.calculators.chosen + "." + content.name;
  float y = top;
  y += canvas.paragraph({inner.x, y}, inner.w, content.label, kControl, colors.ink) + 4;
  const Rect rect{inner.x, y, inner.w, canvas.control_height()};
  std::optional<std::string> value;
  if (content.options.empty()) {
    const std::string name = content.label + (content.note.empty() ? "" : ". ") + content.note;
    value = field(canvas, rect, id, name, ControlKind::number, content.value, content.hint);
    if (content.wrong) canvas.outline(rect, colors.bad, kControlRadius, 1.5F);
  } else {
    value = segmented(canvas, {rect.x, rect.y}, id, content.label, content.options, content.value,
                      rect.w);
  }
  if (value) send(page, "type", content.name, *value);
  y = rect.bottom();
  if (!content.note.empty()) {
    y += 4 + canvas.paragraph({inner.x, y + 4}, inner.w, content.note, kCaption,
                              content.wrong ? colors.bad : colors.muted);
  }
  return y;
}

/// Buttons side by side, or one under the other where they are too wide.
float draw_buttons(Page& page, const Rect& inner, float top,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> buttons) {
  Canvas& canvas = page.canvas;
  Rect rect{inner.x, top + 4, 0, canvas.control_height()};
  float bottom = top - kGap;  // nothing follows what stands above
  for (const auto& [what, label] : buttons) {
    if (label.empty()) continue;
    const std::string id = "calculator." + std::string(what);
    const ButtonSpec spec{.id = id, .label = label};
    rect.w = button_width(canvas, spec);
    if (rect.x > inner.x && rect.right() > inner.right()) {
      rect = {inner.x, rect.bottom() + 8, rect.w, rect.h};
    }
    if (button(canvas, rect, spec)) send(page, what, {});
    bottom = rect.bottom();
    rect.x = rect.right() + 8;
  }
  return bottom;
}

/// Returns where the content ends.
float draw_fields(Page& page, const Rect& inner) {
  const CalculatorPage& model = page.state.calculators;
  float y = inner.y;
  for (const CalculatorField& content : model.fields) {
    y = draw_field(page, inner, y, content) + kGap;
  }
  return draw_buttons(page, inner, y, {{"fill", model.fill}, {"clear", model.clear}});
}

float draw_result(Page& page, const Rect& inner, float top, const CalculatorResult& content,
                  bool first) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  float y = top;
  y += canvas.paragraph({inner.x, y}, inner.w, content.label, kControl, colors.muted);
  if (!content.number.empty()) {
    TextStyle style = first ? kHeadline : kHeadlineTight;
    if (canvas.phone() && first) style = kHeadlinePhone;
    TextStyle unit{std::max(kBody.size, style.size / 2), true, style.line};
    if (canvas.text_width(content.number, style) + canvas.text_width(content.unit, unit) + 3 >
        inner.w) {
      style = kHeadlineTight;
      unit.size = kBody.size;
      unit.line = style.line;
    }
    const float width = canvas.text({inner.x, y}, content.number, style, colors.ink);
    // On the number's own baseline.
    const float drop = (style.size - unit.size) * 0.36F;
    canvas.text({inner.x + width + 3, y + drop}, content.unit, unit, colors.muted);
    y += style.line;
  }
  const auto line = [&](const std::string& text, const TextStyle& style, Color color) {
    if (!text.empty()) y += canvas.paragraph({inner.x, y}, inner.w, text, style, color);
  };
  line(content.interval, kCaption, colors.muted);
  if (!content.note.empty() && content.wrong) {
    y = 8 + draw_note(page, {inner.x, y + 6}, inner.w, content.note, Note::caution);
  } else {
    line(content.note, kControl, colors.muted);
  }
  line(content.filled, kControl, colors.ink);
  line(content.formula, kCaption, colors.muted);
  return y;
}

float draw_results(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  const CalculatorPage& model = page.state.calculators;
  float y = inner.y;
  for (const CalculatorResult& result : model.results) {
    const bool first = &result == model.results.data();
    if (!first) {
      canvas.horizontal(inner.x, y, inner.w, page.colors().line);
      y += kGap;
    }
    y = draw_result(page, inner, y, result, first) + kGap;
  }
  for (const std::string& note : model.notes) {
    y = draw_note(page, {inner.x, y}, inner.w, note, Note::accent) + kGap;
  }
  return draw_buttons(page, inner, y, {{"copy", model.copy}});
}

float draw_quotes(Page& page, float x, float top, float width) {
  Canvas& canvas = page.canvas;
  const CalculatorPage& model = page.state.calculators;
  const Card card = begin_card(canvas, x, top, width);
  float y = draw_card_title(page, card.inner, model.quotes_title, {}) + 8;
  for (const std::string& quote : model.quotes) {
    y += canvas.rich({card.inner.x, y}, card.inner.w, quote, kControl, page.colors().muted,
                     page.colors().ink) +
         8;
  }
  return end_card(canvas, card, y - 8);
}

/// The way to the one calculation that has a view of its own. Nothing until its words are here.
float draw_contract_link(Page& page, float x, float top, float width) {
  Canvas& canvas = page.canvas;
  const std::string_view title = page.text("ui.value.contract");
  if (title.empty()) return top;
  const Card card = begin_card(canvas, x, top + kGap, width);
  float y = draw_card_title(page, card.inner, title, page.text("ui.value.contract.link")) + 8;
  const ButtonSpec open{.id = "calculator.contract", .label = page.text("ui.value.contract.open")};
  const Rect rect{card.inner.x, y, button_width(canvas, open), canvas.control_height()};
  if (button(canvas, rect, open)) go_to(page, View::value);
  return end_card(canvas, card, rect.bottom());
}

}  // namespace

float draw_calculators(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const CalculatorPage& model = page.state.calculators;
  if (model.list.empty()) return top;
  float y = draw_answer(page, top, model.title, model.detail) + 20;
  float x = page.x;
  float width = page.width;
  float bottom = y;
  if (page.width >= kTabletWidth - 64) {
    bottom = draw_list(page, y);
    x += kListWidth + kListGap;
    width -= kListWidth + kListGap;
  } else {
    y = draw_chooser(page, y) + kGap;
  }
  const bool beside = width >= kSideBySide;
  const float fields_width = beside ? std::floor((width - kGap) * kFieldsShare) : width;
  const Card fields = begin_card(canvas, x, y, fields_width);
  const float fields_end = card_bottom(canvas, draw_fields(page, fields.inner));
  if (beside) {
    const Card results =
        begin_card(canvas, x + fields_width + kGap, y, width - fields_width - kGap);
    const float end = std::max(fields_end, card_bottom(canvas, draw_results(page, results.inner)));
    close_card(canvas, fields, end);
    close_card(canvas, results, end);
    y = end;
  } else {
    close_card(canvas, fields, fields_end);
    const Card results = begin_card(canvas, x, fields_end + kGap, width);
    y = end_card(canvas, results, draw_results(page, results.inner));
  }
  if (!model.quotes.empty()) y = draw_quotes(page, x, y + kGap, width);
  y = draw_contract_link(page, x, y, width);
  return std::max(y, bottom);
}

}  // namespace dangol::ui
