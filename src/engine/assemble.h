// Puts a Report together: settles the ledger by the options, asks every measure, and words it in
// the Report's plain types. The only place where metrics and report meet.
#pragma once

#include <memory>

#include "engine/import.h"
#include "engine/options.h"
#include "ledger/settle.h"
#include "metrics/gaps.h"
#include "report/report.h"

namespace dangol::engine {

/// The orders of the last Report: most changes of an option leave them as they are.
struct Settled {
  ledger::Policy policy;
  ledger::Orders orders;
  metrics::Gaps gaps;
};

/// The same data and options give the same Report, whatever `settled` holds; it is brought up to
/// date where the policy is another one. O(lines), or O(orders) where it is not.
[[nodiscard]] report::Report assemble(const Dataset& data, const Options& options,
                                      std::unique_ptr<Settled>& settled);

}  // namespace dangol::engine
