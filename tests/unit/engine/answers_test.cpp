// Reports of one session after the other, against sessions that were asked nothing before; and
// filters against files that lack what they leave out.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/civil.h"
#include "engine/session.h"
#include "report/json.h"

namespace dangol::engine {
namespace {

struct Row {
  int order = 0;
  int customer = 0;
  Day day = 0;
  int amount = 0;
  std::string channel;
  std::string region;
};

/// Orders of one line each, with a channel of their own and a region of their customer's.
std::vector<Row> random_rows(std::mt19937& random, int count) {
  const char* const channels[] = {"web", "app", "shop", ""};
  const char* const regions[] = {"North", "South", "서울"};
  std::vector<Row> rows;
  for (int i = 0; i < count; ++i) {
    const int customer = static_cast<int>(random() % 40);
    rows.push_back({i, customer, 19'000 + static_cast<Day>(random() % 500),
                    1 + static_cast<int>(random() % 90), channels[random() % 4],
                    regions[customer % 3]});
  }
  return rows;
}

std::string as_csv(const std::vector<Row>& rows) {
  std::string text = "order_id,customer_id,date,amount,channel,Region\n";
  for (const Row& row : rows) {
    text += "o" + std::to_string(row.order) + ",c" + std::to_string(row.customer) + "," +
            format_day(row.day) + "," + std::to_string(row.amount) + ".50," + row.channel + "," +
            row.region + "\n";
  }
  return text;
}

void read(Session& session, const std::string& csv) {
  session.begin({}, {"file.csv", csv.size(), {}, {}, {}});
  ASSERT_TRUE(session.feed(csv).ok());
  ASSERT_TRUE(session.finish().ok());
}

report::Report ask(const Session& session, const std::string& options) {
  const auto parsed = parse_options(options);
  EXPECT_TRUE(parsed.ok()) << options;
  return session.report(parsed.value()).value();
}

const char* const kQuestions[] = {
    "{}",
    R"({"period":"week"})",
    R"({"cohorts":{"period":"quarter"}})",
    R"({"cohorts":{"definition":"cumulative"}})",
    R"({"cohorts":{"definition":"bracket","bracket":[1,2]}})",
    R"({"cohorts":{"basis":"rolling"}})",
    R"({"margin":0.4})",
    R"({"minimum_n":1})",
    R"({"churn_window_days":30})",
    R"({"maturity_days":60})",
    R"({"as_of":"2023-01-31"})",
    R"({"refunds":"gross"})",
    R"({"split_by":"channel"})",
    R"({"split_by":"Region","compare":["North","서울"]})",
    R"({"split_by":"segment"})",
    R"({"split_by":"first_period","cohorts":{"period":"year"}})",
    R"({"split_by":"Colour"})",
    R"({"filters":{"from":"2022-06-01"}})",
    R"({"filters":{"from":"2022-06-01","to":"2022-12-31"}})",
    R"({"filters":{"channel":["web"]},"split_by":"Region"})",
    R"({"filters":{"columns":{"Region":["South"]},"segment":["loyal","champions"]}})",
    R"({"filters":{"segment":["loyal"]},"churn_window_days":30})",
    R"({"filters":{"columns":{"Colour":["red"]}}})",
    R"({"filters":{"first_order_from":"2022-03-01"}})",
};

TEST(Answers, DoNotDependOnWhatWasAskedBefore) {
  std::mt19937 random(7);
  const std::string csv = as_csv(random_rows(random, 400));
  Session session;
  read(session, csv);
  std::vector<std::string> fresh;
  for (const char* question : kQuestions) {
    Session alone;
    read(alone, csv);
    fresh.push_back(report::to_json(ask(alone, question)));
  }
  for (int step = 0; step < 300; ++step) {
    const size_t question = random() % std::size(kQuestions);
    ASSERT_EQ(report::to_json(ask(session, kQuestions[question])), fresh[question])
        << kQuestions[question];
  }
}

/// What the whole Report tells of some sections: the members of the others as they are without
/// data.
report::Report part_of(const report::Report& whole, const std::vector<std::string>& sections) {
  const auto has = [&](const char* name) {
    return std::find(sections.begin(), sections.end(), name) != sections.end();
  };
  report::Report part = whole;
  part.sections.clear();
  for (const std::string& name : whole.sections) {
    if (has(name.c_str())) part.sections.push_back(name);
  }
  if (!has("measures")) part.measures.clear();
  if (!has("periods")) part.periods.clear();
  if (!has("cohorts")) {
    part.cohorts.rows.clear();
    part.cohorts.last_period_complete = true;
    for (auto* average : {&part.cohorts.average, &part.cohorts.average_simple,
                          &part.cohorts.average_revenue_per_customer,
                          &part.cohorts.average_cumulative_revenue_per_customer}) {
      average->clear();
    }
  }
  if (!has("second_order")) {
    part.second_order.clear();
    part.gaps = {};
    part.gaps.churn_window_days = whole.gaps.churn_window_days;
    part.gaps.churn_window_from = whole.gaps.churn_window_from;
  }
  if (!has("survival")) part.survival = {};
  if (!has("segments")) {
    part.segments = {};
    part.concentration = {};
  }
  if (!has("scores")) part.nps = {};
  if (!has("groups")) {
    part.groups = {};
    auto& warnings = part.receipt.warnings;
    warnings.erase(std::remove_if(warnings.begin(), warnings.end(),
                                  [](const report::Warning& warning) {
                                    return warning.code == "split_column_missing";
                                  }),
                   warnings.end());
  }
  return part;
}

TEST(Answers, HoldTheSectionsAskedForAndNoOthers) {
  const std::vector<std::string> names = {"measures", "periods",  "cohorts", "second_order",
                                          "survival", "segments", "scores",  "groups"};
  std::mt19937 random(13);
  const std::string csv = as_csv(random_rows(random, 300));
  Session session;
  read(session, csv);
  std::vector<report::Report> whole;
  for (const char* question : kQuestions) {
    Session alone;
    read(alone, csv);
    whole.push_back(ask(alone, question));
    ASSERT_EQ(whole.back().sections, names);
  }
  for (int step = 0; step < 400; ++step) {
    const size_t question = random() % std::size(kQuestions);
    const auto chosen = random();
    std::vector<std::string> sections;
    std::string list;
    for (size_t i = 0; i < names.size(); ++i) {
      if (((chosen >> i) & 1U) == 0) continue;
      sections.push_back(names[i]);
      list += (list.empty() ? "\"" : ",\"") + names[i] + "\"";
    }
    std::string options = kQuestions[question];
    options.insert(1, "\"sections\":[" + list + (options == "{}" ? "]" : "],"));
    ASSERT_EQ(report::to_json(ask(session, options)),
              report::to_json(part_of(whole[question], sections)))
        << options;
  }
}

TEST(Answers, AreOfTheNewFileOnceItIsRead) {
  std::mt19937 random(8);
  Session session;
  read(session, as_csv(random_rows(random, 100)));
  static_cast<void>(ask(session, R"({"split_by":"channel"})"));
  const std::string second = as_csv(random_rows(random, 150));
  read(session, second);
  Session alone;
  read(alone, second);
  EXPECT_EQ(report::to_json(ask(session, R"({"split_by":"channel"})")),
            report::to_json(ask(alone, R"({"split_by":"channel"})")));
}

/// Everything but where the data came from and what the filters were.
std::string measures_of(report::Report report) {
  report.source = {};
  report.receipt = {};
  report.dimensions.clear();
  report.selection.columns.clear();
  report.selection.to.clear();
  report.gaps.churn_window_days = 0;
  return report::to_json(report);
}

struct Case {
  const char* filters;
  std::function<bool(const Row&)> keeps;
};

TEST(Filters, GiveTheReportOfAFileWithoutTheRest) {
  const Case cases[] = {
      {R"("channel":["web"])", [](const Row& row) { return row.channel == "web"; }},
      {R"("channel":["web","shop"])",
       [](const Row& row) { return row.channel == "web" || row.channel == "shop"; }},
      {R"("columns":{"Region":["서울"]})", [](const Row& row) { return row.region == "서울"; }},
      {R"("columns":{"Region":["서울","South"]},"channel":["app"])",
       [](const Row& row) { return row.region != "North" && row.channel == "app"; }},
  };
  std::mt19937 random(9);
  for (const Case& one : cases) {
    for (int round = 0; round < 5; ++round) {
      const auto rows = random_rows(random, 300);
      std::vector<Row> kept;
      Day last = 0;
      for (const Row& row : rows) {
        if (one.keeps(row)) kept.push_back(row);
        last = std::max(last, row.day);
      }
      // The shop's own churn window and last day stay those of the whole file.
      Session whole;
      read(whole, as_csv(rows));
      Session part;
      read(part, as_csv(kept));
      const std::string common = R"("churn_window_days":90,"as_of":")" + format_day(last) + "\"";
      const auto filtered = ask(whole, "{" + common + R"(,"filters":{)" + one.filters + "}}");
      EXPECT_EQ(measures_of(filtered), measures_of(ask(part, "{" + common + "}"))) << one.filters;
      EXPECT_EQ(filtered.selection.orders, kept.size());
      EXPECT_EQ(filtered.receipt.rows_used, rows.size());
    }
  }
}

TEST(Filters, UpToADayGiveTheReportOfAFileThatEndsThere) {
  std::mt19937 random(10);
  for (int round = 0; round < 10; ++round) {
    const auto rows = random_rows(random, 200);
    const Day to = 19'000 + 100 + static_cast<Day>(random() % 300);
    std::vector<Row> kept;
    for (const Row& row : rows) {
      if (row.day <= to) kept.push_back(row);
    }
    Session whole;
    read(whole, as_csv(rows));
    Session part;
    read(part, as_csv(kept));
    const auto filtered =
        ask(whole, R"({"churn_window_days":90,"filters":{"to":")" + format_day(to) + "\"}}");
    EXPECT_EQ(measures_of(filtered), measures_of(ask(part, R"({"churn_window_days":90,"as_of":")" +
                                                               format_day(to) + "\"}")));
  }
}

