#include "models/mbg_nbd.h"

#include "models/beta_geometric.h"

namespace dangol::models {

namespace {

BetaGeometric shared(const MbgNbd& model) {
  return {model.r, model.alpha, model.a, model.b, 1};
}

}  // namespace

double log_likelihood(const MbgNbd& mbg, const Pattern& pattern, numeric::Vector* gradient) {
  return log_likelihood(shared(mbg), pattern, gradient);
}

double p_alive(const MbgNbd& mbg, const Pattern& pattern) {
  return p_alive(shared(mbg), pattern);
}

double expected_purchases(const MbgNbd& mbg, const Pattern& pattern, double horizon) {
  return expected_purchases(shared(mbg), pattern, horizon);
}

double expected_new(const MbgNbd& mbg, double horizon) {
  return expected_new(shared(mbg), horizon);
}

Fit fit_mbg_nbd(std::span<const Pattern> patterns) {
  return fit_beta_geometric(patterns, Model::mbg_nbd, 1);
}

}  // namespace dangol::models
