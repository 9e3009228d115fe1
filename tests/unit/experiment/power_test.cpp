// Power against published tables: golden/experiment.json J01 to J13, and the tables of 1,539 and
// 9,234 rows in ../shared/data. Where a number comes from is beside it.
#include "experiment/power.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

constexpr Rule kTwo{0.05, Sides::two};
constexpr Rule kGreater{0.05, Sides::greater};
constexpr Rule kLess{0.05, Sides::less};

double standard_error(double sd, Arms arms) {
  return sd * std::sqrt(1 / arms.control + 1 / arms.treatment);
}

// J01: R's pwr.t.test and pwr.t2n.test, which take both spreads as one.
TEST(Power, StudentAsR) {
  const auto power = [](double d, Arms arms, Rule rule) {
    return mean_power({d, 1, 1, 0, Reference::pooled}, arms, rule);
  };
  EXPECT_NEAR(power(1, {30, 30}, kTwo), 0.967708258242517, 1e-9);
  EXPECT_NEAR(power(.1, {20, 20}, kTwo), 0.06095912465411235, 1e-9);
  EXPECT_NEAR(power(.1, {20, 30}, kTwo), 0.0633081832564667, 1e-9);
  EXPECT_NEAR(power(.1, {20, 30}, kGreater), 0.09623589080917805, 1e-9);
  EXPECT_NEAR(power(-.1, {20, 30}, kLess), 0.09623589080917805, 1e-9);
  // Equal arms of equal spread have the pooled degrees of freedom.
  EXPECT_NEAR(mean_power({1, 2, 2, 0}, {30, 30}, kTwo), power(.5, {30, 30}, kTwo), 1e-12);
}

// J02: R's pwr.2p.test.
TEST(Power, NormalAsR) {
  const double error = standard_error(1, {80, 80});
  EXPECT_NEAR(normal_power(.3, error, error, kTwo), 0.475100870572638, 1e-11);
  EXPECT_NEAR(normal_power(-.01, error, error, kTwo), 0.05045832927039234, 1e-11);
  EXPECT_NEAR(normal_power(.01, error, error, kGreater), 0.056869534873146124, 1e-11);
}

// J04: R's power.prop.test; Stata.
TEST(Power, SharesAsRAndStata) {
  EXPECT_NEAR(proportion_power({.75, .5}, {76.70692, 76.70692}, kTwo), 0.9, 1e-7);
  EXPECT_NEAR(proportion_power({.015, .001}, {550, 550}, kTwo), 0.7415600, 1e-7);
  EXPECT_NEAR(proportion_power({.2, .1}, {308, 154}, kTwo), 0.7995659211532175, 1e-11);
}

// J05: bookingcom/powercalculator, every row. Alpha 10% for the experiment, Sidak's for each arm.
std::vector<std::vector<double>> rows_of(const char* path) {
  std::vector<std::vector<double>> rows;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<double>& row = rows.emplace_back();
    for (std::string cell; std::getline(cells, cell, ',');) {
      row.push_back(cell == "relative" ? 0 : std::stod(cell));
    }
  }
  return rows;
}

constexpr double kOfTables = 5e-4;  // relative

TEST(Power, TableOfShares) {
  const auto rows = rows_of("../shared/data/power_proportions.csv");
  if (rows.empty()) {
    GTEST_SKIP() << "SKIPPED: ../shared/data/power_proportions.csv is not on this machine (run "
                    "from the repository's root)";
  }
  ASSERT_EQ(rows.size(), 1539U);
  for (const auto& row : rows) {
    const double users = row[2] / row[3];
    const Shares shares{row[0], row[0] * (1 + row[1]), 0, 1, NullVariance::unpooled};
    const Rule rule{1 - std::pow(.9, 1 / (row[3] - 1)), Sides::two};
    ASSERT_NEAR(proportion_power(shares, {users, users}, rule) / row[5], 1, kOfTables)
        << row[0] << ' ' << row[1] << ' ' << row[2] << ' ' << row[3];
  }
}

TEST(Power, TableOfMeans) {
  const auto rows = rows_of("../shared/data/power_means.csv");
  if (rows.empty()) {
    GTEST_SKIP() << "SKIPPED: ../shared/data/power_means.csv is not on this machine (run from the "
                    "repository's root)";
  }
  ASSERT_EQ(rows.size(), 9234U);
  for (const auto& row : rows) {
    const double users = row[3] / row[4];
    const double effect = row[0] * row[2];
    const double alpha = 1 - std::pow(.9, 1 / (row[4] - 1));
    const double power = mean_power({effect, row[1], row[1]}, {users, users}, {alpha, Sides::two});
    const double not_worse =
        mean_power({0, row[1], row[1], -effect}, {users, users}, {alpha, Sides::greater});
    ASSERT_NEAR(power / row[6], 1, kOfTables) << row[0] << ' ' << row[1] << ' ' << row[2];
    ASSERT_NEAR(not_worse / row[7], 1, kOfTables) << row[0] << ' ' << row[1] << ' ' << row[2];
  }
}

