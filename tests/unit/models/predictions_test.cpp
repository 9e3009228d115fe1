// Predictions one by one and added up: that the two agree, that intervals are those of the delta
// method done in full, and that chance stays within the ranges as often as they say.
#include "models/predictions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/count_range.h"
#include "models/customer_base.h"
#include "numeric/random.h"
#include "unit/metrics/ledgers.h"

namespace dangol::models {
namespace {

constexpr double kWeek = 7;

/// Customers of a BG/NBD world, with spend of a Gamma-Gamma one.
ledger::Orders simulate(uint64_t seed, int customers) {
  numeric::Random random(seed);
  std::vector<test::Purchase> purchases;
  constexpr Day kStart = 19'000;
  for (int customer = 0; customer < customers; ++customer) {
    const double rate = random.gamma(0.6, 8.0);  // a week
    const double leave = random.beta(0.8, 2.5);
    const double spend = 40 / random.gamma(4.0, 1.0) * 3;
    double time = static_cast<double>(random.bits() % 200);
    do {
      const double amount = spend * random.gamma(5.0, 5.0);
      purchases.push_back({customer, kStart + static_cast<Day>(time),
                           static_cast<Money>((amount + 0.01) * kMoneyScale)});
      if (random.uniform() < leave) break;
      time += random.exponential(rate) * kWeek;
    } while (time < 500);
  }
  return test::settle_purchases(purchases);
}

struct World {
  CustomerBase base;
  Horizon horizon;
  Predictions predictions;

  World(const ledger::Orders& orders, double days_per_unit)
      : base(fit_customer_base(make_histories(orders, {}), days_per_unit, {})),
        horizon(make_horizon(base.histories.end, 12, 0.1, days_per_unit)),
        predictions(base.histories, days_per_unit, *base.chosen_fit(), &*base.spend, horizon) {}

