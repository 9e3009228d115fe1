// BG/NBD and MBG/NBD from their stories alone, by summing over rates and dropout probabilities:
// slow, and without any of the closed forms.
#pragma once

#include <cmath>
#include <vector>

#include "models/beta_geometric.h"
#include "models/pattern.h"

namespace dangol::models::test {

struct Mixture {
  double log_likelihood = 0;
  double p_alive = 0;
  double expected = 0;
};

struct Node {
  double value;
  double log_weight;  ///< of the density times the step
};

/// The gamma distribution, by even steps of ln rate.
inline std::vector<Node> rates(double shape, double scale) {
  constexpr double kStep = 0.1;
  std::vector<Node> nodes;
  for (double u = -60 / std::fmin(shape, 1.0); u < 8; u += kStep) {
    const double rate = std::exp(u) / scale;
    nodes.push_back({rate, shape * u - std::exp(u) - std::lgamma(shape) + std::log(kStep)});
  }
  return nodes;
}

/// ln p and ln(1 - p) of the beta distribution, by even steps of the logit.
struct Share {
  double log_p;
  double log_q;
  double log_weight;
};

inline std::vector<Share> shares(double a, double b) {
  constexpr double kStep = 0.25;
  std::vector<Share> nodes;
  const double log_beta = std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
  for (double u = -45 / a; u < 45 / b; u += kStep) {
    const double log_q = u > 0 ? -u - std::log1p(std::exp(-u)) : -std::log1p(std::exp(u));
    const double log_p = log_q + u;
    nodes.push_back({log_p, log_q, a * log_p + b * log_q - log_beta + std::log(kStep)});
  }
  return nodes;
}

inline Mixture mixture(const BetaGeometric& model, const Pattern& seen, double horizon) {
  const double chances = seen.x + model.chances;
  double likelihood = 0;
  double alive = 0;
  double later = 0;
  const std::vector<Share> p_nodes = shares(model.a, model.b);
  for (const Node& rate : rates(model.r, model.alpha)) {
    const double log_rate = rate.log_weight + seen.x * std::log(rate.value);
    const double stays = std::exp(log_rate - rate.value * seen.T);
    const double leaves = std::exp(log_rate - rate.value * seen.t_x);
    if (leaves == 0) continue;
    for (const Share& p : p_nodes) {
      const double stayed = stays * std::exp(p.log_weight + chances * p.log_q);
      alive += stayed;
      const double probability = std::exp(p.log_p);
      later += stayed * -std::expm1(-rate.value * probability * horizon) / probability;
      likelihood += stayed;
      if (chances > 0) {
        likelihood += leaves * std::exp(p.log_weight + p.log_p + (chances - 1) * p.log_q);
      }
    }
  }
  return {std::log(likelihood), alive / likelihood, later / likelihood};
}

}  // namespace dangol::models::test
