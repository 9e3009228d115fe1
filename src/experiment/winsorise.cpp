#include "experiment/winsorise.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace dangol::experiment {

std::optional<double> winsorising_cap(std::span<const std::span<const double>> arms, double share) {
  std::vector<std::span<const double>> left;  // what is below the values passed so far
  size_t n = 0;
  for (const std::span<const double> arm : arms) {
    if (!arm.empty()) left.push_back(arm);
    n += arm.size();
  }
  if (n == 0) return std::nullopt;
  double smallest = left.front().front();
  for (const std::span<const double> arm : left) smallest = std::min(smallest, arm.front());

  // The quantile lies between two order statistics (type 7, as quantile_of_sorted): from the top.
  const double place = static_cast<double>(n - 1) * share;
  const auto below = static_cast<size_t>(place);
  double upper = 0;
  double lower = 0;
  for (size_t rank = n; rank > below; --rank) {
    const auto top = std::max_element(
        left.begin(), left.end(),
        [](std::span<const double> a, std::span<const double> b) { return a.back() < b.back(); });
    upper = lower;
    lower = top->back();
    *top = top->first(top->size() - 1);
    if (top->empty()) left.erase(top);
  }
  const double between = place - static_cast<double>(below);
  const double cap = between > 0 ? lower + between * (upper - lower) : lower;
  if (!(cap > smallest)) return std::nullopt;
  return cap;
}

Moments capped_moments_of(std::span<const double> values, double cap) {
  Moments moments;
  for (const double value : values) moments.add(std::min(value, cap));
  return moments;
}

}  // namespace dangol::experiment
