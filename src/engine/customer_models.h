// The fitted models of a session: they take long, so they are kept for as long as what they were
// fitted to holds.
#pragma once

#include <memory>
#include <optional>

#include "engine/model_options.h"
#include "engine/sections.h"
#include "models/customer_base.h"
#include "models/held_out_orders.h"
#include "models/holdout.h"
#include "models/horizon.h"
#include "models/occasions.h"
#include "models/predictions.h"

namespace dangol::engine {

/// The chosen model, fitted to the first part of the data, beside the second.
struct Holdout {
  Day split = 0;  ///< the last day of the first part
  models::HeldOutOrders orders;
  models::Fit fit;
  models::HoldoutCheck check;
};

/// Calendar months as occasions, and the BG/BB of them.
struct MonthsTaken {
  models::Occasions occasions;
  models::Fit fit;
};

class CustomerModels {
 public:
  CustomerModels(const ledger::Orders& orders, const ModelOptions::Fitting& fitting);

  [[nodiscard]] const models::CustomerBase& base() const { return base_; }
  /// Null where no model was chosen. Made anew where the horizon is another one.
  [[nodiscard]] const models::Predictions* predictions(const ModelOptions::Worth& worth);
  /// Null where no model was chosen, or the first part is too little to fit it to.
  [[nodiscard]] const Holdout* holdout(const ledger::Orders& orders,
                                       const ModelOptions::Fitting& fitting);
  /// None where the BG/BB was not asked for, or the data are too few for any model.
  [[nodiscard]] const std::optional<MonthsTaken>& months_taken() const { return months_taken_; }

 private:
  models::CustomerBase base_;
  std::optional<MonthsTaken> months_taken_;
  ModelOptions::Worth worth_;
  models::Horizon horizon_;
  std::unique_ptr<models::Predictions> predictions_;
  std::unique_ptr<Holdout> holdout_;
  bool held_out_ = false;  ///< whether holdout_ is what there is to say
};

/// Those of the analysis, fitted the first time that somebody asks. O(distinct histories) for each
/// step of each fit.
[[nodiscard]] CustomerModels& models_of(const Analysis& analysis);

}  // namespace dangol::engine
