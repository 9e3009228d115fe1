#include "numeric/radix_sort.h"

#include <array>
#include <cstddef>

namespace dangol::numeric {

void sort_by_key(std::vector<Keyed>& items) {
  constexpr uint32_t kDigitBits = 11;
  constexpr size_t kDigits = size_t{1} << kDigitBits;
  uint64_t differing = 0;
  for (const Keyed& item : items) differing |= item.key ^ items.front().key;

  std::vector<Keyed> sorted(items.size());
  for (uint32_t shift = 0; shift < 64 && differing >> shift != 0; shift += kDigitBits) {
    if ((differing >> shift & (kDigits - 1)) == 0) continue;
    std::array<uint32_t, kDigits> next{};
    for (const Keyed& item : items) ++next[item.key >> shift & (kDigits - 1)];
    uint32_t place = 0;
    for (uint32_t& digit : next) {
      const uint32_t count = digit;
      digit = place;
      place += count;
    }
    for (const Keyed& item : items) sorted[next[item.key >> shift & (kDigits - 1)]++] = item;
    items.swap(sorted);
  }
}

}  // namespace dangol::numeric
