// Plans: experiments of the planned size find the planned effect as often as they promise.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "coverage/check.h"
#include "coverage/experiments.h"
#include "coverage/table.h"
#include "experiment/group_sequential.h"
#include "experiment/plan.h"
#include "experiment/proportion_comparison.h"
#include "experiment/sequential.h"
#include "experiment/two_means.h"
#include "experiment/two_proportions.h"
#include "numeric/distributions.h"
#include "numeric/random.h"
#include "support/draws.h"

namespace dangol::coverage {
namespace {

using experiment::Count;
using experiment::Peeking;
using experiment::Plan;
using experiment::PlanQuestion;
using experiment::Sides;

constexpr int kDraws = 10000;

/// Prints one plan, and holds what it found to what it promised, give or take `slack`.
void tell(const std::string& name, const Plan& plan, double promised, double found, double slack,
          double surplus = 0) {
  std::printf("| %s | %.0f | %.1f | %.1f |\n", name.c_str(), plan.total, 100 * promised,
              100 * found);
  const double noise = 3 * noise_of(promised, kDraws);
  check(found >= promised - slack - noise && found <= promised + slack + surplus + noise,
        name + ": the power found");
}

/// Draws experiments of shares with the planned users; `finds` is the test of one treatment.
template <typename Finds>
double found_of_shares(const Plan& plan, double baseline, double effect, Finds finds) {
  numeric::Random random(0x9a4 + static_cast<uint64_t>(plan.total));
  double found = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const Count control{test::binomial(random, plan.users[0], baseline), plan.users[0]};
    const Count treatment{test::binomial(random, plan.users[1], baseline * (1 + effect)),
                          plan.users[1]};
    found += finds(control, treatment) ? 1 : 0;
  }
  return found / kDraws;
}

void plan_shares() {
  for (const double baseline : {0.005, 0.02, 0.1, 0.5}) {
    for (const bool unequal : {false, true}) {
      for (const Sides sides : {Sides::two, Sides::greater}) {
        PlanQuestion question;
        question.baseline = baseline;
        question.sides = sides;
        if (unequal) question.shares = {1, 9};
        const double effect = baseline < 0.01 ? 0.3 : 0.2;
        const Plan plan = *experiment::Planner(question).users(effect);
        const double found =
            found_of_shares(plan, baseline, effect, [&](Count control, Count treatment) {
              return experiment::z_test(control, treatment, sides).p < 0.05;
            });
        std::array<char, 96> name;
        std::snprintf(name.data(), name.size(), "z of shares, %g%% + %g%%, %s, %s side%s",
                      100 * baseline, 100 * effect, unequal ? "1:9" : "1:1",
                      sides == Sides::two ? "two" : "one", sides == Sides::two ? "s" : "");
        tell(name.data(), plan, 0.8, found, 0.02);
      }
    }
  }
}

void plan_families_and_margins() {
  PlanQuestion question;
  question.baseline = 0.1;
  question.shares = {2, 1, 1, 1};
  const Plan four = *experiment::Planner(question).users(0.2);
  const auto at_its_alpha = [&](Count control, Count treatment) {
    return experiment::z_test(control, treatment, Sides::two).p < four.alpha;
  };
  tell("z of shares, 10% + 20%, one of 3 treatments, 2:1:1:1", four, 0.8,
       found_of_shares(four, 0.1, 0.2, at_its_alpha), 0.02);

  question.shares = {1, 1};
  question.sides = Sides::greater;
  question.margin = -0.1;
  const Plan margin = *experiment::Planner(question).users(0);
  const auto not_worse = [&](Count control, Count treatment) {
    return experiment::test_lift(control, treatment, -0.1, Sides::greater).p < 0.05;
  };
  tell("shares, 10%, not worse by 10%", margin, 0.8, found_of_shares(margin, 0.1, 0, not_worse),
       0.02);
}

void plan_means() {
  for (const double effect : {0.9, 0.2}) {
    PlanQuestion question;
    question.outcome = experiment::Outcome::mean;
    question.baseline = 10;
    question.sd = 5;
    question.shares = {1, 2};
    const experiment::Planner planner(question);
    const Plan plan = *planner.users(effect);
    numeric::Random random(0x3ea);
    double found = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
      std::array<experiment::Moments, 2> arms;
      for (size_t arm = 0; arm < 2; ++arm) {
        const double mean = arm == 0 ? 10 : 10 * (1 + effect);
        for (double i = 0; i < plan.users[arm]; ++i) arms[arm].add(mean + 5 * random.normal());
      }
      found += compare_means(arms[0], arms[1], 0.05)->test.p < 0.05 ? 1 : 0;
    }
    const double promised = *planner.power(effect, plan.total);
    tell(effect > 0.5 ? "Welch's t, 2 spreads apart, 1:2" : "Welch's t, 0.4 spreads apart, 1:2",
         plan, promised, found / kDraws, 0.01);
  }
}

/// Looked at early: found at any look counts.
void plan_looks() {
  PlanQuestion question;
  question.baseline = 0.1;
  for (const Peeking peeking : {Peeking::planned, Peeking::always}) {
    question.peeking = peeking;
    question.looks = 5;
    const Plan plan = *experiment::Planner(question).users(0.2);
    const int looks = peeking == Peeking::planned ? question.looks : 20;
    std::vector<double> bounds;
    for (int look = 1; look <= looks && peeking == Peeking::planned; ++look) {
      bounds.push_back(look_now(experiment::LookPlan{}, static_cast<double>(look) / looks).bound);
    }
    numeric::Random random(0x10c);
    double found = 0;
    double at_the_end = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
      Count control;
      Count treatment;
      bool ever = false;
      bool now = false;
      for (int look = 1; look <= looks; ++look) {
        const double n = std::round(plan.users[0] * look / looks);
        control.successes += test::binomial(random, n - control.n, 0.1);
        treatment.successes += test::binomial(random, n - treatment.n, 0.12);
        control.n = treatment.n = n;
        if (peeking == Peeking::planned) {
          const double z = experiment::z_test(control, treatment, Sides::two).statistic;
          now = std::fabs(z) >= bounds[static_cast<size_t>(look) - 1];
        } else {
          const double a = control.successes / n;
          const double b = treatment.successes / n;
          const double error = std::sqrt((a * (1 - a) + b * (1 - b)) / n);
          now =
              error > 0 &&
              experiment::anytime_test(b - a, error, 2 * n, plan.total, 0.05, Sides::two).p < 0.05;
        }
        ever |= now;
      }
      found += ever ? 1 : 0;
      at_the_end += now ? 1 : 0;
    }
    if (peeking == Peeking::planned) {
      tell("5 planned looks, 10% + 20%", plan, 0.8, found / kDraws, 0.02);
    } else {
      tell("confidence sequence, 10% + 20%, at its end", plan, 0.8, at_the_end / kDraws, 0.02);
      tell("confidence sequence, 10% + 20%, at any of 20 looks", plan, 0.8, found / kDraws, 0.02,
           0.1);
    }
  }
}

}  // namespace

void cover_plans() {
  std::printf("\n| plan | users | power promised | found |\n|---|---|---|---|\n");
  plan_shares();
  plan_families_and_margins();
  plan_means();
  plan_looks();
}

}  // namespace dangol::coverage
