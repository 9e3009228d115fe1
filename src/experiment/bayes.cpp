#include "experiment/bayes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "numeric/distributions.h"
#include "numeric/gauss_legendre.h"

namespace dangol::experiment {

namespace {

/// A posterior on the line it is integrated over: outside low..high nothing of it is left, and over
/// `step` its density is a tame polynomial.
struct Stretch {
  double low = 0;
  double high = 0;
  double step = 0;
};

/// The integral is a sum over these, each with its part of the line and each arm's distribution.
struct Nodes {
  size_t arms = 0;
  std::vector<double> weights;  ///< of the line
  std::vector<double> measure;  ///< how much of the measure's unit a unit of the line is
  std::vector<double> density;  ///< node after node, each with every arm
  std::vector<double> below;    ///< the same, P(arm <= node)
  std::vector<double> above;    ///< the same, P(arm > node)
};

constexpr int kPoints = 16;
/// Density this far below its peak, as a logarithm, is nothing: 1e-16.
constexpr double kNegligible = 37;
/// Standard deviations beyond which a normal distribution is nothing.
constexpr double kNormalReach = 8.6;
/// A normal density is integrated to the last digit over so many standard deviations at once.
constexpr double kNormalStep = 2;

/// Where panels begin: from the first arm's beginning to the last arm's end, nowhere longer than
/// `longest` or than the step of an arm that is under way.
std::vector<double> panel_edges(std::span<const Stretch> arms, double longest) {
  double at = std::numeric_limits<double>::infinity();
  double end = -at;
  for (const Stretch& arm : arms) {
    at = std::min(at, arm.low);
    end = std::max(end, arm.high);
  }
  std::vector<double> edges = {at};
  while (at < end) {
    double next = std::min(end, at + longest);
    for (const Stretch& arm : arms) {
      if (at < arm.low) {
        next = std::min(next, arm.low);
      } else if (at < arm.high) {
        next = std::min(next, at + arm.step);
      }
    }
    at = next;
    edges.push_back(at);
  }
  return edges;
}

/// Nodes with weights along the edges, and room for the arms.
template <typename Fill>
Nodes nodes_along(std::span<const double> edges, size_t arms, const Fill& fill) {
  Nodes nodes;
  nodes.arms = arms;
  const size_t count = (edges.size() - 1) * kPoints;
  nodes.weights.reserve(count);
  nodes.measure.reserve(count);
  nodes.density.reserve(count * arms);
  nodes.below.reserve(count * arms);
  nodes.above.reserve(count * arms);
  for (size_t panel = 0; panel + 1 < edges.size(); ++panel) {
    const double width = edges[panel + 1] - edges[panel];
    for (const numeric::QuadratureNode& node : numeric::gauss_legendre(kPoints)) {
      nodes.weights.push_back(node.weight * width);
      fill(nodes, edges[panel] + node.at * width);
    }
  }
  // Densities are filled in up to a factor.
  for (size_t arm = 0; arm < arms; ++arm) {
    double mass = 0;
    for (size_t node = 0; node < count; ++node) {
      mass += nodes.weights[node] * nodes.density[node * arms + arm];
    }
    for (size_t node = 0; node < count; ++node) nodes.density[node * arms + arm] /= mass;
  }
  return nodes;
}

/// Fills in the probabilities and losses.
void integrate(const Nodes& nodes, size_t control, std::vector<Belief>& beliefs) {
  for (size_t node = 0; node < nodes.weights.size(); ++node) {
    const double* density = &nodes.density[node * nodes.arms];
    const double* below = &nodes.below[node * nodes.arms];
    const double* above = &nodes.above[node * nodes.arms];
    const double weight = nodes.weights[node];
    for (size_t arm = 0; arm < nodes.arms; ++arm) {
      double others_below = 1;
      double another_above = 0;  // the complement, with its digits
      for (size_t other = 0; other < nodes.arms; ++other) {
        if (other == arm) continue;
        another_above += others_below * above[other];
        others_below *= below[other];
      }
      Belief& belief = beliefs[arm];
      belief.probability_best += weight * density[arm] * others_below;
      belief.probability_better += weight * density[arm] * (arm == control ? 0.5 : below[control]);
      belief.expected_loss += weight * nodes.measure[node] * below[arm] * another_above;
    }
  }
}

/// A beta distribution over ln(x / (1 - x)), where its density by that line is proportional to
/// x^a (1 - x)^b: concave as a logarithm.
struct Share {
  double a = 1;
  double b = 1;

  [[nodiscard]] double peak() const { return std::log(a / b); }

  /// ln of the density so far `away` from the peak over that at the peak. Of its two equal forms,
  /// the one that does not take nearly equal numbers from each other.
  [[nodiscard]] double log_height(double away) const {
    return a < b ? a * away - (a + b) * std::log1p(a / (a + b) * std::expm1(away))
                 : -b * away - (a + b) * std::log1p(b / (a + b) * std::expm1(-away));
  }

  /// Where, beyond `away` from the peak, the density has become nothing.
  [[nodiscard]] double reach(double away) const {
    while (log_height(away) > -kNegligible) away *= 1.25;
    return peak() + away;
  }

