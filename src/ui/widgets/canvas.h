// The surface that every widget, chart and view draws on and asks about the pointer. It knows the
// size, the scroll, the theme, the language and the fonts; it leaves out what is off-screen, and it
// lists the controls for the page. All coordinates are CSS pixels: content space (the page scrolled
// to 0) on the layers that scroll, canvas space on those that do not.
#pragma once

#include <imgui.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/strings/strings.h"
#include "ui/surface.h"
#include "ui/theme/theme.h"
#include "ui/widgets/control.h"
#include "ui/widgets/geometry.h"
#include "ui/widgets/pointer.h"
#include "ui/widgets/text_layout.h"

namespace dangol::ui {

/// From back to front. `bar` and `overlay` stay in place while the content scrolls.
enum class Layer { backdrop, content, bar, overlay };

enum class Align { left, center, right };

/// What holds for one frame.
struct FrameSettings {
  float width = 0;
  float height = 0;
  float density = 1;  ///< device pixels per CSS pixel
  float scroll = 0;
  float bar_height = kBarHeight;
  bool dark = false;
  bool touch = false;
  Palette colors;
  Strings strings;
  Fonts fonts;
};

class Canvas {
 public:
  // The frame.
  void begin(const FrameSettings& settings, ImDrawList& list);
  void end();
  /// What lies under the top bar is out of the pointer's reach.
  void set_bar_height(float height) { settings_.bar_height = height; }

  [[nodiscard]] const FrameSettings& settings() const { return settings_; }
  [[nodiscard]] const Palette& colors() const { return settings_.colors; }
  [[nodiscard]] const Strings& strings() const { return settings_.strings; }
  [[nodiscard]] Language language() const { return settings_.strings.language(); }
  [[nodiscard]] float width() const { return settings_.width; }
  [[nodiscard]] bool phone() const { return settings_.width < kPhoneWidth; }
  [[nodiscard]] float control_height() const {
    return settings_.touch ? kTouchHeight : kControlHeight;
  }

  void set_layer(Layer layer);
  [[nodiscard]] Layer layer() const { return layer_; }
  [[nodiscard]] bool visible(const Rect& rect) const;
  void push_clip(const Rect& rect);
  void pop_clip();

  // Shapes
  void fill(const Rect& rect, Color color, float radius = 0);
  void outline(const Rect& rect, Color color, float radius = 0, float thickness = 1);
  void dashed_outline(const Rect& rect, Color color, float radius);
  /// A hairline that covers whole device pixels.
  void horizontal(float x, float y, float w, Color color);
  void vertical(float x, float y, float h, Color color);
  void line(Point from, Point to, Color color, float thickness = 1);
  void polyline(std::span<const Point> points, Color color, float thickness);
  void dashed(std::span<const Point> points, Color color, float thickness);
  /// The area between two lines that share their x positions.
  void band(std::span<const Point> upper, std::span<const Point> lower, Color color);
  void circle(Point center, float radius, Color color);
  void ring(Point center, float radius, Color color, float thickness);
  void triangle(Point a, Point b, Point c, Color color);
  void hatch(const Rect& rect, Color color);
  /// Left to right from one colour to another.
  void fade(const Rect& rect, Color from, Color to);

  // Text
  [[nodiscard]] float text_width(std::string_view text, const TextStyle& style) const;
  /// One line; returns its width.
  float text(Point top_left, std::string_view text, const TextStyle& style, Color color);
  /// One line, centred vertically, shortened with an ellipsis where it is too wide.
  void text_in(const Rect& rect, std::string_view text, const TextStyle& style, Color color,
               Align align = Align::left);
  /// Wrapped at spaces; returns the height. `accent` colours what stands between `**`.
  float paragraph(Point top_left, float width, std::string_view text, const TextStyle& style,
                  Color color);
  float rich(Point top_left, float width, std::string_view text, const TextStyle& style,
             Color color, Color accent);
  [[nodiscard]] float paragraph_height(float width, std::string_view text, const TextStyle& style,
                                       bool marks = false) const;

  // Pointer and controls
  /// In the current layer's space; far away when there is none or something else covers it.
  [[nodiscard]] Point pointer() const;
  [[nodiscard]] bool hovers(const Rect& rect) const { return rect.contains(pointer()); }
  /// What arrives from the page; taken in by `begin`.
  [[nodiscard]] Pointer& input() { return input_; }
  /// Lists the control and tells what happened to it.
  Response use(Control control);
  /// How far the pointer, pressed inside `rect`, moved sideways since the last frame.
  float drag_x(std::string_view id, const Rect& rect);
  [[nodiscard]] bool dragging() const { return drag_distance_ > kDragThreshold; }
  /// True once after a press and release anywhere outside a control.
  [[nodiscard]] bool clicked_nothing() const { return clicked_nothing_; }
  void set_cursor(std::string_view cursor) { cursor_ = cursor; }
  [[nodiscard]] const std::string& cursor() const { return cursor_; }
  void activate(std::string_view id, std::string_view value);
  [[nodiscard]] const std::vector<Control>& controls() const { return controls_; }

  /// Asks for `frames` more frames after this one.
  void request_frames(int frames) { wanted_ = wanted_ > frames ? wanted_ : frames; }
  int take_wanted_frames();

 private:
  static constexpr float kDragThreshold = 4;

  struct Activation {
    std::string id;
    std::string value;
  };

  [[nodiscard]] Rect placed(const Rect& rect) const { return rect.moved(0, -offset_); }
  [[nodiscard]] ImVec2 placed(Point p) const { return {p.x, p.y - offset_}; }
  [[nodiscard]] float pixel_size(const TextStyle& style) const;
  [[nodiscard]] MeasureText measure(const TextStyle& style) const;
  float draw_lines(Point top_left, const std::vector<TextLine>& lines, const TextStyle& style,
                   Color color, Color accent);

  FrameSettings settings_;
  ImDrawList* draw_ = nullptr;
  Pointer input_;
  ImDrawListSplitter splitter_;
  Layer layer_ = Layer::content;
  float offset_ = 0;

  std::vector<Control> controls_;
  std::vector<Activation> activations_;
  std::string pressed_;
  bool clicked_nothing_ = false;
  bool press_taken_ = false;
  float drag_distance_ = 0;
  std::string cursor_ = "default";
  std::vector<ImVec2> points_;  ///< reused for every polyline
  int wanted_ = 0;
};

}  // namespace dangol::ui
