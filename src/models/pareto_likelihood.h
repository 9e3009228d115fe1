// The likelihood of all patterns under the Pareto/NBD, for fits: as exact as one pattern at a time,
// and many times as fast.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "models/departure.h"

namespace dangol::models {

/// The odds of departure of many patterns at once: what is integrated depends on x and the time
/// alone, so that the integrals between all distinct times, summed up from the last one backwards
/// for each x, hold those of every t_x..T as a difference. The sums are of positive terms that
/// fall with time: a difference loses no more digits than the number of times has.
///
/// Everything is relative to the longest T, with A' and B' for ln((alpha + longest) / (alpha + u))
/// and ln((beta + longest) / (beta + u)).
class ParetoLikelihood {
 public:
  /// `patterns` in order of (x, T), which outlive it; at least one.
  explicit ParetoLikelihood(std::span<const Pattern> patterns);

  /// The log-likelihood at the logarithms of r, alpha, s, beta, and its gradient. O(distinct times
  /// of each x, and patterns).
  double operator()(const numeric::Vector& logs, numeric::Vector& gradient);

 private:
  struct Row {
    uint32_t t_x;
    uint32_t T;
  };
  struct Group {
    double x;
    size_t end;    // of its rows
    size_t first;  // of its times
    size_t last;
    bool shared;  // of all its patterns, by sums
  };
  struct Time {
    double a;  // A' and B' at it
    double b;
    // Of the panel from it to the next one.
    size_t nodes_end;
    double steepest;  // what its nodes are good for
  };
  /// A time within a panel.
  struct Node {
    double a;
    double b;
    double inverse_a;  // 1 / (alpha + u)
    double inverse_b;
    double value;  // what is integrated, times the node's weight, of the x reached
  };
  struct Sums {
    double all;
    double a;
    double b;
    double inverse_a;
    double inverse_b;
  };

  [[nodiscard]] uint32_t index_of(double time) const;
  void lay_out(const ParetoNbd& m);
  [[nodiscard]] bool fits(const ParetoNbd& m, const Group& group) const;
  void raise(const ParetoNbd& m, double purchases);
  void sum_up(const ParetoNbd& m, const Group& group);
  double of_sums(const ParetoNbd& m, const Pattern& p, const Row& row, const Elapsed& at,
                 double scale, numeric::Vector& gradient) const;

  std::span<const Pattern> patterns_;
  std::vector<double> times_;
  std::vector<Row> rows_;
  std::vector<Group> groups_;
  // Of the parameters at hand:
  std::vector<Time> laid_out_;
  std::vector<Node> nodes_;
  std::vector<Sums> sums_;
};

}  // namespace dangol::models
