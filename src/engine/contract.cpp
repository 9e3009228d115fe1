#include "engine/contract.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "engine/retained.h"
#include "models/bdw.h"
#include "models/contractual.h"
#include "models/sbg.h"
#include "numeric/wilson.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::ordered_json;  // as the Report's writer, so that its code is there once
using models::Fit;
using models::Verdict;

constexpr double kMostAhead = 600;

struct Question {
  Retained retained;
  size_t ahead = 12;
  std::string period = "year";
  double discount_rate = 0.1;  ///< of a period
};

/// The member, or null.
nlohmann::json member(const nlohmann::json& json, const char* name) {
  return json.contains(name) ? json.at(name) : nlohmann::json();
}

/// Whether the member is absent, or a number within these limits.
bool read_within(const nlohmann::json& json, const char* name, double low, double high,
                 double& out) {
  const nlohmann::json value = member(json, name);
  if (value.is_null()) return true;
  if (!value.is_number()) return false;
  out = value.get<double>();
  return out >= low && out <= high;
}

Result<Retained> read_list(const nlohmann::json& list, double typed_customers) {
  std::string text;
  std::vector<RetainedNumber> numbers;
  for (const nlohmann::json& entry : list) {
    if (entry.is_number()) numbers.push_back({entry.get<double>(), false});
    if (entry.is_string()) {
      text += entry.get_ref<const std::string&>();
    } else if (entry.is_number()) {
      text += entry.dump();
    } else {
      return Error{"retained_not_number", {}, entry.dump().substr(0, 40)};
    }
    text += '\n';
  }
  // Numbers need no guess at what their points mean.
  return numbers.size() == list.size() ? retained_of(std::move(numbers), typed_customers)
                                       : read_retained(text, typed_customers);
}

Result<Question> read_question(std::string_view text) {
  const auto json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return Error{"options_unreadable", {}, std::string(text.substr(0, 80))};
  Question question;
  double ahead = 12;
  double customers = 0;
  double yearly = 0.1;
  if (!read_within(json, "periods", 1, kMostAhead, ahead))
    return Error{"option_value", {}, "periods"};
  if (!read_within(json, "customers", 1, 1e12, customers)) {
    return Error{"option_value", {}, "customers"};
  }
  if (!read_within(json, "discount_rate", 0.001, 10, yearly)) {
    return Error{"option_value", {}, "discount_rate"};
  }
  constexpr std::array<std::pair<std::string_view, double>, 4> kPeriods{
      {{"year", 1}, {"quarter", 4}, {"month", 12}, {"week", 365.25 / 7}}};
  const nlohmann::json period = member(json, "period");
  if (period.is_string()) {
    question.period = period.get<std::string>();
  } else if (!period.is_null()) {
    return Error{"option_value", {}, "period"};
  }
  const auto* const known = std::find_if(kPeriods.begin(), kPeriods.end(), [&](const auto& entry) {
    return entry.first == question.period;
  });
  if (known == kPeriods.end()) return Error{"option_value", {}, "period"};
  question.discount_rate = std::expm1(std::log1p(yearly) / known->second);
  question.ahead = static_cast<size_t>(ahead);

  const nlohmann::json retained = member(json, "retained");
  auto read = retained.is_string()
                  ? read_retained(retained.get_ref<const std::string&>(), customers)
              : retained.is_array() ? read_list(retained, customers)
                                    : Result<Retained>(Error{"retained_missing", {}, {}});
  if (!read.ok()) return read.error();
  question.retained = std::move(read.value());
  return question;
}

/// A fitted model, with what is asked of it at its own parameters and near them.
class Projection {
 public:
  Projection(Fit fit, std::span<const models::Renewals> renewals) : fit_(fit) {
    for (size_t i = 0; i < fit_.parameters; ++i) at_[i] = std::log(fit_.value[i]);
    find_covariance(renewals);
  }

