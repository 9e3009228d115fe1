#include "table/schema.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <unordered_map>

#include "base/utf8.h"
#include "table/column_names.h"
#include "table/column_values.h"
#include "table/currency_sign.h"

namespace dangol::table {

namespace {

constexpr size_t kExamples = 3;
constexpr size_t kExampleCharacters = 40;
constexpr size_t kNameCharacters = 180;  // with a number behind it, what a report shows
constexpr double kNearlyAll = 0.9;

/// The order in which roles look for a column: what others could mistake for theirs goes first.
constexpr Role kDetectionOrder[] = {Role::time,     Role::email,   Role::phone,      Role::customer,
                                    Role::line,     Role::refund,  Role::unit_price, Role::amount,
                                    Role::quantity, Role::order,   Role::status,     Role::currency,
                                    Role::product,  Role::channel, Role::variant,    Role::score};

bool is_person_name(std::string_view normalised) {
  const auto names = person_names();
  return std::find(names.begin(), names.end(), normalised) != names.end();
}

/// A column's name as reports show it and users give it back, whatever line breaks the header has.
std::string one_line(std::string_view name) {
  return shorten(trim(name), kNameCharacters);
}

/// One run of detection over one sample.
class Detector {
 public:
  Detector(const Sample& sample, Schema& schema) : sample_(sample), schema_(schema) {
    for (size_t i = 0; i < schema_.columns.size(); ++i) {
      names_.push_back(sample.header.empty() ? std::string{}
                                             : normalise_name(schema_.columns[i].name));
      values_.push_back(look_at_column(sample, i));
    }
  }

  void apply(const MappingChoice& chosen);
  void detect();
  void warn();

 private:
  [[nodiscard]] bool open(size_t column) const { return !schema_.columns[column].role; }
  /// No column plays the role yet, and the user has not ruled on it.
  [[nodiscard]] bool wanted(Role role) const { return !settled_[index_of(role)]; }
  void assign(size_t column, Role role) {
    schema_.columns[column].role = role;
    settled_[index_of(role)] = true;
  }

  [[nodiscard]] bool values_fit(size_t column, Role role) const;
  void detect_by_known_names();
  void detect_order_in_name_column();
  void detect_by_stems();
  void detect_by_values();
  void detect_headerless();
  void detect_person();
  void decline_names_as_customer();
  void settle_price_without_quantity();
  void settle_money();
  [[nodiscard]] std::optional<size_t> find_column(std::string_view name) const;
  [[nodiscard]] bool names_one_customer(size_t column, size_t customer) const;

