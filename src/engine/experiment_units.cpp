#include "engine/experiment_units.h"

#include <algorithm>
#include <limits>

#include "engine/experiment_columns.h"

namespace dangol::engine {
namespace {

using ledger::Attribute;
using ledger::Orders;
using ledger::Users;

constexpr uint32_t kNoVariant = UINT32_MAX;
constexpr uint32_t kSeveral = UINT32_MAX - 1;

template <typename NameOf>
std::vector<std::string> names_of(uint32_t count, NameOf name_of) {
  std::vector<std::string> names;
  for (uint32_t i = 0; i < count; ++i) names.emplace_back(name_of(i));
  return names;
}

bool too_many(size_t variants, std::string_view column, std::vector<report::Warning>& warnings) {
  if (variants <= kMostExperimentVariants) return false;
  warnings.push_back({"experiment_many_variants", variants, 0, std::string(column)});
  return true;
}

/// Who is in which variant by files of their own.
ExperimentUnits assigned_units(const Analysis& analysis) {
  const Users& users = *analysis.data.users;
  const Orders& orders = analysis.orders;
  const Day started = analysis.options.experiment.started.value_or(INT32_MIN);
  ExperimentUnits units;
  units.assigned = true;
  units.contaminated = users.contaminated;
  units.duplicates = users.duplicates;
  units.unassigned = users.set_aside[ledger::Reason::no_variant].rows;
  units.variants =
      names_of(users.variants.size(), [&](uint32_t i) { return users.variants.key(i).text; });
  Day first = std::numeric_limits<Day>::max();
  for (uint32_t user = 0; user < users.variant_of.size(); ++user) {
    const uint32_t customer = analysis.data.lines.customer_keys.find(users.keys.key(user));
    const bool known = customer < orders.customer_range();
    if (users.variant_of[user] == Users::kSeveral) continue;
    const bool dated = !users.assigned.empty() && users.assigned[user] != Users::kNoDay;
    const Day from = dated ? std::max(users.assigned[user], started) : started;
    first = std::min(first, from);
    units.units.push_back(
        {known ? customer : ExperimentUnit::kNobody, users.variant_of[user], from});
    if (!known) ++units.unknown;
  }
  if (orders.as_of && first != INT32_MIN && first <= *orders.as_of) {
    units.days = static_cast<double>(*orders.as_of - first + 1);
  }
  return units;
}

/// By customer: the one value that the orders since the first day have.
std::vector<uint32_t> variants_of_customers(const Analysis& analysis, const Attribute& attribute,
                                            Day from) {
  const Orders& orders = analysis.orders;
  std::vector<uint32_t> variant_of(orders.customer_range(), kNoVariant);
  std::vector<uint32_t> customer_of(orders.size());
  for (uint32_t customer = 0; customer < variant_of.size(); ++customer) {
    for (uint32_t order = orders.first_of[customer]; order < orders.first_of[customer + 1];
         ++order) {
      customer_of[order] = customer;
    }
  }
  for (size_t line = 0; line < orders.order_of_line.size(); ++line) {
    const uint32_t order = orders.order_of_line[line];
    const uint16_t value = attribute.codes[line];
    if (order == ledger::kNoOrder || value == Attribute::kNone || orders.days[order] < from) {
      continue;
    }
    uint32_t& variant = variant_of[customer_of[order]];
    if (variant == kNoVariant) {
      variant = value;
    } else if (variant != value) {
      variant = kSeveral;
    }
  }
  return variant_of;
}

ExperimentUnits units_of_orders(const Analysis& analysis, const Attribute& attribute) {
  const Orders& orders = analysis.orders;
  const std::optional<Day> started = analysis.options.experiment.started;
  const Day from = started.value_or(INT32_MIN);
  ExperimentUnits units;
  const auto count = std::min<uint32_t>(attribute.values.size(), Attribute::kOther);
  units.variants = names_of(count, [&](uint32_t i) { return attribute.values.key(i).text; });
  const auto variant_of = variants_of_customers(analysis, attribute, from);
  for (uint32_t customer = 0; customer < variant_of.size(); ++customer) {
    const uint32_t begin = orders.first_of[customer];
    const uint32_t end = orders.first_of[customer + 1];
    if (begin == end || orders.days[end - 1] < from) continue;
    if (variant_of[customer] == kSeveral) {
      ++units.contaminated;
    } else if (variant_of[customer] == kNoVariant) {
      ++units.unassigned;
    } else {
      units.units.push_back({customer, variant_of[customer], from});
    }
  }
  if (started && orders.as_of && *started <= *orders.as_of) {
    units.days = static_cast<double>(*orders.as_of - *started + 1);
  }
  return units;
}

/// By name, so that the order of rows does not matter. Values of a column that nobody is in are no
/// variants: those of orders that do not count.
void sort_variants(ExperimentUnits& units) {
  std::vector<uint8_t> filled(units.variants.size(), units.assigned ? 1 : 0);
  for (const ExperimentUnit& unit : units.units) filled[unit.variant] = 1;
  std::vector<uint32_t> order;
  for (uint32_t i = 0; i < filled.size(); ++i) {
    if (filled[i] != 0) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return units.variants[a] < units.variants[b]; });
  std::vector<std::string> names;
  std::vector<uint32_t> place(filled.size(), 0);
  for (const uint32_t variant : order) {
    place[variant] = static_cast<uint32_t>(names.size());
    names.push_back(std::move(units.variants[variant]));
  }
  units.variants = std::move(names);
  for (ExperimentUnit& unit : units.units) unit.variant = place[unit.variant];
}

}  // namespace

