#include "experiment/exact_test.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "experiment/proportion.h"

namespace dangol::experiment {
namespace {

void expect_close(double actual, double expected, double tolerance) {
  EXPECT_NEAR(actual / expected, 1, tolerance) << actual << " for " << expected;
}

// ../shared/golden/experiment.json.

TEST(ExactTestGolden, A11) {
  const Count control{19, 53};
  const Count treatment{13, 47};
  EXPECT_NEAR(fisher(control, treatment, Sides::two).p, 0.3999948918153569, 1e-12);
  EXPECT_NEAR(fisher(control, treatment, Sides::less).p, 0.2546303652212273, 1e-12);
  EXPECT_NEAR(barnard(control, treatment, Sides::two).p, 0.530637102766593, 1e-9);
  EXPECT_NEAR(boschloo(control, treatment, Sides::two).p, 0.4000169399363184, 1e-9);
}

TEST(ExactTestGolden, A17) {
  EXPECT_NEAR(fisher({0, 50}, {3, 50}, Sides::two).p, 0.242424242424, 1e-8);
  EXPECT_NEAR(barnard({0, 50}, {3, 50}, Sides::two).p, 0.092270305, 1e-8);
  EXPECT_NEAR(boschloo({0, 50}, {3, 50}, Sides::two).p, 0.193347924, 1e-8);
}

TEST(ExactTestGolden, B05) {
  const auto p = [](double a, double b, double c, double d) {  // [[a, b], [c, d]] of the case
    return fisher({c, c + d}, {a, a + b}, Sides::two).p;
  };
  expect_close(p(6, 37, 108, 200), 0.005092697748126, 1e-7);
  expect_close(p(22, 0, 0, 102), 7.175066786244549e-25, 1e-7);
  expect_close(p(94, 48, 3577, 16988), 2.069356340993818e-37, 1e-7);
  EXPECT_NEAR(p(18000, 80000, 20000, 90000), 0.2751, 5e-5);
}

TEST(ExactTestGolden, B06) {
  const auto hold = [](Count control, Count treatment, double statistic, double p) {
    const auto test = barnard(control, treatment, Sides::two);
    expect_close(test.statistic, statistic, 1e-7);
    expect_close(test.p, p, 1e-7);
  };
  hold({40, 79}, {43, 53}, 3.555406779643, 0.000362832367);
  hold({7, 9}, {2, 10}, -2.518474945157, 0.019210815430);
  hold({1, 11}, {5, 15}, 1.449486150679, 0.156277546306);
}

std::vector<double> binomial(double n, double share) {
  std::vector<double> mass;
  for (double k = 0; k <= n; ++k) {
    const double log_choose = std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
    mass.push_back(std::exp(log_choose) * std::pow(share, k) * std::pow(1 - share, n - k));
  }
  return mass;
}

using IsOut = std::function<bool(Count, Count)>;

/// The largest chance of all tables that `is_out`, over so many of the control's shares.
double plain_chance(double control_n, double treatment_n, int shares, const IsOut& is_out,
                    Effect effect, double value, Interval of = {0, 1}) {
  std::vector<bool> out;
  for (double x = 0; x <= control_n; ++x) {
    for (double y = 0; y <= treatment_n; ++y) {
      out.push_back(is_out({x, control_n}, {y, treatment_n}));
    }
  }
  double largest = 0;
  for (int i = 0; i <= shares; ++i) {
    const double share = of.low + (of.high - of.low) * i / shares;
    const double other = effect == Effect::difference ? share + value : share * value;
    if (other < 0 || other > 1) continue;
    const std::vector<double> of_control = binomial(control_n, share);
    const std::vector<double> of_treatment = binomial(treatment_n, other);
    double chance = 0;
    for (size_t x = 0; x < of_control.size(); ++x) {
      for (size_t y = 0; y < of_treatment.size(); ++y) {
        if (out[x * of_treatment.size() + y]) chance += of_control[x] * of_treatment[y];
      }
    }
    largest = std::max(largest, chance);
  }
  return largest;
}

double plain_score_p(Effect effect, Count control, Count treatment, double value, Sides sides,
                     int shares, Interval of = {0, 1}) {
  const double seen = score_statistic(effect, control, treatment, value);
  const IsOut is_out = [&](Count c, Count t) {
    const double z = score_statistic(effect, c, t, value);
    constexpr double kTie = 1e-9;
    const bool above = z >= seen - kTie;
    const bool below = z <= seen + kTie;
    return sides == Sides::two       ? std::fabs(z) >= std::fabs(seen) - kTie
           : sides == Sides::greater ? above
                                     : below;
  };
  return plain_chance(control.n, treatment.n, shares, is_out, effect, value, of);
}

// Against all tables one by one and hundreds of shares: never less, and hardly more.
TEST(ExactTest, IsTheLargestChanceOfTablesAsFarOut) {
  const Count pairs[][2] = {{{1, 6}, {4, 5}}, {{0, 4}, {0, 7}}, {{3, 3}, {1, 9}}, {{2, 8}, {3, 8}}};
  for (const auto& pair : pairs) {
    const Count control = pair[0];
    const Count treatment = pair[1];
    for (const Sides sides : {Sides::two, Sides::greater, Sides::less}) {
      const auto hold = [&](Effect effect, double value) {
        const double p = score_p(effect, control, treatment, value, sides);
        const double plain = plain_score_p(effect, control, treatment, value, sides, 300);
        EXPECT_GE(p, plain - 1e-9) << value;
        EXPECT_LE(p, plain + 1e-3) << value;
        EXPECT_EQ(score_accepts(effect, control, treatment, value, sides, .1), p >= .1);
      };
      for (const double value : {-.6, 0., .15, .5}) hold(Effect::difference, value);
      for (const double value : {.4, 1., 2.5}) hold(Effect::ratio, value);
    }
  }
}

TEST(ExactTest, BoschlooIsTheLargestChanceByFisher) {
  const Count control{1, 8};
  const Count treatment{5, 9};
  const double seen = fisher(control, treatment, Sides::greater).p;
  const IsOut is_out = [&](Count c, Count t) {
    return fisher(c, t, Sides::greater).p <= seen * (1 + 1e-9);
  };
  const double plain = plain_chance(8, 9, 4000, is_out, Effect::difference, 0);
  EXPECT_NEAR(boschloo(control, treatment, Sides::greater).p, plain, 1e-6);
  EXPECT_LE(plain, seen);  // it is uniformly more powerful than Fisher's
}

// With more users than kUnrestrictedUsers only shares that go with both counts are looked at.
TEST(ExactTest, LargeSamplesAreHeldAgainstLikelyShares) {
  const Count control{4, 6};
  const Count treatment{150, 600};
  ASSERT_GT(control.n + treatment.n, kUnrestrictedUsers);
  const Interval likely = clopper_pearson(treatment, 5e-16);  // the control says less
  const double plain =
      plain_score_p(Effect::difference, control, treatment, 0, Sides::two, 200, likely);
  EXPECT_NEAR(barnard(control, treatment, Sides::two).p, plain, 2e-5);
  // Rare events of very many users are those of a Poisson law: 7 against 1 of equal chances.
  const double poisson = barnard({1, 1e6}, {7, 1e6}, Sides::two).p;
  EXPECT_NEAR(barnard({1, 1e4}, {7, 1e4}, Sides::two).p, poisson, 2e-4);
}

TEST(ExactTest, FisherCountsTables) {
  // Three of three against none of three: one table of twenty on each side.
  EXPECT_NEAR(fisher({0, 3}, {3, 3}, Sides::two).p, .1, 1e-14);
  EXPECT_NEAR(fisher({0, 3}, {3, 3}, Sides::greater).p, .05, 1e-14);
  EXPECT_EQ(fisher({0, 3}, {3, 3}, Sides::less).p, 1);
  EXPECT_EQ(fisher({0, 3}, {0, 4}, Sides::two).p, 1);
  EXPECT_EQ(fisher({3, 3}, {4, 4}, Sides::two).p, 1);
  EXPECT_EQ(barnard({0, 3}, {0, 4}, Sides::two).p, 1);
  EXPECT_EQ(boschloo({3, 3}, {4, 4}, Sides::two).p, 1);
}

}  // namespace
}  // namespace dangol::experiment