TEST(Filters, OfAColumnThatTheDataLackAreTold) {
  std::mt19937 random(11);
  Session session;
  read(session, as_csv(random_rows(random, 50)));
  const auto report = ask(session, R"({"filters":{"columns":{"Colour":["red"]}}})");
  ASSERT_EQ(report.receipt.warnings.size(), 1U);
  EXPECT_EQ(report.receipt.warnings[0].code, "filter_column_missing");
  EXPECT_EQ(report.receipt.warnings[0].detail, "Colour");
  EXPECT_EQ(report.selection.orders, 50U);
}

TEST(Groups, SumToAllCustomersAndOrders) {
  std::mt19937 random(12);
  Session session;
  read(session, as_csv(random_rows(random, 300)));
  for (const char* by : {"channel", "Region", "segment", "first_period"}) {
    const auto report = ask(session, std::string(R"({"split_by":")") + by + "\"}");
    ASSERT_EQ(report.groups.by, by);
    uint64_t customers = report.groups.without;
    uint64_t orders = 0;
    for (const report::Group& group : report.groups.groups) {
      customers += group.customers;
      orders += group.orders;
      EXPECT_EQ(group.share.at(0), 1.0) << by;
      EXPECT_EQ(group.second_order.n, group.customers);
    }
    EXPECT_EQ(customers, report.receipt.customers.value_or(0)) << by;
    if (report.groups.without == 0) {
      EXPECT_EQ(orders, report.receipt.orders) << by;
    }
    EXPECT_LE(report.groups.groups.size(), 9U);
  }
}

