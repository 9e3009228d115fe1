// What every view gets: where to draw, what is known, and where to send what the visitor wants. A
// view draws from `top` down and returns its bottom; it keeps nothing of its own.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/actions.h"
#include "ui/state.h"
#include "ui/widgets/canvas.h"
#include "ui/widgets/widgets.h"

namespace dangol::ui {

struct Page {
  Canvas& canvas;
  State& state;
  Actions& actions;
  float x = 0;      ///< left edge of the content
  float width = 0;  ///< of the content

  [[nodiscard]] const Strings& strings() const { return canvas.strings(); }
  [[nodiscard]] const Palette& colors() const { return canvas.colors(); }
  [[nodiscard]] std::string_view text(std::string_view key) const { return strings().get(key); }
  /// REQUIRES: a report is there.
  [[nodiscard]] const report::Report& report() const { return *state.report; }
  /// A dash where there is no value.
  [[nodiscard]] std::string money(const report::Number& value) const;
};

void go_to(Page& page, View view);

/// Whether the report has been asked for all of these: until it has, there is nothing to draw.
[[nodiscard]] bool has_sections(const Page& page, std::initializer_list<std::string_view> sections);

/// Null where the report lacks it.
[[nodiscard]] const report::Measure* find_measure(const report::Report& report,
                                                  std::string_view name);
/// The column that plays `role`; null where none does.
[[nodiscard]] const report::SourceColumn* find_column(const report::Report& report,
                                                      std::string_view role);
/// Whether the amounts of the receipt add up: read = revenue + set aside + repeated totals, to half
/// a minor unit.
[[nodiscard]] bool amounts_reconcile(const report::Receipt& receipt);
[[nodiscard]] uint64_t rows_set_aside(const report::Receipt& receipt);
[[nodiscard]] std::string count_text(uint64_t value);

/// The answer in one sentence, with a quieter one under it. Returns the bottom.
float draw_answer(Page& page, float top, std::string_view sentence, std::string_view detail);
/// Whether the file was taken for a survey or an experiment and nothing in it speaks of orders.
[[nodiscard]] bool is_no_order_history(const report::Report& report);
/// What to say of a file without orders, or of which no row could be used; empty for others.
[[nodiscard]] std::string_view unused_answer(const report::Report& report, const Strings& strings);
/// The answer of a view where no row could be used, with the way to the Data view.
float draw_nothing_used(Page& page, float top);
/// A card's title and what it shows. Returns the bottom.
float draw_card_title(Page& page, const Rect& inner, std::string_view title,
                      std::string_view subtitle);
/// A sentence in a tinted box. Returns the bottom.
enum class Note { accent, caution, bad };
float draw_note(Page& page, Point at, float width, std::string_view sentence, Note kind);
/// The choice of a period's length out of `units`.
std::optional<std::string> draw_period_choice(Page& page, Point at, std::string_view id,
                                              std::span<const std::string_view> units,
                                              std::string_view current, float stretch = 0);
[[nodiscard]] float period_choice_width(const Page& page, std::span<const std::string_view> units);
/// PNG and CSV buttons at the right end of a card's title.
struct Downloads {
  float width = 0;  ///< what they take of the title's line
  bool png = false;
  bool csv = false;
};
Downloads draw_downloads(Page& page, const Rect& inner, std::string_view id,
                         std::string_view title);

/// An option of the import or the calculation, as a list under its name.
struct Choice {
  std::string_view option;             ///< its name in the options' JSON
  std::string_view label;              ///< empty = the text `ui.option.<option>`
  std::vector<ControlOption> options;  ///< value "" = as detected (null)
  std::string current;
  std::string shown;  ///< what is in force; empty = the label of the current value
  bool number = false;
};
/// Draws the name and the list under it, `choice_height` in all, and sends what is chosen.
void draw_choice(Page& page, Point at, float width, const Choice& choice);
[[nodiscard]] float choice_height(const Canvas& canvas);
/// The entry of a list that leaves the choice to the file; `value`: what the file says, if known.
[[nodiscard]] ControlOption automatic(const Page& page, std::string_view value);

/// Name, tabs, data and settings; draws in canvas space.
void draw_top_bar(Page& page);
/// How tall the top bar is: tabs get a row of their own where one row is too short.
[[nodiscard]] float top_bar_height(const Canvas& canvas, const State& state);

/// Whether the dates of the file rest on an assumption that the visitor should settle.
[[nodiscard]] bool date_order_assumed(const report::Report& report);
/// For the captions of charts: " · date order assumed", or nothing.
[[nodiscard]] std::string assumption_mark(const Page& page);
/// Asks which day a date of the file means. Returns the bottom.
float draw_date_question(Page& page, float top);
/// One line that says that the question is open, with the way to it.
float draw_date_banner(Page& page, float top);

/// The filters in force, with the ways to change them and to hand them on. Returns where the view
/// begins.
float draw_filters(Page& page, float top);

float draw_status(Page& page, float top);
float draw_start(Page& page, float top);
float draw_data(Page& page, float top);
/// The cards of the Data view: how the file was read, what came of it, what its columns mean.
float draw_reading(Page& page, float top);
float draw_receipt(Page& page, float top);
float draw_mapping(Page& page, float top);
float draw_overview(Page& page, float top);
float draw_cohorts(Page& page, float top);
float draw_retention(Page& page, float top);
float draw_value(Page& page, float top);
float draw_segments(Page& page, float top);
float draw_experiment(Page& page, float top);
float draw_calculators(Page& page, float top);

/// The cohort table as a spreadsheet reads it: CSV with a mark for Excel.
[[nodiscard]] std::string cohorts_csv(const report::Report& report, CohortMode mode,
                                      bool newest_first, const Strings& strings);
/// Every segment with its sizes and means.
[[nodiscard]] std::string segments_csv(const report::Report& report, const Strings& strings);
/// All periods with everything that the charts over time show.
[[nodiscard]] std::string periods_csv(const report::Report& report, const Strings& strings);

}  // namespace dangol::ui
