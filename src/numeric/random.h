// Random draws that are the same on every machine: simulations in tests, and predictive intervals
// that must not flicker. There is no seed but the one given; nothing here reads a clock.
//
// Generator: xoshiro256**, seeded through splitmix64 (D. Blackman and S. Vigna, "Scrambled linear
// pseudorandom number generators", ACM TOMS 47 (2021) 36; both are in the public domain). Its bits
// are the same everywhere; a draw that goes through log or pow is the same but for the last place
// of the machine's libm.
#pragma once

#include <array>
#include <cstdint>

namespace dangol::numeric {

class Random {
 public:
  explicit Random(uint64_t seed);

  /// 64 random bits.
  [[nodiscard]] uint64_t bits();

  /// In the open interval (0, 1): its logarithm is always finite. Odd multiples of 2^-53.
  [[nodiscard]] double uniform();

  /// Standard normal. Marsaglia's polar method, G. Marsaglia and T. A. Bray, SIAM Review 6 (1964)
  /// 260-264; each pair's second value is kept for the next call.
  [[nodiscard]] double normal();

  /// Mean 1 / rate. REQUIRES: rate > 0
  [[nodiscard]] double exponential(double rate);

  /// Mean shape / rate; may underflow to zero for a tiny shape. REQUIRES: shape > 0, rate > 0.
  /// G. Marsaglia and W. W. Tsang, ACM TOMS 26 (2000) 363-372.
  [[nodiscard]] double gamma(double shape, double rate);

  /// In [0, 1], mean a / (a + b); right for tiny a and b too. REQUIRES: a > 0, b > 0
  [[nodiscard]] double beta(double a, double b);

  /// REQUIRES: 0 <= mean <= 2^52. Products of uniforms below a mean of 10, else W. Hoermann's PTRS,
  /// Insurance: Mathematics and Economics 12 (1993) 39-45.
  [[nodiscard]] double poisson(double mean);

  /// The number of the first success, from 1, when each trial succeeds with probability p; infinity
  /// when p is 0. REQUIRES: 0 <= p <= 1
  [[nodiscard]] double geometric(double p);

 private:
  /// The logarithm of a gamma draw of rate 1, which never underflows.
  [[nodiscard]] double log_gamma_draw(double shape);

  std::array<uint64_t, 4> state_;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

}  // namespace dangol::numeric
