// Who stays and who leaves: customers and revenue gained and lost, the second order, the gaps
// between orders and the time after which a customer counts as lost.
#include "ui/views/view.h"

namespace dangol::ui {

float draw_retention(Page& page, float top) {
  if (!unused_answer(page.report(), page.strings()).empty()) return draw_nothing_used(page, top);
  return draw_answer(page, top, page.text("ui.retention.empty"),
                     page.text("ui.cohorts.no_customers.detail"));
}

}  // namespace dangol::ui
