// Puts a Report together: settles the ledger by the options, asks every measure, and words it in
// the Report's plain types. The only place where metrics and report meet.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "engine/import.h"
#include "engine/options.h"
#include "engine/section.h"
#include "engine/sections.h"
#include "ledger/settle.h"
#include "metrics/customer_status.h"
#include "metrics/gaps.h"
#include "report/report.h"

namespace dangol::engine {

/// The last Report and what it was made of: most changes of an option leave most of it as it is.
struct Answered {
  ledger::Policy policy;
  ledger::Orders all;
  metrics::Gaps gaps_of_all;
  metrics::ChurnWindow window;
  ledger::Orders narrowed;  ///< what the filters leave; unused where there are none
  ledger::Orders compared;  ///< as Analysis::compared; unused without a filter by segment
  std::vector<table::Warning> filter_warnings;
  report::Selection selection;
  Findings findings;
  Options options;
  /// By Section: a Report with the members and warnings of that section alone; null where it has
  /// not been computed under `options`.
  std::array<std::unique_ptr<report::Report>, kSectionCount> known;
  report::Report report;
};

/// The same data and options give the same Report, whatever was answered before: `last` is brought
/// up to date, and of the sections asked for only those are computed that were not, or of which the
/// changed options speak. O(lines) where the policy is another one, else O(orders) for each such
/// section.
[[nodiscard]] const report::Report& assemble(const Dataset& data, const Options& options,
                                             std::unique_ptr<Answered>& last);

/// What assemble() has left in `last`, for those who need more than a Report holds.
[[nodiscard]] Analysis analysis_of(const Dataset& data, const Options& options, Answered& last);

}  // namespace dangol::engine