TEST(Groups, AreTestedForADifferenceUnlessTheOutcomeMadeThem) {
  std::mt19937 random(14);
  Session session;
  read(session, as_csv(random_rows(random, 300)));
  const auto by_region = ask(session, R"({"split_by":"Region"})").groups;
  EXPECT_TRUE(by_region.second_order.p.has_value());
  EXPECT_TRUE(by_region.loss.p.has_value());
  const auto by_segment = ask(session, R"({"split_by":"segment"})").groups;
  ASSERT_GE(by_segment.groups.size(), 2U);
  EXPECT_FALSE(by_segment.second_order.p.has_value());
  EXPECT_FALSE(by_segment.loss.p.has_value());
  EXPECT_FALSE(by_segment.groups[0].loss.days.empty());
}

TEST(Groups, OfAColumnAreThoseOfEachCustomersFirstOrder) {
  const std::vector<Row> rows = {
      {1, 1, 19'000, 10, "web", "North"},  {2, 1, 19'005, 20, "shop", "North"},
      {3, 2, 19'001, 30, "shop", "South"}, {4, 3, 19'002, 40, "", "South"},
      {5, 3, 19'009, 50, "web", "South"},  {6, 4, 19'003, 5, "web", "South"}};
  Session session;
  read(session, as_csv(rows));
  const auto report = ask(session, R"({"split_by":"channel"})");
  EXPECT_EQ(report.groups.without, 1U);
  ASSERT_EQ(report.groups.groups.size(), 2U);
  EXPECT_EQ(report.groups.groups[0].name, "web");
  EXPECT_EQ(report.groups.groups[0].customers, 2U);
  EXPECT_EQ(report.groups.groups[0].orders, 3U);
  EXPECT_EQ(report.groups.groups[0].revenue, 36.5);
  EXPECT_EQ(report.groups.groups[1].name, "shop");
  EXPECT_EQ(report.groups.groups[1].customers, 1U);
}

}  // namespace
}  // namespace dangol::engine
