// Puts a Report together: settles the ledger by the options, asks every measure, and words it in
// the Report's plain types. The only place where metrics and report meet.
#pragma once

#include <memory>
#include <vector>

#include "engine/import.h"
#include "engine/options.h"
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
  std::vector<table::Warning> filter_warnings;
  Options options;
  report::Report report;
};

/// The same data and options give the same Report, whatever was answered before: `last` is brought
/// up to date, and only the sections that the changed options speak of are computed. O(lines) where
/// the policy is another one, else O(orders) for each such section.
[[nodiscard]] const report::Report& assemble(const Dataset& data, const Options& options,
                                             std::unique_ptr<Answered>& last);

}  // namespace dangol::engine
