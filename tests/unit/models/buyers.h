// Customers who behave as a model says, drawn from a seed.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "models/beta_geometric.h"
#include "models/pattern.h"
#include "numeric/random.h"

namespace dangol::models::test {

struct Buyer {
  Pattern seen;
  bool alive = true;  ///< at T
  double later = 0;   ///< purchases within the horizon after T
};

/// One customer of the story that BG/NBD (chances 0) and MBG/NBD (chances 1) tell, watched for T
/// and then for the horizon.
inline Buyer draw_buyer(numeric::Random& random, const BetaGeometric& model, double T,
                        double horizon) {
  const double rate = random.gamma(model.r, model.alpha);
  const double leaves = random.beta(model.a, model.b);
  Buyer buyer{.seen = {0, 0, T, 1}};
  if (model.chances > 0 && random.uniform() < leaves) {
    buyer.alive = false;
    return buyer;
  }
  double time = 0;
  while (rate > 0) {
    time += random.exponential(rate);
    if (time > T + horizon) break;
    if (time <= T) {
      ++buyer.seen.x;
      buyer.seen.t_x = time;
    } else {
      ++buyer.later;
    }
    if (random.uniform() < leaves) {
      buyer.alive = time > T;
      break;
    }
  }
  return buyer;
}

/// So many customers who came at even steps, the last of them at `youngest` before the end.
inline std::vector<Buyer> draw_buyers(uint64_t seed, const BetaGeometric& model, int customers,
                                      double youngest, double oldest, double horizon = 0) {
  numeric::Random random(seed);
  std::vector<Buyer> buyers;
  for (int i = 0; i < customers; ++i) {
    const double T = youngest + (oldest - youngest) * i / customers;
    buyers.push_back(draw_buyer(random, model, T, horizon));
  }
  return buyers;
}

inline std::vector<Pattern> patterns_of(const std::vector<Buyer>& buyers) {
  std::vector<Pattern> patterns;
  patterns.reserve(buyers.size());
  for (const Buyer& buyer : buyers) patterns.push_back(buyer.seen);
  return patterns;
}

/// Customers who buy every other week until they leave: they differ less than by chance.
inline std::vector<Pattern> draw_clockwork(uint64_t seed, int customers, double chances) {
  numeric::Random random(seed);
  std::vector<Pattern> patterns;
  for (int i = 0; i < customers; ++i) {
    const double T = 20 + i % 40;
    const double purchases = random.geometric(random.beta(0.7, 2.2)) - chances;
    const double x = std::fmin(purchases, std::floor(T / 2));
    patterns.push_back({x, 2 * x, T, 1});
  }
  return patterns;
}

}  // namespace dangol::models::test
