#include "models/bg_nbd.h"

#include "models/beta_geometric.h"

namespace dangol::models {

namespace {

BetaGeometric shared(const BgNbd& model) {
  return {model.r, model.alpha, model.a, model.b, 0};
}

}  // namespace

double log_likelihood(const BgNbd& bg, const Pattern& pattern, numeric::Vector* gradient) {
  return log_likelihood(shared(bg), pattern, gradient);
}

double p_alive(const BgNbd& bg, const Pattern& pattern) {
  return p_alive(shared(bg), pattern);
}

double expected_purchases(const BgNbd& bg, const Pattern& pattern, double horizon) {
  return expected_purchases(shared(bg), pattern, horizon);
}

double expected_new(const BgNbd& bg, double horizon) {
  return expected_new(shared(bg), horizon);
}

Fit fit_bg_nbd(std::span<const Pattern> patterns) {
  return fit_beta_geometric(patterns, Model::bg_nbd, 0);
}

}  // namespace dangol::models