  [[nodiscard]] const Fit& fit() const { return fit_; }
  /// Whether it says anything: where customers seem alike, it does, but not how sure it is.
  [[nodiscard]] bool usable() const {
    return fit_.verdict == Verdict::fine || fit_.verdict == Verdict::heterogeneity_not_told;
  }

  /// By which models are compared: the BIC, and more where the data do not tell the parameters.
  [[nodiscard]] double cost() const {
    constexpr double kUntold = 10;  // a difference that counts as very strong evidence
    if (!usable()) return std::numeric_limits<double>::infinity();
    return fit_.bic + (fit_.verdict == Verdict::fine ? 0 : kUntold);
  }

  /// Of those who are there after `from` renewals, the share who are after `to`.
  [[nodiscard]] double kept(size_t from, size_t to) const { return kept(at_, from, to); }
  [[nodiscard]] double kept(const numeric::Vector& at, size_t from, size_t to) const {
    const auto start = static_cast<double>(from);
    const auto end = static_cast<double>(to);
    return is_sbg() ? models::survival(sbg(at), end, start) : models::survival(bdw(at), end, start);
  }

  /// Retention rates from the first renewal on.
  [[nodiscard]] std::vector<double> rates(size_t count) const { return rates(at_, count); }
  [[nodiscard]] std::vector<double> rates(const numeric::Vector& at, size_t count) const {
    std::vector<double> rates(count);
    for (size_t i = 0; i < count; ++i) {
      const auto renewal = static_cast<double>(i + 1);
      rates[i] = is_sbg() ? models::retention_rate(sbg(at), renewal)
                          : models::retention_rate(bdw(at), renewal);
    }
    return rates;
  }

  /// See models::discounted_lifetimes().
  [[nodiscard]] std::vector<double> lifetimes(double discount_rate, size_t count) const {
    return lifetimes(at_, discount_rate, count);
  }
  [[nodiscard]] std::vector<double> lifetimes(const numeric::Vector& at, double discount_rate,
                                              size_t count) const {
    return models::discounted_lifetimes(
        rates(at, models::periods_to_discount(discount_rate, count)), discount_rate, count);
  }

  /// The standard errors of what `what` gives as a function of the log parameters, by its slopes
  /// (delta method); empty where the covariance is not known: see find_covariance().
  [[nodiscard]] std::vector<double> errors_of(
      const std::function<std::vector<double>(const numeric::Vector&)>& what) const {
    constexpr double kStep = 1e-4;
    if (!covariance_) return {};
    const size_t n = fit_.parameters;
    std::array<std::vector<double>, 4> slopes;
    for (size_t i = 0; i < n; ++i) {
      numeric::Vector low = at_;
      numeric::Vector high = at_;
      low[i] -= kStep;
      high[i] += kStep;
      slopes[i] = what(high);
      const std::vector<double> below = what(low);
      for (size_t k = 0; k < below.size(); ++k) {
        slopes[i][k] = (slopes[i][k] - below[k]) / (2 * kStep);
      }
    }
    std::vector<double> errors(slopes[0].size());
    for (size_t k = 0; k < errors.size(); ++k) {
      double variance = 0;
      for (size_t i = 0; i < n; ++i) {
        for (size_t j = 0; j < n; ++j) {
          variance += slopes[i][k] * (*covariance_)[i * n + j] * slopes[j][k];
        }
      }
      errors[k] = std::sqrt(std::max(0.0, variance));
    }
    return errors;
  }

