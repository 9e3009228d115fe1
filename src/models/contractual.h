// What models of contracts have in common: customers who renew or leave, period by period, and say
// so. The data are few counts, whatever the number of customers.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/fit.h"
#include "numeric/maximise.h"

namespace dangol::models {

/// What became of those who stood before their n-th renewal: one entry per renewal, from the first.
/// Counts may be fractions (shares of a base). Cohorts of different ages add up: who was not there
/// long enough to decide is in neither.
struct Renewals {
  double kept = 0;
  double lost = 0;
};

/// The renewals of one cohort from the numbers of customers who were there at its start and after
/// each renewal: 1000, 869, 743. REQUIRES: counts are > 0 and never rise.
[[nodiscard]] std::vector<Renewals> renewals_of(std::span<const double> customers);

/// Customers at the start: the most that ever stood before a renewal.
[[nodiscard]] double customers_of(std::span<const Renewals> renewals);

/// ln of B(alpha, beta + n) / B(alpha, beta): of the mean n-th power of a beta distributed
/// probability to stay. For any n >= 0, whole or not. O(1)
[[nodiscard]] double log_share_kept(double alpha, double beta, double n);

/// The likeliest parameters of a model whose first two are those of a beta distribution of the
/// probability to leave. Verdicts: too_few where renewals are fewer than parameters or nobody
/// stays, no_dropout where nobody leaves, heterogeneity_not_told where alpha and beta grow without
/// end or the parameters make no difference.
[[nodiscard]] Fit fit_contractual(Model model, std::span<const Renewals> renewals,
                                  const numeric::Objective& likelihood);

/// How many retention rates discounted_lifetimes() wants for its first `count` results to be right
/// to a relative 1e-13, at most kMostPeriods more than `count`; the rest is taken as the last rate
/// for ever. REQUIRES: discount_rate > 0
inline constexpr size_t kMostPeriods = 40'000;
[[nodiscard]] size_t periods_to_discount(double discount_rate, size_t count);

/// Periods that are still to be paid, the present one (paid now) included and later ones discounted
/// by 1 / (1 + discount_rate) each, of a customer who renewed 0, 1, ... `count` - 1 times: of a new
/// one first. The factor D(n) in P. Fader, B. Hardie, "Customer-base valuation in a contractual
/// setting", Marketing Science 29 (2010) 85-93: DEL is D(0), and DERL before the n-th renewal is
/// rate(n) D(n). `rates`: of retention, from the first renewal on, as many as periods_to_discount()
/// says. By D(n) = 1 + rate(n + 1) D(n + 1) / (1 + discount_rate), from the far end.
/// REQUIRES: 0 < count <= rates.size(), discount_rate > 0
[[nodiscard]] std::vector<double> discounted_lifetimes(std::span<const double> rates,
                                                       double discount_rate, size_t count);

}  // namespace dangol::models
