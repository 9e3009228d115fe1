#include "metrics/cohorts.h"

#include <algorithm>
#include <cstddef>

#include "metrics/bookings.h"
#include "metrics/period_table.h"
#include "numeric/wilson.h"

namespace dangol::metrics {

namespace {

/// What a cell of the triangle counts. Kept apart from the finished cells, which are several times
/// as large: those of some years fit the first-level cache.
struct Tally {
  /// Each customer once or, by `on`, in every column: the first column in which they were back
  /// (cumulative), the last one that they reached (on_or_after), the end of the bracket.
  uint32_t customers = 0;
  uint32_t orders = 0;
  MoneySum revenue = 0;
};

/// The customers of one row. A period is at most one day longer than a rolling window, so each was
/// observed for `whole` columns or for one more: the two kinds are told apart here.
struct Members {
  int32_t whole = 0;
  uint64_t size = 0;
  uint64_t older = 0;         ///< observed for whole + 1 columns
  uint64_t left_back = 0;     ///< of the others, who were back (cumulative)
  MoneySum left_revenue = 0;  ///< of the others, in all their columns
};

/// Where one customer's days fall: day d in column column_at[d - origin] - base.
struct Span {
  Members* members = nullptr;
  Tally* row = nullptr;
  const PeriodIndex* column_at = nullptr;
  Day origin = 0;
  PeriodIndex base = 0;
  int32_t columns = 0;  ///< those that count

  /// REQUIRES: day is the first order's or later
  [[nodiscard]] int32_t column_of(Day day) const {
    return column_at[static_cast<size_t>(day - origin)] - base;
  }
  [[nodiscard]] bool leaves_early() const { return columns <= members->whole; }
};

/// The triangle while it is being counted: one row per period, those without customers too.
class Triangle {
 public:
  /// Rows from that of `oldest`, a day with a first order, to the as-of day's.
  Triangle(const ledger::Orders& orders, const CohortRule& rule, Day oldest);

  void count_orders();
  void book_postings();
  [[nodiscard]] std::vector<Cohort> rows() const;

 private:
  [[nodiscard]] bool span_of(Day first_order, Span& span);
  void count_by_definition(const Span& span, uint32_t begin, uint32_t end, int32_t reached);
  void fill_columns(const Members& members, const Tally* row, std::vector<CohortCell>& cells) const;
  void fill_bracket(const Members& members, const Tally* row, CohortCell& cell) const;
  void judge(const Members& members, int32_t column, CohortCell& cell) const;

