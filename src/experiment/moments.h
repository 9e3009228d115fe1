// What a column of numbers leaves behind once it has been read: enough for every comparison of
// means and ratios, in one pass, from parts in any order.
#pragma once

#include <optional>
#include <span>

namespace dangol::experiment {

/// How many numbers, their mean, and the sum of squared distances from it. Source: T. F. Chan,
/// G. H. Golub, R. J. LeVeque, The American Statistician 37 (1983) 242-247.
struct Moments {
  double n = 0;
  double mean = 0;
  double m2 = 0;

  void add(double value);
  void merge(const Moments& other);

  /// With n - 1 below; none for fewer than two numbers. Exactly 0 when all are equal.
  [[nodiscard]] std::optional<double> variance() const;

  /// From typed sums. A variance that drowns in the rounding of the sums counts as 0.
  /// REQUIRES: n > 0, sum_of_squares >= 0
  [[nodiscard]] static Moments from_sums(double n, double sum, double sum_of_squares);
};

/// O(values).
[[nodiscard]] Moments moments_of(std::span<const double> values);

/// The same for two columns at once, and how they move together.
struct CrossMoments {
  double n = 0;
  double mean_x = 0;
  double mean_y = 0;
  double m2_x = 0;
  double m2_y = 0;
  double cross = 0;  ///< the sum of products of both distances from the means

  void add(double x, double y);
  void merge(const CrossMoments& other);
  [[nodiscard]] Moments x() const { return {n, mean_x, m2_x}; }
  [[nodiscard]] Moments y() const { return {n, mean_y, m2_y}; }

  /// REQUIRES: n > 0
  [[nodiscard]] static CrossMoments from_sums(double n, double sum_x, double sum_of_squares_x,
                                              double sum_y, double sum_of_squares_y,
                                              double sum_of_products);
};

/// O(values). REQUIRES: as many y as x
[[nodiscard]] CrossMoments cross_moments_of(std::span<const double> x, std::span<const double> y);

/// The variance of y - slope x for one user, with n - 1 below; none for fewer than two users. What
/// rounding alone leaves of two columns that are multiples of each other counts as 0.
[[nodiscard]] std::optional<double> residual_variance(const CrossMoments& users, double slope);

}  // namespace dangol::experiment
