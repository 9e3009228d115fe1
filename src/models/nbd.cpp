#include "models/nbd.h"

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "models/identify.h"
#include "numeric/gamma_ratio.h"

namespace dangol::models {

namespace {

using numeric::gamma_ratio;
using numeric::GammaRatio;
using numeric::Vector;

/// Patterns without t_x, which does not matter here: (x, T) once each.
std::vector<Pattern> without_recency(std::span<const Pattern> patterns) {
  std::vector<Pattern> merged;
  for (const Pattern& pattern : patterns) {
    if (!merged.empty() && merged.back().x == pattern.x && merged.back().T == pattern.T) {
      merged.back().weight += pattern.weight;
    } else {
      merged.push_back({pattern.x, 0, pattern.T, pattern.weight});
    }
  }
  return merged;
}

double log_likelihood_of_all(const std::vector<Pattern>& patterns, const Vector& logs,
                             Vector& gradient) {
  const Nbd nbd{std::exp(logs[0]), std::exp(logs[1])};
  gradient = {};
  double total = 0;
  GammaRatio rising;
  double x = 0;
  for (const Pattern& p : patterns) {  // by x
    if (p.x != x) {
      x = p.x;
      rising = gamma_ratio(nbd.r, x);
    }
    const double log_age = std::log1p(p.T / nbd.alpha);
    total += p.weight * (rising.log - x * logs[1] - (nbd.r + x) * log_age);
    gradient[0] += p.weight * nbd.r * (rising.slope - log_age);
    gradient[1] += p.weight * ((nbd.r + x) * p.T / (nbd.alpha + p.T) - x);
  }
  return total;
}

}  // namespace

double log_likelihood(const Nbd& nbd, const Pattern& p, Vector* gradient) {
  const GammaRatio rising = gamma_ratio(nbd.r, p.x);
  const double log_age = std::log1p(p.T / nbd.alpha);
  if (gradient != nullptr) {
    *gradient = {nbd.r * (rising.slope - log_age), (nbd.r + p.x) * p.T / (nbd.alpha + p.T) - p.x};
  }
  return rising.log - p.x * std::log(nbd.alpha) - (nbd.r + p.x) * log_age;
}

double p_alive(const Nbd&, const Pattern&) {
  return 1;
}

double expected_purchases(const Nbd& nbd, const Pattern& p, double horizon) {
  return horizon * (nbd.r + p.x) / (nbd.alpha + p.T);
}

double expected_new(const Nbd& nbd, double horizon) {
  return horizon * nbd.r / nbd.alpha;
}

Fit fit_nbd(std::span<const Pattern> patterns) {
  double purchases = 0;
  double time = 0;
  for (const Pattern& p : patterns) {
    purchases += p.weight * p.x;
    time += p.weight * p.T;
  }
  if (!(purchases > 0) || !(time > 0)) return too_few(Model::nbd);
  // The mean rate is told by the data; how much customers differ is tried from two sides.
  const double log_rate = std::log(purchases / time);
  const std::array<Vector, 2> starts{{{-1, -1 - log_rate}, {1, 1 - log_rate}}};
  const TimingFit how{
      .model = Model::nbd,
      .prepare = [](std::span<const Pattern> some) -> Likelihood {
        return [merged = std::make_shared<const std::vector<Pattern>>(without_recency(some))](
                   const Vector& logs, Vector& gradient) {
          return log_likelihood_of_all(*merged, logs, gradient);
        };
      },
      .starts = starts,
      .times = 0b10,
  };
  Fit fit = fit_timing(patterns, how);
  judge_rate(fit);
  return fit;
}

}  // namespace dangol::models
