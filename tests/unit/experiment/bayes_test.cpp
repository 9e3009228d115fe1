#include "experiment/bayes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "numeric/distributions.h"
#include "numeric/random.h"
#include "numeric/special.h"

namespace dangol::experiment {
namespace {

/// Control and treatment.
std::vector<Belief> believe(Count control, Count treatment, Prior prior = {1, 1}) {
  const std::vector<Count> arms = {control, treatment};
  return believe_shares(arms, 0, prior, 0.95);
}

/// P(second > first) of beta distributions as a finite sum of positive terms, for a whole b.a.
/// Source: E. Miller, "Formulas for Bayesian A/B testing" (2014), equation 6.
double probability_by_sum(double a1, double b1, double a2, double b2) {
  double sum = 0;
  for (double i = 0; i < a2; ++i) {
    sum += std::exp(numeric::log_beta(a1 + i, b1 + b2) - std::log(b2 + i) -
                    numeric::log_beta(1 + i, b2) - numeric::log_beta(a1, b1));
  }
  return sum;
}

/// The mean of max(0, second - first), from two such probabilities: x f(x; a, b) is the mean times
/// f(x; a + 1, b).
double loss_by_sum(double a1, double b1, double a2, double b2) {
  return a2 / (a2 + b2) * probability_by_sum(a1, b1, a2 + 1, b2) -
         a1 / (a1 + b1) * probability_by_sum(a1 + 1, b1, a2, b2);
}

TEST(Bayes, SharesOfTwoVariants) {
  // The prior of Jeffreys; spotify/confidence, test_betabinomial.py, integrated exactly.
  const auto small = believe({4, 10}, {50, 100}, {0.5, 0.5});
  EXPECT_NEAR(small[1].probability_better, 0.725301067012368, 1e-10);
  EXPECT_NEAR(small[1].probability_best, 0.725301067012368, 1e-10);
  EXPECT_NEAR(small[1].expected_loss, 0.026591152988, 1e-10);
  EXPECT_NEAR(small[0].expected_loss, 0.117500243897, 1e-10);
  // The rest at 40 digits.
  const auto none = believe({0, 50}, {3, 50});
  EXPECT_NEAR(none[1].probability_better, 0.941194119411941, 1e-12);
  EXPECT_NEAR(none[1].expected_loss, 0.00108696455904, 1e-12);
  EXPECT_NEAR(none[0].expected_loss, 0.0587792722513, 1e-12);
  const auto many = believe({120, 200}, {100, 200});
  EXPECT_NEAR(many[1].probability_better, 0.0224136367278500, 1e-12);
  EXPECT_NEAR(many[1].expected_loss, 0.0994230649438, 1e-12);
  EXPECT_NEAR(many[0].expected_loss, 0.000413163953678, 1e-12);
  const auto huge = believe({50'000, 1e6}, {50'500, 1e6});
  EXPECT_NEAR(huge[1].probability_better, 0.9472097507401054, 1e-9);
  EXPECT_NEAR(huge[1].expected_loss, 6.875e-06, 1e-9);
  EXPECT_NEAR(huge[0].expected_loss, 5.0687e-04, 1e-8);
  const auto same = believe({10, 100}, {10, 100});
  EXPECT_NEAR(same[1].probability_better, 0.5, 1e-12);
  EXPECT_NEAR(same[0].expected_loss, 0.0171294745688, 1e-12);
  EXPECT_NEAR(same[1].expected_loss, 0.0171294745688, 1e-12);
  // Beta(2, 1e6) and Beta(9, 1e6).
  const auto skewed = believe({1, 1e6}, {8, 1e6 + 7});
  EXPECT_NEAR(skewed[1].probability_better, 0.9892576586910217, 1e-9);
}

TEST(Bayes, CredibleIntervals) {
  // spotify/confidence, test_betabinomial.py, test_summary.
  const std::vector<Count> arms = {{500, 1009}, {42, 104}, {4, 10}};
  const auto beliefs = believe_shares(arms, 0, {0.5, 0.5}, 0.95);
  EXPECT_NEAR(beliefs[0].credible.low, 0.46473987, 1e-7);
  EXPECT_NEAR(beliefs[0].credible.high, 0.52636595, 1e-7);
  EXPECT_NEAR(beliefs[1].credible.low, 0.3132419, 1e-7);
  EXPECT_NEAR(beliefs[1].credible.high, 0.49971958, 1e-7);
  EXPECT_NEAR(beliefs[2].credible.low, 0.1530671, 1e-7);
  EXPECT_NEAR(beliefs[2].credible.high, 0.69632051, 1e-7);
}

TEST(Bayes, SharesAreExactSums) {
  struct Case {
    Count control, treatment;
  };
  const Case cases[] = {{{0, 0}, {0, 0}},       {{0, 1}, {1, 1}},       {{0, 20}, {0, 400'000}},
                        {{20, 20}, {0, 20}},    {{7, 30}, {90, 91}},    {{999, 1'000}, {997, 998}},
                        {{3, 40}, {60, 1e5}},   {{1, 1e8}, {5, 2e8}},   {{500, 900}, {510, 900}},
                        {{5, 1'000}, {0, 100}}, {{40, 60}, {0, 1'000}}, {{2, 9}, {120, 1e7}},
                        {{1, 1e8}, {2, 1e8}}};
  for (const auto& [control, treatment] : cases) {
    const double a1 = control.successes + 1;
    const double b1 = control.n - control.successes + 1;
    const double a2 = treatment.successes + 1;
    const double b2 = treatment.n - treatment.successes + 1;
    const double error = std::max(1e-11, 1e-17 * treatment.n);
    const auto beliefs = believe(control, treatment);
    EXPECT_NEAR(beliefs[1].probability_better, probability_by_sum(a1, b1, a2, b2), error) << a2;
    EXPECT_NEAR(beliefs[0].probability_best, probability_by_sum(a2, b2, a1, b1), error) << a2;
    EXPECT_NEAR(beliefs[0].expected_loss, loss_by_sum(a1, b1, a2, b2), error) << a2;
    EXPECT_NEAR(beliefs[1].expected_loss, loss_by_sum(a2, b2, a1, b1), error) << a2;
  }
}

TEST(Bayes, SeveralSharesAgreeWithTheirSumsAndPermutations) {
  const std::vector<Count> arms = {{10, 200}, {0, 15}, {60, 1'000}, {3, 20}, {60'000, 1e6}};
  for (const Better better : {Better::higher, Better::lower}) {
    const auto beliefs = believe_shares(arms, 2, {1, 1}, 0.9, better);
    double all = 0;
    for (const Belief& belief : beliefs) all += belief.probability_best;
    EXPECT_NEAR(all, 1, 1e-12);
    // The mean of the best is the same whichever arm it is measured from.
    const double sign = better == Better::higher ? 1 : -1;
    const double best = beliefs[0].mean + sign * beliefs[0].expected_loss;
    for (const Belief& belief : beliefs) {
      EXPECT_NEAR(belief.mean + sign * belief.expected_loss, best, 1e-12);
    }
    EXPECT_NEAR(beliefs[2].probability_better, 0.5, 1e-14);
    std::vector<size_t> order = {4, 2, 0, 3, 1};
    std::vector<Count> permuted;
    permuted.reserve(order.size());
    for (const size_t from : order) permuted.push_back(arms[from]);
    const auto again = believe_shares(permuted, 1, {1, 1}, 0.9, better);
    for (size_t i = 0; i < order.size(); ++i) {
      EXPECT_NEAR(again[i].probability_best, beliefs[order[i]].probability_best, 1e-12);
      EXPECT_NEAR(again[i].probability_better, beliefs[order[i]].probability_better, 1e-12);
      EXPECT_NEAR(again[i].expected_loss, beliefs[order[i]].expected_loss, 1e-12);
      EXPECT_EQ(again[i].credible.low, beliefs[order[i]].credible.low);
    }
  }
  // Lower is better: the same as counting those who did not.
  const auto lower = believe_shares(arms, 0, {2, 3}, 0.95, Better::lower);
  std::vector<Count> others;
  others.reserve(arms.size());
  for (const Count& arm : arms) others.push_back({arm.n - arm.successes, arm.n});
  const auto mirrored = believe_shares(others, 0, {3, 2}, 0.95);
  for (size_t i = 0; i < arms.size(); ++i) {
    EXPECT_NEAR(lower[i].probability_best, mirrored[i].probability_best, 1e-14);
    EXPECT_NEAR(lower[i].credible.low, 1 - mirrored[i].credible.high, 1e-14);
  }
}

TEST(Bayes, ThreeSharesAgreeWithDraws) {
  const std::vector<Count> arms = {{12, 90}, {15, 80}, {1, 12}};
  const auto beliefs = believe_shares(arms, 0, {1, 1}, 0.95);
  numeric::Random random(2026);
  constexpr int kDraws = 40'000;
  std::vector<double> best(3), loss(3);
  for (int draw = 0; draw < kDraws; ++draw) {
    double shares[3] = {};
    for (size_t i = 0; i < 3; ++i) {
      shares[i] = random.beta(arms[i].successes + 1, arms[i].n - arms[i].successes + 1);
    }
    const double most = *std::max_element(std::begin(shares), std::end(shares));
    for (size_t i = 0; i < 3; ++i) {
      best[i] += shares[i] == most ? 1 : 0;
      loss[i] += most - shares[i];
    }
  }
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(beliefs[i].probability_best, best[i] / kDraws, 0.01);
    EXPECT_NEAR(beliefs[i].expected_loss, loss[i] / kDraws, 0.001);
  }
}

TEST(Bayes, MeansOfTwoHaveClosedForms) {
  for (const double error : {0.0, 1e-9, 0.3, 40.0}) {
    for (const double value : {-2.0, 0.1, 1'000.0}) {
      const std::vector<Estimate> arms = {{0.1, 0.04}, {value, error * error}};
      const EffectBelief effect = believe_effect(value - 0.1, std::hypot(0.2, error), 0.95);
      const double unit = std::max({0.2, error, std::abs(value - 0.1)});
      for (const Better better : {Better::higher, Better::lower}) {
        const bool higher = better == Better::higher;
        const auto beliefs = believe_means(arms, 0, 0.95, better);
        const double above = effect.probability_above;
        EXPECT_NEAR(beliefs[1].probability_best, higher ? above : 1 - above, 1e-8);
        EXPECT_NEAR(beliefs[1].probability_better, higher ? above : 1 - above, 1e-8);
        EXPECT_NEAR(beliefs[1].expected_loss, higher ? effect.loss_chosen : effect.loss_kept,
                    1e-9 * unit);
        EXPECT_NEAR(beliefs[0].expected_loss, higher ? effect.loss_kept : effect.loss_chosen,
                    1e-9 * unit);
      }
    }
  }
  // Everybody the same: nobody is better, nothing is lost.
  const std::vector<Estimate> constant = {{5, 0}, {5, 0}, {5, 0}};
  for (const Belief& belief : believe_means(constant, 0, 0.95)) {
    EXPECT_NEAR(belief.probability_best, 1.0 / 3, 1e-9);
    EXPECT_NEAR(belief.expected_loss, 0, 1e-7);
    EXPECT_EQ(belief.credible.low, 5);
  }
}

TEST(Bayes, SeveralMeans) {
  // Three of the same spread: P(best) of the middle one by hand is not known, that of equals is.
  const std::vector<Estimate> equal = {{7, 4}, {7, 4}, {7, 4}, {7, 4}};
  for (const Belief& belief : believe_means(equal, 1, 0.95)) {
    EXPECT_NEAR(belief.probability_best, 0.25, 1e-13);
    // The mean of the largest of four standard normal values, H. L. Harter (1961).
    EXPECT_NEAR(belief.expected_loss, 2 * 1.02937537300396, 1e-12);
  }
  const std::vector<Estimate> arms = {{1, 0.25}, {1.2, 1e-8}, {0.4, 9}, {2, 0.64}};
  const auto beliefs = believe_means(arms, 0, 0.95);
  double all = 0;
  for (size_t i = 0; i < arms.size(); ++i) {
    all += beliefs[i].probability_best;
    EXPECT_NEAR(beliefs[i].mean + beliefs[i].expected_loss,
                beliefs[0].mean + beliefs[0].expected_loss, 1e-12);
  }
  EXPECT_NEAR(all, 1, 1e-12);
}

struct Sums {
  double n, sum, squares;
};

/// The lift of the treatment over the control, its standard error by the delta method.
EffectBelief believe_lift(Sums control, Sums treatment) {
  const auto variance_of_mean = [](const Sums& sums) {
    return (sums.squares - sums.sum * sums.sum / sums.n) / (sums.n - 1) / sums.n;
  };
  const double base = control.sum / control.n;
  const double ratio = treatment.sum / treatment.n / base;
  const double variance =
      (variance_of_mean(treatment) + ratio * ratio * variance_of_mean(control)) / (base * base);
  return believe_effect(ratio - 1, std::sqrt(variance), 0.95);
}

TEST(Bayes, Lifts) {
  // PostHog, test_bayesian.py.
  const EffectBelief money =
      believe_lift({2'507, 1'196.87, 37'377.9767}, {2'461, 1'922.7, 94'698.29});
  EXPECT_NEAR(money.credible.low, -0.0873, 5e-5);
  EXPECT_NEAR(money.credible.high, 1.36026, 5e-5);
  EXPECT_NEAR(money.probability_above, 0.95759, 5e-5);
  // growthbook, test_gbstats.py; where lower is better, the complement and the other loss.
  const EffectBelief counts = believe_lift({100, 270, 848.79}, {120, 300, 869});
  EXPECT_NEAR(counts.probability_above, 0.071834168, 1e-9);
  EXPECT_NEAR(counts.loss_chosen, 0.075691131, 1e-9);
  EXPECT_NEAR(counts.loss_kept, 0.001617057, 1e-9);
}

TEST(Bayes, Effects) {
  // growthbook, TestBinom: 49 and 51 of 100, the lift by the delta method.
  const double mean = 0.51 / 0.49 - 1;
  const double deviation =
      std::sqrt(0.51 * 0.49 / 100 / (0.49 * 0.49) * (1 + 0.51 * 0.51 / (0.49 * 0.49)));
  const EffectBelief shares = believe_effect(mean, deviation, 0.95);
  EXPECT_NEAR(shares.credible.low, -0.24779, 5e-6);
  EXPECT_NEAR(shares.credible.high, 0.32943, 5e-6);
  EXPECT_NEAR(shares.probability_above, 0.60918, 5e-6);
  EXPECT_NEAR(shares.loss_kept, 0.0814, 5e-6);
  EXPECT_NEAR(shares.loss_chosen, 0.04058, 5e-6);
  // growthbook, TestGetRiskNumericalStability.
  const EffectBelief clear = believe_effect(0.1, 0.05, 0.95);
  EXPECT_NEAR(clear.loss_kept, 0.1004245351308, 1e-10);
  EXPECT_NEAR(clear.loss_chosen, 0.0004245351308414, 1e-10);
  const EffectBelief certain = believe_effect(0.01, 4.5e-9, 0.95);
  EXPECT_EQ(certain.loss_kept, 0.01);
  EXPECT_EQ(certain.loss_chosen, 0);
  EXPECT_EQ(believe_effect(0, 0, 0.95).probability_above, 0.5);
}

}  // namespace
}  // namespace dangol::experiment
