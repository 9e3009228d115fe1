// Puts a Report together: settles the ledger by the options, asks every measure, and words it in
// the Report's plain types. The only place where metrics and report meet.
#pragma once

#include "engine/import.h"
#include "engine/options.h"
#include "report/report.h"

namespace dangol::engine {

/// Pure: the same data and options give the same Report. O(lines).
[[nodiscard]] report::Report assemble(const Dataset& data, const Options& options);

}  // namespace dangol::engine
