#include "numeric/quantile.h"

#include <cstddef>
#include <numeric>

namespace dangol::numeric {

std::optional<double> quantile_of_counts(std::span<const uint32_t> counts, uint32_t percent) {
  const uint64_t n = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  if (n == 0) return std::nullopt;
  const uint64_t rank = (n - 1) / 100 * percent + (n - 1) % 100 * percent / 100;
  const uint64_t hundredths = (n - 1) % 100 * percent % 100;  // of the way to the next one
  uint64_t passed = 0;
  size_t value = 0;
  while (passed + counts[value] <= rank) passed += counts[value++];
  size_t next = value;
  if (hundredths > 0 && passed + counts[value] == rank + 1) {
    do {
      ++next;
    } while (counts[next] == 0);
  }
  return static_cast<double>(value * 100 + (next - value) * hundredths) / 100;
}

}  // namespace dangol::numeric
