#include "models/bg_bb.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "numeric/random.h"

namespace dangol::models {
namespace {

// Donations of the 11,104 people who first gave in 1995, to 2001: P. Fader, B. Hardie, J. Shang,
// Marketing Science 29 (2010) 1086-1108, table 1.
const std::vector<Pattern> kDonations{
    {6, 6, 6, 1203}, {5, 6, 6, 728}, {5, 5, 6, 335}, {4, 6, 6, 512}, {4, 5, 6, 284},
    {4, 4, 6, 240},  {3, 6, 6, 357}, {3, 5, 6, 225}, {3, 4, 6, 181}, {3, 3, 6, 322},
    {2, 6, 6, 234},  {2, 5, 6, 173}, {2, 4, 6, 155}, {2, 3, 6, 255}, {2, 2, 6, 613},
    {1, 6, 6, 129},  {1, 5, 6, 119}, {1, 4, 6, 78},  {1, 3, 6, 129}, {1, 2, 6, 277},
    {1, 1, 6, 1091}, {0, 0, 6, 3464}};
constexpr BgBb kPublished{1.204, 0.75, 0.657, 2.783};

BgBb at_logs(const numeric::Vector& at) {
  return {std::exp(at[0]), std::exp(at[1]), std::exp(at[2]), std::exp(at[3])};
}

// Closed forms at 50 digits.
TEST(BgBb, CustomersAreThoseOfTheClosedForms) {
  struct Case {
    Pattern pattern;
    double log_likelihood;
    double p_alive;
    std::array<double, 3> expected;  // in 1, 5 and 10 occasions
  };
  for (const Case& expected :
       {Case{{6, 6, 6},
             -2.1822484476182997,
             0.9304025423728813,
             {0.8426728583422476, 3.7521156075998148, 6.705290825014492}},
        Case{{5, 6, 6},
             -4.295124765384373,
             0.9304025423728813,
             {0.7256999463014026, 3.2312777942183857, 5.774517528926972}},
        Case{{4, 6, 6},
             -5.384936538099209,
             0.9304025423728813,
             {0.6087270342605575, 2.7104399808369566, 4.843744232839453}},
        Case{{3, 6, 6},
             -5.809372079435434,
             0.9304025423728813,
             {0.4917541222197125, 2.1896021674555275, 3.912970936751933}},
        Case{{2, 6, 6},
             -5.652016268659227,
             0.9304025423728813,
             {0.37478121017886745, 1.6687643540740986, 2.9821976406644133}},
        Case{{1, 6, 6},
             -4.8841455419033455,
             0.9304025423728813,
             {0.2578082981380224, 1.1479265406926695, 2.0514243445768936}},
        Case{{5, 5, 6},
             -3.7169993072900183,
             0.5219082862804234,
             {0.4070805893995156, 1.8125817366915862, 3.239209278096212}},
        Case{{4, 5, 6},
             -5.095675638863424,
             0.6967010676851032,
             {0.45582503850053774, 2.0296230314777985, 3.6270771251400324}}}) {
    const Pattern& pattern = expected.pattern;
    EXPECT_NEAR(log_likelihood(kPublished, pattern) / expected.log_likelihood, 1, 1e-12);
    EXPECT_NEAR(p_alive(kPublished, pattern) / expected.p_alive, 1, 1e-12);
    EXPECT_NEAR(expected_purchases(kPublished, pattern, 1) / expected.expected[0], 1, 1e-12);
    EXPECT_NEAR(expected_purchases(kPublished, pattern, 5) / expected.expected[1], 1, 1e-12);
    EXPECT_NEAR(expected_purchases(kPublished, pattern, 10) / expected.expected[2], 1, 1e-12);
  }
}

// The paper's section 4.1, in its three digits.
TEST(BgBb, FitsTheDonationsAsPublished) {
  const Fit fit = fit_bg_bb(kDonations);
  EXPECT_EQ(fit.verdict, Verdict::fine);
  EXPECT_NEAR(fit.value[0], 1.204, 5e-4);
  EXPECT_NEAR(fit.value[1], 0.750, 5e-4);
  EXPECT_NEAR(fit.value[2], 0.657, 5e-4);
  EXPECT_NEAR(fit.value[3], 2.783, 1e-3);
  EXPECT_NEAR(fit.log_likelihood, -33225.58, 5e-3);
  EXPECT_LT(fit.gradient_norm, 1e-8);
  for (size_t i = 0; i < 4; ++i) EXPECT_GT(fit.standard_error[i], 0);
}

TEST(BgBb, ProbabilitiesOfAllHistoriesAddUpToOne) {
  constexpr int kOccasions = 7;
  double sum = 0;
  for (int history = 0; history < 1 << kOccasions; ++history) {
    Pattern pattern{0, 0, kOccasions, 1};
    for (int i = 0; i < kOccasions; ++i) {
      if ((history & (1 << i)) == 0) continue;
      pattern.x += 1;
      pattern.t_x = i + 1;
    }
    sum += std::exp(log_likelihood(kPublished, pattern));
  }
  EXPECT_NEAR(sum, 1, 1e-13);
}

TEST(BgBb, GradientIsThatOfTheLikelihood) {
  for (const numeric::Vector at : {numeric::Vector{0.2, -0.3, -0.4, 1},
                                   numeric::Vector{3, 2, -5, 1}, numeric::Vector{-2, -1, 2, 4}}) {
    for (const Pattern& pattern : {Pattern{0, 0, 9}, {9, 9, 9}, {3, 5, 9}, {1, 1, 9}, {2, 9, 9}}) {
      numeric::Vector gradient{};
      (void)log_likelihood(at_logs(at), pattern, &gradient);
      for (size_t i = 0; i < 4; ++i) {
        constexpr double kStep = 1e-5;
        numeric::Vector low = at;
        numeric::Vector high = at;
        low[i] -= kStep;
        high[i] += kStep;
        const double slope =
            (log_likelihood(at_logs(high), pattern) - log_likelihood(at_logs(low), pattern)) /
            (2 * kStep);
        EXPECT_NEAR(gradient[i], slope, 1e-8 * std::max(1.0, std::fabs(slope)));
      }
    }
  }
}

TEST(BgBb, ExpectationsHaveNoPole) {
  const Pattern pattern{3, 5, 6};
  const auto around = [&](double gamma) {
    return expected_purchases({1.2, 0.75, gamma, 2.8}, pattern, 10);
  };
  EXPECT_NEAR(around(1), (around(1 - 1e-4) + around(1 + 1e-4)) / 2, 1e-7);
}

TEST(BgBb, LongHistoriesStayFinite) {
  for (const Pattern& pattern :
       {Pattern{0, 0, 5000}, {5000, 5000, 5000}, {1, 1, 5000}, {4000, 4000, 5000}}) {
    EXPECT_TRUE(std::isfinite(log_likelihood(kPublished, pattern)));
    const double alive = p_alive(kPublished, pattern);
    EXPECT_TRUE(alive >= 0 && alive <= 1);
    EXPECT_TRUE(std::isfinite(expected_purchases(kPublished, pattern, 1000)));
  }
}

TEST(BgBb, SimulatedCustomersDoAsTheFormulasSay) {
  constexpr int kOccasions = 6;
  constexpr int kAhead = 5;
  constexpr int kCustomers = 200'000;
  numeric::Random random(13);
  double expected_first = 0;
  double taken_first = 0;
  double taken_after = 0;
  double there = 0;
  double matching = 0;
  const Pattern asked{4, 5, kOccasions};
  for (int customer = 0; customer < kCustomers; ++customer) {
    const double act = random.beta(kPublished.alpha, kPublished.beta);
    const double lived = random.geometric(random.beta(kPublished.gamma, kPublished.delta)) - 1;
    Pattern pattern{0, 0, kOccasions, 1};
    double after = 0;
    for (int i = 1; i <= kOccasions + kAhead; ++i) {
      if (i > lived || random.uniform() >= act) continue;
      if (i > kOccasions) {
        after += 1;
      } else {
        pattern.x += 1;
        pattern.t_x = i;
      }
    }
    taken_first += pattern.x;
    if (pattern.x == asked.x && pattern.t_x == asked.t_x) {
      matching += 1;
      taken_after += after;
      there += lived > kOccasions ? 1 : 0;
    }
  }
  expected_first = kCustomers * expected_new(kPublished, kOccasions);
  EXPECT_NEAR(taken_first / expected_first, 1, 0.01);
  // ln L is of one order of the occasions; the fourth is among the first four of the five: 4 ways.
  const double share = 4 * std::exp(log_likelihood(kPublished, asked));
  EXPECT_NEAR(matching / kCustomers, share, 4.5 * std::sqrt(share / kCustomers));
  const double alive = p_alive(kPublished, asked);
  EXPECT_NEAR(there / matching, alive, 4.5 * std::sqrt(alive * (1 - alive) / matching));
  // At most kAhead each: their variance is below kAhead^2 / 4.
  EXPECT_NEAR(taken_after / matching, expected_purchases(kPublished, asked, kAhead),
              4.5 * kAhead / 2 / std::sqrt(matching));
}

TEST(BgBb, SaysWhatTheDataCannotTell) {
  EXPECT_EQ(fit_bg_bb(std::vector<Pattern>{{0, 0, 6, 100}}).verdict, Verdict::too_few);
  EXPECT_EQ(fit_bg_bb(std::vector<Pattern>{}).verdict, Verdict::too_few);
  numeric::Random random(14);
  const auto simulate = [&](double gamma, double delta) {
    std::vector<Pattern> patterns;
    for (int customer = 0; customer < 2000; ++customer) {
      const double act = random.beta(1.2, 0.8);
      const double lived = gamma > 0 ? random.geometric(random.beta(gamma, delta)) - 1 : 1e9;
      Pattern pattern{0, 0, 8, 1};
      for (int i = 1; i <= 8 && i <= lived; ++i) {
        if (random.uniform() >= act) continue;
        pattern.x += 1;
        pattern.t_x = i;
      }
      patterns.push_back(pattern);
    }
    merge_equal(patterns);
    return fit_bg_bb(patterns).verdict;
  };
  EXPECT_EQ(simulate(0, 1), Verdict::no_dropout);
  EXPECT_EQ(simulate(0.66, 2.8), Verdict::fine);
}

}  // namespace
}  // namespace dangol::models
