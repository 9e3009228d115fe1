// How much a customer who may leave after any purchase will still buy: the one integral behind the
// expectations of BG/NBD and MBG/NBD.
#pragma once

#include <optional>

namespace dangol::models {

/// The mean of (1 - (1 + p tau)^-shape) / p over p of the beta distribution of a and b: purchases
/// expected within a time, of somebody whose rate is gamma distributed with this shape, who leaves
/// after each purchase with probability p; tau is the time as a multiple of the rate's scale.
///
/// In the papers it is (a + b - 1) / (a - 1) (1 - (1 - z)^shape F(shape, b; a + b - 1; z)) with
/// z = tau / (1 + tau), which overflows where shape is large. Euler's transformation cancels the
/// power: (1 - z)^(a - 1) F(a + b - shape - 1, a - 1; a + b - 1; z) takes its place. That is
/// computed where no digits are lost to the poles at a = 1 and a + b = 1 or to the difference.
/// Elsewhere it is the integral over 0..z of shape (1 - u)^(a - 2) F(a + b - shape - 1, a; a + b;
/// u), term by term, which has no poles and takes nothing away. Where the series are long, or would
/// cancel as they do for a large shape with small a + b, the mean is taken by the trapezoidal rule
/// over the logit of p, which converges exponentially. Right to about 1e-11, relative. REQUIRES:
/// all above 0 and below 1e10, tau >= 0. Sources: P. Fader, B. Hardie, K. L. Lee, Marketing Science
/// 24 (2005), appendix; M. Abramowitz, I. A. Stegun (1964), 15.3.3; L. Trefethen, J. Weideman, SIAM
/// Review 56 (2014) 385-458.
[[nodiscard]] double purchases_until_dropout(double shape, double a, double b, double tau);

/// The three ways, each where it holds; for tests. Both sums need what the first tells; the closed
/// form is none where it would lose digits.
[[nodiscard]] bool dropout_series_serves(double shape, double a, double b, double tau);
[[nodiscard]] std::optional<double> dropout_closed_form(double shape, double a, double b,
                                                        double tau);
[[nodiscard]] double dropout_series(double shape, double a, double b, double tau);
[[nodiscard]] double dropout_quadrature(double shape, double a, double b, double tau);

}  // namespace dangol::models
