// The contractual projection, as JSON in and JSON out like the calculators: how many of a cohort
// were left each period goes in, how many will be comes out.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace dangol::engine {

/// `{"retained": "1000, 869, 743"}` or `[1000, 869, "74.3%"]`: see read_retained(). Further, each
/// with a default: `customers`, at the start, where shares are given (1000); `periods` to project
/// (12; 1 to 600); `discount_rate`, a year (0.1; 0.001 to 10); `period`, of the numbers ("year";
/// "quarter", "month", "week").
///
/// Gives
/// ```
/// { customers, base: "counted"|"typed"|"assumed", period, discount_rate (of a period),
///   observed: [{ period, customers, share, retention_rate|null }],
///   fits: [{ model: "sbg"|"bdw", parameters {}, standard_errors {}, log_likelihood, aic, bic,
///            gradient_norm, hessian_definite, verdict }],
///   chosen: "sbg"|"bdw",
///   curve: [{ period, observed|null, sbg|null, bdw|null, low|null, high|null,
///             customers|null { value, low|null, high|null } }],
///   expected_remaining: { renewals, periods, discounted, low|null, high|null,
///                         by_renewals: [{ the same five }] } }
/// ```
/// Numbers of a fit that was not made are null. `chosen` has the better BIC; a model whose
/// parameters the data do not tell has to be better by 10. `low` and `high` of the curve: the
/// chosen model's share, 95% by the covariance of its parameters on the scale of the logit; where
/// customers seem alike, by how sure their one rate is.
/// `customers`: of those who are here now, how many still will be; its 95% interval takes in chance
/// besides. `expected_remaining`: of who is here now, and of who renewed so often and has just
/// paid: `periods` paid within the next `periods` of the question, and without end but discounted,
/// the present one included in both; 95% limits of the latter. See models/contractual.h.
///
/// Errors: options_unreadable; option_value (`detail`: which); those of read_retained().
[[nodiscard]] Result<std::string> project(std::string_view json);

}  // namespace dangol::engine
