// The distributions behind p-values, limits and sample sizes. Boost.Math stands behind this one
// header; nothing of it is seen outside distributions.cpp. Upper tails are complements of their
// own, never 1 - cdf: relative precision (1e-12 where nothing else is said) holds until the
// smallest double. Impossible arguments, such as df <= 0 or a probability outside [0, 1], give NaN.
#pragma once

namespace dangol::numeric {

[[nodiscard]] double normal_density(double z);

/// P(Z <= z) and P(Z >= z) of the standard normal distribution, within 1e-14.
[[nodiscard]] double normal_cdf(double z);
[[nodiscard]] double normal_upper(double z);

/// The z with P(Z <= z) = p, or with P(Z >= z) = q: infinite at 0 and 1.
[[nodiscard]] double normal_quantile(double p);
[[nodiscard]] double normal_upper_quantile(double q);

/// P(T >= t) and P(|T| >= |t|) of Student's distribution; `df` > 0 may be a fraction.
[[nodiscard]] double student_upper(double t, double df);
[[nodiscard]] double student_two_sided(double t, double df);

/// The t with P(T <= t) = p, 0 < p < 1. For a small upper tail q take -student_quantile(q, df).
[[nodiscard]] double student_quantile(double p, double df);

/// P(T <= t) of the noncentral distribution with noncentrality `delta` (the power of a t test),
/// within 1e-10 absolutely.
[[nodiscard]] double noncentral_student_cdf(double t, double df, double delta);

/// P(X >= x) of the chi-squared distribution, df > 0; 1 for x <= 0.
[[nodiscard]] double chi_squared_upper(double x, double df);

/// P(F >= f) of the F distribution; 1 for f <= 0.
[[nodiscard]] double f_upper(double f, double df1, double df2);

/// P(X <= x) and P(X >= x) of the beta distribution, 0 <= x <= 1, a and b > 0.
[[nodiscard]] double beta_cdf(double x, double a, double b);
[[nodiscard]] double beta_upper(double x, double a, double b);

/// The x with P(X <= x) = p.
[[nodiscard]] double beta_quantile(double p, double a, double b);
[[nodiscard]] double beta_density(double x, double a, double b);

/// ln of "n choose k", 0 <= k <= n.
[[nodiscard]] double log_choose(double n, double k);

}  // namespace dangol::numeric
