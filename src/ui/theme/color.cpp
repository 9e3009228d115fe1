#include "ui/theme/color.h"

#include <algorithm>
#include <cmath>

namespace dangol::ui {
namespace {

constexpr double kReadable = 4.5;
constexpr Color kBlack = rgb(0x000000);
constexpr Color kWhite = rgb(0xFFFFFF);

double to_linear(uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

uint8_t to_channel(double linear) {
  const double clamped = std::clamp(linear, 0.0, 1.0);
  const double value =
      clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * std::pow(clamped, 1 / 2.4) - 0.055;
  return static_cast<uint8_t>(std::lround(value * 255.0));
}

double luminance(Color color) {
  return 0.2126 * to_linear(color.red) + 0.7152 * to_linear(color.green) +
         0.0722 * to_linear(color.blue);
}

struct Lab {
  double lightness = 0;
  double a = 0;
  double b = 0;
};

Lab to_lab(Color color) {
  const double r = to_linear(color.red);
  const double g = to_linear(color.green);
  const double b = to_linear(color.blue);
  const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
          1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
          0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Color from_lab(const Lab& lab, double alpha) {
  const double l = std::pow(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  const double m = std::pow(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  const double s = std::pow(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
  return {to_channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          to_channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          to_channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s),
          static_cast<uint8_t>(std::lround(alpha))};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<Color> parse_color(std::string_view text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  uint32_t value = 0;
  for (const char c : text.substr(1)) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    value = value * 16 + static_cast<uint32_t>(digit);
  }
  return rgb(value);
}

Color faded(Color color, double opacity) {
  color.alpha = static_cast<uint8_t>(std::lround(color.alpha * std::clamp(opacity, 0.0, 1.0)));
  return color;
}

double contrast(Color a, Color b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Color mix(Color a, Color b, double t) {
  const Lab from = to_lab(a);
  const Lab to = to_lab(b);
  const auto between = [t](double x, double y) { return x + (y - x) * t; };
  return from_lab(
      {between(from.lightness, to.lightness), between(from.a, to.a), between(from.b, to.b)},
      between(a.alpha, b.alpha));
}

Color with_contrast(Color color, Color background, double ratio) {
  const Color target =
      contrast(kBlack, background) > contrast(kWhite, background) ? kBlack : kWhite;
  for (int step = 0; step < 50; ++step) {
    const Color candidate = mix(color, target, step / 50.0);
    if (contrast(candidate, background) >= ratio) return candidate;
  }
  return target;
}

Color label_on(Color background, Color dark, Color light) {
  const Color better = contrast(dark, background) >= contrast(light, background) ? dark : light;
  if (contrast(better, background) >= kReadable) return better;
  return contrast(kBlack, background) >= contrast(kWhite, background) ? kBlack : kWhite;
}

}  // namespace dangol::ui
