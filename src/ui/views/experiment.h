// What the parts of the Experiment view share: fields that tell the page what is typed, numbers
// side by side, and the parts themselves.
#pragma once

#include <span>
#include <string_view>

#include "ui/views/view.h"

namespace dangol::ui::experiment_view {

/// Tells the page what was done.
void send(Page& page, std::string_view what, std::string_view name, std::string_view value = {});

/// Fields under their names, side by side as many as there is room for. Returns the bottom.
float draw_fields(Page& page, const Rect& inner, float top,
                  std::span<const ExperimentField> fields);
/// Large numbers with their names, side by side. Returns the bottom.
float draw_numbers(Page& page, const Rect& inner, float top,
                   std::span<const ExperimentNumber> numbers, size_t columns);
/// One of them, from `at` down. Returns the bottom.
float draw_number(Page& page, Point at, float width, const ExperimentNumber& number);
/// Paragraphs in quiet letters. Returns the bottom.
float draw_notes(Page& page, const Rect& inner, float top, std::span<const std::string> notes);

// The parts, from `top` down; each returns its bottom, or `top` where there is nothing to show.
float draw_form(Page& page, float x, float top, float width);
float draw_settings(Page& page, float top);
float draw_tables(Page& page, float top);
float draw_curves(Page& page, float top);
float draw_planner(Page& page, float top);

}  // namespace dangol::ui::experiment_view
