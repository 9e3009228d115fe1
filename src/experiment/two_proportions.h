// Two shares against each other by the normal distribution: tests, and intervals of the difference,
// the ratio and the odds ratio. proportion_comparison.h chooses among them; exact_test.h is for
// small counts.
//
// Everywhere REQUIRES: n >= 1, 0 <= successes <= n, 0 < alpha < 1. Statistics are of the treatment
// against the control: positive where the treatment has more. Intervals are two-sided, at 1 -
// alpha.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "experiment/interval.h"

namespace dangol::experiment {

/// Whether half a success is taken off every difference (F. Yates, Supplement to the Journal of the
/// Royal Statistical Society 1 (1934) 217-235). It makes tests and intervals conservative.
enum class Continuity : uint8_t { none, yates };

/// Whose variance divides the difference: of all together, or of each side its own.
enum class Variance : uint8_t { pooled, unpooled };

/// Two-proportion z test. Its square is Pearson's chi-squared statistic when `pooled`. Without any
/// variance, as 0 of n against 0 of n, p = 1.
[[nodiscard]] Test z_test(Count control, Count treatment, Sides sides,
                          Variance variance = Variance::pooled,
                          Continuity continuity = Continuity::none);

/// Likelihood-ratio chi-squared, df = 1, two-sided. `yates` moves each cell half a unit towards
/// what was expected.
[[nodiscard]] Test g_test(Count control, Count treatment, Continuity continuity);

/// Pearson's chi-squared test that all arms share one rate, df = arms - 1: the global test of three
/// or more variants. p = 1 where all or none succeeded. Arms without users are left out; fewer than
/// two arms give df 0 and p = 1.
[[nodiscard]] Test homogeneity_test(std::span<const Count> arms);

/// Difference, symmetric around what was seen and cut at -1 and 1. It contradicts its test at the
/// edges; shown nowhere, kept as what other tools print.
[[nodiscard]] Interval wald_difference(Count control, Count treatment, double alpha,
                                       Variance variance, Continuity continuity);

/// Difference by two Wilson intervals: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890,
/// method 10.
[[nodiscard]] Interval newcombe(Count control, Count treatment, double alpha);

/// Difference by the score statistic with the factor N / (N - 1): O. S. Miettinen, M. Nurminen,
/// Statistics in Medicine 4 (1985) 213-226.
[[nodiscard]] Interval miettinen_nurminen(Count control, Count treatment, double alpha);

/// Difference by the score statistic as it is: exactly the differences that the pooled z test,
/// taken to that difference, accepts. R. Mee, Biometrics 40 (1984) 1175-1176.
[[nodiscard]] Interval score_difference(Count control, Count treatment, double alpha);

/// Ratio, treatment / control, by the score statistic: P. A. R. Koopman, Biometrics 40 (1984)
/// 513-517. It ends at infinity where the control has no successes; (0, infinity) where neither
/// has.
[[nodiscard]] Interval ratio_score(Count control, Count treatment, double alpha);

/// Ratio by its logarithm: D. Katz and others, Biometrics 34 (1978) 469-474. None where an arm has
/// no successes. With `yates` the half success counts as a share of the control's.
[[nodiscard]] std::optional<Interval> katz_ratio(Count control, Count treatment, double alpha,
                                                 Variance variance = Variance::unpooled,
                                                 Continuity continuity = Continuity::none);

/// The same with half a success and half a user added to each arm: S. D. Walter, Biometrika 62
/// (1975) 371-374.
[[nodiscard]] Interval adjusted_log_ratio(Count control, Count treatment, double alpha);

/// Odds ratio by the score statistic with the factor N / (N - 1), as Miettinen and Nurminen.
[[nodiscard]] Interval odds_ratio_score(Count control, Count treatment, double alpha);

}  // namespace dangol::experiment
