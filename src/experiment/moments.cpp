#include "experiment/moments.h"

#include <cstddef>
#include <limits>

namespace dangol::experiment {

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();

}  // namespace

void Moments::add(double value) {
  n += 1;
  const double distance = value - mean;
  mean += distance / n;
  m2 += distance * (value - mean);
}

void Moments::merge(const Moments& other) {
  if (other.n == 0) return;
  const double distance = other.mean - mean;
  const double share = other.n / (n + other.n);
  m2 += other.m2 + distance * distance * n * share;
  mean += distance * share;
  n += other.n;
}

std::optional<double> Moments::variance() const {
  if (n < 2) return std::nullopt;
  return m2 / (n - 1);
}

Moments Moments::from_sums(double n, double sum, double sum_of_squares) {
  const double mean = sum / n;
  const double m2 = sum_of_squares - sum * mean;
  return {n, mean, m2 > 4 * kEpsilon * sum_of_squares ? m2 : 0};
}

Moments moments_of(std::span<const double> values) {
  Moments moments;
  for (const double value : values) moments.add(value);
  return moments;
}

void CrossMoments::add(double x, double y) {
  n += 1;
  const double from_x = x - mean_x;
  const double from_y = y - mean_y;
  mean_x += from_x / n;
  mean_y += from_y / n;
  m2_x += from_x * (x - mean_x);
  m2_y += from_y * (y - mean_y);
  cross += from_x * (y - mean_y);
}

void CrossMoments::merge(const CrossMoments& other) {
  if (other.n == 0) return;
  const double from_x = other.mean_x - mean_x;
  const double from_y = other.mean_y - mean_y;
  const double share = other.n / (n + other.n);
  m2_x += other.m2_x + from_x * from_x * n * share;
  m2_y += other.m2_y + from_y * from_y * n * share;
  cross += other.cross + from_x * from_y * n * share;
  mean_x += from_x * share;
  mean_y += from_y * share;
  n += other.n;
}

CrossMoments CrossMoments::from_sums(double n, double sum_x, double sum_of_squares_x, double sum_y,
                                     double sum_of_squares_y, double sum_of_products) {
  const Moments x = Moments::from_sums(n, sum_x, sum_of_squares_x);
  const Moments y = Moments::from_sums(n, sum_y, sum_of_squares_y);
  const bool varies = x.m2 > 0 && y.m2 > 0;
  return {n, x.mean, y.mean, x.m2, y.m2, varies ? sum_of_products - sum_x * y.mean : 0};
}

CrossMoments cross_moments_of(std::span<const double> x, std::span<const double> y) {
  CrossMoments moments;
  for (size_t i = 0; i < x.size(); ++i) moments.add(x[i], y[i]);
  return moments;
}

std::optional<double> residual_variance(const CrossMoments& users, double slope) {
  if (users.n < 2) return std::nullopt;
  const double both = users.m2_y + slope * slope * users.m2_x;
  const double rest = both - 2 * slope * users.cross;
  return rest > 64 * kEpsilon * both ? rest / (users.n - 1) : 0;
}

}  // namespace dangol::experiment
