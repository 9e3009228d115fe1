#include "metrics/calculators.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "numeric/paired_difference.h"
#include "numeric/wilson.h"

namespace dangol::metrics {
namespace {

constexpr double kPercent = 100;
constexpr double kLimit = static_cast<double>(kMoneyLimit / kMoneyScale);

enum class Interval : uint8_t { none, wilson, promoter_score };

struct FieldRule {
  std::string_view name;
  std::string_view kind;
  bool optional = false;
  std::string_view only = {};  ///< shown with these choices alone
};

struct ResultRule {
  std::string_view name;
  std::string_view unit;
  std::string_view formula;
  Interval interval = Interval::none;
  std::string_view n = {};          ///< the field with the number that it rests on
  std::string_view zero = "zero";   ///< what it means that the divisor is 0
  std::string_view above_one = {};  ///< what it means that the value exceeds 1, if that is wrong
  std::string_view only = {};
};

/// The field may not exceed the limit.
struct BoundRule {
  std::string_view field;
  std::string_view limit;  ///< a formula
  std::string_view code = "above";
};

constexpr FieldRule kRetentionFields[] = {
    {"s", "count"}, {"e", "count"}, {"n", "count"}, {"r", "count", true}};
constexpr ResultRule kRetentionResults[] = {
    {"retention_rate_article",
     "rate",
     "(e - n) / s",
     Interval::none,
     {},
     "zero",
     "kept_above_start"},
    {"retention_rate_matched", "rate", "r / s", Interval::wilson, "s"},
    {"returned_customers", "customers", "e - n - r"}};
constexpr BoundRule kRetentionBounds[] = {{"n", "e"}, {"r", "s"}, {"r", "e - n", "above_kept"}};

constexpr FieldRule kChurnFields[] = {{"s", "count"}, {"lost", "count"}};
constexpr ResultRule kChurnResults[] = {
    {"churn_rate", "rate", "lost / s", Interval::wilson, "s"},
    {"retention_rate_matched", "rate", "(s - lost) / s", Interval::wilson, "s"},
    {"lifetime_periods", "periods", "s / lost", Interval::none, {}, "zero_churn"}};
constexpr BoundRule kChurnBounds[] = {{"lost", "s"}};

constexpr FieldRule kValueFields[] = {{"order_value", "money"},
                                      {"basis", "choice"},
                                      {"frequency", "number", false, "years churn"},
                                      {"years", "number", false, "years"},
                                      {"churn", "percent", false, "churn"},
                                      {"orders_so_far", "number", false, "observed"},
                                      {"margin", "percent", true}};
constexpr std::string_view kBasisOptions[] = {"years", "churn", "observed"};
// Observed: orders per customer-year x customer-years per customer are the orders per customer.
constexpr ResultRule kValueResults[] = {{.name = "clv_revenue",
                                         .unit = "currency",
                                         .formula = "order_value * frequency * years",
                                         .only = "years"},
                                        {.name = "clv_revenue",
                                         .unit = "currency",
                                         .formula = "order_value * frequency / churn",
                                         .zero = "zero_churn",
                                         .only = "churn"},
                                        {.name = "clv_margin",
                                         .unit = "currency",
                                         .formula = "clv_revenue * margin",
                                         .only = "years churn"},
                                        {.name = "lifetime_years",
                                         .unit = "years",
                                         .formula = "1 / churn",
                                         .zero = "zero_churn",
                                         .only = "churn"},
                                        {.name = "clv_so_far",
                                         .unit = "currency",
                                         .formula = "order_value * orders_so_far",
                                         .only = "observed"},
                                        {.name = "margin_so_far",
                                         .unit = "currency",
                                         .formula = "clv_so_far * margin",
                                         .only = "observed"}};

constexpr FieldRule kRepeatFields[] = {{"customers", "count"}, {"repeating", "count"}};
constexpr ResultRule kRepeatResults[] = {
    {"repeat_purchase_rate", "rate", "repeating / customers", Interval::wilson, "customers"}};
constexpr BoundRule kRepeatBounds[] = {{"repeating", "customers"}};

constexpr FieldRule kFrequencyFields[] = {{"orders", "count"}, {"customers", "count"}};
constexpr ResultRule kFrequencyResults[] = {
    {"purchase_frequency", "orders_per_customer", "orders / customers"}};
constexpr BoundRule kFrequencyBounds[] = {{"customers", "orders", "orders_below_customers"}};

constexpr FieldRule kOrderValueFields[] = {{"revenue", "money"}, {"orders", "count"}};
constexpr ResultRule kOrderValueResults[] = {
    {"average_order_value", "currency", "revenue / orders"}};

constexpr FieldRule kScoreFields[] = {
    {"promoters", "count"}, {"passives", "count"}, {"detractors", "count"}};
constexpr ResultRule kScoreResults[] = {
    {"nps",
     "score",
     "100 * (promoters - detractors) / (promoters + passives + detractors)",
     Interval::promoter_score,
     {},
     "no_answers"}};

constexpr FieldRule kAcquisitionFields[] = {
    {"ads", "money"}, {"other_spend", "money", true}, {"new", "count"}};
constexpr ResultRule kAcquisitionResults[] = {
    {"cost_per_acquisition", "currency", "ads / new"},
    {"customer_acquisition_cost", "currency", "(ads + other_spend) / new"}};

constexpr FieldRule kConversionFields[] = {{"visitors", "count"}, {"conversions", "count"}};
constexpr ResultRule kConversionResults[] = {
    {"conversion_rate", "rate", "conversions / visitors", Interval::wilson, "visitors"}};
constexpr BoundRule kConversionBounds[] = {{"conversions", "visitors"}};

constexpr FieldRule kReturnFields[] = {
    {"gain", "signed_money"}, {"cost", "money"}, {"revenue", "money", true}};
constexpr ResultRule kReturnResults[] = {{"roi", "return", "(gain - cost) / cost"},
                                         {"roas", "times", "revenue / cost"}};

constexpr FieldRule kCostRatioFields[] = {{"acquisition_spend", "money"},
                                          {"new", "count"},
                                          {"retention_spend", "money"},
                                          {"retained", "count"}};
constexpr ResultRule kCostRatioResults[] = {
    {"cost_ratio", "times", "(acquisition_spend / new) / (retention_spend / retained)"},
    {"cost_per_new", "currency", "acquisition_spend / new"},
    {"cost_per_retained", "currency", "retention_spend / retained"}};

constexpr FieldRule kLtvFields[] = {{"clv", "money"}, {"cac", "money"}};
constexpr ResultRule kLtvResults[] = {{"ltv_cac", "times", "clv / cac"}};

constexpr FieldRule kPaybackFields[] = {{"cac", "money"}, {"monthly_margin", "money"}};
constexpr ResultRule kPaybackResults[] = {
    {"payback_months", "months", "cac / monthly_margin", Interval::none, {}, "never_pays_back"}};

struct Calculator {
  std::span<const FieldRule> fields;
  std::span<const ResultRule> results;
  std::span<const BoundRule> bounds = {};
};

constexpr std::string_view kNames[] = {
    "retention", "churn",       "repeat",     "frequency", "order_value", "clv", "ltv_cac",
    "payback",   "acquisition", "cost_ratio", "roi",       "conversion",  "nps"};
constexpr Calculator kCalculators[] = {{kRetentionFields, kRetentionResults, kRetentionBounds},
                                       {kChurnFields, kChurnResults, kChurnBounds},
                                       {kRepeatFields, kRepeatResults, kRepeatBounds},
                                       {kFrequencyFields, kFrequencyResults, kFrequencyBounds},
                                       {kOrderValueFields, kOrderValueResults},
                                       {kValueFields, kValueResults},
                                       {kLtvFields, kLtvResults},
                                       {kPaybackFields, kPaybackResults},
                                       {kAcquisitionFields, kAcquisitionResults},
                                       {kCostRatioFields, kCostRatioResults},
                                       {kReturnFields, kReturnResults},
                                       {kConversionFields, kConversionResults, kConversionBounds},
                                       {kScoreFields, kScoreResults}};

// Reading what was typed.

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t from = text.find_first_not_of(kSpace);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) + 1 - from);
}

