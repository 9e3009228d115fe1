// The first thing a visitor sees: what this is, where the file goes, and that it goes nowhere else.
#include <algorithm>

#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr float kDropHeight = 340;
constexpr float kDropHeightPhone = 288;
constexpr float kSideWidth = 368;

/// One real file input lies over all of it, so a click anywhere in it opens the picker.
float draw_drop_area(Page& page, const Rect& rect) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Response response = canvas.use({.id = "start.file",
                                        .kind = ControlKind::file,
                                        .label = std::string(page.text("ui.start.choose")),
                                        .rect = rect});
  canvas.fill(rect, response.hovered ? colors.accent_wash : colors.card, kCardRadius);
  canvas.dashed_outline(rect, response.hovered ? colors.accent : colors.field_line, kCardRadius);

  const float padding = canvas.phone() ? 20.0F : 40.0F;
  const float width = rect.w - 2 * padding;
  const std::string_view title = page.text("ui.start.drop");
  const std::string_view formats = page.text("ui.start.formats");
  const ButtonSpec choose{.id = "", .label = page.text("ui.start.choose")};
  const float formats_height = canvas.paragraph_height(width, formats, kCaption);
  const float title_height = canvas.paragraph_height(width, title, kCardTitle);
  const float height = 56 + 12 + title_height + 16 + 48 + 16 + formats_height;
  float y = rect.y + std::max(16.0F, (rect.h - height) / 2);
  const float center = rect.center().x;

  canvas.circle({center, y + 28}, 28, colors.accent_wash);
  draw_icon(canvas, Icon::upload, {center, y + 27}, 26, colors.accent, colors.accent_wash);
  y += 56 + 12;
  const float title_width = std::min(width, canvas.text_width(title, kCardTitle));
  y += canvas.paragraph({center - title_width / 2, y}, title_width + 1, title, kCardTitle,
                        colors.ink);
  y += 16;
  const float button_w = canvas.text_width(choose.label, kControlBold) + 48;
  const Rect face{center - button_w / 2, y, button_w, 48};
  canvas.fill(face, response.hovered ? mix(colors.accent, colors.ink, 0.12) : colors.accent,
              kControlRadius);
  canvas.text_in(face, choose.label, kControlBold, colors.on_accent, Align::center);
  y += 48 + 16;
  const float formats_width = std::min(width, canvas.text_width(formats, kCaption));
  canvas.paragraph({center - formats_width / 2, y}, formats_width + 1, formats, kCaption,
                   colors.muted);
  return rect.bottom();
}

/// A way on, with a name and a line about it. Moves `y` to its bottom; true when it was used.
bool draw_way(Page& page, const Rect& inner, float& y, std::string_view what) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string key = "ui.start." + std::string(what);
  const std::string_view name = page.text(key);
  const std::string_view detail = page.text(key + ".detail");
  constexpr float kRowPadding = 10;
  const float text_width = inner.w - 2 * 14 - 24;
  const float height =
      kBodyBold.line + canvas.paragraph_height(text_width, detail, kCaption) + 2 * kRowPadding;
  const Rect rect{inner.x, y, inner.w, height};
  const Response response = canvas.use({.id = "start." + std::string(what),
                                        .kind = ControlKind::button,
                                        .label = std::string(name),
                                        .rect = rect});
  canvas.fill(rect, response.hovered ? colors.hover : colors.card, kControlRadius);
  canvas.outline(rect, colors.line, kControlRadius);
  canvas.text({rect.x + 14, y + kRowPadding}, name, kBodyBold, colors.ink);
  canvas.paragraph({rect.x + 14, y + kRowPadding + kBodyBold.line}, text_width, detail, kCaption,
                   colors.muted);
  draw_icon(canvas, Icon::chevron_right, {rect.right() - 20, rect.center().y}, 16, colors.muted,
            colors.card);
  y = rect.bottom();
  return response.activated;
}

