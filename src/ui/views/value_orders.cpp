// How many orders a new customer still places: the model's probabilities beside the shares of those
// who have been customers for that long.
#include <array>

#include "ui/charts/value_bars.h"
#include "ui/strings/csv_text.h"
#include "ui/views/chart_cards.h"
#include "ui/views/value.h"

namespace dangol::ui::value_view {
namespace {

constexpr float kHeight = 212;

const report::NewCustomer& customer_of(const Page& page) {
  return *value_of(page).new_customer;
}

bool any_observed(const Page& page) {
  return customer_of(page).observed_customers > 0;
}

float draw_order_shares(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const report::NewCustomer& one = customer_of(page);
  std::vector<ValueBarSeries> series;
  if (any_observed(page)) {
    series.push_back({std::string(page.text("ui.value.contract.observed")), colors.ink, {}});
  }
  series.push_back({std::string(page.text("ui.value.check.predicted")), colors.accent, {}});
  std::vector<std::string> labels;
  for (const report::OrderShare& share : one.orders) {
    labels.push_back(share.orders);
    series.back().values.push_back(share.share);
    if (series.size() > 1) series.front().values.push_back(share.observed);
  }
  const auto hovered =
      draw_value_bars(canvas, {inner.x, y, inner.w, kHeight}, labels, series, percent_tick);
  if (hovered) {
    const report::OrderShare& share = one.orders[*hovered];
    Tip tip(page);
    tip.rate("ui.value.check.predicted", share.share, true);
    if (share.observed) {
      tip.rate("ui.value.contract.observed", share.observed);
      tip.people("ui.value.orders.of", static_cast<double>(one.observed_customers));
    }
    tip.sentence(page.text("ui.value.orders.definition"));
    tip.show(page.strings().fill("ui.value.orders.at", {{"n", share.orders}}));
  }
  y += kHeight;
  if (any_observed(page)) return y;
  return y + 4 +
         canvas.paragraph({inner.x, y + 4}, inner.w, page.text("ui.value.orders.young"), kCaption,
                          colors.muted);
}

std::string order_shares_csv(const Page& page) {
  CsvText csv;
  for (const char* key :
       {"ui.value.orders.count", "ui.value.check.predicted", "ui.value.contract.observed"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const report::OrderShare& share : customer_of(page).orders) {
    csv.cell(share.orders);
    csv.number(share.share);
    csv.number(share.observed);
    csv.end_row();
  }
  return csv.take();
}

}  // namespace

float draw_orders(Page& page, float top) {
  const auto& customer = value_of(page).new_customer;
  if (!customer || customer->orders.empty()) return top;
  const std::array<ChartCard, 1> cards{
      ChartCard{"orders", std::string(page.text("ui.value.orders")),
                page.strings().fill("ui.value.orders.detail", {{"span", first_span(page)}}),
                draw_order_shares, order_shares_csv}};
  return draw_chart_cards(page, top, "value", cards) + kGap;
}

}  // namespace dangol::ui::value_view
