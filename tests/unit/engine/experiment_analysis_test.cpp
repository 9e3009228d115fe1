#include "engine/experiment_analysis.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "numeric/random.h"

namespace dangol::engine {
namespace {

using report::Experiment;
using report::ExperimentComparison;
using report::Range;

struct Counted {
  double conversions;
  double users;
};

ExperimentData counts(const std::vector<Counted>& variants) {
  ExperimentData data;
  MeasureData conversion{"conversion", MeasureKind::proportion, true, {}};
  for (const Counted& counted : variants) {
    data.variants.push_back(
        {std::string(1, static_cast<char>('A' + data.variants.size())), counted.users});
    VariantSums& sums = conversion.variants.emplace_back();
    sums.users = counted.users;
    sums.successes = counted.conversions;
  }
  data.measures.push_back(conversion);
  return data;
}

const ExperimentComparison& only(const Experiment& experiment) {
  return experiment.measures.at(0).comparisons.at(0);
}

std::string verdict(const std::vector<Counted>& variants, const ExperimentOptions& options = {}) {
  return experiment_of(counts(variants), options).verdict.code;
}

TEST(ExperimentAnalysis, AVerdictFollowsTheTestAndTheDirection) {
  // Hillstrom's e-mails: z 3.779560958, p 0.000157105.
  const Experiment better = experiment_of(counts({{122, 21306}, {189, 21387}}), {});
  EXPECT_EQ(better.verdict.code, "better");
  EXPECT_EQ(better.verdict.variant, "B");
  EXPECT_NEAR(*only(better).statistic, 3.779560958, 1e-9);
  EXPECT_NEAR(*only(better).p, 0.000157105, 1e-9);
  EXPECT_FALSE(better.verdict.users_needed);
  EXPECT_EQ(verdict({{189, 21387}, {122, 21306}}), "worse");

  ExperimentData fewer = counts({{122, 21306}, {189, 21387}});
  fewer.measures[0].higher_is_better = false;
  EXPECT_EQ(experiment_of(fewer, {}).verdict.code, "worse");
  ExperimentOptions options;
  options.control = "B";
  EXPECT_EQ(experiment_of(fewer, options).verdict.code, "better");
  options.sides = experiment::Sides::greater;  // looks only where the treatment has more
  EXPECT_EQ(experiment_of(fewer, options).verdict.code, "keep_running");
}

TEST(ExperimentAnalysis, NoDifferenceTakesTheWholeInterval) {
  // 10% of 50,000 each: the interval of the lift is about +-3.7%.
  const std::vector<Counted> same = {{5000, 50000}, {5010, 50000}};
  EXPECT_EQ(verdict(same), "no_difference");
  ExperimentOptions options;
  options.margin = -0.05;
  EXPECT_EQ(verdict(same, options), "no_difference");
  const Experiment margin = experiment_of(counts(same), options);
  EXPECT_TRUE(only(margin).margin->holds);
  options.margin = -0.02;
  EXPECT_EQ(verdict(same, options), "keep_running");
  EXPECT_FALSE(only(experiment_of(counts(same), options)).margin->holds);
  options.effect = 0.04;
  EXPECT_EQ(verdict(same, options), "no_difference");
}

TEST(ExperimentAnalysis, SaysHowManyUsersAreNeeded) {
  ExperimentData data = counts({{120, 2400}, {150, 2380}});
  data.days = 4;
  const Experiment running = experiment_of(data, {});
  EXPECT_EQ(running.verdict.code, "keep_running");
  // From 5% to 5.5%, two-sided 5%, power 80%: 31,234 each (power.prop.test of R), less those who
  // are there; a few more as the arms are not of one size.
  EXPECT_NEAR(*running.verdict.users_needed, 2 * 31234 - 4780, 60);
  EXPECT_EQ(*running.verdict.days_left, std::ceil(*running.verdict.users_needed * 4 / 4780));

  // The plan is over, and yet nothing can be said: until the interval is as wide as the effect.
  data = counts({{1600, 32000}, {1690, 32000}});
  const Experiment late = experiment_of(data, {});
  ASSERT_EQ(late.verdict.code, "keep_running");
  const double width = *late.verdict.lift->high - *late.verdict.lift->low;
  EXPECT_NEAR(*late.verdict.users_needed, 64000 * (width * width / 0.01 - 1), 1);
  // So many users more, and there is an answer.
  const double times = 1 + *late.verdict.users_needed / 64000;
  EXPECT_NE(verdict({{std::round(1600 * times), std::round(32000 * times)},
                     {std::round(1690 * times), std::round(32000 * times)}}),
            "keep_running");
}

TEST(ExperimentAnalysis, AnAlarmBlocksTheVerdict) {
  // Udacity's home page: significant, but the sample ratio fails at p = 2.40189278757e-5.
  const Experiment udacity = experiment_of(counts({{932, 3332}, {928, 2996}}), {});
  EXPECT_EQ(udacity.health.status, "alarm");
  EXPECT_EQ(udacity.health.reasons, std::vector<std::string>{"sample_ratio"});
  EXPECT_NEAR(*udacity.health.sample_ratio->p, 2.40189278757e-5, 1e-15);
  EXPECT_NEAR(*only(udacity).p, 0.008830075577, 1e-11);
  EXPECT_EQ(only(udacity).verdict, "do_not_trust");
  EXPECT_EQ(udacity.verdict.code, "do_not_trust");

  ExperimentOptions uneven;
  uneven.ratio = {{"A", 3332}, {"B", 2996}};
  EXPECT_EQ(verdict({{932, 3332}, {928, 2996}}, uneven), "better");
  uneven.ratio = {{"A", 1}};
  const Experiment misplaced = experiment_of(counts({{9, 90}, {1, 1}}), uneven);
  EXPECT_EQ(misplaced.health.reasons.front(), "zero_share");
  EXPECT_EQ(misplaced.verdict.code, "do_not_trust");
  EXPECT_FALSE(misplaced.health.sample_ratio->chi_squared);

  ExperimentData data = counts({{122, 21306}, {189, 21387}});
  data.contaminated = 400;  // below 1%
  EXPECT_EQ(experiment_of(data, {}).health.status, "caution");
  EXPECT_EQ(experiment_of(data, {}).verdict.code, "better");
  data.contaminated = 500;
  EXPECT_EQ(experiment_of(data, {}).verdict.code, "do_not_trust");
  data.contaminated = 0;
  data.duplicates = 500;
  EXPECT_EQ(experiment_of(data, {}).health.reasons, std::vector<std::string>{"duplicates"});
  EXPECT_EQ(experiment_of(data, {}).verdict.code, "do_not_trust");
}

TEST(ExperimentAnalysis, NothingIsDefinedOverAControlWithoutConversions) {
  const Experiment zero = experiment_of(counts({{0, 50}, {3, 50}}), {});
  const ExperimentComparison& comparison = only(zero);
  EXPECT_EQ(comparison.test, "barnard");
  EXPECT_NEAR(*comparison.p, 0.092270305, 1e-8);
  EXPECT_FALSE(comparison.lift);
  EXPECT_LT(*comparison.difference.low, 0);
  EXPECT_NEAR(*comparison.probability_better, 0.941194119411941, 1e-9);
  EXPECT_NEAR(*comparison.expected_loss, 0.00108696455904, 1e-9);
  EXPECT_EQ(zero.verdict.code, "keep_running");
  EXPECT_FALSE(zero.verdict.users_needed);
  EXPECT_EQ(zero.health.reasons, std::vector<std::string>{"too_few_users"});
  EXPECT_EQ(verdict({{0, 60}, {12, 60}}), "better");

  for (const std::vector<Counted>& nobody : {std::vector<Counted>{{0, 0}, {0, 0}},
                                             {{3, 50}, {0, 0}},
                                             {{0, 100}, {0, 100}},

                                             {{5, 100}},
                                             {}}) {
    EXPECT_EQ(verdict(nobody), "keep_running");
  }
}

TEST(ExperimentAnalysis, SeveralTreatmentsAreCorrectedAndTheirIntervalsWithThem) {
  const auto data = counts({{500, 5000}, {580, 5010}, {540, 4990}, {420, 5000}});
  ExperimentOptions options;
  const Experiment holm = experiment_of(data, options);
  const auto& comparisons = holm.measures[0].comparisons;
  ASSERT_EQ(comparisons.size(), 3U);
  // By size p is D < B < C: three, two and one times theirs.
  EXPECT_DOUBLE_EQ(*comparisons[2].p_adjusted, 3 * *comparisons[2].p);
  EXPECT_DOUBLE_EQ(*comparisons[0].p_adjusted, 2 * *comparisons[0].p);
  EXPECT_DOUBLE_EQ(*comparisons[1].p_adjusted, *comparisons[1].p);
  EXPECT_NEAR(*comparisons[2].confidence, 1 - 0.05 / 3, 1e-12);
  EXPECT_EQ(holm.verdict.code, "better");
  EXPECT_EQ(holm.verdict.variant, "B");
  EXPECT_EQ(comparisons[2].verdict, "worse");
  ASSERT_TRUE(holm.measures[0].global);
  EXPECT_EQ(*holm.measures[0].global->df, 3);
  EXPECT_EQ(verdict({{500, 5000}, {420, 5000}, {400, 5000}}), "worse");
}

// A corrected interval leaves out zero exactly when the corrected test rejects, whatever the kind,
// the correction, the sides and the looks.
TEST(ExperimentAnalysis, IntervalsNeverContradictTheirTests) {
  numeric::Random random(7);
  const auto below = [&](double limit) { return std::floor(random.uniform() * limit); };
  int rejected = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<Counted> variants;
    for (int i = 0; i < 2 + round % 3; ++i) {
      const double users = 800 + below(400);
      variants.push_back({below(60) + 40, users});
    }
    ExperimentData data = counts(variants);
    MeasureData revenue{"revenue", MeasureKind::money, true, {}};
    for (const Counted& counted : variants) {
      VariantSums& sums = revenue.variants.emplace_back();
      sums.users = counted.users;
      sums.sum = counted.conversions * 30;
      sums.squares = counted.users * (1 + random.uniform()) * 100;
    }
    data.measures.push_back(revenue);
    ExperimentOptions options;
    options.ratio.clear();
    data.ratio_expected = false;
    options.correction =
        round % 2 == 0 ? experiment::Correction::holm : experiment::Correction::benjamini_hochberg;
    options.sides = round % 5 == 0   ? experiment::Sides::greater
                    : round % 5 == 1 ? experiment::Sides::less
                                     : experiment::Sides::two;
    if (round % 4 == 0) {
      options.peeking = experiment::Peeking::planned;
      options.looks = 4;
      options.planned_users = 5000;
    }
    for (const auto& measure : experiment_of(data, options).measures) {
      for (const ExperimentComparison& comparison : measure.comparisons) {
        const bool rejects = *comparison.p_adjusted < options.alpha;
        rejected += rejects ? 1 : 0;
        for (const Range& range : {comparison.difference, *comparison.lift}) {
          const bool excludes = (range.low && *range.low > 0) || (range.high && *range.high < 0);
          EXPECT_EQ(excludes, rejects) << round << ' ' << measure.name << ' ' << *comparison.p;
        }
      }
    }
  }
  EXPECT_GT(rejected, 20);
}

TEST(ExperimentAnalysis, LookingEarlyHasItsRules) {
  const std::vector<Counted> early = {{500, 5000}, {580, 5010}};  // p 0.011
  EXPECT_EQ(verdict(early), "better");
  ExperimentOptions options;
  options.planned_users = 20000;
  const Experiment before = experiment_of(counts(early), options);
  EXPECT_EQ(before.verdict.code, "keep_running");
  EXPECT_EQ(*before.verdict.users_needed, 20000 - 10010);
  EXPECT_EQ(before.verdict.reasons, (std::vector<std::string>{"planned_not_reached", "look_once"}));
  options.peeking = experiment::Peeking::planned;
  options.looks = 5;
  const Experiment looked = experiment_of(counts(early), options);
  EXPECT_EQ(looked.verdict.code, "keep_running");
  EXPECT_GT(*only(looked).p_adjusted, 0.05);
  EXPECT_EQ(only(looked).p, only(before).p);
  EXPECT_TRUE(looked.verdict.reasons.empty());
  options = {};
  options.peeking = experiment::Peeking::always;
  EXPECT_EQ(verdict(early, options), "keep_running");
  EXPECT_EQ(verdict({{500, 5000}, {680, 5010}}, options), "better");
  const Experiment always = experiment_of(counts(early), options);
  EXPECT_GT(only(always).anytime->width_ratio, 1.0);
}

TEST(ExperimentAnalysis, UsersOneByOneSayMore) {
  numeric::Random random(3);
  ExperimentData data;
  MeasureData revenue{"revenue", MeasureKind::money, true, {}};
  for (const double effect : {0.0, 2.0}) {
    VariantSums& sums = revenue.variants.emplace_back();
    for (int i = 0; i < 400; ++i) {
      const double before = random.uniform() * 10;
      sums.covariates.push_back(before);
      sums.values.push_back(std::max(0.0, before + effect + random.uniform() * 2 - 1));
    }
    if (effect == 0) sums.values[0] = 5000;  // one giant order
    sums.users = 400;
    data.variants.push_back({effect > 0 ? "new" : "control", 400});
  }
  data.measures.push_back(revenue);
  ExperimentOptions options;
  options.winsorise = 0.99;
  const Experiment experiment = experiment_of(data, options);
  const ExperimentComparison& comparison = only(experiment);
  EXPECT_EQ(comparison.test, "welch");
  EXPECT_GT(*comparison.p, 0.1);
  EXPECT_LT(*comparison.winsorised->p, 0.01);
  ASSERT_TRUE(comparison.winsorised && comparison.ranks && comparison.median);
  EXPECT_LT(comparison.ranks->p, 0.01);
  EXPECT_GT(*comparison.median->difference.low, 0);
  EXPECT_EQ(comparison.median->seed, 1U);
  ASSERT_TRUE(comparison.adjusted);
  EXPECT_GT(*comparison.adjusted->balance_p, 0.001);
  EXPECT_LT(*experiment.measures[0].winsorise_cap, 5000);
  ASSERT_TRUE(comparison.expected_loss_money);
  EXPECT_EQ(experiment.settings.control, "control");
  data.variants[0].name = "Control group";
  std::swap(data.variants[0], data.variants[1]);
  EXPECT_EQ(experiment_of(data, options).settings.control, "Control group");
}

TEST(ExperimentAnalysis, AFewBuyersDecideNothing) {
  // 1:9, and 29 or 30 of the control's users have bought: all of them less than the others.
  const auto shop = [](int buyers) {
    ExperimentData data;
    MeasureData revenue{"revenue", MeasureKind::money, true, {}};
    for (const int users : {100, 900}) {
      VariantSums& sums = revenue.variants.emplace_back();
      sums.users = users;
      for (int i = 0; i < users; ++i) {
        const bool buys = users == 100 ? i < buyers : i % 3 == 0;
        sums.values.push_back(!buys ? 0 : users == 100 ? 1 + i % 2 : 50 + i % 7);
      }
      data.variants.push_back({users == 100 ? "A" : "B", sums.users});
    }
    data.measures.push_back(revenue);
    ExperimentOptions options;
    options.ratio = {{"A", 1}, {"B", 9}};
    return experiment_of(data, options);
  };
  const Experiment few = shop(29);
  EXPECT_LT(*only(few).p, 1e-9);
  EXPECT_TRUE(few.measures[0].few_events);
  EXPECT_EQ(few.verdict.code, "keep_running");
  EXPECT_EQ(few.verdict.reasons, (std::vector<std::string>{"few_events", "look_once"}));
  EXPECT_FALSE(shop(30).measures[0].few_events);
  EXPECT_EQ(shop(30).verdict.code, "better");
}

TEST(ExperimentAnalysis, ASequenceAsksForTenOfEach) {
  ExperimentOptions options;
  options.peeking = experiment::Peeking::always;
  const Experiment early = experiment_of(counts({{9, 1000}, {90, 1000}}), options);
  EXPECT_FALSE(only(early).anytime);
  EXPECT_EQ(early.verdict.code, "keep_running");
  EXPECT_TRUE(early.measures[0].few_events);
  EXPECT_TRUE(only(experiment_of(counts({{10, 1000}, {90, 1000}}), options)).anytime);
  EXPECT_FALSE(experiment_of(counts({{9, 1000}, {90, 1000}}), {}).measures[0].few_events);
  EXPECT_EQ(verdict({{9, 1000}, {90, 1000}}), "better");
}

TEST(ExperimentAnalysis, RatiosAreOfUsers) {
  ExperimentData data;
  MeasureData value{"order_value", MeasureKind::ratio, true, {}};
  for (const double each : {10.0, 12.0}) {
    VariantSums& sums = value.variants.emplace_back();
    for (int i = 0; i < 300; ++i) {
      const double orders = i % 4;  // users without orders are no part of it
      sums.bases.push_back(orders);
      sums.values.push_back(orders * (each + i % 7 - 3));
    }
    sums.users = 300;
    data.variants.push_back({each > 11 ? "B" : "A", 300});
  }
  data.measures.push_back(value);
  const Experiment experiment = experiment_of(data, {});
  EXPECT_EQ(only(experiment).test, "delta");
  EXPECT_EQ(only(experiment).method_lift, "fieller");
  EXPECT_NEAR(*experiment.measures[0].arms[0].denominator, 450, 1e-9);
  EXPECT_EQ(experiment.verdict.code, "better");
}

}  // namespace
}  // namespace dangol::engine
