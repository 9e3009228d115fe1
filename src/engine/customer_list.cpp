#include "engine/customer_list.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/customer_models.h"
#include "engine/sections.h"
#include "engine/selection_scores.h"
#include "metrics/customer_status.h"

namespace dangol::engine {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 3> kStatuses = {"active", "at_risk", "gone"};

std::optional<CustomerColumn> parse_column(std::string_view name, size_t columns) {
  for (size_t i = 0; i < columns; ++i) {
    if (kCustomerColumns[i] == name) return static_cast<CustomerColumn>(i);
  }
  return std::nullopt;
}

bool read_query(const std::string& name, const Json& value, CustomerQuery& query) {
  if (name == "descending" && value.is_boolean()) {
    query.descending = value.get<bool>();
  } else if (name == "limit" && value.is_number_unsigned()) {
    query.limit = value.get<uint64_t>();
  } else if ((name == "segment" || name == "sort") && value.is_string()) {
    (name == "sort" ? query.sort : query.segment) = value.get<std::string>();
  } else {
    return false;
  }
  return true;
}

}  // namespace

Result<CustomerQuery> parse_customer_query(std::string_view text) {
  CustomerQuery query;
  if (text.empty()) return query;
  const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return Error{"options_unreadable", {}, std::string(text.substr(0, 80))};
  for (const auto& [name, value] : json.items()) {
    if (value.is_null()) continue;
    if (!read_query(name, value, query)) return Error{"option_value", {}, name};
  }
  return query;
}

size_t CustomerList::columns() const {
  return asks_models_ ? kCustomerColumns.size() : static_cast<size_t>(CustomerColumn::p_alive);
}

void CustomerList::select(std::optional<metrics::SegmentName> segment) {
  const auto& segments = scored_->segment;
  for (uint32_t customer = 0; customer < segments.size(); ++customer) {
    if (segments[customer] == metrics::kNoSegment) continue;
    if (segment && segments[customer] != static_cast<uint8_t>(*segment)) continue;
    rows_.push_back(customer);
  }
  total_ = rows_.size();
}

size_t CustomerList::wanted(uint64_t limit) const {
  return limit > 0 ? static_cast<size_t>(std::min<uint64_t>(limit, rows_.size())) : rows_.size();
}

void CustomerList::sort_by_text(CustomerColumn column, bool descending, size_t wanted) {
  std::string scratch_a;
  std::string scratch_b;
  std::partial_sort(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(wanted), rows_.end(),
                    [&](uint32_t a, uint32_t b) {
                      const int order =
                          text(column, a, scratch_a).compare(text(column, b, scratch_b));
                      return order != 0 ? (order > 0) == descending : a < b;
                    });
}

template <typename NumberOf>
void CustomerList::sort_by_number(NumberOf number_of, bool descending, size_t wanted) {
  // What is to come first is the largest; who has no value is the last either way.
  std::vector<double> keys(analysis_.orders.customer_range());
  for (const uint32_t customer : rows_) {
    const std::optional<double> value = number_of(customer);
    keys[customer] = !value       ? -std::numeric_limits<double>::infinity()
                     : descending ? *value
                                  : -*value;
  }
  std::partial_sort(
      rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(wanted), rows_.end(),
      [&](uint32_t a, uint32_t b) { return keys[a] != keys[b] ? keys[a] > keys[b] : a < b; });
}

std::optional<double> CustomerList::at_stake(uint32_t customer) const {
  const auto alive = predicted(CustomerColumn::p_alive, customer);
  if (!alive) return std::nullopt;
  const double worth =
      has_amounts() ? to_major_units(revenue(customer)) : scored_->totals.orders[customer];
  return worth * (1 - *alive);
}

uint32_t CustomerList::recency_days(uint32_t customer) const {
  return static_cast<uint32_t>(*analysis_.orders.as_of - scored_->totals.last_day[customer]);
}

std::string_view CustomerList::text(CustomerColumn column, uint32_t customer,
                                    std::string& scratch) const {
  const ledger::Orders& orders = analysis_.orders;
  switch (column) {
    case CustomerColumn::segment:
      return metrics::segment_name(static_cast<metrics::SegmentName>(scored_->segment[customer]));
    case CustomerColumn::status:
      return kStatuses[static_cast<size_t>(
          metrics::status_of(recency_days(customer), analysis_.window.days))];
    case CustomerColumn::first_order:
      return scratch = format_day(orders.days[orders.first_of[customer]]);
    case CustomerColumn::last_order:
      return scratch = format_day(scored_->totals.last_day[customer]);
    default:
      return analysis_.data.lines.customer_key(customer);
  }
}

