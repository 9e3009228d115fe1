// The confluent hypergeometric function that values customers without a horizon.
#pragma once

namespace dangol::numeric {

/// e^z E_s(z) = z^(s-1) Psi(s, s; z) = Psi(1, 2 - s; z), for E_s the exponential integral and Psi
/// Tricomi's confluent function: the integral of e^(-z t) (1 + t)^-s over t >= 0. Taken as an
/// integral of a positive function, so that whole s are nothing special and nothing cancels.
/// REQUIRES: z > 0, s >= 0. Relative error about 1e-14. About 60 exponentials at z = 1, 20 more for
/// each factor of 10 below.
/// Source: NIST Digital Library of Mathematical Functions, 8.19.1, 13.4.4 and 13.6.6.
[[nodiscard]] double scaled_exponential_integral(double s, double z);

}  // namespace dangol::numeric
