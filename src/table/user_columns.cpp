#include "table/user_columns.h"

#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"
#include "table/column_label.h"
#include "table/column_names.h"
#include "table/column_values.h"
#include "table/measure_cell.h"
#include "table/word_list.h"

namespace dangol::table {

namespace {

constexpr double kNearlyAll = 0.9;
/// Of the rows that name a user, at least this share name one who was not there before.
constexpr double kFewTwice = 0.5;

/// What says that something is bought.
constexpr Role kSaleRoles[] = {Role::order,    Role::line,   Role::amount,  Role::unit_price,
                               Role::quantity, Role::refund, Role::product, Role::status};

/// Headings, normalised, that speak of an assignment rather than of a purchase.
constexpr std::string_view kAssignment =
    "assign enrol expos signup signedup regist joined variant experiment 배정 할당 노출 참여 가입 "
    "등록 実験 割当";

/// Ends of headings that speak of the time before, without their separator; longer ones first.
constexpr std::string_view kBefore =
    "pre_period preperiod covariate before previous prior baseline pre 실험전 이전 사전 전기간";
constexpr std::string_view kSeparators = "_- .(";

bool holds_any(std::string_view text, std::string_view words) {
  while (!words.empty()) {
    if (text.find(take_word(words)) != std::string_view::npos) return true;
  }
  return false;
}

/// `orders` for `orders_before`, `orders (pre)` and 주문_이전; empty for every other heading.
std::string_view measure_before(std::string_view name) {
  if (!name.empty() && name.back() == ')') name.remove_suffix(1);
  for (std::string_view words = kBefore; !words.empty();) {
    const std::string_view word = take_word(words);
    if (name.size() <= word.size() + 1 || name.substr(name.size() - word.size()) != word) continue;
    const std::string_view rest = name.substr(0, name.size() - word.size());
    if (kSeparators.find(rest.back()) == std::string_view::npos) continue;
    const size_t last = rest.find_last_not_of(kSeparators);
    if (last != std::string_view::npos) return rest.substr(0, last + 1);
  }
  return {};
}

bool is_chosen(const Schema& schema, std::string_view variant, size_t column) {
  return schema.columns[column].chosen_by == ChosenBy::user ||
         find_column_named(schema, variant) == column;
}

/// The named column, or else the one with that role. Exports of shops call the sizes and colours of
/// goods variants: those are none.
std::optional<size_t> variant_column(const Schema& schema, std::string_view variant) {
  if (const auto named = find_column_named(schema, variant)) return named;
  const auto column = schema.column_of(Role::variant);
  if (!column || is_chosen(schema, variant, *column)) return column;
  return schema.columns[*column].confidence == confidence::kPreset ? std::nullopt : column;
}

class UserColumnFinder {
 public:
  UserColumnFinder(const Sample& sample, Schema& schema) : sample_(sample), schema_(schema) {}

  std::optional<UserColumns> find(std::string_view variant);

 private:
  [[nodiscard]] std::optional<size_t> identity();
  [[nodiscard]] bool new_each_time(size_t column, double share) const;
  [[nodiscard]] bool dates_fit(std::optional<size_t> identity) const;
  void add(size_t column);
  void pair();
  void take_roles();

