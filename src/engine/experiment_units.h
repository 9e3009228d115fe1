// Customers as the units of an experiment: who was in which variant, and what they bought since.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/civil.h"
#include "base/money.h"
#include "engine/experiment_data.h"
#include "engine/sections.h"

namespace dangol::engine {

/// A customer in one variant.
struct ExperimentUnit {
  static constexpr uint32_t kNobody = UINT32_MAX;

  uint32_t customer = kNobody;  ///< of the ledger; kNobody = they never bought
  uint32_t variant = 0;
  Day from = INT32_MIN;  ///< orders before this day came before the experiment
};

struct ExperimentUnits {
  std::vector<std::string> variants;  ///< sorted
  std::vector<ExperimentUnit> units;
  bool assigned = false;       ///< from a file of their own: who never bought is there too
  uint64_t contaminated = 0;   ///< customers in two variants
  uint64_t duplicates = 0;     ///< rows of a customer who was there already
  uint64_t unassigned = 0;     ///< customers who are there without a variant
  uint64_t unknown = 0;        ///< of a file of their own: who have no order at all
  std::optional<double> days;  ///< that it has run
};

/// More are no variants but numbers or names.
inline constexpr size_t kMostExperimentVariants = 50;

/// By the files that say who is in which variant, else by the orders' own column; a customer of
/// whom orders name two variants is in none. Empty where neither is there, or where the column
/// holds more than kMostExperimentVariants values; a warning says so. REQUIRES:
/// orders.order_of_line is filled where the orders have the column. O(lines + customers)
[[nodiscard]] std::optional<ExperimentUnits> experiment_units(
    const Analysis& analysis, std::vector<report::Warning>& warnings);

/// What one of them did from their first day on, and before it.
struct ExperimentPurchases {
  uint32_t begin = 0;  ///< their orders since, by position
  uint32_t end = 0;
  uint32_t before = 0;  ///< orders
  MoneySum value = 0;
  MoneySum value_before = 0;

  [[nodiscard]] uint32_t orders() const { return end - begin; }
};

/// By unit. Refunds that name no order lower the value of their customer. O(orders + postings)
[[nodiscard]] std::vector<ExperimentPurchases> experiment_purchases(const ledger::Orders& orders,
                                                                    const ExperimentUnits& units);

/// conversion (of an assignment, or with the option `visitors`), repeat_rate, orders, revenue,
/// average_order_value; with what came before as covariates.
[[nodiscard]] ExperimentData experiment_data_of_units(
    const ExperimentUnits& units, const std::vector<ExperimentPurchases>& purchases,
    bool has_amounts, const ExperimentOptions& options);

/// Keeps the measures that the options name, in their order, as the kind and with the direction
/// that they give; a name that no measure has is told. A number is made a share only where it is 0
/// or 1.
void experiment_choose_measures(const ExperimentOptions& options, ExperimentData& data,
                                std::vector<report::Warning>& warnings);

/// From tables of users alone.
[[nodiscard]] std::optional<ExperimentData> experiment_data_of_users(
    const ledger::Users& users, const ExperimentOptions& options,
    std::vector<report::Warning>& warnings);

/// Coming back by variant, the control first: the variants are those of the experiment's answer, in
/// its order, at its confidence 1 - alpha. None where nobody bought. O(units x days)
[[nodiscard]] std::optional<report::ExperimentRetention> experiment_retention(
    const ledger::Orders& orders, const ExperimentUnits& units,
    const std::vector<ExperimentPurchases>& purchases, const report::Experiment& answer,
    const ExperimentOptions& options);

}  // namespace dangol::engine
