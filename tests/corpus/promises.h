// What every Report owes, whatever bytes it was made of: no row and no amount is lost, and its
// parts add up to its whole. For tests that have no expected numbers.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "report/report.h"

namespace dangol::tests {

/// Whether two ways of adding up the same amounts agree; `scale` is the largest sum involved.
inline bool same_amount(double a, double b, double scale) {
  return std::abs(a - b) <= 1e-6 + 1e-9 * scale;
}

/// The first promise that the report breaks, in words; empty = it keeps all.
inline std::string broken_promise(const report::Report& report) {
  const report::Receipt& receipt = report.receipt;
  uint64_t rows = receipt.rows_used;
  double amount = receipt.revenue.value_or(0) + receipt.repeated_totals.amount.value_or(0);
  double scale = std::abs(amount) + std::abs(receipt.amount_read.value_or(0));
  for (const report::SetAside& entry : receipt.set_aside) {
    rows += entry.rows;
    amount += entry.amount.value_or(0);
    scale += std::abs(entry.amount.value_or(0));
  }
  if (rows != receipt.rows_read) {
    return std::to_string(rows) + " rows accounted for of " + std::to_string(receipt.rows_read);
  }
  if (!same_amount(amount, receipt.amount_read.value_or(0), scale)) {
    return std::to_string(amount) + " accounted for of " +
           std::to_string(receipt.amount_read.value_or(0));
  }
  const uint64_t of_files = std::accumulate(
      report.source.files.begin(), report.source.files.end(), uint64_t{0},
      [](uint64_t sum, const report::SourceFile& file) { return sum + file.rows_read; });
  if (of_files != receipt.rows_read) {
    return "files have " + std::to_string(of_files) + " rows of " +
           std::to_string(receipt.rows_read);
  }
  if (receipt.orders > receipt.rows_used) return "more orders than rows";
  const double customers = receipt.customers.value_or(0);
  if (customers > static_cast<double>(receipt.orders)) return "more customers than orders";
  if (receipt.customers.has_value() != receipt.customers_known ||
      (!receipt.customers_known && !report.cohorts.rows.empty())) {
    return "customers that nothing tells apart";
  }
  if (report.periods.empty()) return receipt.orders > 0 ? "orders in no period" : "";

  uint64_t orders = 0;
  double newcomers = 0;
  double revenue = 0;
  for (const report::Period& period : report.periods) {
    orders += period.orders;
    newcomers += period.new_customers.value_or(0);
    revenue += period.revenue.value_or(0);
    scale += std::abs(period.revenue.value_or(0));
  }
  if (orders != receipt.orders) return "the periods have other orders";
  if (receipt.customers_known && newcomers != customers) {
    return "the periods have other customers";
  }
  if (receipt.revenue && !same_amount(revenue, *receipt.revenue, scale)) {
    return "the periods have another revenue";
  }
  const bool truncated = std::any_of(
      receipt.warnings.begin(), receipt.warnings.end(),
      [](const report::Warning& warning) { return warning.code == "cohorts_truncated"; });
  const uint64_t members =
      std::accumulate(report.cohorts.rows.begin(), report.cohorts.rows.end(), uint64_t{0},
                      [](uint64_t sum, const report::CohortRow& row) { return sum + row.size; });
  if (receipt.customers_known && !truncated && static_cast<double>(members) != customers) {
    return "the cohorts have other customers";
  }
  return "";
}

}  // namespace dangol::tests
