// The Pareto/NBD against customers drawn from its story, and its fits.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "models/nbd.h"
#include "models/pareto_nbd.h"
#include "numeric/random.h"
#include "unit/models/cdnow.h"

namespace dangol::models {
namespace {

constexpr ParetoNbd kCdnow{0.553, 10.578, 0.606, 11.669};

struct Buyer {
  Pattern seen;
  bool alive = true;
  double later = 0;
};

Buyer draw_buyer(numeric::Random& random, const ParetoNbd& m, double T, double horizon) {
  const double rate = random.gamma(m.r, m.alpha);
  const double lifetime = random.exponential(random.gamma(m.s, m.beta));
  Buyer buyer{.seen = {0, 0, T, 1}, .alive = lifetime > T};
  const double end = std::min(lifetime, T + horizon);
  for (double time = random.exponential(rate); time <= end; time += random.exponential(rate)) {
    if (time > T) {
      ++buyer.later;
    } else {
      ++buyer.seen.x;
      buyer.seen.t_x = time;
    }
  }
  return buyer;
}

// Drawn customers: as many are alive, and buy as much, as was expected of each of them.
TEST(ParetoNbd, PredictsDrawnCustomers) {
  constexpr int kCustomers = 100000;
  constexpr double kHorizon = 39;
  numeric::Random random(20261122);
  double alive = 0;
  double alive_expected = 0;
  double alive_variance = 0;
  double off = 0;
  double off_squares = 0;
  double bought = 0;
  for (int i = 0; i < kCustomers; ++i) {
    const double T = 27 + 12.0 * i / kCustomers;
    const Buyer buyer = draw_buyer(random, kCdnow, T, kHorizon);
    const double p = p_alive(kCdnow, buyer.seen);
    alive += buyer.alive ? 1 : 0;
    alive_expected += p;
    alive_variance += p * (1 - p);
    const double difference = buyer.later - expected_purchases(kCdnow, buyer.seen, kHorizon);
    off += difference;
    off_squares += difference * difference;
    bought += buyer.later;
  }
  EXPECT_NEAR(alive, alive_expected, 3 * std::sqrt(alive_variance));
  EXPECT_NEAR(off, 0, 3 * std::sqrt(off_squares));
  EXPECT_GT(bought, 50000);
}

double weight_of(const std::vector<Pattern>& patterns) {
  double sum = 0;
  for (const Pattern& p : patterns) sum += p.weight;
  return sum;
}

// golden/fits.json: the fit that three published implementations agree on.
TEST(ParetoNbd, FitsCdnowAsPublished) {
  std::vector<Pattern> patterns = test::cdnow(7);
  if (patterns.empty()) GTEST_SKIP() << "the public data are not on this machine";
  ASSERT_EQ(weight_of(patterns), 2357);
  const Fit fit = fit_pareto_nbd(patterns);
  constexpr double kValues[] = {0.553277047, 10.5776835, 0.606239988, 11.6687352};
  constexpr double kErrors[] = {0.047628, 0.842723, 0.187282, 6.21114};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(fit.value[i] / kValues[i], 1, 1e-6) << i;
    EXPECT_NEAR(fit.standard_error[i] / kErrors[i], 1, 1e-3) << i;
  }
  EXPECT_NEAR(fit.log_likelihood, -9594.97617894, 1e-6);
  EXPECT_EQ(fit.verdict, Verdict::fine);
  EXPECT_TRUE(fit.hessian_definite);
  EXPECT_LT(fit.gradient_norm, 1e-9);
}

// The unit of time is the reader's: parameters of time scale with it, and nothing else moves.
TEST(ParetoNbd, FitsTheSameInEveryUnit) {
  const std::vector<Pattern> weeks = test::cdnow(7);
  if (weeks.empty()) GTEST_SKIP() << "the public data are not on this machine";
  const Fit by_week = fit_pareto_nbd(weeks);
  const Fit by_day = fit_pareto_nbd(test::cdnow(1));
  const double units[] = {1, 7, 1, 7};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(by_day.value[i] / by_week.value[i], units[i], 1e-7 * units[i]) << i;
    EXPECT_NEAR(by_day.standard_error[i] / by_week.standard_error[i], units[i], 1e-5 * units[i])
        << i;
  }
  double purchases = 0;
  for (const Pattern& p : weeks) purchases += p.x;
  EXPECT_NEAR(by_day.log_likelihood + purchases * std::log(7.0), by_week.log_likelihood, 1e-7);
}

TEST(ParetoNbd, FindsWhatCustomersWereDrawnFrom) {
  numeric::Random random(3);
  const ParetoNbd truth{0.8, 8, 1.1, 20};
  std::vector<Pattern> patterns;
  for (int i = 0; i < 20000; ++i) {
    patterns.push_back(draw_buyer(random, truth, 20 + i % 32, 0).seen);
  }
  const Fit fit = fit_pareto_nbd(patterns);
  EXPECT_EQ(fit.verdict, Verdict::fine);
  const double values[] = {truth.r, truth.alpha, truth.s, truth.beta};
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(fit.value[i], values[i], 3 * fit.standard_error[i]) << i;
    EXPECT_LT(fit.standard_error[i], 0.4 * values[i]) << i;
  }
}

// Nobody ever leaves: the fit is the NBD's, and says so.
TEST(ParetoNbd, SaysThatNobodyLeaves) {
  numeric::Random random(5);
  std::vector<Pattern> patterns;
  for (int i = 0; i < 3000; ++i) {
    patterns.push_back(draw_buyer(random, {0.9, 5, 1, 1e9}, 30 + i % 20, 0).seen);
  }
  const Fit fit = fit_pareto_nbd(patterns);
  EXPECT_EQ(fit.verdict, Verdict::no_dropout);
  EXPECT_NEAR(fit.log_likelihood, fit_nbd(patterns).log_likelihood, 2);
  for (const double value : fit.value) EXPECT_TRUE(std::isfinite(value));
}

TEST(ParetoNbd, RefusesTooFew) {
  EXPECT_EQ(fit_pareto_nbd({}).verdict, Verdict::too_few);
  const Pattern never[] = {{0, 0, 5, 400}};
  EXPECT_EQ(fit_pareto_nbd(never).verdict, Verdict::too_few);
}

}  // namespace
}  // namespace dangol::models
