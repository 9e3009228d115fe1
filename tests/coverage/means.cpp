// Means and their relatives. Users buy with a chance of 0.5% to 50%; a buyer places one order or
// more, of skewed size, so that revenue per user is mostly nothing and sometimes much. Tests see
// two arms that do not differ; intervals see the same users with the treatment's revenue 30%
// higher.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "coverage/experiments.h"
#include "coverage/table.h"
#include "experiment/analysis_of_variance.h"
#include "experiment/bootstrap.h"
#include "experiment/covariate.h"
#include "experiment/estimate.h"
#include "experiment/quantile_difference.h"
#include "experiment/rank_test.h"
#include "experiment/ratio.h"
#include "experiment/two_means.h"
#include "experiment/winsorise.h"
#include "numeric/distributions.h"
#include "numeric/random.h"
#include "support/draws.h"

namespace dangol::coverage {
namespace {

using experiment::Contrast;
using experiment::CrossMoments;
using experiment::Estimate;
using experiment::Interval;
using experiment::Moments;

constexpr double kAlpha = 0.05;
constexpr double kLift = 1.3;
constexpr std::array<double, 4> kBuyers = {0.005, 0.02, 0.1, 0.5};
constexpr double kSpread = 0.7;  // of the logarithm of an order
constexpr double kMoreOrders = 0.5;

/// Fewer simulations of more users.
int draws_of(Design design) {
  constexpr std::array kDraws = {4000, 4000, 4000, 2000};
  return kDraws[design.size];
}

std::string share_name(double share) {
  return std::to_string(share * 100).substr(0, 4) + "% buy";
}

/// How often a test rejected and an interval missed. What was not told rejects and misses nothing.
class Tally {
 public:
  void tell(bool rejected) { hits_ += rejected ? 1 : 0; }
  [[nodiscard]] double rate(int of) const { return hits_ / of; }

 private:
  double hits_ = 0;
};

bool misses(const std::optional<Interval>& interval, double truth) {
  return interval && (truth < interval->low || truth > interval->high);
}

/// One arm: the revenue of those who bought, how many orders each placed.
struct Arm {
  double users = 0;
  std::vector<double> revenue;  ///< sorted, of buyers only
  CrossMoments orders_revenue;  ///< of buyers: users with nothing do not change a ratio
  CrossMoments before_revenue;  ///< of all users; before: revenue of an earlier period
};

/// Of `users` users, a share `buys`; what a customer spends now is like what they spent before.
Arm draw_arm(numeric::Random& random, double users, double buys) {
  Arm arm;
  arm.users = users;
  const double buyers = test::binomial(random, users, buys);
  for (double i = 0; i < buyers; ++i) {
    const double liking = 0.5 * random.normal();
    const double orders = 1 + random.poisson(kMoreOrders);
    double revenue = 0;
    for (double order = 0; order < orders; ++order) {
      revenue += std::exp(liking + kSpread * random.normal());
    }
    arm.revenue.push_back(revenue);
    arm.orders_revenue.add(orders, revenue);
    arm.before_revenue.add(std::exp(liking + 0.3 * random.normal()), revenue);
  }
  std::sort(arm.revenue.begin(), arm.revenue.end());
  arm.before_revenue.merge({users - buyers, 0, 0, 0, 0, 0});
  return arm;
}

CrossMoments scaled(CrossMoments moments, double by) {
  moments.mean_y *= by;
  moments.m2_y *= by * by;
  moments.cross *= by;
  return moments;
}

double mean_order() {
  return std::exp((kSpread * kSpread + 0.25) / 2);
}

std::vector<double> with_zeros(const Arm& arm, double by) {
  std::vector<double> all(static_cast<size_t>(arm.users) - arm.revenue.size(), 0.0);
  for (const double revenue : arm.revenue) all.push_back(by * revenue);
  return all;
}

struct Tables {
  Table tests{"false positives at 5%, means"};
  Table intervals{"coverage of 95% intervals, means"};
};

/// Adds the rates of one setting at its end.
class Setting {
 public:
  Setting(Tables& tables, Design design, std::string where, int draws)
      : tables_(tables), design_(design), where_(std::move(where)), draws_(draws) {}

  void test(const std::string& method, const Tally& rejected, Promise promise) {
    tables_.tests.add(method, design_, rejected.rate(draws_), noise_of(kAlpha, draws_), promise,
                      where_);
  }
  void interval(const std::string& method, const Tally& missed, Promise promise) {
    tables_.intervals.add(method, design_, 1 - missed.rate(draws_), noise_of(kAlpha, draws_),
                          promise, where_);
  }

