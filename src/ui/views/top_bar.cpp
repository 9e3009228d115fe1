// The bar that stays: where one is, what data this is, and the two settings. Never wraps and never
// cuts anything: where one row is too short the tabs get a second one.
#include <algorithm>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr float kTabPadding = 12;
constexpr float kItemGap = 8;
constexpr float kTabGap = 4;
constexpr float kMoreIcon = 22;
constexpr View kTabs[] = {View::overview, View::cohorts,    View::retention, View::value,
                          View::segments, View::experiment, View::data,      View::calculators};
constexpr View kTabsWithoutData[] = {View::experiment, View::calculators};

/// The views that can be opened.
std::span<const View> tabs(const State& state) {
  if (state.report) return kTabs;
  return kTabsWithoutData;
}

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

float tab_padding(const Canvas& canvas) {
  return canvas.phone() ? 7 : kTabPadding;
}

float tab_width(const Canvas& canvas, View view) {
  return canvas.text_width(tab_text(canvas.strings(), view), kControlBold) +
         2 * tab_padding(canvas);
}

float tabs_width(const Canvas& canvas, const State& state) {
  float width = 0;
  for (const View view : tabs(state)) width += tab_width(canvas, view) + kTabGap;
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

/// The start view has a larger place for files.
bool takes_file(const State& state) {
  return state.report || state.view != View::start;
}

float right_width(const Canvas& canvas, const State& state) {
  float width = button_width(canvas, language_button(canvas)) + kItemGap + canvas.control_height();
  if (takes_file(state)) width += kItemGap + button_width(canvas, file_button(canvas));
  if (state.report) {
    width += kItemGap + canvas.text_width(data_text(canvas, state, !canvas.phone()), kControl) + 28;
  }
  return width;
}

bool one_row(const Canvas& canvas, const State& state) {
  const float needed = 2 * page_padding(canvas) + name_width(canvas) + 24 +
                       tabs_width(canvas, state) + 24 + right_width(canvas, state);
  return needed <= canvas.width();
}

/// The tabs without data get no row of their own: there are other ways to their views.
bool two_rows(const Canvas& canvas, const State& state) {
  return state.report && !one_row(canvas, state);
}

/// The list behind the last tab: the views for which there was no room.
void draw_more_tabs(Page& page, const Rect& rect, std::span<const View> views, bool on) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string more(page.text("ui.nav.more"));
  std::vector<ControlOption> options;
  if (!on) options.push_back({"", more});
  for (const View view : views) {
    options.push_back({std::string(view_name(view)), tab_text(page.strings(), view)});
  }
  const Response response = canvas.use({.id = "nav.more",
                                        .kind = ControlKind::select,
                                        .label = more,
                                        .rect = rect,
                                        .value = on ? std::string(view_name(page.state.view)) : "",
                                        .options = std::move(options)});
  if (on || response.hovered) canvas.fill(rect, colors.hover, kControlRadius);
  const Color ink = on ? colors.ink : colors.muted;
  canvas.text_in({rect.x + tab_padding(canvas), rect.y, rect.w - kMoreIcon, rect.h},
                 on ? tab_text(page.strings(), page.state.view) : more,
                 on ? kControlBold : kControl, ink);
  draw_icon(canvas, Icon::chevron_down, {rect.right() - kMoreIcon / 2 - 2, rect.center().y}, 14,
            ink, colors.card);
  const auto chosen = parse_view(response.value);
  if (response.activated && chosen) go_to(page, *chosen);
}

/// Tabs that do not fit `room` are in a list behind the last one. `stretch`: fill all of it.
void draw_tabs(Page& page, float x, float y, float room, bool stretch) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::span<const View> all = tabs(page.state);
  size_t shown = all.size();
  float more = 0;
  float extra = 0;
  if (tabs_width(canvas, page.state) - kTabGap > room) {
    // As wide as its text: "More", or the name of the view that it has taken one to.
    const auto fitting = [&](float text) {
      float left = room - text - kMoreIcon;
      size_t count = 0;
      while (count < all.size() && (left -= tab_width(canvas, all[count]) + kTabGap) >= 0) ++count;
      return count;
    };
    const float least =
        canvas.text_width(page.text("ui.nav.more"), kControlBold) + 2 * tab_padding(canvas);
    shown = fitting(least);
    const auto rest = all.subspan(shown);
    if (std::find(rest.begin(), rest.end(), page.state.view) != rest.end()) {
      shown = fitting(std::max(least, tab_width(canvas, page.state.view)));
    }
    more = room;
    for (size_t i = 0; i < shown; ++i) more -= tab_width(canvas, all[i]) + kTabGap;
  } else if (stretch) {
    extra = (room - tabs_width(canvas, page.state) + kTabGap) / static_cast<float>(shown);
  }
  for (size_t i = 0; i < shown; ++i) {
    const View view = all[i];
    const std::string label = tab_text(page.strings(), view);
    const Rect rect{x, y, tab_width(canvas, view) + extra, canvas.control_height()};
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
    x += rect.w + kTabGap;
  }
  if (shown == all.size()) return;
  const std::span<const View> rest = all.subspan(shown);
  const bool on = std::find(rest.begin(), rest.end(), page.state.view) != rest.end();
  draw_more_tabs(page, {x, y, more, canvas.control_height()}, rest, on);
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

  Rect file_rect{right, y, 0, height};
  const ButtonSpec file = file_button(canvas);
  if (takes_file(page.state)) {
    file_rect.w = button_width(canvas, file);
    right -= kItemGap + file_rect.w;
    file_rect.x = right;
  }
  if (page.state.report) {
    const std::string data = data_text(canvas, page.state, !canvas.phone());
    const float data_width = canvas.text_width(data, kControl) + 28;
    right -= kItemGap + data_width;
    // The narrowest phones have the tab alone.
    const bool fits = right >= page_padding(canvas) + name_width(canvas) + kItemGap;
    if (fits && button(canvas, {right, y, data_width, height}, {.id = "bar.data", .label = data})) {
      go_to(page, View::data);
    }
  }
  if (file_rect.w > 0) button(canvas, file_rect, file);
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
  if (two_rows(canvas, page.state)) {
    draw_tabs(page, padding - 4, height - above - canvas.control_height(),
              canvas.width() - 2 * padding + 8, true);
  } else if (one_row(canvas, page.state)) {
    draw_tabs(page, padding + name_width(canvas) + 24, above, tabs_width(canvas, page.state),
              false);
  }
  draw_settings(page, canvas.width() - padding);
  canvas.set_layer(Layer::content);
}

}  // namespace dangol::ui
