#include "models/sbg.h"

#include <cmath>

namespace dangol::models {

double retention_rate(const Sbg& sbg, double renewal) {
  return (sbg.beta + renewal - 1) / (sbg.alpha + sbg.beta + renewal - 1);
}

double survival(const Sbg& sbg, double renewals, double from) {
  return std::exp(log_share_kept(sbg.alpha, sbg.beta + from, renewals - from));
}

double log_likelihood(const Sbg& sbg, std::span<const Renewals> renewals,
                      numeric::Vector* gradient) {
  double sum = 0;
  double by_alpha = 0;
  double by_beta = 0;
  double stay = sbg.beta;  // of stay + alpha, before each renewal
  for (const Renewals& at : renewals) {
    const double all = sbg.alpha + stay;
    // As log1p, so that a rate near 1 keeps its digits.
    sum += at.kept * -std::log1p(sbg.alpha / stay) + at.lost * std::log(sbg.alpha / all);
    by_alpha += at.lost / sbg.alpha - (at.kept + at.lost) / all;
    by_beta += at.kept / stay - (at.kept + at.lost) / all;
    stay += 1;
  }
  if (gradient != nullptr) *gradient = {sbg.alpha * by_alpha, sbg.beta * by_beta};
  return sum;
}

Fit fit_sbg(std::span<const Renewals> renewals) {
  return fit_contractual(Model::sbg, renewals,
                         [renewals](const numeric::Vector& at, numeric::Vector& gradient) {
                           const Sbg sbg{std::exp(at[0]), std::exp(at[1])};
                           return log_likelihood(sbg, renewals, &gradient);
                         });
}

}  // namespace dangol::models
