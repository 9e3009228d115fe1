#include "models/bg_bb.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "models/identify.h"

namespace dangol::models {
namespace {

/// ln of base (base + 1) ... (base + k - 1) for k = 0, 1, ..., and its derivative by base.
class RisingTable {
 public:
  RisingTable(double base, size_t largest) : log_(largest + 1), slope_(largest + 1) {
    for (size_t k = 0; k < largest; ++k) {
      const double factor = base + static_cast<double>(k);
      log_[k + 1] = log_[k] + std::log(factor);
      slope_[k + 1] = slope_[k] + 1 / factor;
    }
  }
  [[nodiscard]] double log(size_t k) const { return log_[k]; }
  [[nodiscard]] double slope(size_t k) const { return slope_[k]; }

 private:
  std::vector<double> log_;
  std::vector<double> slope_;
};

/// One way in which a history may have come about: its ln probability and the derivatives of that.
struct Way {
  double log = 0;
  numeric::Vector slope{};
};

/// What the likelihood of every history of up to `occasions` occasions is made of.
class Tables {
 public:
  Tables(const BgBb& bg_bb, size_t occasions)
      : bg_bb_(bg_bb),
        act_(bg_bb.alpha, occasions),
        pass_(bg_bb.beta, occasions),
        either_(bg_bb.alpha + bg_bb.beta, occasions),
        stay_(bg_bb.delta, occasions),
        stay_or_leave_(bg_bb.gamma + bg_bb.delta, occasions + 1) {}

  /// x of the first `lived` occasions taken in a given order, and there at the last of them.
  [[nodiscard]] Way lived_through(size_t x, size_t lived) const {
    Way way = choices(x, lived);
    way.log += stay_.log(lived) - stay_or_leave_.log(lived);
    way.slope[2] = -stay_or_leave_.slope(lived);
    way.slope[3] = stay_.slope(lived) - stay_or_leave_.slope(lived);
    return way;
  }

  /// The same, and gone before the next.
  [[nodiscard]] Way left_after(size_t x, size_t lived) const {
    Way way = choices(x, lived);
    way.log += std::log(bg_bb_.gamma) + stay_.log(lived) - stay_or_leave_.log(lived + 1);
    way.slope[2] = 1 / bg_bb_.gamma - stay_or_leave_.slope(lived + 1);
    way.slope[3] = stay_.slope(lived) - stay_or_leave_.slope(lived + 1);
    return way;
  }

  [[nodiscard]] double log_likelihood(const Pattern& pattern, numeric::Vector* gradient) const {
    const auto x = static_cast<size_t>(pattern.x);
    const auto last = static_cast<size_t>(pattern.t_x);
    const auto occasions = static_cast<size_t>(pattern.T);
    const Way alive = lived_through(x, occasions);
    double highest = alive.log;
    for (size_t lived = last; lived < occasions; ++lived) {
      highest = std::max(highest, left_after(x, lived).log);
    }
    double sum = 0;
    numeric::Vector slope{};
    const auto add = [&](const Way& way) {
      const double part = std::exp(way.log - highest);
      sum += part;
      for (size_t i = 0; i < 4; ++i) slope[i] += part * way.slope[i];
    };
    add(alive);
    for (size_t lived = last; lived < occasions; ++lived) add(left_after(x, lived));
    if (gradient != nullptr) {
      *gradient = {bg_bb_.alpha * slope[0] / sum, bg_bb_.beta * slope[1] / sum,
                   bg_bb_.gamma * slope[2] / sum, bg_bb_.delta * slope[3] / sum};
    }
    return highest + std::log(sum);
  }

 private:
  [[nodiscard]] Way choices(size_t x, size_t lived) const {
    Way way;
    way.log = act_.log(x) + pass_.log(lived - x) - either_.log(lived);
    way.slope[0] = act_.slope(x) - either_.slope(lived);
    way.slope[1] = pass_.slope(lived - x) - either_.slope(lived);
    return way;
  }

