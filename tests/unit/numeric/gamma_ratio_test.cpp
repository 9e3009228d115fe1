#include "numeric/gamma_ratio.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dangol::numeric {
namespace {

// Differences of loggamma and digamma at 30 digits (mpmath 1.3.0).
TEST(GammaRatio, AgreesWithManyDigits) {
  struct Case {
    double base;
    double steps;
    double log;
    double slope;
  };
  for (const Case& expected : {
           Case{0.243, 1, -1.4146938356415886, 4.1152263374485598},
           Case{0.243, 100000, 1051289.1885700404, 15.864016759394303},
           Case{1e-08, 3, -17.72753354839242, 100000001.49999999},
           Case{1e-08, 5000, 37564.205635032341, 100000009.09430883},
           Case{1e8, 3, 55.262042261857096, 2.9999999700000005e-8},
           Case{1e8, 100000, 1842118.057237148, 0.00099950033807853818},
           Case{3.5, 0.5, 0.59078586688098078, 0.15296102778655729},
           Case{0.01, 0.25, -3.3528929555109604, 96.499185443114561},
           Case{12, 13, 37.282421552238433, 0.75608083287616199},
           Case{11.999, 1e6, 12815652.841659557, 11.372947282569084},
           Case{450, 37.5, 230.57756874566821, 0.080128238635080086},
           Case{2e9, 100, 2141.6413042256356, 4.9999998762500041e-8},
       }) {
    const GammaRatio ratio = gamma_ratio(expected.base, expected.steps);
    EXPECT_NEAR(ratio.log / expected.log, 1, 4e-15) << expected.base << " " << expected.steps;
    EXPECT_NEAR(ratio.slope / expected.slope, 1, 1e-13) << expected.base << " " << expected.steps;
  }
  EXPECT_EQ(gamma_ratio(5, 0).log, 0);
  EXPECT_EQ(gamma_ratio(5, 0).slope, 0);
}

// Gamma(base + m + n) / Gamma(base) is Gamma(base + m + n) / Gamma(base + m) times the rest, across
// every way in which it is computed.
TEST(GammaRatio, StepsAddUp) {
  for (const double base : {1e-6, 0.3, 1.0, 7.9, 12.0, 300.0, 1e7}) {
    for (const double m : {1.0, 2.5, 12.0, 13.0, 400.0}) {
      for (const double n : {0.5, 3.0, 12.0, 50.0}) {
        const GammaRatio whole = gamma_ratio(base, m + n);
        const GammaRatio low = gamma_ratio(base, m);
        const GammaRatio high = gamma_ratio(base + m, n);
        EXPECT_NEAR(whole.log, low.log + high.log, 1e-14 * std::max(10.0, std::abs(whole.log)));
        EXPECT_NEAR(whole.slope / (low.slope + high.slope), 1, 1e-13) << base << " " << m;
      }
    }
  }
}

}  // namespace
}  // namespace dangol::numeric
