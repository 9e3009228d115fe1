// How much a customer who may leave after any purchase will still buy: the one integral behind the
// expectations of BG/NBD and MBG/NBD.
#pragma once

namespace dangol::models {

/// The mean of (1 - (1 + p tau)^-shape) / p over p of the beta distribution of a and b: purchases
/// expected within a time, of somebody whose rate is gamma distributed with this shape, who leaves
/// after each purchase with probability p; tau is the time as a multiple of the rate's scale.
///
/// In the papers it is (a + b - 1) / (a - 1) (1 - (1 - z)^shape F(shape, b; a + b - 1; z)) with
/// z = tau / (1 + tau), which has poles to be cancelled at a = 1 and a + b = 1, and overflows where
/// shape is large. Here it is the integral over 0..z of shape (1 - u)^(a - 2) F(a + b - shape - 1,
/// a; a + b; u) (Euler's transformation under the integral), term by term: no pole is left and, but
/// for a large shape with small a + b, no cancellation. Where that series is long or would cancel,
/// the mean is taken by the trapezoidal rule over the logit of p, which converges exponentially.
/// Right to about 1e-12, relative. REQUIRES: all above 0 and below 1e10, tau >= 0.
/// Sources: P. Fader, B. Hardie, K. L. Lee, Marketing Science 24 (2005), appendix; M. Abramowitz,
/// I. A. Stegun (1964), 15.3.3; L. Trefethen, J. Weideman, SIAM Review 56 (2014) 385-458.
[[nodiscard]] double purchases_until_dropout(double shape, double a, double b, double tau);

/// The two ways, each where it holds; for tests.
[[nodiscard]] bool dropout_series_serves(double shape, double a, double b, double tau);
[[nodiscard]] double dropout_series(double shape, double a, double b, double tau);
[[nodiscard]] double dropout_quadrature(double shape, double a, double b, double tau);

}  // namespace dangol::models
