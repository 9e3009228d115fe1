#include "models/departure.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "numeric/gauss_legendre.h"

namespace dangol::models {

namespace {

/// e^-38: below what a double tells beside 1.
constexpr double kDigits = 38;

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
Departure odds_of(const ParetoNbd& m, const Pattern& p) {
  Departure result{.log_odds = -HUGE_VAL};
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
    result.means = {sum_v / sum, sum_l / sum, sum_gain_v / sum, sum_gain_l / sum};
    if (!quick_purchases) {
      std::swap(result.means.a, result.means.b);
      std::swap(result.means.gain_a, result.means.gain_b);
    }
  }
  return result;
}

}  // namespace

double log_odds_of_departure(const ParetoNbd& m, const Pattern& p) {
  return odds_of<false>(m, p).log_odds;
}

Departure departure(const ParetoNbd& m, const Pattern& p) {
  return odds_of<true>(m, p);
}

double Departure::left() const {
  const double e = std::exp(-std::abs(log_odds));
  return log_odds > 0 ? 1 / (1 + e) : e / (1 + e);
}

double Departure::log_factor() const {
  return std::max(log_odds, 0.0) + std::log1p(std::exp(-std::abs(log_odds)));
}

Elapsed elapsed(const ParetoNbd& m, double T) {
  return {std::log1p(T / m.alpha), std::log1p(T / m.beta), T / (m.alpha + T), T / (m.beta + T)};
}

double add_times(const ParetoNbd& m, const Pattern& p, const Elapsed& at, double left,
                 double log_factor, const DepartureMeans& means, numeric::Vector& gradient) {
  const double shape = m.r + p.x;
  const double w = p.weight;
  const double rest_a = 1 - at.share_purchases;  // alpha / (alpha + T)
  const double rest_b = 1 - at.share_dropout;
  gradient[0] += w * m.r * (left * means.a - at.log_purchases);
  gradient[1] += w * shape * (at.share_purchases - left * rest_a * means.gain_a);
  gradient[2] += w * (left * (1 + m.s * means.b) - m.s * at.log_dropout);
  gradient[3] += w * (m.s * at.share_dropout - left * rest_b * (1 + (m.s + 1) * means.gain_b));
  return log_factor - shape * at.log_purchases - m.s * at.log_dropout;
}

}  // namespace dangol::models
