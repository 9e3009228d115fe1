#include "models/pareto_nbd.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "models/pareto_likelihood.h"
#include "numeric/random.h"

namespace dangol::models {
namespace {

using numeric::Vector;

constexpr ParetoNbd kCdnow{0.553, 10.578, 0.606, 11.669};

/// `tolerance` of the expected value, or of 1e-300 where that is 0.
void expect_close(double actual, double expected, double tolerance, const char* what,
                  const Pattern& p) {
  EXPECT_NEAR(actual, expected, tolerance * std::max(std::abs(expected), 1e-300))
      << what << " x " << p.x << " t_x " << p.t_x << " T " << p.T;
}

// golden/models.json: 50 digits, from the papers' closed forms; to 1e-9.
struct Golden {
  Pattern customer;
  double log_likelihood;
  double p_alive;
  double expected_1;
  double expected_39;
  double expected_52;
  double residual;  // discounted at ln 1.1
};

constexpr Golden kGolden[] = {
    {{0, 0.0, 38.86, 1},
     -0.5210462940808903,
     0.29528660461689415,
     0.0032833960925935804,
     0.10708146821530885,
     0.13620100592390505,
     0.03127767609156445},
    {{2, 30.43, 38.86, 1},
     -9.554283245150407,
     0.8691675591530111,
     0.044617858595080946,
     1.4551231932576023,
     1.8508267207019515,
     0.42503033130365225},
    {{7, 29.43, 38.86, 1},
     -21.59464321811261,
     0.7495014076670343,
     0.1138272745089196,
     3.712251380470544,
     4.721754199763659,
     1.084320174013275},
    {{26, 30.86, 31.0, 1},
     -39.131671540302776,
     0.9979187310551583,
     0.6328321788968102,
     20.117026077370504,
     25.458472951428767,
     5.942495602524209},
    {{25, 20.0, 39.0, 1},
     -34.41202023245828,
     0.0001454367624084564,
     7.451598919046706e-05,
     0.0024311559125242254,
     0.0030925303642996976,
     0.0007099974010210451},
    {{0, 0.0, 1.0, 1},
     -0.04871035064681712,
     0.9502130403032184,
     0.04434320105866575,
     1.0798171698813868,
     1.3145633812695203,
     0.3554671069388182},
    {{200, 38.0, 40.0, 1},
     76.30260921429958,
     0.09211184487801943,
     0.3631239504183298,
     11.880278607881843,
     15.120821152511528,
     3.4652585835612117},
    {{1000, 10.0, 100.0, 1}, 2876.138460611635, 0.0, 0.0, 0.0, 0.0, 0.0},
};

TEST(ParetoNbd, AgreesWithManyDigits) {
  constexpr double kTolerance = 1e-12;
  for (const Golden& golden : kGolden) {
    const Pattern& p = golden.customer;
    expect_close(log_likelihood(kCdnow, p), golden.log_likelihood, kTolerance, "likelihood", p);
    expect_close(p_alive(kCdnow, p), golden.p_alive, kTolerance, "alive", p);
    expect_close(expected_purchases(kCdnow, p, 1), golden.expected_1, kTolerance, "1", p);
    expect_close(expected_purchases(kCdnow, p, 39), golden.expected_39, kTolerance, "39", p);
    expect_close(expected_purchases(kCdnow, p, 52), golden.expected_52, kTolerance, "52", p);
    expect_close(discounted_expected_residual(kCdnow, p, std::log(1.1)), golden.residual,
                 kTolerance, "residual", p);
  }
}

TEST(ParetoNbd, ExpectsOfANewCustomerWhatThePapersDo) {
  struct Case {
    double horizon;
    double expected;
  };
  for (const auto& [horizon, expected] : std::vector<Case>{{1, 0.050979843245990995},
                                                           {3, 0.14606118505019622},
                                                           {6, 0.27494889990207216},
                                                           {39, 1.2130028442810157},
                                                           {52, 1.472996803375107},
                                                           {78, 1.909398129313685}}) {
    EXPECT_NEAR(expected_new(kCdnow, horizon) / expected, 1, 1e-13) << horizon;
  }
}

// mpmath 1.3 at 40 digits, from the integral and Tricomi's function: expected within 52, residual
// at a rate of 0.1. Published implementations return NaN for the first three.
struct Torture {
  ParetoNbd model;
  Pattern customer;
  double log_likelihood;
  double p_alive;
  double expected;
  double residual;
};

constexpr Torture kTorture[] = {
    {{0.553, 10.578, 0.606, 11.669},
     {300, 38, 40, 1},
     238.981102191279633,
     0.00267959714453783779,
     0.65920623540761558,
     0.144562336356685969},
    {{0.553, 10.578, 0.606, 11.669},
     {1200, 39, 40, 1},
     2615.297664425934,
     7.75265400569319635e-8,
     0.0000761837721807910913,
     0.0000167069173611664297},
    {{0.553, 10.578, 0.606, 11.669},
     {100000, 39.999, 40, 1},
     658940.163919077201,
     0.999963090295163239,
     81849.702411621224,
     17949.4421854292168},
    {{0.553, 11, 0.606, 11},
     {7, 29.43, 38.86, 1},
     -21.6631339118428026,
     0.748171114484610528,
     4.6623194303522909,
     1.02591973198474334},
    {{0.553, 10.578, 1, 11.669},
     {7, 29.43, 38.86, 1},
     -22.002380601572743,
     0.632509081609637831,
     3.45503789077708157,
     0.824562526534455965},
    {{0.553, 10.578, 1.0000001, 11.669},
     {7, 29.43, 38.86, 1},
     -22.0023807065047483,
     0.632509055278815095,
     3.45503762470781959,
     0.824562479915080935},
    {{0.553, 10.578, 0.606, 11.669},
     {26, 31, 31, 1},
     -39.1337549780976555,
     1.0,
     25.5115693885312934,
     5.70162208044080789},
    {{2, 0.01, 0.3, 50},
     {3, 0.5, 1000, 1},
     -9.85847023083819214,
     1.84078454730333319e-14,
     4.75118081944933442e-15,
     9.1778527004523195e-16},
    {{0.2, 50, 3, 0.01},
     {1, 0.5, 1000, 1},
     -17.3348331226866311,
     3.49789024892057218e-12,
     1.92715954255265009e-13,
     3.88223300943719633e-14},
    {{0.553, 74, 0.606, 82},
     {20, 90000, 100000, 1},
     -197.838834732915676,
     0.808376790196500233,
     0.00863182813700266147,
     0.00166012773671526936},
    {{0.553, 74, 0.606, 82},
     {0, 0, 100000, 1},
     -0.67486056197313109,
     0.000491078789033055985,
     1.41087986101016774e-7,
     2.71349331017761594e-8},
    {{500, 800, 0.6, 11},
     {30, 30, 39, 1},
     -37.2547293746254115,
     0.119082650104720815,
     3.10304497052648688,
     0.681743297711687865},
    {{0.5, 10, 1e-6, 11},
     {3, 20, 39, 1},
     -11.8414700819190579,
     0.999998730324335175,
     3.71427951828689563,
     0.714284685644572064},
    {{0.5, 10, 300, 40000},
     {3, 20, 39, 1},
     -11.8059885143000581,
     0.720479135707612123,
     2.21650334944489948,
     0.4787639635632675},
    {{1e-3, 1e-3, 1e-3, 1e-3},
     {2, 5, 39, 1},
     -14.2255098020710368,
     0.970869482416128757,
     2.58896328353910389,
     0.498012968901455986},
};

TEST(ParetoNbd, HoldsWhereFormulasBreak) {
  constexpr double kTolerance = 2e-11;
  for (const Torture& torture : kTorture) {
    const Pattern& p = torture.customer;
    const ParetoNbd& m = torture.model;
    expect_close(log_likelihood(m, p), torture.log_likelihood, kTolerance, "likelihood", p);
    expect_close(p_alive(m, p), torture.p_alive, kTolerance, "alive", p);
    expect_close(expected_purchases(m, p, 52), torture.expected, kTolerance, "expected", p);
    expect_close(discounted_expected_residual(m, p, 0.1), torture.residual, kTolerance, "residual",
                 p);
  }
}

// Any history, any parameters that a search may try: numbers, and the right side of their limits.
TEST(ParetoNbd, IsFiniteEverywhere) {
  numeric::Random random(7);
  for (int i = 0; i < 20000; ++i) {
    const auto scale = [&](double range) { return std::exp(range * (2 * random.uniform() - 1)); };
    const ParetoNbd m{scale(20), scale(20), scale(20), scale(20)};
    const double x = std::floor(std::exp(11.6 * random.uniform()) - 1);
    const double T = random.uniform() < 0.5 ? 1 : 1e5;
    const double late = random.uniform() < 0.3 ? 1 : 1 - scale(10) / std::exp(10.0);
    const Pattern p{x, x > 0 ? T * late : 0, T, 1};
    Vector gradient{};
    const double value = log_likelihood(m, p, &gradient);
    EXPECT_TRUE(std::isfinite(value));
    for (const double slope : gradient) EXPECT_TRUE(std::isfinite(slope));
    const double alive = p_alive(m, p);
    EXPECT_TRUE(alive >= 0 && alive <= 1) << alive;
    const double soon = expected_purchases(m, p, 1);
    const double later = expected_purchases(m, p, 100);
    EXPECT_TRUE(soon >= 0 && later >= soon * (1 - 1e-12) && std::isfinite(later))
        << soon << " " << later;
    const double residual = discounted_expected_residual(m, p, 0.01);
    EXPECT_TRUE(residual >= 0 && std::isfinite(residual)) << residual;
  }
}

TEST(ParetoNbd, GradientIsTheSlope) {
  const ParetoNbd models[] = {
      kCdnow, {0.5, 9, 0.7, 9}, {0.4, 30, 1.2, 6}, {3, 0.05, 0.4, 90}, {0.9, 200, 4, 0.02}};
  const Pattern customers[] = {{0, 0, 38.86, 1}, {1, 1.71, 38.86, 1}, {2, 30.43, 38.86, 1},
                               {7, 29, 29, 1},   {26, 30.86, 31, 1},  {200, 20, 40, 1},
                               {3, 0.1, 39, 1},  {1500, 39.9, 40, 1}};
  for (const ParetoNbd& m : models) {
    for (const Pattern& p : customers) {
      Vector gradient{};
      EXPECT_EQ(log_likelihood(m, p, &gradient), log_likelihood(m, p));
      for (size_t i = 0; i < 4; ++i) {
        const auto moved = [&](double by) {
          std::array<double, 4> value{m.r, m.alpha, m.s, m.beta};
          value[i] *= std::exp(by);
          return log_likelihood({value[0], value[1], value[2], value[3]}, p);
        };
        constexpr double kStep = 2e-3;
        const double slope =
            (8 * (moved(kStep) - moved(-kStep)) - (moved(2 * kStep) - moved(-2 * kStep))) /
            (12 * kStep);
        const double scale = 1 + std::abs(moved(0)) + std::abs(slope);
        EXPECT_NEAR(gradient[i], slope, 1e-9 * scale) << i << " x " << p.x << " r " << m.r;
      }
    }
  }
}

// All patterns at once, by shared sums where they are many: as one at a time.
TEST(ParetoNbd, SumsUpAllPatternsAtOnce) {
  numeric::Random random(41);
  std::vector<Pattern> patterns;
  for (int day = 1; day <= 60; ++day) {
    for (const double x : {0.0, 1.0, 2.0, 3.0, 9.0, 40.0, 900.0}) {
      const double T = (40 + day % 21) / 60.0;
      patterns.push_back({x, x > 0 ? std::min(T, day / 60.0) : 0, T, x > 2 ? 3.0 : 1.0});
    }
    const double T = random.uniform();
    patterns.push_back({4, T * random.uniform(), T, 1});
    patterns.push_back({5, T * (1 - 1e-13), T, 1});
  }
  merge_equal(patterns);
  ParetoLikelihood all(patterns);
  for (int i = 0; i < 120; ++i) {
    // Near what data tell, and anywhere that a search may come to.
    const double range = i < 60 ? 2 : 20;
    Vector logs{};
    for (double& entry : logs) entry = range * (2 * random.uniform() - 1);
    const ParetoNbd m{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
    Vector gradient{};
    const double value = all(logs, gradient);
    double expected = 0;
    Vector slopes{};
    Vector scale{};
    for (const Pattern& p : patterns) {
      Vector slope{};
      expected += p.weight * log_likelihood(m, p, &slope);
      for (size_t k = 0; k < 4; ++k) {
        slopes[k] += p.weight * slope[k];
        scale[k] += p.weight * std::abs(slope[k]);
      }
    }
    EXPECT_NEAR(value / expected, 1, 1e-11) << range;
    for (size_t k = 0; k < 4; ++k) {
      EXPECT_NEAR(gradient[k], slopes[k], 1e-9 * (scale[k] + 1)) << k << " " << range;
    }
  }
}

struct Node {
  double rate;
  double log_weight;  // of the density times the step
};

/// A gamma distribution of rates by even steps of their logarithm: exact to 13 digits.
std::vector<Node> rates(double shape, double scale) {
  constexpr double kStep = 0.16;
  std::vector<Node> nodes;
  for (double u = -50 / std::min(shape, 1.0); u < 4; u += kStep) {
    nodes.push_back(
        {std::exp(u) / scale, shape * u - std::exp(u) - std::lgamma(shape) + std::log(kStep)});
  }
  return nodes;
}

// The model from its story alone: a rate and a lifetime for each customer, summed over.
TEST(ParetoNbd, IsWhatItsStorySays) {
  constexpr double kHorizon = 26;
  constexpr double kRate = 0.05;
  for (const ParetoNbd& m : {kCdnow, ParetoNbd{1.3, 4, 2.2, 30}, ParetoNbd{0.8, 20, 0.9, 5}}) {
    for (const Pattern& p : {Pattern{0, 0, 39, 1}, Pattern{1, 2, 30, 1}, Pattern{4, 30, 32, 1},
                             Pattern{12, 20, 39, 1}}) {
      double alive = 0;
      double gone = 0;
      double later = 0;
      double residual = 0;
      const auto leaving = rates(m.s, m.beta);
      for (const Node& buy : rates(m.r, m.alpha)) {
        for (const Node& leave : leaving) {
          const double both = buy.rate + leave.rate;
          const double log_weight =
              buy.log_weight + leave.log_weight + p.x * std::log(buy.rate) - both * p.t_x;
          if (log_weight < -80) continue;
          const double since = both * (p.T - p.t_x);
          const double weight = std::exp(log_weight);
          const double stays = weight * std::exp(-since);
          alive += stays;
          gone += weight * leave.rate / both * -std::expm1(-since);
          later += stays * buy.rate / leave.rate * -std::expm1(-leave.rate * kHorizon);
          residual += stays * buy.rate / (leave.rate + kRate);
        }
      }
      const double likelihood = alive + gone;
      EXPECT_NEAR(log_likelihood(m, p), std::log(likelihood), 1e-9) << p.x;
      EXPECT_NEAR(p_alive(m, p), alive / likelihood, 1e-9) << p.x;
      EXPECT_NEAR(expected_purchases(m, p, kHorizon) * likelihood / later, 1, 1e-9) << p.x;
      EXPECT_NEAR(discounted_expected_residual(m, p, kRate) * likelihood / residual, 1, 1e-9)
          << p.x;
    }
  }
}

}  // namespace
}  // namespace dangol::models
