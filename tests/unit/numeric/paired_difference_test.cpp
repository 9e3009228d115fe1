#include "numeric/paired_difference.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>

namespace dangol::numeric {
namespace {

/// The score statistic from its definition, with the share of `less` under the difference `delta`
/// found by climbing the trinomial likelihood instead of by its closed form.
double statistic_by_search(double more, double less, double n, double delta) {
  const auto likelihood = [&](double share) {
    const auto part = [](double count, double probability) {
      return count == 0 ? 0.0 : count * std::log(probability);
    };
    return part(more, share + delta) + part(less, share) +
           part(n - more - less, 1 - 2 * share - delta);
  };
  double low = std::max(0.0, -delta);
  double high = (1 - delta) / 2;
  const double golden = (std::sqrt(5.0) - 1) / 2;
  for (int i = 0; i < 100; ++i) {  // one maximum: the logarithm of the likelihood is concave
    const double left = high - golden * (high - low);
    const double right = low + golden * (high - low);
    (likelihood(left) < likelihood(right) ? low : high) =
        likelihood(left) < likelihood(right) ? left : right;
  }
  const double share = (low + high) / 2;
  return (more - less - n * delta) / std::sqrt(n * (2 * share + delta * (1 - delta)));
}

TEST(PairedDifference, PublishedExamples) {
  // Fagerland, Lydersen, Laake, Statistics in Medicine 33 (2014) 2850-2875: hyper-responsive
  // airways before and after a transplantation (Bentur 2009).
  const Interval airways = paired_difference_interval(1, 7, 21);
  EXPECT_NEAR(airways.low, -0.517, 5e-4);
  EXPECT_NEAR(airways.high, -0.026, 5e-4);
  // The same authors' package `contingencytables`: complete response (Cavo 2012).
  const Interval response = paired_difference_interval(6, 16, 161);
  EXPECT_NEAR(response.low, -0.1240, 5e-5);
  EXPECT_NEAR(response.high, -0.0054, 5e-5);
}

TEST(PairedDifference, InvertsTheScoreTest) {
  constexpr std::array<std::array<uint64_t, 3>, 12> kCounts = {{{3, 2, 10},
                                                                {1, 0, 5},
                                                                {0, 3, 9},
                                                                {5, 5, 10},
                                                                {40, 20, 160},
                                                                {7, 1, 8},
                                                                {2, 2, 200},
                                                                {1, 0, 1'000},
                                                                {600, 250, 1'000},
                                                                {999, 1, 1'000},
                                                                {90'000, 4'000, 100'000},
                                                                {1, 1, 2}}};
  for (const auto& [more, less, n] : kCounts) {
    const Interval interval = paired_difference_interval(more, less, n);
    const auto x = static_cast<double>(more);
    const auto y = static_cast<double>(less);
    const auto size = static_cast<double>(n);
    const double seen = (x - y) / size;
    EXPECT_LT(interval.low, seen);
    EXPECT_GT(interval.high, seen);
    EXPECT_NEAR(statistic_by_search(x, y, size, interval.low), kZ95, 1e-4) << more << " " << less;
    EXPECT_NEAR(statistic_by_search(x, y, size, interval.high), -kZ95, 1e-4) << more << " " << less;
    // Every difference outside is rejected, every one inside is not: there is no second root.
    for (int step = -99; step < 100; ++step) {
      const double delta = step / 100.0;
      const double statistic = statistic_by_search(x, y, size, delta);
      const double margin =
          std::min(std::abs(delta - interval.low), std::abs(delta - interval.high));
      if (margin < 1e-6) continue;
      const bool inside = interval.low < delta && delta < interval.high;
      EXPECT_EQ(std::abs(statistic) < kZ95, inside)
          << more << " " << less << " " << n << " " << delta;
    }
  }
}

TEST(PairedDifference, EndsHaveClosedForms) {
  // All for one side: the test is Wilson's of a difference of 2p - 1.
  for (const uint64_t n : {1U, 2U, 7U, 100U, 1'000'000U}) {
    const auto size = static_cast<double>(n);
    const double z2 = kZ95 * kZ95;
    const Interval all = paired_difference_interval(n, 0, n);
    EXPECT_EQ(all.high, 1);
    EXPECT_NEAR(all.low, (size - z2) / (size + z2), 1e-12);
    const Interval none = paired_difference_interval(0, 0, n);
    EXPECT_NEAR(none.high, z2 / (size + z2), 1e-12);
    EXPECT_EQ(none.low, -none.high);
    // Nobody undecided: p is a single proportion, so the interval is Wilson's, stretched to -1..1.
    const uint64_t more = n / 3;
    const Interval decided = paired_difference_interval(more, n - more, n);
    const Interval wilson = wilson_interval(more, n);
    EXPECT_NEAR(decided.low, 2 * wilson.low - 1, 1e-9);
    EXPECT_NEAR(decided.high, 2 * wilson.high - 1, 1e-9);
  }
  const Interval nobody = paired_difference_interval(0, 0, 0);
  EXPECT_EQ(nobody.low, -1);
  EXPECT_EQ(nobody.high, 1);
}

TEST(PairedDifference, IsMirroredExactlyAndStaysWithin) {
  for (uint64_t n = 1; n <= 12; ++n) {
    for (uint64_t more = 0; more <= n; ++more) {
      for (uint64_t less = 0; more + less <= n; ++less) {
        const Interval interval = paired_difference_interval(more, less, n);
        const Interval mirrored = paired_difference_interval(less, more, n);
        EXPECT_EQ(interval.low, -mirrored.high);
        EXPECT_EQ(interval.high, -mirrored.low);
        EXPECT_GE(interval.low, -1);
        EXPECT_LE(interval.high, 1);
        EXPECT_LT(interval.low, interval.high);
      }
    }
  }
}

TEST(PairedDifference, CoversTheTruthAsOftenAsItSays) {
  constexpr int kSamples = 4'000;
  constexpr std::array<std::array<double, 2>, 4> kTruths = {
      {{0.5, 0.2}, {0.3, 0.3}, {0.7, 0.15}, {0.25, 0.45}}};
  std::mt19937 random(1998);
  for (const uint64_t n : {20U, 50U, 200U, 2'000U}) {
    for (const auto& [p, q] : kTruths) {
      std::binomial_distribution<uint64_t> draw_more(n, p);
      // The same counts come up again and again.
      std::map<std::pair<uint64_t, uint64_t>, bool> seen;
      int covered = 0;
      for (int sample = 0; sample < kSamples; ++sample) {
        const uint64_t more = draw_more(random);
        std::binomial_distribution<uint64_t> draw_less(n - more, q / (1 - p));
        const uint64_t less = draw_less(random);
        const auto [found, fresh] = seen.try_emplace({more, less});
        if (fresh) {
          const Interval interval = paired_difference_interval(more, less, n);
          found->second = interval.low <= p - q && p - q <= interval.high;
        }
        covered += found->second ? 1 : 0;
      }
      const double coverage = static_cast<double>(covered) / kSamples;
      EXPECT_GE(coverage, 0.93) << n << " " << p << " " << q;
      EXPECT_LE(coverage, 0.97) << n << " " << p << " " << q;
    }
  }
}

}  // namespace
}  // namespace dangol::numeric
