#include "experiment/exact_test.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "experiment/inversion.h"
#include "experiment/proportion.h"
#include "numeric/distributions.h"

namespace dangol::experiment {

namespace {

/// Statistics that differ by less than this part are the same: rounding must not part ties.
constexpr double kTie = 1e-9;
/// Chances below this part of the largest are left out.
constexpr double kNegligible = 1e-60;
/// The chance that the shares lie outside the region which large samples are looked at in.
constexpr double kOutside = 1e-15;

/// Whole numbers from `first` to `last`.
struct Range {
  long first = 0;
  long last = 0;
  [[nodiscard]] size_t size() const { return static_cast<size_t>(last - first + 1); }
};

/// Chances of the binomial distribution within a range of counts.
class BinomialMasses {
 public:
  BinomialMasses(double n, Range range) : n_(n), range_(range), mass_(range.size()) {}

  /// By steps from the mode; those that are negligible are 0, outside `filled`.
  void set(double share) {
    std::fill(mass_.begin(), mass_.end(), 0.0);
    const long mode =
        std::clamp(static_cast<long>(std::floor((n_ + 1) * share)), range_.first, range_.last);
    filled_ = {mode, mode};
    if (share <= 0 || share >= 1) {
      at(mode) = static_cast<double>(mode) == (share <= 0 ? 0 : n_) ? 1 : 0;
      return;
    }
    const auto start = static_cast<double>(mode);
    const double top = std::exp(numeric::log_choose(n_, start) + start * std::log(share) +
                                (n_ - start) * std::log1p(-share));
    const double odds = share / (1 - share);
    at(mode) = top;
    double mass = top;
    for (long k = mode + 1; k <= range_.last; ++k) {
      const auto x = static_cast<double>(k);
      mass *= (n_ - x + 1) / x * odds;
      if (mass < top * kNegligible) break;
      at(k) = mass;
      filled_.last = k;
    }
    mass = top;
    for (long k = mode - 1; k >= range_.first; --k) {
      const auto x = static_cast<double>(k);
      mass *= (x + 1) / ((n_ - x) * odds);
      if (mass < top * kNegligible) break;
      at(k) = mass;
      filled_.first = k;
    }
  }

  [[nodiscard]] double mass(long k) const { return mass_[static_cast<size_t>(k - range_.first)]; }
  [[nodiscard]] Range filled() const { return filled_; }
  [[nodiscard]] Range range() const { return range_; }

 private:
  double& at(long k) { return mass_[static_cast<size_t>(k - range_.first)]; }

  double n_;
  Range range_;
  Range filled_;
  std::vector<double> mass_;
};

/// The tables that lie as far out as the one seen: for each count of the control, those whose count
/// of the treatment is below `low` or at least `high`.
struct Row {
  long low = 0;
  long high = 0;
};

/// The chance of a set of tables as a function of the two shares.
class TailChance {
 public:
  TailChance(double control_n, Range control, double treatment_n, Range treatment)
      : control_(control_n, control),
        treatment_(treatment_n, treatment),
        rows_(control.size()),
        up_to_(treatment.size() + 1),
        from_(treatment.size() + 1) {}

  /// `is_low(x, y)` and `is_high(x, y)` say which tables count. Both grow outwards: with the
  /// treatment's count on one side, against the control's on the other. O(both ranges).
  template <typename IsLow, typename IsHigh>
  void set_rows(const IsLow& is_low, const IsHigh& is_high) {
    const Range x = control_.range();
    const Range y = treatment_.range();
    long low = y.first;
    long high = y.first;
    for (long k = x.first; k <= x.last; ++k) {
      while (low <= y.last && is_low(k, low)) ++low;
      while (high <= y.last && !is_high(k, high)) ++high;
      rows_[static_cast<size_t>(k - x.first)] = {low, std::max(low, high)};
    }
  }

