// Where ticks and labels of a chart go. Pure arithmetic.
#pragma once

#include <cstddef>
#include <vector>

namespace dangol::ui {

/// Round values (1, 2, 2.5 or 5 times a power of ten apart) that cover `low`..`high` and zero,
/// about `count` of them, rising. `whole`: only whole numbers, for what cannot be halved.
[[nodiscard]] std::vector<double> nice_ticks(double low, double high, int count,
                                             bool whole = false);

/// Every how many positions a label may stand so that neighbours, `step` pixels apart and
/// `label_width` wide, keep a gap between them. At least 1.
[[nodiscard]] size_t label_stride(float step, float label_width);

/// Moves positions apart until neighbours are at least `distance` apart, within `low`..`high`, and
/// keeps their order. At most a handful of positions.
[[nodiscard]] std::vector<float> spread(std::vector<float> positions, float distance, float low,
                                        float high);

}  // namespace dangol::ui
