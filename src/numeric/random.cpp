#include "numeric/random.h"

#include <cmath>
#include <limits>

namespace dangol::numeric {
namespace {

constexpr uint64_t rotate_left(uint64_t value, unsigned by) {
  return (value << by) | (value >> (64 - by));
}

}  // namespace

Random::Random(uint64_t seed) : state_() {
  for (uint64_t& word : state_) {
    seed += 0x9e3779b97f4a7c15;
    uint64_t mixed = seed;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111eb;
    word = mixed ^ (mixed >> 31U);
  }
}

uint64_t Random::bits() {
  const uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
  const uint64_t shifted = state_[1] << 17U;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotate_left(state_[3], 45);
  return result;
}

double Random::uniform() {
  // 52 bits and a half: every value is exact, and neither end is reached.
  return (static_cast<double>(bits() >> 12U) + 0.5) * 0x1p-52;
}

double Random::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return spare_normal_;
  }
  double x = 0;
  double y = 0;
  double square = 0;
  do {
    x = 2 * uniform() - 1;
    y = 2 * uniform() - 1;
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  const double scale = std::sqrt(-2 * std::log(square) / square);
  spare_normal_ = y * scale;
  has_spare_ = true;
  return x * scale;
}

double Random::exponential(double rate) {
  return -std::log(uniform()) / rate;
}

double Random::log_gamma_draw(double shape) {
  // Below 1, a draw of shape + 1 times a power of a uniform is one of shape.
  if (shape < 1) {
    const double larger = log_gamma_draw(shape + 1);
    return larger + std::log(uniform()) / shape;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double z = normal();
    const double root = 1 + c * z;
    if (root <= 0) continue;
    const double log_cube = 3 * std::log(root);
    const double bound = z * z / 2 + d - d * root * root * root + d * log_cube;
    if (std::log(uniform()) < bound) return std::log(d) + log_cube;
  }
}

double Random::gamma(double shape, double rate) {
  return std::exp(log_gamma_draw(shape)) / rate;
}

double Random::beta(double a, double b) {
  const double log_a = log_gamma_draw(a);
  const double log_b = log_gamma_draw(b);
  return 1 / (1 + std::exp(log_b - log_a));
}

double Random::poisson(double mean) {
  if (mean < 10) {
    const double end = std::exp(-mean);
    double count = 0;
    for (double product = uniform(); product > end; product *= uniform()) ++count;
    return count;
  }
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double accepted_at_once = 0.9277 - 3.6224 / (b - 2);
  const double log_mean = std::log(mean);
  for (;;) {
    const double u = uniform() - 0.5;
    const double v = uniform();
    const double from_edge = 0.5 - std::fabs(u);
    const double count = std::floor((2 * a / from_edge + b) * u + mean + 0.43);
    if (from_edge >= 0.07 && v <= accepted_at_once) return count;
    if (count < 0 || (from_edge < 0.013 && v > from_edge)) continue;
    const double left = std::log(v * inverse_alpha / (a / (from_edge * from_edge) + b));
    if (left <= count * log_mean - mean - std::lgamma(count + 1)) return count;
  }
}

double Random::geometric(double p) {
  if (p <= 0) return std::numeric_limits<double>::infinity();
  if (p >= 1) return 1;
  return std::floor(std::log(uniform()) / std::log1p(-p)) + 1;
}

}  // namespace dangol::numeric
