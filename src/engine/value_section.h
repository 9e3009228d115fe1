// What the files of the section `value` share.
#pragma once

#include "engine/sections.h"
#include "models/customer_base.h"
#include "models/predictions.h"
#include "report/value.h"

namespace dangol::engine {

[[nodiscard]] report::Range to_range(const models::Interval& from);
/// Revenue times the margin; none without one.
[[nodiscard]] report::Range margin_of(const report::Range& revenue, const report::Number& margin);

/// By the period of the first order, by segment, and by channel where the data have one.
void add_value_groups(const Analysis& analysis, const models::CustomerBase& base,
                      const models::Predictions& predictions, report::Value& value);

/// The grid, the bands of P(alive), and whom to look at: worry, likely, one_time.
void add_value_pictures(const models::Histories& histories, const models::Predictions& predictions,
                        report::Value& value);

}  // namespace dangol::engine
