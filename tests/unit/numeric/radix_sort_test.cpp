#include "numeric/radix_sort.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace dangol::numeric {
namespace {

TEST(RadixSort, AgreesWithAStableSortByComparing) {
  std::mt19937_64 random(11);
  for (const uint64_t most :
       {uint64_t{0}, uint64_t{6}, uint64_t{40'000}, UINT64_MAX >> 3, UINT64_MAX}) {
    for (const size_t size : {0U, 1U, 2U, 1'000U, 30'000U}) {
      std::vector<Keyed> items(size);
      for (size_t i = 0; i < size; ++i) {
        const uint64_t key = most == UINT64_MAX ? random() : random() % (most + 1);
        // Some share a low part, so that a middle digit never differs.
        items[i] = {i % 3 == 0 ? key << 24 : key, static_cast<uint32_t>(i)};
      }
      auto wanted = items;
      std::stable_sort(wanted.begin(), wanted.end(),
                       [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
      sort_by_key(items);
      for (size_t i = 0; i < size; ++i) {
        ASSERT_EQ(items[i].key, wanted[i].key);
        ASSERT_EQ(items[i].index, wanted[i].index);
      }
    }
  }
}

}  // namespace
}  // namespace dangol::numeric
