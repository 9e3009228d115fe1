#include "ui/widgets/canvas.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/imgui_color.h"

namespace dangol::ui {
namespace {

constexpr float kFarAway = -1e9F;
constexpr float kDash = 5;
constexpr float kDashGap = 4;
constexpr float kHatchStep = 6;
constexpr int kLayers = 4;
constexpr std::string_view kEllipsis = "…";

}  // namespace

void Canvas::begin(const FrameSettings& settings, ImDrawList& list) {
  settings_ = settings;
  draw_ = &list;
  input_.next_frame();
  splitter_.Split(draw_, kLayers);
  controls_.clear();
  cursor_ = "default";
  press_taken_ = false;
  set_layer(Layer::content);
}

void Canvas::end() {
  set_layer(Layer::backdrop);
  splitter_.Merge(draw_);
  activations_.clear();
  clicked_nothing_ = false;
  if (input_.released() || input_.cancelled()) {
    clicked_nothing_ = input_.released() && pressed_.empty() && !dragging();
    if (clicked_nothing_) request_frames(1);
    pressed_.clear();
    drag_distance_ = 0;
  }
  // The top bar is drawn last and reached first.
  std::vector<Control> ordered;
  for (const bool fixed : {true, false}) {
    for (Control& control : controls_) {
      if (control.fixed == fixed) ordered.push_back(std::move(control));
    }
  }
  controls_ = std::move(ordered);
}

void Canvas::set_layer(Layer layer) {
  layer_ = layer;
  splitter_.SetCurrentChannel(draw_, static_cast<int>(layer));
  const bool scrolls = layer == Layer::backdrop || layer == Layer::content;
  offset_ = scrolls ? settings_.scroll : 0;
}

bool Canvas::visible(const Rect& rect) const {
  const Rect at = placed(rect);
  return at.bottom() >= 0 && at.y <= settings_.height && at.right() >= 0 && at.x <= settings_.width;
}

void Canvas::push_clip(const Rect& rect) {
  const Rect at = placed(rect);
  draw_->PushClipRect({at.x, at.y}, {at.right(), at.bottom()}, true);
}

void Canvas::pop_clip() {
  draw_->PopClipRect();
}

void Canvas::fill(const Rect& rect, Color color, float radius) {
  if (!visible(rect)) return;
  const Rect at = placed(rect);
  draw_->AddRectFilled({at.x, at.y}, {at.right(), at.bottom()}, packed(color), radius);
}

void Canvas::outline(const Rect& rect, Color color, float radius, float thickness) {
  if (!visible(rect)) return;
  const Rect at = placed(rect);
  draw_->AddRect({at.x, at.y}, {at.right(), at.bottom()}, packed(color), radius, 0, thickness);
}

void Canvas::dashed_outline(const Rect& rect, Color color, float radius) {
  if (!visible(rect)) return;
  const Rect at = placed(rect).inset(0.5F, 0.5F);
  draw_->PathRect({at.x, at.y}, {at.right(), at.bottom()}, radius);
  std::vector<Point> path;
  for (const ImVec2& p : draw_->_Path) path.push_back({p.x, p.y + offset_});
  draw_->PathClear();
  if (!path.empty()) path.push_back(path.front());
  dashed(path, color, 1.5F);
}

void Canvas::horizontal(float x, float y, float w, Color color) {
  fill({x, std::round(y), w, 1}, color);
}

void Canvas::vertical(float x, float y, float h, Color color) {
  fill({std::round(x), y, 1, h}, color);
}

void Canvas::line(Point from, Point to, Color color, float thickness) {
  draw_->AddLine(placed(from), placed(to), packed(color), thickness);
}

void Canvas::polyline(std::span<const Point> points, Color color, float thickness) {
  points_.clear();
  for (const Point& p : points) points_.push_back(placed(p));
  draw_->AddPolyline(points_.data(), static_cast<int>(points_.size()), packed(color), 0, thickness);
}

void Canvas::dashed(std::span<const Point> points, Color color, float thickness) {
  bool on = true;
  float left = kDash;
  for (size_t i = 1; i < points.size(); ++i) {
    Point at = points[i - 1];
    const Point to = points[i];
    float length = std::hypot(to.x - at.x, to.y - at.y);
    while (length > 0) {
      const float step = std::min(left, length);
      const Point next{at.x + (to.x - at.x) * step / length, at.y + (to.y - at.y) * step / length};
      if (on) line(at, next, color, thickness);
      at = next;
      length -= step;
      left -= step;
      if (left <= 0) {
        on = !on;
        left = on ? kDash : kDashGap;
      }
    }
  }
}

void Canvas::band(std::span<const Point> upper, std::span<const Point> lower, Color color) {
  const size_t count = std::min(upper.size(), lower.size());
  for (size_t i = 1; i < count; ++i) {
    draw_->AddQuadFilled(placed(upper[i - 1]), placed(upper[i]), placed(lower[i]),
                         placed(lower[i - 1]), packed(color));
  }
}

void Canvas::circle(Point center, float radius, Color color) {
  draw_->AddCircleFilled(placed(center), radius, packed(color));
}

void Canvas::ring(Point center, float radius, Color color, float thickness) {
  draw_->AddCircle(placed(center), radius, packed(color), 0, thickness);
}

void Canvas::triangle(Point a, Point b, Point c, Color color) {
  draw_->AddTriangleFilled(placed(a), placed(b), placed(c), packed(color));
}

void Canvas::hatch(const Rect& rect, Color color) {
  if (!visible(rect)) return;
  // Lines x + y = c, cut by hand at the rectangle: clipping each cell would cost a draw call.
  for (float c = kHatchStep; c < rect.w + rect.h; c += kHatchStep) {
    const float x0 = std::max(0.0F, c - rect.h);
    const float x1 = std::min(rect.w, c);
    line({rect.x + x0, rect.y + c - x0}, {rect.x + x1, rect.y + c - x1}, color);
  }
}

void Canvas::fade(const Rect& rect, Color from, Color to) {
  const Rect at = placed(rect);
  const ImU32 left = packed(from);
  const ImU32 right = packed(to);
  draw_->AddRectFilledMultiColor({at.x, at.y}, {at.right(), at.bottom()}, left, right, right, left);
}

// Glyphs are rasterised at whole sizes: drawn at any other they would be resampled and blurred.
float Canvas::pixel_size(const TextStyle& style) const {
  return std::round(style.size * settings_.fonts.scale);
}

float Canvas::text_width(std::string_view text, const TextStyle& style) const {
  ImFont* font = style.bold ? settings_.fonts.bold : settings_.fonts.regular;
  return font->CalcTextSizeA(pixel_size(style), 1e9F, 0, text.data(), text.data() + text.size()).x;
}

MeasureText Canvas::measure(const TextStyle& style) const {
  return [this, style](std::string_view text, bool emphasised) {
    TextStyle used = style;
    used.bold = style.bold || emphasised;
    return text_width(text, used);
  };
}

float Canvas::text(Point top_left, std::string_view text, const TextStyle& style, Color color) {
  const float width = text_width(text, style);
  if (text.empty() || !visible({top_left.x, top_left.y, width, style.line})) return width;
  ImFont* font = style.bold ? settings_.fonts.bold : settings_.fonts.regular;
  const float size = pixel_size(style);
  const Point at{std::round(top_left.x), std::round(top_left.y + (style.line - size) / 2)};
  ImVec2 position = placed(at);
  position.y = std::round(position.y);
  draw_->AddText(font, size, position, packed(color), text.data(), text.data() + text.size());
  return width;
}

void Canvas::text_in(const Rect& rect, std::string_view content, const TextStyle& style,
                     Color color, Align align) {
  const std::string_view part = fitting_prefix(content, rect.w, measure(style));
  std::string shortened;
  std::string_view shown = content;
  if (part.size() < content.size()) {
    shortened = std::string(part) + std::string(kEllipsis);
    shown = shortened;
  }
  const float spare = rect.w - text_width(shown, style);
  const float shift = align == Align::left ? 0 : align == Align::right ? spare : spare / 2;
  text({rect.x + shift, rect.y + (rect.h - style.line) / 2}, shown, style, color);
}

float Canvas::draw_lines(Point top_left, const std::vector<TextLine>& lines, const TextStyle& style,
                         Color color, Color accent) {
  float y = top_left.y;
  for (const TextLine& line : lines) {
    for (const TextRun& run : line.runs) {
      TextStyle used = style;
      used.bold = style.bold || run.emphasised;
      text({top_left.x + run.x, y}, run.text, used, run.emphasised ? accent : color);
    }
    y += style.line;
  }
  return y - top_left.y;
}

float Canvas::paragraph(Point top_left, float width, std::string_view text, const TextStyle& style,
                        Color color) {
  return draw_lines(top_left, break_lines(text, width, false, measure(style)), style, color, color);
}

float Canvas::rich(Point top_left, float width, std::string_view text, const TextStyle& style,
                   Color color, Color accent) {
  return draw_lines(top_left, break_lines(text, width, true, measure(style)), style, color, accent);
}

float Canvas::paragraph_height(float width, std::string_view text, const TextStyle& style,
                               bool marks) const {
  return static_cast<float>(break_lines(text, width, marks, measure(style)).size()) * style.line;
}

Point Canvas::pointer() const {
  const Point at = input_.at();
  const bool under_bar =
      layer_ != Layer::bar && layer_ != Layer::overlay && at.y < settings_.bar_height;
  if (under_bar) return {kFarAway, kFarAway};
  return {at.x, at.y + offset_};
}

Response Canvas::use(Control control) {
  control.fixed = layer_ == Layer::bar || layer_ == Layer::overlay;
  Response response;
  for (const Activation& activation : activations_) {
    if (activation.id == control.id && !control.disabled) {
      response.activated = true;
      response.value = activation.value;
      request_frames(2);
    }
  }
  // Lists, fields and file pickers take the pointer themselves, over the canvas.
  const bool own_pointer = control.kind == ControlKind::button ||
                           control.kind == ControlKind::tab || control.kind == ControlKind::toggle;
  const bool over = hovers(control.rect) && !control.disabled;
  if (over && own_pointer) {
    if (input_.pressed()) {
      pressed_ = control.id;
      press_taken_ = true;
    }
    response.held = pressed_ == control.id && input_.down();
    if (pressed_ == control.id && input_.released()) {
      response.activated = true;
      request_frames(2);
    }
    cursor_ = "pointer";
  }
  // A finger leaves no pointer behind, so nothing stays lit under it.
  response.hovered = over && (!settings_.touch || response.held);
  controls_.push_back(std::move(control));
  return response;
}

float Canvas::drag_x(std::string_view id, const Rect& rect) {
  if (hovers(rect) && input_.pressed() && !press_taken_) {
    pressed_ = id;
    drag_distance_ = 0;
  }
  if (pressed_ != id || !input_.down()) return 0;
  const float dx = input_.dx();
  drag_distance_ += std::fabs(dx);
  if (!dragging()) return 0;
  cursor_ = "grabbing";
  return dx;
}

void Canvas::activate(std::string_view id, std::string_view value) {
  activations_.push_back({std::string(id), std::string(value)});
  request_frames(2);
}

int Canvas::take_wanted_frames() {
  const int wanted = wanted_;
  wanted_ = 0;
  return wanted;
}

}  // namespace dangol::ui
