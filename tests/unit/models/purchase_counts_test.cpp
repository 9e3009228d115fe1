// How many purchases a new customer makes: against closed forms at many digits, the sum of what can
// happen, what is expected, and customers drawn from the story.
#include "models/purchase_counts.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "unit/models/beta_geometric_checks.h"

namespace dangol::models {
namespace {

constexpr BgNbd kGolden{0.243, 4.414, 0.793, 2.426};

template <typename Params>
void expect_counts(const Params& params, double horizon, double first,
                   const std::vector<double>& expected, double step = 1) {
  for (size_t i = 0; i < expected.size(); ++i) {
    const double n = first + step * static_cast<double>(i);
    EXPECT_NEAR(test::relative(p_purchases(params, n, horizon), expected[i]), 0, 1e-11) << n;
  }
}

// ../shared/golden/models.json, pmf_t39 and pmf_t30_n11_20.
TEST(PurchaseCounts, AgreeWithManyDigits) {
  expect_counts(
      kGolden, 39, 0,
      {0.5737863520960094, 0.19939528083591146, 0.08542975953906076, 0.045860353847999726,
       0.027671449335782194, 0.017965493866579044, 0.012268976715554538, 0.008695428804155261,
       0.006340308309256064, 0.004728021641420501, 0.0035904295401896734});
  expect_counts(
      kGolden, 30, 11,
      {0.0019995214474788758, 0.0015170236299646893, 0.0011633150066561455, 0.0009003147896436434,
       0.000702363765887404, 0.0005517902426492289, 0.0004361912808976991, 0.00034671713962422144,
       0.0002769612648401069, 0.00022222604800663665});
}

// Closed forms, and for the Pareto/NBD its integral over the time of leaving, at 40 digits (mpmath
// 1.3.0): a + b < 1, long and short times, many purchases, parameters of every size.
TEST(PurchaseCounts, AgreeWithManyDigitsUnderTorture) {
  expect_counts(kGolden, 1e5, 0, {0.087435862362477664, 0.2408220257092985});
  expect_counts(kGolden, 1e5, 1000, {4.1319132480423437e-6});
  expect_counts(BgNbd{0.5, 10, 0.2, 0.3}, 52, 0, {0.40160966445124943, 0.34040630785562105});
  expect_counts(BgNbd{0.5, 10, 0.2, 0.3}, 52, 7, {0.011459773883210726, 3.0133177469793649e-26},
                293);
  expect_counts(BgNbd{0.5, 10, 0.001, 0.002}, 0.01, 0,
                {0.99950037468777319, 0.00049937572834725553});
  expect_counts(MbgNbd{0.525, 6.183, 0.891, 1.614}, 39, 0,
                {0.58247318949328897, 0.18278307728754051});
  expect_counts(MbgNbd{0.525, 6.183, 0.891, 1.614}, 39, 7,
                {0.0092406965667428231, 8.723792986226277e-24}, 293);
  struct Case {
    ParetoNbd params;
    double horizon;
    std::array<double, 4> of_0_1_7_40;
  };
  for (const Case& c : std::vector<Case>{
           {{0.553, 10.578, 0.606, 11.669},
            39,
            {0.59362503160238387, 0.16556294727717548, 0.010707750733514572,
             1.4882291290852047e-6}},
           {{500, 800, 0.6, 11},
            39,
            {0.072258246518261348, 0.060704291843010015, 0.027275567960648716,
             0.00048037747492362243}},
           {{0.5, 10, 300, 40000},
            39,
            {0.49794250283804725, 0.1769158764253382, 0.016088252952949877, 3.3518713243963118e-6}},
           {{2, 0.01, 0.3, 50},
            10,
            {6.0795947159576458e-5, 6.1605597744728066e-5, 6.6529159072171376e-5,
             9.3231969317198307e-5}},
           {{0.2, 50, 3, 0.01},
            1000,
            {0.99998000478533003, 1.9990441906975592e-5, 1.5072499947245617e-14,
             5.2517582397205878e-18}}}) {
    expect_counts(c.params, c.horizon, 0, {c.of_0_1_7_40[0], c.of_0_1_7_40[1]});
    expect_counts(c.params, c.horizon, 7, {c.of_0_1_7_40[2], c.of_0_1_7_40[3]}, 33);
  }
}

/// All that can happen is one; it has the mean that is expected, and the tails are its sums. What
/// is not reached by `most` counts as that many in the mean.
template <typename Params>
void expect_distribution(const Params& params, double horizon, int most) {
  double from = p_purchases_from(params, most, horizon);
  EXPECT_LT(from, 1e-13);
  double mean = 0;
  for (int n = most - 1; n >= 0; --n) {
    from += p_purchases(params, n, horizon);
    EXPECT_NEAR(p_purchases_from(params, n, horizon), from, 1e-13) << n;
    if (n > 0) mean += from;
  }
  EXPECT_NEAR(from, 1, 1e-13);
  EXPECT_NEAR(test::relative(mean, expected_new(params, horizon)), 0, 1e-10);
  // Nobody buys within no time, and fewer do within a short one.
  EXPECT_EQ(p_purchases(params, 0, 0), 1);
  EXPECT_EQ(p_purchases(params, 1, 0), 0);
  EXPECT_LT(p_purchases_from(params, 1, horizon / 5000), p_purchases_from(params, 1, horizon));
}

TEST(PurchaseCounts, AddUpToOneAndToWhatIsExpected) {
  expect_distribution(kGolden, 39, 400);
  expect_distribution(BgNbd{0.5, 10, 0.2, 0.3}, 52, 400);
  expect_distribution(BgNbd{30, 20, 1, 40}, 52, 400);
  expect_distribution(MbgNbd{0.525, 6.183, 0.891, 1.614}, 39, 400);
  expect_distribution(Nbd{0.5, 10}, 39, 400);
  expect_distribution(ParetoNbd{0.553, 10.578, 0.606, 11.669}, 39, 400);
  expect_distribution(ParetoNbd{2000, 1000, 30, 100}, 1000, 400);
}

// P(0) is one minus the probability of a purchase, which the likelihood tells as well.
TEST(PurchaseCounts, AgreeWithTheLikelihoodOfNone) {
  const auto expect = [](const auto& params) {
    for (const double horizon : {0.1, 30.0, 5000.0}) {
      const double none = std::exp(log_likelihood(params, {0, 0, horizon, 1}));
      EXPECT_NEAR(test::relative(p_purchases(params, 0, horizon), none), 0, 1e-10) << horizon;
    }
  };
  expect(kGolden);
  expect(MbgNbd{0.525, 6.183, 0.891, 1.614});
  expect(Nbd{0.5, 10});
  expect(ParetoNbd{0.553, 10.578, 0.606, 11.669});
}

TEST(PurchaseCounts, AreProbabilitiesEverywhere) {
  for (const double first : {1e-6, 0.3, 1.0, 1e6}) {
    for (const double second : {1e-6, 0.7, 1e6}) {
      for (const double third : {1e-6, 0.4, 1e6}) {
        for (const double n : {0.0, 1.0, 300.0, 1e5}) {
          for (const double horizon : {1e-3, 1e5}) {
            const auto expect = [&](double p) { EXPECT_TRUE(p >= 0 && p <= 1 + 1e-9) << p; };
            expect(p_purchases(BgNbd{first, second, third, 0.4}, n, horizon));
            expect(p_purchases(MbgNbd{first, second, third, 0.4}, n, horizon));
            expect(p_purchases(ParetoNbd{first, second, third, 5}, n, horizon));
            expect(p_purchases_from(ParetoNbd{first, second, 2, third}, n, horizon));
          }
        }
      }
    }
  }
}

/// Customers of one age, drawn from the story, by how many purchases they made: chi-squared of
/// eight classes, which is above 26 once in 2,000 times.
template <typename Params>
void expect_drawn(const Params& params, double chances) {
  constexpr double kHorizon = 39;
  constexpr int kCustomers = 30000;
  constexpr size_t kClasses = 8;
  std::array<double, kClasses> counts{};
  for (const test::Buyer& buyer :
       test::draw_buyers(20261122, {params.r, params.alpha, params.a, params.b, chances},
                         kCustomers, kHorizon, kHorizon)) {
    counts[std::min(static_cast<size_t>(buyer.seen.x), kClasses - 1)] += 1;
  }
  double chi_squared = 0;
  for (size_t i = 0; i < kClasses; ++i) {
    const double n = static_cast<double>(i);
    const double p =
        i + 1 < kClasses ? p_purchases(params, n, kHorizon) : p_purchases_from(params, n, kHorizon);
    const double off = counts[i] - kCustomers * p;
    chi_squared += off * off / (kCustomers * p);
  }
  EXPECT_LT(chi_squared, 26);
}

TEST(PurchaseCounts, AgreeWithDrawnCustomers) {
  expect_drawn(kGolden, 0);
  expect_drawn(BgNbd{2, 10, 0.3, 0.5}, 0);
  expect_drawn(MbgNbd{0.525, 6.183, 0.891, 1.614}, 1);
}

}  // namespace
}  // namespace dangol::models
