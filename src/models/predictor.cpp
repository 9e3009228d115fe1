#include "models/predictor.h"

#include <algorithm>
#include <cmath>

#include "models/purchase_counts.h"

namespace dangol::models {

/// Calls `ask` with the parameters by their letters.
template <typename Ask>
auto Predictor::ask(Ask ask) const {
  const auto& [first, second, third, fourth] = value_;
  switch (model_) {
    case Model::pareto_nbd:
      return ask(ParetoNbd{first, second, third, fourth});
    case Model::bg_nbd:
      return ask(BgNbd{first, second, third, fourth});
    case Model::mbg_nbd:
      return ask(MbgNbd{first, second, third, fourth});
    default:
      return ask(Nbd{first, second});
  }
}

Predictor Predictor::moved(size_t parameter, double by) const {
  Predictor other = *this;
  other.value_[parameter] *= std::exp(by);
  return other;
}

double Predictor::p_alive(const Pattern& pattern) const {
  return ask([&](const auto& model) { return models::p_alive(model, pattern); });
}

double Predictor::expected(const Pattern& pattern, double horizon) const {
  return ask(
      [&](const auto& model) { return models::expected_purchases(model, pattern, horizon); });
}

double Predictor::expected(const Pattern& pattern, double horizon, double alive) const {
  if (model_ != Model::pareto_nbd) return expected(pattern, horizon);
  const auto& [r, alpha, s, beta] = value_;
  return alive * expected_if_alive(ParetoNbd{r, alpha, s, beta}, pattern, horizon);
}

double Predictor::expected_new(double horizon) const {
  return ask([&](const auto& model) { return models::expected_new(model, horizon); });
}

double Predictor::p_buys(const Pattern& pattern, double horizon) const {
  return ask([&](const auto& model) {
    Pattern later = pattern;
    later.T += horizon;
    const double change = log_likelihood(model, later) - log_likelihood(model, pattern);
    return -std::expm1(std::min(change, 0.0));
  });
}

double Predictor::p_repeats(double horizon) const {
  return p_buys({0, 0, 0, 1}, horizon);
}

double Predictor::p_purchases(double n, double horizon) const {
  return ask([&](const auto& model) { return models::p_purchases(model, n, horizon); });
}

double Predictor::p_purchases_from(double n, double horizon) const {
  return ask([&](const auto& model) { return models::p_purchases_from(model, n, horizon); });
}

std::optional<double> Predictor::discounted_residual(const Pattern& pattern, double rate) const {
  if (model_ != Model::pareto_nbd) return std::nullopt;
  const auto& [r, alpha, s, beta] = value_;
  return discounted_expected_residual(ParetoNbd{r, alpha, s, beta}, pattern, rate);
}

}  // namespace dangol::models
