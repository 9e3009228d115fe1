// Experiments without a file, as JSON in and JSON out like the calculators: typed counts go in and
// the experiment comes out; what is to be found goes in and a plan comes out.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "report/experiment.h"

namespace dangol::engine {

/// Typed counts as JSON: `{ variants: [{ name, users, conversions, orders, orders_squares, revenue,
/// revenue_squares }], days_running, ... }`, with every field of the option `experiment` besides.
/// All but `users` may be absent: names are A, B, C, ...; `conversions` make the measure
/// `conversion`, `revenue` makes `revenue` (of a user), `orders` makes `orders`, and the sums of
/// squares of the users' values let those two be tested.
///
/// Errors: options_unreadable; option_value (`detail`: which).
[[nodiscard]] Result<report::Experiment> experiment_of_counts(std::string_view json);

/// The same as JSON.
[[nodiscard]] Result<std::string> test_counts(std::string_view json);

/// `{ kind, baseline, sd, effect, users, arms, shares, margin, alpha, power, sides, correction,
/// peeking, looks, users_per_day }`. Needed are `baseline` (of the control: a share, or the mean of
/// a user), but for kind "proportion" the `sd` of one user, and one of `effect` (relative, as 0.1)
/// and `users` (of all arms). Defaults: "proportion", 2 arms of one size, 0.05, 0.8, "two", "holm",
/// "none"; 5 looks where they are "planned".
///
/// Gives
/// ```
/// { kind, baseline, sd|null, effect|null, shares [], margin, alpha, power, sides, correction,
///   peeking, looks|null, users_per_day|null,
///   comparison_alpha|null, inflation|null,
///   users_per_arm [], total|null, days|null, power_reached|null,
///   detectable [{ users, days|null, effect|null }], power_curve [{ effect, power|null }] }
/// ```
/// Without `effect` in the question it is what `users` show with the power that is asked for, null
/// where nothing is. With both, `power_reached` is that of so many users. `power_curve` is of
/// `total` users. See experiment/plan.h.
///
/// Errors: options_unreadable; option_value (`detail`: which).
[[nodiscard]] Result<std::string> plan_test(std::string_view json);

}  // namespace dangol::engine
