// One face for the four models of purchases without a contract, so that what is built on
// predictions need not know which of them made it.
#pragma once

#include <array>
#include <optional>

#include "models/fit.h"
#include "models/pattern.h"

namespace dangol::models {

class Predictor {
 public:
  /// REQUIRES: model is nbd, pareto_nbd, bg_nbd or mbg_nbd; `value` as in Fit::value.
  Predictor(Model model, const std::array<double, 4>& value) : model_(model), value_(value) {}
  explicit Predictor(const Fit& fit) : Predictor(fit.model, fit.value) {}

  [[nodiscard]] Model model() const { return model_; }
  [[nodiscard]] size_t parameters() const { return parameter_count(model_); }
  /// Whether customers leave in this model: the NBD knows of no such thing.
  [[nodiscard]] bool tells_dropout() const { return model_ != Model::nbd; }
  /// The same model with the logarithm of one parameter moved.
  [[nodiscard]] Predictor moved(size_t parameter, double by) const;

  [[nodiscard]] double p_alive(const Pattern& pattern) const;
  /// Purchases within `horizon` after T.
  [[nodiscard]] double expected(const Pattern& pattern, double horizon) const;
  /// The same with p_alive(pattern) at hand, which is most of the work of a Pareto/NBD.
  [[nodiscard]] double expected(const Pattern& pattern, double horizon, double alive) const;
  /// Purchases after the first, of a new customer within `horizon`.
  [[nodiscard]] double expected_new(double horizon) const;
  /// The probability of a purchase within `horizon` after T. Whatever the model, the history gone
  /// on without one has the likelihood of the same purchases and a later T, so that
  /// 1 - L(x, t_x, T + horizon) / L(x, t_x, T) it is.
  [[nodiscard]] double p_buys(const Pattern& pattern, double horizon) const;
  /// The same of a customer who has just bought for the first time.
  [[nodiscard]] double p_repeats(double horizon) const;
  /// Of a new customer: n purchases after the first within `horizon`, and n or more of them.
  [[nodiscard]] double p_purchases(double n, double horizon) const;
  [[nodiscard]] double p_purchases_from(double n, double horizon) const;
  /// Purchases ever after T, each worth exp(-rate) less for each unit of time until it; only the
  /// Pareto/NBD has it in closed form. REQUIRES: rate > 0.
  [[nodiscard]] std::optional<double> discounted_residual(const Pattern& pattern,
                                                          double rate) const;

 private:
  template <typename Ask>
  auto ask(Ask ask) const;

  Model model_;
  std::array<double, 4> value_;
};

}  // namespace dangol::models
