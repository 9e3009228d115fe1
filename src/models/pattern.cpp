#include "models/pattern.h"

#include <algorithm>
#include <tuple>

namespace dangol::models {

void merge_equal(std::vector<Pattern>& patterns) {
  const auto key = [](const Pattern& p) { return std::tie(p.x, p.T, p.t_x); };
  const auto before = [&](const Pattern& p, const Pattern& q) { return key(p) < key(q); };
  if (!std::is_sorted(patterns.begin(), patterns.end(), before)) {
    std::sort(patterns.begin(), patterns.end(), before);
  }
  size_t kept = 0;
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (kept > 0 && key(patterns[kept - 1]) == key(patterns[i])) {
      patterns[kept - 1].weight += patterns[i].weight;
    } else {
      patterns[kept++] = patterns[i];
    }
  }
  patterns.resize(kept);
}

}  // namespace dangol::models
