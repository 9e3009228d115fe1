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

/// Columns that hold anything: 1 + the last column that some cohort has reached.
[[nodiscard]] size_t observed_columns(const report::Cohorts& cohorts);

/// Draws at `at`; `pan` is how far the columns are scrolled, CSS pixels, and is kept in range here.
/// Returns the bottom.
float draw_cohort_table(Canvas& canvas, Point at, float width, const CohortTable& table,
                        float& pan);

}  // namespace dangol::ui
