#include "numeric/chi_squared.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dangol::numeric {
namespace {

// The regularised upper incomplete gamma function Q(degrees / 2, x / 2) at 40 digits
// (mpmath 1.3.0).
TEST(ChiSquared, AgreesWithTheIncompleteGammaFunction) {
  struct Case {
    double x;
    uint32_t degrees;
    double upper;
  };
  for (const Case& expected : {
           Case{3.841458820694124, 1, 0.050000000000000057435},
           Case{100, 1, 1.5239706048321052132e-23},
           Case{122.249125573, 1, 2.0359832222918585687e-28},
           Case{1400, 1, 2.101014516264217495e-306},
           Case{1e-10, 1, 0.99999202115439210433},
           Case{10, 2, 0.0067379469990854670966},
           Case{500, 7, 8.0167910013493019674e-104},
           Case{0.001, 9, 0.99999999999999997331},
           Case{30, 30, 0.46565370894400963158},
           Case{1400, 40, 9.4965092573853993854e-268},
           Case{2000, 1800, 0.00062259778427504725984},
           Case{5000, 4000, 1.6633156038804351599e-25},
       }) {
    EXPECT_NEAR(chi_squared_upper(expected.x, expected.degrees) / expected.upper, 1, 1e-12)
        << expected.x << " with " << expected.degrees;
  }
}

// Abramowitz and Stegun 26.4.8: one step of two degrees adds one term.
TEST(ChiSquared, StepsByTwoDegrees) {
  for (uint32_t degrees = 1; degrees <= 60; ++degrees) {
    for (const double x : {0.01, 0.7, 3.0, 18.0, 75.0, 240.0}) {
      const double half = degrees / 2.0;
      const double term = std::exp(half * std::log(x / 2) - x / 2 - std::lgamma(half + 1));
      EXPECT_NEAR(chi_squared_upper(x, degrees + 2), chi_squared_upper(x, degrees) + term, 1e-13);
    }
  }
}

TEST(ChiSquared, FallsFromOneToNothing) {
  for (const uint32_t degrees : {1U, 2U, 5U, 100U}) {
    EXPECT_EQ(chi_squared_upper(0, degrees), 1);
    EXPECT_EQ(chi_squared_upper(-1, degrees), 1);
    EXPECT_EQ(chi_squared_upper(1e9, degrees), 0);
    double last = 1;
    for (double x = 0; x < 900; x += 0.5) {
      const double upper = chi_squared_upper(x, degrees);
      EXPECT_LE(upper, last + 1e-15);
      EXPECT_GE(upper, 0);
      last = upper;
    }
  }
}

}  // namespace
}  // namespace dangol::numeric
