// Which column of the files names the variants of an experiment.
#pragma once

#include <string_view>

#include "engine/options.h"
#include "ledger/attributes.h"
#include "table/schema.h"

namespace dangol::engine {

struct Dataset;

/// Adds the column of that name to the dimensions, unless it is one of them; nothing where there is
/// none.
void experiment_keep_column(std::string_view name, table::Schema& schema);

/// The orders' column with the variants: the one that the options name, else the one whose role it
/// is; null where neither was kept. O(columns)
[[nodiscard]] const ledger::Attribute* experiment_attribute(const Dataset& data,
                                                            const ExperimentOptions& options);

/// Whether the options name another column than the data were read with, and some file has it.
[[nodiscard]] bool experiment_needs_import(const Dataset& data, const Options& options);

}  // namespace dangol::engine