std::optional<ExperimentUnits> experiment_units(const Analysis& analysis,
                                                std::vector<report::Warning>& warnings) {
  const Dataset& data = analysis.data;
  if (data.users) {
    if (too_many(data.users->variants.size(), "", warnings)) return std::nullopt;
    ExperimentUnits units = assigned_units(analysis);
    sort_variants(units);
    if (!units.units.empty() && units.unknown == units.units.size()) {
      warnings.push_back({"experiment_nobody_known", units.unknown, 0, {}});
    }
    return units;
  }
  const auto* const attribute = experiment_attribute(data, analysis.options.experiment);
  if (attribute == nullptr) {
    warnings.push_back({"experiment_no_variant", 0, 0, analysis.options.experiment.variant});
    return std::nullopt;
  }
  ExperimentUnits units = units_of_orders(analysis, *attribute);
  sort_variants(units);
  if (too_many(units.variants.size(), attribute->name, warnings)) return std::nullopt;
  return units;
}

std::vector<ExperimentPurchases> experiment_purchases(const Orders& orders,
                                                      const ExperimentUnits& units) {
  std::vector<ExperimentPurchases> purchases(units.units.size());
  std::vector<uint32_t> unit_of(orders.customer_range(), ExperimentUnit::kNobody);
  // What a filter leaves out is neither before the experiment nor in it.
  const Day counted_from = orders.counted_from.value_or(INT32_MIN);
  for (uint32_t i = 0; i < purchases.size(); ++i) {
    const ExperimentUnit& unit = units.units[i];
    if (unit.customer == ExperimentUnit::kNobody) continue;
    unit_of[unit.customer] = i;
    ExperimentPurchases& bought = purchases[i];
    bought.begin = orders.first_of[unit.customer];
    bought.end = orders.first_of[unit.customer + 1];
    for (; bought.begin < bought.end && orders.days[bought.begin] < unit.from; ++bought.begin) {
      ++bought.before;
      bought.value_before += orders.values[bought.begin];
    }
    while (bought.begin < bought.end && orders.days[bought.begin] < counted_from) ++bought.begin;
    for (uint32_t order = bought.begin; order < bought.end; ++order) {
      bought.value += orders.values[order];
    }
  }
  for (const ledger::Posting& posting : orders.postings) {
    if (posting.order != ledger::kNoOrder || posting.customer >= unit_of.size()) continue;
    const uint32_t i = unit_of[posting.customer];
    if (i == ExperimentUnit::kNobody) continue;
    if (posting.day < units.units[i].from) {
      purchases[i].value_before += posting.amount;
    } else if (posting.day >= counted_from) {
      purchases[i].value += posting.amount;
    }
  }
  return purchases;
}

