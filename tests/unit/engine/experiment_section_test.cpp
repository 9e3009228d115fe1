// Experiments on orders: by a column of theirs, and by a file that says who was in which variant,
// against sums taken the plain way from the same random rows.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/session.h"
#include "metrics/survival.h"
#include "report/json.h"

namespace dangol::engine {
namespace {

constexpr Day kStart = 19'723;  // 2024-01-01

report::Report read(const std::vector<std::string>& files, std::string_view json) {
  const auto options = parse_options(json);
  EXPECT_TRUE(options.ok()) << json;
  Session session;
  for (size_t i = 0; i < files.size(); ++i) {
    const SourceInfo source{"file" + std::to_string(i) + ".csv", 0, {}, {}, {}};
    if (i == 0) {
      session.begin(options.value(), source);
    } else {
      EXPECT_TRUE(session.next_file(source).ok());
    }
    EXPECT_TRUE(session.feed(files[i]).ok());
  }
  EXPECT_TRUE(session.finish().ok());
  report::Report report = session.report(options.value()).value();
  uint64_t rows = report.receipt.rows_used;
  for (const auto& entry : report.receipt.set_aside) rows += entry.rows;
  EXPECT_EQ(rows, report.receipt.rows_read);
  return report;
}

struct Purchase {
  std::string customer;
  Day day = 0;
  int amount = 0;
  std::string variant;  ///< of the row; empty = blank
};

struct Ledger {
  std::vector<Purchase> purchases;
  std::map<std::string, std::pair<std::string, Day>> assigned;  ///< customer to variant and day
  Day last = 0;
};

/// Orders of 90 days; each customer has at most one a day, so that a row is an order.
Ledger random_ledger(unsigned seed) {
  std::mt19937 random(seed);
  Ledger ledger;
  for (unsigned i = 0; i < 160; ++i) {
    const std::string name = "c" + std::to_string(100 + i);
    const std::string variant(1, "ABC"[random() % 3]);
    if (i % 9 != 0)
      ledger.assigned[name] = {variant, kStart + 20 + static_cast<Day>(random() % 30)};
    std::set<Day> days;
    for (auto n = random() % 5; n > 0; --n) days.insert(kStart + static_cast<Day>(random() % 90));
    for (const Day day : days) {
      std::string shown = variant;
      if (i % 17 == 3 && random() % 2 == 0) shown = "B";  // some are seen in two
      if (random() % 6 == 0 || i % 23 == 5) shown.clear();
      ledger.purchases.push_back({name, day, static_cast<int>(random() % 90) + 1, shown});
      ledger.last = std::max(ledger.last, day);
    }
  }
  std::shuffle(ledger.purchases.begin(), ledger.purchases.end(), random);
  return ledger;
}

std::string orders_file(const Ledger& ledger, bool with_variant) {
  std::string text = with_variant ? "customer,date,amount,variant\n" : "customer,date,amount\n";
  for (const Purchase& one : ledger.purchases) {
    text += one.customer + "," + format_day(one.day) + "," + std::to_string(one.amount);
    text += with_variant ? "," + one.variant + "\n" : "\n";
  }
  return text;
}

std::string assignment_file(const Ledger& ledger, bool with_day) {
  std::string text = with_day ? "customer,variant,assigned_at\n" : "customer,variant\n";
  for (const auto& [name, where] : ledger.assigned) {
    text += name + "," + where.first + (with_day ? "," + format_day(where.second) : "") + "\n";
  }
  return text;
}

/// What one customer did, the plain way.
struct Plain {
  std::string variant;
  std::vector<Day> days;  ///< of the orders that count, sorted
  double value = 0;
  double before = 0;  ///< orders before
};

struct Expected {
  double users = 0;
  double with_one = 0;
  double with_two = 0;
  double orders = 0;
  double value = 0;
  double before = 0;
  metrics::Durations times;
  std::map<int, std::pair<uint64_t, uint64_t>> within;  ///< day to eligible and returned
};

void count_on(std::vector<uint32_t>& counts, Day day) {
  counts.resize(std::max(counts.size(), static_cast<size_t>(day) + 1));
  ++counts[static_cast<size_t>(day)];
}

std::map<std::string, Expected> expect(const std::map<std::string, Plain>& customers, Day last) {
  std::map<std::string, Expected> all;
  for (const auto& [name, customer] : customers) {
    Expected& one = all[customer.variant];
    ++one.users;
    one.with_one += customer.days.empty() ? 0 : 1;
    one.with_two += customer.days.size() > 1 ? 1 : 0;
    one.orders += static_cast<double>(customer.days.size());
    one.value += customer.value;
    one.before += customer.before;
    if (customer.days.empty()) continue;
    const bool again = customer.days.size() > 1;
    const Day until = again ? customer.days[1] : last;
    count_on(again ? one.times.events : one.times.censored, until - customer.days[0]);
    for (const int day : {7, 30}) {
      if (last - customer.days[0] < day) continue;
      ++one.within[day].first;
      one.within[day].second += again && customer.days[1] - customer.days[0] <= day ? 1 : 0;
    }
  }
  return all;
}

const report::ExperimentMeasure* measure(const report::Experiment& experiment,
                                         std::string_view name) {
  for (const auto& one : experiment.measures) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

void check_arm(const report::Experiment& experiment, std::string_view name, size_t arm,
               double numerator, double denominator) {
  const auto* const one = measure(experiment, name);
  ASSERT_NE(one, nullptr) << name;
  EXPECT_NEAR(one->arms[arm].numerator.value_or(-1), numerator, 1e-9) << name;
  EXPECT_NEAR(one->arms[arm].denominator.value_or(-1), denominator, 1e-9) << name;
}

void check(const report::Experiment& experiment, const std::map<std::string, Plain>& customers,
           Day last) {
  const auto expected = expect(customers, last);
  ASSERT_EQ(experiment.variants.size(), expected.size());
  ASSERT_TRUE(experiment.retention);
  const report::ExperimentRetention& retention = *experiment.retention;
  std::vector<metrics::Durations> times;
  for (size_t i = 0; i < experiment.variants.size(); ++i) {
    const Expected& one = expected.at(experiment.variants[i].name);
    times.push_back(one.times);
    EXPECT_EQ(static_cast<double>(experiment.variants[i].users), one.users);
    check_arm(experiment, "repeat_rate", i, one.with_two, one.users);
    check_arm(experiment, "orders", i, one.orders, one.users);
    check_arm(experiment, "revenue", i, one.value, one.users);
    check_arm(experiment, "average_order_value", i, one.value, one.orders);
    EXPECT_EQ(static_cast<double>(retention.curves[i].customers), one.with_one);
    ASSERT_GE(retention.days.size(), 2U);
    for (size_t at = 0; at < 2; ++at) {
      const report::DayShare& row = retention.days[at].rows[i];
      const auto& [eligible, returned] = one.within.at(at == 0 ? 7 : 30);
      EXPECT_EQ(row.eligible, eligible);
      EXPECT_EQ(row.returned, returned);
      EXPECT_LE(*row.low, *row.share);
      EXPECT_GE(*row.high, *row.share);
    }
  }
  const auto test = metrics::log_rank(times);
  EXPECT_EQ(retention.log_rank.p, test.p);
  const auto horizon = metrics::common_horizon(times);
  ASSERT_EQ(retention.horizon_days, static_cast<double>(*horizon));
  ASSERT_EQ(retention.restricted_mean_difference.size(), times.size() - 1);
  for (size_t i = 1; i < times.size(); ++i) {
    const auto difference = metrics::restricted_mean_difference(times[0], times[i], horizon);
    const auto& told = retention.restricted_mean_difference[i - 1];
    EXPECT_EQ(told.difference.value, difference->value);
    EXPECT_NEAR(*told.difference.low, difference->interval.low, 1e-9);
    EXPECT_NEAR(*told.difference.high, difference->interval.high, 1e-9);
    // The interval holds 0 exactly when the test does not reject.
    EXPECT_EQ(*told.p<0.05, *told.difference.low> 0 || *told.difference.high < 0);
  }
  for (size_t i = 0; i < times.size(); ++i) {
    const auto curve = metrics::kaplan_meier(times[i]);
    const auto& points = retention.curves[i].points;
    ASSERT_EQ(points.size(), curve.points.size());
    for (size_t k = 0; k < points.size(); ++k) {
      EXPECT_NEAR(*points[k].returned, 1 - curve.points[k].survival, 1e-12);
      if (!curve.points[k].interval) continue;
      EXPECT_NEAR(*points[k].low, 1 - curve.points[k].interval->high, 1e-9);
      EXPECT_NEAR(*points[k].high, 1 - curve.points[k].interval->low, 1e-9);
    }
  }
}

TEST(ExperimentSection, AnAssignmentIsJoinedWithTheOrders) {
  for (const unsigned seed : {1U, 2U}) {
    for (const bool with_day : {true, false}) {
      const Ledger ledger = random_ledger(seed);
      std::map<std::string, Plain> customers;
      for (const auto& [name, where] : ledger.assigned) customers[name].variant = where.first;
      for (const Purchase& one : ledger.purchases) {
        const auto found = ledger.assigned.find(one.customer);
        if (found == ledger.assigned.end()) continue;  // not in the experiment
        Plain& customer = customers[one.customer];
        if (with_day && one.day < found->second.second) {
          ++customer.before;
        } else {
          customer.days.push_back(one.day);
          customer.value += one.amount;
        }
      }
      for (auto& [name, customer] : customers) {
        std::sort(customer.days.begin(), customer.days.end());
      }
      const std::vector<std::string> files = {assignment_file(ledger, with_day),
                                              orders_file(ledger, false)};
      const auto report = read(files, R"({"sections":["experiment","measures"]})");
      ASSERT_TRUE(report.experiment);
      const report::Experiment& experiment = *report.experiment;
      EXPECT_EQ(experiment.source, "assigned");
      EXPECT_EQ(experiment.unit, "customers");
      EXPECT_EQ(experiment.health.unassigned, 0U);
      check(experiment, customers, ledger.last);
      const auto expected = expect(customers, ledger.last);
      for (size_t i = 0; i < experiment.variants.size(); ++i) {
        const Expected& one = expected.at(experiment.variants[i].name);
        check_arm(experiment, "conversion", i, one.with_one, one.users);
      }
      const auto* const orders = measure(experiment, "orders");
      EXPECT_EQ(orders->comparisons[0].adjusted.has_value(), with_day);
      EXPECT_EQ(report.receipt.rows_read, ledger.assigned.size() + ledger.purchases.size());
      EXPECT_EQ(report.receipt.orders, ledger.purchases.size());
      // In the other order, and without being asked.
      const auto swapped = read({files[1], files[0]}, R"({"sections":["experiment","measures"]})");
      EXPECT_EQ(report::to_json(*swapped.experiment), report::to_json(experiment));
      EXPECT_FALSE(read(files, {}).experiment);
    }
  }
}

TEST(ExperimentSection, AColumnOfTheOrdersNamesTheVariants) {
  for (const unsigned seed : {4U, 5U}) {
    const Ledger ledger = random_ledger(seed);
    std::map<std::string, std::set<std::string>> seen;
    std::map<std::string, Plain> customers;
    for (const Purchase& one : ledger.purchases) {
      if (!one.variant.empty()) seen[one.customer].insert(one.variant);
      Plain& customer = customers[one.customer];
      customer.days.push_back(one.day);
      customer.value += one.amount;
    }
    uint64_t contaminated = 0;
    uint64_t unassigned = 0;
    for (auto at = customers.begin(); at != customers.end();) {
      const auto& variants = seen[at->first];
      std::sort(at->second.days.begin(), at->second.days.end());
      contaminated += variants.size() > 1 ? 1 : 0;
      unassigned += variants.empty() ? 1 : 0;
      if (variants.size() == 1) at->second.variant = *variants.begin();
      at = variants.size() == 1 ? std::next(at) : customers.erase(at);
    }
    const auto report = read({orders_file(ledger, true)}, R"({"experiment":{"margin":-0.1}})");
    ASSERT_TRUE(report.experiment);
    EXPECT_EQ(report.experiment->source, "orders");
    EXPECT_EQ(report.experiment->health.contaminated, contaminated);
    EXPECT_EQ(report.experiment->health.unassigned, unassigned);
    EXPECT_GT(contaminated, 0U);
    EXPECT_GT(unassigned, 0U);
    EXPECT_EQ(measure(*report.experiment, "conversion"), nullptr);
    check(*report.experiment, customers, ledger.last);
    // Any column will do, under any name; what a customer is worth goes by the margin.
    std::string renamed = orders_file(ledger, true);
    renamed.replace(renamed.find("variant"), 7, "쿠폰");
    const auto other = read({renamed}, R"({"experiment":{"variant":"쿠폰"},"margin":0.25})");
    ASSERT_TRUE(other.experiment);
    check(*other.experiment, customers, ledger.last);
    const auto& revenue = *measure(*other.experiment, "revenue");
    ASSERT_EQ(other.experiment->value_difference.size(), revenue.comparisons.size());
    EXPECT_NEAR(*other.experiment->value_difference[0].per_customer.low,
                *revenue.comparisons[0].difference.low * 0.25, 1e-9);
    const auto none = read({orders_file(ledger, false)}, R"({"experiment":{}})");
    EXPECT_FALSE(none.experiment);
    EXPECT_EQ(none.receipt.warnings.back().code, "experiment_no_variant");
  }
}

TEST(ExperimentSection, VisitorsMakeBuyersAShare) {
  const std::string orders =
      "customer,date,amount,variant\nk1,2024-03-01,10,A\nk2,2024-03-02,20,A\nk3,2024-03-02,5,B\n";
  const auto report =
      read({orders}, R"({"experiment":{"visitors":{"A":100,"B":110,"C":90},"control":"C"}})");
  ASSERT_TRUE(report.experiment);
  ASSERT_EQ(report.experiment->variants.size(), 3U);
  EXPECT_EQ(report.experiment->variants[0].name, "C");
  check_arm(*report.experiment, "conversion", 0, 0, 90);
  check_arm(*report.experiment, "conversion", 1, 2, 100);
  check_arm(*report.experiment, "conversion", 2, 1, 110);
  ASSERT_TRUE(report.experiment->retention);
  EXPECT_EQ(report.experiment->retention->curves[0].customers, 0U);
}

TEST(ExperimentSection, TheFirstDayPartsBeforeFromAfter) {
  std::string orders = "customer,date,amount,variant\n";
  for (int i = 0; i < 40; ++i) {
    const std::string who = "k" + std::to_string(i);
    const std::string variant = i % 2 == 0 ? ",A\n" : ",B\n";
    if (i % 4 < 2) orders += who + ",2024-01-1" + std::to_string(i % 7) + ",30,old\n";
    orders += who + ",2024-03-0" + std::to_string(1 + i % 9) + ",10" + variant;
  }
  const auto report = read({orders}, R"({"experiment":{"started":"2024-02-01"}})");
  ASSERT_TRUE(report.experiment);
  EXPECT_EQ(report.experiment->variants.size(), 2U);
  EXPECT_EQ(report.experiment->health.contaminated, 0U);
  check_arm(*report.experiment, "orders", 0, 20, 20);
  check_arm(*report.experiment, "revenue", 1, 200, 20);
}

}  // namespace
}  // namespace dangol::engine
