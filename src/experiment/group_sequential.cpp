#include "experiment/group_sequential.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "numeric/distributions.h"
#include "numeric/gauss_legendre.h"
#include "numeric/root.h"

namespace dangol::experiment {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr int kPoints = 16;
/// Standard deviations beyond which nothing of a normal distribution is left.
constexpr double kReach = 8.6;
/// A panel of nodes spans so many standard deviations of the steps between looks.
constexpr double kPanel = 5;

/// The sum of the data, z sqrt(information), as it is distributed among the tests that still run:
/// between two looks it takes an independent normal step whose mean is the drift times, and whose
/// variance is, the information gained.
class Walk {
 public:
  explicit Walk(double drift) : drift_(drift) {}

  /// Takes the step to a look.
  void advance(double information) {
    gained_ = information - information_;
    information_ = information;
  }

  /// How probably z is above (below, for direction -1) `bound` at the look reached, by the tests
  /// that still ran before it.
  [[nodiscard]] double beyond(double bound, double direction) const {
    double sum = 0;
    for (const Node& node : running_) {
      sum += node.mass * numeric::normal_upper(direction * deviations(bound, node));
    }
    return sum;
  }

  /// The bound that so much is beyond.
  [[nodiscard]] double bound_for(double mass, double direction) const {
    if (!(mass > 0)) return direction * kInfinity;
    // Nothing has left through the other side or before: z at least this far would do.
    double high = numeric::normal_upper_quantile(mass);
    double low = -kReach;
    // Newton's steps, halving where one leaves what is known to hold the bound.
    double bound = high;
    for (int round = 0; round < 60; ++round) {
      const double excess = beyond(direction * bound, direction) - mass;
      (excess > 0 ? low : high) = bound;
      double slope = 0;
      for (const Node& node : running_) {
        slope += node.mass * numeric::normal_density(deviations(direction * bound, node));
      }
      double next = bound + excess / (slope * std::sqrt(information_ / gained_));
      if (!(next > low && next < high)) next = (low + high) / 2;
      const bool is_near = std::abs(next - bound) < 1e-13;
      bound = next;
      if (is_near) break;
    }
    return direction * bound;
  }

  /// Lets those go on that are within the bounds at the look reached. `next` is the information
  /// that will be gained by the following look.
  void stop_beyond(const Interval& bounds, double next) {
    const double root = std::sqrt(information_);
    const double low = std::max(bounds.low * root, drift_ * information_ - kReach * root);
    const double high = std::min(bounds.high * root, drift_ * information_ + kReach * root);
    std::vector<Node> left;
    if (low < high) {
      const double panels = std::ceil((high - low) / (kPanel * std::sqrt(std::min(gained_, next))));
      const double width = (high - low) / panels;
      left.reserve(static_cast<size_t>(panels) * kPoints);
      for (double panel = 0; panel < panels; ++panel) {
        for (const numeric::QuadratureNode& point : numeric::gauss_legendre(kPoints)) {
          const double at = low + (panel + point.at) * width;
          left.push_back({at, point.weight * width * density(at)});
        }
      }
    }
    running_ = std::move(left);
  }

 private:
  struct Node {
    double sum = 0;
    double mass = 0;
  };

  /// How many standard deviations of the last step `bound` is above where it leads from a node.
  [[nodiscard]] double deviations(double bound, const Node& node) const {
    return (bound * std::sqrt(information_) - node.sum - drift_ * gained_) / std::sqrt(gained_);
  }

  [[nodiscard]] double density(double sum) const {
    double density = 0;
    const double root = std::sqrt(gained_);
    for (const Node& node : running_) {
      density += node.mass * numeric::normal_density((sum - node.sum - drift_ * gained_) / root);
    }
    return density / root;
  }

