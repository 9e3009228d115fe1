// Who the customers are today: named segments by how recently, how often and for how much they buy.
#include "ui/views/view.h"

namespace dangol::ui {

float draw_segments(Page& page, float top) {
  if (!unused_answer(page.report(), page.strings()).empty()) return draw_nothing_used(page, top);
  return draw_answer(page, top, page.text("ui.segments.empty"),
                     page.text("ui.cohorts.no_customers.detail"));
}

}  // namespace dangol::ui
