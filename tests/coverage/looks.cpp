// What is looked at more than once: experiments that are peeked at, several treatments, the health
// of the division, and beliefs.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "coverage/check.h"
#include "coverage/experiments.h"
#include "coverage/table.h"
#include "experiment/bayes.h"
#include "experiment/corrections.h"
#include "experiment/group_sequential.h"
#include "experiment/sample_ratio.h"
#include "experiment/sequential.h"
#include "experiment/sequential_shares.h"
#include "experiment/two_proportions.h"
#include "numeric/distributions.h"
#include "numeric/random.h"
#include "support/draws.h"

namespace dangol::coverage {
namespace {

using experiment::Correction;
using experiment::Count;
using experiment::Sides;

constexpr double kAlpha = 0.05;
constexpr std::array<double, 4> kShares = {0.005, 0.02, 0.1, 0.5};
constexpr double kLift = 1.3;
constexpr int kDraws = 4000;
constexpr int kLooks = 20;
constexpr int kPlannedLooks = 5;
/// Successes, and failures, from which a share is normal enough to look at.
constexpr double kMany = 10;

uint64_t seed_of(uint64_t kind, Design design, size_t share) {
  return (kind << 16) + 16 * design.size + 8 * (design.unequal ? 1 : 0) + share;
}

std::string share_name(double share) {
  return std::to_string(share * 100).substr(0, 4) + "%";
}

double expected(Design design, double share) {
  return std::fmin(design.control(), design.treatment()) * share;
}

/// The standard error of the difference of shares, each side with its own variance.
double error_of(Count control, Count treatment) {
  const auto part = [](Count count) {
    const double share = count.successes / count.n;
    return share * (1 - share) / count.n;
  };
  return std::sqrt(part(control) + part(treatment));
}

bool has_many(Count count) {
  return std::fmin(count.successes, count.n - count.successes) >= kMany;
}

double share_of(Count count) {
  return count.successes / count.n;
}

void grow(numeric::Random& random, Count& count, double to, double share) {
  count.successes += test::binomial(random, to - count.n, share);
  count.n = to;
}

/// An experiment that is looked at twenty times (as often as its smaller arm has users, if fewer).
void cover_peeking(Table& tests, Table& intervals, Design design, size_t which) {
  const double share = kShares[which];
  const double looks = std::fmin(kLooks, design.control());
  numeric::Random random(seed_of(0x9ee4, design, which));
  const double planned = kUsers[design.size];
  double naive = 0;
  double anytime = 0;
  double patient = 0;
  double missed = 0;
  double patient_missed = 0;
  double share_missed = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Count control;
    Count treatment;
    Count better;
    bool naive_found = false;
    bool anytime_found = false;
    bool patient_found = false;
    bool truth_missed = false;
    bool patient_truth_missed = false;
    bool own_missed = false;
    for (double look = 1; look <= looks; ++look) {
      grow(random, control, std::round(design.control() * look / looks), share);
      const double users = std::round(design.treatment() * look / looks);
      grow(random, treatment, users, share);
      grow(random, better, users, share * kLift);
      naive_found |= experiment::z_test(control, treatment, Sides::two).p < kAlpha;
      const auto test = [&](Count treated) {
        return experiment::anytime_test(share_of(treated) - share_of(control),
                                        error_of(control, treated), control.n + treated.n, planned,
                                        kAlpha, Sides::two);
      };
      if (error_of(control, treatment) > 0) {
        const bool found = test(treatment).p < kAlpha;
        anytime_found |= found;
        patient_found |= found && has_many(control) && has_many(treatment);
      }
      if (error_of(control, better) > 0) {
        const experiment::Interval interval = test(better).interval;
        const double truth = share * (kLift - 1);
        const bool misses = truth < interval.low || truth > interval.high;
        truth_missed |= misses;
        patient_truth_missed |= misses && has_many(control) && has_many(better);
      }
      const experiment::Interval own =
          experiment::bernoulli_sequence(treatment, design.treatment(), kAlpha);
      own_missed |= share < own.low || share > own.high;
    }
    naive += naive_found ? 1 : 0;
    anytime += anytime_found ? 1 : 0;
    patient += patient_found ? 1 : 0;
    missed += truth_missed ? 1 : 0;
    patient_missed += patient_truth_missed ? 1 : 0;
    share_missed += own_missed ? 1 : 0;
  }
  const double noise = noise_of(kAlpha, kDraws);
  // Asymptotic: by the first look each arm should have five successes or so.
  const bool many = expected(design, share) / looks >= 5;
  const std::string where = share_name(share);
  tests.add("z at 20 looks, each as if it were the only one", design, naive / kDraws, noise, {},
            where);
  tests.add("confidence sequence at 20 looks", design, anytime / kDraws, noise,
            many ? Promise{0, kAlpha} : Promise{}, where);
  tests.add("the same from 10 successes in each arm on", design, patient / kDraws, noise,
            {0, kAlpha}, where);
  intervals.add("confidence sequence, difference, 20 looks", design, 1 - missed / kDraws, noise,
                many ? Promise{1 - kAlpha, 1} : Promise{}, where);
  intervals.add("the same from 10 successes in each arm on", design, 1 - patient_missed / kDraws,
                noise, {1 - kAlpha, 1}, where);
  intervals.add("Bernoulli sequence, one share, 20 looks", design, 1 - share_missed / kDraws, noise,
                {1 - kAlpha, 1}, where);
}

void cover_planned(Table& tests, Design design, size_t which, experiment::Spending spending,
                   const std::string& method) {
  if (design.control() < kPlannedLooks) return;
  experiment::LookPlan plan;
  plan.looks = kPlannedLooks;
  plan.spending = spending;
  std::array<double, kPlannedLooks> bounds{};
  for (int look = 1; look <= kPlannedLooks; ++look) {
    bounds[static_cast<size_t>(look - 1)] =
        experiment::look_now(plan, static_cast<double>(look) / kPlannedLooks).bound;
  }
  const double share = kShares[which];
  numeric::Random random(seed_of(0x100c5, design, which));
  double found = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    Count control;
    Count treatment;
    bool crossed = false;
    for (double look = 1; look <= kPlannedLooks; ++look) {
      const double part = look / kPlannedLooks;
      grow(random, control, std::round(design.control() * part), share);
      grow(random, treatment, std::round(design.treatment() * part), share);
      const double z = experiment::z_test(control, treatment, Sides::two).statistic;
      crossed |= std::fabs(z) >= bounds[static_cast<size_t>(look) - 1];
    }
    found += crossed ? 1 : 0;
  }
  tests.add(method, design, found / kDraws, noise_of(kAlpha, kDraws),
            expected(design, share) >= 30 ? Promise{0.03, 0.06} : Promise{}, share_name(share));
}

