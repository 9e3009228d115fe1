#include "models/contractual.h"

#include <algorithm>
#include <cmath>

#include "models/identify.h"
#include "numeric/special.h"

namespace dangol::models {

std::vector<Renewals> renewals_of(std::span<const double> customers) {
  std::vector<Renewals> renewals;
  for (size_t i = 1; i < customers.size(); ++i) {
    renewals.push_back({customers[i], customers[i - 1] - customers[i]});
  }
  return renewals;
}

double customers_of(std::span<const Renewals> renewals) {
  double most = 0;
  for (const Renewals& at : renewals) most = std::max(most, at.kept + at.lost);
  return most;
}

double log_share_kept(double alpha, double beta, double n) {
  // The same ratio of four gamma functions, from whichever side takes fewer steps.
  return n < alpha ? numeric::log_rising(beta, n) - numeric::log_rising(alpha + beta, n)
                   : numeric::log_rising(beta, alpha) - numeric::log_rising(beta + n, alpha);
}

Fit fit_contractual(Model model, std::span<const Renewals> renewals,
                    const numeric::Objective& likelihood) {
  Fit fit = too_few(model);
  Renewals all;
  size_t decided = 0;  // renewals that anybody stood before
  for (const Renewals& at : renewals) {
    decided += at.kept + at.lost > 0 ? 1 : 0;
    all.kept += at.kept;
    all.lost += at.lost;
  }
  if (decided < fit.parameters || all.kept <= 0) return fit;
  if (all.lost <= 0) {
    fit.verdict = Verdict::no_dropout;
    return fit;
  }
  const double leave = all.lost / (all.kept + all.lost);
  struct Start {
    double sum;  // of alpha and beta
    double power;
  };
  std::vector<numeric::Vector> starts;
  for (const Start start : {Start{1, 1}, {5, 1}, {50, 1}, {2, 0.7}, {2, 1.5}}) {
    if (fit.parameters == 2 && start.power != 1) continue;
    starts.push_back(
        {std::log(start.sum * leave), std::log(start.sum * (1 - leave)), std::log(start.power)});
  }
  const numeric::Maximum maximum = numeric::maximise(likelihood, fit.parameters, starts);
  fit = fit_of(model, maximum, customers_of(renewals));
  for (size_t i = 0; i < fit.parameters; ++i) {
    if (!told(fit, i)) fit.verdict = Verdict::heterogeneity_not_told;
  }
  return fit;
}

size_t periods_to_discount(double discount_rate, size_t count) {
  const double periods = 33 / std::log1p(discount_rate);  // exp(-33) = 5e-15
  return count + static_cast<size_t>(std::min(std::ceil(periods), double{kMostPeriods}));
}

std::vector<double> discounted_lifetimes(std::span<const double> rates, double discount_rate,
                                         size_t count) {
  const double factor = 1 / (1 + discount_rate);
  std::vector<double> lifetimes(count);
  double lifetime = 1 / (1 - factor * rates.back());
  for (size_t n = rates.size(); n-- > 0;) {
    lifetime = 1 + factor * rates[n] * lifetime;
    if (n < count) lifetimes[n] = lifetime;
  }
  return lifetimes;
}

}  // namespace dangol::models
