// The wording of what a customer is worth: amounts no sharper than their intervals, spans of time,
// and fields for decimal numbers.
#include <algorithm>
#include <cmath>

#include "ui/views/value.h"

namespace dangol::ui::value_view {

using report::Range;

namespace {

/// The place of the first uncertain digit: a tenth of the interval's leading one, so that 36,112 to
/// 47,420 is told to the thousand. 0 where nothing tells.
double last_place(const Range& range) {
  if (!range.low || !range.high) return 0;
  const double width = *range.high - *range.low;
  if (!(width > 0) || !std::isfinite(width)) return 0;
  return std::pow(10.0, std::floor(std::log10(width)) - 1);
}

}  // namespace

std::string first_span(const Page& page) {
  const uint32_t months = value_of(page).horizon_months;
  if (months % 12 == 0 && months <= 36) {
    return std::string(page.text(months == 12   ? "ui.value.first.12"
                                 : months == 24 ? "ui.value.first.24"
                                                : "ui.value.first.36"));
  }
  return page.strings().fill("ui.value.first", {{"n", std::to_string(months)}});
}

std::string next_span(const Page& page) {
  return page.strings().fill("ui.value.next",
                             {{"n", std::to_string(value_of(page).horizon_months)}});
}

double rounded(double value, const Range& range) {
  const double place = last_place(range);
  return place > 0 ? std::round(value / place) * place : value;
}

MoneyText rounded_money(const Page& page, double value, const Range& range) {
  const double place = last_place(range);
  const int decimals = place >= 1 ? 0 : place > 0.05 ? 1 : 4;
  return format_money(rounded(value, range), page.report().receipt.currency,
                      page.strings().language(), decimals);
}

std::string money_range(const Page& page, const Range& range) {
  if (!range.low || !range.high) return {};
  const MoneyText low = rounded_money(page, *range.low, range);
  const MoneyText high = rounded_money(page, *range.high, range);
  // Seven digits twice are more than anyone reads.
  constexpr double kLong = 1e7;
  if (*range.high >= kLong) {
    const Language language = page.strings().language();
    return low.before + format_compact(*range.low, language) + "–" +
           format_compact(*range.high, language) + high.after;
  }
  return low.before + low.number + "–" + high.number + high.after;
}

std::string about_money(const Page& page, const Range& range) {
  return range.value ? rounded_money(page, *range.value, range).joined() : page.money(range.value);
}

std::string count_interval(const Page& page, const Range& range) {
  if (!range.low || !range.high) return {};
  const int decimals = *range.high < 10 ? 2 : 0;
  return std::string(page.text("ui.interval")) + " " + format_decimal(*range.low, decimals) + "–" +
         format_decimal(*range.high, decimals);
}

std::string money_interval(const Page& page, const Range& range) {
  const std::string text = money_range(page, range);
  return text.empty() ? text : std::string(page.text("ui.interval")) + " " + text;
}

std::string range_in_width(const Canvas& canvas, std::string interval, float width) {
  constexpr std::string_view kDash = "–";
  const size_t dash = interval.rfind(kDash);
  const size_t space = interval.rfind(' ', dash);
  if (dash == std::string::npos || space == std::string::npos) return interval;
  const std::string_view range = std::string_view(interval).substr(space + 1);
  if (canvas.text_width(range, kCaption) > width) interval.insert(dash + kDash.size(), " ");
  return interval;
}

std::string count_or_dash(const report::Number& value, int decimals) {
  return value ? format_decimal(*value, decimals) : "–";
}

std::string model_name(const Page& page, std::string_view model) {
  return std::string(page.text("model.name." + std::string(model)));
}

std::string significant(double value) {
  constexpr int kDigits = 4;
  const double size = std::fabs(value);
  if (!(size > 0) || !std::isfinite(size)) return format_decimal(value, 0);
  const int before = static_cast<int>(std::floor(std::log10(size))) + 1;
  return format_decimal(value, std::clamp(kDigits - before, 0, 8));
}

std::optional<double> parse_typed(std::string_view text) {
  constexpr size_t kLongest = 15;
  std::string digits;
  bool point = false;
  for (const char c : text) {
    if (c == ',' || c == ' ') continue;
    if (c == '.' && !point) {
      point = true;
    } else if (c < '0' || c > '9') {
      return std::nullopt;
    }
    digits += c;
  }
  if (digits.empty() || digits == "." || digits.size() > kLongest) return std::nullopt;
  double value = 0;
  double scale = 1;
  bool fraction = false;
  for (const char c : digits) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    value = value * 10 + (c - '0');
    if (fraction) scale *= 10;
  }
  return value / scale;
}

std::string json_decimal(double value) {
  std::string text = format_decimal(value, 6);
  text.erase(std::remove(text.begin(), text.end(), ','), text.end());
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::optional<double> draw_decimal_field(Page& page, Point at, float width, std::string_view id,
                                         std::string_view label, std::string_view in_force,
                                         std::string& typed) {
  Canvas& canvas = page.canvas;
  canvas.text_in({at.x, at.y, width, kCaption.line}, label, kCaption, page.colors().muted);
  const Rect rect{at.x, at.y + kCaption.line + 4, width, canvas.control_height()};
  const auto value = field(canvas, rect, id, label, ControlKind::number,
                           typed.empty() ? in_force : std::string_view(typed), {});
  if (!typed.empty() && !parse_typed(typed)) {
    canvas.outline(rect, page.colors().bad, kControlRadius, 1.5F);
  }
  if (!value) return std::nullopt;
  typed = *value;
  if (typed.empty()) return std::nan("");
  return parse_typed(typed);
}

}  // namespace dangol::ui::value_view
