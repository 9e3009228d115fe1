#include "metrics/cohorts.h"

#include <algorithm>

#include "metrics/bookings.h"
#include "metrics/period_table.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

/// The triangle while it is being counted: one row per period, those without customers too.
class Triangle {
 public:
  Triangle(const ledger::Orders& orders, PeriodUnit unit, PeriodIndex first, PeriodIndex last)
      : orders_(orders), period_at_(orders, unit), first_(first) {
    rows_.resize(static_cast<size_t>(last - first) + 1);
    for (size_t i = 0; i < rows_.size(); ++i) {
      rows_[i].index = first + static_cast<PeriodIndex>(i);
      rows_[i].cells.resize(rows_.size());
    }
  }

  void count_customers();
  void book_revenue();
  std::vector<Cohort> take() { return std::move(rows_); }

 private:
  /// The row of a customer's first order; null when they are not counted or came before the first
  /// row.
  [[nodiscard]] Cohort* row_of(size_t customer) {
    const uint32_t begin = orders_.first_of[customer];
    if (begin == orders_.first_of[customer + 1]) return nullptr;
    const PeriodIndex index = period_at_[orders_.days[begin]];
    return index < first_ ? nullptr : &rows_[static_cast<size_t>(index - first_)];
  }

  const ledger::Orders& orders_;
  PeriodTable period_at_;
  PeriodIndex first_;
  std::vector<Cohort> rows_;
};

void Triangle::count_customers() {
  for (size_t customer = 0; customer < orders_.customer_range(); ++customer) {
    Cohort* row = row_of(customer);
    if (row == nullptr) continue;
    ++row->size;
    PeriodIndex last = row->index - 1;
    for (uint32_t at = orders_.first_of[customer]; at < orders_.first_of[customer + 1]; ++at) {
      const PeriodIndex index = period_at_[orders_.days[at]];
      CohortCell& cell = row->cells[static_cast<size_t>(index - row->index)];
      ++cell.orders;
      if (index != last) ++cell.customers;
      last = index;
    }
  }
}

/// A refund that stands before its customer's first order belongs to no column.
void Triangle::book_revenue() {
  for_each_booking(orders_, [&](Day day, uint32_t customer, MoneySum amount) {
    Cohort* row = row_of(customer);
    const PeriodIndex index = period_at_[day];
    if (row == nullptr || index < row->index) return;
    row->cells[static_cast<size_t>(index - row->index)].revenue += amount;
  });
}

void judge_cells(Cohort& row, size_t observed, uint32_t minimum_n) {
  row.too_few = row.size < minimum_n;
  for (size_t k = 0; k < observed; ++k) {
    CohortCell& cell = row.cells[k];
    cell.state = row.too_few          ? CellState::too_few
                 : cell.customers > 0 ? CellState::value
                                      : CellState::zero;
    cell.share = static_cast<double>(cell.customers) / static_cast<double>(row.size);
    const auto interval = numeric::wilson_interval(cell.customers, row.size);
    cell.low = interval.low;
    cell.high = interval.high;
  }
}

std::vector<std::optional<double>> average_of(const std::vector<Cohort>& rows) {
  if (rows.empty()) return {};
  std::vector<std::optional<double>> average(rows.front().cells.size());
  for (size_t k = 0; k < average.size(); ++k) {
    uint64_t customers = 0;
    uint64_t size = 0;
    for (const Cohort& row : rows) {
      if (row.cells[k].state == CellState::not_observed) continue;
      customers += row.cells[k].customers;
      size += row.size;
    }
    if (size > 0) average[k] = static_cast<double>(customers) / static_cast<double>(size);
  }
  return average;
}

}  // namespace

std::string_view cell_state_name(CellState state) {
  switch (state) {
    case CellState::not_observed:
      return "not_observed";
    case CellState::zero:
      return "zero";
    case CellState::too_few:
      return "too_few";
    case CellState::value:
      return "value";
  }
  return {};
}

Cohorts compute_cohorts(const ledger::Orders& orders, PeriodUnit unit, uint32_t minimum_n) {
  Cohorts cohorts;
  if (!orders.as_of || orders.size() == 0) return cohorts;
  const PeriodIndex last = period_of(*orders.as_of, unit);
  cohorts.last_period_complete = *orders.as_of >= last_day(last, unit);
  const Day earliest = *std::min_element(orders.days.begin(), orders.days.end());
  PeriodIndex first = period_of(earliest, unit);
  cohorts.truncated = last - first >= kMaxPeriods;
  if (cohorts.truncated) first = last - kMaxPeriods + 1;

  Triangle triangle(orders, unit, first, last);
  triangle.count_customers();
  triangle.book_revenue();
  for (Cohort& row : triangle.take()) {
    if (row.size == 0) continue;
    judge_cells(row, static_cast<size_t>(last - row.index) + 1, minimum_n);
    cohorts.rows.push_back(std::move(row));
  }
  cohorts.average = average_of(cohorts.rows);
  return cohorts;
}

}  // namespace dangol::metrics
