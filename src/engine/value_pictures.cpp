// Who will buy again and whom to worry about: customers by what they did and by what is expected of
// them.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/value_section.h"
#include "models/history.h"

namespace dangol::engine {
namespace {

using models::Histories;
using models::Outlook;
using models::Predictions;
using report::Number;

constexpr double kDaysPerMonth = 365.25 / 12;
constexpr size_t kBands = 5;

template <typename Visit>
void for_each_customer(const Histories& histories, Visit visit) {
  for (uint32_t customer = 0; customer < histories.pattern_of.size(); ++customer) {
    if (histories.pattern_of[customer] != models::kNoPattern) visit(customer);
  }
}

/// The last of the ascending `edges` that is not above `number`. The first edge is.
template <typename Edges>
size_t place(const Edges& edges, double number) {
  return static_cast<size_t>(std::upper_bound(edges.begin(), edges.end(), number) - edges.begin()) -
         1;
}

struct Cell {
  double customers = 0;
  double alive = 0;
  double orders = 0;
};

report::ValueGrid make_grid(const Histories& histories, const Predictions& predictions) {
  constexpr std::array<uint32_t, 9> kMonths = {0, 1, 2, 3, 6, 9, 12, 18, 24};
  constexpr std::array<uint32_t, 8> kOrders = {1, 2, 3, 4, 5, 7, 10, 20};
  std::array<std::array<Cell, kOrders.size()>, kMonths.size()> cells;
  size_t rows = 0;
  size_t columns = 0;
  for_each_customer(histories, [&](uint32_t customer) {
    const models::DayPattern& pattern = histories.patterns[histories.pattern_of[customer]];
    const Outlook& outlook = predictions.of(customer);
    const size_t row = place(kMonths, (pattern.T - pattern.t_x) / kDaysPerMonth);
    const size_t column = place(kOrders, pattern.x + 1.0);
    Cell& cell = cells[row][column];
    cell.customers += 1;
    cell.alive += outlook.p_alive;
    cell.orders += outlook.orders;
    rows = std::max(rows, row + 1);
    columns = std::max(columns, column + 1);
  });
  report::ValueGrid grid;
  grid.recency.assign(kMonths.begin(), kMonths.begin() + static_cast<std::ptrdiff_t>(rows));
  grid.frequency.assign(kOrders.begin(), kOrders.begin() + static_cast<std::ptrdiff_t>(columns));
  const bool dropout = predictions.predictor().tells_dropout();
  for (size_t row = 0; row < rows; ++row) {
    auto& alive = grid.p_alive.emplace_back();
    auto& orders = grid.orders.emplace_back();
    auto& customers = grid.customers.emplace_back();
    for (size_t column = 0; column < columns; ++column) {
      const Cell& cell = cells[row][column];
      const bool any = cell.customers > 0;
      alive.push_back(any && dropout ? Number(cell.alive / cell.customers) : std::nullopt);
      orders.push_back(any ? Number(cell.orders / cell.customers) : std::nullopt);
      customers.emplace_back(cell.customers);
    }
  }
  return grid;
}

std::vector<report::BuyerBand> make_bands(const Histories& histories,
                                          const Predictions& predictions, bool priced) {
  struct Band {
    uint64_t customers = 0;
    double orders = 0;
    double revenue = 0;
  };
  std::array<Band, kBands> bands;
  for_each_customer(histories, [&](uint32_t customer) {
    const Outlook& outlook = predictions.of(customer);
    Band& band = bands[std::min(static_cast<size_t>(outlook.p_alive * kBands), kBands - 1)];
    ++band.customers;
    band.orders += outlook.orders;
    band.revenue += predictions.value(customer);
  });
  std::vector<report::BuyerBand> to;
  for (size_t i = 0; i < kBands; ++i) {
    to.push_back({static_cast<double>(i) / kBands, static_cast<double>(i + 1) / kBands,
                  bands[i].customers, bands[i].orders,
                  priced ? Number(bands[i].revenue) : std::nullopt});
  }
  return to;
}

/// The past revenue that a fifth of the customers reaches.
double best_fifth(const Histories& histories) {
  std::vector<double> spent;
  for_each_customer(histories,
                    [&](uint32_t customer) { spent.push_back(histories.spent[customer]); });
  const size_t rank = spent.size() / 5;
  std::nth_element(spent.begin(), spent.begin() + static_cast<std::ptrdiff_t>(rank), spent.end(),
                   [](double a, double b) { return a > b; });
  return spent[rank];
}

report::Worry make_worry(const Histories& histories, const Predictions& predictions) {
  const double much = best_fifth(histories);
  uint64_t customers = 0;
  double past = 0;
  double expected = 0;
  for_each_customer(histories, [&](uint32_t customer) {
    if (histories.spent[customer] < much || predictions.of(customer).p_alive >= 0.5) return;
    ++customers;
    past += histories.spent[customer];
    expected += predictions.value(customer);
  });
  return {customers, past, expected};
}

report::Likely make_likely(const Histories& histories, const Predictions& predictions,
                           bool priced) {
  uint64_t customers = 0;
  double orders = 0;
  double revenue = 0;
  for_each_customer(histories, [&](uint32_t customer) {
    const Outlook& outlook = predictions.of(customer);
    if (outlook.p_buys < 0.5) return;
    ++customers;
    orders += outlook.orders;
    revenue += predictions.value(customer);
  });
  return {customers, orders, priced ? Number(revenue) : std::nullopt};
}

report::OneTimeBuyers make_one_time(const Histories& histories, const Predictions& predictions) {
  report::OneTimeBuyers to;
  double alive = 0;
  double buy = 0;
  for_each_customer(histories, [&](uint32_t customer) {
    if (histories.patterns[histories.pattern_of[customer]].x > 0) return;
    ++to.customers;
    alive += predictions.of(customer).p_alive;
    buy += predictions.of(customer).p_buys;
  });
  to.share = static_cast<double>(to.customers) / static_cast<double>(histories.customers);
  if (predictions.predictor().tells_dropout()) to.alive = alive;
  to.buy_again = buy;
  return to;
}

}  // namespace

void add_value_pictures(const Histories& histories, const Predictions& predictions,
                        report::Value& value) {
  const bool priced = value.base && value.base->revenue.value;
  value.grid = make_grid(histories, predictions);
  value.likely = make_likely(histories, predictions, priced);
  value.one_time = make_one_time(histories, predictions);
  if (!predictions.predictor().tells_dropout()) return;
  value.buyers = make_bands(histories, predictions, priced);
  if (priced) value.worry = make_worry(histories, predictions);
}

}  // namespace dangol::engine
