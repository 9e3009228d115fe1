// The bar that stays: where one is, what data this is, and the two settings. Never wraps and never
// cuts anything: where one row is too short the tabs get a second one.
#include <algorithm>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr float kTabPadding = 12;
constexpr float kItemGap = 8;
constexpr View kTabs[] = {View::overview, View::cohorts, View::data};

float page_padding(const Canvas& canvas) {
  return canvas.phone() ? 16 : 24;
}

std::string tab_text(const Strings& strings, View view) {
  return std::string(strings.get("ui.nav." + std::string(view_name(view))));
}

std::string data_text(const Canvas& canvas, const State& state, bool full) {
  const std::string rows = format_count(static_cast<double>(state.report->receipt.rows_read));
  return canvas.strings().fill(full ? "ui.bar.data" : "ui.count.rows", {{"n", rows}});
}

float name_width(const Canvas& canvas) {
  const float korean = canvas.text_width("단골", kCardTitle);
  return canvas.phone() ? korean : korean + canvas.text_width(" Dangol", kCardTitle);
}

float tabs_width(const Canvas& canvas) {
  float width = 0;
  for (const View view : kTabs) {
    width +=
        canvas.text_width(tab_text(canvas.strings(), view), kControlBold) + 2 * kTabPadding + 4;
  }
  return width;
}

ButtonSpec language_button(const Canvas& canvas) {
  return {.id = "bar.language", .label = canvas.language() == Language::ko ? "EN" : "한국어"};
}

ButtonSpec file_button(const Canvas& canvas) {
  return {.id = "bar.file",
          .label = canvas.strings().get("ui.bar.new_file"),
          .icon = Icon::plus,
          .icon_only = canvas.phone(),
          .kind = ControlKind::file};
}

float right_width(const Canvas& canvas, const State& state) {
  float width = button_width(canvas, language_button(canvas)) + kItemGap + canvas.control_height();
  if (state.report) {
    width += kItemGap + button_width(canvas, file_button(canvas)) + kItemGap +
             canvas.text_width(data_text(canvas, state, !canvas.phone()), kControl) + 28;
  }
  return width;
}

bool two_rows(const Canvas& canvas, const State& state) {
  if (!state.report) return false;
  const float needed = 2 * page_padding(canvas) + name_width(canvas) + 24 + tabs_width(canvas) +
                       24 + right_width(canvas, state);
  return needed > canvas.width();
}

void draw_tabs(Page& page, float x, float y, float stretch) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const float extra = stretch > 0 ? (stretch - tabs_width(canvas)) / 3 : 0;
  for (const View view : kTabs) {
    const std::string label = tab_text(page.strings(), view);
    const float width = canvas.text_width(label, kControlBold) + 2 * kTabPadding + extra;
    const Rect rect{x, y, width, canvas.control_height()};
    const bool on = page.state.view == view;
    const Response response = canvas.use({.id = "nav." + std::string(view_name(view)),
                                          .kind = ControlKind::tab,
                                          .label = label,
                                          .rect = rect,
                                          .checked = on,
                                          .group = "nav"});
    if (on || response.hovered) canvas.fill(rect, colors.hover, kControlRadius);
    canvas.text_in(rect, label, on ? kControlBold : kControl, on ? colors.ink : colors.muted,
                   Align::center);
    if (response.activated && !on) go_to(page, view);
    x += width + 4;
  }
}

void draw_name(Page& page, float x) {
  Canvas& canvas = page.canvas;
  const float text = name_width(canvas);
  const float target = canvas.control_height();
  const float width = std::max(text, target);
  const Rect rect{x - (width - text) / 2, (kBarHeight - target) / 2, width, target};
  const Response response = canvas.use({.id = "nav.start",
                                        .kind = ControlKind::button,
                                        .label = std::string(page.text("ui.bar.start")),
                                        .rect = rect});
  const float y = (kBarHeight - kCardTitle.line) / 2;
  const float korean = canvas.text({x, y}, "단골", kCardTitle, page.colors().accent);
  if (!canvas.phone()) canvas.text({x + korean, y}, " Dangol", kCardTitle, page.colors().ink);
  if (response.activated && page.state.view != View::start) go_to(page, View::start);
}

void draw_settings(Page& page, float right) {
  Canvas& canvas = page.canvas;
  const float height = canvas.control_height();
  const float y = (kBarHeight - height) / 2;
  const ButtonSpec language = language_button(canvas);
  const float language_width = button_width(canvas, language);
  right -= language_width;
  const Rect language_rect{right, y, language_width, height};
  right -= kItemGap + height;
  const Rect theme_rect{right, y, height, height};

  if (page.state.report) {
    const ButtonSpec file = file_button(canvas);
    const float file_width = file.icon_only ? height : button_width(canvas, file);
    right -= kItemGap + file_width;
    const Rect file_rect{right, y, file_width, height};
    const std::string data = data_text(canvas, page.state, !canvas.phone());
    const float data_width = canvas.text_width(data, kControl) + 28;
    right -= kItemGap + data_width;
    if (button(canvas, {right, y, data_width, height}, {.id = "bar.data", .label = data})) {
      go_to(page, View::data);
    }
    button(canvas, file_rect, file);
  }
  const bool dark = page.state.environment.dark;
  if (button(canvas, theme_rect,
             {.id = "bar.theme",
              .label = page.text(dark ? "ui.bar.light" : "ui.bar.dark"),
              .icon = dark ? Icon::sun : Icon::moon,
              .icon_only = true})) {
    page.actions.send("theme", {{"value", dark ? "light" : "dark"}});
  }
  if (button(canvas, language_rect, language)) {
    page.actions.send("language",
                      {{"value", page.strings().language() == Language::ko ? "en" : "ko"}});
  }
}

}  // namespace

float top_bar_height(const Canvas& canvas, const State& state) {
  return two_rows(canvas, state) ? kBarHeight + kTabRowHeight : kBarHeight;
}

void draw_top_bar(Page& page) {
  Canvas& canvas = page.canvas;
  canvas.set_layer(Layer::bar);
  const float height = top_bar_height(canvas, page.state);
  canvas.fill({0, 0, canvas.width(), height}, page.colors().card);
  canvas.horizontal(0, height - 1, canvas.width(), page.colors().line);
  if (page.state.status.state == "computing") {
    canvas.fill({0, height - 2, canvas.width(), 2}, page.colors().accent);
  }
  const float padding = page_padding(canvas);
  const float above = (kBarHeight - canvas.control_height()) / 2;
  draw_name(page, padding);
  if (page.state.report) {
    if (two_rows(canvas, page.state)) {
      draw_tabs(page, padding - 4, height - above - canvas.control_height(),
                canvas.width() - 2 * padding + 8);
    } else {
      draw_tabs(page, padding + name_width(canvas) + 24, above, 0);
    }
  }
  draw_settings(page, canvas.width() - padding);
  canvas.set_layer(Layer::content);
}

}  // namespace dangol::ui
