// What an experiment is computed from, wherever it came from: typed counts, a table of users,
// orders with a variant. Plain numbers by variant; whoever fills this has left out users in two
// variants and rows that repeat a user, and says how many they were.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/experiment.h"

namespace dangol::engine {

enum class MeasureKind : uint8_t {
  proportion,  ///< how many users did it
  mean,        ///< a number of each user
  ratio,       ///< a sum of users over another sum of the same users, as revenue over orders
  money        ///< a mean of amounts
};

/// One variant's part of a measure. Either sums, or the users one by one: where `values` is not
/// empty, the sums are taken from it, and it also serves winsorising, ranks, medians and
/// adjustment.
struct VariantSums {
  double users = 0;  ///< those of the variant; a measure may leave out who has no value
  // proportion:
  double successes = 0;  ///< whole
  // mean, money; the numerator of a ratio:
  double sum = 0;
  /// Of the deviations from the mean, summed; none = not known, and then nothing can be tested
  std::optional<double> squares;
  // the denominator of a ratio:
  double base_sum = 0;
  double base_squares = 0;
  double products = 0;  ///< of both deviations, summed

  std::vector<double> values;      ///< one a user, each a number; of a proportion 0 or 1
  std::vector<double> bases;       ///< of a ratio: the denominator, as many
  std::vector<double> covariates;  ///< of before the experiment, as many; empty = none
};

struct MeasureData {
  std::string name;
  MeasureKind kind = MeasureKind::proportion;
  bool higher_is_better = true;
  std::vector<VariantSums> variants;  ///< as many as ExperimentData::variants, in their order
};

struct VariantData {
  std::string name;
  double users = 0;
};

struct ExperimentData {
  std::string source = "counts";  ///< as report::Experiment::source
  std::string unit = "visitors";
  std::vector<VariantData> variants;  ///< in any order; the options tell which is the control
  /// False where the number of users says nothing of how they were assigned (customers who bought)
  bool ratio_expected = true;
  uint64_t contaminated = 0;
  uint64_t duplicates = 0;
  uint64_t unassigned = 0;
  std::optional<double> days;         ///< how long it has run; none = the option `started` tells
  std::vector<MeasureData> measures;  ///< the first is the primary one unless the options say so
  std::optional<report::ExperimentRetention> retention;  ///< ready made, of the same variants
  std::vector<report::ValueDifference> value_difference;
};

}  // namespace dangol::engine
