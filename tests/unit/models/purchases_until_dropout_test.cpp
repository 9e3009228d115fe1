#include "models/purchases_until_dropout.h"

#include <gtest/gtest.h>

#include <cmath>

namespace dangol::models {
namespace {

// The papers' closed form with Euler's transformation, at 40 digits (mpmath 1.3.0).
TEST(PurchasesUntilDropout, AgreesWithManyDigits) {
  struct Case {
    double shape;
    double a;
    double b;
    double tau;
    double value;
  };
  for (const Case& c : {
           Case{0.243, 0.793, 2.426, 11.780697779791574, 1.4460505953964038},
           Case{2.243, 0.793, 4.426, 1.2, 2.1428839022995592},
           Case{25.243, 0.793, 27, 0.9, 17.538436424496538},
           Case{100000.243, 0.793, 100002.4, 1.0, 74534.527220230072},
           Case{100000.243, 0.793, 100002.4, 50.0, 607093.37256963182},
           Case{0.5, 1, 2, 0.5, 0.22393922689539591},
           Case{0.5, 0.3, 0.7, 0.5, 0.22761995370229966},
           Case{0.5, 0.3, 0.2, 3, 0.80853627934092104},
           Case{0.5, 1.0000001, 0.2, 3, 0.59130779452509846},
           Case{20, 1, 1, 2, 4.2408868377246467},
           Case{50, 1, 2, 0.3, 4.6865194623910845},
           Case{200, 0.5, 3, 10, 143.60635500514365},
           Case{0.01, 0.01, 0.01, 1, 0.0084465032353675979},
           Case{0.01, 0.01, 0.01, 1000000.0, 4399.5873485612198},
           Case{3, 0.01, 5, 100000.0, 270758.45208964176},
           Case{3, 2, 5, 100000.0, 5.9998500059981976},
           Case{3, 0.001, 0.001, 0.0001, 0.00029997000499426122},
           Case{3, 500, 700, 0.7, 1.2865442660089559},
           Case{3, 500, 0.7, 30, 1.0013690537242379},
           Case{3, 5, 7000, 0.7, 2.0979035934363497},
           Case{3000, 50, 30, 0.001, 1.3579449902589622},
           Case{0.3, 30, 30, 1e-05, 2.9999902500379877e-6},
           Case{100000.0, 0.001, 100000.0, 0.001, 99.999950016175828},
           Case{200000.0, 0.8, 2, 10, 143.60790996299621},
           Case{0.243, 0.8, 2.4, 1e-07, 2.429999962243876e-8},
           Case{10000.0, 5, 1e-06, 0.1, 1.00000025},
       }) {
    EXPECT_NEAR(purchases_until_dropout(c.shape, c.a, c.b, c.tau) / c.value, 1, 1e-11)
        << c.shape << " " << c.a << " " << c.b << " " << c.tau;
    EXPECT_NEAR(dropout_quadrature(c.shape, c.a, c.b, c.tau) / c.value, 1, 1e-11)
        << c.shape << " " << c.a << " " << c.b << " " << c.tau;
  }
}

// The series, the closed form and the quadrature have nothing in common but the integral.
TEST(PurchasesUntilDropout, AllWaysAgree) {
  int compared = 0;
  int closed_forms = 0;
  for (const double x : {0.0, 1.0, 2.0, 30.0, 1200.0, 100000.0}) {
    for (const double r : {0.01, 0.243, 1.0, 4.0}) {
      for (const double a : {1e-6, 0.02, 0.5, 1.0, 1.5, 8.0, 40.0}) {
        for (const double b : {1e-6, 0.1, 2.4, 60.0}) {
          for (const double tau : {1e-6, 0.01, 0.6, 3.0, 9.0}) {
            if (!dropout_series_serves(r + x, a, b + x, tau)) continue;
            const double series = dropout_series(r + x, a, b + x, tau);
            EXPECT_NEAR(dropout_quadrature(r + x, a, b + x, tau) / series, 1, 2e-11)
                << x << " " << r << " " << a << " " << b << " " << tau;
            ++compared;
            const auto closed = dropout_closed_form(r + x, a, b + x, tau);
            if (!closed) continue;
            EXPECT_NEAR(*closed / series, 1, 2e-11)
                << x << " " << r << " " << a << " " << b << " " << tau;
            ++closed_forms;
          }
        }
      }
    }
  }
  EXPECT_GT(compared, 1500);
  EXPECT_GT(closed_forms, 400);
}

TEST(PurchasesUntilDropout, HasTheLimitsOfItsStory) {
  // At once: the rate, times the time.
  EXPECT_NEAR(purchases_until_dropout(3, 0.7, 2, 1e-9) / 3e-9, 1, 1e-8);
  EXPECT_EQ(purchases_until_dropout(3, 0.7, 2, 0), 0);
  // Nobody leaves: shape tau. Everybody leaves at the first: the share who buy at all.
  EXPECT_NEAR(purchases_until_dropout(3, 1e-9, 1, 5) / 15, 1, 1e-6);
  EXPECT_NEAR(purchases_until_dropout(3, 1, 1e-9, 5), 1 - std::pow(6, -3), 1e-6);
  // For ever, where the mean of 1 / p exists: (a + b - 1) / (a - 1).
  EXPECT_NEAR(purchases_until_dropout(3, 2, 5, 1e9), 6, 1e-7);
}

TEST(PurchasesUntilDropout, IsContinuousWhereTheClosedFormHasPoles) {
  for (const double tau : {0.01, 0.9, 4.0, 300.0}) {
    const double at_one = purchases_until_dropout(0.6, 1, 0.8, tau);
    for (const double off : {1e-4, 1e-7, 1e-10}) {
      EXPECT_NEAR(purchases_until_dropout(0.6, 1 + off, 0.8, tau) / at_one, 1, 3 * off + 1e-12);
      EXPECT_NEAR(purchases_until_dropout(0.6, 1 - off, 0.8, tau) / at_one, 1, 3 * off + 1e-12);
    }
    const double sum_one = purchases_until_dropout(0.6, 0.3, 0.7, tau);
    for (const double off : {1e-4, 1e-7, 1e-10}) {
      EXPECT_NEAR(purchases_until_dropout(0.6, 0.3, 0.7 + off, tau) / sum_one, 1, 3 * off + 1e-12);
    }
  }
}

// More time, more purchases; more likely to leave, fewer; for whatever can be asked.
TEST(PurchasesUntilDropout, IsFiniteAndMonotoneEverywhere) {
  for (const double shape : {1e-8, 0.2, 5.0, 100000.3, 4e8}) {
    for (const double a : {1e-8, 0.3, 1.0, 50.0, 4e8}) {
      for (const double b : {1e-8, 0.3, 50.0, 100000.0, 4e8}) {
        double last = 0;
        for (const double tau : {1e-9, 1e-4, 0.1, 3.0, 100.0, 1e6}) {
          const double value = purchases_until_dropout(shape, a, b, tau);
          EXPECT_TRUE(std::isfinite(value)) << shape << " " << a << " " << b << " " << tau;
          EXPECT_GE(value, last * (1 - 1e-9)) << shape << " " << a << " " << b << " " << tau;
          EXPECT_LE(value, shape * tau * (1 + 1e-9)) << shape << " " << a << " " << b << " " << tau;
          last = value;
        }
      }
    }
  }
}

}  // namespace
}  // namespace dangol::models
