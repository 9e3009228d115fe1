#include "experiment/sample_ratio.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "numeric/random.h"

namespace dangol::experiment {
namespace {

using Status = SampleRatioStatus;

TEST(SampleRatio, PublishedExamples) {
  struct Case {
    std::vector<double> users, weights;
    double p;
    Status status;
  };
  const Case cases[] = {
      // growthbook, stats.test.ts
      {{1'000, 1'200}, {0.5, 0.5}, 0.000020079, Status::alarm},
      {{135, 115}, {1, 1}, 0.205903211, Status::fine},
      {{0, 10, 10}, {0.34, 0.33, 0.33}, 0.005790624, Status::too_few},
      {{500, 500, 600}, {0.34, 0.33, 0.33}, 0.000592638, Status::alarm},
      // lukasvermeer/srm, faq.md
      {{600, 400}, {1, 1}, 2.5396285894708634e-10, Status::alarm},
      {{502, 498}, {1, 1}, 0.8993431885613663, Status::fine},
      // bucketeer, srm_test.go
      {{5'000, 4'950}, {50, 50}, 0.616191877, Status::fine},
      {{5'300, 4'700}, {50, 50}, 1.97317529e-09, Status::alarm},
      // e10v/tea-tasting, test_proportion.py
      {{53, 47}, {1, 1}, 0.5485062355001472, Status::fine},
      // Public experiments, at 40 digits
      {{44'700, 45'489}, {1, 1}, 0.008607987810836262, Status::caution},
      {{3'332, 2'996}, {1, 1}, 2.40189278757e-5, Status::alarm},
  };
  for (const auto& [users, weights, p, status] : cases) {
    const SampleRatio ratio = sample_ratio(users, weights);
    EXPECT_NEAR(ratio.test.p, p, 1e-9) << users[0];
    EXPECT_EQ(ratio.status, status) << users[0];
    EXPECT_EQ(ratio.test.df, static_cast<double>(users.size() - 1));
  }
  EXPECT_NEAR(sample_ratio(cases[6].users, cases[6].weights).test.statistic, 0.2513, 5e-5);
  EXPECT_NEAR(sample_ratio(cases[7].users, cases[7].weights).test.statistic, 36, 1e-12);
  EXPECT_NEAR(sample_ratio(cases[10].users, cases[10].weights).test.statistic, 17.84070796460177,
              1e-12);
  // 2023 against 1977 where the second should have been twice the first: far in the tail.
  const double far =
      sample_ratio(std::vector<double>{2'023, 1'977}, std::vector<double>{1, 2}).test.p;
  EXPECT_GT(far, 0);
  EXPECT_LT(far, 1e-100);
}

TEST(SampleRatio, ImpossibleUsersAlarm) {
  const SampleRatio one =
      sample_ratio(std::vector<double>{10, 10, 1}, std::vector<double>{1, 1, 0});
  EXPECT_EQ(one.status, Status::alarm);
  EXPECT_EQ(one.test.p, 0);
  EXPECT_TRUE(std::isinf(one.test.statistic));
  // Nobody there: the arm is as good as absent.
  const SampleRatio none =
      sample_ratio(std::vector<double>{500, 520, 0}, std::vector<double>{1, 1, 0});
  EXPECT_EQ(none.test.df, 1);
  EXPECT_EQ(none.test.p,
            sample_ratio(std::vector<double>{500, 520}, std::vector<double>{1, 1}).test.p);
}

TEST(SampleRatio, TooFewToTell) {
  using Numbers = std::vector<double>;
  EXPECT_EQ(sample_ratio(Numbers{99, 0}, Numbers{1, 1}).status, Status::too_few);
  EXPECT_EQ(sample_ratio(Numbers{100, 0}, Numbers{1, 1}).status, Status::alarm);
  EXPECT_EQ(sample_ratio(Numbers{490, 5}, Numbers{99, 1}).status, Status::too_few);
  EXPECT_EQ(sample_ratio(Numbers{495, 5}, Numbers{99, 1}).status, Status::fine);
  EXPECT_EQ(sample_ratio(Numbers{0, 0}, Numbers{1, 1}).status, Status::too_few);
  EXPECT_EQ(sample_ratio(Numbers{0, 0}, Numbers{1, 1}).test.p, 1);
  EXPECT_EQ(sample_ratio(Numbers{300}, Numbers{1}).test.p, 1);
}

TEST(SampleRatio, Anytime) {
  // assuncaolfi/savvi, examples/Multinomial.qmd, reproduced.
  const std::vector<double> users = {40, 129, 233};
  EXPECT_NEAR(anytime_sample_ratio_p(users, std::vector<double>{1, 4, 5}), 0.04845591105969517,
              1e-12);
  EXPECT_EQ(anytime_sample_ratio_p(std::vector<double>{500, 502}, std::vector<double>{1, 1}), 1);
  EXPECT_EQ(anytime_sample_ratio_p(std::vector<double>{5, 1}, std::vector<double>{1, 0}), 0);
  // Watched after every user, it seldom errs; the chi-squared test does.
  numeric::Random random(31);
  constexpr int kRuns = 200;
  int anytime = 0;
  int fixed = 0;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> seen = {0, 0};
    bool alarmed = false;
    bool peeked = false;
    for (int user = 0; user < 500; ++user) {
      ++seen[random.uniform() < 0.3 ? 0 : 1];
      alarmed = alarmed || anytime_sample_ratio_p(seen, std::vector<double>{3, 7}) < 0.05;
      peeked = peeked || sample_ratio(seen, std::vector<double>{3, 7}).test.p < 0.05;
    }
    anytime += alarmed ? 1 : 0;
    fixed += peeked ? 1 : 0;
  }
  EXPECT_LT(anytime, 0.05 * kRuns);
  EXPECT_GT(fixed, 0.15 * kRuns);
}

}  // namespace
}  // namespace dangol::experiment
