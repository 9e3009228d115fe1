// The measures of the articles on numbers that a visitor types, without a file: a name and what
// stands in its fields go in, results or what stands in their way come out. Each calculator is data
// (fields, formulas, what must hold between the fields); a formula is evaluated as it is shown, so
// the two cannot differ. Formulas: definitions.md, "The measures that the articles ask for".
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace dangol::metrics {

/// What stands in a field, by the field's name. `number` goes before `text`.
struct TypedInput {
  std::string_view name;
  std::string_view text;  ///< as typed; blank = not there yet, which is not zero
  std::optional<double> number = std::nullopt;
};

/// Why a field or a result has no value; `calc.problem.<code>` says it. Fields: not_a_number,
/// negative, not_whole, decimals (more than four), too_large, above_100, above (more than
/// `other`), above_kept, orders_below_customers. Results: zero (`other` is, and divides),
/// zero_churn, no_answers, never_pays_back, kept_above_start.
struct CalculatorProblem {
  std::string_view code;   ///< empty = none
  std::string_view other;  ///< the field or result that it is about besides its own; may be empty
};

struct CalculatorField {
  std::string_view name;
  std::string_view kind;        ///< count, money, signed_money, number, percent (of 100) or choice
  bool optional = false;        ///< some result does without it
  std::optional<double> value;  ///< percent: a fraction; choice: none
  CalculatorProblem problem;
  std::string_view chosen;                ///< choice: the option in force
  std::vector<std::string_view> options;  ///< choice: all of them
};

struct CalculatorResult {
  std::string_view name;
  /// rate, return (a rate that may be below 0 or above 1), score, currency, times, years, months,
  /// periods, customers or orders_per_customer
  std::string_view unit;
  std::string_view formula;  ///< names of fields and results, + - * / ( ) and numbers
  std::optional<double> value;
  std::optional<double> low;  ///< 95% interval where one is defined
  std::optional<double> high;
  std::optional<double> n;                ///< how many it rests on
  std::vector<std::string_view> missing;  ///< blank fields that it needs
  /// A field that it needs is wrong; the field says why.
  bool invalid = false;
  CalculatorProblem problem;
};

struct Calculation {
  std::string_view name;
  std::vector<CalculatorField> fields;  ///< those that the choices made leave
  std::vector<CalculatorResult> results;
};

/// The names that `calculate` knows, in the order in which they are offered.
[[nodiscard]] std::span<const std::string_view> calculator_names();

/// Inputs that the calculator has no field for are ignored; a choice that is blank or unknown is
/// the first one. Money and counts are read exactly (see parse_money). Empty for an unknown name.
/// Wilson 95% intervals for shares, Tango's (1998) for the promoter score. O(text).
[[nodiscard]] std::optional<Calculation> calculate(std::string_view name,
                                                   std::span<const TypedInput> inputs);

}  // namespace dangol::metrics