  [[nodiscard]] double operator()(double control_share, double treatment_share) {
    control_.set(control_share);
    treatment_.set(treatment_share);
    const Range filled = treatment_.filled();
    double sum = 0;
    for (long k = filled.first; k <= filled.last; ++k) {
      sum += treatment_.mass(k);
      up_to_[index(k)] = sum;
    }
    const double all = sum;
    sum = 0;
    for (long k = filled.last; k >= filled.first; --k) {
      sum += treatment_.mass(k);
      from_[index(k)] = sum;
    }
    double chance = 0;
    const Range x = control_.filled();
    for (long k = x.first; k <= x.last; ++k) {
      const Row row = rows_[static_cast<size_t>(k - control_.range().first)];
      double tails = 0;
      if (row.low > filled.first) {
        tails += row.low > filled.last ? all : up_to_[index(row.low - 1)];
      }
      if (row.high <= filled.last) {
        tails += row.high <= filled.first ? all : from_[index(row.high)];
      }
      chance += control_.mass(k) * tails;
    }
    return std::min(1.0, chance);
  }

 private:
  [[nodiscard]] size_t index(long k) const {
    return static_cast<size_t>(k - treatment_.range().first);
  }

  BinomialMasses control_;
  BinomialMasses treatment_;
  std::vector<Row> rows_;
  std::vector<double> up_to_;
  std::vector<double> from_;
};

/// The shares to look at, as the control's; the treatment's follows from it.
struct Nuisance {
  Effect effect = Effect::difference;
  double value = 0;
  double low = 0;
  double high = 1;
  double likely = 0.5;  ///< looked at first: it may already be enough

