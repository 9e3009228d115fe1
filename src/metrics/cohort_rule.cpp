#include "metrics/cohort_rule.h"

#include <array>
#include <cstddef>

namespace dangol::metrics {

namespace {

constexpr std::array<std::string_view, 4> kDefinitions = {"on", "on_or_after", "bracket",
                                                          "cumulative"};
constexpr std::array<std::string_view, 2> kBases = {"calendar", "rolling"};

template <typename T, size_t kCount>
std::optional<T> parse(std::string_view name, const std::array<std::string_view, kCount>& names) {
  for (size_t i = 0; i < kCount; ++i) {
    if (names[i] == name) return static_cast<T>(i);
  }
  return std::nullopt;
}

}  // namespace

std::optional<CohortDefinition> parse_cohort_definition(std::string_view name) {
  return parse<CohortDefinition>(name, kDefinitions);
}

std::string_view cohort_definition_name(CohortDefinition definition) {
  return kDefinitions[static_cast<size_t>(definition)];
}

std::optional<CohortBasis> parse_cohort_basis(std::string_view name) {
  return parse<CohortBasis>(name, kBases);
}

std::string_view cohort_basis_name(CohortBasis basis) {
  return kBases[static_cast<size_t>(basis)];
}

int32_t rolling_days(PeriodUnit unit) {
  switch (unit) {
    case PeriodUnit::day:
      return 1;
    case PeriodUnit::week:
      return 7;
    case PeriodUnit::month:
      return 30;
    case PeriodUnit::quarter:
      return 91;
    case PeriodUnit::year:
      return 365;
  }
  return 1;
}

}  // namespace dangol::metrics
