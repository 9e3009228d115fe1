// Sample sizes against published calculators (golden/experiment.json J10 to J16), and against the
// powers that they promise, computed and simulated.
#include "experiment/sample_size.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace dangol::experiment {
namespace {

constexpr Rule kTwo{0.05, Sides::two};

Shares shares_of(double control, double treatment, NullVariance null_variance) {
  return {control, treatment, 0, 1, null_variance};
}

// J10: evanmiller.org. Its null hypothesis has the control's variance on both sides.
TEST(SampleSize, AsEvanMiller) {
  const auto users = [](double control, double treatment, NullVariance null_variance) {
    return *proportion_users(shares_of(control, treatment, null_variance), 1, .8, kTwo);
  };
  EXPECT_NEAR(users(.2, .25, NullVariance::baseline), 1030.219, 1e-3);
  EXPECT_NEAR(users(.05, .055, NullVariance::baseline), 30244.405, 1e-3);
  EXPECT_NEAR(users(.03, .033, NullVariance::baseline), 51486.456, 1e-3);
  EXPECT_NEAR(users(.2, .25, NullVariance::unpooled), 1090.994, 1e-3);
  EXPECT_NEAR(users(.05, .055, NullVariance::unpooled), 31230.692, 1e-3);
}

// J04 the other way round, by R's power.prop.test.
TEST(SampleSize, AsR) {
  const auto users = proportion_users({.5, .75}, 1, .9, kTwo);
  EXPECT_NEAR(*users, 76.70692, 1e-5);
}

// J11: Spotify's confidence against G*Power, users of both arms.
TEST(SampleSize, AsSpotify) {
  const double within = 5e-3;
  EXPECT_NEAR(2 * *mean_users({.3, 10, 10}, 1, .85, kTwo) / 39906, 1, within);
  const auto users = [](double alpha, double power) {
    return 2 * *proportion_users({.34, .343}, 1, power, {alpha, Sides::two});
  };
  EXPECT_NEAR(users(.05, .85) / 897348, 1, within);
  EXPECT_NEAR(users(.14, .85) / 630710, 1, within);
  EXPECT_NEAR(users(.14, .67) / 366424, 1, within);
}

// J14: computed at 40 digits. J16: avast/ep-stats, 15.698 sigma^2 / delta^2.
TEST(SampleSize, OfMeans) {
  const Means student{.2, 1, 1, 0, Reference::pooled};
  EXPECT_NEAR(*mean_users(student, 1, .8, kTwo), 393.4057, 1e-3);
  EXPECT_NEAR(*mean_users(student, 2, .8, kTwo), 294.9739, 1e-3);
  const Means normal{1, 1, 1, 0, Reference::normal};
  EXPECT_NEAR(*mean_users(normal, 1, .8, kTwo), 15.697759468698177, 1e-9);
}

TEST(SampleSize, HasThePowerItPromises) {
  for (const double ratio : {1., 9., 1. / 9}) {
    for (const Rule rule : {kTwo, Rule{.01, Sides::greater}}) {
      const Rule found{rule.sides == Sides::two ? rule.alpha / 2 : rule.alpha, Sides::greater};
      for (const double power : {.3, .8, .99}) {
        for (const double control : {0., .005, .5, .98}) {
          const Shares shares{control, control + .01};
          const double users = *proportion_users(shares, ratio, power, rule);
          const Arms arms{users, ratio * users};
          EXPECT_NEAR(proportion_power(shares, arms, found), power, 1e-9);
          EXPECT_NEAR(*detectable_shift_of_share({control, 0}, arms, power, rule), .01, 1e-9);
        }
        for (const double effect : {.05, 1., 20.}) {
          const Means means{effect, 1, 3, -.5};
          const double users = *mean_users(means, ratio, power, rule);
          const Arms arms{users, ratio * users};
          EXPECT_NEAR(mean_power(means, arms, found), power, 1e-8);
          EXPECT_NEAR(detectable_shift_of_mean(Means{0, 1, 3, -.5}, arms, power, rule), effect,
                      1e-7 * effect);
        }
      }
    }
  }
}

TEST(SampleSize, MirrorsBelowTheControl) {
  const Rule less{.05, Sides::less};
  EXPECT_NEAR(*proportion_users({.3, .25}, 2, .8, less),
              *proportion_users({.7, .75}, 2, .8, {.05, Sides::greater}), 1e-6);
  EXPECT_NEAR(*detectable_shift_of_share({.3, 0}, {400, 900}, .8, less),
              -*detectable_shift_of_share({.7, 0}, {400, 900}, .8, {.05, Sides::greater}), 1e-9);
  const Means means{0, 1, 2, 0};
  EXPECT_NEAR(detectable_shift_of_mean(means, {40, 90}, .8, less),
              -detectable_shift_of_mean(means, {40, 90}, .8, {.05, Sides::greater}), 1e-9);
}

TEST(SampleSize, NoneWhereNoUsersAreEnough) {
  const Rule greater{.05, Sides::greater};
  EXPECT_EQ(proportion_users({.2, .2}, 1, .8, kTwo), std::nullopt);
  EXPECT_EQ(proportion_users({.2, .1}, 1, .8, greater), std::nullopt);
  EXPECT_EQ(proportion_users({.2, .1, -.1}, 1, .8, greater), std::nullopt);
  EXPECT_EQ(mean_users({-1, 1, 1}, 1, .8, greater), std::nullopt);
  EXPECT_EQ(detectable_shift_of_share({.5, 0}, {4, 4}, .95, kTwo), std::nullopt);
  EXPECT_EQ(detectable_shift_of_share({1, 0}, {400, 400}, .8, greater), std::nullopt);
}

// An unneeded margin needs fewer users, a lift's margin a little fewer than one of the difference.
TEST(SampleSize, OfMargins) {
  const Rule greater{.025, Sides::greater};
  const double difference = *proportion_users({.1, .1, -.01}, 1, .8, greater);
  const double lift = *proportion_users({.1, .1, 0, .9}, 1, .8, greater);
  EXPECT_NEAR(difference, 2 * .09 * 7.8488797 / 1e-4, 1);
  EXPECT_NEAR(lift, 1.81 * .09 * 7.8488797 / 1e-4, 1);
}

}  // namespace
}  // namespace dangol::experiment
