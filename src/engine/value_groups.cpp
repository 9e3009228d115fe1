// What the customers of each group are worth.
#include <string>
#include <vector>

#include "engine/split.h"
#include "engine/value_section.h"

namespace dangol::engine {
namespace {

/// More periods than these are too many to read: a longer unit is taken.
constexpr PeriodIndex kMostPeriods = 36;

struct Groups {
  std::vector<uint32_t> of;  ///< by customer; metrics::kNoGroup
  std::vector<std::string> names;
};

Groups by_first_period(const ledger::Orders& orders, const models::Histories& histories,
                       PeriodUnit unit) {
  const auto span = [&] {
    return period_of(histories.end, unit) - period_of(histories.first_day, unit);
  };
  while (unit != PeriodUnit::year && span() >= kMostPeriods) {
    unit = static_cast<PeriodUnit>(static_cast<int>(unit) + 1);
  }
  const PeriodIndex begin = period_of(histories.first_day, unit);
  Groups groups;
  for (PeriodIndex i = 0; i <= span(); ++i) groups.names.push_back(format_period(begin + i, unit));
  groups.of.assign(orders.customer_range(), metrics::kNoGroup);
  for (size_t customer = 0; customer < groups.of.size(); ++customer) {
    if (histories.pattern_of[customer] == models::kNoPattern) continue;
    const Day first = orders.days[orders.first_of[customer]];
    groups.of[customer] = static_cast<uint32_t>(period_of(first, unit) - begin);
  }
  return groups;
}

/// As if the Report were split by it.
Groups split_by(const Analysis& analysis, const char* what) {
  Options options = analysis.options;
  options.split_by = what;
  options.compare.clear();
  const Analysis asked{analysis.data,     options,       analysis.all,    analysis.orders,
                       analysis.compared, analysis.gaps, analysis.window, analysis.findings};
  auto split = split_customers(asked);
  return split ? Groups{std::move(split->group_of), std::move(split->names)} : Groups{};
}

void add(const char* by, const Groups& groups, const models::Histories& histories,
         const models::Predictions& predictions, bool priced, report::Value& value) {
  if (groups.names.empty()) return;
  std::vector<models::Tally> tallies(groups.names.size());
  for (uint32_t customer = 0; customer < groups.of.size(); ++customer) {
    if (histories.pattern_of[customer] == models::kNoPattern) continue;
    if (groups.of[customer] == metrics::kNoGroup) continue;
    predictions.add(customer, tallies[groups.of[customer]]);
  }
  report::ValueGroups& to = value.groups.emplace_back();
  to.by = by;
  for (size_t i = 0; i < tallies.size(); ++i) {
    const models::Tally& tally = tallies[i];
    if (tally.customers == 0) continue;
    report::ValueGroup group;
    group.name = groups.names[i];
    group.customers = tally.customers;
    if (predictions.predictor().tells_dropout()) group.alive = tally.alive;
    group.orders = tally.orders;
    if (priced) group.revenue = to_range(predictions.revenue(tally));
    to.rows.push_back(std::move(group));
  }
}

}  // namespace

void add_value_groups(const Analysis& analysis, const models::CustomerBase& base,
                      const models::Predictions& predictions, report::Value& value) {
  const models::Histories& histories = base.histories;
  const bool priced = base.spend.has_value();
  add("first_period", by_first_period(analysis.orders, histories, analysis.options.cohorts.unit),
      histories, predictions, priced, value);
  for (const char* const by : {"segment", "channel"}) {
    add(by, split_by(analysis, by), histories, predictions, priced, value);
  }
}

}  // namespace dangol::engine
