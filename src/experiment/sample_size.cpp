#include "experiment/sample_size.h"

#include <algorithm>
#include <cmath>

#include "numeric/root.h"

namespace dangol::experiment {

namespace {

constexpr int kMostSteps = 200;

/// The x > 0 at which a rising function first reaches 0, by doubling and halving from `guess`; the
/// largest x where that is below 0 stays `most`.
template <typename Function>
std::optional<double> first_crossing(double guess, double most, Function rising) {
  double high = std::min(guess, most);
  double at_high = rising(high);
  double low = high;
  double at_low = at_high;
  for (int step = 0; at_high < 0; ++step) {
    if (high >= most || step == kMostSteps) return std::nullopt;
    low = high;
    at_low = at_high;
    high = std::min(2 * high, most);
    at_high = rising(high);
  }
  for (int step = 0; at_low >= 0; ++step) {
    if (step == kMostSteps) return low;  // anything is enough
    high = low;
    at_high = at_low;
    low = high / 2;
    at_low = rising(low);
  }
  return numeric::rising_root(low, high, at_low, at_high, 1e-13, rising);
}

/// What the rule finds on the side of the effect.
Rule towards(double effect, Rule rule) {
  if (rule.sides != Sides::two) return rule;
  return {rule.alpha / 2, effect > 0 ? Sides::greater : Sides::less};
}

bool is_towards(double effect, Rule rule) {
  return rule.sides == Sides::greater ? effect > 0 : effect < 0;
}

/// The treatment's share that the null hypothesis allows.
double null_of(const Shares& shares) {
  return shares.control * shares.null_ratio + shares.margin;
}

constexpr double kAnyNumber = 1e300;
constexpr double kGuess = 8;  // (1.96 + 0.84)^2: of alpha 5%, power 80%

}  // namespace

std::optional<double> proportion_users(const Shares& shares, double ratio, double power,
                                       Rule rule) {
  const double effect = shares.treatment - null_of(shares);
  rule = towards(effect, rule);
  if (!is_towards(effect, rule)) return std::nullopt;
  const double guess = kGuess * (shares.control * (1 - shares.control) +
                                 shares.treatment * (1 - shares.treatment) / ratio);
  return first_crossing(std::max(guess, 1e-3) / (effect * effect), kAnyNumber, [&](double users) {
    return proportion_power(shares, {users, ratio * users}, rule) - power;
  });
}

std::optional<double> mean_users(const Means& means, double ratio, double power, Rule rule) {
  const double effect = means.effect - means.margin;
  rule = towards(effect, rule);
  if (!is_towards(effect, rule)) return std::nullopt;
  // Both arms need more than one user to know their spread.
  const double least = means.reference == Reference::normal ? 0 : std::max(1.0, 1 / ratio);
  const double guess =
      kGuess *
      (means.sd_control * means.sd_control + means.sd_treatment * means.sd_treatment / ratio) /
      (effect * effect);
  const auto more = first_crossing(guess, kAnyNumber, [&](double more_users) {
    const double users = least + more_users;
    return mean_power(means, {users, ratio * users}, rule) - power;
  });
  if (!more) return std::nullopt;
  return least + *more;
}

std::optional<double> detectable_shift_of_share(const Shares& shares, Arms arms, double power,
                                                Rule rule) {
  const double null = std::clamp(null_of(shares), 0.0, 1.0);
  const double side = rule.sides == Sides::less ? -1 : 1;
  rule = towards(side, rule);
  const double room = side > 0 ? 1 - null : null;
  if (!(room > 0)) return std::nullopt;
  const auto away = first_crossing(room * 0x1p-30, room, [&](double distance) {
    Shares truth = shares;
    truth.treatment = std::clamp(null + side * distance, 0.0, 1.0);
    return proportion_power(truth, arms, rule) - power;
  });
  if (!away) return std::nullopt;
  return null + side * *away - shares.control;
}

double detectable_shift_of_mean(const Means& means, Arms arms, double power, Rule rule) {
  const double side = rule.sides == Sides::less ? -1 : 1;
  rule = towards(side, rule);
  const double guess =
      std::sqrt(kGuess * (means.sd_control * means.sd_control / arms.control +
                          means.sd_treatment * means.sd_treatment / arms.treatment));
  const auto away = first_crossing(guess, kAnyNumber, [&](double distance) {
    Means truth = means;
    truth.effect = means.margin + side * distance;
    return mean_power(truth, arms, rule) - power;
  });
  return means.margin + side * away.value_or(kAnyNumber);
}

}  // namespace dangol::experiment