  const Sample& sample_;
  Schema& schema_;
  UserColumns found_;
  std::optional<size_t> identity_;
  bool order_names_users_ = false;
};

/// What tells users apart. Exports of users may call it `id`, which elsewhere numbers orders.
std::optional<size_t> UserColumnFinder::identity() {
  for (const Role role : {Role::customer, Role::email, Role::phone}) {
    if (const auto column = schema_.column_of(role)) return column;
  }
  const auto order = schema_.column_of(Role::order);
  if (!order || schema_.columns[*order].chosen_by == ChosenBy::user) return std::nullopt;
  if (!new_each_time(*order, kNearlyAll)) return std::nullopt;
  order_names_users_ = true;
  return order;
}

/// Whether `share` of the filled cells hold what no cell above them did.
bool UserColumnFinder::new_each_time(size_t column, double share) const {
  std::unordered_set<std::string_view> seen;
  size_t filled = 0;
  for (const auto& record : sample_.records) {
    if (column >= record.size() || record[column].empty()) continue;
    ++filled;
    seen.insert(record[column]);
  }
  return static_cast<double>(seen.size()) >= share * static_cast<double>(filled);
}

bool UserColumnFinder::dates_fit(std::optional<size_t> identity) const {
  const auto time = schema_.column_of(Role::time);
  if (!time) return true;
  if (!identity || !new_each_time(*identity, kNearlyAll)) return false;
  if (holds_any(normalise_name(schema_.columns[*time].name), kAssignment)) return true;
  return std::none_of(std::begin(kSaleRoles), std::end(kSaleRoles),
                      [&](Role role) { return schema_.column_of(role).has_value(); });
}

void UserColumnFinder::add(size_t column) {
  const ColumnValues values = look_at_column(sample_, column);
  const std::string& name = schema_.columns[column].name;
  std::string scratch;
  size_t words = 0;
  for (const auto& record : sample_.records) {
    if (column < record.size() && says_yes_or_no(record[column], scratch)) ++words;
  }
  const bool dates = values.mostly(values.dates, kNearlyAll);
  const bool numbers = values.mostly(values.amounts + words) && !dates;
  if (!numbers || found_.measures.size() == kMostMeasures) {
    found_.ignored.push_back(name);
    return;
  }
  MeasureColumn& measure = found_.measures.emplace_back();
  measure.name = name;
  measure.column = column;
  measure.format = values.number_format({});
  const std::string normalised = normalise_name(name);
  const bool money_name = holds_word(known_names(Role::amount), normalised) ||
                          has_stem(normalised, Role::amount) || normalised == "arpu" ||
                          normalised == "spent";
  measure.money = words == 0 && (money_name || values.mostly(values.with_symbol, 0.5));
}

/// Which measures stand there twice: during the experiment and before.
void UserColumnFinder::pair() {
  std::vector<std::string> names;
  std::string scratch;
  for (const MeasureColumn& one : found_.measures) {
    names.emplace_back(fold_case(one.name, scratch));
  }
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string_view base = measure_before(names[i]);
    if (base.empty()) continue;
    MeasureColumn& measure = found_.measures[i];
    measure.before = true;
    for (size_t j = 0; j < names.size(); ++j) {
      if (names[j] != base) continue;
      measure.of = found_.measures[j].name;
      measure.money = found_.measures[j].money;
      break;
    }
  }
}

void UserColumnFinder::take_roles() {
  for (size_t i = 0; i < schema_.columns.size(); ++i) {
    Column& column = schema_.columns[i];
    if (!column.role) continue;
    const bool kept = *column.role == Role::customer || *column.role == Role::email ||
                      *column.role == Role::phone || *column.role == Role::time ||
                      *column.role == Role::time_of_day || *column.role == Role::time_zone;
    if (i == found_.variant) {
      if (column.role != Role::variant) column.chosen_by = ChosenBy::user;
      column.role = Role::variant;
    } else if (!kept) {
      column.role.reset();
      column.confidence = 0;
    }
  }
  Column& variant = schema_.columns[found_.variant];
  if (!variant.role) {
    variant.role = Role::variant;
    variant.chosen_by = ChosenBy::user;
    variant.confidence = confidence::kUser;
  }
  if (order_names_users_) {
    schema_.columns[*identity_].role = Role::customer;
    schema_.columns[*identity_].confidence = confidence::kGuess;
  }
  if (schema_.preset.empty()) schema_.preset = "experiment";
  drop_sale_warnings(schema_);
  schema_.dimensions = {{found_.variant_name, found_.variant}};
  for (const MeasureColumn& measure : found_.measures) {
    schema_.dimensions.push_back({measure.name, measure.column});
  }
}

std::optional<UserColumns> UserColumnFinder::find(std::string_view variant) {
  const auto column = variant_column(schema_, variant);
  if (!column) return std::nullopt;
  const bool chosen = is_chosen(schema_, variant, *column);
  const bool survey = schema_.preset == "survey" || schema_.column_of(Role::score).has_value();
  if (survey && !chosen && schema_.preset != "experiment") return std::nullopt;
  identity_ = identity();
  if (identity_ && (*identity_ == *column || !new_each_time(*identity_, kFewTwice))) {
    return std::nullopt;
  }
  const auto order = schema_.column_of(Role::order);
  const bool numbered = order && !order_names_users_ && new_each_time(*order, kFewTwice);
  if (numbered && !chosen) return std::nullopt;
  if (!dates_fit(identity_)) return std::nullopt;
  found_.variant = *column;
  found_.variant_name = schema_.columns[*column].name;
  found_.identified = identity_.has_value();
  const auto time = schema_.column_of(Role::time);
  found_.dated = time.has_value();
  for (size_t i = 0; i < schema_.columns.size(); ++i) {
    const auto role = schema_.columns[i].role;
    const bool spoken_for = i == *column || identity_ == i || role == Role::customer ||
                            role == Role::email || role == Role::phone || role == Role::time ||
                            role == Role::time_of_day || role == Role::time_zone;
    if (!spoken_for) add(i);
  }
  pair();
  take_roles();
  return std::move(found_);
}

}  // namespace

bool has_variant(const Schema& schema, std::string_view variant) {
  return variant_column(schema, variant).has_value();
}

void drop_sale_warnings(Schema& schema) {
  const auto missing = [](const Warning& warning) {
    return warning.code == "no_time_column" || warning.code == "no_amount_column";
  };
  auto& warnings = schema.warnings;
  warnings.erase(std::remove_if(warnings.begin(), warnings.end(), missing), warnings.end());
}

std::optional<size_t> find_column_named(const Schema& schema, std::string_view name) {
  if (name.empty()) return std::nullopt;
  const std::string label = column_label(name);
  for (size_t i = 0; i < schema.columns.size(); ++i) {
    if (schema.columns[i].name == label) return i;
  }
  return std::nullopt;
}

std::optional<UserColumns> find_user_columns(const Sample& sample, std::string_view variant,
                                             Schema& schema) {
  return UserColumnFinder(sample, schema).find(variant);
}

}  // namespace dangol::table