ExperimentData experiment_data_of_units(const ExperimentUnits& units,
                                        const std::vector<ExperimentPurchases>& purchases,
                                        bool has_amounts, const ExperimentOptions& options) {
  ExperimentData data;
  data.source = units.assigned ? "assigned" : "orders";
  data.unit = "customers";
  data.contaminated = units.contaminated;
  data.duplicates = units.duplicates;
  data.unassigned = units.unassigned;
  data.ratio_expected = units.assigned;
  data.days = units.days;
  for (const std::string& name : units.variants) data.variants.push_back({name, 0});
  for (const ExperimentUnit& unit : units.units) ++data.variants[unit.variant].users;
  if (!units.assigned) {
    // A variant in which nobody bought is in no order.
    for (const auto& [name, visitors] : options.visitors) {
      const bool there =
          std::find(units.variants.begin(), units.variants.end(), name) != units.variants.end();
      if (!there) data.variants.push_back({name, 0});
    }
  }
  const size_t count = data.variants.size();

  const auto add = [&](std::string_view name, MeasureKind kind) -> std::vector<VariantSums>& {
    MeasureData& measure = data.measures.emplace_back();
    measure.name = name;
    measure.kind = kind;
    measure.variants.resize(count);
    for (size_t i = 0; i < count; ++i) measure.variants[i].users = data.variants[i].users;
    return measure.variants;
  };
  const auto visitors_of = [&](const std::string& name) {
    const auto found = std::find_if(options.visitors.begin(), options.visitors.end(),
                                    [&](const auto& one) { return one.first == name; });
    return found == options.visitors.end() ? 0 : found->second;
  };
  const bool counted =
      !units.assigned && count > 0 &&
      std::all_of(data.variants.begin(), data.variants.end(),
                  [&](const auto& one) { return visitors_of(one.name) >= one.users; });
  data.measures.reserve(5);
  if (units.assigned || counted) {
    auto& conversion = add("conversion", MeasureKind::proportion);
    for (size_t i = 0; i < count && counted; ++i) {
      conversion[i].users = visitors_of(data.variants[i].name);
      conversion[i].successes = data.variants[i].users;
    }
    for (size_t i = 0; i < purchases.size() && units.assigned; ++i) {
      conversion[units.units[i].variant].successes += purchases[i].orders() > 0 ? 1 : 0;
    }
  }
  auto& repeat = add("repeat_rate", MeasureKind::proportion);
  auto& orders = add("orders", MeasureKind::mean);
  const bool before = std::any_of(purchases.begin(), purchases.end(),
                                  [](const auto& bought) { return bought.before > 0; });
  std::vector<VariantSums> none;
  auto& revenue = has_amounts ? add("revenue", MeasureKind::money) : none;
  auto& value = has_amounts ? add("average_order_value", MeasureKind::ratio) : none;
  for (size_t i = 0; i < purchases.size(); ++i) {
    const ExperimentPurchases& bought = purchases[i];
    const uint32_t variant = units.units[i].variant;
    repeat[variant].successes += bought.orders() > 1 ? 1 : 0;
    orders[variant].values.push_back(bought.orders());
    if (before) orders[variant].covariates.push_back(bought.before);
    if (!has_amounts) continue;
    revenue[variant].values.push_back(to_major_units(bought.value));
    if (before) revenue[variant].covariates.push_back(to_major_units(bought.value_before));
    value[variant].values.push_back(to_major_units(bought.value));
    value[variant].bases.push_back(bought.orders());
  }
  if (counted) {
    data.ratio_expected = true;
    for (VariantData& variant : data.variants) variant.users = visitors_of(variant.name);
  }
  return data;
}

}  // namespace dangol::engine
