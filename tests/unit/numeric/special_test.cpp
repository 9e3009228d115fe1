#include "numeric/special.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dangol::numeric {
namespace {

struct One {
  double x;
  double value;
};

struct Two {
  double a;
  double b;
  double value;
};

void expect_close(double actual, double expected, double tolerance, double a, double b = 0) {
  EXPECT_NEAR(actual, expected, tolerance * std::max(1.0, std::abs(expected))) << a << " " << b;
}

// Expected values: mpmath 1.3 at 40 digits.
TEST(Special, DigammaAgreesWithManyDigits) {
  for (const auto& [x, value] :
       {One{1e-5, -100000.57719921568107}, One{0.01, -100.5608854578686745},
        One{0.243, -4.351093864423210616}, One{1, -0.57721566490153286061},
        One{1.4616321449683623, -3.9928730412463043992e-17}, One{2.5, 0.70315664064524318723},
        One{9.99, 2.2507003728312010995}, One{10, 2.2517525890667211076},
        One{37.5, 3.610948344596338412}, One{100000.553, 11.512925994974254632}}) {
    expect_close(digamma(x), value, 4e-15, x);
  }
}

TEST(Special, GammaFunctionsFollowTheirRecurrence) {
  for (double x = 0.05; x < 40; x += 0.317) {
    expect_close(log_gamma(x + 1), log_gamma(x) + std::log(x), 4e-15, x);
    expect_close(digamma(x + 1), digamma(x) + 1 / x, 4e-15, x);
    expect_close(log_rising(x, 1), std::log(x), 1e-14, x);
  }
}

TEST(Special, LogRisingKeepsDigitsOfLargeArguments) {
  for (const auto& [a, n, value] :
       {Two{0.243, 0, 0.0}, Two{0.243, 1, -1.4146938356415885951},
        Two{0.243, 100000, 1051289.1885700404272}, Two{0.553, 300, 1411.8810053935118865},
        Two{12.5, 7, 19.12673899702465129}, Two{1e6, 3, 41.446534673890322315},
        Two{1e8, 0.5, 9.2103403707261827361}, Two{99999.25, 100000, 1189921.1161713382668}}) {
    expect_close(log_rising(a, n), value, 2e-15, a, n);
  }
}

TEST(Special, LogBetaKeepsDigitsOfLargeArguments) {
  for (const auto& [a, b, value] :
       {Two{0.793, 2.426, -0.5115692885937032139}, Two{1e-3, 1e-3, 7.6009008170083473993},
        Two{0.5, 1e6, -6.335390211057436965}, Two{9.5, 20, -18.539863312826871664},
        Two{12, 15, -18.568172732389434645}, Two{1e5, 2e5, -190958.88527911684967},
        Two{1e9, 3.5, -71.330456831340364817}}) {
    expect_close(log_beta(a, b), value, 2e-15, a, b);
    EXPECT_EQ(log_beta(a, b), log_beta(b, a));
  }
}

}  // namespace
}  // namespace dangol::numeric