 private:
  /// The fit's own. Where customers seem alike it has none, for their parameters have no end; what
  /// the data tell then is the one rate at which they renew, a share of as many as stood before a
  /// renewal: its logit moves the logarithms of alpha and beta by -rate and 1 - rate.
  void find_covariance(std::span<const models::Renewals> renewals) {
    constexpr double kVague = 25;  // a variance beyond which a Hessian says nothing of slopes
    const size_t n = fit_.parameters;
    bool known = fit_.hessian_definite;
    for (size_t i = 0; i < n; ++i) known = known && fit_.covariance[i * n + i] < kVague;
    if (known) covariance_ = fit_.covariance;
    if (known || !is_sbg() || !usable() || !(fit_.value[0] + fit_.value[1] > 1)) return;
    models::Renewals all;
    for (const models::Renewals& at : renewals) {
      all.kept += at.kept;
      all.lost += at.lost;
    }
    const double rate = all.kept / (all.kept + all.lost);
    const double variance = 1 / all.kept + 1 / all.lost;
    covariance_ = {{variance * rate * rate, -variance * rate * (1 - rate),
                    -variance * rate * (1 - rate), variance * (1 - rate) * (1 - rate)}};
  }

  [[nodiscard]] bool is_sbg() const { return fit_.model == models::Model::sbg; }
  static models::Sbg sbg(const numeric::Vector& at) { return {std::exp(at[0]), std::exp(at[1])}; }
  static models::Bdw bdw(const numeric::Vector& at) {
    return {std::exp(at[0]), std::exp(at[1]), std::exp(at[2])};
  }

  Fit fit_;
  numeric::Vector at_{};
  std::optional<decltype(Fit::covariance)> covariance_;  ///< of the log parameters
};

double logit(double share) {
  return std::log(share / (1 - share));
}

double from_logit(double value) {
  return 1 / (1 + std::exp(-value));
}

/// The 95% limits of `share` by the standard error of its logit, times `scale`.
void write_interval(Json& json, double share, std::optional<double> error, double scale) {
  const auto limit = [&](double reach) {
    if (!error) return Json();
    return Json(share < 1 ? scale * from_logit(logit(share) + reach * *error) : scale);
  };
  json["low"] = limit(-numeric::kZ95);
  json["high"] = limit(numeric::kZ95);
}

std::optional<double> entry(const std::vector<double>& list, size_t index) {
  return list.empty() ? std::nullopt : std::optional(list[index]);
}

Json write(const Fit& fit) {
  const bool made = fit.verdict != Verdict::too_few && fit.verdict != Verdict::no_dropout;
  Json json = Json::object();
  json["model"] = models::model_name(fit.model);
  Json parameters = Json::object();
  Json errors = Json::object();
  for (size_t i = 0; i < fit.parameters; ++i) {
    const std::string name(models::parameter_name(fit.model, i));
    parameters[name] = made ? Json(fit.value[i]) : Json();
    errors[name] = made && fit.hessian_definite ? Json(fit.standard_error[i]) : Json();
  }
  json["parameters"] = std::move(parameters);
  json["standard_errors"] = std::move(errors);
  json["log_likelihood"] = made ? Json(fit.log_likelihood) : Json();
  json["aic"] = made ? Json(fit.aic) : Json();
  json["bic"] = made ? Json(fit.bic) : Json();
  json["gradient_norm"] = made ? Json(fit.gradient_norm) : Json();
  json["hessian_definite"] = fit.hessian_definite;
  json["verdict"] = models::verdict_name(fit.verdict);
  return json;
}

Json write_observed(const std::vector<double>& customers) {
  Json json = Json::array();
  for (size_t t = 0; t < customers.size(); ++t) {
    Json row = Json::object();
    row["period"] = t;
    row["customers"] = customers[t];
    row["share"] = customers[t] / customers[0];
    row["retention_rate"] = t > 0 ? Json(customers[t] / customers[t - 1]) : Json();
    json.push_back(std::move(row));
  }
  return json;
}

