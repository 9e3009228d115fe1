// Sums that stand for integrals of smooth functions over a piece of a line.
#pragma once

#include <array>
#include <span>

namespace dangol::numeric {

struct QuadratureNode {
  double at = 0;      ///< between 0 and 1
  double weight = 0;  ///< these sum to 1
};

/// The Gauss-Legendre rule of `points` nodes over 0..1: exact for polynomials below degree
/// 2 points. Rules are made when first asked for. REQUIRES: 1 <= points <= kMostNodes.
/// Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 25.4.29 and
/// 22.16.6.
inline constexpr int kMostNodes = 24;
[[nodiscard]] std::span<const QuadratureNode> gauss_legendre(int points);

}  // namespace dangol::numeric
