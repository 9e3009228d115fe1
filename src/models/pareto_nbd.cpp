#include "models/pareto_nbd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "models/departure.h"
#include "models/identify.h"
#include "models/nbd.h"
#include "models/pareto_likelihood.h"
#include "numeric/exponential_integral.h"
#include "numeric/gamma_ratio.h"

namespace dangol::models {

using numeric::Vector;

double log_likelihood(const ParetoNbd& m, const Pattern& p, Vector* gradient) {
  const numeric::GammaRatio rising = numeric::gamma_ratio(m.r, p.x);
  const Departure gone =
      gradient != nullptr ? departure(m, p) : Departure{log_odds_of_departure(m, p), {}};
  Pattern one = p;
  one.weight = 1;
  Vector slopes{m.r * rising.slope, -p.x};
  const double value =
      add_times(m, one, elapsed(m, p.T), gone.left(), gone.log_factor(), gone.means, slopes);
  if (gradient != nullptr) *gradient = slopes;
  return value + rising.log - p.x * std::log(m.alpha);
}

double p_alive(const ParetoNbd& m, const Pattern& p) {
  return 1 / (1 + std::exp(log_odds_of_departure(m, p)));
}

double expected_if_alive(const ParetoNbd& m, const Pattern& p, double horizon) {
  // The time that they stay within the horizon: the integral over 0..horizon of
  // ((beta + T) / (beta + T + t))^s.
  const double log_growth = std::log1p(horizon / (m.beta + p.T));
  const double exponent = (1 - m.s) * log_growth;
  const double stays =
      (m.beta + p.T) * log_growth * (exponent == 0 ? 1 : std::expm1(exponent) / exponent);
  return (m.r + p.x) / (m.alpha + p.T) * stays;
}

double expected_purchases(const ParetoNbd& m, const Pattern& p, double horizon) {
  return p_alive(m, p) * expected_if_alive(m, p, horizon);
}

double expected_new(const ParetoNbd& m, double horizon) {
  return expected_purchases(m, {}, horizon);
}

double discounted_expected_residual(const ParetoNbd& m, const Pattern& p, double rate) {
  const double stays =
      (m.beta + p.T) * numeric::scaled_exponential_integral(m.s, rate * (m.beta + p.T));
  return p_alive(m, p) * (m.r + p.x) / (m.alpha + p.T) * stays;
}

Fit fit_pareto_nbd(std::span<const Pattern> patterns) {
  const Fit without = fit_nbd(patterns);
  if (without.verdict == Verdict::too_few) return too_few(Model::pareto_nbd);
  const double r = std::log(without.value[0]);
  const double alpha = std::log(without.value[1]);
  // Dropout makes those who still buy look quicker than they would be without; lifetimes are tried
  // from a quarter of what was observed to several times it.
  double longest = 0;
  for (const Pattern& p : patterns) longest = std::max(longest, p.T);
  const double span = std::log(longest);
  const std::array<Vector, 3> starts{{{r + 0.3, alpha - 0.2, -0.5, span - 1.2},
                                      {r, alpha - 0.3, 0.3, span + 0.5},
                                      {r, alpha, -1.5, span - 1}}};
  const TimingFit how{
      .model = Model::pareto_nbd,
      .prepare = [](std::span<const Pattern> some) -> Likelihood {
        return [likelihood = std::make_shared<ParetoLikelihood>(some)](
                   const Vector& logs, Vector& gradient) { return (*likelihood)(logs, gradient); };
      },
      .starts = starts,
      .times = 0b1010,
  };
  Fit fit = fit_timing(patterns, how);
  judge_dropout(fit, without);
  return fit;
}

}  // namespace dangol::models
