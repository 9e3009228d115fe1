#include "engine/options.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "base/date_time.h"
#include "base/time_zone.h"
#include "metrics/cohorts.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::json;

/// Each reader takes one JSON value and says whether it could be used. `null` leaves the default.
bool read_mapping(const Json& json, table::MappingChoice& mapping) {
  if (!json.is_object()) return false;
  for (const auto& [name, column] : json.items()) {
    const auto role = table::parse_role(name);
    if (!role || !(column.is_string() || column.is_null())) return false;
    mapping.columns[*role] =
        column.is_null() ? std::nullopt : std::optional(column.get<std::string>());
  }
  return true;
}

bool read_count(const Json& json, uint32_t& value) {
  if (!json.is_number_unsigned()) return false;
  const auto number = json.get<uint64_t>();
  if (number > std::numeric_limits<uint32_t>::max()) return false;
  value = static_cast<uint32_t>(number);
  return true;
}

bool read_count(const Json& json, std::optional<uint32_t>& value) {
  uint32_t number = 0;
  if (!read_count(json, number)) return false;
  value = number;
  return true;
}

bool read_delimiter(const Json& json, std::optional<char>& delimiter) {
  constexpr std::string_view kDelimiters = ",;\t| ";
  if (!json.is_string()) return false;
  const auto& text = json.get_ref<const std::string&>();
  if (text.size() != 1 || kDelimiters.find(text[0]) == std::string_view::npos) return false;
  delimiter = text[0];
  return true;
}

/// A word out of a fixed list, read by `parse`, which gives an empty optional for any other.
template <typename T, typename Parse>
bool read_word(const Json& json, T& value, Parse parse) {
  if (!json.is_string()) return false;
  const auto word = parse(std::string_view(json.get_ref<const std::string&>()));
  if (!word) return false;
  value = *word;
  return true;
}

bool read_text(const Json& json, std::string& text) {
  if (!json.is_string()) return false;
  text = json.get<std::string>();
  return true;
}

bool read_time_zone(const Json& json, std::string& zone) {
  return read_text(json, zone) && parse_time_zone(zone).has_value();
}

std::optional<bool> parse_duplicates(std::string_view name) {
  if (name == "drop") return true;
  if (name == "keep") return false;
  return std::nullopt;
}

/// Three letters, as ISO 4217 has them.
std::optional<std::string> parse_currency(std::string_view text) {
  std::string code(text);
  for (char& c : code) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') return std::nullopt;
  }
  return code.size() == 3 ? std::optional(code) : std::nullopt;
}

bool read_texts(const Json& json, std::vector<std::string>& texts) {
  if (!json.is_array()) return false;
  texts.clear();
  for (const Json& text : json) {
    if (!read_text(text, texts.emplace_back())) return false;
  }
  return true;
}

bool read_days(const Json& json, uint32_t& days) {
  uint32_t number = 0;
  if (!read_count(json, number) || number < 1 || number > Options::kMostDays) return false;
  days = number;
  return true;
}

bool read_margin(const Json& json, std::optional<double>& margin) {
  if (!json.is_number()) return false;
  const auto share = json.get<double>();
  if (!(share >= 0 && share <= 1)) return false;
  margin = share;
  return true;
}

bool read_bracket(const Json& json, metrics::CohortRule& rule) {
  if (!json.is_array() || json.size() != 2) return false;
  uint32_t from = 0;
  uint32_t to = 0;
  if (!read_count(json[0], from) || !read_count(json[1], to)) return false;
  if (from > to || to >= static_cast<uint32_t>(metrics::kMaxPeriods)) return false;
  rule.bracket_from = from;
  rule.bracket_to = to;
  return true;
}

bool read_cohorts(const Json& json, metrics::CohortRule& rule) {
  if (!json.is_object()) return false;
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    const bool read = name == "period" ? read_word(value, rule.unit, parse_period_unit)
                      : name == "definition"
                          ? read_word(value, rule.definition, metrics::parse_cohort_definition)
                      : name == "basis" ? read_word(value, rule.basis, metrics::parse_cohort_basis)
                      : name == "bracket" ? read_bracket(value, rule)
                                          : false;
    if (!read) return false;
  }
  return true;
}

/// A day that data could hold: the periods up to one in the year 9999 would fill the memory.
std::optional<Day> parse_as_of(std::string_view text) {
  DateFields fields;
  return parse_date_time(text, fields) ? parse_iso_day(text) : std::nullopt;
}

bool read_value_filter(const std::string& dimension, const Json& json, metrics::Filters& filters) {
  metrics::ValueFilter filter{dimension, {}};
  if (!read_texts(json, filter.values)) return false;
  if (!filter.values.empty()) filters.values.push_back(filter);
  return true;
}