  double drift_ = 0;
  double information_ = 0;  ///< at the look reached
  double gained_ = 0;       ///< since the look before
  std::vector<Node> running_ = {{0, 1}};
};

double gained_next(std::span<const double> information, size_t look) {
  return look + 1 < information.size() ? information[look + 1] - information[look] : kInfinity;
}

/// A plan's looks up to now, and z's bound at each of them.
struct Course {
  std::vector<double> information;
  std::vector<Interval> bounds;
};

Course course_of(const LookPlan& plan, double fraction) {
  const double looks = std::min(fraction, 1.0) * plan.looks;
  const int last = std::max(1, static_cast<int>(std::lround(looks)));
  Course course;
  std::vector<double> above;
  double before = 0;
  const double alpha = tail_of(plan.alpha, plan.sides);
  for (int look = 1; look <= last; ++look) {
    const double at = look < last ? static_cast<double>(look) / plan.looks : fraction;
    const double now = spent(plan.spending, at, alpha);
    course.information.push_back(at);
    above.push_back(now - before);
    before = now;
  }
  const std::vector<double> nothing(above.size(), 0.0);
  course.bounds =
      spending_bounds(course.information, plan.sides == Sides::two ? above : nothing, above);
  return course;
}

/// Where a rising function passes 0 between `low` and `high`, or the end that is nearer to it.
template <typename Function>
double root_between(double low, double high, const Function& rising) {
  const double at_low = rising(low);
  if (at_low >= 0) return low;
  const double at_high = rising(high);
  if (at_high < 0) return high;
  return numeric::rising_root(low, high, at_low, at_high, 1e-10, rising);
}

double fixed_bound(const LookPlan& plan) {
  return numeric::normal_upper_quantile(tail_of(plan.alpha, plan.sides));
}

}  // namespace

double spent(Spending spending, double fraction, double alpha) {
  if (fraction >= 1) return alpha;
  if (fraction <= 0) return 0;
  if (spending == Spending::pocock) return alpha * std::log1p(std::expm1(1) * fraction);
  const double z = numeric::normal_upper_quantile(alpha / 2);
  return 2 * numeric::normal_upper(z / std::sqrt(fraction));
}

std::vector<Interval> spending_bounds(std::span<const double> information,
                                      std::span<const double> below,
                                      std::span<const double> above) {
  std::vector<Interval> bounds;
  Walk walk(0);
  for (size_t look = 0; look < information.size(); ++look) {
    walk.advance(information[look]);
    bounds.push_back({walk.bound_for(below[look], -1), walk.bound_for(above[look], 1)});
    walk.stop_beyond(bounds.back(), gained_next(information, look));
  }
  return bounds;
}

std::vector<Crossing> crossing_probabilities(std::span<const double> information,
                                             std::span<const Interval> bounds, double drift) {
  std::vector<Crossing> crossings;
  Walk walk(drift);
  for (size_t look = 0; look < information.size(); ++look) {
    walk.advance(information[look]);
    crossings.push_back({walk.beyond(bounds[look].low, -1), walk.beyond(bounds[look].high, 1)});
    walk.stop_beyond(bounds[look], gained_next(information, look));
  }
  return crossings;
}

LookNow look_now(const LookPlan& plan, double fraction) {
  const Course course = course_of(plan, fraction);
  LookNow now;
  now.look = static_cast<int>(course.bounds.size());
  now.bound = course.bounds.back().high;
  now.width_ratio = now.bound / fixed_bound(plan);
  return now;
}

double repeated_p(const LookPlan& plan, double fraction, double z) {
  const bool two = plan.sides == Sides::two;
  const double reached = two ? std::abs(z) : (plan.sides == Sides::less ? -z : z);
  if (reached <= 0) return 1;
  // The bound falls as alpha rises, and is never below that of a single look. Alpha is sought as
  // the normal quantile that this one would be, of which the bound is nearly a straight line.
  constexpr double kFarthest = 37.5;  // alpha 1e-307
  const auto alpha_at = [&](double at) { return (two ? 2 : 1) * numeric::normal_upper(at); };
  LookPlan other = plan;
  const auto bound_above = [&](double at) {
    other.alpha = alpha_at(at);
    return std::min(kFarthest, look_now(other, fraction).bound - reached);
  };
  const double at = root_between(0, std::min(kFarthest, reached), bound_above);
  return at > 0 ? alpha_at(at) : 1;
}

double inflation(const LookPlan& plan, double power) {
  const Course course = course_of(plan, 1);
  const double fixed = fixed_bound(plan) + numeric::normal_quantile(power);
  const double drift = root_between(fixed, 2 * fixed + 2, [&](double at) {
    double reached = 0;
    for (const Crossing& crossing : crossing_probabilities(course.information, course.bounds, at)) {
      reached += crossing.above;
    }
    return reached - power;
  });
  return drift * drift / (fixed * fixed);
}

}  // namespace dangol::experiment
