// What customers will buy within a horizon and what that is worth, one by one and added up, with
// how sure the parameters leave it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/history.h"
#include "models/horizon.h"
#include "models/predictor.h"
#include "models/spend_model.h"

namespace dangol::models {

/// Logarithms of parameters: up to four of the model of purchases, then up to three of spend.
inline constexpr size_t kMostParameters = 7;
using Gradient = std::array<double, kMostParameters>;

/// What the customers of one pattern will do.
struct Outlook {
  double p_alive = 0;
  double p_buys = 0;      ///< at least once within the horizon
  double orders = 0;      ///< expected within the horizon
  double discounted = 0;  ///< the same, each worth less the later it comes
};

/// A number with its 95% interval, where the covariance of the parameters is known.
struct Interval {
  double value = 0;
  std::optional<double> low;
  std::optional<double> high;
};

/// A sum over customers, and how it moves with the parameters.
struct Tally {
  uint64_t customers = 0;
  double alive = 0;
  double orders = 0;
  double revenue = 0;  ///< discounted
  Gradient alive_by{};
  Gradient orders_by{};
  Gradient revenue_by{};
};

/// Numbers of repeat orders that are told apart: 0, 1, ... and the last of them or more.
inline constexpr size_t kOrderClasses = 7;

/// A new customer's revenue so far, the first order included, and what makes it.
struct NewCustomerOutlook {
  std::vector<Interval> revenue;  ///< [k]: after k months; [0]: the first order alone
  Interval p_repeat;
  Interval repeat_orders;
  double first_order_value = 0;
  double order_value = 0;
  /// [i]: the probability of i repeat orders; the last one: of that many or more.
  std::array<double, kOrderClasses> shares{};
};

/// The numbers of customers that a count will fall among with a probability of 95%.
struct CountRange {
  double low = 0;
  double high = 0;
};

class Predictions {
 public:
  /// `fit`: the model that predicts; times in units of `days_per_unit`. `spend` may be null: no
  /// money then. What is referred to outlives this. O(patterns x months).
  Predictions(const Histories& histories, double days_per_unit, const Fit& fit,
              const SpendModel* spend, const Horizon& horizon);

  /// REQUIRES: the customer has a pattern.
  [[nodiscard]] const Outlook& of(uint32_t customer) const {
    return outlooks_[histories_.pattern_of[customer]];
  }
  /// The expected value of an order, 0 without money.
  [[nodiscard]] double order_value(uint32_t customer) const;
  /// Discounted revenue within the horizon.
  [[nodiscard]] double value(uint32_t customer) const {
    return order_value(customer) * of(customer).discounted;
  }
  /// Of the orders within the horizon, by what is left to chance alone: of a count that is zero
  /// with the probability of no purchase, and otherwise a negative binomial one of shape r + x with
  /// the right mean. For the NBD that is the distribution itself; where customers may leave, an
  /// approximation that has the probability of zero and the mean right.
  [[nodiscard]] CountRange order_range(uint32_t customer) const;
  /// Discounted orders ever after; only where the model has that in closed form.
  [[nodiscard]] std::optional<double> residual_orders(uint32_t pattern, double yearly_rate) const;

  void add(uint32_t customer, Tally& tally) const;

  // The delta method over the logarithms of the parameters: the value's own standard error is
  // sqrt(g' C g), with the two models independent of each other. It tells how sure the expectation
  // is, not how far chance will carry the outcome from it.
  [[nodiscard]] Interval alive(const Tally& tally) const;
  [[nodiscard]] Interval orders(const Tally& tally) const;
  [[nodiscard]] Interval revenue(const Tally& tally) const;
  [[nodiscard]] NewCustomerOutlook new_customer() const;

  [[nodiscard]] const Predictor& predictor() const { return predictor_; }
  [[nodiscard]] bool has_money() const { return spend_ != nullptr; }
  [[nodiscard]] double days_per_unit() const { return days_per_unit_; }

 private:
  /// How the outlook of similar patterns moves with the parameters.
  struct Sensitivity {
    std::array<double, 4> alive{};   ///< derivatives
    std::array<double, 4> orders{};  ///< derivatives of the logarithm
  };

  [[nodiscard]] Pattern pattern(uint32_t index) const;
  [[nodiscard]] Sensitivity sensitivity(const Pattern& pattern) const;
  void find_sensitivities();
  [[nodiscard]] std::optional<double> variance(const Gradient& gradient) const;
  [[nodiscard]] Interval interval(double value, const Gradient& gradient,
                                  double own_variance = 0) const;

  const Histories& histories_;
  double days_per_unit_;
  const Fit& fit_;
  const SpendModel* spend_;
  const Horizon& horizon_;
  Predictor predictor_;
  std::vector<Outlook> outlooks_;       ///< by pattern
  std::vector<uint32_t> cell_of_;       ///< by pattern
  std::vector<Sensitivity> sensitive_;  ///< by cell
};

}  // namespace dangol::models
