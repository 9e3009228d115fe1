// Shares: how often tests reject where nothing differs, and how often intervals hold the truth
// where the treatment has 30% more. Up to 200 users every outcome is counted with its probability,
// so those rates have no noise; above, outcomes are drawn.
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "coverage/experiments.h"
#include "coverage/table.h"
#include "experiment/exact_test.h"
#include "experiment/proportion.h"
#include "experiment/proportion_comparison.h"
#include "experiment/two_proportions.h"
#include "numeric/distributions.h"
#include "numeric/random.h"
#include "support/draws.h"

namespace dangol::coverage {
namespace {

using experiment::Count;
using experiment::Interval;
using experiment::Sides;

constexpr double kAlpha = 0.05;
constexpr std::array<double, 4> kShares = {0.005, 0.02, 0.1, 0.5};
constexpr double kLift = 1.3;
constexpr double kDraws = 10000;
/// Outcomes rarer than this are left out of what is counted.
constexpr double kRare = 1e-8;

/// How probable an outcome is for each share, without and with an effect.
struct Weights {
  std::array<double, kShares.size()> equal{};
  std::array<double, kShares.size()> different{};
};
using Outcomes = std::map<std::pair<double, double>, Weights>;  // successes of both arms

double mass(double k, double n, double share) {
  return std::exp(numeric::log_choose(n, k) + k * std::log(share) + (n - k) * std::log1p(-share));
}

Outcomes outcomes_of(Design design) {
  Outcomes outcomes;
  const double n = design.control();
  const double m = design.treatment();
  if (n + m <= 200) {
    for (double x = 0; x <= n; ++x) {
      for (double y = 0; y <= m; ++y) {
        Weights weights;
        double largest = 0;
        for (size_t i = 0; i < kShares.size(); ++i) {
          const double control = mass(x, n, kShares[i]);
          weights.equal[i] = control * mass(y, m, kShares[i]);
          weights.different[i] = control * mass(y, m, kShares[i] * kLift);
          largest = std::fmax(largest, std::fmax(weights.equal[i], weights.different[i]));
        }
        if (largest > kRare) outcomes[{x, y}] = weights;
      }
    }
    return outcomes;
  }
  for (size_t i = 0; i < kShares.size(); ++i) {
    numeric::Random random(0x5a4e5 + 16 * design.size + 8 * (design.unequal ? 1 : 0) + i);
    for (double draw = 0; draw < kDraws; ++draw) {
      const double share = kShares[i];
      const double x = test::binomial(random, n, share);
      const double y = test::binomial(random, m, share);
      outcomes[{x, y}].equal[i] += 1 / kDraws;
      outcomes[{test::binomial(random, n, share), test::binomial(random, m, kLift * share)}]
          .different[i] += 1 / kDraws;
    }
  }
  return outcomes;
}

/// What an interval is of.
enum class Target { difference, ratio, lift, odds_ratio, treatment };

double truth_of(Target target, double share) {
  const double treated = share * kLift;
  switch (target) {
    case Target::difference:
      return treated - share;
    case Target::ratio:
      return kLift;
    case Target::lift:
      return kLift - 1;
    case Target::odds_ratio:
      return treated * (1 - share) / (share * (1 - treated));
    case Target::treatment:
      break;
  }
  return treated;
}

/// Where a promise is made.
enum class Where {
  anywhere,
  five,   ///< at least five successes expected in each arm: the textbooks' rule
  thirty  ///< at least thirty
};

bool holds(Where where, Design design, double share) {
  const double expected = std::fmin(design.control(), design.treatment()) * share;
  return where == Where::anywhere || expected >= (where == Where::five ? 5 : 30);
}

struct Method {
  std::string name;
  Promise promise;
  Where where = Where::anywhere;
  double most_users = kUsers.back();
};

std::string share_name(double share) {
  return std::to_string(share * 100).substr(0, 4) + "%";
}

using PValue = std::function<double(Count, Count)>;

void add_rate(Table& table, const Method& method, Design design, double rate, double share) {
  const bool drawn = kUsers[design.size] > 200;
  const double nominal = rate > 0.5 ? 1 - kAlpha : kAlpha;
  table.add(method.name, design, rate, drawn ? noise_of(nominal, kDraws) : 0,
            holds(method.where, design, share) ? method.promise : Promise{}, share_name(share));
}

void cover_test(Table& table, const Method& method, Design design, const Outcomes& outcomes,
                const PValue& p) {
  if (kUsers[design.size] > method.most_users) return;
  std::array<double, kShares.size()> rejected{};
  for (const auto& [successes, weights] : outcomes) {
    double total = 0;
    for (const double weight : weights.equal) total += weight;
    if (!(total > 0)) continue;
    if (!(p({successes.first, design.control()}, {successes.second, design.treatment()}) <
          kAlpha)) {
      continue;
    }
    for (size_t i = 0; i < kShares.size(); ++i) rejected[i] += weights.equal[i];
  }
  for (size_t i = 0; i < kShares.size(); ++i) {
    add_rate(table, method, design, rejected[i], kShares[i]);
  }
}

using Limits = std::function<std::optional<Interval>(Count, Count)>;

void cover_interval(Table& table, const Method& method, Target target, Design design,
                    const Outcomes& outcomes, const Limits& limits) {
  if (kUsers[design.size] > method.most_users) return;
  std::array<double, kShares.size()> missed{};
  for (const auto& [successes, weights] : outcomes) {
    double total = 0;
    for (const double weight : weights.different) total += weight;
    if (!(total > 0)) continue;
    const auto interval =
        limits({successes.first, design.control()}, {successes.second, design.treatment()});
    if (!interval) continue;  // says nothing, misses nothing
    for (size_t i = 0; i < kShares.size(); ++i) {
      const double truth = truth_of(target, kShares[i]);
      if (truth < interval->low || truth > interval->high) missed[i] += weights.different[i];
    }
  }
  for (size_t i = 0; i < kShares.size(); ++i) {
    add_rate(table, method, design, 1 - missed[i], kShares[i]);
  }
}

}  // namespace

void cover_shares() {
  Table tests("false positives at 5%, shares");
  Table intervals("coverage of 95% intervals, shares");
  for (const Design design : designs()) {
    const Outcomes outcomes = outcomes_of(design);
    const auto test = [&](const Method& method, const PValue& p) {
      cover_test(tests, method, design, outcomes, p);
    };
    const auto interval = [&](const Method& method, Target target, const Limits& limits) {
      cover_interval(intervals, method, target, design, outcomes, limits);
    };
    const Promise exact_test{0, kAlpha};
    const Promise exact_interval{1 - kAlpha, 1};
    std::map<std::pair<double, double>, experiment::ProportionComparison> compared;
    const auto compare = [&](Count control, Count treatment) {
      const std::pair key(control.successes, treatment.successes);
      const auto found = compared.find(key);
      if (found != compared.end()) return found->second;
      return compared.emplace(key, experiment::compare(control, treatment, kAlpha)).first->second;
    };

    test({"as chosen: z, or Barnard's below 5 expected", {0, 0.06}},
         [&](Count c, Count t) { return compare(c, t).test.p; });
    test({"z, pooled", {0, 0.06}, Where::five},
         [](Count c, Count t) { return experiment::z_test(c, t, Sides::two).p; });
    test({"z, pooled, one side", {0, 0.06}, Where::thirty},
         [](Count c, Count t) { return experiment::z_test(c, t, Sides::greater).p; });
    test({"z, unpooled", {0, 0.06}, Where::thirty}, [](Count c, Count t) {
      return experiment::z_test(c, t, Sides::two, experiment::Variance::unpooled).p;
    });
    test({"z, Yates", {0, 0.05}, Where::five}, [](Count c, Count t) {
      return experiment::z_test(c, t, Sides::two, experiment::Variance::pooled,
                                experiment::Continuity::yates)
          .p;
    });
    test({"Fisher", exact_test, Where::anywhere, 200},
         [](Count c, Count t) { return experiment::fisher(c, t, Sides::two).p; });
    test({"Barnard", exact_test, Where::anywhere, 200},
         [](Count c, Count t) { return experiment::barnard(c, t, Sides::two).p; });
    test({"Boschloo", exact_test, Where::anywhere, 200},
         [](Count c, Count t) { return experiment::boschloo(c, t, Sides::two).p; });

    interval({"as chosen: difference", {0.935, 1}}, Target::difference,
             [&](Count c, Count t) { return compare(c, t).difference_interval; });
    interval({"as chosen: lift", {0.935, 1}}, Target::lift,
             [&](Count c, Count t) { return compare(c, t).lift_interval; });
    interval({"difference, Newcombe", {0.93, 1}, Where::five}, Target::difference,
             [](Count c, Count t) { return experiment::newcombe(c, t, kAlpha); });
    interval({"difference, Miettinen-Nurminen", {0.935, 1}, Where::five}, Target::difference,
             [](Count c, Count t) { return experiment::miettinen_nurminen(c, t, kAlpha); });
    interval({"difference, score (Mee)", {0.93, 1}, Where::five}, Target::difference,
             [](Count c, Count t) { return experiment::score_difference(c, t, kAlpha); });
    interval({"ratio, score (Koopman)", {0.935, 1}, Where::five}, Target::ratio,
             [](Count c, Count t) { return experiment::ratio_score(c, t, kAlpha); });
    interval({"ratio, log (Katz)", {0.935, 1}, Where::five}, Target::ratio,
             [](Count c, Count t) { return experiment::katz_ratio(c, t, kAlpha); });
    interval({"ratio, log (Walter)", {0.93, 1}, Where::five}, Target::ratio,
             [](Count c, Count t) { return experiment::adjusted_log_ratio(c, t, kAlpha); });
    interval({"odds ratio, score", {0.93, 1}, Where::five}, Target::odds_ratio,
             [](Count c, Count t) { return experiment::odds_ratio_score(c, t, kAlpha); });
    interval({"one share, Clopper-Pearson", exact_interval}, Target::treatment,
             [](Count, Count t) { return experiment::clopper_pearson(t, kAlpha); });
    interval({"one share, Wilson", {0.93, 1}, Where::five}, Target::treatment,
             [](Count, Count t) { return experiment::wilson(t, kAlpha); });
  }
  tests.print();
  intervals.print();
}

}  // namespace dangol::coverage
