#include "models/fit.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "models/identify.h"

namespace dangol::models {

namespace {

using numeric::Maximum;
using numeric::Vector;

struct Names {
  std::string_view model;
  size_t parameters;
  std::array<std::string_view, 4> letters;
};

/// In the order of Model.
constexpr std::array<Names, 8> kNames{{
    {"nbd", 2, {"r", "alpha"}},
    {"pareto_nbd", 4, {"r", "alpha", "s", "beta"}},
    {"bg_nbd", 4, {"r", "alpha", "a", "b"}},
    {"mbg_nbd", 4, {"r", "alpha", "a", "b"}},
    {"gamma_gamma", 3, {"p", "q", "v"}},
    {"bg_bb", 4, {"alpha", "beta", "gamma", "delta"}},
    {"sbg", 2, {"alpha", "beta"}},
    {"bdw", 3, {"alpha", "beta", "c"}},
}};

/// In the order of Verdict.
constexpr std::array<std::string_view, 5> kVerdicts{"fine", "no_dropout", "heterogeneity_not_told",
                                                    "not_converged", "too_few"};

const Names& names_of(Model model) {
  return kNames[static_cast<size_t>(model)];
}

/// Every so manieth pattern: with patterns in order, all kinds of customers are among them.
std::vector<Pattern> thinned(const std::vector<Pattern>& patterns, size_t step) {
  std::vector<Pattern> some;
  some.reserve(patterns.size() / step + 1);
  for (size_t i = step / 2; i < patterns.size(); i += step) some.push_back(patterns[i]);
  return some;
}

double weight_of(const std::vector<Pattern>& patterns) {
  double sum = 0;
  for (const Pattern& pattern : patterns) sum += pattern.weight;
  return sum;
}

/// The mean log-likelihood of a customer: its size, and so what a small gradient is, does not
/// depend on how many there are.
numeric::Objective mean_of(Likelihood likelihood, double customers, size_t dimensions) {
  return [likelihood = std::move(likelihood), customers, dimensions](const Vector& at,
                                                                     Vector& gradient) {
    const double value = likelihood(at, gradient);
    for (size_t i = 0; i < dimensions; ++i) gradient[i] /= customers;
    return value / customers;
  };
}

/// The maximum over patterns whose times are shares of the longest, by the mean of a customer.
Maximum maximum_over(const std::vector<Pattern>& patterns, const TimingFit& how,
                     std::span<const Vector> starts) {
  constexpr size_t kEnough = 2000;  // patterns for the starts to compete on
  const size_t n = parameter_count(how.model);
  const numeric::Objective all = mean_of(how.prepare(patterns), weight_of(patterns), n);
  const size_t step = patterns.size() / kEnough;
  if (step < 2) return numeric::maximise(all, n, starts);
  const std::vector<Pattern> some = thinned(patterns, step);
  const Maximum hint = numeric::maximise(mean_of(how.prepare(some), weight_of(some), n), n, starts);
  return numeric::maximise_from(all, hint);
}

}  // namespace

std::string_view model_name(Model model) {
  return names_of(model).model;
}
size_t parameter_count(Model model) {
  return names_of(model).parameters;
}
std::string_view parameter_name(Model model, size_t index) {
  return names_of(model).letters[index];
}
std::string_view verdict_name(Verdict verdict) {
  return kVerdicts[static_cast<size_t>(verdict)];
}

Fit fit_of(Model model, const Maximum& maximum, double customers) {
  constexpr double kNoVariance = 1e4;  // of a logarithm: more than rounding leaves of the Hessian
  const size_t n = maximum.dimensions;
  Fit fit{.model = model, .parameters = n};
  fit.hessian_definite = maximum.definite;
  for (size_t i = 0; i < n; ++i) {
    if (!(maximum.covariance[i * n + i] < kNoVariance)) fit.hessian_definite = false;
  }
  if (fit.hessian_definite) fit.covariance = maximum.covariance;
  for (size_t i = 0; i < n; ++i) {
    fit.value[i] = std::exp(maximum.at[i]);
    fit.standard_error[i] = fit.value[i] * std::sqrt(fit.covariance[i * n + i]);
  }
  fit.log_likelihood = maximum.value;
  fit.gradient_norm = maximum.gradient_norm;
  fit.aic = 2 * static_cast<double>(n) - 2 * maximum.value;
  fit.bic = static_cast<double>(n) * std::log(customers) - 2 * maximum.value;
  fit.verdict = maximum.converged ? Verdict::fine : Verdict::not_converged;
  return fit;
}

Fit fit_timing(std::span<const Pattern> patterns, const TimingFit& how) {
  double longest = 0;
  double customers = 0;
  double purchases = 0;
  for (const Pattern& pattern : patterns) {
    longest = std::max(longest, pattern.T);
    customers += pattern.weight;
    purchases += pattern.weight * pattern.x;
  }
  const size_t n = parameter_count(how.model);
  if (!(longest > 0) || !(purchases > 0) || customers <= static_cast<double>(n)) {
    return too_few(how.model);
  }
  std::vector<Pattern> scaled(patterns.begin(), patterns.end());
  for (Pattern& pattern : scaled) {
    pattern.t_x /= longest;
    pattern.T /= longest;
  }
  merge_equal(scaled);

  const double log_unit = std::log(longest);
  std::vector<Vector> starts(how.starts.begin(), how.starts.end());
  for (Vector& start : starts) {
    for (size_t i = 0; i < n; ++i) {
      if ((how.times >> i & 1) != 0) start[i] -= log_unit;
      start[i] = std::clamp(start[i], -numeric::kSearchRange, numeric::kSearchRange);
    }
  }
  Maximum maximum = maximum_over(scaled, how, starts);
  // Back to all customers, and to the unit of the data, where a density is one over it for each
  // purchase.
  maximum.value = maximum.value * customers - purchases * log_unit;
  for (double& entry : maximum.gradient) entry *= customers;
  for (double& entry : maximum.hessian) entry *= customers;
  for (double& entry : maximum.covariance) entry /= customers;
  for (size_t i = 0; i < n; ++i) {
    if ((how.times >> i & 1) != 0) maximum.at[i] += log_unit;
  }
  return fit_of(how.model, maximum, customers);
}

}  // namespace dangol::models