std::optional<double> CustomerList::number(CustomerColumn column, uint32_t customer) const {
  const bool priced = has_amounts();
  switch (column) {
    case CustomerColumn::orders:
      return scored_->totals.orders[customer];
    case CustomerColumn::revenue:
      return priced ? std::optional(to_major_units(revenue(customer))) : std::nullopt;
    case CustomerColumn::recency_days:
      return recency_days(customer);
    case CustomerColumn::r:
      return scored_->recency[customer];
    case CustomerColumn::f:
      return scored_->frequency[customer];
    case CustomerColumn::m:
      return priced ? std::optional<double>(scored_->money[customer]) : std::nullopt;
    default:
      return predicted(column, customer);
  }
}

std::optional<double> CustomerList::predicted(CustomerColumn column, uint32_t customer) const {
  if (predictions_ == nullptr || histories_->pattern_of[customer] == models::kNoPattern) {
    return std::nullopt;
  }
  const models::Outlook& outlook = predictions_->of(customer);
  const auto priced = [&](double value) {
    return predictions_->has_money() ? std::optional(value) : std::nullopt;
  };
  switch (column) {
    case CustomerColumn::p_alive:
      return predictions_->predictor().tells_dropout() ? std::optional(outlook.p_alive)
                                                       : std::nullopt;
    case CustomerColumn::p_buys:
      return outlook.p_buys;
    case CustomerColumn::expected_orders:
      return outlook.orders;
    case CustomerColumn::expected_orders_low:
      return predictions_->order_range(customer).low;
    case CustomerColumn::expected_orders_high:
      return predictions_->order_range(customer).high;
    case CustomerColumn::order_value:
      return priced(predictions_->order_value(customer));
    default:
      return priced(predictions_->value(customer));
  }
}

Result<CustomerList> CustomerList::make(const Dataset& data, const Options& options,
                                        const CustomerQuery& query,
                                        std::unique_ptr<Answered>& last) {
  const auto segment = metrics::parse_segment_name(query.segment);
  if (!query.segment.empty() && !segment) {
    return Error{"segment_unknown", {}, query.segment};
  }
  Options without_sections = options;  // they are not what is asked for
  without_sections.sections = SectionSet();
  static_cast<void>(assemble(data, without_sections, last));  // settles and filters
  CustomerList list(analysis_of(data, options, *last));
  list.asks_models_ = options.sections.has(Section::value);
  const bool worry = query.sort == kSortByWorry && list.asks_models_;
  const auto column = parse_column(query.sort, list.columns());
  if (!query.sort.empty() && !column && !worry) return Error{"column_unknown", {}, query.sort};
  if (!last->all.has_customers) return Error{"customers_unknown", {}, {}};
  if (!list.analysis_.orders.as_of) return list;

  list.scored_ = &score_selection(list.analysis_);
  if (list.asks_models_) {
    CustomerModels& models = models_of(list.analysis_);
    list.predictions_ = models.predictions(options.models.worth);
    list.histories_ = &models.base().histories;
  }
  list.select(segment);
  if (column && is_text(*column)) {
    list.sort_by_text(*column, query.descending, list.wanted(query.limit));
  } else if (column || worry) {
    list.sort_by_number(
        [&](uint32_t customer) {
          return worry ? list.at_stake(customer) : list.number(*column, customer);
        },
        query.descending, list.wanted(query.limit));
  }
  if (query.limit > 0 && list.rows_.size() > query.limit)
    list.rows_.resize(static_cast<size_t>(query.limit));
  return list;
}

Result<std::string> customer_rows_json(const Dataset& data, const Options& options,
                                       const CustomerQuery& query,
                                       std::unique_ptr<Answered>& last) {
  CustomerQuery limited = query;
  if (limited.limit == 0 || limited.limit > kMostJsonRows) limited.limit = kMostJsonRows;
  const auto made = CustomerList::make(data, options, limited, last);
  if (!made.ok()) return made.error();
  const CustomerList& list = made.value();
  Json rows = Json::array();
  std::string scratch;
  for (const uint32_t customer : list.rows()) {
    Json row = Json::object();
    for (size_t i = 0; i < kCustomerColumns.size(); ++i) {
      const auto column = static_cast<CustomerColumn>(i);
      Json& cell = row[std::string(kCustomerColumns[i])];
      if (CustomerList::is_text(column)) {
        cell = std::string(list.text(column, customer, scratch));
      } else if (const auto number = list.number(column, customer)) {
        cell = *number;
      }
    }
    rows.push_back(std::move(row));
  }
  const Json json = {{"total", list.total()}, {"rows", std::move(rows)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace dangol::engine