  template <typename Visit>
  void for_each(Visit visit) const {
    for (uint32_t i = 0; i < base.histories.pattern_of.size(); ++i) {
      if (base.histories.pattern_of[i] != kNoPattern) visit(i);
    }
  }
  [[nodiscard]] Tally total() const {
    Tally tally;
    for_each([&](uint32_t customer) { predictions.add(customer, tally); });
    return tally;
  }
};

TEST(Predictions, OneByOneAddUpToTheTotals) {
  const World world(simulate(1, 1500), kWeek);
  ASSERT_TRUE(world.base.spend->gamma_gamma);
  double alive = 0;
  double orders = 0;
  double revenue = 0;
  world.for_each([&](uint32_t customer) {
    alive += world.predictions.of(customer).p_alive;
    orders += world.predictions.of(customer).orders;
    revenue += world.predictions.value(customer);
  });
  const Tally tally = world.total();
  EXPECT_EQ(tally.customers, world.base.histories.customers);
  EXPECT_NEAR(tally.alive, alive, 1e-9 * alive);
  EXPECT_NEAR(tally.orders, orders, 1e-9 * orders);
  EXPECT_NEAR(tally.revenue, revenue, 1e-9 * revenue);
  const Interval interval = world.predictions.revenue(tally);
  EXPECT_LT(*interval.low, interval.value);
  EXPECT_GT(*interval.high, interval.value);
}

TEST(Predictions, AreTheSameInEveryUnitOfTime) {
  const auto orders = simulate(2, 1200);
  const World weeks(orders, 7);
  for (const double days : {1.0, 365.25 / 12}) {
    const World other(orders, days);
    ASSERT_EQ(other.base.chosen_fit()->model, weeks.base.chosen_fit()->model);
    const Tally a = weeks.total();
    const Tally b = other.total();
    EXPECT_NEAR(a.orders, b.orders, 1e-6 * a.orders);
    EXPECT_NEAR(a.alive, b.alive, 1e-6 * a.alive);
    EXPECT_NEAR(a.revenue, b.revenue, 1e-6 * a.revenue);
    const double width = *weeks.predictions.revenue(a).high - *weeks.predictions.revenue(a).low;
    EXPECT_NEAR(*other.predictions.revenue(b).high - *other.predictions.revenue(b).low, width,
                1e-3 * width);
  }
}

/// The delta method by moving each parameter and predicting everybody again.
double half_width_in_full(const World& world) {
  const Fit& fit = *world.base.chosen_fit();
  const SpendModel& spend = *world.base.spend;
  const auto total = [&](const Fit& purchases, const SpendModel& money) {
    const Predictions moved(world.base.histories, kWeek, purchases, &money, world.horizon);
    double sum = 0;
    world.for_each([&](uint32_t customer) { sum += moved.value(customer); });
    return sum;
  };
  constexpr double kStep = 1e-3;
  std::vector<double> by_purchases;
  for (size_t i = 0; i < fit.parameters; ++i) {
    Fit more = fit;
    Fit less = fit;
    more.value[i] *= std::exp(kStep);
    less.value[i] *= std::exp(-kStep);
    by_purchases.push_back((total(more, spend) - total(less, spend)) / (2 * kStep));
  }
  std::vector<double> by_spend;
  for (size_t i = 0; i < 3; ++i) {
    SpendModel more = spend;
    SpendModel less = spend;
    more.fit.value[i] *= std::exp(kStep);
    less.fit.value[i] *= std::exp(-kStep);
    by_spend.push_back((total(fit, more) - total(fit, less)) / (2 * kStep));
  }
  double variance = 0;
  for (size_t i = 0; i < fit.parameters; ++i) {
    for (size_t j = 0; j < fit.parameters; ++j) {
      variance += by_purchases[i] * fit.covariance[i * fit.parameters + j] * by_purchases[j];
    }
  }
  for (size_t i = 0; i < 3; ++i) {
    for (size_t j = 0; j < 3; ++j) {
      variance += by_spend[i] * spend.fit.covariance[3 * i + j] * by_spend[j];
    }
  }
  return 1.959963984540054 * std::sqrt(variance);
}

TEST(Predictions, IntervalsAreThoseOfTheDeltaMethodInFull) {
  // The second has so many patterns that similar ones share their derivatives.
  for (const int customers : {900, 6000}) {
    const World world(simulate(3, customers), kWeek);
    const Interval interval = world.predictions.revenue(world.total());
    const double in_full = half_width_in_full(world);
    EXPECT_NEAR((*interval.high - *interval.low) / 2, in_full, 0.02 * in_full) << customers;
  }
}

TEST(Predictions, TellOfANewCustomerWhatTheModelExpects) {
  const World world(simulate(4, 1500), kWeek);
  const NewCustomerOutlook outlook = world.predictions.new_customer();
  const Predictor& predictor = world.predictions.predictor();
  ASSERT_EQ(outlook.revenue.size(), 13U);
  EXPECT_DOUBLE_EQ(outlook.revenue[0].value, world.base.histories.first_value_mean);
  EXPECT_NEAR(outlook.repeat_orders.value, predictor.expected_new(world.horizon.end()), 1e-12);
  double revenue = outlook.first_order_value;
  for (size_t month = 0; month < 12; ++month) {
    const double before = month == 0 ? 0 : predictor.expected_new(world.horizon.ends[month - 1]);
    revenue += (predictor.expected_new(world.horizon.ends[month]) - before) *
               std::pow(1.1, -(static_cast<double>(month) + 0.5) / 12) * outlook.order_value;
    EXPECT_NEAR(outlook.revenue[month + 1].value, revenue, 1e-9 * revenue);
    EXPECT_GE(outlook.revenue[month + 1].value, outlook.revenue[month].value);
  }
  EXPECT_GT(outlook.p_repeat.value, 0);
  EXPECT_LE(*outlook.p_repeat.high, 1);
  EXPECT_LE(outlook.p_repeat.value, outlook.repeat_orders.value);
}

/// What a customer of a BG/NBD world does next, given their history: the rate and the dropout from
/// their posterior by rejection, as the model has them.
TEST(Predictions, ProbabilitiesAndRangesHoldInSimulatedFutures) {
  const Predictor predictor(Model::bg_nbd, {0.8, 6.0, 0.9, 2.2});
  numeric::Random random(5);
  constexpr double kHorizon = 40;
  struct Seen {
    Pattern pattern;
    double bought = 0;
    double orders = 0;
    double within = 0;
    double n = 0;
  };
  std::vector<Seen> all = {{{0, 0, 30, 1}}, {{1, 8, 30, 1}}, {{3, 24, 30, 1}}, {{6, 29, 30, 1}}};
  for (Seen& seen : all) {
    const Pattern& pattern = seen.pattern;
    const double p_buys = predictor.p_buys(pattern, kHorizon);
    const double expected = predictor.expected(pattern, kHorizon);
    const CountRange range = count_range(0.8 + pattern.x, p_buys, expected);
    // Posterior draws: the rate from its gamma given x purchases in t_x, weighted by surviving
    // since.
    for (int draw = 0; draw < 60'000; ++draw) {
      const double rate = random.gamma(0.8 + pattern.x, 6.0 + pattern.t_x);
      // After x >= 1 purchases the customer stayed x - 1 times for sure.
      const double leave = random.beta(0.9, 2.2 + std::max(pattern.x - 1, 0.0));
      const double silent = std::exp(-rate * (pattern.T - pattern.t_x));
      const double gone = pattern.x > 0 ? leave : 0;
      if (random.uniform() > gone + (1 - gone) * silent) continue;  // the history did not go on so
      const bool alive = random.uniform() * (gone + (1 - gone) * silent) > gone;
      double count = 0;
      double time = alive ? random.exponential(rate) : kHorizon + 1;
      while (time < kHorizon) {
        ++count;
        if (random.uniform() < leave) break;
        time += random.exponential(rate);
      }
      ++seen.n;
      seen.bought += count > 0 ? 1 : 0;
      seen.orders += count;
      seen.within += count >= range.low && count <= range.high ? 1 : 0;
    }
    EXPECT_NEAR(seen.bought / seen.n, p_buys, 5 * std::sqrt(p_buys * (1 - p_buys) / seen.n));
    EXPECT_NEAR(seen.orders / seen.n, expected, 0.05 * expected + 0.005);
    EXPECT_GT(seen.within / seen.n, 0.93) << pattern.x;
  }
}

TEST(CountRange, OfTheNbdIsItsOwn) {
  // P(0) = (1 + m / k)^-k: an ordinary negative binomial count. Quantiles: by adding up its
  // probabilities in Python.
  const auto range = [](double shape, double mean) {
    return count_range(shape, -std::expm1(-shape * std::log1p(mean / shape)), mean);
  };
  EXPECT_EQ(range(1, 1).low, 0);
  EXPECT_EQ(range(1, 1).high, 5);
  EXPECT_EQ(range(10, 20).low, 7);
  EXPECT_EQ(range(10, 20).high, 37);
  EXPECT_EQ(range(100, 50).low, 34);
  EXPECT_EQ(range(100, 50).high, 68);
  EXPECT_EQ(range(0.3, 0.01).high, 0);
  for (const double mean : {450.0, 550.0}) {  // the walk and the normal distribution agree
    EXPECT_NEAR(range(1e5, mean).low, mean - 1.96 * std::sqrt(mean), 3);
    EXPECT_NEAR(range(1e5, mean).high, mean + 1.96 * std::sqrt(mean), 3);
  }
}

}  // namespace
}  // namespace dangol::models