Json write_curve(const Question& question, const std::array<Projection, 2>& projections,
                 const Projection& chosen) {
  const std::vector<double>& customers = question.retained.customers;
  const size_t last = customers.size() - 1;
  const size_t end = last + question.ahead;
  const auto logits = [&](const numeric::Vector& at, size_t from) {
    std::vector<double> list;
    for (size_t t = from; t <= end; ++t) {
      list.push_back(t > from ? logit(chosen.kept(at, from, t)) : 0);
    }
    return list;
  };
  const auto errors = chosen.errors_of([&](const auto& at) { return logits(at, 0); });
  const auto errors_from_now = chosen.errors_of([&](const auto& at) { return logits(at, last); });
  Json json = Json::array();
  for (size_t t = 0; t <= end; ++t) {
    Json row = Json::object();
    row["period"] = t;
    row["observed"] = t <= last ? Json(customers[t] / customers[0]) : Json();
    for (const Projection& projection : projections) {
      row[std::string(models::model_name(projection.fit().model))] =
          projection.usable() ? Json(projection.kept(0, t)) : Json();
    }
    write_interval(row, chosen.kept(0, t), entry(errors, t), 1);
    row["customers"] = nullptr;
    if (t > last) {
      // Chance besides: the variance of a share of so many, on the scale of its logit.
      const double now = customers[last];
      const double share = chosen.kept(last, t);
      auto error = entry(errors_from_now, t - last);
      if (error) error = std::sqrt(*error * *error + 1 / (now * share * (1 - share)));
      Json left = Json::object();
      left["value"] = now * share;
      write_interval(left, share, error, now);
      row["customers"] = std::move(left);
    }
    json.push_back(std::move(row));
  }
  return json;
}

Json write_remaining(const Question& question, const Projection& chosen) {
  const size_t count = question.retained.customers.size();
  const std::vector<double> discounted = chosen.lifetimes(question.discount_rate, count);
  const auto errors = chosen.errors_of([&](const numeric::Vector& at) {
    std::vector<double> logs = chosen.lifetimes(at, question.discount_rate, count);
    for (double& lifetime : logs) lifetime = std::log(lifetime);
    return logs;
  });
  const std::vector<double> rates = chosen.rates(count + question.ahead);
  const auto write = [&](size_t renewals) {
    double periods = 0;
    double there = 1;
    for (size_t i = 0; i < question.ahead; ++i) {
      periods += there;
      there *= rates[renewals + i];
    }
    const auto error = entry(errors, renewals);
    const double spread = std::exp(numeric::kZ95 * error.value_or(0));
    Json row = Json::object();
    row["renewals"] = renewals;
    row["periods"] = periods;
    row["discounted"] = discounted[renewals];
    row["low"] = error ? Json(discounted[renewals] / spread) : Json();
    row["high"] = error ? Json(discounted[renewals] * spread) : Json();
    return row;
  };
  Json json = write(count - 1);
  json["by_renewals"] = Json::array();
  for (size_t renewals = 0; renewals < count; ++renewals) {
    json["by_renewals"].push_back(write(renewals));
  }
  return json;
}

}  // namespace

Result<std::string> project(std::string_view text) {
  const auto read = read_question(text);
  if (!read.ok()) return read.error();
  const Question& question = read.value();
  const std::vector<double>& customers = question.retained.customers;
  const std::vector<models::Renewals> renewals = models::renewals_of(customers);
  const std::array<Projection, 2> projections{Projection(models::fit_sbg(renewals), renewals),
                                              Projection(models::fit_bdw(renewals), renewals)};
  const bool bdw_better = projections[1].cost() < projections[0].cost();
  const Projection& chosen = projections[bdw_better ? 1 : 0];

  constexpr std::array<std::string_view, 3> kBases{"counted", "typed", "assumed"};
  Json result = Json::object();
  result["customers"] = customers[0];
  result["base"] = kBases[static_cast<size_t>(question.retained.base)];
  result["period"] = question.period;
  result["discount_rate"] = question.discount_rate;
  result["observed"] = write_observed(customers);
  result["fits"] = Json::array();
  for (const Projection& projection : projections)
    result["fits"].push_back(write(projection.fit()));
  result["chosen"] = models::model_name(chosen.fit().model);
  result["curve"] = write_curve(question, projections, chosen);
  result["expected_remaining"] = write_remaining(question, chosen);
  return result.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dangol::engine