 private:
  Tables& tables_;
  Design design_;
  std::string where_;
  int draws_;
};

/// Normal users: what Welch's test and Fieller's interval are made for.
void cover_normal(Tables& tables, Design design) {
  const int draws = design.size == 3 ? 2000 : 4000;
  numeric::Random random(0x404a1 + 2 * design.size + (design.unequal ? 1 : 0));
  Tally welch;
  Tally difference;
  Tally lift;
  Tally global;
  for (int draw = 0; draw < draws; ++draw) {
    std::array<Moments, 3> arms;
    for (size_t arm = 0; arm < arms.size(); ++arm) {
      const double users = arm == 0 ? design.control() : design.treatment();
      for (double i = 0; i < users; ++i) {
        arms[arm].add(10 + (arm == 1 ? 6 : 4) * random.normal());
      }
    }
    const auto equal = compare_means(arms[0], arms[1], kAlpha);
    welch.tell(equal && equal->test.p < kAlpha);
    Moments treated = arms[1];
    treated.mean *= kLift;
    treated.m2 *= kLift * kLift;
    const auto different = compare_means(arms[0], treated, kAlpha);
    difference.tell(different && misses(different->difference_interval, 10 * (kLift - 1)));
    lift.tell(different && misses(different->lift_interval, kLift - 1));
    const std::array<Estimate, 3> means = {*mean_estimate(arms[0]), *mean_estimate(arms[1]),
                                           *mean_estimate(arms[2])};
    const auto all = experiment::welch_analysis_of_variance(means);
    global.tell(all && all->p < kAlpha);
  }
  Setting setting(tables, design, "normal", draws);
  // Two users do not tell how widely users spread.
  const bool enough = std::fmin(design.control(), design.treatment()) >= 10;
  const Promise test = enough ? Promise{0.04, 0.06} : Promise{};
  const Promise interval = enough ? Promise{0.94, 0.965} : Promise{};
  setting.test("Welch's t, normal users", welch, test);
  setting.test("Welch's analysis of variance, 3 arms", global, test);
  setting.interval("difference, Welch, normal users", difference, interval);
  setting.interval("lift, Fieller, normal users", lift, interval);
}

void cover_revenue(Tables& tables, Design design, double buys, uint64_t seed) {
  const int draws = draws_of(design);
  numeric::Random random(seed);
  Tally welch;
  Tally difference;
  Tally lift;
  Tally log_lift;
  Tally winsorised;
  Tally ratio;
  Tally ratio_lift;
  Tally adjusted;
  Tally adjusted_difference;
  Tally ranks;
  Tally superiority;
  const double mean = buys * (1 + kMoreOrders) * mean_order();
  // Two buyers' revenues are in any order with equal chance; the treatment's 30% more is drawn.
  for (int draw = 0; draw < draws; ++draw) {
    const Arm control = draw_arm(random, design.control(), buys);
    const Arm treatment = draw_arm(random, design.treatment(), buys);
    const Moments control_revenue = control.before_revenue.y();
    const Moments treated_revenue = scaled(treatment.before_revenue, kLift).y();
    const auto equal = compare_means(control_revenue, treatment.before_revenue.y(), kAlpha);
    welch.tell(equal && equal->test.p < kAlpha);
    const auto different = compare_means(control_revenue, treated_revenue, kAlpha);
    difference.tell(different && misses(different->difference_interval, mean * (kLift - 1)));
    lift.tell(different && misses(different->lift_interval, kLift - 1));
    const auto control_mean = mean_estimate(control_revenue);
    const auto treated_mean = mean_estimate(treated_revenue);
    if (control_mean && treated_mean) {
      log_lift.tell(
          misses(experiment::log_lift_interval(*control_mean, *treated_mean, kAlpha), kLift - 1));
    }

    const std::vector<double> a = with_zeros(control, 1);
    const std::vector<double> b = with_zeros(treatment, 1);
    const std::array<std::span<const double>, 2> both = {a, b};
    if (const auto cap = experiment::winsorising_cap(both)) {
      const auto capped = compare_means(experiment::capped_moments_of(a, *cap),
                                        experiment::capped_moments_of(b, *cap), kAlpha);
      winsorised.tell(capped && capped->test.p < kAlpha);
    }
    const auto ranked = experiment::mann_whitney(a, b, kAlpha);
    ranks.tell(ranked && ranked->p < kAlpha);
    superiority.tell(ranked && misses(ranked->superiority_interval, 0.5));

    const auto control_ratio = experiment::ratio_estimate(control.orders_revenue);
    const auto treatment_ratio = experiment::ratio_estimate(treatment.orders_revenue);
    const auto treated_ratio = experiment::ratio_estimate(scaled(treatment.orders_revenue, kLift));
    if (control_ratio && treatment_ratio && treated_ratio) {
      const auto same = experiment::contrast(*control_ratio, *treatment_ratio, kAlpha);
      ratio.tell(same && same->test.p < kAlpha);
      const auto more = experiment::contrast(*control_ratio, *treated_ratio, kAlpha);
      ratio_lift.tell(more && misses(more->lift_interval, kLift - 1));
    }

    const std::array<CrossMoments, 2> arms = {control.before_revenue, treatment.before_revenue};
    if (const auto slope = experiment::fit_adjustment(arms)) {
      const auto same = experiment::compare_adjusted(arms[0], arms[1], *slope, kAlpha);
      adjusted.tell(same && same->contrast.test.p < kAlpha);
      CrossMoments shifted = arms[1];
      shifted.mean_y += mean * (kLift - 1);
      const auto more = experiment::compare_adjusted(arms[0], shifted, *slope, kAlpha);
      adjusted_difference.tell(more &&
                               misses(more->contrast.difference_interval, mean * (kLift - 1)));
    }
  }
  Setting setting(tables, design, share_name(buys), draws);
  // The normal limit needs buyers: with 30 expected in the smaller arm it is near enough.
  const double expected = std::fmin(design.control(), design.treatment()) * buys;
  const Promise test = expected >= 30 ? Promise{0.02, 0.07} : Promise{};
  const Promise interval = expected >= 30 ? Promise{0.92, 0.98} : Promise{};
  setting.test("Welch's t, revenue per user", welch, test);
  setting.test("Welch's t, winsorised", winsorised, test);
  setting.test("delta method, order value", ratio,
               expected >= 30 ? Promise{0.02, 0.08} : Promise{});
  setting.test("CUPED, revenue per user", adjusted, test);
  setting.test("Mann-Whitney, revenue", ranks, {0, 0.06});
  setting.interval("difference, Welch, revenue", difference, interval);
  setting.interval("lift, Fieller, revenue", lift, interval);
  setting.interval("lift, logarithm, revenue", log_lift, interval);
  setting.interval("lift, Fieller, order value", ratio_lift, interval);
  setting.interval("difference, CUPED", adjusted_difference, interval);
  setting.interval("superiority, Mann-Whitney", superiority, interval);
}

/// Medians of what every user spends, lognormal.
void cover_medians(Tables& tables, Design design) {
  constexpr uint32_t kResamples = 500;
  const int draws = 1000;
  numeric::Random random(0x3ed1a + 2 * design.size + (design.unequal ? 1 : 0));
  Tally bootstrap;
  Tally bootstrap_difference;
  Tally order_statistics;
  Tally order_difference;
  Tally ranks;
  Tally superiority;
  const double truth = numeric::normal_cdf(std::log(kLift) / std::sqrt(2.0));
  for (int draw = 0; draw < draws; ++draw) {
    const auto column = [&](double users) {
      std::vector<double> values(static_cast<size_t>(users));
      for (double& value : values) value = std::exp(random.normal());
      std::sort(values.begin(), values.end());
      return values;
    };
    const std::vector<double> a = column(design.control());
    std::vector<double> b = column(design.treatment());
    const auto compare = [&](double shift, Tally& boot, Tally& normal) {
      const auto drawn = experiment::bootstrap_quantile_difference(
          a, b, 0.5, kAlpha, 1, experiment::Sides::two, kResamples);
      boot.tell(drawn && misses(drawn->interval, shift));
      const auto left = experiment::quantile_estimate(a, 0.5);
      const auto right = experiment::quantile_estimate(b, 0.5);
      if (!left || !right) return;
      const auto both = experiment::contrast(*left, *right, kAlpha, experiment::Sides::two,
                                             experiment::Reference::normal);
      normal.tell(both && misses(both->difference_interval, shift));
    };
    compare(0, bootstrap, order_statistics);
    const auto same = experiment::mann_whitney(a, b, kAlpha);
    ranks.tell(same && same->p < kAlpha);
    for (double& value : b) value *= kLift;
    compare(kLift - 1, bootstrap_difference, order_difference);
    const auto more = experiment::mann_whitney(a, b, kAlpha);
    superiority.tell(more && misses(more->superiority_interval, truth));
  }
  Setting setting(tables, design, "lognormal", draws);
  const bool many = std::fmin(design.control(), design.treatment()) >= 20;
  const Promise test = many ? Promise{0, 0.08} : Promise{};
  const Promise interval = many ? Promise{0.92, 1} : Promise{};
  setting.test("medians, bootstrap", bootstrap, test);
  setting.test("medians, order statistics", order_statistics, test);
  setting.test("Mann-Whitney, no ties", ranks, {0, 0.06});
  setting.interval("medians, bootstrap", bootstrap_difference, interval);
  setting.interval("medians, order statistics", order_difference, interval);
  setting.interval("superiority, Mann-Whitney, no ties", superiority, interval);
}

}  // namespace

void cover_means() {
  Tables tables;
  for (const Design design : designs()) {
    cover_normal(tables, design);
    for (size_t i = 0; i < kBuyers.size(); ++i) {
      cover_revenue(tables, design, kBuyers[i],
                    0x4e7e40 + 16 * design.size + 8 * (design.unequal ? 1 : 0) + i);
    }
    cover_medians(tables, design);
  }
  tables.tests.print();
  tables.intervals.print();
}

}  // namespace dangol::coverage
