#include "models/pareto_nbd.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "models/identify.h"
#include "models/nbd.h"
#include "numeric/exponential_integral.h"
#include "numeric/gamma_ratio.h"
#include "numeric/gauss_legendre.h"

namespace dangol::models {

namespace {

using numeric::GammaRatio;
using numeric::Vector;

/// e^-38: below what a double tells beside 1.
constexpr double kDigits = 38;

/// How many times as likely the history is if the customer left since t_x as if they stayed, with
/// a time u of leaving that is spread over t_x..T accordingly, and means over it.
struct Departure {
  double log_odds = -HUGE_VAL;
  // With A = ln((alpha + T) / (alpha + u)) and B = ln((beta + T) / (beta + u)):
  double mean_a = 0;
  double mean_b = 0;
  double mean_gain_a = 0;  ///< of e^A - 1
  double mean_gain_b = 0;  ///< of e^B - 1
};

/// Gauss-Legendre nodes for a panel on which the logarithm of a function rises so much over such a
/// width, for 13 digits; measured, with room to spare.
int points_for(double rise, double width) {
  return std::min(numeric::kMostNodes, static_cast<int>(5 + 2.1 * std::sqrt(rise) + 1.5 * width));
}

/// The odds are the integral over t_x..T of
///   s ((alpha + T) / (alpha + u))^(r + x) ((beta + T) / (beta + u))^s / (beta + u) du.
/// Taken over v, the A or B that belongs to the smaller of alpha and beta; with l the other one and
/// w = (smaller + T) / (larger + T), l = -ln(1 - w (1 - e^-v)), and the logarithm of what is
/// integrated is `by_v` v + `by_l` l: concave, and smooth in a strip of width pi beside the line.
template <bool kMeans>
Departure departure(const ParetoNbd& m, const Pattern& p) {
  Departure result;
  const bool quick_purchases = m.alpha <= m.beta;
  const double small = quick_purchases ? m.alpha : m.beta;
  const double large = quick_purchases ? m.beta : m.alpha;
  const double end = std::log1p((p.T - p.t_x) / (small + p.t_x));
  if (!(end > 0)) return result;
  const double shape = m.r + p.x;
  const double w = (small + p.T) / (large + p.T);
  const double gap = (large - small) / (large + p.T);  // 1 - w
  const double by_v = quick_purchases ? shape - 1 : m.s;
  const double by_l = quick_purchases ? m.s + 1 : shape;

  // e^-l = 1 - w (1 - e^-v) and l, close to 0 and far from it by what does not cancel there.
  constexpr double kClose = 0.7;
  const auto rest_at = [&](double v) {
    return v < kClose ? 1 + w * std::expm1(-v) : gap + w * std::exp(-v);
  };
  const auto l_at = [&](double v) {
    return v < kClose ? -std::log1p(w * std::expm1(-v)) : -std::log(gap + w * std::exp(-v));
  };
  const auto log_at = [&](double v) { return by_v * v + by_l * l_at(v); };
  const auto slope_at = [&](double v) {
    const double rest = rest_at(v);
    return by_v + by_l * (rest - gap) / rest;
  };

  // Where much was bought, only times close to t_x count: Newton's method comes to where they
  // begin from the left, as the function is concave.
  const double top = log_at(end);
  double begin = 0;
  double rise = top;
  for (int step = 0; step < 100 && rise > kDigits + 0.5; ++step) {
    begin += (rise - kDigits) / slope_at(begin);
    rise = top - log_at(begin);
  }

  constexpr double kWidest = 2.5;
  const double panels = std::ceil((end - begin) / kWidest);
  const double width = (end - begin) / panels;
  const double bend = by_v < 0 ? -by_v * width : 0;
  const auto nodes = numeric::gauss_legendre(points_for(std::abs(rise) + bend, width));
  double sum = 0;
  double sum_v = 0;
  double sum_l = 0;
  double sum_gain_v = 0;
  double sum_gain_l = 0;
  for (double panel = 0; panel < panels; ++panel) {
    for (const numeric::QuadratureNode& node : nodes) {
      const double v = begin + width * (panel + node.at);
      double thin;  // 1 - e^-v
      double rest;  // e^-l
      double l;
      if (v < kClose) {
        thin = -std::expm1(-v);
        rest = 1 - w * thin;
        l = -std::log1p(-w * thin);
      } else {
        const double e = std::exp(-v);
        thin = 1 - e;
        rest = gap + w * e;
        l = -std::log(rest);
      }
      const double density = node.weight * std::exp(by_v * v + by_l * l - top);
      sum += density;
      if constexpr (kMeans) {
        sum_v += density * v;
        sum_l += density * l;
        sum_gain_v += density * thin / (1 - thin);
        sum_gain_l += density * w * thin / rest;
      }
    }
  }
  result.log_odds = std::log(sum * width * m.s * (quick_purchases ? w : 1)) + top;
  if constexpr (kMeans) {
    result.mean_a = (quick_purchases ? sum_v : sum_l) / sum;
    result.mean_b = (quick_purchases ? sum_l : sum_v) / sum;
    result.mean_gain_a = (quick_purchases ? sum_gain_v : sum_gain_l) / sum;
    result.mean_gain_b = (quick_purchases ? sum_gain_l : sum_gain_v) / sum;
  }
  return result;
}

/// What a likelihood needs of T alone.
struct Elapsed {
  double log_purchases;    // ln(1 + T / alpha)
  double log_dropout;      // ln(1 + T / beta)
  double share_purchases;  // T / (alpha + T)
  double share_dropout;    // T / (beta + T)
};

Elapsed elapsed(const ParetoNbd& m, double T) {
  return {std::log1p(T / m.alpha), std::log1p(T / m.beta), T / (m.alpha + T), T / (m.beta + T)};
}

/// The log-likelihood of a pattern, but for what depends on x alone (gamma functions and
/// x ln alpha); with its derivatives by logarithms added to `gradient`, times the weight.
template <bool kGradient>
double of_times(const ParetoNbd& m, const Pattern& p, const Elapsed& at, Vector& gradient) {
  const double shape = m.r + p.x;
  const Departure gone = departure<kGradient>(m, p);
  const double e = std::exp(-std::abs(gone.log_odds));
  const double log_factor = std::max(gone.log_odds, 0.0) + std::log1p(e);
  if constexpr (kGradient) {
    const double left = gone.log_odds > 0 ? 1 / (1 + e) : e / (1 + e);
    const double w = p.weight;
    const double rest_a = 1 - at.share_purchases;  // alpha / (alpha + T)
    const double rest_b = 1 - at.share_dropout;
    gradient[0] += w * m.r * (left * gone.mean_a - at.log_purchases);
    gradient[1] += w * shape * (at.share_purchases - left * rest_a * gone.mean_gain_a);
    gradient[2] += w * (left * (1 + m.s * gone.mean_b) - m.s * at.log_dropout);
    gradient[3] +=
        w * (m.s * at.share_dropout - left * rest_b * (1 + (m.s + 1) * gone.mean_gain_b));
  }
  return log_factor - shape * at.log_purchases - m.s * at.log_dropout;
}

/// `patterns` in order of (x, T).
double log_likelihood_of_all(std::span<const Pattern> patterns, const Vector& logs,
                             Vector& gradient) {
  const ParetoNbd m{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
  gradient = {};
  double total = 0;
  double x = -1;
  double T = -1;
  GammaRatio rising;
  Elapsed at{};
  for (const Pattern& p : patterns) {
    if (p.x != x) {
      x = p.x;
      rising = numeric::gamma_ratio(m.r, x);
    }
    if (p.T != T) {
      T = p.T;
      at = elapsed(m, T);
    }
    total += p.weight * (of_times<true>(m, p, at, gradient) + rising.log - x * logs[1]);
    gradient[0] += p.weight * m.r * rising.slope;
    gradient[1] -= p.weight * x;
  }
  return total;
}

}  // namespace

double log_likelihood(const ParetoNbd& m, const Pattern& p, Vector* gradient) {
  const GammaRatio rising = numeric::gamma_ratio(m.r, p.x);
  const Elapsed at = elapsed(m, p.T);
  const double constant = rising.log - p.x * std::log(m.alpha);
  Vector slopes{};
  if (gradient == nullptr) return constant + of_times<false>(m, p, at, slopes);
  Pattern one = p;
  one.weight = 1;
  const double value = constant + of_times<true>(m, one, at, slopes);
  slopes[0] += m.r * rising.slope;
  slopes[1] -= p.x;
  *gradient = slopes;
  return value;
}

double p_alive(const ParetoNbd& m, const Pattern& p) {
  return 1 / (1 + std::exp(departure<false>(m, p).log_odds));
}

double expected_purchases(const ParetoNbd& m, const Pattern& p, double horizon) {
  // The time that a customer who is alive stays within the horizon: the integral over 0..horizon of
  // ((beta + T) / (beta + T + t))^s.
  const double log_growth = std::log1p(horizon / (m.beta + p.T));
  const double exponent = (1 - m.s) * log_growth;
  const double stays =
      (m.beta + p.T) * log_growth * (exponent == 0 ? 1 : std::expm1(exponent) / exponent);
  return p_alive(m, p) * (m.r + p.x) / (m.alpha + p.T) * stays;
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
        return [some](const Vector& logs, Vector& gradient) {
          return log_likelihood_of_all(some, logs, gradient);
        };
      },
      .starts = starts,
      .times = 0b1010,
  };
  Fit fit = fit_timing(patterns, how);
  judge_dropout(fit, without);
  return fit;
}

}  // namespace dangol::models
