// How a cohort table is to be counted. Formulas: definitions.md, "Cohorts".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/civil.h"

namespace dangol::metrics {

/// When a customer counts in column k.
enum class CohortDefinition : uint8_t {
  on,           ///< ordered in period k
  on_or_after,  ///< ordered in period k or any later one
  bracket,      ///< ordered in any of a chosen range of periods: a table of one column
  cumulative    ///< ordered again in any of periods 1 to k; nobody has in column 0
};
[[nodiscard]] std::optional<CohortDefinition> parse_cohort_definition(std::string_view name);
[[nodiscard]] std::string_view cohort_definition_name(CohortDefinition definition);

enum class CohortBasis : uint8_t {
  calendar,  ///< weeks, months, quarters and years as in the calendar
  rolling    ///< 1, 7, 30, 91 or 365 days each, from each customer's own first order
};
[[nodiscard]] std::optional<CohortBasis> parse_cohort_basis(std::string_view name);
[[nodiscard]] std::string_view cohort_basis_name(CohortBasis basis);

/// Length of a rolling period.
[[nodiscard]] int32_t rolling_days(PeriodUnit unit);

struct CohortRule {
  PeriodUnit unit = PeriodUnit::month;
  CohortDefinition definition = CohortDefinition::on;
  CohortBasis basis = CohortBasis::calendar;
  /// The range of a bracket, inclusive. bracket_from <= bracket_to < kMaxPeriods.
  uint32_t bracket_from = 1;
  uint32_t bracket_to = 3;
  uint32_t minimum_n = 5;  ///< below it a rate is "too few to tell"

  friend bool operator==(const CohortRule&, const CohortRule&) = default;
};

}  // namespace dangol::metrics
