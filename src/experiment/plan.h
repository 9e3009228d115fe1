// Plans of experiments: users and days for a wanted effect, the effect that given users show, the
// days a running one still needs. Everything here is per experiment: several treatments, unequal
// shares, correction for several comparisons, and the price of looking early.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "experiment/corrections.h"
#include "experiment/power.h"

namespace dangol::experiment {

enum class Outcome : uint8_t {
  proportion,
  mean,
  ratio  ///< of two sums: normal, with the standard deviation of the delta method
};

/// When the result is looked at.
enum class Peeking : uint8_t {
  none,    ///< once, at the end
  always,  ///< whenever one likes: a confidence sequence tuned to the planned end
  planned  ///< at `looks` evenly spaced looks: O'Brien-Fleming spending
};

struct PlanQuestion {
  Outcome outcome = Outcome::proportion;
  double baseline = 0;  ///< of the control: a share, or the mean of a user; above 0
  double sd = 0;        ///< of one user, in the baseline's unit; a share has its own
  double margin = 0;    ///< relative to the baseline: -0.02 = at most 2% worse is good enough
  std::vector<double> shares = {1, 1};  ///< of the users; the control first; any positive scale
  double alpha = 0.05;                  ///< of the experiment
  double power = 0.8;                   ///< of each comparison against the control
  Sides sides = Sides::two;
  Correction correction = Correction::holm;
  Peeking peeking = Peeking::none;
  int looks = 5;  ///< of Peeking::planned: 1 to 50
};

struct Plan {
  std::vector<double> users;  ///< of each arm, whole, the control first
  double total = 0;           ///< their sum
  double alpha = 0;           ///< of one comparison
  double inflation = 1;       ///< users / users that a single look at the end needs
};

/// alpha of each of so many comparisons, such that the family's stays `alpha`: what the smallest
/// p-value must fall below (Holm and Benjamini-Hochberg begin there, so a plan by it is on the
/// safe side). REQUIRES: comparisons >= 1
[[nodiscard]] double comparison_alpha(double alpha, double comparisons, Correction correction);

/// Whether the question can be answered at all: at least two positive shares, alpha < power < 1,
/// a baseline above 0 (a share: also below 1), a positive sd unless the outcome is a
/// share, and looks from 1 to 50.
[[nodiscard]] bool is_sound(const PlanQuestion& question);

/// Answers one question for many effects and numbers of users. What looking costs is worked out
/// once, when it is made: milliseconds for planned looks. REQUIRES: is_sound(question)
class Planner {
 public:
  explicit Planner(PlanQuestion question);

  /// The users with which every treatment whose true lift is `effect` (relative: 0.05 = 5% more) is
  /// found with the wanted power; the treatment with the smallest share decides. Empty where no
  /// number of users is enough (see sample_size.h) or a share would leave [0, 1].
  [[nodiscard]] std::optional<Plan> users(double effect) const;

  /// The chance that so many users in total show an effect, in the arm with the smallest share.
  /// With looks it is exact at the wanted power and close to it, and of Peeking::always that at the
  /// last look: less than that of all looks.
  [[nodiscard]] std::optional<double> power(double effect, double users) const;

  /// The smallest relative effect that so many users in total show with the wanted power, in the
  /// arm with the smallest share; negative for Sides::less. Empty where none is.
  [[nodiscard]] std::optional<double> detectable(double users) const;

 private:
  [[nodiscard]] std::optional<double> control_users(double effect, Rule rule) const;
  [[nodiscard]] std::optional<Arms> arms_of(double users) const;
  [[nodiscard]] Means means() const;
  [[nodiscard]] Shares shares() const;

  PlanQuestion question_;
  double alpha_ = 0;      ///< of one comparison
  Rule rule_;             ///< of one look, at the end
  double inflation_ = 1;  ///< of the users, for planned looks before it
  double control_ = 0;    ///< share of the control
  double weakest_ = 0;    ///< share of the treatment that has the smallest
};

/// Whole days until every arm has its users, when `users` have been counted so far in each and
/// `users_per_day` arrive in total, divided like the plan. 0 = enough already. Empty where nobody
/// arrives. REQUIRES: users.size() == plan.users.size()
[[nodiscard]] std::optional<double> days_left(const Plan& plan, std::span<const double> users,
                                              double users_per_day);

}  // namespace dangol::experiment
