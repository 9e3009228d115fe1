// Sorts many whole numbers faster than by comparing them.
#pragma once

#include <cstdint>
#include <vector>

namespace dangol::numeric {

/// A number to sort by, and what it belongs to.
struct Keyed {
  uint64_t key = 0;
  uint32_t index = 0;
};

/// Ascending by key; those with the same key stay in their order. O(items) for each 11 bits in
/// which the keys differ; needs the room of the items once more.
void sort_by_key(std::vector<Keyed>& items);

}  // namespace dangol::numeric
