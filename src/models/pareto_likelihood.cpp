#include "models/pareto_likelihood.h"

#include <algorithm>
#include <cmath>

#include "numeric/gamma_ratio.h"
#include "numeric/gauss_legendre.h"

namespace dangol::models {

namespace {

using numeric::Vector;

/// add_times() by an integral of the pattern's own.
double of_own(const ParetoNbd& m, const Pattern& p, const Elapsed& at, Vector& gradient) {
  const Departure gone = departure(m, p);
  return add_times(m, p, at, gone.left(), gone.log_factor(), gone.means, gradient);
}

}  // namespace

ParetoLikelihood::ParetoLikelihood(std::span<const Pattern> patterns) : patterns_(patterns) {
  for (const Pattern& p : patterns) {
    times_.push_back(p.t_x);
    times_.push_back(p.T);
  }
  std::sort(times_.begin(), times_.end());
  times_.erase(std::unique(times_.begin(), times_.end()), times_.end());
  rows_.reserve(patterns.size());
  for (const Pattern& p : patterns) {
    if (groups_.empty() || groups_.back().x != p.x) {
      groups_.push_back({p.x, 0, times_.size(), 0, false});
    }
    const Row row{index_of(p.t_x), index_of(p.T)};
    Group& group = groups_.back();
    rows_.push_back(row);
    group.end = rows_.size();
    group.first = std::min<size_t>(group.first, row.t_x);
    group.last = std::max<size_t>(group.last, row.T);
  }
  size_t begin = 0;
  for (Group& group : groups_) {
    // Where they are few, an integral of its own for each pattern costs less than all panels.
    constexpr size_t kPanelsPerPattern = 20;
    group.shared = group.last - group.first < kPanelsPerPattern * (group.end - begin);
    begin = group.end;
  }
  sums_.resize(times_.size());
}

double ParetoLikelihood::operator()(const Vector& logs, Vector& gradient) {
  const ParetoNbd m{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
  gradient = {};
  lay_out(m);
  double total = 0;
  size_t begin = 0;
  double reached = 0;  // the x that the nodes are of
  for (const Group& group : groups_) {
    const numeric::GammaRatio rising = numeric::gamma_ratio(m.r, group.x);
    double weight = 0;
    const bool shared = group.shared && fits(m, group);
    if (shared) {
      raise(m, group.x - reached);
      reached = group.x;
      sum_up(m, group);
    }
    double elapsed_at = -1;
    Elapsed at;
    double scale = 0;
    for (size_t i = begin; i < group.end; ++i) {
      const Pattern& p = patterns_[i];
      weight += p.weight;
      if (p.T != elapsed_at) {
        elapsed_at = p.T;
        at = elapsed(m, p.T);
        if (shared) {
          const Time& time = laid_out_[rows_[i].T];
          scale = m.s * std::exp(-(m.r + p.x) * time.a - m.s * time.b);
        }
      }
      total += p.weight *
               (shared ? of_sums(m, p, rows_[i], at, scale, gradient) : of_own(m, p, at, gradient));
    }
    begin = group.end;
    total += weight * (rising.log - group.x * logs[1]);
    gradient[0] += weight * m.r * rising.slope;
    gradient[1] -= weight * group.x;
  }
  return total;
}

uint32_t ParetoLikelihood::index_of(double time) const {
  return static_cast<uint32_t>(std::lower_bound(times_.begin(), times_.end(), time) -
                               times_.begin());
}

/// Nodes for each panel, enough for a few purchases more than none, and their values at x = 0.
void ParetoLikelihood::lay_out(const ParetoNbd& m) {
  constexpr double kPurchases = 6;
  constexpr int kFewest = 3;
  constexpr int kMost = 12;
  const double longest = times_.back();
  laid_out_.clear();
  nodes_.clear();
  for (const double t : times_) {
    laid_out_.push_back({std::log1p((longest - t) / (m.alpha + t)),
                         std::log1p((longest - t) / (m.beta + t)), 0, 0});
  }
  for (size_t k = 0; k + 1 < times_.size(); ++k) {
    Time& time = laid_out_[k];
    const double a = time.a - laid_out_[k + 1].a;
    const double b = time.b - laid_out_[k + 1].b;
    const double width = 6 * std::max(a, b);
    // So many nodes give 11 digits for a rise of the logarithm below this; measured.
    const double rise = (m.r + kPurchases) * a + (m.s + 1) * b;
    const double wanted = kFewest + width + 3.2 * std::max(0.0, std::sqrt(rise) - 0.4);
    const int points = std::min(kMost, static_cast<int>(std::ceil(std::min(wanted, 1e3))));
    const double root = (points - kFewest - width) / 3.2 + 0.4;
    time.steepest = root > 0.4 ? root * root : 0;
    if (time.steepest > 0) {
      const double step = times_[k + 1] - times_[k];
      for (const numeric::QuadratureNode& node : numeric::gauss_legendre(points)) {
        const double u = times_[k] + step * node.at;
        const double at_a = std::log1p((longest - u) / (m.alpha + u));
        const double at_b = std::log1p((longest - u) / (m.beta + u));
        nodes_.push_back({at_a, at_b, 1 / (m.alpha + u), 1 / (m.beta + u),
                          step * node.weight * std::exp(m.r * at_a + m.s * at_b) / (m.beta + u)});
      }
    }
    time.nodes_end = nodes_.size();
  }
}

/// Whether the values at the first time of a group are within what a double holds.
bool ParetoLikelihood::fits(const ParetoNbd& m, const Group& group) const {
  const Time& time = laid_out_[group.first];
  return (m.r + group.x) * time.a + (m.s + 1) * time.b < 500;
}

/// The nodes' values for so many purchases more.
void ParetoLikelihood::raise(const ParetoNbd& m, double purchases) {
  constexpr double kFew = 4;
  const double base = m.alpha + times_.back();
  if (purchases > kFew) {
    for (Node& node : nodes_) node.value *= std::exp(purchases * node.a);
    return;
  }
  for (double i = 0; i < purchases; ++i) {
    for (Node& node : nodes_) node.value *= base * node.inverse_a;
  }
}

/// Sums from each time of a group to its last one.
void ParetoLikelihood::sum_up(const ParetoNbd& m, const Group& group) {
  Sums sum{};
  sums_[group.last] = sum;
  for (size_t k = group.last; k-- > group.first;) {
    const Time& time = laid_out_[k];
    const Time& next = laid_out_[k + 1];
    const double rise = (m.r + group.x) * (time.a - next.a) + (m.s + 1) * (time.b - next.b);
    if (rise <= time.steepest) {
      for (size_t i = k > 0 ? laid_out_[k - 1].nodes_end : 0; i < time.nodes_end; ++i) {
        const Node& node = nodes_[i];
        sum.all += node.value;
        sum.a += node.value * node.a;
        sum.b += node.value * node.b;
        sum.inverse_a += node.value * node.inverse_a;
        sum.inverse_b += node.value * node.inverse_b;
      }
    } else {
      const Departure gone = departure(m, {group.x, times_[k], times_[k + 1], 1});
      const double value = std::exp(gone.log_odds + (m.r + group.x) * next.a + m.s * next.b) / m.s;
      sum.all += value;
      sum.a += value * (gone.means.a + next.a);
      sum.b += value * (gone.means.b + next.b);
      sum.inverse_a += value * (gone.means.gain_a + 1) / (m.alpha + times_[k + 1]);
      sum.inverse_b += value * (gone.means.gain_b + 1) / (m.beta + times_[k + 1]);
    }
    sums_[k] = sum;
  }
}

/// add_times() by the group's sums; `scale`: s over what is integrated at T, times beta + T.
double ParetoLikelihood::of_sums(const ParetoNbd& m, const Pattern& p, const Row& row,
                                 const Elapsed& at, double scale, Vector& gradient) const {
  DepartureMeans means;
  if (row.t_x == row.T) return add_times(m, p, at, 0, 0, means, gradient);
  const Sums& from = sums_[row.t_x];
  const Sums& to = sums_[row.T];
  const Time& time = laid_out_[row.T];
  const double all = from.all - to.all;
  constexpr double kTold = 1e-4;  // of a sum: what is less is not left with digits enough
  if (!(all > kTold * from.all)) return of_own(m, p, at, gradient);
  means.a = (from.a - to.a) / all - time.a;
  means.b = (from.b - to.b) / all - time.b;
  means.gain_a = (m.alpha + p.T) * (from.inverse_a - to.inverse_a) / all - 1;
  means.gain_b = (m.beta + p.T) * (from.inverse_b - to.inverse_b) / all - 1;
  const double odds = scale * all;
  return add_times(m, p, at, odds / (1 + odds), std::log1p(odds), means, gradient);
}

}  // namespace dangol::models
