#include "experiment/power.h"

#include <algorithm>
#include <cmath>

#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

double tail_of(Rule rule) {
  return experiment::tail_of(rule.alpha, rule.sides);
}

}  // namespace

double normal_power(double effect, double null_error, double error, Rule rule) {
  const double limit = numeric::normal_upper_quantile(tail_of(rule)) * null_error;
  const double above = numeric::normal_upper((limit - effect) / error);
  const double below = numeric::normal_upper((limit + effect) / error);
  if (rule.sides == Sides::two) return std::min(1.0, above + below);
  return rule.sides == Sides::greater ? above : below;
}

double student_power(double noncentrality, double df, Rule rule) {
  const double limit = -numeric::student_quantile(tail_of(rule), df);
  // Chances above `limit` are looked at from below, mirrored: small ones keep their digits.
  const double above = numeric::noncentral_student_cdf(-limit, df, -noncentrality);
  if (rule.sides == Sides::greater) return above;
  const double below = numeric::noncentral_student_cdf(-limit, df, noncentrality);
  return rule.sides == Sides::less ? below : std::min(1.0, above + below);
}

double proportion_power(const Shares& shares, Arms arms, Rule rule) {
  const double ratio = shares.null_ratio;
  const double control = ratio * ratio * shares.control * (1 - shares.control);
  const double treatment = shares.treatment * (1 - shares.treatment);
  const double effect = shares.treatment - ratio * shares.control - shares.margin;
  const double error = std::sqrt(control / arms.control + treatment / arms.treatment);
  if (!(error > 0)) {
    const bool right_side =
        rule.sides == Sides::two || (rule.sides == Sides::greater ? effect > 0 : effect < 0);
    return effect != 0 && right_side ? 1 : 0;
  }
  double null_error = error;
  const double of_one = 1 / arms.control + 1 / arms.treatment;
  if (shares.null_variance == NullVariance::baseline) {
    null_error = std::sqrt(control * of_one);
  } else if (shares.null_variance == NullVariance::pooled && shares.margin == 0 && ratio == 1) {
    const double pooled = (shares.control * arms.control + shares.treatment * arms.treatment) /
                          (arms.control + arms.treatment);
    null_error = std::sqrt(pooled * (1 - pooled) * of_one);
  }
  return normal_power(effect, null_error, error, rule);
}

double mean_power(const Means& means, Arms arms, Rule rule) {
  const double control = means.sd_control * means.sd_control / arms.control;
  const double treatment = means.sd_treatment * means.sd_treatment / arms.treatment;
  const double effect = means.effect - means.margin;
  if (means.reference == Reference::welch) {
    const double both = control + treatment;
    const double df =
        both * both /
        (control * control / (arms.control - 1) + treatment * treatment / (arms.treatment - 1));
    return student_power(effect / std::sqrt(both), df, rule);
  }
  if (means.reference == Reference::normal) {
    const double error = std::sqrt(control + treatment);
    return normal_power(effect, error, error, rule);
  }
  const double df = arms.control + arms.treatment - 2;
  const double pooled = (means.sd_control * means.sd_control * (arms.control - 1) +
                         means.sd_treatment * means.sd_treatment * (arms.treatment - 1)) /
                        df;
  return student_power(effect / std::sqrt(pooled * (1 / arms.control + 1 / arms.treatment)), df,
                       rule);
}

}  // namespace dangol::experiment
