#include "models/purchase_counts.h"

#include <algorithm>
#include <cmath>

#include "models/beta_geometric.h"
#include "models/contractual.h"
#include "numeric/special.h"

namespace dangol::models {

namespace {

/// ln of Gamma(r + n) / (Gamma(r) n!).
double log_ways(double r, double n) {
  return numeric::log_rising(r, n) - numeric::log_gamma(n + 1);
}

/// n purchases within a time, of customers who do not leave.
double negative_binomial(double r, double alpha, double n, double time) {
  if (!(time > 0)) return n == 0 ? 1 : 0;
  const double log_late = -std::log1p(time / alpha);
  const double log_soon = -std::log1p(alpha / time);
  return std::exp(log_ways(r, n) + r * log_late + n * log_soon);
}

/// What the two integrals over the time tau of an event have in common:
///   negative_binomial(n, tau) (1 + tau / beta)^-s (n / tau or s / (beta + tau)) d tau,
/// up to `end`: of the n-th purchase, the customer being there, or of leaving after n of them. With
/// q = tau / end = 1 / (1 + e^-w) it is smooth on the whole line of w and falls off at both ends,
/// where the trapezoidal rule converges exponentially (L. Trefethen, J. Weideman, SIAM Review 56
/// (2014) 385-458). The singularities, tau = -alpha and tau = -beta, lie at a height of pi.
class Event {
 public:
  enum class Kind : uint8_t { purchase, leaving };

  Event(const ParetoNbd& pareto, Kind kind, double n, double end)
      : pareto_(pareto), kind_(kind), n_(n), end_(end), log_ways_(log_ways(pareto.r, n)) {}

  [[nodiscard]] double probability() const {
    const double peak = find_peak();
    const double bend = (slope(peak - 0.1) - slope(peak + 0.1)) / 0.2;
    const double step = 0.2 / std::sqrt(1 + std::max(bend, 0.0) / 4);
    double sum = value(peak);
    for (const double direction : {-step, step}) {
      for (double w = peak + direction;; w += direction) {
        const double term = value(w);
        sum += term;
        // Beyond the peak it falls at least as e^-|w| does, once at that: the rest is as a term.
        if (term <= 1e-17 * step * sum || std::fabs(w) > kFar) break;
      }
    }
    return std::min(step * sum, 1.0);
  }

 private:
  static constexpr double kFar = 700;  // where exp ends

  /// tau / end, and what is left of it.
  static double passed(double w) { return 1 / (1 + std::exp(-w)); }
  static double left(double w) { return 1 / (1 + std::exp(w)); }

  /// The derivative of ln value: falls from a positive limit to -1 and passes zero once.
  [[nodiscard]] double slope(double w) const {
    const double tau = end_ * passed(w);
    const double gone = tau / (pareto_.beta + tau);
    const double own = kind_ == Kind::purchase ? 0 : 1 - gone;
    const double by_log_tau =
        n_ - (n_ + pareto_.r) * tau / (pareto_.alpha + tau) - pareto_.s * gone + own;
    return left(w) * by_log_tau - passed(w);
  }

  [[nodiscard]] double find_peak() const {
    double low = -kFar;
    double high = kFar;
    for (int i = 0; i < 40; ++i) {
      const double middle = (low + high) / 2;
      (slope(middle) > 0 ? low : high) = middle;
    }
    return (low + high) / 2;
  }

  [[nodiscard]] double value(double w) const {
    const double tau = end_ * passed(w);
    const double factor = kind_ == Kind::purchase ? n_ : pareto_.s * tau / (pareto_.beta + tau);
    return left(w) * factor *
           std::exp(log_ways_ - pareto_.r * std::log1p(tau / pareto_.alpha) -
                    n_ * std::log1p(pareto_.alpha / tau) -
                    pareto_.s * std::log1p(tau / pareto_.beta));
  }

  const ParetoNbd& pareto_;
  Kind kind_;
  double n_;
  double end_;
  double log_ways_;
};

/// That the n-th purchase comes in time and the customer has not left before it.
double p_nth(const ParetoNbd& pareto, double n, double horizon) {
  if (n == 0) return 1;
  if (!(horizon > 0)) return 0;
  return Event(pareto, Event::Kind::purchase, n, horizon).probability();
}

/// The same of customers who do not leave.
double p_nth(double r, double alpha, double n, double horizon) {
  return p_nth({r, alpha, 0, alpha}, n, horizon);
}

/// That a customer stays at each of so many chances to leave.
double kept(const BetaGeometric& m, double chances) {
  return std::exp(log_share_kept(m.a, m.b, chances));
}

double p_purchases(const BetaGeometric& m, double n, double horizon) {
  const double chances = n + m.chances;
  const double stays = kept(m, chances) * negative_binomial(m.r, m.alpha, n, horizon);
  if (chances == 0) return stays;
  const double leaves = kept(m, chances - 1) * m.a / (m.a + m.b + chances - 1);
  return stays + leaves * p_nth(m.r, m.alpha, n, horizon);
}

double p_purchases_from(const BetaGeometric& m, double n, double horizon) {
  return n == 0 ? 1 : kept(m, n - 1 + m.chances) * p_nth(m.r, m.alpha, n, horizon);
}

BetaGeometric shared(const BgNbd& m) {
  return {m.r, m.alpha, m.a, m.b, 0};
}

BetaGeometric shared(const MbgNbd& m) {
  return {m.r, m.alpha, m.a, m.b, 1};
}

}  // namespace

double p_purchases(const Nbd& nbd, double n, double horizon) {
  return negative_binomial(nbd.r, nbd.alpha, n, horizon);
}

double p_purchases(const BgNbd& bg, double n, double horizon) {
  return p_purchases(shared(bg), n, horizon);
}

double p_purchases(const MbgNbd& mbg, double n, double horizon) {
  return p_purchases(shared(mbg), n, horizon);
}

double p_purchases(const ParetoNbd& pareto, double n, double horizon) {
  const double stays = std::exp(-pareto.s * std::log1p(horizon / pareto.beta)) *
                       negative_binomial(pareto.r, pareto.alpha, n, horizon);
  if (!(horizon > 0)) return stays;
  return stays + Event(pareto, Event::Kind::leaving, n, horizon).probability();
}

double p_purchases_from(const Nbd& nbd, double n, double horizon) {
  return p_nth(nbd.r, nbd.alpha, n, horizon);
}

double p_purchases_from(const BgNbd& bg, double n, double horizon) {
  return p_purchases_from(shared(bg), n, horizon);
}

double p_purchases_from(const MbgNbd& mbg, double n, double horizon) {
  return p_purchases_from(shared(mbg), n, horizon);
}

double p_purchases_from(const ParetoNbd& pareto, double n, double horizon) {
  return p_nth(pareto, n, horizon);
}

}  // namespace dangol::models
