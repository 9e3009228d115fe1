// Everything the interface remembers between frames. What belongs to the data (mapping, options) is
// only mirrored here: it is sent to the page as an action and comes back with the next report.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "report/report.h"
#include "ui/calculator_page.h"
#include "ui/charts/cohort_table.h"
#include "ui/experiment_page.h"
#include "ui/theme/color.h"
#include "ui/value_page.h"

namespace dangol::ui {

enum class View {
  start,
  data,
  overview,
  cohorts,
  retention,
  value,
  segments,
  experiment,
  calculators
};
inline constexpr View kViews[] = {View::start,    View::data,       View::overview,
                                  View::cohorts,  View::retention,  View::value,
                                  View::segments, View::experiment, View::calculators};
[[nodiscard]] std::string_view view_name(View view);
[[nodiscard]] std::optional<View> parse_view(std::string_view name);

struct Environment {
  Language language = Language::ko;
  bool dark = false;
  bool touch = false;
  std::optional<Color> accent;
};

/// What went wrong with the last import. The report before it, if any, is still there.
struct Failure {
  std::string code;
  double line = 0;
  double column = 0;
  std::string detail;
  std::string message_ko;
  std::string message_en;
};

struct Status {
  std::string state = "idle";  ///< "idle", "reading" or "computing"
  std::string name;
  double bytes = 0;
  double total_bytes = 0;
  double rows = 0;
  std::optional<Failure> error;

  [[nodiscard]] bool busy() const { return state != "idle"; }
};

/// What the visitor fixed, by the options' JSON names: those that are one word or one number.
struct OptionsInForce {
  std::vector<std::pair<std::string, std::string>> chosen;
  std::optional<double> margin;  ///< share of revenue that is left
  /// As asked for; the Report's own say which of them hold. Its counts are unused.
  report::Selection filters;

  /// Empty = the default.
  [[nodiscard]] std::string_view get(std::string_view name) const;
};

struct State {
  Environment environment;
  std::optional<report::Report> report;
  Status status;
  OptionsInForce options;
  View view = View::start;
  bool complete = true;  ///< whether the code of all views is here
  CohortMode cohort_mode = CohortMode::share;
  CohortPan cohort_pan;
  bool cohort_simple = false;             ///< the simple average in place of the weighted one
  bool cohort_newest = false;             ///< the newest cohort first
  std::vector<std::string> cohort_picks;  ///< to compare as lines
  std::optional<size_t> cohort_column;    ///< followed over the cohorts
  std::vector<std::string> compared;      ///< groups, until there are two of them
  std::string margin_text;                ///< as typed, per cent
  CalculatorPage calculators;
  ValuePage value;
  ValueChoices value_choices;
  ExperimentPage experiment;
  float start_height = 0;  ///< of the start view's two cards
  std::string column_search;
  std::string minimum_n_text;   ///< as typed; empty = show the value in force
  std::string window_text;      ///< the churn window, likewise
  std::string open_filter;      ///< the one being changed: see strings/filter_text.h
  std::string filter_search;    ///< among its values
  std::string open_definition;  ///< the measure whose definition is pinned open
};

/// Reading what the page sends (JSON objects of the C ABI). Unreadable text leaves things as they
/// were.
void read_environment(std::string_view json, Environment& environment);
void read_status(std::string_view json, Status& status);
void read_options(std::string_view json, OptionsInForce& options);

}  // namespace dangol::ui
