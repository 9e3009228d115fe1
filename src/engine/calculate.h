// The calculators for visitors without a file, as JSON in and JSON out: what the module, the page
// and the mirror share. See metrics/calculators.h for what they compute.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dangol::engine {

/// `{"name": "retention", "inputs": {"s": "120", "e": 130}}`: texts as typed, or numbers.
///
/// Gives `{"name", "fields": [{"name", "kind", "optional", "value", "problem", "chosen",
/// "options"}], "results": [{"name", "unit", "formula", "value", "low", "high", "n", "state",
/// "missing", "problem"}]}`. `state`: "value", "missing" (the fields in `missing` are blank),
/// "invalid" (a field that it needs has a problem) or "impossible" (`problem` says why). `problem`:
/// null or
/// `{"code", "other"}`. Errors: calculator_unknown.
[[nodiscard]] Result<std::string> calculate(std::string_view json);

}  // namespace dangol::engine