/// The problem's code; `value` is set where there is none and the text is not blank.
std::string_view read_number(const TypedInput& input, bool percent, std::optional<double>& value) {
  if (input.number) {
    value = input.number;
    return std::fabs(*value) <= kLimit ? "" : "too_large";
  }
  std::string_view text = trimmed(input.text);
  if (percent && text.ends_with('%')) text = trimmed(text.substr(0, text.size() - 1));
  if (text.empty()) return {};
  Money money = 0;
  bool rounded = false;
  switch (parse_money(text, {}, money, rounded)) {
    case NumberProblem::none:
      break;
    case NumberProblem::out_of_range:
      return "too_large";
    default:
      return "not_a_number";
  }
  if (rounded) return "decimals";
  value = to_major_units(money);
  return {};
}

CalculatorField read_field(const FieldRule& rule, std::span<const TypedInput> inputs) {
  CalculatorField field;
  field.name = rule.name;
  field.kind = rule.kind;
  field.optional = rule.optional;
  const auto input = std::find_if(inputs.begin(), inputs.end(),
                                  [&](const TypedInput& one) { return one.name == rule.name; });
  if (rule.kind == "choice") {
    field.options.assign(std::begin(kBasisOptions), std::end(kBasisOptions));
    field.chosen = field.options.front();
    for (const std::string_view option : field.options) {
      if (input != inputs.end() && input->text == option) field.chosen = option;
    }
    return field;
  }
  if (input == inputs.end()) return field;
  const bool percent = rule.kind == "percent";
  std::optional<double> value;
  std::string_view code = read_number(*input, percent, value);
  if (code.empty() && value) {
    if (*value < 0 && rule.kind != "signed_money") {
      code = "negative";
    } else if (rule.kind == "count" && std::trunc(*value) != *value) {
      code = "not_whole";
    } else if (percent && *value > kPercent) {
      code = "above_100";
    }
  }
  if (!code.empty()) {
    field.problem.code = code;
  } else if (value) {
    field.value = percent ? *value / kPercent : *value;
  }
  return field;
}

