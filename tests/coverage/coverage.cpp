// Do the models' 95% intervals hold the truth as often as they say? 200 small shops a model, drawn
// from known parameters by fixed seeds, are fitted; for each parameter the interval of its
// logarithm must hold the true one in 90% to 98% of them. A run takes about a minute, so it is a
// suite of its own: `tools/test coverage`. The simulations of experiments stand beside it
// (experiments.h). `coverage models` and `coverage experiments` run one of the two.

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "coverage/check.h"
#include "coverage/experiments.h"
#include "models/bdw.h"
#include "models/bg_bb.h"
#include "models/bg_nbd.h"
#include "models/gamma_gamma.h"
#include "models/mbg_nbd.h"
#include "models/nbd.h"
#include "models/pareto_nbd.h"
#include "models/sbg.h"
#include "numeric/random.h"
#include "numeric/wilson.h"

namespace dangol::models {
namespace {

using coverage::check;
using numeric::Random;

constexpr int kShops = 200;
constexpr double kLeast = 0.90;
constexpr double kMost = 0.98;
/// How many of the shops may be too poor to tell the parameters.
constexpr int kMostUntold = kShops / 20;
/// How far the mean estimate may be from the truth, in mean standard errors.
constexpr double kMostBias = 0.35;

/// Fits the shops that `draw_and_fit` makes of seeds, and holds the estimates to `truth`.
template <typename DrawAndFit>
void cover(Model model, const std::vector<double>& truth, DrawAndFit draw_and_fit) {
  const std::string name(model_name(model));
  std::vector<int> held(truth.size());
  std::vector<double> off(truth.size());
  std::vector<double> errors(truth.size());
  int told = 0;
  for (int shop = 0; shop < kShops; ++shop) {
    Random random(0x5eed0000U + static_cast<uint64_t>(shop));
    const Fit fit = draw_and_fit(random);
    if (fit.verdict != Verdict::fine) continue;
    ++told;
    for (size_t i = 0; i < truth.size(); ++i) {
      const double error = std::sqrt(fit.covariance[i * truth.size() + i]);
      const double distance = std::log(fit.value[i] / truth[i]);
      held[i] += std::fabs(distance) <= numeric::kZ95 * error ? 1 : 0;
      off[i] += distance;
      errors[i] += error;
    }
  }
  std::printf("%-12s %3d of %d told;", name.c_str(), told, kShops);
  for (size_t i = 0; i < truth.size(); ++i) {
    const std::string letter(parameter_name(model, i));
    const double share = held[i] / std::fmax(told, 1);
    const double bias = off[i] / errors[i];
    std::printf("  %s %.1f%% (error %.2f, bias %+.2f of it)", letter.c_str(), 100 * share,
                errors[i] / std::fmax(told, 1), bias);
    const std::string what = name + " " + letter;
    check(share >= kLeast && share <= kMost, what + ": the intervals' coverage");
    check(std::fabs(bias) <= kMostBias, what + ": the mean estimate");
  }
  std::printf("\n");
  check(kShops - told <= kMostUntold, name + ": the shops that tell their parameters");
}

/// A customer's purchases at `rate` until `left` or until none is left, told of up to T.
Pattern watch(Random& random, double rate, double left, double leave, double T) {
  Pattern pattern{0, 0, T, 1};
  const double end = std::fmin(left, T);
  for (double time = random.exponential(rate); time <= end; time += random.exponential(rate)) {
    pattern.x += 1;
    pattern.t_x = time;
    if (leave > 0 && random.uniform() < leave) break;
  }
  return pattern;
}

/// Customers who came over two years, the last of them a quarter ago, in weeks and whole days.
template <typename Draw>
std::vector<Pattern> shop_of(Random& random, int customers, Draw draw) {
  std::vector<Pattern> patterns;
  for (int i = 0; i < customers; ++i) {
    const double T = 13 + std::floor(random.uniform() * 91 * 7) / 7;
    patterns.push_back(draw(T));
  }
  return patterns;
}

constexpr int kCustomers = 2500;

void cover_nbd() {
  const Nbd truth{0.8, 9};
  cover(Model::nbd, {truth.r, truth.alpha}, [&](Random& random) {
    return fit_nbd(shop_of(random, kCustomers, [&](double T) {
      return watch(random, random.gamma(truth.r, truth.alpha), T, 0, T);
    }));
  });
}

void cover_bg_nbd() {
  const BgNbd truth{0.8, 8, 0.9, 2.5};
  cover(Model::bg_nbd, {truth.r, truth.alpha, truth.a, truth.b}, [&](Random& random) {
    return fit_bg_nbd(shop_of(random, kCustomers, [&](double T) {
      const double rate = random.gamma(truth.r, truth.alpha);
      return watch(random, rate, T, random.beta(truth.a, truth.b), T);
    }));
  });
}

void cover_mbg_nbd() {
  const MbgNbd truth{0.9, 7, 0.9, 2.5};
  cover(Model::mbg_nbd, {truth.r, truth.alpha, truth.a, truth.b}, [&](Random& random) {
    return fit_mbg_nbd(shop_of(random, kCustomers, [&](double T) {
      const double rate = random.gamma(truth.r, truth.alpha);
      const double leave = random.beta(truth.a, truth.b);
      const bool stays = random.uniform() >= leave;
      return watch(random, rate, stays ? T : 0, leave, T);
    }));
  });
}

void cover_pareto_nbd() {
  const ParetoNbd truth{1.2, 8, 1.2, 20};
  cover(Model::pareto_nbd, {truth.r, truth.alpha, truth.s, truth.beta}, [&](Random& random) {
    return fit_pareto_nbd(shop_of(random, kCustomers, [&](double T) {
      const double rate = random.gamma(truth.r, truth.alpha);
      const double left = random.exponential(random.gamma(truth.s, truth.beta));
      return watch(random, rate, left, 0, T);
    }));
  });
}

void cover_gamma_gamma() {
  const GammaGamma truth{6, 4, 15};
  cover(Model::gamma_gamma, {truth.p, truth.q, truth.v}, [&](Random& random) {
    std::vector<Spend> customers;
    for (int i = 0; i < 600; ++i) {
      const double orders = 1 + random.poisson(random.gamma(0.7, 0.5));
      const double rate = random.gamma(truth.q, truth.v);
      customers.push_back({orders, random.gamma(truth.p * orders, rate * orders), 1});
    }
    return fit_gamma_gamma(customers).fit;
  });
}

/// A cohort of 4,000 over seven renewals, each customer there after t of them with a chance.
template <typename Stays>
std::vector<Renewals> cohort_of(Random& random, Stays stays) {
  std::vector<double> there(8);
  for (int i = 0; i < 4000; ++i) {
    const double luck = random.uniform();
    const auto chance = stays();
    for (size_t t = 0; t < there.size() && luck < chance(static_cast<double>(t)); ++t) {
      there[t] += 1;
    }
  }
  return renewals_of(there);
}

void cover_sbg() {
  const Sbg truth{0.7, 1.2};
  cover(Model::sbg, {truth.alpha, truth.beta}, [&](Random& random) {
    return fit_sbg(cohort_of(random, [&] {
      const double stay = 1 - random.beta(truth.alpha, truth.beta);
      return [stay](double t) { return std::pow(stay, t); };
    }));
  });
}

void cover_bdw() {
  const Bdw truth{0.5, 1.6, 1.4};
  cover(Model::bdw, {truth.alpha, truth.beta, truth.c}, [&](Random& random) {
    return fit_bdw(cohort_of(random, [&] {
      const double stay = 1 - random.beta(truth.alpha, truth.beta);
      return [stay, c = truth.c](double t) { return std::pow(stay, std::pow(t, c)); };
    }));
  });
}

void cover_bg_bb() {
  const BgBb truth{1.2, 0.75, 0.66, 2.8};
  cover(Model::bg_bb, {truth.alpha, truth.beta, truth.gamma, truth.delta}, [&](Random& random) {
    std::vector<Pattern> patterns;
    for (int i = 0; i < 2000; ++i) {
      const double act = random.beta(truth.alpha, truth.beta);
      const double lived = random.geometric(random.beta(truth.gamma, truth.delta)) - 1;
      Pattern pattern{0, 0, 8, 1};
      for (int occasion = 1; occasion <= 8 && occasion <= lived; ++occasion) {
        if (random.uniform() >= act) continue;
        pattern.x += 1;
        pattern.t_x = occasion;
      }
      patterns.push_back(pattern);
    }
    merge_equal(patterns);
    return fit_bg_bb(patterns);
  });
}

void cover_models() {
  cover_nbd();
  cover_bg_nbd();
  cover_mbg_nbd();
  cover_pareto_nbd();
  cover_gamma_gamma();
  cover_sbg();
  cover_bdw();
  cover_bg_bb();
}

}  // namespace
}  // namespace dangol::models

int main(int argc, char** argv) {
  const std::string_view named = argc > 1 ? argv[1] : "";
  if (named != "experiments") dangol::models::cover_models();
  if (named != "models") {
    dangol::coverage::cover_shares();
    dangol::coverage::cover_means();
    dangol::coverage::cover_looks();
    dangol::coverage::cover_plans();
  }
  std::printf("%d passed, %d failed\n", dangol::coverage::passed, dangol::coverage::failed);
  return dangol::coverage::failed == 0 ? 0 : 1;
}
