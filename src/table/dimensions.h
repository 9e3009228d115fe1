// The columns that orders can be split and filtered by: region, device, coupon, ...
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace dangol::table {

struct Sample;
struct Schema;

struct Dimension {
  std::string name;   ///< "product" or "channel" for these roles, else the column's name
  size_t column = 0;  ///< position in the file
};

/// The most columns that are kept beside product and channel.
inline constexpr size_t kMostDimensions = 6;

/// Columns with the roles product, channel and variant (of an experiment, not of goods; at most
/// 50), and `chosen` ones by their names; where none are chosen, the leftmost columns without a
/// role that hold categories: filled in half of the records or more, with 2 to 50 different texts
/// that are no numbers and come three times on average. A name that no column has is left out.
/// O(cells of the sample).
[[nodiscard]] std::vector<Dimension> find_dimensions(const Sample& sample, const Schema& schema,
                                                     std::span<const std::string> chosen);

}  // namespace dangol::table