  [[nodiscard]] double treatment(double control) const {
    const double share = effect == Effect::difference ? control + value : control * value;
    return std::clamp(share, 0.0, 1.0);
  }
};

/// The largest chance over the shares; as soon as `enough` is reached, any chance that reaches it.
/// The chance is smooth on the scale of the standard errors of the counts: small steps on that
/// scale find every top, and golden sections its height.
double largest_chance(TailChance& chance, const Nuisance& nuisance, double control_n,
                      double treatment_n, double enough) {
  struct Point {
    double share = 0;
    double chance = 0;
  };
  const auto at = [&](double share) {
    return Point{share, chance(share, nuisance.treatment(share))};
  };
  const auto error = [](double share, double n) {
    return std::max(std::sqrt(std::max(0.0, share * (1 - share)) / n), 0.5 / n);
  };
  const double scale = nuisance.effect == Effect::ratio ? nuisance.value : 1;
  constexpr double kStep = 0.4;
  std::vector<Point> points;
  double best = at(std::clamp(nuisance.likely, nuisance.low, nuisance.high)).chance;
  if (best >= enough) return best;
  for (double share = nuisance.low;;) {
    points.push_back(at(share));
    best = std::max(best, points.back().chance);
    if (best >= enough) return best;
    if (share >= nuisance.high) break;
    const double step =
        std::min(error(share, control_n), error(nuisance.treatment(share), treatment_n) / scale);
    share = std::min(nuisance.high, share + kStep * step);
  }
  constexpr double kNear = 0.95;  // a top is less than 5% above the best point beside it
  if (best < kNear * enough && enough < 1) return best;
  constexpr double kGolden = 0.61803398874989484820;
  const double worth = kNear * best;
  for (size_t i = 0; i < points.size(); ++i) {
    const double left = points[i == 0 ? 0 : i - 1].chance;
    const double right = points[std::min(i + 1, points.size() - 1)].chance;
    if (points[i].chance < worth || points[i].chance < left || points[i].chance < right) continue;
    double low = points[i == 0 ? 0 : i - 1].share;
    double high = points[std::min(i + 1, points.size() - 1)].share;
    Point a = at(high - kGolden * (high - low));
    Point b = at(low + kGolden * (high - low));
    while (high - low > 1e-7 * (nuisance.high - nuisance.low)) {
      if (a.chance > b.chance) {
        high = b.share;
        b = a;
        a = at(high - kGolden * (high - low));
      } else {
        low = a.share;
        a = b;
        b = at(low + kGolden * (high - low));
      }
      best = std::max({best, a.chance, b.chance});
      if (best >= enough) return best;
    }
  }
  return best;
}

/// Where a binomial count falls, but for a chance far below `kOutside`.
Range likely_counts(double n, double low_share, double high_share) {
  const auto reach = [n](double share) { return 12 * std::sqrt(n * share * (1 - share)) + 80; };
  return {static_cast<long>(std::floor(std::max(0.0, n * low_share - reach(low_share)))),
          static_cast<long>(std::ceil(std::min(n, n * high_share + reach(high_share))))};
}

/// score_p, or anything of at least `enough` that it is not below.
double score_chance(Effect effect, Count control, Count treatment, double value, Sides sides,
                    double enough) {
  const double seen = score_statistic(effect, control, treatment, value);
  if (sides == Sides::two && seen == 0) return 1;
  Nuisance nuisance{effect, value, 0, 1};
  const double successes = control.successes + treatment.successes;
  if (effect == Effect::difference) {
    nuisance.likely = (successes - treatment.n * value) / (control.n + treatment.n);
    nuisance.low = std::max(0.0, -value);
    nuisance.high = std::min(1.0, 1 - value);
  } else {
    nuisance.likely = successes / (control.n + treatment.n * value);
    nuisance.high = std::min(1.0, 1 / value);
  }
  Range x{0, static_cast<long>(control.n)};
  Range y{0, static_cast<long>(treatment.n)};
  double outside = 0;
  if (control.n + treatment.n > kUnrestrictedUsers) {
    outside = kOutside;
    const Interval of_control = clopper_pearson(control, kOutside / 2);
    const Interval of_treatment = clopper_pearson(treatment, kOutside / 2);
    const double shift = effect == Effect::difference ? value : 0;
    const double scale = effect == Effect::difference ? 1 : value;
    nuisance.low = std::max({nuisance.low, of_control.low, (of_treatment.low - shift) / scale});
    nuisance.high = std::min({nuisance.high, of_control.high, (of_treatment.high - shift) / scale});
    if (nuisance.low > nuisance.high) return outside;
    x = likely_counts(control.n, nuisance.low, nuisance.high);
    y = likely_counts(treatment.n, nuisance.treatment(nuisance.low),
                      nuisance.treatment(nuisance.high));
  }
  const double bound = std::fabs(seen) * (1 - kTie);
  const auto statistic = [&](long k, long l) {
    return score_statistic(effect, {static_cast<double>(k), control.n},
                           {static_cast<double>(l), treatment.n}, value);
  };
  // One-sided, a statistic on the far side of 0 makes `bound` the other way round.
  const double high_bound = sides == Sides::two ? bound : seen - std::fabs(seen) * kTie;
  const double low_bound = sides == Sides::two ? -bound : seen + std::fabs(seen) * kTie;
  TailChance chance(control.n, x, treatment.n, y);
  chance.set_rows(
      [&](long k, long l) { return sides != Sides::greater && statistic(k, l) <= low_bound; },
      [&](long k, long l) { return sides != Sides::less && statistic(k, l) >= high_bound; });
  return std::min(
      1.0, outside + largest_chance(chance, nuisance, control.n, treatment.n, enough - outside));
}

/// Chances of the treatment's successes, given all successes: as parts of the largest.
struct Hypergeometric {
  double first = 0;
  std::vector<double> parts;
  double all = 0;
};

Hypergeometric hypergeometric(double control_n, double treatment_n, double successes) {
  Hypergeometric result;
  result.first = std::max(0.0, successes - control_n);
  const double last = std::min(treatment_n, successes);
  result.parts.assign(static_cast<size_t>(last - result.first) + 1, 0.0);
  const double middle =
      std::floor((successes + 1) * (treatment_n + 1) / (control_n + treatment_n + 2));
  const double mode = std::clamp(middle, result.first, last);
  const auto start = static_cast<size_t>(mode - result.first);
  result.parts[start] = 1;
  for (size_t i = start + 1; i < result.parts.size(); ++i) {
    const double x = result.first + static_cast<double>(i);
    result.parts[i] = result.parts[i - 1] * ((treatment_n - x + 1) / x) *
                      ((successes - x + 1) / (control_n - successes + x));
  }
  for (size_t i = start; i-- > 0;) {
    const double x = result.first + static_cast<double>(i);
    result.parts[i] = result.parts[i + 1] * ((x + 1) / (treatment_n - x)) *
                      ((control_n - successes + x + 1) / (successes - x));
  }
  for (const double part : result.parts) result.all += part;
  return result;
}

/// P(at least so many of the treatment), of a two-sided test all that are no likelier.
double fisher_p(Count control, Count treatment, Sides sides) {
  const Hypergeometric chances =
      hypergeometric(control.n, treatment.n, control.successes + treatment.successes);
  const auto seen = static_cast<size_t>(treatment.successes - chances.first);
  constexpr double kRounding = 1 + 1e-12;  // ties of symmetric tables
  double sum = 0;
  // The small parts first, from both ends towards the middle, so that none is lost.
  const auto counts = [&](size_t i) {
    return sides == Sides::two       ? chances.parts[i] <= chances.parts[seen] * kRounding
           : sides == Sides::greater ? i >= seen
                                     : i <= seen;
  };
  size_t low = 0;
  size_t high = chances.parts.size();
  while (low < high) {
    const size_t next = chances.parts[low] < chances.parts[high - 1] ? low++ : --high;
    if (counts(next)) sum += chances.parts[next];
  }
  return std::min(1.0, sum / chances.all);
}

double boschloo_one_sided(Count control, Count treatment, Sides sides, double fisher_seen) {
  const Range x{0, static_cast<long>(control.n)};
  const Range y{0, static_cast<long>(treatment.n)};
  const double bound = fisher_seen * (1 + kTie);
  const auto is_out = [&](long k, long l) {
    return fisher_p({static_cast<double>(k), control.n}, {static_cast<double>(l), treatment.n},
                    sides) <= bound;
  };
  const auto never = [](long, long) { return false; };
  TailChance chance(control.n, x, treatment.n, y);
  if (sides == Sides::greater) {
    chance.set_rows(never, is_out);
  } else {
    chance.set_rows(is_out, never);
  }
  return largest_chance(chance, Nuisance{}, control.n, treatment.n,
                        std::numeric_limits<double>::infinity());
}

}  // namespace

Test fisher(Count control, Count treatment, Sides sides) {
  return {treatment.successes, 0, fisher_p(control, treatment, sides)};
}

Test barnard(Count control, Count treatment, Sides sides) {
  return {score_statistic(Effect::difference, control, treatment, 0), 0,
          score_p(Effect::difference, control, treatment, 0, sides)};
}

Test boschloo(Count control, Count treatment, Sides sides) {
  const double greater = fisher_p(control, treatment, Sides::greater);
  const double less = fisher_p(control, treatment, Sides::less);
  switch (sides) {
    case Sides::greater:
      return {greater, 0, boschloo_one_sided(control, treatment, sides, greater)};
    case Sides::less:
      return {less, 0, boschloo_one_sided(control, treatment, sides, less)};
    case Sides::two:
      break;
  }
  const double smaller = std::min(boschloo_one_sided(control, treatment, Sides::greater, greater),
                                  boschloo_one_sided(control, treatment, Sides::less, less));
  return {std::min(greater, less), 0, std::min(1.0, 2 * smaller)};
}

double score_p(Effect effect, Count control, Count treatment, double value, Sides sides) {
  return score_chance(effect, control, treatment, value, sides,
                      std::numeric_limits<double>::infinity());
}

bool score_accepts(Effect effect, Count control, Count treatment, double value, Sides sides,
                   double alpha) {
  return score_chance(effect, control, treatment, value, sides, alpha) >= alpha;
}

Interval exact_interval(Effect effect, Count control, Count treatment, double alpha, Sides sides,
                        bool none_accepted) {
  return accepted_interval(
      effect, effect_seen(effect, control, treatment), sides, none_accepted, 1e-9,
      [&](double value) { return score_accepts(effect, control, treatment, value, sides, alpha); });
}

}  // namespace dangol::experiment
