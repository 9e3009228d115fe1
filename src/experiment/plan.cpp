#include "experiment/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "experiment/group_sequential.h"
#include "experiment/sample_size.h"
#include "experiment/sequential.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

/// Exact numbers of users are rounded up, but not over what arithmetic left behind.
constexpr double kRounding = 1e-12;

bool is_share(double value) {
  return value >= 0 && value <= 1;
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

Planner::Planner(PlanQuestion question) : question_(std::move(question)) {
  const std::vector<double>& parts = question_.shares;
  const double sum = std::accumulate(parts.begin(), parts.end(), 0.0);
  control_ = parts[0] / sum;
  weakest_ = *std::min_element(parts.begin() + 1, parts.end()) / sum;
  alpha_ = comparison_alpha(question_.alpha, static_cast<double>(parts.size() - 1),
                            question_.correction);
  rule_ = {alpha_, question_.sides};
  if (question_.peeking == Peeking::planned) {
    LookPlan looks;
    looks.looks = question_.looks;
    looks.alpha = alpha_;
    looks.sides = question_.sides;
    inflation_ = inflation(looks, question_.power);
  } else if (question_.peeking == Peeking::always) {
    // At its planned end a confidence sequence is a test with a stricter limit.
    const double tails = question_.sides == Sides::two ? 2 : 1;
    const double wider = anytime_test(0, 1, 1, 1, alpha_, question_.sides).width_ratio;
    const double limit = wider * numeric::normal_upper_quantile(alpha_ / tails);
    rule_.alpha = tails * numeric::normal_upper(limit);
  }
}

Means Planner::means() const {
  Means means;
  // The null hypothesis is treatment = (1 + margin) control, and so is what varies.
  means.sd_control = question_.sd * (1 + question_.margin);
  means.sd_treatment = question_.sd;
  means.margin = question_.margin * question_.baseline;
  means.reference = question_.outcome == Outcome::ratio ? Reference::normal : Reference::welch;
  return means;
}

Shares Planner::shares() const {
  Shares shares;
  shares.control = question_.baseline;
  shares.null_ratio = 1 + question_.margin;
  return shares;
}

std::optional<double> Planner::control_users(double effect, Rule rule) const {
  const double ratio = weakest_ / control_;
  if (question_.outcome == Outcome::proportion) {
    Shares truth = shares();
    truth.treatment = question_.baseline * (1 + effect);
    if (!is_share(truth.treatment)) return std::nullopt;
    return proportion_users(truth, ratio, question_.power, rule);
  }
  Means truth = means();
  truth.effect = question_.baseline * effect;
  return mean_users(truth, ratio, question_.power, rule);
}

std::optional<Arms> Planner::arms_of(double users) const {
  const Arms arms{users / inflation_ * control_, users / inflation_ * weakest_};
  const double least = question_.outcome == Outcome::mean ? 1 : 0;
  if (!(arms.control > least && arms.treatment > least)) return std::nullopt;
  return arms;
}

std::optional<Plan> Planner::users(double effect) const {
  const auto needed = control_users(effect, rule_);
  if (!needed) return std::nullopt;
  Plan plan;
  plan.alpha = alpha_;
  plan.inflation = inflation_;
  if (question_.peeking == Peeking::always) {
    const auto once = control_users(effect, {alpha_, question_.sides});
    plan.inflation = once ? *needed / *once : 1;
  }
  for (const double share : question_.shares) {
    const double exact = *needed * inflation_ * share / question_.shares[0];
    plan.users.push_back(std::ceil(exact * (1 - kRounding)));
    plan.total += plan.users.back();
  }
  return plan;
}

std::optional<double> Planner::power(double effect, double users) const {
  const auto arms = arms_of(users);
  if (!arms) return std::nullopt;
  if (question_.outcome == Outcome::proportion) {
    Shares truth = shares();
    truth.treatment = question_.baseline * (1 + effect);
    if (!is_share(truth.treatment)) return std::nullopt;
    return proportion_power(truth, *arms, rule_);
  }
  Means truth = means();
  truth.effect = question_.baseline * effect;
  return mean_power(truth, *arms, rule_);
}

std::optional<double> Planner::detectable(double users) const {
  const auto arms = arms_of(users);
  if (!arms) return std::nullopt;
  const std::optional<double> difference =
      question_.outcome == Outcome::proportion
          ? detectable_shift_of_share(shares(), *arms, question_.power, rule_)
          : detectable_shift_of_mean(means(), *arms, question_.power, rule_);
  if (!difference) return std::nullopt;
  return *difference / question_.baseline;
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
  return std::ceil(days * (1 - kRounding));
}

}  // namespace dangol::experiment
