#include "models/identify.h"

#include <cmath>

namespace dangol::models {

bool told(const Fit& fit, size_t parameter) {
  const double variance = fit.covariance[parameter * fit.parameters + parameter];
  return fit.hessian_definite && variance <= kUntoldError * kUntoldError;
}

Fit too_few(Model model) {
  return {.model = model, .parameters = parameter_count(model), .verdict = Verdict::too_few};
}

void judge_rate(Fit& fit) {
  if (fit.verdict == Verdict::too_few) return;
  if (!told(fit, 0) || !told(fit, 1)) fit.verdict = Verdict::heterogeneity_not_told;
}

void judge_dropout(Fit& fit, const Fit& nbd) {
  if (fit.verdict == Verdict::too_few) return;
  const double gain = fit.log_likelihood - nbd.log_likelihood;
  const bool dropout_told = told(fit, 2) && told(fit, 3);
  if (gain < kNoGain && !dropout_told) {
    fit.verdict = Verdict::no_dropout;
  } else if (!dropout_told) {
    fit.verdict = Verdict::heterogeneity_not_told;
  } else {
    judge_rate(fit);
  }
}

}  // namespace dangol::models
