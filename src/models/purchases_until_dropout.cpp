#include "models/purchases_until_dropout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "numeric/special.h"

namespace dangol::models {

namespace {

constexpr int kMostTerms = 512;
constexpr double kDigits = 38;  // e^-38: below what a double tells

/// (1 - (1 + p tau)^-shape) / p.
double bought(double shape, double p, double tau) {
  if (p * tau * shape < 1e-18) return shape * tau;
  return -std::expm1(-shape * std::log1p(p * tau)) / p;
}

}  // namespace

bool dropout_series_serves(double shape, double a, double b, double tau) {
  // Terms fall as z^k, after they have grown as k^(a - 1) at most.
  const double growth = a * (1 + std::log1p(kMostTerms / a));
  if (!(kMostTerms * std::log1p(1 / tau) > 2 * kDigits + growth)) return false;
  // They cancel where d is well below 0.
  const double d = a + b - shape - 1;
  const double z = tau / (1 + tau);
  return d >= 0 || -d * std::log((1 + z) / (1 - z)) < 7;
}

std::optional<double> dropout_closed_form(double shape, double a, double b, double tau) {
  constexpr double kNearPole = 1.0 / 64;
  constexpr double kLost = 1e-3;  // of what is taken from 1: three digits
  const double c = a + b - 1;
  if (std::abs(a - 1) < kNearPole || c < kNearPole) return std::nullopt;
  const double z = tau / (1 + tau);
  const double d = c - shape;
  double term = 1;
  double sum = 1;
  for (double k = 0; k < kMostTerms; ++k) {
    term *= (d + k) * (a - 1 + k) * z / ((c + k) * (k + 1));
    sum += term;
    if (std::abs(term) < 1e-17 * std::abs(sum) && k > -d) break;
  }
  const double rest = 1 - std::exp((1 - a) * std::log1p(tau)) * sum;
  if (std::abs(rest) < kLost) return std::nullopt;
  return rest * c / (a - 1);
}

double dropout_series(double shape, double a, double b, double tau) {
  const double z = tau / (1 + tau);
  const double d = a + b - shape - 1;
  const double c = a + b;
  // The terms of F at the end of the integral.
  std::array<double, kMostTerms> terms;
  int count = 0;
  double term = 1;
  double sum = 0;
  while (count < kMostTerms) {
    terms[static_cast<size_t>(count)] = term;
    sum += term;
    const double k = count++;
    term *= (d + k) * (a + k) / ((c + k) * (k + 1)) * z;
    if (std::abs(term) < 1e-18 * std::abs(sum) && k > -d) break;
  }
  // The integral of v^k (1 - z v)^(a - 2) over 0..1, from k to k - 1, which is stable; a rough
  // value for a k so large that what is wrong with it has faded where it is first used.
  const double power = std::exp((1 - a) * std::log1p(tau));  // (1 - z)^(a - 1)
  const double fading = (kDigits + a) / std::log1p(1 / tau);
  double k = std::ceil(count + fading + 4 * a * tau);
  double integral = power * (1 + tau) / (k + 1 + (2 - a) * tau);
  for (; k >= count; --k) integral = ((k + a - 1) * z * integral + power) / k;
  double total = 0;
  for (int i = count - 1; i >= 0; --i) {
    total += terms[static_cast<size_t>(i)] * integral;
    if (i > 0) integral = ((i + a - 1) * z * integral + power) / i;
  }
  return shape * z * total;
}

double dropout_quadrature(double shape, double a, double b, double tau) {
  // What is integrated is the distance of bought() to its value at p = 1, and where a is small to
  // the line between its two ends: the slow tails of the beta density, where p is near 0 or 1, are
  // then taken exactly, and the rest falls at least as p or 1 - p does.
  const double at_zero = shape * tau;
  const double at_one = bought(shape, 1, tau);
  const bool line = a < 1 && a * std::log1p(at_zero) < 7;
  const double known = line ? (at_zero * b + at_one * a) / (a + b) : at_one;
  // The density of the logit is p^a q^b / B(a, b), taken relative to its peak at p = a / (a + b).
  const double peak = std::log(a / b);
  const double log_peak = -a * std::log1p(b / a) - b * std::log1p(a / b);
  const double scale = std::exp(log_peak - numeric::log_beta(a, b));
  const double width = std::sqrt(1 / a + 1 / b);
  const double step = std::min(0.25, 0.65 * width);
  const auto value_at = [&](double logit) {
    // p and q = 1 - p, both exactly.
    const double e = std::exp(-std::abs(logit));
    const double small = e / (1 + e);
    const double large = 1 / (1 + e);
    const double p = logit < 0 ? small : large;
    const double q = logit < 0 ? large : small;
    const double log_large = -std::log1p(e);
    const double log_small = log_large - std::abs(logit);
    const double log_p = logit < 0 ? log_small : log_large;
    const double log_q = logit < 0 ? log_large : log_small;
    const double density = std::exp(a * log_p + b * log_q - log_peak);
    const double end = line ? at_zero * q + at_one * p : at_one;
    return density * (bought(shape, p, tau) - end);
  };
  double sum = value_at(peak);
  for (const double direction : {-step, step}) {
    double last = 0;
    for (int i = 1; i < 20000; ++i) {
      const double value = value_at(peak + i * direction);
      sum += value;
      const double size = std::abs(value);
      if (size <= last && size < 1e-18 * std::abs(sum)) break;
      if (size == 0 && i > 40) break;
      last = size;
    }
  }
  return known + sum * step * scale;
}

double purchases_until_dropout(double shape, double a, double b, double tau) {
  if (!(tau > 0)) return 0;
  if (!dropout_series_serves(shape, a, b, tau)) return dropout_quadrature(shape, a, b, tau);
  const std::optional<double> quick = dropout_closed_form(shape, a, b, tau);
  return quick ? *quick : dropout_series(shape, a, b, tau);
}

}  // namespace dangol::models
