// What an order is expected to be worth, its derivatives, and the mean that stands in.
#include "models/spend_model.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/gamma_gamma.h"
#include "numeric/random.h"
#include "unit/metrics/ledgers.h"

namespace dangol::models {
namespace {

constexpr Day kStart = 19'000;

TEST(SpendModel, ExpectsWhatTheGammaGammaDoes) {
  SpendModel model;
  model.gamma_gamma = true;
  model.fit.value = {6.25, 3.74, 15.44, 0};
  const GammaGamma spend{6.25, 3.74, 15.44};
  for (const double mean : {0.01, 22.35, 400.0}) {
    for (const uint32_t x : {0U, 1U, 7U, 1000U}) {
      EXPECT_NEAR(model.expected(x, mean), *expected_value(spend, x, mean), 1e-9 * mean + 1e-9);
    }
  }
  EXPECT_NEAR(model.expected(0, 0), *population_mean(spend), 1e-9);
  // Orders that came to nothing tell nothing of the next one.
  EXPECT_EQ(model.expected(3, 0), model.expected(0, 0));
}

TEST(SpendModel, GradientsAreThoseOfFiniteDifferences) {
  SpendModel model;
  model.gamma_gamma = true;
  model.fit.value = {6.25, 3.74, 15.44, 0};
  constexpr double kStep = 1e-5;
  for (const uint32_t x : {0U, 1U, 12U}) {
    const SpendGradient gradient = model.gradient(x, 31.0);
    for (size_t i = 0; i < 3; ++i) {
      SpendModel more = model;
      SpendModel less = model;
      more.fit.value[i] *= std::exp(kStep);
      less.fit.value[i] *= std::exp(-kStep);
      const double slope =
          (std::log(more.expected(x, 31.0)) - std::log(less.expected(x, 31.0))) / (2 * kStep);
      EXPECT_NEAR(gradient[i], slope, 1e-8) << x << ' ' << i;
    }
  }
}

TEST(SpendModel, FallsBackToTheMeanOfAllOrders) {
  // Everybody's orders cost the same: nothing tells how customers differ.
  std::vector<test::Purchase> purchases;
  for (int customer = 0; customer < 80; ++customer) {
    for (int order = 0; order < 2 + customer % 3; ++order) {
      purchases.push_back({customer, kStart + 10 * order, 25 * kMoneyScale});
    }
  }
  const auto model = fit_spend(make_histories(test::settle_purchases(purchases), {}));
  ASSERT_TRUE(model);
  EXPECT_FALSE(model->gamma_gamma);
  EXPECT_NEAR(model->mean, 25, 1e-9);
  EXPECT_NEAR(model->mean_error, 0, 1e-9);
  EXPECT_NEAR(model->expected(3, 1000), 25, 1e-9);
  EXPECT_EQ(model->parameters(), 1U);
}

TEST(SpendModel, TakesTheMeanOverOrdersNotOverCustomers) {
  // One customer buys four times for 10 after the first, one once for 60.
  std::vector<test::Purchase> purchases;
  for (int order = 0; order < 5; ++order) {
    purchases.push_back({1, kStart + order, 10 * kMoneyScale});
  }
  purchases.push_back({2, kStart, 5 * kMoneyScale});
  purchases.push_back({2, kStart + 3, 60 * kMoneyScale});
  const auto model = fit_spend(make_histories(test::settle_purchases(purchases), {}));
  ASSERT_TRUE(model);
  EXPECT_FALSE(model->gamma_gamma);
  EXPECT_NEAR(model->mean, 20, 1e-9);
  // Deviations of the two customers' sums: 4 (10 - 20) and 60 - 20; 2 / (2 - 1) of their squares.
  EXPECT_NEAR(model->mean_error, std::sqrt((1600.0 + 1600.0) * 2) / 100, 1e-12);
}

TEST(SpendModel, IsNoneWithoutRepeatOrdersOfAnyValue) {
  const auto once = test::settle_purchases({{1, kStart, 10'000}, {2, kStart, 20'000}});
  EXPECT_FALSE(fit_spend(make_histories(once, {})));
  EXPECT_TRUE(fit_spend(make_histories(once, {{}, {}, {}, true})));
}

TEST(SpendModel, TellsWhenMoneyGoesWithFrequency) {
  numeric::Random random(3);
  std::vector<test::Purchase> purchases;
  for (int customer = 0; customer < 400; ++customer) {
    const int orders = 2 + customer % 9;
    for (int order = 0; order < orders; ++order) {
      const double amount = 10 * orders * random.gamma(4.0, 4.0) + 1;
      purchases.push_back({customer, kStart + 7 * order, static_cast<Money>(amount * kMoneyScale)});
    }
  }
  const auto model = fit_spend(make_histories(test::settle_purchases(purchases), {}));
  ASSERT_TRUE(model);
  EXPECT_GT(model->correlation, 0.5);
}

}  // namespace
}  // namespace dangol::models