// Formulas.

bool in_name(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

/// The names of a formula, one after another; empty at its end.
std::string_view next_name(std::string_view& formula) {
  while (!formula.empty() && !in_name(formula.front())) formula.remove_prefix(1);
  size_t size = 0;
  while (size < formula.size() && in_name(formula[size])) ++size;
  const std::string_view name = formula.substr(0, size);
  formula.remove_prefix(size);
  return name;
}

bool is_name(std::string_view formula) {
  return !formula.empty() && std::all_of(formula.begin(), formula.end(), in_name);
}

const CalculatorField* find_field(const Calculation& calculation, std::string_view name) {
  for (const CalculatorField& field : calculation.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

const CalculatorResult* find_result(const Calculation& calculation, std::string_view name) {
  for (const CalculatorResult& result : calculation.results) {
    if (result.name == name) return &result;
  }
  return nullptr;
}

double value_of(const Calculation& calculation, std::string_view name) {
  if (const auto* field = find_field(calculation, name)) return field->value.value_or(0);
  const auto* result = find_result(calculation, name);
  return result != nullptr ? result->value.value_or(0) : 0;
}

/// Evaluates a formula whose names all have values. Formulas are those above: they are well formed.
class Evaluation {
 public:
  Evaluation(const Calculation& calculation, std::string_view formula)
      : calculation_(calculation), rest_(formula), value_(sum()) {}

  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] bool divided_by_zero() const { return divided_by_zero_; }
  /// The name that was the divisor, where it was one name.
  [[nodiscard]] std::string_view divisor() const { return divisor_; }

 private:
  char peek() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    return rest_.empty() ? '\0' : rest_.front();
  }
  bool take(char sign) {
    if (peek() != sign) return false;
    rest_.remove_prefix(1);
    return true;
  }
  double sum() {
    double value = product();
    while (true) {
      if (take('+')) {
        value += product();
      } else if (take('-')) {
        value -= product();
      } else {
        return value;
      }
    }
  }
  double product() {
    double value = factor();
    while (true) {
      if (take('*')) {
        value *= factor();
      } else if (take('/')) {
        peek();
        const std::string_view from = rest_;
        const double by = factor();
        if (by == 0) {
          const std::string_view divisor = from.substr(0, from.size() - rest_.size());
          if (is_name(divisor)) divisor_ = divisor;
          divided_by_zero_ = true;
        }
        value = by == 0 ? 0 : value / by;
      } else {
        return value;
      }
    }
  }
  double factor() {
    if (take('(')) {
      const double value = sum();
      take(')');
      return value;
    }
    if (in_name(peek())) return value_of(calculation_, next_name(rest_));
    double number = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      number = number * 10 + (rest_.front() - '0');
    }
    return number;
  }

  const Calculation& calculation_;
  std::string_view rest_;
  bool divided_by_zero_ = false;
  std::string_view divisor_;
  double value_;
};