/// Three treatments that are like the control: how often any is found.
void cover_families(Table& tests, Design design, size_t which) {
  constexpr std::array kCorrections = {
      std::pair(Correction::none, "any of 3 treatments, uncorrected"),
      std::pair(Correction::holm, "any of 3 treatments, Holm"),
      std::pair(Correction::hochberg, "any of 3 treatments, Hochberg"),
      std::pair(Correction::sidak, "any of 3 treatments, Sidak"),
      std::pair(Correction::benjamini_hochberg, "any of 3 treatments, Benjamini-Hochberg")};
  const double share = kShares[which];
  numeric::Random random(seed_of(0xfa3, design, which));
  std::array<double, kCorrections.size()> found{};
  for (int draw = 0; draw < kDraws; ++draw) {
    const Count control{test::binomial(random, design.control(), share), design.control()};
    std::array<double, 3> p{};
    for (double& each : p) {
      const Count treatment{test::binomial(random, design.treatment(), share), design.treatment()};
      each = experiment::z_test(control, treatment, Sides::two).p;
    }
    for (size_t i = 0; i < kCorrections.size(); ++i) {
      const std::vector<double> adjusted = experiment::adjusted_p(p, kCorrections[i].first);
      found[i] += *std::min_element(adjusted.begin(), adjusted.end()) < kAlpha ? 1 : 0;
    }
  }
  for (size_t i = 0; i < kCorrections.size(); ++i) {
    const bool promised = i > 0 && expected(design, share) >= 30;
    tests.add(kCorrections[i].second, design, found[i] / kDraws, noise_of(kAlpha, kDraws),
              promised ? Promise{0, 0.06} : Promise{}, share_name(share));
  }
}

