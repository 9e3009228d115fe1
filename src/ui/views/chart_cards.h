// Cards with a chart each, side by side where there is room, and what every chart offers: its
// picture and its numbers to take along.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ui/charts/plot.h"
#include "ui/views/view.h"

namespace dangol::ui {

struct ChartCard {
  std::string_view name;  ///< of its controls and files, unique in the view
  std::string title;
  std::string detail;
  /// Draws from `y` down and returns its bottom.
  float (*draw)(Page& page, const Rect& inner, float y) = nullptr;
  /// Null = all periods, for views that show the same numbers in several pictures.
  std::string (*csv)(const Page& page) = nullptr;
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

/// A number of a period, with the key of its name.
struct PeriodFact {
  const char* key;
  report::Number report::Period::*value;
  bool rate = false;  ///< else a number of customers
  bool strong = false;
};

/// The parts of the revenue bridge, from its start to its end.
struct BridgePart {
  const char* key;
  report::Number report::RevenueBridge::*amount;
  int sign;  ///< 0: a total
};
inline constexpr BridgePart kBridgeParts[] = {
    {"ui.retention.bridge.start", &report::RevenueBridge::start, 0},
    {"ui.retention.bridge.new", &report::RevenueBridge::from_new, 1},
    {"ui.retention.bridge.returned", &report::RevenueBridge::returned, 1},
    {"ui.retention.bridge.grown", &report::RevenueBridge::grown, 1},
    {"ui.retention.bridge.shrunk", &report::RevenueBridge::shrunk, -1},
    {"ui.retention.bridge.lost", &report::RevenueBridge::lost, -1},
    {"ui.retention.bridge.other", &report::RevenueBridge::other, 1},
    {"ui.retention.bridge.end", &report::RevenueBridge::end, 0},
};

/// A tooltip under construction; its names are keys of the string table.
class Tip {
 public:
  explicit Tip(Page& page) : page_(page) {}

  void add(std::string_view key, std::string_view value, bool strong = false);
  /// A dash where there is no value.
  void people(std::string_view key, const report::Number& value, bool strong = false);
  void rate(std::string_view key, const report::Number& value, bool strong = false);
  /// Nothing where there is none.
  void interval(const report::Number& low, const report::Number& high);
  /// A name that is no key, such as that of a group.
  void named(std::string_view name, std::string_view value);
  void sentence(std::string_view sentence);
  /// Of one period, and that it is not over, where it is not.
  void facts(const report::Period& period, std::span<const PeriodFact> facts);
  void unfinished(const report::Period& period);
  /// A rate with its interval and the customers whom it is of: too few, where they are.
  void estimate(std::string_view key, const report::Estimate& rate);
  /// Beside the pointer.
  void show(std::string_view title);

 private:
  Page& page_;
  std::vector<TooltipLine> lines_;
};

/// Customers of each period as stacked bars from zero up, and down from it where they are `below`.
/// Returns the bottom.
struct PeriodBars {
  const char* key;
  report::Number report::Period::*value;
  Color color;
  bool below = false;
};
float draw_period_bars(Page& page, const Rect& area, std::span<const PeriodBars> bars,
                       std::span<const PeriodFact> facts);
/// Rates of each period as lines, with the interval of those that have one. Returns the position
/// under the pointer.
struct PeriodLine {
  const char* key;
  report::Number report::Period::*value;
  Color color;
  bool dashed = false;
  report::Number report::Period::*low = nullptr;
  report::Number report::Period::*high = nullptr;
};
std::optional<size_t> draw_period_lines(Page& page, const Rect& area,
                                        std::span<const PeriodLine> lines);

/// An entry of a list, worded by the text of `key`.
void add_option(const Page& page, std::vector<ControlOption>& options, std::string_view value,
                std::string_view key);

/// A tick of an axis of shares.
[[nodiscard]] std::string percent_tick(double value);
/// A tick of an axis of numbers, in the page's language.
[[nodiscard]] FormatTick number_tick(const Page& page);

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
