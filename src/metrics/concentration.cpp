#include "metrics/concentration.h"

#include <cstddef>
#include <vector>

#include "numeric/radix_sort.h"

namespace dangol::metrics {

Concentration compute_concentration(const CustomerTotals& totals) {
  constexpr size_t kTenths = 10;
  std::vector<numeric::Keyed> sorted;
  for (uint32_t customer = 0; customer < totals.orders.size(); ++customer) {
    if (totals.orders[customer] != 0 && totals.revenue[customer] > 0) {
      sorted.push_back({sort_key(totals.revenue[customer]), customer});
    }
  }
  Concentration result;
  const size_t n = sorted.size();
  result.n = n;
  if (n == 0) return result;
  numeric::sort_by_key(sorted);

  MoneySum sum = 0;
  MoneySum ranked = 0;
  for (size_t i = 0; i < n; ++i) {
    const MoneySum revenue = totals.revenue[sorted[i].index];
    sum += revenue;
    ranked += static_cast<MoneySum>(i + 1) * revenue;
  }
  const auto whole = static_cast<double>(sum);
  result.gini = static_cast<double>(2 * ranked - static_cast<MoneySum>(n + 1) * sum) /
                (static_cast<double>(n) * whole);

  result.cumulative.emplace();
  MoneySum best = 0;
  size_t taken = 0;
  for (size_t tenth = 0; tenth <= kTenths; ++tenth) {
    const size_t inside = tenth * n / kTenths;
    for (; taken < inside; ++taken) best += totals.revenue[sorted[n - 1 - taken].index];
    const auto part = static_cast<double>(tenth * n % kTenths) / kTenths;
    const double border =
        taken < n ? part * static_cast<double>(totals.revenue[sorted[n - 1 - taken].index]) : 0;
    (*result.cumulative)[tenth] = (static_cast<double>(best) + border) / whole;
  }
  return result;
}

}  // namespace dangol::metrics
