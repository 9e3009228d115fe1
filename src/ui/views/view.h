// What every view gets: where to draw, what is known, and where to send what the visitor wants. A
// view draws from `top` down and returns its bottom; it keeps nothing of its own.
#pragma once

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

/// Null where the report lacks it.
[[nodiscard]] const report::Measure* find_measure(const report::Report& report,
                                                  std::string_view name);
/// Whether the amounts of the receipt add up: read = revenue + set aside, to half a minor unit.
[[nodiscard]] bool amounts_reconcile(const report::Receipt& receipt);
[[nodiscard]] uint64_t rows_set_aside(const report::Receipt& receipt);

/// The answer in one sentence, with a quieter one under it. Returns the bottom.
float draw_answer(Page& page, float top, std::string_view sentence, std::string_view detail);
/// The answer of a view where no row could be used, with the way to the Data view.
float draw_nothing_used(Page& page, float top);
/// A card's title and what it shows. Returns the bottom.
float draw_card_title(Page& page, const Rect& inner, std::string_view title,
                      std::string_view subtitle);
/// A sentence in a tinted box. Returns the bottom.
enum class Note { accent, caution, bad };
float draw_note(Page& page, Point at, float width, std::string_view sentence, Note kind);
/// The choice of a period's length.
std::optional<std::string> draw_period_choice(Page& page, Point at, std::string_view id,
                                              std::string_view current, float stretch = 0);
[[nodiscard]] float period_choice_width(const Page& page);

/// Name, tabs, data and settings; draws in canvas space.
void draw_top_bar(Page& page);
/// How tall the top bar is: tabs get a row of their own where one row is too short.
[[nodiscard]] float top_bar_height(const Canvas& canvas, const State& state);

float draw_status(Page& page, float top);
float draw_start(Page& page, float top);
float draw_data(Page& page, float top);
float draw_overview(Page& page, float top);
float draw_cohorts(Page& page, float top);

/// The cohort table as a spreadsheet reads it: CSV with a mark for Excel.
[[nodiscard]] std::string cohorts_csv(const report::Report& report, CohortMode mode,
                                      const Strings& strings);

}  // namespace dangol::ui
