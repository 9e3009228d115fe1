#include "ui/widgets/icons.h"

#include <array>
#include <cmath>

namespace dangol::ui {
namespace {

constexpr float kStroke = 1.6F;
constexpr float kPi = 3.14159265F;

void draw_sun(Canvas& canvas, Point c, float half, Color color) {
  canvas.ring(c, half * 0.42F, color, kStroke);
  for (int ray = 0; ray < 8; ++ray) {
    const float angle = static_cast<float>(ray) * kPi / 4;
    const float x = std::cos(angle);
    const float y = std::sin(angle);
    canvas.line({c.x + x * half * 0.68F, c.y + y * half * 0.68F},
                {c.x + x * half * 0.95F, c.y + y * half * 0.95F}, color, kStroke);
  }
}

void draw_lock(Canvas& canvas, Point c, float half, Color color) {
  canvas.outline({c.x - half * 0.7F, c.y - half * 0.15F, half * 1.4F, half * 1.05F}, color, 2,
                 kStroke);
  std::array<Point, 9> arc{};
  for (size_t i = 0; i < arc.size(); ++i) {
    const float angle = kPi + static_cast<float>(i) * kPi / 8;
    arc[i] = {c.x + std::cos(angle) * half * 0.42F,
              c.y - half * 0.4F + std::sin(angle) * half * 0.45F};
  }
  canvas.polyline(arc, color, kStroke);
  canvas.line(arc.front(), {arc.front().x, c.y - half * 0.15F}, color, kStroke);
  canvas.line(arc.back(), {arc.back().x, c.y - half * 0.15F}, color, kStroke);
}

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, Point c, float size, Color color, Color behind) {
  const float h = size / 2;
  switch (icon) {
    case Icon::none:
      break;
    case Icon::sun:
      draw_sun(canvas, c, h, color);
      break;
    case Icon::moon:
      canvas.circle(c, h * 0.8F, color);
      canvas.circle({c.x + h * 0.38F, c.y - h * 0.3F}, h * 0.68F, behind);
      break;
    case Icon::plus:
      canvas.line({c.x - h * 0.7F, c.y}, {c.x + h * 0.7F, c.y}, color, kStroke);
      canvas.line({c.x, c.y - h * 0.7F}, {c.x, c.y + h * 0.7F}, color, kStroke);
      break;
    case Icon::check: {
      const std::array<Point, 3> tick{{{c.x - h * 0.7F, c.y},
                                       {c.x - h * 0.15F, c.y + h * 0.55F},
                                       {c.x + h * 0.75F, c.y - h * 0.55F}}};
      canvas.polyline(tick, color, 2);
      break;
    }
    case Icon::warning: {
      const std::array<Point, 4> edge{{{c.x, c.y - h * 0.8F},
                                       {c.x + h * 0.9F, c.y + h * 0.75F},
                                       {c.x - h * 0.9F, c.y + h * 0.75F},
                                       {c.x, c.y - h * 0.8F}}};
      canvas.polyline(edge, color, kStroke);
      canvas.line({c.x, c.y - h * 0.25F}, {c.x, c.y + h * 0.25F}, color, kStroke);
      canvas.circle({c.x, c.y + h * 0.5F}, 1, color);
      break;
    }
    case Icon::upload: {
      const std::array<Point, 3> arrow{{{c.x - h * 0.42F, c.y - h * 0.38F},
                                        {c.x, c.y - h * 0.8F},
                                        {c.x + h * 0.42F, c.y - h * 0.38F}}};
      canvas.polyline(arrow, color, 2);
      canvas.line({c.x, c.y - h * 0.75F}, {c.x, c.y + h * 0.3F}, color, 2);
      const std::array<Point, 4> tray{{{c.x - h * 0.8F, c.y + h * 0.25F},
                                       {c.x - h * 0.8F, c.y + h * 0.8F},
                                       {c.x + h * 0.8F, c.y + h * 0.8F},
                                       {c.x + h * 0.8F, c.y + h * 0.25F}}};
      canvas.polyline(tray, color, 2);
      break;
    }
    case Icon::lock:
      draw_lock(canvas, c, h, color);
      break;
    case Icon::search:
      canvas.ring({c.x - h * 0.15F, c.y - h * 0.15F}, h * 0.6F, color, kStroke);
      canvas.line({c.x + h * 0.3F, c.y + h * 0.3F}, {c.x + h * 0.8F, c.y + h * 0.8F}, color,
                  kStroke);
      break;
    case Icon::info:
      canvas.ring(c, h * 0.85F, color, 1.3F);
      canvas.circle({c.x, c.y - h * 0.38F}, 1.1F, color);
      canvas.line({c.x, c.y - h * 0.08F}, {c.x, c.y + h * 0.45F}, color, kStroke);
      break;
    case Icon::close:
      canvas.line({c.x - h * 0.6F, c.y - h * 0.6F}, {c.x + h * 0.6F, c.y + h * 0.6F}, color,
                  kStroke);
      canvas.line({c.x + h * 0.6F, c.y - h * 0.6F}, {c.x - h * 0.6F, c.y + h * 0.6F}, color,
                  kStroke);
      break;
    case Icon::chevron_down:
    case Icon::chevron_left:
    case Icon::chevron_right: {
      const float a = h * 0.55F;
      const float b = h * 0.28F;
      const float side = icon == Icon::chevron_left ? -1.0F : 1.0F;
      const std::array<Point, 3> down{{{c.x - a, c.y - b}, {c.x, c.y + b}, {c.x + a, c.y - b}}};
      const std::array<Point, 3> across{
          {{c.x - side * b, c.y - a}, {c.x + side * b, c.y}, {c.x - side * b, c.y + a}}};
      canvas.polyline(icon == Icon::chevron_down ? down : across, color, kStroke);
      break;
    }
  }
}

}  // namespace dangol::ui
