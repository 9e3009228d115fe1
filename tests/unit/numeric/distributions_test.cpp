#include "numeric/distributions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace dangol::numeric {
namespace {

void expect_close(double actual, double expected, double tolerance) {
  EXPECT_NEAR(actual / expected, 1, tolerance) << actual << " for " << expected;
}

// ../shared/golden/experiment.json, cases N; 40 digits.

TEST(DistributionsGolden, N02) {
  struct Case {
    double df;
    double t;
  };
  for (const Case& expected : {
           Case{1, 12.7062047361747046},
           Case{2, 4.30265272974946385},
           Case{3, 3.18244630528370959},
           Case{9.940877762284563, 2.22993639348038235},
           Case{30, 2.04227245630123831},
           Case{202.43883126819352, 1.97175162552619629},
           Case{98826.32682262077, 1.95998798927509824},
       }) {
    expect_close(student_quantile(.975, expected.df), expected.t, 1e-13);
    expect_close(student_quantile(.025, expected.df), -expected.t, 1e-13);
  }
}

TEST(DistributionsGolden, N03) {
  expect_close(student_upper(2, 10), 0.0366940173853701828, 1e-12);
  expect_close(student_upper(13.1344931085437, 204.63394310114407), 2.77668113225949623e-29, 1e-12);
  expect_close(student_upper(40, 5), 9.20598108588647718e-8, 1e-12);
  expect_close(student_upper(6, 1e6), 9.86924906177217335e-10, 1e-12);
  expect_close(student_two_sided(-40, 5), 2 * 9.20598108588647718e-8, 1e-12);
}

TEST(DistributionsGolden, N05) {
  expect_close(chi_squared_upper(18.181818181818183, 1), 2.00786561242648294e-5, 1e-12);
  expect_close(chi_squared_upper(185.22655156322912, 1), 3.502192273048578e-42, 1e-12);
  expect_close(chi_squared_upper(10.303030303030301, 2), 0.00579062440342320062, 1e-12);
  expect_close(chi_squared_upper(1000, 3), 1.79942087653144766e-216, 1e-12);
}

TEST(DistributionsGolden, N06) {
  expect_close(normal_upper(1.96), 0.0249978951482204362, 1e-14);
  expect_close(normal_upper(5), 2.86651571879193912e-7, 1e-14);
  expect_close(normal_upper(10), 7.61985302416052607e-24, 1e-14);
  // Of a denormal number only some digits are left.
  EXPECT_NEAR(normal_upper(38), 2.88542836006878e-316, std::numeric_limits<double>::denorm_min());
}

// The regularised upper incomplete gamma function Q(df / 2, x / 2) at 40 digits (mpmath 1.3.0).
TEST(Distributions, ChiSquaredIsTheIncompleteGammaFunction) {
  struct Case {
    double x;
    double df;
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
    EXPECT_NEAR(chi_squared_upper(expected.x, expected.df) / expected.upper, 1, 1e-12)
        << expected.x << " with " << expected.df;
  }
  EXPECT_EQ(chi_squared_upper(0, 3), 1);
  EXPECT_EQ(chi_squared_upper(-1, 3), 1);
  EXPECT_EQ(chi_squared_upper(1e9, 3), 0);
}

TEST(Distributions, QuantilesInvertTheirTails) {
  for (const double p : {1e-300, 1e-30, 1e-9, .001, .025, .3, .5, .8, .999}) {
    expect_close(normal_cdf(normal_quantile(p)), p, 1e-12);
    expect_close(normal_upper(normal_upper_quantile(p)), p, 1e-12);
    for (const double df : {.7, 1.0, 4.5, 60.0, 1e7}) {
      if (p < 1e-30) continue;
      expect_close(student_upper(-student_quantile(p, df), df), p, 1e-11);
    }
    for (const double a : {.5, 1.0, 7.0, 1200.0}) {
      if (p < 1e-30) continue;
      expect_close(beta_cdf(beta_quantile(p, a, 3), a, 3), p, 1e-10);
      expect_close(beta_upper(beta_quantile(p, 3, a), 3, a), 1 - p, 1e-9);  // digits of 1 - x
    }
  }
  EXPECT_EQ(normal_quantile(0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(normal_quantile(1), std::numeric_limits<double>::infinity());
  EXPECT_EQ(beta_quantile(0, 2, 3), 0);
  EXPECT_EQ(beta_quantile(1, 2, 3), 1);
}

// Closed forms and identities between the families.
TEST(Distributions, AreRelated) {
  for (const double x : {.1, .7, 1.3, 4.0, 25.0}) {
    expect_close(f_upper(x * x, 1, 7.5), student_two_sided(x, 7.5), 1e-12);
    expect_close(f_upper(x, 2, 6), std::pow(1 + x / 3, -3), 1e-12);
    expect_close(chi_squared_upper(x * x, 1), 2 * normal_upper(x), 1e-12);
    expect_close(chi_squared_upper(x, 2), std::exp(-x / 2), 1e-12);
    EXPECT_NEAR(noncentral_student_cdf(x, 9, 0), 1 - student_upper(x, 9), 1e-12);
    const double share = x / 26;
    expect_close(beta_upper(share, 1, 4), std::pow(1 - share, 4), 1e-12);
    expect_close(beta_cdf(share, 4, 1), std::pow(share, 4), 1e-12);
    expect_close(beta_density(share, 2, 3), 12 * share * (1 - share) * (1 - share), 1e-12);
  }
  EXPECT_EQ(f_upper(0, 2, 3), 1);
  expect_close(log_choose(50, 3), std::log(19600), 1e-14);
  EXPECT_NEAR(log_choose(8, 0), 0, 1e-14);
  EXPECT_NEAR(log_choose(8, 8), 0, 1e-14);
}

// P(T <= 2 | df 10, delta 1.5) by integrating over the chi distribution at 30 digits.
TEST(Distributions, NoncentralStudentIsAMixtureOfNormals) {
  for (const double delta : {-2.0, .5, 1.5, 4.0}) {
    for (const double t : {-1.0, .8, 2.0, 5.0}) {
      constexpr double kDf = 10;
      constexpr int kSteps = 4000;
      double sum = 0;
      for (int i = 1; i < kSteps; ++i) {  // s = chi / sqrt(df), of 0 < s < 4
        const double s = 4.0 * i / kSteps;
        const double log_density = std::log(2.0) + kDf / 2 * std::log(kDf / 2) +
                                   (kDf - 1) * std::log(s) - kDf * s * s / 2 - std::lgamma(kDf / 2);
        sum += normal_cdf(t * s - delta) * std::exp(log_density) * 4.0 / kSteps;
      }
      EXPECT_NEAR(noncentral_student_cdf(t, kDf, delta), sum, 1e-10) << t << " " << delta;
    }
  }
}

TEST(Distributions, ImpossibleArgumentsGiveNoNumber) {
  EXPECT_TRUE(std::isnan(student_upper(1, 0)));
  EXPECT_TRUE(std::isnan(chi_squared_upper(1, -1)));
  EXPECT_TRUE(std::isnan(normal_quantile(1.5)));
  EXPECT_TRUE(std::isnan(beta_cdf(.5, -1, 1)));
}

}  // namespace
}  // namespace dangol::numeric
