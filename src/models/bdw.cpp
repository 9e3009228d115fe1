#include "models/bdw.h"

#include <cmath>

#include "numeric/special.h"

namespace dangol::models {
namespace {

/// ln of the share of those who stay through renewal t who were there after t - 1.
double log_retention_rate(const Bdw& bdw, double t) {
  const double before = std::pow(t - 1, bdw.c);
  return log_share_kept(bdw.alpha, bdw.beta + before, std::pow(t, bdw.c) - before);
}

/// The derivatives of ln survival(t) by alpha, beta and c, but for what does not depend on t.
numeric::Vector slopes(const Bdw& bdw, double t) {
  const double power = std::pow(t, bdw.c);
  const double stay = numeric::digamma(bdw.beta + power);
  const double all = numeric::digamma(bdw.alpha + bdw.beta + power);
  return {-all, stay - all, t > 0 ? (stay - all) * power * std::log(t) : 0};
}

}  // namespace

double retention_rate(const Bdw& bdw, double renewal) {
  return std::exp(log_retention_rate(bdw, renewal));
}

double survival(const Bdw& bdw, double renewals, double from) {
  const double before = std::pow(from, bdw.c);
  return std::exp(log_share_kept(bdw.alpha, bdw.beta + before, std::pow(renewals, bdw.c) - before));
}

double log_likelihood(const Bdw& bdw, std::span<const Renewals> renewals,
                      numeric::Vector* gradient) {
  double sum = 0;
  numeric::Vector by{};
  numeric::Vector slope_before = gradient != nullptr ? slopes(bdw, 0) : numeric::Vector{};
  double t = 0;
  for (const Renewals& at : renewals) {
    t += 1;
    const double log_rate = log_retention_rate(bdw, t);
    sum += at.kept * log_rate;
    if (at.lost > 0) sum += at.lost * std::log(-std::expm1(log_rate));
    if (gradient == nullptr) continue;
    const double weight = at.kept - (at.lost > 0 ? at.lost / std::expm1(-log_rate) : 0);
    const numeric::Vector slope = slopes(bdw, t);
    for (size_t i = 0; i < 3; ++i) by[i] += weight * (slope[i] - slope_before[i]);
    slope_before = slope;
  }
  if (gradient != nullptr) *gradient = {bdw.alpha * by[0], bdw.beta * by[1], bdw.c * by[2]};
  return sum;
}

Fit fit_bdw(std::span<const Renewals> renewals) {
  return fit_contractual(Model::bdw, renewals,
                         [renewals](const numeric::Vector& at, numeric::Vector& gradient) {
                           const Bdw bdw{std::exp(at[0]), std::exp(at[1]), std::exp(at[2])};
                           if (bdw.c > kLargestPower) return std::nan("");
                           return log_likelihood(bdw, renewals, &gradient);
                         });
}

}  // namespace dangol::models