  [[nodiscard]] Stretch stretch() const {
    const double deviation = std::sqrt(1 / a + 1 / b);
    return {reach(-deviation), reach(deviation), kNormalStep * deviation};
  }
};

/// Longer panels would notice that x itself is not a polynomial of ln(x / (1 - x)).
constexpr double kLongestOfLogit = 4;

Nodes nodes_of_shares(std::span<const Share> shares) {
  std::vector<Stretch> stretches;
  stretches.reserve(shares.size());
  for (const Share& share : shares) stretches.push_back(share.stretch());
  return nodes_along(
      panel_edges(stretches, kLongestOfLogit), shares.size(), [&](Nodes& nodes, double at) {
        const double x = 1 / (1 + std::exp(-at));
        const double rest = 1 / (1 + std::exp(at));  // 1 - x, with its digits
        nodes.measure.push_back(x * rest);
        for (const Share& share : shares) {
          const auto& [a, b] = share;
          nodes.density.push_back(std::exp(share.log_height(at - share.peak())));
          // By the smaller of x and 1 - x.
          const bool low = at < 0;
          nodes.below.push_back(low ? numeric::beta_cdf(x, a, b) : numeric::beta_upper(rest, b, a));
          nodes.above.push_back(low ? numeric::beta_upper(x, a, b) : numeric::beta_cdf(rest, b, a));
        }
      });
}

struct Normal {
  double mean = 0;
  double deviation = 1;
};

Nodes nodes_of_means(std::span<const Normal> means) {
  std::vector<Stretch> stretches;
  stretches.reserve(means.size());
  for (const auto& [mean, deviation] : means) {
    stretches.push_back({mean - kNormalReach * deviation, mean + kNormalReach * deviation,
                         kNormalStep * deviation});
  }
  return nodes_along(panel_edges(stretches, std::numeric_limits<double>::infinity()), means.size(),
                     [&](Nodes& nodes, double at) {
                       nodes.measure.push_back(1);
                       for (const auto& [mean, deviation] : means) {
                         const double z = (at - mean) / deviation;
                         nodes.density.push_back(numeric::normal_density(z));
                         nodes.below.push_back(numeric::normal_cdf(z));
                         nodes.above.push_back(numeric::normal_upper(z));
                       }
                     });
}

/// The mean of max(0, X) of a normal X: how much is lost on average where X is what is given up.
double mean_above_zero(double mean, double deviation) {
  if (deviation == 0) return std::max(0.0, mean);
  const double z = mean / deviation;
  return std::max(0.0, mean * numeric::normal_cdf(z) + deviation * numeric::normal_density(z));
}

Interval credible_interval(double mean, double deviation, double confidence) {
  const double half = numeric::normal_upper_quantile((1 - confidence) / 2) * deviation;
  return {mean - half, mean + half};
}

}  // namespace

std::vector<Belief> believe_shares(std::span<const Count> arms, size_t control, Prior prior,
                                   double confidence, Better better) {
  std::vector<Belief> beliefs(arms.size());
  std::vector<Share> shares(arms.size());
  const double tail = (1 - confidence) / 2;
  for (size_t i = 0; i < arms.size(); ++i) {
    const double a = prior.alpha + arms[i].successes;
    const double b = prior.beta + (arms[i].n - arms[i].successes);
    beliefs[i].mean = a / (a + b);
    beliefs[i].credible = {numeric::beta_quantile(tail, a, b),
                           1 - numeric::beta_quantile(tail, b, a)};
    // The lowest share is the highest share of those who did not.
    shares[i] = better == Better::higher ? Share{a, b} : Share{b, a};
  }
  integrate(nodes_of_shares(shares), control, beliefs);
  return beliefs;
}

std::vector<Belief> believe_means(std::span<const Estimate> arms, size_t control, double confidence,
                                  Better better) {
  std::vector<Belief> beliefs(arms.size());
  std::vector<Normal> means(arms.size());
  double spread = 0;
  for (size_t i = 0; i < arms.size(); ++i) {
    const double above_first = arms[i].value - arms[0].value;
    means[i] = {better == Better::higher ? above_first : -above_first, std::sqrt(arms[i].variance)};
    spread = std::max({spread, std::abs(above_first), means[i].deviation});
    beliefs[i].mean = arms[i].value;
    beliefs[i].credible = credible_interval(arms[i].value, means[i].deviation, confidence);
  }
  // In units of the spread; what is known for certain is nearly so.
  if (spread == 0) spread = 1;
  for (auto& [mean, deviation] : means) {
    mean /= spread;
    deviation = std::max(deviation / spread, 1e-8);
  }
  integrate(nodes_of_means(means), control, beliefs);
  for (Belief& belief : beliefs) belief.expected_loss *= spread;
  return beliefs;
}

EffectBelief believe_effect(double effect, double standard_error, double confidence) {
  EffectBelief belief;
  belief.credible = credible_interval(effect, standard_error, confidence);
  if (standard_error > 0) {
    belief.probability_above = numeric::normal_cdf(effect / standard_error);
  } else {
    belief.probability_above = effect > 0 ? 1 : (effect < 0 ? 0 : 0.5);
  }
  belief.loss_chosen = mean_above_zero(-effect, standard_error);
  belief.loss_kept = mean_above_zero(effect, standard_error);
  return belief;
}

}  // namespace dangol::experiment
