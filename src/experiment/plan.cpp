#include "experiment/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "experiment/group_sequential.h"
#include "experiment/sample_size.h"
#include "experiment/sequential.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

/// How each comparison is judged, with the price of looking early.
struct Terms {
  Rule rule;             ///< of one look, at the end
  double inflation = 1;  ///< of the users, for the looks before it
};

Terms terms_of(const PlanQuestion& question) {
  const auto comparisons = static_cast<double>(question.shares.size() - 1);
  Terms terms;
  terms.rule = {comparison_alpha(question.alpha, comparisons, question.correction), question.sides};
  const double alpha = terms.rule.alpha;
  if (question.peeking == Peeking::planned) {
    LookPlan looks;
    looks.looks = question.looks;
    looks.alpha = alpha;
    looks.sides = question.sides;
    terms.inflation = inflation(looks, question.power);
  } else if (question.peeking == Peeking::always) {
    // At its planned end a confidence sequence is a test with a stricter limit.
    const double tails = question.sides == Sides::two ? 2 : 1;
    const double wider = anytime_test(0, 1, 1, 1, alpha, question.sides).width_ratio;
    const double limit = wider * numeric::normal_upper_quantile(alpha / tails);
    terms.rule.alpha = tails * numeric::normal_upper(limit);
  }
  return terms;
}

Means means_of(const PlanQuestion& question) {
  Means means;
  // The null hypothesis is treatment = (1 + margin) control, and so is what varies.
  means.sd_control = question.sd * (1 + question.margin);
  means.sd_treatment = question.sd;
  means.margin = question.margin * question.baseline;
  means.reference = question.outcome == Outcome::ratio ? Reference::normal : Reference::welch;
  return means;
}

Shares shares_of(const PlanQuestion& question) {
  Shares shares;
  shares.control = question.baseline;
  shares.null_ratio = 1 + question.margin;
  return shares;
}

bool is_share(double value) {
  return value >= 0 && value <= 1;
}

/// Users of the control and of the arm that has the fewest.
struct Weakest {
  double control = 0;  ///< share of all
  double treatment = 0;
};

Weakest weakest_of(const PlanQuestion& question) {
  const double sum = std::accumulate(question.shares.begin(), question.shares.end(), 0.0);
  const double least = *std::min_element(question.shares.begin() + 1, question.shares.end());
  return {question.shares[0] / sum, least / sum};
}

/// Users of the control that a single look at the end needs.
std::optional<double> control_users(const PlanQuestion& question, double effect, Rule rule) {
  const Weakest weakest = weakest_of(question);
  const double ratio = weakest.treatment / weakest.control;
  if (question.outcome == Outcome::proportion) {
    Shares shares = shares_of(question);
    shares.treatment = question.baseline * (1 + effect);
    if (!is_share(shares.treatment)) return std::nullopt;
    return proportion_users(shares, ratio, question.power, rule);
  }
  Means means = means_of(question);
  means.effect = question.baseline * effect;
  return mean_users(means, ratio, question.power, rule);
}

/// The arms that decide when `users` have come, of those that a single look would need.
std::optional<Arms> weakest_arms(const PlanQuestion& question, double users, double inflation) {
  const Weakest weakest = weakest_of(question);
  const Arms arms{users / inflation * weakest.control, users / inflation * weakest.treatment};
  const double least = question.outcome == Outcome::mean ? 1 : 0;
  if (!(arms.control > least && arms.treatment > least)) return std::nullopt;
  return arms;
}

}  // namespace

double comparison_alpha(double alpha, double comparisons, Correction correction) {
  switch (correction) {
    case Correction::none:
      return alpha;
    case Correction::sidak:
    case Correction::sidak_step_down:
      return -std::expm1(std::log1p(-alpha) / comparisons);
    case Correction::benjamini_yekutieli: {
      double harmonic = 0;
      for (double i = 1; i <= comparisons; ++i) harmonic += 1 / i;
      return alpha / (comparisons * harmonic);
    }
    default:
      return alpha / comparisons;
  }
}

bool is_sound(const PlanQuestion& question) {
  const auto positive = [](double share) { return share > 0 && std::isfinite(share); };
  const bool share = question.outcome == Outcome::proportion;
  return question.shares.size() >= 2 &&
         std::all_of(question.shares.begin(), question.shares.end(), positive) &&
         question.alpha > 0 && question.alpha < question.power && question.power < 1 &&
         positive(question.baseline) && (share ? question.baseline < 1 : positive(question.sd)) &&
         question.margin > -1 && std::isfinite(question.margin) && question.looks >= 1 &&
         question.looks <= 50;
}

std::optional<Plan> plan_users(const PlanQuestion& question, double effect) {
  const Terms terms = terms_of(question);
  auto needed = control_users(question, effect, terms.rule);
  if (!needed) return std::nullopt;
  Plan plan;
  plan.alpha = comparison_alpha(question.alpha, static_cast<double>(question.shares.size() - 1),
                                question.correction);
  plan.inflation = terms.inflation;
  if (question.peeking == Peeking::always) {
    const auto once = control_users(question, effect, {plan.alpha, question.sides});
    plan.inflation = once ? *needed / *once : 1;
  }
  for (const double share : question.shares) {
    const double users = *needed * terms.inflation * share / question.shares[0];
    plan.users.push_back(std::ceil(users * (1 - 1e-12)));
    plan.total += plan.users.back();
  }
  return plan;
}

std::optional<double> plan_power(const PlanQuestion& question, double effect, double users) {
  const Terms terms = terms_of(question);
  const auto arms = weakest_arms(question, users, terms.inflation);
  if (!arms) return std::nullopt;
  if (question.outcome == Outcome::proportion) {
    Shares shares = shares_of(question);
    shares.treatment = question.baseline * (1 + effect);
    if (!is_share(shares.treatment)) return std::nullopt;
    return proportion_power(shares, *arms, terms.rule);
  }
  Means means = means_of(question);
  means.effect = question.baseline * effect;
  return mean_power(means, *arms, terms.rule);
}

std::optional<double> plan_detectable(const PlanQuestion& question, double users) {
  const Terms terms = terms_of(question);
  const auto arms = weakest_arms(question, users, terms.inflation);
  if (!arms) return std::nullopt;
  std::optional<double> difference;
  if (question.outcome == Outcome::proportion) {
    difference = detectable_shift_of_share(shares_of(question), *arms, question.power, terms.rule);
  } else {
    difference = detectable_shift_of_mean(means_of(question), *arms, question.power, terms.rule);
  }
  if (!difference) return std::nullopt;
  return *difference / question.baseline;
}

std::optional<double> days_left(const Plan& plan, std::span<const double> users,
                                double users_per_day) {
  double days = 0;
  for (size_t arm = 0; arm < plan.users.size(); ++arm) {
    const double missing = plan.users[arm] - users[arm];
    if (missing <= 0) continue;
    if (!(users_per_day > 0)) return std::nullopt;
    days = std::max(days, missing / (users_per_day * plan.users[arm] / plan.total));
  }
  return std::ceil(days * (1 - 1e-12));
}

}  // namespace dangol::experiment