/// The variance of treatment / control - 1 by the delta method.
double relative_variance(double variance_control, double control, double users_control,
                         double variance_treatment, double treatment, double users_treatment) {
  return (variance_treatment / users_treatment +
          variance_control / users_control * treatment * treatment / (control * control)) /
         (control * control);
}

// J07 and J08: growthbook, packages/shared/test/power.test.ts. Its lift is that of the delta
// method, and its treatment has the control's variance, of shares too.
TEST(Power, WeeksAsGrowthBook) {
  EXPECT_NEAR(2. / 4 + .5 / 15, .53333, 5e-6);
  EXPECT_NEAR(relative_variance(2, 7, 4, .5, 5, 15), .00589, 5e-6);
  const double shares[] = {.073, .0965, .1204, .14458, .16895, .19342, .21791, .24235, .26666};
  const double means[] = {.17053, .29389, .41122, .51749, .61037, .68938, .75513, .80886, .85213};
  // The lift that is found in 80% of experiments, on its own side.
  const double detectable[] = {.36767, .24505, .19525, .16673, .14774,
                               .13394, .12336, .11491, .10796};
  for (int week = 1; week <= 9; ++week) {
    const double users = 1500 * week;
    const double of_shares = std::sqrt(relative_variance(.09, .1, users, .09, .105, users));
    EXPECT_NEAR(normal_power(.05, of_shares, of_shares, kTwo), shares[week - 1], 5e-6) << week;
    const double of_means = std::sqrt(relative_variance(.5, .1, users, .5, .13, users));
    EXPECT_NEAR(normal_power(.3, of_means, of_means, kTwo), means[week - 1], 5e-6) << week;
    const auto power = [&](double lift) {
      const double error =
          std::sqrt(relative_variance(.09, .1, users, .09, .1 * (1 + lift), users));
      return normal_power(lift, error, error, {.025, Sides::greater});
    };
    EXPECT_LT(power(detectable[week - 1] - 5e-6), .8) << week;
    EXPECT_GT(power(detectable[week - 1] + 5e-6), .8) << week;
  }
}

// J13: Spotify's confidence against G*Power.
TEST(Power, AsSpotify) {
  const double sd = std::sqrt(.34 * .66);
  const Means shares{.01, sd, sd, 0, Reference::normal};
  EXPECT_NEAR(mean_power(shares, {225725, 22572}, {.03, Sides::two}), 0.803414664, 1e-9);
  const double spread = std::sqrt(45.);
  EXPECT_NEAR(mean_power({.03, spread, spread}, {859896, 859896}, kTwo), 0.8345828, 1e-5);
}

TEST(Power, WithoutAnEffectIsAlpha) {
  for (const Rule rule : {kTwo, kGreater, kLess, Rule{.2, Sides::two}}) {
    EXPECT_NEAR(proportion_power({.3, .3}, {50, 450}, rule), rule.alpha, 1e-12);
    EXPECT_NEAR(mean_power({.2, 3, 3, .2, Reference::pooled}, {5, 9}, rule), rule.alpha, 1e-9);
    EXPECT_NEAR(mean_power({0, 3, 1}, {7, 90}, rule), rule.alpha, 1e-9);
  }
}

TEST(Power, IsMirroredByChangingSides) {
  EXPECT_NEAR(proportion_power({.3, .4}, {90, 40}, kGreater),
              proportion_power({.4, .3}, {40, 90}, kLess), 1e-12);
  EXPECT_NEAR(proportion_power({.3, .4}, {90, 40}, kTwo),
              proportion_power({.7, .6}, {90, 40}, kTwo), 1e-12);
  EXPECT_NEAR(mean_power({.5, 2, 1}, {9, 30}, kGreater), mean_power({-.5, 1, 2}, {30, 9}, kLess),
              1e-12);
}

TEST(Power, WithoutVariance) {
  EXPECT_EQ(proportion_power({0, 0}, {10, 10}, kTwo), 0);
  EXPECT_EQ(proportion_power({0, 1}, {10, 10}, kTwo), 1);
  EXPECT_EQ(proportion_power({0, 1}, {10, 10}, kLess), 0);
  EXPECT_EQ(proportion_power({0, 0, -.1}, {10, 10}, kGreater), 1);
}

// What the noncentral distribution gives on the far sides stays a probability.
TEST(Power, OfHugeEffectsAndHugeSamples) {
  EXPECT_NEAR(mean_power({10, 1, 1}, {1e6, 1e6}, kTwo), 1, 1e-9);
  EXPECT_NEAR(mean_power({10, 1, 1}, {1e6, 1e6}, kLess), 0, 1e-9);
  EXPECT_NEAR(mean_power({30, 1, 1}, {4, 3}, kTwo), 1, 1e-9);
  const double normal = mean_power({.001, 1, 1, 0, Reference::normal}, {1e7, 1e7}, kTwo);
  EXPECT_NEAR(mean_power({.001, 1, 1}, {1e7, 1e7}, kTwo), normal, 1e-6);
}

}  // namespace
}  // namespace dangol::experiment
