// Cards with a chart each, side by side where there is room, and what every chart offers: its
// picture and its numbers to take along.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/views/view.h"

namespace dangol::ui {

struct ChartCard {
  std::string_view name;  ///< of its controls and files, unique in the view
  std::string title;
  std::string detail;
  /// Draws from `y` down and returns its bottom.
  float (*draw)(Page& page, const Rect& inner, float y) = nullptr;
  std::string (*csv)(const report::Report& report, const Strings& strings) = nullptr;
};

/// `view`: the first part of the controls' ids. Returns the bottom.
float draw_chart_cards(Page& page, float top, std::string_view view,
                       std::span<const ChartCard> cards);

/// Names of the periods for an axis; a star where the data end inside.
[[nodiscard]] std::vector<std::string> period_labels(const report::Report& report);
[[nodiscard]] const report::Period* find_period(const report::Report& report,
                                                std::string_view name);
/// The period that the headline measures describe; null where none does or it is the first.
[[nodiscard]] const report::Period* judged_period(const report::Report& report);
[[nodiscard]] std::string period_name(const Page& page, std::string_view period);
/// The title with its period filled in: "Revenue by month".
[[nodiscard]] std::string over_time(const Page& page, std::string_view key);
/// A dash where there is no value.
[[nodiscard]] std::string optional_rate(const report::Number& value);
[[nodiscard]] std::string optional_people(const Page& page, const report::Number& value);
/// Beside the pointer.
void pointer_tooltip(Page& page, std::string_view title, std::span<const TooltipLine> lines);

/// A list under its name for what the view itself remembers, `choice_height` in all.
std::optional<std::string> draw_list(Page& page, Point at, float width, std::string_view id,
                                     std::string_view label, std::vector<ControlOption> options,
                                     std::string_view current);
/// A field for a whole number under its name, `choice_height` in all. `typed`: what stands in it
/// while that is not yet what is in force. Returns what was typed, "" where the field was emptied,
/// once that is a number without leading zeros.
std::optional<std::string> draw_number_field(Page& page, Point at, float width, std::string_view id,
                                             std::string_view label, std::string_view in_force,
                                             std::string& typed);

}  // namespace dangol::ui