  const Sample& sample_;
  Schema& schema_;
  std::vector<std::string> names_;
  std::vector<ColumnValues> values_;
  PerRole<bool> settled_{};  ///< the role has a column, or is to have none
};

std::optional<size_t> Detector::find_column(std::string_view name) const {
  const std::string line = one_line(name);
  for (const std::string_view exact : {trim(name), std::string_view(line)}) {
    for (size_t i = 0; i < schema_.columns.size(); ++i) {
      if (schema_.columns[i].name == exact) return i;
    }
  }
  std::string scratch;
  const std::string wanted(fold_case(line, scratch));
  for (size_t i = 0; i < schema_.columns.size(); ++i) {
    if (fold_case(schema_.columns[i].name, scratch) == wanted) return i;
  }
  return std::nullopt;
}

void Detector::apply(const MappingChoice& chosen) {
  for (const auto& [role, name] : chosen.columns) {
    if (!name) {
      settled_[index_of(role)] = true;
      continue;
    }
    const auto column = find_column(*name);
    if (!column || !open(*column)) {
      schema_.warnings.push_back(
          {column ? "mapping_column_taken" : "mapping_column_missing", 0, 0, shorten(*name, 60)});
      continue;
    }
    assign(*column, role);
    schema_.columns[*column].chosen_by = ChosenBy::user;
  }
}

/// Whether the values do not contradict the role. A column that is blank throughout the sample is
/// judged by its name alone, after all others.
bool Detector::values_fit(size_t column, Role role) const {
  const ColumnValues& values = values_[column];
  switch (role) {
    case Role::time:
      return values.mostly(values.dates);
    case Role::email:
      return values.mostly(values.emails + values.masked);
    case Role::phone:
      return values.mostly(values.phones + values.masked, 0.5);
    case Role::amount:
    case Role::refund:
    case Role::quantity:
    case Role::unit_price:
    case Role::score:
      return values.mostly(values.amounts);
    case Role::order:
      return 2 * values.filled >= values.records && values.filled > 0;
    default:
      return values.filled > 0;
  }
}

void Detector::detect_by_known_names() {
  for (const bool blank_too : {false, true}) {
    for (const Role role : kDetectionOrder) {
      for (const std::string_view known : known_names(role)) {
        if (!wanted(role)) break;
        for (size_t i = 0; i < names_.size(); ++i) {
          const bool fits = blank_too ? values_[i].filled == 0 : values_fit(i, role);
          if (names_[i] == known && open(i) && fits) {
            assign(i, role);
            break;
          }
        }
      }
    }
  }
}

/// Shopify calls the order number `Name`: #1001.
void Detector::detect_order_in_name_column() {
  for (size_t i = 0; i < names_.size() && wanted(Role::order); ++i) {
    if (names_[i] == "name" && open(i) && values_[i].mostly(values_[i].hash_numbers, 0.5)) {
      assign(i, Role::order);
    }
  }
}

void Detector::detect_by_stems() {
  for (const Role role : {Role::time, Role::order, Role::customer, Role::amount}) {
    for (size_t i = 0; i < names_.size() && wanted(role); ++i) {
      if (open(i) && has_stem(names_[i], role) && values_fit(i, role)) assign(i, role);
    }
  }
}

void Detector::detect_by_values() {
  for (size_t i = 0; i < values_.size() && wanted(Role::time); ++i) {
    if (open(i) && values_[i].mostly(values_[i].dates, kNearlyAll)) assign(i, Role::time);
  }
  const bool identified = schema_.column_of(Role::customer) || schema_.column_of(Role::email);
  for (size_t i = 0; i < values_.size() && !identified && wanted(Role::email); ++i) {
    if (open(i) && values_[i].mostly(values_[i].emails, kNearlyAll)) assign(i, Role::email);
  }
  const bool priced = schema_.column_of(Role::amount) || schema_.column_of(Role::unit_price);
  for (size_t i = 0; i < values_.size() && !priced && wanted(Role::amount); ++i) {
    const ColumnValues& values = values_[i];
    const bool money =
        values.mostly(values.with_symbol, 0.5) || values.mostly(values.with_decimals, 0.5);
    if (open(i) && values.mostly(values.amounts, kNearlyAll) && money) assign(i, Role::amount);
  }
}

/// Every value of `column` goes with one value of `customer` only, as order numbers do.
bool Detector::names_one_customer(size_t column, size_t customer) const {
  std::unordered_map<std::string_view, std::string_view> owners;
  for (const auto& record : sample_.records) {
    if (column >= record.size() || customer >= record.size()) continue;
    const auto [owner, added] = owners.emplace(record[column], record[customer]);
    if (!added && owner->second != record[customer]) return false;
  }
  return true;
}

/// Without names, identifiers are columns whose values are neither dates, counts nor fractions.
void Detector::detect_headerless() {
  for (size_t i = 0; i < values_.size(); ++i) {
    if (!open(i)) continue;
    const ColumnValues& values = values_[i];
    if (wanted(Role::quantity) && values.mostly(values.small_integers, kNearlyAll) &&
        values.distinct < values.filled) {
      assign(i, Role::quantity);
    } else if (wanted(Role::phone) && values.mostly(values.phones, kNearlyAll)) {
      assign(i, Role::phone);
    }
  }
  for (size_t i = 0; i < values_.size() && wanted(Role::customer); ++i) {
    const ColumnValues& values = values_[i];
    const bool identifier = values.distinct > 1 && values.distinct < values.filled &&
                            !values.mostly(values.with_decimals, 0.5);
    if (open(i) && identifier) assign(i, Role::customer);
  }
  const auto customer = schema_.column_of(Role::customer);
  for (size_t i = 0; i < values_.size() && customer && wanted(Role::order); ++i) {
    const bool finer = values_[i].distinct * 5 > values_[*customer].distinct * 6;
    if (open(i) && finer && !values_[i].mostly(values_[i].with_decimals, 0.5) &&
        names_one_customer(i, *customer)) {
      assign(i, Role::order);
    }
  }
  if (schema_.column_of(Role::amount)) return;
  for (size_t i = 0; i < values_.size() && wanted(Role::amount); ++i) {
    if (open(i) && values_[i].mostly(values_[i].amounts, kNearlyAll)) assign(i, Role::amount);
  }
}

/// Names tell customers apart only where nothing better does.
void Detector::detect_person() {
  if (schema_.column_of(Role::email) || schema_.column_of(Role::phone)) return;
  for (const std::string_view known : person_names()) {
    for (size_t i = 0; i < names_.size() && wanted(Role::customer); ++i) {
      if (names_[i] == known && open(i) && values_[i].filled > 0) assign(i, Role::customer);
    }
  }
}

/// `Customer` and `구매자` may hold names: then an e-mail address or a phone number is better.
void Detector::decline_names_as_customer() {
  const auto customer = schema_.column_of(Role::customer);
  if (!customer || schema_.columns[*customer].chosen_by == ChosenBy::user) return;
  if (!schema_.column_of(Role::email) && !schema_.column_of(Role::phone)) return;
  const ColumnValues& values = values_[*customer];
  if (values.mostly(values.person_like, 0.5)) schema_.columns[*customer].role.reset();
}

/// A price without a quantity is what the line cost.
void Detector::settle_price_without_quantity() {
  const auto price = schema_.column_of(Role::unit_price);
  if (!price || schema_.column_of(Role::quantity) || !wanted(Role::amount)) return;
  if (schema_.columns[*price].chosen_by == ChosenBy::detected) assign(*price, Role::amount);
}

/// How amounts are written and in which currency, as far as they say so themselves.
void Detector::settle_money() {
  for (const Role role : {Role::amount, Role::unit_price}) {
    const auto column = schema_.column_of(role);
    if (!column) continue;
    const ColumnValues& values = values_[*column];
    if (values.comma_decimals > values.point_decimals) schema_.number_format = {',', '.'};
    schema_.currency = detect_currency(sample_, *column);
    return;
  }
}

void Detector::detect() {
  if (!sample_.header.empty()) {
    detect_order_in_name_column();
    detect_by_known_names();
    decline_names_as_customer();
    detect_by_stems();
    detect_person();
  }
  detect_by_values();
  if (sample_.header.empty()) detect_headerless();
  settle_price_without_quantity();
  settle_money();
}

void Detector::warn() {
  const auto customer = schema_.column_of(Role::customer);
  if (customer) {
    const ColumnValues& values = values_[*customer];
    schema_.customer_is_name =
        is_person_name(names_[*customer]) || values.mostly(values.person_like, 0.5);
    if (schema_.customer_is_name) {
      schema_.warnings.push_back({"customer_is_name", 0, 0, schema_.columns[*customer].name});
    }
  } else if (!schema_.column_of(Role::email) && !schema_.column_of(Role::phone)) {
    schema_.warnings.push_back({"no_customer_column", 0, 0, {}});
  }
  // The first of these that the file has tells customers apart.
  for (const Role role : {Role::customer, Role::email, Role::phone}) {
    const auto column = schema_.column_of(role);
    if (!column) continue;
    const ColumnValues& values = values_[*column];
    if (values.mostly(values.masked, 0.5)) {
      schema_.warnings.push_back({"customer_ids_masked", 0, 0, schema_.columns[*column].name});
    }
    break;
  }
  if (!schema_.column_of(Role::time)) schema_.warnings.push_back({"no_time_column", 0, 0, {}});
  if (!schema_.column_of(Role::amount) && !schema_.column_of(Role::unit_price)) {
    schema_.warnings.push_back({"no_amount_column", 0, 0, {}});
  }
}

std::vector<std::string> examples_of(const Sample& sample, size_t column) {
  std::vector<std::string> examples;
  for (const auto& record : sample.records) {
    if (examples.size() == kExamples) break;
    if (column >= record.size() || record[column].empty()) continue;
    std::string example = shorten(record[column], kExampleCharacters);
    if (std::find(examples.begin(), examples.end(), example) == examples.end()) {
      examples.push_back(std::move(example));
    }
  }
  return examples;
}

std::vector<Column> name_columns(const Sample& sample) {
  size_t count = sample.header.size();
  if (count == 0) {
    for (const auto& record : sample.records) count = std::max(count, record.size());
  }
  std::vector<Column> columns(count);
  std::set<std::string> used;
  std::map<std::string, size_t> copies;
  for (size_t i = 0; i < count; ++i) {
    std::string name;
    if (i < sample.header.size()) name = one_line(sample.header[i]);
    if (name.empty()) name = "column_" + std::to_string(i + 1);
    std::string unique = name;
    size_t& copy = copies[name];
    while (!used.insert(unique).second) {
      copy = std::max<size_t>(copy, 1) + 1;
      unique = name + " (" + std::to_string(copy) + ")";
    }
    columns[i].name = std::move(unique);
    columns[i].examples = examples_of(sample, i);
  }
  return columns;
}

}  // namespace

std::optional<AmountScope> parse_amount_scope(std::string_view name) {
  if (name == "line") return AmountScope::line;
  if (name == "order") return AmountScope::order;
  return std::nullopt;
}

std::string_view amount_scope_name(AmountScope scope) {
  return scope == AmountScope::order ? "order" : "line";
}

std::optional<size_t> Schema::column_of(Role role) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].role == role) return i;
  }
  return std::nullopt;
}

Schema detect_schema(const Sample& sample, uint32_t header_row, const MappingChoice& chosen) {
  Schema schema;
  schema.header_row = header_row;
  schema.header = sample.header;
  schema.columns = name_columns(sample);
  Detector detector(sample, schema);
  detector.apply(chosen);
  detector.detect();
  detector.warn();
  return schema;
}

}  // namespace dangol::table
