#include "models/count_range.h"

#include <algorithm>
#include <cmath>

#include "numeric/wilson.h"

namespace dangol::models {
namespace {

constexpr double kTail = 0.025;
constexpr double kLargeMean = 500;

/// ln of the probability of zero of a negative binomial count.
double log_zero(double shape, double mean) {
  return -shape * std::log1p(mean / shape);
}

/// The mean of a negative binomial count whose mean, where it is not zero, is `mean_if_any` > 1.
double mean_before_cutting(double shape, double mean_if_any) {
  // mean / (1 - P(zero)) rises with the mean, and from 1: Newton's steps, kept within the bracket.
  double low = 0;
  double high = mean_if_any;
  double mean = mean_if_any;
  for (int step = 0; step < 60; ++step) {
    const double not_zero = -std::expm1(log_zero(shape, mean));
    const double excess = mean / not_zero - mean_if_any;
    (excess < 0 ? low : high) = mean;
    const double slope_of_zero = (1 - not_zero) / (1 + mean / shape);
    const double slope = (not_zero - mean * slope_of_zero) / (not_zero * not_zero);
    double next = mean - excess / slope;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (std::fabs(next - mean) <= 1e-12 * mean) return next;
    mean = next;
  }
  return mean;
}

}  // namespace

CountRange count_range(double shape, double p_any, double mean) {
  const double p_zero = 1 - p_any;
  if (p_zero >= 1 - kTail || !(mean > 0)) return {0, 0};
  const double mean_if_any = mean / p_any;
  if (!(mean_if_any > 1 + 1e-9)) return {p_zero >= kTail ? 0.0 : 1.0, 1};
  const double own = mean_before_cutting(shape, mean_if_any);
  if (own > kLargeMean) {
    const double spread = std::sqrt(own + own * own / shape);
    const double low =
        p_zero >= kTail ? 0 : std::max(std::floor(own - numeric::kZ95 * spread), 0.0);
    return {low, std::ceil(own + numeric::kZ95 * spread)};
  }
  // Walks up from one, with the probabilities as shares of all that is not zero.
  const double odds = own / (own + shape);
  const double zero = std::exp(log_zero(shape, own));
  double probability = zero * shape * odds * p_any / (1 - zero);
  double below = p_zero + probability;
  double count = 1;
  CountRange range{p_zero >= kTail ? 0.0 : 1.0, 1};
  bool low_found = p_zero >= kTail;
  const double most =
      20 * (own + 10) * (1 + 1 / shape);  // where rounding keeps the sum from the end
  while (below < 1 - kTail && count < most) {
    if (!low_found && below >= kTail) {
      range.low = count;
      low_found = true;
    }
    probability *= (count + shape) / (count + 1) * odds;
    ++count;
    below += probability;
  }
  if (!low_found) range.low = count;
  range.high = count;
  return range;
}

}  // namespace dangol::models
