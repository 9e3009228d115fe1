// Decides on the role of every column of a Schema.
#pragma once

#include "table/sample.h"
#include "table/schema.h"

namespace dangol::table {

/// Fills roles, preset, currency, number formats, amount scope, zone and warnings of `schema`,
/// whose columns have their names. What the user chose comes first and is never overwritten.
/// O(cells of the sample).
void detect_roles(const Sample& sample, const MappingChoice& chosen, Schema& schema);

}  // namespace dangol::table
