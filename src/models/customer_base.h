// All models of one customer base: fitted, judged, and one of them chosen to predict by.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/fit.h"
#include "models/history.h"
#include "models/spend_model.h"

namespace dangol::models {

// Below these a prediction is shown with a warning, or not at all.
inline constexpr uint64_t kFewCustomers = 500;
inline constexpr uint64_t kFewDays = 180;
inline constexpr uint64_t kTooFewRepeatCustomers = 50;

enum class Trust : uint8_t { fine, weak, refused };
[[nodiscard]] std::string_view trust_name(Trust trust);

/// The models of purchases without a contract, in the order in which they are shown.
inline constexpr std::array kPurchaseModels = {Model::bg_nbd, Model::mbg_nbd, Model::pareto_nbd,
                                               Model::nbd};

struct CustomerBase {
  Histories histories;
  double days_per_unit = 1;
  std::vector<Fit> fits;
  std::optional<size_t> chosen;  ///< among `fits`
  std::optional<SpendModel> spend;
  Trust trust = Trust::refused;
  /// Why it is not fine, and what else to know: `warning.<reason>` in assets/strings.
  std::vector<std::string_view> reasons;

  [[nodiscard]] const Fit* chosen_fit() const { return chosen ? &fits[*chosen] : nullptr; }
};

/// One of kPurchaseModels.
[[nodiscard]] Fit fit_purchases(Model model, std::span<const Pattern> patterns);

/// The model with the lowest BIC of those whose parameters the data tell. Where they tell of no
/// dropout, the NBD; none where not even that could be fitted.
[[nodiscard]] std::optional<size_t> choose(std::span<const Fit> fits);

/// Fits those of kPurchaseModels that `include` names, and always the NBD, for it is what the
/// others fall back to; all where it names none. Nothing is fitted below kTooFewRepeatCustomers.
[[nodiscard]] CustomerBase fit_customer_base(Histories histories, double days_per_unit,
                                             std::span<const Model> include);

}  // namespace dangol::models
