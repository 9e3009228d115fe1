#include "models/beta_geometric.h"

#include <array>
#include <cmath>
#include <memory>
#include <vector>

#include "models/identify.h"
#include "models/nbd.h"
#include "models/purchases_until_dropout.h"
#include "models/time_table.h"
#include "numeric/gamma_ratio.h"

namespace dangol::models {

namespace {

using numeric::gamma_ratio;
using numeric::GammaRatio;
using numeric::Vector;

/// ln of the odds of having left after the last purchase, against having stayed without buying
/// since; minus infinity where there was no chance to leave.
double log_odds_of_leaving(const BetaGeometric& m, const Pattern& p) {
  const double chances = p.x + m.chances;
  if (chances == 0) return -HUGE_VAL;
  return std::log(m.a / (m.b + chances - 1)) +
         (m.r + p.x) * std::log1p((p.T - p.t_x) / (m.alpha + p.t_x));
}

/// ln(1 + e^odds) and e^odds / (1 + e^odds), whatever the size of odds.
struct Left {
  double log_factor;
  double share;
};

Left left_of(double odds) {
  const double e = std::exp(-std::abs(odds));
  if (odds > 0) return {odds + std::log1p(e), 1 / (1 + e)};
  return {std::log1p(e), e / (1 + e)};
}

/// Patterns laid out for one pass: grouped by x, times by number.
class Prepared {
 public:
  Prepared(std::span<const Pattern> patterns, double chances)
      : chances_(chances), times_(times_of(patterns)) {
    for (const Pattern& pattern : patterns) {
      if (groups_.empty() || groups_.back().x != pattern.x) {
        groups_.push_back({pattern.x, 0, rows_.size()});
      }
      groups_.back().weight += pattern.weight;
      rows_.push_back({times_.index_of(pattern.T), times_.index_of(pattern.t_x), pattern.weight});
      groups_.back().end = rows_.size();
    }
  }

  double operator()(const Vector& logs, Vector& gradient) {
    const double r = std::exp(logs[0]);
    const double alpha = std::exp(logs[1]);
    const double a = std::exp(logs[2]);
    const double b = std::exp(logs[3]);
    times_.set_scale(alpha);
    gradient = {};
    double total = 0;
    size_t row = 0;
    for (const Group& group : groups_) {
      const double shape = r + group.x;
      const double n = group.x + chances_;
      const double before = b + n - 1;
      const double log_odds = n > 0 ? std::log(a / before) : 0;
      double value = 0;
      double by_r = 0;
      double by_alpha = 0;
      double left = 0;  // customers
      for (; row < group.end; ++row) {
        const Row& at = rows_[row];
        const double log_age = times_.log(at.T);
        const double age_share = times_.share(at.T);
        if (n == 0) {
          value -= at.weight * shape * log_age;
          by_r -= at.weight * log_age;
          by_alpha += at.weight * age_share;
          continue;
        }
        const double since = log_age - times_.log(at.t_x);
        const Left gone = left_of(log_odds + shape * since);
        value += at.weight * (gone.log_factor - shape * log_age);
        by_r += at.weight * (gone.share * since - log_age);
        by_alpha += at.weight * (age_share - gone.share * (age_share - times_.share(at.t_x)));
        left += at.weight * gone.share;
      }
      const GammaRatio of_r = gamma_ratio(r, group.x);
      const GammaRatio of_b = gamma_ratio(b, n);
      const GammaRatio of_sum = gamma_ratio(a + b, n);
      const double w = group.weight;
      total += value + w * (of_r.log + of_b.log - of_sum.log - group.x * logs[1]);
      gradient[0] += r * (by_r + w * of_r.slope);
      gradient[1] += shape * by_alpha - w * group.x;
      gradient[2] += left - a * w * of_sum.slope;
      gradient[3] += b * w * (of_b.slope - of_sum.slope);
      if (n > 0) gradient[3] -= left * b / before;
    }
    return total;
  }

 private:
  struct Group {
    double x;
    double weight;
    size_t end;  // of its rows
  };
  struct Row {
    uint32_t T;
    uint32_t t_x;
    double weight;
  };

  static std::vector<double> times_of(std::span<const Pattern> patterns) {
    std::vector<double> times;
    times.reserve(2 * patterns.size());
    for (const Pattern& pattern : patterns) {
      times.push_back(pattern.T);
      times.push_back(pattern.t_x);
    }
    return times;
  }

  double chances_;
  TimeTable times_;
  std::vector<Group> groups_;
  std::vector<Row> rows_;
};

}  // namespace

double log_likelihood(const BetaGeometric& m, const Pattern& p, Vector* gradient) {
  const double shape = m.r + p.x;
  const double n = p.x + m.chances;
  const double log_age = std::log1p(p.T / m.alpha);
  const Left gone = left_of(log_odds_of_leaving(m, p));
  const GammaRatio of_r = gamma_ratio(m.r, p.x);
  const GammaRatio of_b = gamma_ratio(m.b, n);
  const GammaRatio of_sum = gamma_ratio(m.a + m.b, n);
  if (gradient != nullptr) {
    const double since = std::log1p((p.T - p.t_x) / (m.alpha + p.t_x));
    const double age_share = p.T / (m.alpha + p.T);
    const double recency_share = p.t_x / (m.alpha + p.t_x);
    *gradient = {m.r * (of_r.slope - log_age + gone.share * since),
                 shape * (age_share - gone.share * (age_share - recency_share)) - p.x,
                 gone.share - m.a * of_sum.slope, m.b * (of_b.slope - of_sum.slope)};
    if (n > 0) (*gradient)[3] -= gone.share * m.b / (m.b + n - 1);
  }
  return of_r.log + of_b.log - of_sum.log - p.x * std::log(m.alpha) - shape * log_age +
         gone.log_factor;
}

double p_alive(const BetaGeometric& m, const Pattern& p) {
  return 1 / (1 + std::exp(log_odds_of_leaving(m, p)));
}

double expected_purchases(const BetaGeometric& m, const Pattern& p, double horizon) {
  // Of somebody alive, the rate has the gamma distribution of r + x and alpha + T, and the
  // probability of leaving the beta distribution of a and b + n.
  const double alive = p_alive(m, p);
  if (alive == 0) return 0;
  return alive *
         purchases_until_dropout(m.r + p.x, m.a, m.b + p.x + m.chances, horizon / (m.alpha + p.T));
}

double expected_new(const BetaGeometric& m, double horizon) {
  return expected_purchases(m, {}, horizon);
}

Fit fit_beta_geometric(std::span<const Pattern> patterns, Model model, double chances) {
  const Fit without = fit_nbd(patterns);
  if (without.verdict == Verdict::too_few) return too_few(model);
  const double r = std::log(without.value[0]);
  const double alpha = std::log(without.value[1]);
  // Dropout makes those who still buy look quicker than they would be without.
  const std::array<Vector, 3> starts{{{r - 0.3, alpha - 1, -0.2, 0.9},
                                      {r, alpha - 0.3, -1.5, 1.5},
                                      {r + 0.3, alpha - 0.7, 0.7, 0}}};
  const TimingFit how{
      .model = model,
      .prepare = [chances](std::span<const Pattern> some) -> Likelihood {
        return [prepared = std::make_shared<Prepared>(some, chances)](
                   const Vector& logs, Vector& gradient) { return (*prepared)(logs, gradient); };
      },
      .starts = starts,
      .times = 0b0010,
  };
  Fit fit = fit_timing(patterns, how);
  judge_dropout(fit, without);
  return fit;
}

}  // namespace dangol::models
