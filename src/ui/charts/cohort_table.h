// The cohort triangle: one row per cohort, one column per period since the first order. What has
// not happened yet is blank, a true zero is an outlined 0, and what rests on too few customers is
// hatched; the last, unfinished period carries a star.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/charts/cohort_values.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct CohortTable {
  const report::Cohorts& cohorts;
  CohortMode mode = CohortMode::share;
  std::string_view currency;
  bool simple = false;  ///< the average that counts each cohort the same
  bool newest_first = false;
  std::vector<std::string>& picks;  ///< cohorts to compare; a press on a name adds or takes away
  std::optional<size_t>& column;    ///< the one to follow; a press on its head changes it
};
/// So many can be told apart as lines.
inline constexpr size_t kMostPicks = 5;

/// How far the columns are scrolled, CSS pixels, and what that can be; the table keeps it up.
struct CohortPan {
  float offset = 0;
  float most = 0;  ///< 0 = all columns fit
  float page = 0;  ///< the columns in view, together
};

/// Draws at `at`. Returns the bottom.
float draw_cohort_table(Canvas& canvas, Point at, float width, const CohortTable& table,
                        CohortPan& pan);

}  // namespace dangol::ui
