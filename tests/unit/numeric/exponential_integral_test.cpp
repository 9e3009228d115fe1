#include "numeric/exponential_integral.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dangol::numeric {
namespace {

// mpmath 1.3 at 40 digits, as Tricomi's function and as an exponential integral.
TEST(ExponentialIntegral, AgreesWithManyDigits) {
  struct Case {
    double s;
    double z;
    double value;
  };
  constexpr Case kCases[] = {
      {0, 2, 0.5},
      {0.606, 5.06, 0.17911347832741957864},
      {0.606, 0.001, 31.749424012814101211},
      {1, 0.5, 0.92291063248373046883},
      {1, 1e-8, 17.843465267485484348},
      {1.0000001, 0.5, 0.92291057341414023112},
      {2, 1e-3, 0.99366212592967451191},
      {3.7, 30, 0.029765784087013704471},
      {0.01, 1e-6, 876077.73640385260207},
      {400, 0.2, 0.0025050068683316743988},
      {1e6, 3, 9.99998000001000007e-7},
      {0.9, 5000, 0.00019996401367207178277},
      {2.5, 1e-8, 0.66666665333569633849},
  };
  for (const auto& [s, z, value] : kCases) {
    EXPECT_NEAR(scaled_exponential_integral(s, z) / value, 1, 4e-14) << s << " " << z;
  }
}

// s E_(s+1)(z) = e^-z - z E_s(z): NIST Digital Library of Mathematical Functions, 8.19.12.
TEST(ExponentialIntegral, FollowsItsRecurrence) {
  for (const double s : {0.05, 0.5, 0.999999, 1.0, 1.7, 6.0, 60.0}) {
    for (const double z : {1e-7, 1e-3, 0.02, 0.4, 1.0, 7.0, 300.0}) {
      const double here = z * scaled_exponential_integral(s, z);
      const double next = s * scaled_exponential_integral(s + 1, z);
      EXPECT_NEAR(here + next, 1, 4e-14) << s << " " << z;
    }
  }
}

}  // namespace
}  // namespace dangol::numeric
