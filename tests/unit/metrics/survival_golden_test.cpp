// Survival against R: ../shared/golden/fits.json, "survival (computed with R survival)", and
// further numbers of R 4.2.2 with survival 3.5-3, named where they stand. Tolerance: the digits
// printed.
#include <gtest/gtest.h>

#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

#include "metrics/survival.h"
#include "unit/metrics/lung.h"

namespace dangol::metrics {
namespace {

constexpr double kTolerance = 1e-10;  // relative

void expect_near(double value, double expected, const char* what) {
  EXPECT_NEAR(value / expected, 1, kTolerance) << what << ": " << value;
}

/// The flies of survival_waltons.csv: group 0 is miR-137, group 1 is control. Empty where the file
/// is not on this machine.
std::vector<test::Person> waltons() {
  std::vector<test::Person> people;
  std::ifstream file("../shared/data/survival_waltons.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::istringstream row(line);
    double time = 0;
    int event = 0;
    char comma = 0;
    std::string group;
    row >> time >> comma >> event >> comma >> group;
    EXPECT_EQ(time, static_cast<int>(time)) << "whole days only";
    people.push_back({static_cast<int>(time), event == 1, group == "control" ? 1U : 0U});
  }
  return people;
}

// golden/experiment.json L02: SciPy's test_survival.py, log-rank of two small groups.
TEST(SurvivalGolden, TwoSmallGroups) {
  std::vector<test::Person> people;
  const auto add = [&](std::initializer_list<int> times, bool event, uint32_t group) {
    for (const int time : times) people.push_back({time, event, group});
  };
  add({19, 6, 5, 4}, true, 0);
  add({20, 19, 17, 14}, false, 0);
  add({16, 21, 7}, true, 1);
  add({21, 15, 18, 18, 5}, false, 1);
  const LogRank test = log_rank(test::groups_of(people, 2));
  EXPECT_NEAR(*test.chi_squared, 0.835004855038, 1e-10);
  EXPECT_NEAR(*test.p, 0.3608293039, 1e-10);
}

TEST(SurvivalGolden, Waltons) {
  const auto people = waltons();
  if (people.empty()) {
    GTEST_SKIP() << "SKIPPED: ../shared/data/survival_waltons.csv is not on this machine (run from "
                    "the repository's root)";
  }
  ASSERT_EQ(people.size(), 163U);
  const auto groups = test::groups_of(people, 2);
  const LogRank test = log_rank(groups);
  expect_near(*test.chi_squared, 122.249125573, "waltons_logrank.chisq");
  expect_near(*test.p, 2.03598322229e-28, "waltons_logrank.p");
  EXPECT_EQ(test.degrees, 1U);
  const SurvivalCurve mutant = kaplan_meier(groups[0], 10);
  expect_near(*mutant.restricted_mean, 9.79411764706, "waltons_rmst_tau10.miR-137");
  expect_near(*mutant.restricted_mean_error, 0.1232448526737, "waltons_rmst_tau10.miR-137 error");
  const SurvivalCurve control = kaplan_meier(groups[1], 10);
  expect_near(*control.restricted_mean, 9.97674418605, "waltons_rmst_tau10.control");
  expect_near(*control.restricted_mean_error, 0.0231654997717, "waltons_rmst_tau10.control error");
  // R: summary(survfit(Surv(T, E) ~ group), rmean = 10)
  EXPECT_EQ(mutant.median, 26U);
  EXPECT_EQ(control.median, 58U);
  const auto difference = restricted_mean_difference(groups[0], groups[1], 10).value();
  expect_near(difference.value, 9.97674418605 - 9.79411764706, "difference");
  expect_near(difference.error, std::hypot(0.1232448526737, 0.0231654997717), "its error");
}

/// The last point up to a day.
const SurvivalPoint& point_at(const SurvivalCurve& curve, uint32_t day) {
  const SurvivalPoint* found = &curve.points.front();
  for (const SurvivalPoint& point : curve.points) {
    if (point.day <= day) found = &point;
  }
  return *found;
}

TEST(SurvivalGolden, Lung) {
  const auto people = test::lung(test::kLungSex, '1');
  const SurvivalCurve curve = kaplan_meier(test::durations_of(people));
  EXPECT_EQ(curve.n, 228U);
  EXPECT_EQ(curve.events, 165U);
  EXPECT_EQ(test::count_at_risk(people, 365), 65);
  const SurvivalPoint& year = point_at(curve, 365);
  expect_near(year.survival, 0.40924162446, "lung_KM_t365.S");
  expect_near(year.error, 0.035823638172, "lung_KM_t365.se");
  expect_near(year.interval->low, 0.3387142690883, "lung_KM_t365.loglog low");
  expect_near(year.interval->high, 0.478380767647, "lung_KM_t365.loglog high");
  // R: summary(survfit(Surv(time, status) ~ 1, conf.type = "log-log"), times = c(5, 883))
  const SurvivalPoint& first = curve.points.front();
  EXPECT_EQ(first.day, 5U);
  EXPECT_EQ(first.at_risk, 228U);
  expect_near(first.survival, 0.9956140350877193, "S(5)");
  expect_near(first.interval->low, 0.9692770362188886, "S(5) low");
  expect_near(first.interval->high, 0.999381011438739, "S(5) high");
  const SurvivalPoint& last = curve.points.back();
  EXPECT_EQ(last.day, 883U);
  EXPECT_EQ(last.at_risk, 4U);
  expect_near(last.survival, 0.0503455680708105, "S(883)");
  expect_near(last.error, 0.02284804891608381, "S(883) error");
  expect_near(last.interval->low, 0.0178661710928527, "S(883) low");
  expect_near(last.interval->high, 0.108662176030919, "S(883) high");
  // R: summary(survfit(Surv(time, status) ~ 1), rmean = 1022), the last observed day
  EXPECT_EQ(curve.median, 310U);
  EXPECT_EQ(curve.horizon, 1022U);
  expect_near(*curve.restricted_mean, 376.2747461478497, "rmean");
  expect_near(*curve.restricted_mean_error, 19.7077914213399, "se(rmean)");
}

TEST(SurvivalGolden, LungByGroup) {
  const auto by_sex = test::groups_of(test::lung(test::kLungSex, '1'), 2);
  const LogRank sex = log_rank(by_sex);
  expect_near(*sex.chi_squared, 10.3267419549, "lung_sex_logrank");
  expect_near(*sex.p, 0.00131116452036, "lung_sex_logrank.p");
  // R: survdiff(Surv(time, status) ~ ph.ecog), four groups, one of them a single patient
  const LogRank score = log_rank(test::groups_of(test::lung(test::kLungScore, '0'), 4));
  expect_near(*score.chi_squared, 21.9621316824760, "chi-squared by score");
  expect_near(*score.p, 6.64253535580017e-05, "p by score");
  EXPECT_EQ(score.degrees, 3U);
  // R: summary(survfit(Surv(time, status) ~ sex), rmean = 365)
  const SurvivalCurve men = kaplan_meier(by_sex[0], 365);
  expect_near(*men.restricted_mean, 241.495085192057, "rmean of men");
  expect_near(*men.restricted_mean_error, 10.3582264910969, "se(rmean) of men");
  const SurvivalCurve women = kaplan_meier(by_sex[1], 365);
  expect_near(*women.restricted_mean, 297.465409532037, "rmean of women");
  expect_near(*women.restricted_mean_error, 10.7913239788001, "se(rmean) of women");
}

}  // namespace
}  // namespace dangol::metrics
