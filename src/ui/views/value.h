// What the parts of the Value view share: the way to the Report's value, wording of amounts with
// their intervals, fields for decimal numbers, and the parts themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui::value_view {

/// REQUIRES: the Report has them.
[[nodiscard]] const report::Value& value_of(const Page& page);
[[nodiscard]] const report::Models& models_of(const Page& page);

/// "the first year", for what a new customer does.
[[nodiscard]] std::string first_span(const Page& page);
/// "the next 12 months", for what today's customers do.
[[nodiscard]] std::string next_span(const Page& page);

/// Rounded to the first uncertain digit, as its interval tells.
[[nodiscard]] double rounded(double value, const report::Range& range);
/// No more decimals than the interval leaves certain.
[[nodiscard]] MoneyText rounded_money(const Page& page, double value, const report::Range& range);
/// "₩36,000–₩47,000"; empty where there is none.
[[nodiscard]] std::string money_range(const Page& page, const report::Range& range);
[[nodiscard]] std::string about_money(const Page& page, const report::Range& range);
/// "95% interval 1,200–1,400"; empty where there is none.
[[nodiscard]] std::string count_interval(const Page& page, const report::Range& range);
[[nodiscard]] std::string money_interval(const Page& page, const report::Range& range);
/// The same with room to break after the dash, where the two numbers would not fit into one line.
[[nodiscard]] std::string range_in_width(const Canvas& canvas, std::string interval, float width);
/// A dash where there is no value.
[[nodiscard]] std::string count_or_dash(const report::Number& value, int decimals = 0);
/// Of the model's name.
[[nodiscard]] std::string model_name(const Page& page, std::string_view model);
/// Few decimals for a parameter: four significant digits.
[[nodiscard]] std::string significant(double value);

/// A field for a decimal number under its name, `choice_height` in all. `typed`: what stands in it
/// while that is not yet what is in force. Returns the number typed, or NaN where it was emptied.
std::optional<double> draw_decimal_field(Page& page, Point at, float width, std::string_view id,
                                         std::string_view label, std::string_view in_force,
                                         std::string& typed);
/// What was typed, as a number: digits with one point, commas between thousands left out.
[[nodiscard]] std::optional<double> parse_typed(std::string_view text);
/// As the options take it.
[[nodiscard]] std::string json_decimal(double value);

// The parts, from `top` down; each returns its bottom.
float draw_forecast(Page& page, float top);
float draw_orders(Page& page, float top);
float draw_check(Page& page, float top);
float draw_customers(Page& page, float top);
float draw_table(Page& page, float top);
float draw_groups(Page& page, float top);
float draw_simple(Page& page, float top);
float draw_contract(Page& page, float top);
float draw_how(Page& page, float top);

}  // namespace dangol::ui::value_view
