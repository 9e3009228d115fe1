#include "table/detector.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/utf8.h"
#include "table/amount_scope.h"
#include "table/column_label.h"
#include "table/column_names.h"
#include "table/column_values.h"
#include "table/currency_sign.h"
#include "table/date_column.h"
#include "table/presets.h"
#include "table/word_list.h"

namespace dangol::table {

namespace {

constexpr double kNearlyAll = 0.9;
/// A column whose cells call rows off leaves at least this share of them alone.
constexpr double kRowsNotCancelled = 0.4;
constexpr double kHighestScore = 10;

/// The order in which roles look for a column: what others could mistake for theirs goes first.
constexpr Role kDetectionOrder[] = {
    Role::time,     Role::time_of_day, Role::time_zone, Role::email,      Role::phone,
    Role::customer, Role::line,        Role::refund,    Role::unit_price, Role::amount,
    Role::quantity, Role::order,       Role::reference, Role::cancelled,  Role::status,
    Role::event,    Role::currency,    Role::product,   Role::channel,    Role::variant,
    Role::score};

constexpr Role kNumberRoles[] = {Role::amount, Role::unit_price, Role::refund, Role::discount,
                                 Role::quantity};

/// One run of detection over one sample.
class Detector {
 public:
  Detector(const Sample& sample, Schema& schema);

  void apply(const MappingChoice& chosen);
  void detect();
  void warn();

 private:
  using NamedColumn = std::pair<std::string_view, size_t>;

  [[nodiscard]] bool open(size_t column) const { return !schema_.columns[column].role; }
  /// No column plays the role yet, the user has not ruled on it, and the export can have it.
  [[nodiscard]] bool wanted(Role role) const {
    return !settled_[index_of(role)] && (preset_ == nullptr || preset_->fills(role));
  }
  void assign(size_t column, Role role, double confidence) {
    schema_.columns[column].role = role;
    schema_.columns[column].confidence = confidence;
    settled_[index_of(role)] = true;
  }
  void withdraw(size_t column) {
    schema_.columns[column].role.reset();
    schema_.columns[column].confidence = 0;
  }

  [[nodiscard]] bool values_fit(size_t column, Role role) const;
  [[nodiscard]] bool values_allow(size_t column, Role role) const;
  template <typename Fits>
  [[nodiscard]] std::optional<size_t> find_open(const std::vector<NamedColumn>& by_name,
                                                std::string_view name, Fits fits) const;
  void recognise();
  [[nodiscard]] bool is_cdnow() const;
  void fill_cdnow();
  void fill_preset();
  void detect_by_known_names();
  void detect_order_in_name_column();
  void detect_by_stems();
  void detect_by_values();
  void detect_headerless();
  void detect_person();
  void decline_names_as_customer();
  void settle_price_without_quantity();
  void settle_money();
  void settle_amount_scope();
  void settle_dates();

  [[nodiscard]] std::optional<size_t> find_column(std::string_view name) const;
  [[nodiscard]] bool names_one_customer(size_t column, size_t customer) const;
  [[nodiscard]] bool identifies(size_t column) const;
  [[nodiscard]] bool stands_together(size_t column) const;
  [[nodiscard]] bool looks_like_order_of(size_t column, size_t customer) const;

