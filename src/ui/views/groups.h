// Customers split by what they have in common: the choice of what to split by, each group's curve,
// and whether two of them differ.
#pragma once

#include <string_view>

#include "ui/views/view.h"

namespace dangol::ui {

/// Whether the file holds anything to split by.
[[nodiscard]] bool can_split(const Page& page);
/// The choice, `choice_height` in all.
void draw_split_list(Page& page, Point at, float width, std::string_view id);
/// The groups' shares by age, below `top`, with a gap; nothing where the Report is not split.
/// Returns the bottom.
float draw_share_groups(Page& page, float top);
/// Their times to the second order, likewise, with the table of the groups and the test.
float draw_second_order_groups(Page& page, float top);

}  // namespace dangol::ui