  const ledger::Orders& orders_;
  const CohortRule& rule_;
  bool rolling_;
  Day oldest_;
  Day as_of_;
  PeriodIndex first_;
  PeriodIndex last_;
  PeriodTable period_at_;
  /// Of each day since one's own first order. That of the day after the as-of day is the number of
  /// windows that have passed.
  std::vector<PeriodIndex> windows_;
  size_t columns_ = 1;
  std::vector<Members> members_;
  std::vector<Tally> tallies_;  ///< cell k of row i is i * columns_ + k
};

Triangle::Triangle(const ledger::Orders& orders, const CohortRule& rule, Day oldest)
    : orders_(orders),
      rule_(rule),
      rolling_(rule.basis == CohortBasis::rolling),
      oldest_(oldest),
      as_of_(*orders.as_of),
      first_(period_of(oldest, rule.unit)),
      last_(period_of(as_of_, rule.unit)),
      period_at_(orders, rule.unit),
      columns_(static_cast<size_t>(last_ - first_) + 1),
      members_(columns_) {
  if (rolling_) {
    const int32_t length = rolling_days(rule.unit);
    windows_.resize(static_cast<size_t>(as_of_ - oldest) + 2);
    for (size_t age = 0; age < windows_.size(); ++age) {
      windows_[age] = static_cast<int32_t>(age) / length;
    }
    columns_ = static_cast<size_t>(std::max(windows_.back(), 1));
  }
  if (rule.definition == CohortDefinition::bracket) {
    columns_ = std::min(columns_, size_t{rule.bracket_to} + 1);
  }
  tallies_.resize(members_.size() * columns_);
  for (size_t i = 0; i < members_.size(); ++i) {
    const PeriodIndex start = first_ + static_cast<PeriodIndex>(i);
    const Day youngest = last_day(start, rule.unit);
    members_[i].whole = !rolling_            ? last_ - start + 1
                        : youngest <= as_of_ ? windows_[static_cast<size_t>(as_of_ - youngest) + 1]
                                             : 0;
  }
}

/// False where a customer with that first order is in no row.
bool Triangle::span_of(Day first_order, Span& span) {
  if (first_order < oldest_) return false;
  const PeriodIndex start = period_at_[first_order];
  const auto i = static_cast<size_t>(start - first_);
  span.members = &members_[i];
  span.row = tallies_.data() + i * columns_;
  if (rolling_) {
    span.column_at = windows_.data();
    span.origin = first_order;
    span.columns = windows_[static_cast<size_t>(as_of_ - first_order) + 1];
  } else {
    span.column_at = period_at_.data();
    span.origin = period_at_.first();
    span.base = start;
    span.columns = span.members->whole;
  }
  return true;
}

void Triangle::count_orders() {
  const Day* const days = orders_.days.data();
  const Money* const values = orders_.values.data();
  const bool on = rule_.definition == CohortDefinition::on;
  const bool bracket = rule_.definition == CohortDefinition::bracket;
  const auto bracket_end = static_cast<int32_t>(rule_.bracket_to) + 1;
  Span span;
  for (size_t customer = 0; customer < orders_.customer_range(); ++customer) {
    const uint32_t begin = orders_.first_of[customer];
    const uint32_t end = orders_.first_of[customer + 1];
    if (begin == end || !span_of(days[begin], span)) continue;
    ++span.members->size;
    span.members->older += span.leaves_early() ? 0 : 1;
    // A bracket is of those alone who were observed to its end.
    if (bracket) span.columns = span.columns < bracket_end ? 0 : bracket_end;
    int32_t reached = -1;
    MoneySum revenue = 0;
    for (uint32_t at = begin; at < end; ++at) {
      const int32_t column = span.column_of(days[at]);
      if (column >= span.columns) break;
      Tally& tally = span.row[column];
      tally.customers += on && column != reached ? 1 : 0;
      ++tally.orders;
      tally.revenue += values[at];
      revenue += values[at];
      reached = column;
    }
    if (span.leaves_early()) span.members->left_revenue += revenue;
    if (!on && reached >= 0) count_by_definition(span, begin, end, reached);
  }
}

/// `reached`: the last counted column with an order.
void Triangle::count_by_definition(const Span& span, uint32_t begin, uint32_t end,
                                   int32_t reached) {
  if (rule_.definition == CohortDefinition::bracket) {
    span.row[columns_ - 1].customers += reached >= static_cast<int32_t>(rule_.bracket_from) ? 1 : 0;
    return;
  }
  if (rule_.definition == CohortDefinition::on_or_after) {
    // An order in the window that has not passed yet is later than every counted column.
    const int32_t latest = span.column_of(orders_.days[end - 1]);
    ++span.row[std::min(latest, span.columns - 1)].customers;
    return;
  }
  uint32_t back = begin + 1;
  while (back < end && span.column_of(orders_.days[back]) == 0) ++back;
  if (back == end) return;
  const int32_t column = span.column_of(orders_.days[back]);
  if (column >= span.columns) return;
  ++span.row[column].customers;
  span.members->left_back += span.leaves_early() ? 1 : 0;
}

/// A refund that stands before its customer's first order belongs to no column.
void Triangle::book_postings() {
  const auto bracket_end = static_cast<int32_t>(rule_.bracket_to) + 1;
  Span span;
  for_each_posting(orders_, [&](Day day, uint32_t customer, MoneySum amount) {
    const uint32_t begin = orders_.first_of[customer];
    if (begin == orders_.first_of[customer + 1]) return;
    const Day first_order = orders_.days[begin];
    if (!span_of(first_order, span)) return;
    const PeriodIndex period = period_at_[day];
    if (rolling_ ? day < first_order : period < span.base) return;
    if (rule_.definition == CohortDefinition::bracket) {
      span.columns = span.columns < bracket_end ? 0 : bracket_end;
    }
    const int32_t column = span.column_of(day);
    if (column >= span.columns) return;
    span.row[column].revenue += amount;
    if (span.leaves_early()) span.members->left_revenue += amount;
  });
}

std::vector<Cohort> Triangle::rows() const {
  std::vector<Cohort> rows;
  for (size_t i = 0; i < members_.size(); ++i) {
    const Members& members = members_[i];
    if (members.size == 0) continue;
    Cohort& row = rows.emplace_back();
    row.index = first_ + static_cast<PeriodIndex>(i);
    row.size = members.size;
    row.too_few = members.size < rule_.minimum_n;
    const Tally* const tallies = tallies_.data() + i * columns_;
    if (rule_.definition == CohortDefinition::bracket) {
      row.cells.resize(1);
      fill_bracket(members, tallies, row.cells.front());
    } else {
      row.cells.resize(columns_);
      fill_columns(members, tallies, row.cells);
    }
  }
  return rows;
}

void Triangle::fill_columns(const Members& members, const Tally* row,
                            std::vector<CohortCell>& cells) const {
  uint64_t later = 0;  // who reached this column or a later one
  if (rule_.definition == CohortDefinition::on_or_after) {
    for (size_t k = 0; k < columns_; ++k) later += row[k].customers;
  }
  uint64_t back = 0;  // who was back by this column
  MoneySum cumulative = 0;
  const auto observed = static_cast<size_t>(members.whole) + (members.older > 0 ? 1 : 0);
  for (size_t k = 0; k < std::min(observed, columns_); ++k) {
    CohortCell& cell = cells[k];
    if (static_cast<int32_t>(k) == members.whole) {  // from here on of the older ones alone
      back -= members.left_back;
      cumulative -= members.left_revenue;
    }
    cell.customers = row[k].customers;
    if (rule_.definition == CohortDefinition::on_or_after) {
      cell.customers = later;
      later -= row[k].customers;
    } else if (rule_.definition == CohortDefinition::cumulative) {
      back += row[k].customers;
      cell.customers = back;
    }
    cell.orders = row[k].orders;
    cell.revenue = row[k].revenue;
    cumulative += row[k].revenue;
    cell.cumulative = cumulative;
    judge(members, static_cast<int32_t>(k), cell);
  }
}

/// REQUIRES: the tallies are of those alone who were observed to the bracket's end
void Triangle::fill_bracket(const Members& members, const Tally* row, CohortCell& cell) const {
  for (size_t k = 0; k < columns_; ++k) {
    cell.cumulative += row[k].revenue;
    if (k < rule_.bracket_from) continue;
    cell.customers += row[k].customers;
    cell.orders += row[k].orders;
    cell.revenue += row[k].revenue;
  }
  judge(members, static_cast<int32_t>(rule_.bracket_to), cell);
}

void Triangle::judge(const Members& members, int32_t column, CohortCell& cell) const {
  cell.n = column < members.whole ? members.size : column == members.whole ? members.older : 0;
  if (cell.n == 0) return;
  cell.state = cell.n < rule_.minimum_n ? CellState::too_few
               : cell.customers > 0     ? CellState::value
                                        : CellState::zero;
  cell.share = static_cast<double>(cell.customers) / static_cast<double>(cell.n);
  const auto interval = numeric::wilson_interval(cell.customers, cell.n);
  cell.low = interval.low;
  cell.high = interval.high;
}

/// The earliest first order that is counted.
std::optional<Day> oldest_first_order(const ledger::Orders& orders) {
  std::optional<Day> oldest;
  for (size_t customer = 0; customer < orders.customer_range(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    if (begin == orders.first_of[customer + 1]) continue;
    const Day day = orders.days[begin];
    if (orders.counted_from && day < *orders.counted_from) continue;
    if (!oldest || day < *oldest) oldest = day;
  }
  return oldest;
}

std::vector<CohortColumn> columns_of(const std::vector<Cohort>& rows) {
  if (rows.empty()) return {};
  std::vector<CohortColumn> columns(rows.front().cells.size());
  for (size_t k = 0; k < columns.size(); ++k) {
    CohortColumn& column = columns[k];
    double shares = 0;
    size_t cohorts = 0;
    for (const Cohort& row : rows) {
      const CohortCell& cell = row.cells[k];
      if (cell.state == CellState::not_observed) continue;
      column.n += cell.n;
      column.customers += cell.customers;
      column.revenue += cell.revenue;
      column.cumulative += cell.cumulative;
      shares += cell.share;
      ++cohorts;
    }
    if (cohorts > 0) column.simple = shares / static_cast<double>(cohorts);
  }
  return columns;
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

Cohorts compute_cohorts(const ledger::Orders& orders, const CohortRule& rule) {
  Cohorts cohorts;
  const auto oldest = oldest_first_order(orders);
  if (!orders.as_of || !oldest) return cohorts;
  const PeriodIndex last = period_of(*orders.as_of, rule.unit);
  cohorts.last_period_complete =
      rule.basis == CohortBasis::rolling || *orders.as_of >= last_day(last, rule.unit);
  cohorts.truncated = last - period_of(*oldest, rule.unit) >= kMaxPeriods;
  const Day start = cohorts.truncated ? first_day(last - kMaxPeriods + 1, rule.unit) : *oldest;

  Triangle triangle(orders, rule, start);
  triangle.count_orders();
  triangle.book_postings();
  cohorts.rows = triangle.rows();
  cohorts.columns = columns_of(cohorts.rows);
  return cohorts;
}

}  // namespace dangol::metrics