  const Sample& sample_;
  Schema& schema_;
  const Preset* preset_ = nullptr;
  std::vector<std::string> names_;
  std::vector<std::string> whole_names_;
  std::vector<NamedColumn> by_name_;        ///< sorted
  std::vector<NamedColumn> by_whole_name_;  ///< sorted
  std::vector<ColumnValues> values_;
  PerRole<bool> settled_{};  ///< the role has a column, or is to have none
};

Detector::Detector(const Sample& sample, Schema& schema) : sample_(sample), schema_(schema) {
  const size_t count = schema_.columns.size();
  names_.resize(count);
  whole_names_.resize(count);
  for (size_t i = 0; i < count; ++i) values_.push_back(look_at_column(sample, i));
  if (sample.header.empty()) return;
  for (size_t i = 0; i < count; ++i) {
    names_[i] = normalise_name(schema_.columns[i].name);
    whole_names_[i] = normalise_whole_name(schema_.columns[i].name);
  }
  for (size_t i = 0; i < count; ++i) {
    by_name_.emplace_back(names_[i], i);
    by_whole_name_.emplace_back(whole_names_[i], i);
  }
  std::sort(by_name_.begin(), by_name_.end());
  std::sort(by_whole_name_.begin(), by_whole_name_.end());
}

std::optional<size_t> Detector::find_column(std::string_view name) const {
  const std::string line = column_label(name);
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
  if (chosen.amount_scope) schema_.amount_scope.choose(*chosen.amount_scope);
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
    assign(*column, role, confidence::kUser);
    schema_.columns[*column].chosen_by = ChosenBy::user;
  }
}

/// Whether the values do not contradict the role. A column that is blank throughout the sample is
/// judged by its name alone, after all others.
bool Detector::values_fit(size_t column, Role role) const {
  const ColumnValues& values = values_[column];
  switch (role) {
    case Role::time:
      return values.mostly(values.dates + values.number_dates);
    case Role::time_of_day:
      return values.mostly(values.clocks);
    case Role::email:
      return values.mostly(values.emails + values.masked);
    case Role::phone:
      return values.mostly(values.phones + values.masked, 0.5);
    case Role::amount:
    case Role::refund:
    case Role::discount:
    case Role::quantity:
    case Role::unit_price:
    case Role::score:
      return values.mostly(values.amounts);
    case Role::order:
      return 2 * values.filled >= values.records && values.filled > 0;
    case Role::cancelled: {
      const double calm = static_cast<double>(values.records - values.filled + values.no_words);
      return values.filled > 0 && calm >= kRowsNotCancelled * static_cast<double>(values.records);
    }
    default:
      return values.filled > 0;
  }
}

/// What is asked of the columns of a known export: that they do not hold something else.
bool Detector::values_allow(size_t column, Role role) const {
  if (role == Role::order || role == Role::cancelled) return true;
  return values_[column].filled == 0 || values_fit(column, role);
}

/// The leftmost open column of that normalised name. O(log columns + columns of that name).
template <typename Fits>
std::optional<size_t> Detector::find_open(const std::vector<NamedColumn>& by_name,
                                          std::string_view name, Fits fits) const {
  auto at = std::lower_bound(by_name.begin(), by_name.end(), NamedColumn{name, 0});
  for (; at != by_name.end() && at->first == name; ++at) {
    if (open(at->second) && fits(at->second)) return at->second;
  }
  return std::nullopt;
}

/// Which export this is. Headings alone could make a sales file of one with an odd date column, so
/// files of experiments must hold no dates, and scores must be scores.
void Detector::recognise() {
  preset_ = recognise_preset(names_, whole_names_);
  if (preset_ == nullptr) return;
  const auto holds = [](const Preset& preset, Role role) {
    return std::find(preset.without.begin(), preset.without.end(), role) != preset.without.end();
  };
  for (size_t i = 0; i < values_.size(); ++i) {
    const ColumnValues& values = values_[i];
    const bool dated = holds(*preset_, Role::time) && values.mostly(values.dates);
    const bool no_score = preset_->id == "survey" && values_fit(i, Role::score) &&
                          holds_word(known_names(Role::score), names_[i]) &&
                          values.largest > kHighestScore;
    if (!dated && !no_score) continue;
    preset_ = nullptr;
    return;
  }
}

/// The public CDNOW file has no names: customer, perhaps their number in a sample, a packed day of
/// 1997 or 1998, CDs, dollars.
bool Detector::is_cdnow() const {
  const size_t count = values_.size();
  if (!sample_.header.empty() || (count != 4 && count != 5) || sample_.records.empty())
    return false;
  const auto packed = [&](const std::vector<std::string>& record) {
    if (record.size() != count) return false;
    const std::string_view date = record[count - 3];
    return date.size() == 8 && (date.substr(0, 4) == "1997" || date.substr(0, 4) == "1998");
  };
  const ColumnValues& dollars = values_[count - 1];
  return std::all_of(sample_.records.begin(), sample_.records.end(), packed) &&
         values_[count - 2].mostly(values_[count - 2].small_integers, kNearlyAll) &&
         dollars.mostly(dollars.with_decimals, 0.5);
}

void Detector::fill_cdnow() {
  const size_t count = values_.size();
  const std::pair<size_t, Role> columns[] = {{0, Role::customer},
                                             {count - 3, Role::time},
                                             {count - 2, Role::quantity},
                                             {count - 1, Role::amount}};
  for (const auto& [column, role] : columns) {
    if (wanted(role) && open(column)) assign(column, role, confidence::kPreset);
  }
}

void Detector::fill_preset() {
  for (const PresetRole& filled : preset_->roles) {
    for (const bool blank_too : {false, true}) {
      std::string_view names = filled.names;
      while (!names.empty() && wanted(filled.role)) {
        const std::string_view name = take_word(names);
        const auto fits = [&](size_t column) {
          return (blank_too || values_[column].filled > 0) && values_allow(column, filled.role);
        };
        auto column = find_open(by_whole_name_, name, fits);
        if (!column) column = find_open(by_name_, name, fits);
        if (column) assign(*column, filled.role, confidence::kPreset);
      }
    }
  }
}

void Detector::detect_by_known_names() {
  for (const bool blank_too : {false, true}) {
    for (const Role role : kDetectionOrder) {
      std::string_view names = known_names(role);
      while (!names.empty() && wanted(role)) {
        const std::string_view name = take_word(names);
        const auto column = find_open(by_name_, name, [&](size_t i) {
          return blank_too ? values_[i].filled == 0 : values_fit(i, role);
        });
        if (column) {
          assign(*column, role, blank_too ? confidence::kBlankColumn : confidence::kKnownName);
        }
      }
    }
  }
}

/// Some shops call the order number `Name`: #1001.
void Detector::detect_order_in_name_column() {
  for (size_t i = 0; i < names_.size() && wanted(Role::order); ++i) {
    if (names_[i] == "name" && open(i) && values_[i].mostly(values_[i].hash_numbers, 0.5)) {
      assign(i, Role::order, confidence::kKnownName);
    }
  }
}

void Detector::detect_by_stems() {
  for (const Role role : {Role::time, Role::order, Role::customer, Role::amount}) {
    for (size_t i = 0; i < names_.size() && wanted(role); ++i) {
      if (open(i) && has_stem(names_[i], role) && values_fit(i, role)) {
        assign(i, role, confidence::kStem);
      }
    }
  }
}

void Detector::detect_by_values() {
  for (size_t i = 0; i < values_.size() && wanted(Role::time); ++i) {
    if (open(i) && values_[i].mostly(values_[i].dates, kNearlyAll)) {
      assign(i, Role::time, confidence::kValues);
    }
  }
  const bool identified = schema_.column_of(Role::customer) || schema_.column_of(Role::email);
  for (size_t i = 0; i < values_.size() && !identified && wanted(Role::email); ++i) {
    if (open(i) && values_[i].mostly(values_[i].emails, kNearlyAll)) {
      assign(i, Role::email, confidence::kValues);
    }
  }
  const bool priced = schema_.column_of(Role::amount) || schema_.column_of(Role::unit_price);
  for (size_t i = 0; i < values_.size() && !priced && wanted(Role::amount); ++i) {
    const ColumnValues& values = values_[i];
    const bool money =
        values.mostly(values.with_symbol, 0.5) || values.mostly(values.with_decimals, 0.5);
    if (open(i) && values.mostly(values.amounts, kNearlyAll) && money) {
      assign(i, Role::amount, confidence::kValues);
    }
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

/// An open column whose values recur and are no fractions.
bool Detector::identifies(size_t column) const {
  const ColumnValues& values = values_[column];
  return open(column) && values.distinct > 1 && values.distinct < values.filled &&
         !values.mostly(values.with_decimals, 0.5);
}

/// Whether each value stands on neighbouring rows only, as the number of an order does.
bool Detector::stands_together(size_t column) const {
  std::unordered_set<std::string_view> seen;
  std::string_view last;
  for (const auto& record : sample_.records) {
    if (column >= record.size() || record[column].empty()) continue;
    if (record[column] != last && !seen.insert(record[column]).second) return false;
    last = record[column];
  }
  return true;
}

/// `column` numbers orders of the customers in `customer`: its rows stand together, theirs do not.
bool Detector::looks_like_order_of(size_t column, size_t customer) const {
  if (!identifies(column) || !identifies(customer)) return false;
  const ColumnValues& numbers = values_[customer];
  return numbers.mostly(numbers.with_digits, kNearlyAll) &&
         numbers.distinct * 6 < values_[column].distinct * 5 &&
         names_one_customer(column, customer) && stands_together(column) &&
         !stands_together(customer);
}

/// Without names, identifiers are columns whose values are neither dates, counts nor fractions.
void Detector::detect_headerless() {
  for (size_t i = 0; i < values_.size(); ++i) {
    if (!open(i)) continue;
    const ColumnValues& values = values_[i];
    if (wanted(Role::quantity) && values.mostly(values.small_integers, kNearlyAll) &&
        values.distinct < values.filled) {
      assign(i, Role::quantity, confidence::kGuess);
    } else if (wanted(Role::phone) && values.mostly(values.phones, kNearlyAll)) {
      assign(i, Role::phone, confidence::kValues);
    }
  }
  for (size_t i = 0; i < values_.size() && wanted(Role::customer); ++i) {
    bool numbers_orders = false;
    for (size_t j = 0; j < values_.size() && !numbers_orders; ++j) {
      numbers_orders = j != i && looks_like_order_of(i, j);
    }
    if (identifies(i) && !numbers_orders) assign(i, Role::customer, confidence::kGuess);
  }
  const auto customer = schema_.column_of(Role::customer);
  for (size_t i = 0; i < values_.size() && customer && wanted(Role::order); ++i) {
    const bool finer = values_[i].distinct * 5 > values_[*customer].distinct * 6;
    if (open(i) && finer && !values_[i].mostly(values_[i].with_decimals, 0.5) &&
        names_one_customer(i, *customer)) {
      assign(i, Role::order, confidence::kGuess);
    }
  }
  if (schema_.column_of(Role::amount)) return;
  for (size_t i = 0; i < values_.size() && wanted(Role::amount); ++i) {
    if (open(i) && values_[i].mostly(values_[i].amounts, kNearlyAll)) {
      assign(i, Role::amount, confidence::kGuess);
    }
  }
}

/// Names tell customers apart only where nothing better does.
void Detector::detect_person() {
  if (schema_.column_of(Role::email) || schema_.column_of(Role::phone)) return;
  std::string_view names = person_names();
  while (!names.empty() && wanted(Role::customer)) {
    const auto column =
        find_open(by_name_, take_word(names), [&](size_t i) { return values_[i].filled > 0; });
    if (column) assign(*column, Role::customer, confidence::kPerson);
  }
}

/// `Customer` and `구매자` may hold names: then an e-mail address or a phone number is better.
void Detector::decline_names_as_customer() {
  const auto customer = schema_.column_of(Role::customer);
  if (!customer || schema_.columns[*customer].chosen_by == ChosenBy::user) return;
  if (!schema_.column_of(Role::email) && !schema_.column_of(Role::phone)) return;
  const ColumnValues& values = values_[*customer];
  if (values.mostly(values.person_like, 0.5)) withdraw(*customer);
}

/// A price without a quantity is what the line cost.
void Detector::settle_price_without_quantity() {
  const auto price = schema_.column_of(Role::unit_price);
  if (!price || schema_.column_of(Role::quantity) || !wanted(Role::amount)) return;
  Column& column = schema_.columns[*price];
  if (column.chosen_by == ChosenBy::detected) assign(*price, Role::amount, column.confidence);
}

/// How numbers are written, each column for itself and else as the amounts are; and the currency
/// that these name.
void Detector::settle_money() {
  auto money = schema_.column_of(Role::amount);
  if (!money) money = schema_.column_of(Role::unit_price);
  NumberFormat common;
  if (money) {
    common = values_[*money].number_format(common);
    schema_.currency = detect_currency(sample_, *money);
    if (schema_.currency.empty() && preset_ != nullptr) schema_.currency = preset_->currency;
  }
  for (const Role role : kNumberRoles) {
    const auto column = schema_.column_of(role);
    schema_.number_formats[index_of(role)] =
        column ? values_[*column].number_format(common) : common;
  }
}

void Detector::settle_amount_scope() {
  const auto amount = schema_.column_of(Role::amount);
  if (!amount) return;
  for (const PresetRole& filled :
       preset_ == nullptr ? std::span<const PresetRole>{} : preset_->roles) {
    const bool named = holds_word(filled.names, names_[*amount]) ||
                       holds_word(filled.names, whole_names_[*amount]);
    if (filled.role != Role::amount || !named) continue;
    schema_.amount_scope.detect(filled.scope);
    return;
  }
  const auto order = schema_.column_of(Role::order);
  if (!order) return;
  schema_.amount_scope.detect(detect_amount_scope(sample_, {*order, *amount, names_[*amount]}));
}

/// The zone that the heading of the days names, or that of the clocks beside them.
void Detector::settle_dates() {
  if (preset_ != nullptr) schema_.usual_date_order = preset_->date_order;
  for (const Role role : {Role::time, Role::time_of_day}) {
    const auto column = schema_.column_of(role);
    if (!column || *column >= sample_.header.size() || !schema_.time_zone.empty()) continue;
    schema_.time_zone = zone_of_heading(sample_.header[*column]);
  }
}

void Detector::detect() {
  if (!sample_.header.empty()) {
    recognise();
    if (preset_ != nullptr) fill_preset();
    detect_order_in_name_column();
    detect_by_known_names();
    decline_names_as_customer();
    detect_by_stems();
    detect_person();
  } else if (is_cdnow()) {
    preset_ = find_preset("cdnow");
    fill_cdnow();
  }
  detect_by_values();
  if (sample_.header.empty() && preset_ == nullptr) detect_headerless();
  if (preset_ != nullptr) schema_.preset = preset_->id;
  settle_price_without_quantity();
  settle_money();
  settle_amount_scope();
  settle_dates();
}

void Detector::warn() {
  const auto customer = schema_.column_of(Role::customer);
  if (customer) {
    const ColumnValues& values = values_[*customer];
    schema_.customer_is_name =
        holds_word(person_names(), names_[*customer]) || values.mostly(values.person_like, 0.5);
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
  // A survey has answers, and no amounts to miss.
  const bool survey = schema_.column_of(Role::score) && !schema_.column_of(Role::order);
  if (!survey && !schema_.column_of(Role::amount) && !schema_.column_of(Role::unit_price)) {
    schema_.warnings.push_back({"no_amount_column", 0, 0, {}});
  }
}

}  // namespace

void detect_roles(const Sample& sample, const MappingChoice& chosen, Schema& schema) {
  Detector detector(sample, schema);
  detector.apply(chosen);
  detector.detect();
  detector.warn();
}

}  // namespace dangol::table