bool read_filters(const Json& json, metrics::Filters& filters) {
  if (!json.is_object()) return false;
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    bool read = false;
    if (name == "segment") {
      read = read_texts(value, filters.segments);
    } else if (name == "product" || name == "channel") {
      read = read_value_filter(name, value, filters);
    } else if (name == "columns" && value.is_object()) {
      read = true;
      for (const auto& [column, values] : value.items()) {
        read = read && read_value_filter(column, values, filters);
      }
    } else {
      for (const auto& [key, day] : {std::pair{"from", &filters.from},
                                     {"to", &filters.to},
                                     {"first_order_from", &filters.first_order_from},
                                     {"first_order_to", &filters.first_order_to}}) {
        if (name == key) read = read_word(value, *day, parse_as_of);
      }
    }
    if (!read) return false;
  }
  return true;
}

bool read_sections(const Json& json, SectionSet& sections) {
  if (!json.is_array()) return false;
  sections = {};
  for (const Json& name : json) {
    Section section{};
    if (!read_word(name, section, parse_section_name)) return false;
    sections.add(section);
  }
  return true;
}

enum class Outcome : uint8_t { read, bad_value, unknown };

Outcome read_option(std::string_view name, const Json& json, Options& options) {
  const auto outcome = [](bool read) { return read ? Outcome::read : Outcome::bad_value; };
  if (name == "mapping") return outcome(read_mapping(json, options.mapping));
  if (name == "header_row") return outcome(read_count(json, options.dialect.header_row));
  if (name == "delimiter") return outcome(read_delimiter(json, options.dialect.delimiter));
  if (name == "date_order") {
    return outcome(read_word(json, options.date_order, table::parse_date_order));
  }
  if (name == "encoding") return outcome(read_word(json, options.encoding, csv::parse_encoding));
  if (name == "time_zone") return outcome(read_time_zone(json, options.time_zone));
  if (name == "sheet") return outcome(read_text(json, options.sheet));
  if (name == "amounts") {
    return outcome(read_word(json, options.mapping.amount_scope, table::parse_amount_scope));
  }
  if (name == "currency") return outcome(read_word(json, options.policy.currency, parse_currency));
  if (name == "duplicates") {
    return outcome(read_word(json, options.policy.drop_duplicates, parse_duplicates));
  }
  if (name == "order_key") {
    return outcome(read_word(json, options.policy.order_key, ledger::parse_order_key));
  }
  if (name == "refunds") {
    return outcome(read_word(json, options.policy.refunds, ledger::parse_refunds));
  }
  if (name == "zero_value_orders") {
    return outcome(
        read_word(json, options.policy.zero_value_orders, ledger::parse_zero_value_orders));
  }
  if (name == "as_of") return outcome(read_word(json, options.policy.as_of, parse_as_of));
  if (name == "minimum_n") return outcome(read_count(json, options.cohorts.minimum_n));
  if (name == "period") return outcome(read_word(json, options.period, parse_period_unit));
  if (name == "cohorts") return outcome(read_cohorts(json, options.cohorts));
  if (name == "columns") return outcome(read_texts(json, options.columns));
  if (name == "churn_window_days") {
    uint32_t days = 0;
    if (!read_days(json, days)) return Outcome::bad_value;
    options.churn_window_days = days;
    return Outcome::read;
  }
  if (name == "maturity_days") return outcome(read_days(json, options.maturity_days));
  if (name == "margin") return outcome(read_margin(json, options.margin));
  if (name == "split_by") return outcome(read_text(json, options.split_by));
  if (name == "compare") return outcome(read_texts(json, options.compare));
  if (name == "filters") return outcome(read_filters(json, options.filters));
  if (name == "sections") return outcome(read_sections(json, options.sections));
  if (name == "models") return outcome(read_model_options(json, options.models));
  if (name == "experiment") return outcome(read_experiment_options(json, options.experiment));
  return Outcome::unknown;
}

}  // namespace

Result<Options> parse_options(std::string_view text) {
  if (text.empty()) return Options{};
  const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return Error{"options_unreadable", {}, std::string(text.substr(0, 80))};
  Options options;
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    const Outcome outcome = read_option(name, value, options);
    if (outcome == Outcome::unknown) return Error{"option_unknown", {}, name};
    if (outcome == Outcome::bad_value) return Error{"option_value", {}, name};
  }
  for (const auto& [option, section] :
       {std::pair{"models", Section::value}, std::pair{"experiment", Section::experiment}}) {
    const auto found = json.find(option);
    if (found != json.end() && !found->is_null()) options.sections.add(section);
  }
  return options;
}

bool same_import(const Options& a, const Options& b) {
  const auto import = [](const Options& o) {
    return std::tie(o.mapping.columns, o.mapping.amount_scope, o.dialect.delimiter,
                    o.dialect.header_row, o.encoding, o.sheet, o.date_order, o.time_zone,
                    o.columns);
  };
  return import(a) == import(b);
}

}  // namespace dangol::engine