float draw_side(Page& page, float x, float y, float width, float least_height) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Card card = begin_card(canvas, x, y, width);
  const Rect& inner = card.inner;
  float bottom = draw_card_title(page, inner, page.text("ui.start.samples"),
                                 page.text("ui.start.samples.detail")) +
                 12;
  if (draw_way(page, inner, bottom, "sample.ko")) {
    page.actions.send("sample", {{"name", "ko"}});
  }
  bottom += 8;
  if (draw_way(page, inner, bottom, "sample.en")) {
    page.actions.send("sample", {{"name", "en"}});
  }
  bottom += 20;
  canvas.horizontal(inner.x, bottom, inner.w, colors.line);
  bottom += 18;
  canvas.text({inner.x, bottom}, page.text("ui.start.paste"), kBodyBold, colors.ink);
  bottom += kBodyBold.line;
  bottom += canvas.paragraph({inner.x, bottom}, inner.w, page.text("ui.start.paste.detail"),
                             kCaption, colors.muted) +
            10;
  const ButtonSpec paste{.id = "start.paste", .label = page.text("ui.start.paste.button")};
  if (button(canvas, {inner.x, bottom, button_width(canvas, paste), canvas.control_height()},
             paste)) {
    page.actions.send("paste");
  }
  bottom += canvas.control_height() + 20;
  canvas.horizontal(inner.x, bottom, inner.w, colors.line);
  bottom += 18;
  if (draw_way(page, inner, bottom, "calculators")) {
    go_to(page, View::calculators);
  }
  bottom += 8;
  if (draw_way(page, inner, bottom, "experiment")) {
    go_to(page, View::experiment);
  }
  bottom += 8;
  if (draw_way(page, inner, bottom, "contract")) {
    go_to(page, View::value);
  }
  const float card_end = std::max(card_bottom(canvas, bottom), y + least_height);
  close_card(canvas, card, card_end);
  return card_end;
}

float draw_promises(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const bool narrow = page.width < kTabletWidth - 200;
  const float width = narrow ? page.width : (page.width - 2 * kGap) / 3;
  float x = page.x;
  float y = top;
  float bottom = top;
  for (const char* name : {"stay", "why", "cohorts"}) {
    const std::string key = std::string("ui.start.get.") + name;
    float at = y;
    at += canvas.paragraph({x, at}, width, page.text(key), kBodyBold, colors.ink);
    at += canvas.paragraph({x, at}, width, page.text(key + ".detail"), kCaption, colors.muted);
    bottom = std::max(bottom, at);
    if (narrow) {
      y = at + 12;
    } else {
      x += width + kGap;
    }
  }
  return bottom;
}

float draw_privacy(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  constexpr float kIconRoom = 34;
  const std::string_view sentence = page.text("ui.start.privacy");
  const float width = page.width - 32 - kIconRoom;
  const float height = canvas.paragraph_height(width, sentence, kCaption, true) + 28;
  canvas.fill({page.x, top, page.width, height}, colors.accent_wash, kCardRadius);
  draw_icon(canvas, Icon::lock, {page.x + 26, top + 14 + kCaption.line / 2}, 20, colors.accent,
            colors.accent_wash);
  canvas.rich({page.x + 16 + kIconRoom, top + 14}, width, sentence, kCaption, colors.ink,
              colors.ink);
  return top + height;
}

}  // namespace

float draw_start(Page& page, float top) {
  float y = draw_answer(page, top, page.text("ui.start.answer"), page.text("ui.start.detail")) + 20;
  if (page.width >= kTabletWidth - 200) {
    const float side = std::min(kSideWidth, page.width * 0.42F);
    const float side_x = page.x + page.width - side;
    // The side's text decides the height of both; the file comes first for the keyboard, so it is
    // drawn with the height of the last frame.
    float& height = page.state.start_height;
    draw_drop_area(page, {page.x, y, page.width - side - kGap, std::max(height, kDropHeight)});
    const float bottom = draw_side(page, side_x, y, side, kDropHeight);
    if (bottom - y != height) page.canvas.request_frames(1);
    height = bottom - y;
    y = bottom;
  } else {
    y = draw_drop_area(page, {page.x, y, page.width, kDropHeightPhone}) + kGap;
    y = draw_side(page, page.x, y, page.width, 0);
  }
  y = draw_privacy(page, y + kGap) + 24;
  return draw_promises(page, y);
}

}  // namespace dangol::ui
