#include "ui/charts/scale.h"

#include <algorithm>
#include <cmath>

namespace dangol::ui {
namespace {

constexpr float kLabelGap = 14;

double nice_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
    if (factor * power >= rough * 0.999) return factor * power;
  }
  return 10 * power;
}

}  // namespace

std::vector<double> nice_ticks(double low, double high, int count, bool whole) {
  low = std::min(low, 0.0);
  high = std::max(high, 0.0);
  if (!(high - low > 0) || !std::isfinite(high - low)) return {0, 1};
  double step = nice_step((high - low) / std::max(count, 1));
  if (whole) step = std::ceil(step);
  std::vector<double> ticks;
  const auto last = static_cast<int>(std::ceil(high / step - 1e-9));
  for (int i = static_cast<int>(std::floor(low / step + 1e-9)); i <= last; ++i) {
    ticks.push_back(i * step);
  }
  return ticks;
}

size_t label_stride(float step, float label_width) {
  if (step <= 0) return 1;
  return std::max<size_t>(1, static_cast<size_t>(std::ceil((label_width + kLabelGap) / step)));
}

std::vector<float> spread(std::vector<float> positions, float distance, float low, float high) {
  // A handful of labels: inserted one by one, where sorting would weigh more than the rest.
  std::vector<size_t> order;
  for (size_t i = 0; i < positions.size(); ++i) {
    size_t at = order.size();
    while (at > 0 && positions[i] < positions[order[at - 1]]) --at;
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(at), i);
  }
  float floor_at = low;
  for (const size_t i : order) {
    positions[i] = std::max(positions[i], floor_at);
    floor_at = positions[i] + distance;
  }
  float ceiling = high;
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    positions[*i] = std::min(positions[*i], ceiling);
    ceiling = positions[*i] - distance;
  }
  return positions;
}

}  // namespace dangol::ui
