// When a customer of the Pareto/NBD may have left: what its likelihood and P(alive) rest on.
#pragma once

#include "models/pareto_nbd.h"
#include "models/pattern.h"

namespace dangol::models {

/// Over the time u at which a customer who has left did so, spread over t_x..T as their history
/// tells: means of A = ln((alpha + T) / (alpha + u)), of B = ln((beta + T) / (beta + u)), and of
/// e^A - 1 and e^B - 1.
struct DepartureMeans {
  double a = 0;
  double b = 0;
  double gain_a = 0;
  double gain_b = 0;
};

struct Departure {
  double log_odds = 0;  ///< see log_odds_of_departure; minus infinity where t_x = T
  DepartureMeans means;

  /// The probability that the customer has left.
  [[nodiscard]] double left() const;
  /// ln(1 + e^log_odds)
  [[nodiscard]] double log_factor() const;
};

/// ln of how many times as likely the history is of somebody who left after t_x as of somebody who
/// stayed until T: of the integral over t_x..T of
///   s ((alpha + T) / (alpha + u))^(r + x) ((beta + T) / (beta + u))^s / (beta + u) du.
/// Source: P. Fader, B. Hardie, A note on deriving the Pareto/NBD model and related expressions
/// (2005), before it is written as hypergeometric functions.
[[nodiscard]] double log_odds_of_departure(const ParetoNbd& pareto, const Pattern& pattern);

/// The same with the means, which are its derivatives.
[[nodiscard]] Departure departure(const ParetoNbd& pareto, const Pattern& pattern);

/// What a likelihood needs of T alone.
struct Elapsed {
  double log_purchases = 0;    ///< ln(1 + T / alpha)
  double log_dropout = 0;      ///< ln(1 + T / beta)
  double share_purchases = 0;  ///< T / (alpha + T)
  double share_dropout = 0;    ///< T / (beta + T)
};
[[nodiscard]] Elapsed elapsed(const ParetoNbd& pareto, double T);

/// The log-likelihood of a pattern, of weight 1, but for what depends on x alone (gamma functions
/// and x ln alpha). Its derivatives by the logarithms of parameters are added to `gradient`, times
/// the weight. `left`: the probability that the customer has; `log_factor`: ln(1 + odds), odds =
/// left / (1 - left).
double add_times(const ParetoNbd& pareto, const Pattern& pattern, const Elapsed& at, double left,
                 double log_factor, const DepartureMeans& means, numeric::Vector& gradient);

}  // namespace dangol::models
