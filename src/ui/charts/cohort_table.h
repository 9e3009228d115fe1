// The cohort triangle: one row per cohort, one column per period since the first order. What has
// not happened yet is blank, a true zero is an outlined 0, and what rests on too few customers is
// hatched; the last, unfinished period carries a star.
#pragma once

#include <string_view>

#include "report/report.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

enum class CohortMode { share, customers, revenue };

struct CohortTable {
  const report::Cohorts& cohorts;
  CohortMode mode = CohortMode::share;
  std::string_view currency;
};

/// How far the columns are scrolled, CSS pixels, and what that can be; the table keeps it up.
struct CohortPan {
  float offset = 0;
  float most = 0;  ///< 0 = all columns fit
  float page = 0;  ///< the columns in view, together
};

/// Columns that hold anything: 1 + the last column that some cohort has reached.
[[nodiscard]] size_t observed_columns(const report::Cohorts& cohorts);
/// Whether the column's average rests on customers enough to judge by.
[[nodiscard]] bool average_tells(const report::Cohorts& cohorts, size_t column);

/// Draws at `at`. Returns the bottom.
float draw_cohort_table(Canvas& canvas, Point at, float width, const CohortTable& table,
                        CohortPan& pan);

}  // namespace dangol::ui