/// How often the division is said to be wrong when it is right: every division, with its chance.
void cover_sample_ratio(Table& tests, Design design) {
  const std::array<double, 2> weights = {design.control(), design.treatment()};
  const double n = kUsers[design.size];
  const double part = design.control() / n;
  double caution = 0;
  double alarm = 0;
  for (double k = 0; k <= n; ++k) {
    const std::array<double, 2> users = {k, n - k};
    const double p = experiment::sample_ratio(users, weights).test.p;
    if (!(p < experiment::kSampleRatioCaution)) continue;
    const double chance =
        std::exp(numeric::log_choose(n, k) + k * std::log(part) + (n - k) * std::log1p(-part));
    caution += chance;
    alarm += p < experiment::kSampleRatioAlarm ? chance : 0;
  }
  const bool told = n >= experiment::kSampleRatioLeastUsers;
  tests.add("sample ratio at 1%", design, caution, 0, told ? Promise{0, 0.015} : Promise{},
            "division");
  tests.add("sample ratio at 0.1%", design, alarm, 0, told ? Promise{0, 0.002} : Promise{},
            "division");

  numeric::Random random(seed_of(0x5a3, design, 0));
  double found = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    std::array<double, 2> users{};
    bool ever = false;
    for (double look = 1; look <= kLooks; ++look) {
      const double more = n / kLooks;
      const double control = test::binomial(random, more, part);
      users[0] += control;
      users[1] += more - control;
      ever |= experiment::anytime_sample_ratio_p(users, weights) < kAlpha;
    }
    found += ever ? 1 : 0;
  }
  tests.add("sample ratio at any of 20 looks, 5%", design, found / kDraws, noise_of(kAlpha, kDraws),
            {0, kAlpha}, "division");
}

/// What was believed of variants, and how it turned out.
struct Beliefs {
  double sure = 0;
  double believed = 0;
  double right = 0;
};

/// Shares that the prior is true of: beliefs must then be right on average.
void cover_beliefs(Table& intervals, Beliefs& all, Design design) {
  constexpr experiment::Prior kPrior{2, 18};
  constexpr int kBeliefs = 2000;
  numeric::Random random(seed_of(0xbe1, design, 0));
  double held = 0;
  for (int draw = 0; draw < kBeliefs; ++draw) {
    std::array<double, 3> truth{};
    std::array<Count, 3> arms;
    for (size_t arm = 0; arm < arms.size(); ++arm) {
      truth[arm] = random.beta(kPrior.alpha, kPrior.beta);
      const double users = arm == 0 ? design.control() : design.treatment();
      arms[arm] = {test::binomial(random, users, truth[arm]), users};
    }
    const auto beliefs = experiment::believe_shares(arms, 0, kPrior, 1 - kAlpha);
    const auto best = std::max_element(truth.begin(), truth.end()) - truth.begin();
    for (size_t arm = 0; arm < arms.size(); ++arm) {
      const experiment::Belief& belief = beliefs[arm];
      held += belief.credible.low <= truth[arm] && truth[arm] <= belief.credible.high ? 1 : 0;
      if (belief.probability_best < 0.7 || belief.probability_best > 0.95) continue;
      all.sure += 1;
      all.believed += belief.probability_best;
      all.right += static_cast<size_t>(best) == arm ? 1 : 0;
    }
  }
  const double trials = 3 * kBeliefs;
  intervals.add("credible interval, shares drawn from the prior", design, held / trials,
                noise_of(kAlpha, trials), {1 - kAlpha, 1 - kAlpha}, "beliefs");
}

}  // namespace

void cover_looks() {
  Table tests("false positives, looks and families");
  Table intervals("coverage at 95%, looks and beliefs");
  Beliefs beliefs;
  for (const Design design : designs()) {
    for (size_t share = 0; share < kShares.size(); ++share) {
      cover_peeking(tests, intervals, design, share);
      cover_planned(tests, design, share, experiment::Spending::obrien_fleming,
                    "5 planned looks, O'Brien-Fleming");
      cover_planned(tests, design, share, experiment::Spending::pocock, "5 planned looks, Pocock");
      cover_families(tests, design, share);
    }
    cover_sample_ratio(tests, design);
    cover_beliefs(intervals, beliefs, design);
  }
  tests.print();
  intervals.print();
  const double believed = beliefs.believed / beliefs.sure;
  const double right = beliefs.right / beliefs.sure;
  std::printf(
      "\nOf %.0f variants believed best by 70%% to 95%% (%.1f%% on average), %.1f%% were.\n",
      beliefs.sure, 100 * believed, 100 * right);
  check(std::fabs(right - believed) <= 3 * noise_of(believed, beliefs.sure), "beliefs: the best");
}

}  // namespace dangol::coverage
