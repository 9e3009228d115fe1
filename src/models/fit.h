// What a fitted model is: estimates, how sure they are, and whether the data could tell them apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "models/pattern.h"
#include "numeric/maximise.h"

namespace dangol::models {

enum class Model : uint8_t { nbd, pareto_nbd, bg_nbd, mbg_nbd, gamma_gamma, bg_bb, sbg, bdw };

/// As the Report writes it: "bg_nbd".
[[nodiscard]] std::string_view model_name(Model model);

/// 2 to 4.
[[nodiscard]] size_t parameter_count(Model model);

/// The letter of the model's paper, in the order of Fit::value: r, alpha, a, b.
/// REQUIRES: index < parameter_count(model).
[[nodiscard]] std::string_view parameter_name(Model model, size_t index);

/// Whether the data could tell the parameters.
enum class Verdict : uint8_t {
  fine,
  no_dropout,              ///< nothing shows that anybody left: take the NBD
  heterogeneity_not_told,  ///< customers differ too little, or too few bought, to tell how much
  not_converged,
  too_few,  ///< fewer customers or purchases than parameters: no estimates
};

/// As the Report writes it: "no_dropout".
[[nodiscard]] std::string_view verdict_name(Verdict verdict);

/// A maximum of the likelihood. Every number is finite, whatever the verdict; a standard error that
/// is not known is 0 with `hessian_definite` false.
struct Fit {
  Model model = Model::nbd;
  size_t parameters = 0;
  std::array<double, 4> value{};  ///< in the units of the paper, times in those of the data
  std::array<double, 4> standard_error{};  ///< of `value`: that of its logarithm, times `value`
  /// Of the logarithms of the parameters: the inverse of the observed information, row-major,
  /// `parameters` x `parameters` without gaps. Zeros where the Hessian is not definite.
  std::array<double, 16> covariance{};
  /// Without constants that depend on the data alone. NBD, Pareto/NBD, BG/NBD and MBG/NBD all state
  /// the density of the x purchase times in the unit of the data, so that they compare with each
  /// other (see nbd.h); another unit adds the same to each.
  double log_likelihood = 0;
  double aic = 0;  ///< 2 parameters - 2 log_likelihood
  double bic = 0;  ///< parameters ln(sum of weights) - 2 log_likelihood
  /// numeric::Maximum::gradient_norm; of fit_timing() that of the mean log-likelihood of a
  /// customer.
  double gradient_norm = 0;
  bool hessian_definite = false;
  Verdict verdict = Verdict::too_few;
};

/// Fills in what follows from a maximum over log parameters: values, standard errors, covariance,
/// AIC and BIC, and the verdict fine or not_converged. `customers`: the sum of weights.
[[nodiscard]] Fit fit_of(Model model, const numeric::Maximum& maximum, double customers);

/// The log-likelihood of some patterns at the logarithms of the parameters, and its gradient.
using Likelihood = numeric::Objective;

/// How to fit a model of purchase times.
struct TimingFit {
  Model model;
  /// The likelihood of patterns in order (see merge_equal), which outlive it, with whatever can be
  /// prepared once. Times are shares of the longest T.
  std::function<Likelihood(std::span<const Pattern>)> prepare;
  /// Where to begin, in logarithms of parameters in the unit of the data.
  std::span<const numeric::Vector> starts;
  /// Which parameters are times, by bit: 0b0010 for an alpha in second place.
  uint32_t times = 0;
};

/// The maximum likelihood fit: times are divided by the longest T, and the estimates given back in
/// the unit of the data; where patterns are many, the starts compete on a thinned sample of them
/// and the winner is finished on all. Verdict: too_few, not_converged or fine; the model looks for
/// what else may be wrong. Does not depend on the order of patterns beyond rounding.
[[nodiscard]] Fit fit_timing(std::span<const Pattern> patterns, const TimingFit& how);

}  // namespace dangol::models
