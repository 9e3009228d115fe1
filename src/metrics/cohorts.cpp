#include "metrics/cohorts.h"

#include <algorithm>

#include "metrics/bookings.h"
#include "metrics/period_table.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

/// What a cell of the triangle counts. Kept apart from the finished cells, which are several times
/// as large: those of some years fit the first-level cache.
struct Tally {
  uint32_t customers = 0;
  uint32_t orders = 0;
  MoneySum revenue = 0;
};

/// The triangle while it is being counted: one row per period, those without customers too.
class Triangle {
 public:
  Triangle(const ledger::Orders& orders, PeriodUnit unit, PeriodIndex first, PeriodIndex last)
      : orders_(orders),
        period_at_(orders, unit),
        first_(first),
        periods_(static_cast<size_t>(last - first) + 1),
        sizes_(periods_),
        tallies_(periods_ * periods_) {}

  void count_orders();
  void book_postings();
  [[nodiscard]] std::vector<Cohort> rows() const;

 private:
  /// The tallies of those who started in period `start`.
  [[nodiscard]] Tally* row_of(PeriodIndex start) {
    return tallies_.data() + static_cast<size_t>(start - first_) * periods_;
  }

  const ledger::Orders& orders_;
  PeriodTable period_at_;
  PeriodIndex first_;
  size_t periods_;
  std::vector<uint64_t> sizes_;
  std::vector<Tally> tallies_;  ///< cell k of row i is i * periods_ + k
};

/// Customers whose first order came before the first row are left out.
void Triangle::count_orders() {
  const Day* const days = orders_.days.data();
  const Money* const values = orders_.values.data();
  for (size_t customer = 0; customer < orders_.customer_range(); ++customer) {
    const uint32_t begin = orders_.first_of[customer];
    const uint32_t end = orders_.first_of[customer + 1];
    if (begin == end) continue;
    const PeriodIndex start = period_at_[days[begin]];
    if (start < first_) continue;
    ++sizes_[static_cast<size_t>(start - first_)];
    Tally* const row = row_of(start);
    PeriodIndex last = start - 1;
    for (uint32_t at = begin; at < end; ++at) {
      const PeriodIndex index = period_at_[days[at]];
      Tally& tally = row[index - start];
      tally.customers += index != last ? 1 : 0;
      ++tally.orders;
      tally.revenue += values[at];
      last = index;
    }
  }
}

/// A refund that stands before its customer's first order belongs to no column.
void Triangle::book_postings() {
  for_each_posting(orders_, [&](Day day, uint32_t customer, MoneySum amount) {
    const uint32_t begin = orders_.first_of[customer];
    if (begin == orders_.first_of[customer + 1]) return;
    const PeriodIndex start = period_at_[orders_.days[begin]];
    const PeriodIndex index = period_at_[day];
    if (start < first_ || index < start) return;
    row_of(start)[index - start].revenue += amount;
  });
}

std::vector<Cohort> Triangle::rows() const {
  std::vector<Cohort> rows;
  for (size_t i = 0; i < periods_; ++i) {
    if (sizes_[i] == 0) continue;
    Cohort& row = rows.emplace_back();
    row.index = first_ + static_cast<PeriodIndex>(i);
    row.size = sizes_[i];
    row.cells.resize(periods_);
    for (size_t k = 0; k < periods_; ++k) {
      const Tally& tally = tallies_[i * periods_ + k];
      row.cells[k].customers = tally.customers;
      row.cells[k].orders = tally.orders;
      row.cells[k].revenue = tally.revenue;
    }
  }
  return rows;
}

/// REQUIRES: there is an order
Day earliest_order(const ledger::Orders& orders) {
  Day earliest = orders.days.front();
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    if (begin < orders.first_of[customer + 1]) earliest = std::min(earliest, orders.days[begin]);
  }
  return earliest;
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
  PeriodIndex first = period_of(earliest_order(orders), unit);
  cohorts.truncated = last - first >= kMaxPeriods;
  if (cohorts.truncated) first = last - kMaxPeriods + 1;

  Triangle triangle(orders, unit, first, last);
  triangle.count_orders();
  triangle.book_postings();
  cohorts.rows = triangle.rows();
  for (Cohort& row : cohorts.rows) {
    judge_cells(row, static_cast<size_t>(last - row.index) + 1, minimum_n);
  }
  cohorts.average = average_of(cohorts.rows);
  return cohorts;
}

}  // namespace dangol::metrics
