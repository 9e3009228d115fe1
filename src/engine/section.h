// The parts of a Report that are computed one by one, and only where they are asked for.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dangol::engine {

enum class Section : uint8_t {
  measures,
  periods,
  cohorts,
  second_order,  ///< and the gaps between orders
  survival,
  segments,  ///< and the concentration of revenue
  scores,    ///< the promoter score (member `nps`)
  groups,
  value,  ///< and the models behind it
  experiment
};

inline constexpr std::array<std::string_view, 10> kSectionNames = {
    "measures", "periods", "cohorts", "second_order", "survival",
    "segments", "scores",  "groups",  "value",        "experiment"};
inline constexpr size_t kSectionCount = kSectionNames.size();

[[nodiscard]] constexpr std::string_view section_name(Section section) {
  return kSectionNames[static_cast<size_t>(section)];
}

[[nodiscard]] constexpr std::optional<Section> parse_section_name(std::string_view name) {
  for (size_t i = 0; i < kSectionCount; ++i) {
    if (kSectionNames[i] == name) return static_cast<Section>(i);
  }
  return std::nullopt;
}

class SectionSet {
 public:
  /// Everything that is always worth its time: all but `value`, whose models take long to fit, and
  /// `experiment`, which few data are.
  [[nodiscard]] static constexpr SectionSet standard() {
    SectionSet set;
    set.bits_ = (1U << kSectionCount) - 1U;
    set.remove(Section::value);
    set.remove(Section::experiment);
    return set;
  }

  [[nodiscard]] constexpr bool is_standard() const { return bits_ == standard().bits_; }

  constexpr void add(Section section) { bits_ |= bit(section); }
  constexpr void remove(Section section) { bits_ &= ~bit(section); }
  [[nodiscard]] constexpr bool has(Section section) const { return (bits_ & bit(section)) != 0; }

 private:
  static constexpr uint32_t bit(Section section) { return 1U << static_cast<uint32_t>(section); }

  uint32_t bits_ = 0;
};

}  // namespace dangol::engine