  BgBb bg_bb_;
  RisingTable act_;
  RisingTable pass_;
  RisingTable either_;
  RisingTable stay_;
  RisingTable stay_or_leave_;
};

/// Occasions that somebody who is there at the `seen`-th is expected to live to see, of the next
/// `occasions`.
double occasions_seen(const BgBb& bg_bb, double seen, double occasions) {
  double sum = 0;
  double there = 1;
  for (double i = 0; i < occasions; ++i) {
    there *= (bg_bb.delta + seen + i) / (bg_bb.gamma + bg_bb.delta + seen + i);
    sum += there;
  }
  return sum;
}

/// The probability that this customer was there at the last occasion.
double p_alive_at_last(const BgBb& bg_bb, const Pattern& pattern) {
  const Tables tables(bg_bb, static_cast<size_t>(pattern.T));
  const Way alive =
      tables.lived_through(static_cast<size_t>(pattern.x), static_cast<size_t>(pattern.T));
  return std::exp(alive.log - tables.log_likelihood(pattern, nullptr));
}

}  // namespace

double log_likelihood(const BgBb& bg_bb, const Pattern& pattern, numeric::Vector* gradient) {
  return Tables(bg_bb, static_cast<size_t>(pattern.T)).log_likelihood(pattern, gradient);
}

double p_alive(const BgBb& bg_bb, const Pattern& pattern) {
  return p_alive_at_last(bg_bb, pattern) * occasions_seen(bg_bb, pattern.T, 1);
}

double expected_purchases(const BgBb& bg_bb, const Pattern& pattern, double occasions) {
  const double act = (bg_bb.alpha + pattern.x) / (bg_bb.alpha + bg_bb.beta + pattern.T);
  return p_alive_at_last(bg_bb, pattern) * act * occasions_seen(bg_bb, pattern.T, occasions);
}

double expected_new(const BgBb& bg_bb, double occasions) {
  return bg_bb.alpha / (bg_bb.alpha + bg_bb.beta) * occasions_seen(bg_bb, 0, occasions);
}

Fit fit_bg_bb(std::span<const Pattern> patterns) {
  Fit fit = too_few(Model::bg_bb);
  double customers = 0;
  double taken = 0;
  double offered = 0;
  for (const Pattern& pattern : patterns) {
    customers += pattern.weight;
    taken += pattern.weight * pattern.x;
    offered = std::max(offered, pattern.T);
  }
  if (taken <= 0 || offered < 2) return fit;
  const numeric::Objective likelihood = [&](const numeric::Vector& at, numeric::Vector& gradient) {
    const BgBb bg_bb{std::exp(at[0]), std::exp(at[1]), std::exp(at[2]), std::exp(at[3])};
    const Tables tables(bg_bb, static_cast<size_t>(offered));
    double sum = 0;
    gradient = {};
    for (const Pattern& pattern : patterns) {
      numeric::Vector slope{};
      sum += pattern.weight * tables.log_likelihood(pattern, &slope);
      for (size_t i = 0; i < 4; ++i) gradient[i] += pattern.weight * slope[i];
    }
    return sum;
  };
  const double k = std::log(3.0);
  const std::array<numeric::Vector, 4> starts{
      {{0, 0, 0, k}, {0, k, 0, 2 * k}, {k, 0, -k, k}, {-k, 0, -k, 0}}};
  fit = fit_of(fit.model, numeric::maximise(likelihood, fit.parameters, starts), customers);
  const bool dropout_told = told(fit, 2) && told(fit, 3);
  if (dropout_told && told(fit, 0) && told(fit, 1)) return fit;
  fit.verdict = Verdict::heterogeneity_not_told;
  if (dropout_told) return fit;
  // Nobody ever leaves: does that explain the data as well?
  const numeric::Objective staying = [&](const numeric::Vector& at, numeric::Vector& gradient) {
    return likelihood({at[0], at[1], -numeric::kSearchRange, 0}, gradient);
  };
  const numeric::Maximum without = numeric::maximise(staying, 2, std::span(starts).first(2));
  if (fit.log_likelihood - without.value < kNoGain) fit.verdict = Verdict::no_dropout;
  return fit;
}

}  // namespace dangol::models