/// Whether every name of the formula has a value; says in `result` what is in the way otherwise.
bool can_evaluate(const Calculation& calculation, std::string_view formula,
                  CalculatorResult& result) {
  for (std::string_view name = next_name(formula); !name.empty(); name = next_name(formula)) {
    if (const auto* field = find_field(calculation, name)) {
      if (!field->problem.code.empty()) {
        result.invalid = true;
      } else if (!field->value) {
        result.missing.push_back(name);
      }
    } else if (const auto* earlier = find_result(calculation, name)) {
      result.invalid |= earlier->invalid;
      result.missing.insert(result.missing.end(), earlier->missing.begin(), earlier->missing.end());
      if (!earlier->problem.code.empty()) result.problem = earlier->problem;
    }
  }
  return !result.invalid && result.missing.empty() && result.problem.code.empty();
}

uint64_t count_of(const Calculation& calculation, std::string_view name) {
  return static_cast<uint64_t>(value_of(calculation, name));
}

void add_interval(const Calculation& calculation, const ResultRule& rule,
                  CalculatorResult& result) {
  if (rule.interval == Interval::wilson) {
    result.n = value_of(calculation, rule.n);
    const auto part = static_cast<uint64_t>(std::llround(*result.value * *result.n));
    const auto interval = numeric::wilson_interval(part, count_of(calculation, rule.n));
    result.low = interval.low;
    result.high = interval.high;
    return;
  }
  const uint64_t more = count_of(calculation, "promoters");
  const uint64_t less = count_of(calculation, "detractors");
  const uint64_t n = more + less + count_of(calculation, "passives");
  const auto interval = numeric::paired_difference_interval(more, less, n);
  result.n = static_cast<double>(n);
  result.low = interval.low * kPercent;
  result.high = interval.high * kPercent;
}

CalculatorResult compute(const Calculation& calculation, const ResultRule& rule) {
  CalculatorResult result;
  result.name = rule.name;
  result.unit = rule.unit;
  result.formula = rule.formula;
  if (!can_evaluate(calculation, rule.formula, result)) return result;
  const Evaluation evaluation(calculation, rule.formula);
  if (evaluation.divided_by_zero()) {
    result.problem = {rule.zero, evaluation.divisor()};
  } else if (evaluation.value() > 1 && !rule.above_one.empty()) {
    result.problem = {rule.above_one, {}};
  } else {
    result.value = evaluation.value();
    if (rule.interval != Interval::none) add_interval(calculation, rule, result);
  }
  return result;
}

}  // namespace

std::span<const std::string_view> calculator_names() {
  return kNames;
}

std::optional<Calculation> calculate(std::string_view name, std::span<const TypedInput> inputs) {
  const auto* const found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  const Calculator& calculator = kCalculators[found - std::begin(kNames)];
  Calculation calculation{*found, {}, {}};
  std::string_view chosen;
  const auto applies = [&](std::string_view only) {
    return only.empty() || only.find(chosen) != std::string_view::npos;
  };
  for (const FieldRule& rule : calculator.fields) {
    if (!applies(rule.only)) continue;
    calculation.fields.push_back(read_field(rule, inputs));
    if (rule.kind == "choice") chosen = calculation.fields.back().chosen;
  }
  for (const BoundRule& bound : calculator.bounds) {
    CalculatorResult unused;
    if (!can_evaluate(calculation, bound.limit, unused)) continue;
    for (CalculatorField& field : calculation.fields) {
      if (field.name != bound.field || !field.value) continue;
      if (*field.value <= Evaluation(calculation, bound.limit).value()) continue;
      field.problem = {bound.code, is_name(bound.limit) ? bound.limit : std::string_view()};
      field.value.reset();
    }
  }
  for (const ResultRule& rule : calculator.results) {
    if (applies(rule.only)) calculation.results.push_back(compute(calculation, rule));
  }
  return calculation;
}

}  // namespace dangol::metrics
