// Tables with one row per user of an experiment: every row accounted for, the measures found, and
// the comparison that the same numbers give elsewhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/promises.h"
#include "engine/session.h"
#include "report/json.h"

namespace dangol::engine {
namespace {

report::Report read(const std::vector<std::string>& files, std::string_view json = {},
                    size_t chunk = 1 << 20) {
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
    for (std::string_view bytes = files[i]; !bytes.empty();) {
      const size_t size = std::min(chunk, bytes.size());
      EXPECT_TRUE(session.feed(bytes.substr(0, size)).ok());
      bytes.remove_prefix(size);
    }
  }
  EXPECT_TRUE(session.finish().ok());
  report::Report report = session.report(options.value()).value();
  EXPECT_EQ(tests::broken_promise(report), "");
  return report;
}

uint64_t set_aside(const report::Report& report, std::string_view reason) {
  for (const auto& entry : report.receipt.set_aside) {
    if (entry.reason == reason) return entry.rows;
  }
  return 0;
}

bool warns(const report::Report& report, std::string_view code, std::string_view detail) {
  return std::any_of(
      report.receipt.warnings.begin(), report.receipt.warnings.end(),
      [&](const auto& warning) { return warning.code == code && warning.detail == detail; });
}

const report::ExperimentMeasure& measure(const report::Report& report, std::string_view name) {
  for (const auto& one : report.experiment->measures) {
    if (one.name == name) return one;
  }
  ADD_FAILURE() << "no measure " << name;
  static const report::ExperimentMeasure kNone;
  return kNone;
}

std::string golden_file() {
  std::ifstream file("../shared/data/experiment_users_4000.csv");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Expected values: tea-tasting 1.x on the same file (see the golden cases C13 and E11).
TEST(UserTable, GivesTheGoldenComparisonFromTheFile) {
  const std::string file = golden_file();
  if (file.empty()) GTEST_SKIP() << "../shared/data/experiment_users_4000.csv is not here";
  const auto report = read({file}, {}, 4'093);
  EXPECT_EQ(report.receipt.rows_read, 4'000U);
  EXPECT_EQ(report.receipt.rows_used, 4'000U);
  ASSERT_TRUE(report.experiment);
  const report::Experiment& experiment = *report.experiment;
  EXPECT_EQ(experiment.source, "users");
  EXPECT_EQ(experiment.unit, "users");
  ASSERT_EQ(experiment.variants.size(), 2U);
  EXPECT_EQ(experiment.variants[0].name, "0");
  EXPECT_TRUE(experiment.variants[0].control);
  EXPECT_EQ(report.sections, std::vector<std::string>{"experiment"});
  EXPECT_TRUE(report.measures.empty());
  ASSERT_EQ(experiment.measures.size(), 3U);  // the covariates are none
  EXPECT_EQ(experiment.measures[0].name, "sessions");

  const auto& orders = measure(report, "orders");
  EXPECT_EQ(orders.kind, "mean");
  ASSERT_EQ(orders.comparisons.size(), 1U);
  EXPECT_NEAR(*orders.arms[0].value, 0.5304003954522986, 1e-12);
  EXPECT_NEAR(*orders.arms[1].value, 0.5730905412240769, 1e-12);
  EXPECT_NEAR(*orders.comparisons[0].p, 0.11773177998716207, 1e-9);
  EXPECT_NEAR(*orders.comparisons[0].difference.low, -0.010800201598205522, 1e-9);
  EXPECT_NEAR(*orders.comparisons[0].difference.high, 0.09618049314176216, 1e-9);
  ASSERT_TRUE(orders.comparisons[0].adjusted);
  EXPECT_NEAR(*orders.comparisons[0].adjusted->theta, .52129297, 5e-9);
  EXPECT_NEAR(*orders.comparisons[0].adjusted->p, .0073304098, 5e-11);

  const auto& revenue = measure(report, "revenue");
  EXPECT_EQ(revenue.kind, "money");
  ASSERT_TRUE(revenue.comparisons[0].adjusted);
  EXPECT_NEAR(*revenue.comparisons[0].adjusted->theta, 0.4333752631601518, 1e-9);
  EXPECT_NEAR(*revenue.comparisons[0].adjusted->p, 0.006743929281205725, 1e-9);
}

TEST(UserTable, KindsOfMeasuresComeFromAllOfTheirCells) {
  std::string file = "user,variant,subscribed,active,visits,spent,minutes,note,joined\n";
  for (int i = 0; i < 40; ++i) {
    file += "u" + std::to_string(i) + (i % 2 == 0 ? ",A," : ",B,") + (i % 3 == 0 ? "yes," : "no,") +
            (i % 4 == 0 ? "1," : "0,") + std::to_string(i % 5) + ",\"$1," +
            std::to_string(100 + i) + ".50\"," + std::to_string(i) + ".123456,hello,2024-01-" +
            std::to_string(10 + i % 20) + "\n";
  }
  const auto report = read({file});
  ASSERT_TRUE(report.experiment);
  const auto kind = [&](std::string_view name) { return measure(report, name).kind; };
  EXPECT_EQ(report.experiment->measures.size(), 5U);
  EXPECT_EQ(kind("subscribed"), "proportion");
  EXPECT_EQ(kind("active"), "proportion");
  EXPECT_EQ(kind("visits"), "mean");
  EXPECT_EQ(kind("spent"), "money");
  EXPECT_EQ(kind("minutes"), "mean");
  EXPECT_EQ(*measure(report, "subscribed").arms[0].numerator, 7);  // 0, 6, ..., 36
  EXPECT_EQ(*measure(report, "subscribed").arms[0].denominator, 20);
  EXPECT_NEAR(*measure(report, "spent").arms[0].value, 1'119.5, 1e-9);
  EXPECT_NEAR(*measure(report, "minutes").arms[1].value, 20.123456, 1e-12);  // all its decimals
  EXPECT_TRUE(warns(report, "experiment_columns_ignored", "note"));

  const auto chosen = read({file}, R"({"experiment":{"measures":["spent",
      {"column":"active","kind":"mean","better":"lower"},"absent"]}})");
  ASSERT_EQ(chosen.experiment->measures.size(), 2U);
  EXPECT_EQ(chosen.experiment->measures[0].name, "spent");
  EXPECT_EQ(measure(chosen, "active").kind, "mean");
  EXPECT_EQ(measure(chosen, "active").better, "lower");
  EXPECT_EQ(*measure(chosen, "active").arms[0].value, 0.5);
  EXPECT_TRUE(warns(chosen, "experiment_measure_missing", "absent"));
}

constexpr std::string_view kTroubled =
    "고객번호,실험그룹,구매여부,결제금액,결제금액_이전\n"
    "c1,A,예,\"12,000\",100\n"
    "c2,B,아니오,0,0\n"
    "c1,A,예,\"99,000\",100\n"  // again: the first row counts
    "c3,A,예,500,50\n"          // in two variants: none of their rows counts
    "c3,B,아니오,0,50\n"
    "c3,A,예,1,1\n"
    "c4,,예,700,5\n"    // no variant
    ",B,예,700,5\n"     // nobody
    "c5,B,예,많음,5\n"  // no number
    "고객번호,실험그룹,구매여부,결제금액,결제금액_이전\n"
    "c6,B,예,,7\n"  // blank: nothing bought
    "c7,A,,\"1,500원\",\n"
    "합계,,,14200,\n";

TEST(UserTable, AccountsForEveryRowOfTroubledTables) {
  const auto report = read({std::string(kTroubled)});
  EXPECT_EQ(report.receipt.rows_read, 13U);
  EXPECT_EQ(report.receipt.rows_used, 4U);
  EXPECT_EQ(set_aside(report, "duplicate_user"), 1U);
  EXPECT_EQ(set_aside(report, "several_variants"), 3U);
  EXPECT_EQ(set_aside(report, "no_variant"), 1U);
  EXPECT_EQ(set_aside(report, "no_customer"), 1U);
  EXPECT_EQ(set_aside(report, "measure_unreadable"), 1U);
  EXPECT_EQ(set_aside(report, "repeated_header"), 1U);
  EXPECT_EQ(set_aside(report, "totals_row"), 1U);
  ASSERT_TRUE(report.experiment);
  EXPECT_EQ(report.experiment->health.contaminated, 1U);
  EXPECT_EQ(report.experiment->health.duplicates, 1U);
  EXPECT_EQ(report.experiment->health.unassigned, 1U);
  ASSERT_EQ(report.experiment->variants.size(), 2U);
  EXPECT_EQ(report.experiment->variants[0].users, 2U);  // c1, c7
  EXPECT_EQ(report.experiment->variants[1].users, 2U);  // c2, c6
  const auto& bought = measure(report, "구매여부");
  EXPECT_EQ(bought.kind, "proportion");
  EXPECT_EQ(*bought.arms[0].numerator, 1);
  EXPECT_EQ(*bought.arms[1].numerator, 1);
  const auto& paid = measure(report, "결제금액");
  EXPECT_EQ(paid.kind, "money");
  EXPECT_EQ(*paid.arms[0].value, 6'750);  // 12,000 and 1,500
  EXPECT_EQ(*paid.arms[1].value, 0);
  EXPECT_TRUE(warns(report, "experiment_blank_as_zero", "결제금액"));
  EXPECT_EQ(report.receipt.customers, 0.0);  // nobody is known to have bought
}

std::string without_places(report::Report report) {
  for (auto& entry : report.receipt.set_aside) {
    entry.first_line = 0;
    entry.example.clear();
    entry.file.clear();
  }
  report.source = {};
  for (auto& warning : report.receipt.warnings) warning.line = 0;
  return report::to_json(report);
}

/// The same but for what the order of a sum does to its last digits.
void expect_alike(const std::string& a, const std::string& b) {
  const char* x = a.c_str();
  const char* y = b.c_str();
  while (*x != '\0' && *y != '\0') {
    const bool number = (*x >= '0' && *x <= '9') || *x == '-';
    char* after_x = nullptr;
    char* after_y = nullptr;
    const double one = number ? std::strtod(x, &after_x) : 0;
    const double other = number ? std::strtod(y, &after_y) : 0;
    if (number && after_x != x && after_y != y) {
      ASSERT_NEAR(one, other, 1e-9 * (1 + std::abs(one))) << std::string(x).substr(0, 80);
      x = after_x;
      y = after_y;
      continue;
    }
    ASSERT_EQ(*x, *y) << std::string(x).substr(0, 80);
    ++x;
    ++y;
  }
  EXPECT_EQ(*x, *y);
}

/// Repeated rows say the same, so that it does not matter which of them is the first.
TEST(UserTable, NeitherTheOrderOfRowsNorChunksNorFilesMatter) {
  std::mt19937 random(5);
  const std::string header = "customer_id,group,converted,visits,visits_before\n";
  std::vector<std::string> rows;
  for (unsigned i = 0; i < 600; ++i) {
    const auto user = random() % 450;
    const std::string variant =
        user % 37 == 0 ? std::string(1, "AB"[random() % 2]) : std::string(1, "ABC"[user % 3]);
    rows.push_back("k" + std::to_string(user) + "," + variant + "," +
                   std::to_string(user % 5 == 0) + "," + std::to_string(user % 7) + "," +
                   std::to_string(user % 11) + "\n");
  }
  const auto join = [&](size_t from, size_t to) {
    std::string text = header;
    for (size_t i = from; i < to; ++i) text += rows[i];
    return text;
  };
  const std::string expected = without_places(read({join(0, rows.size())}));
  EXPECT_NE(expected.find("several_variants"), std::string::npos);
  EXPECT_EQ(without_places(read({join(0, rows.size())}, {}, 7)), expected);
  expect_alike(without_places(read({join(0, 100), join(100, rows.size())})), expected);
  std::shuffle(rows.begin(), rows.end(), random);
  expect_alike(without_places(read({join(0, rows.size())})), expected);
}

TEST(UserTable, OtherFilesStayWhatTheyAre) {
  // A variant beside days and amounts is a sale's; nobody is there once only.
  std::string sales = "customer,variant,date,amount\n";
  std::string events = "customer,group,points\n";
  for (int i = 0; i < 30; ++i) {
    const std::string who = "c" + std::to_string(i % 5);
    sales +=
        who + (i % 5 < 2 ? ",A,2024-01-" : ",B,2024-01-") + std::to_string(1 + i % 28) + ",5\n";
    events += who + ",A," + std::to_string(i) + "\n";
  }
  EXPECT_EQ(read({sales}).receipt.orders, 30U);
  EXPECT_FALSE(read({sales}).experiment);
  EXPECT_EQ(set_aside(read({events}), "date_missing"), 30U);
  // Lines of orders without a day are no users, but how often each user ordered is a measure.
  std::string lines = "customer,variant,order,amount\n";
  std::string counts = "customer,variant,order\n";
  for (int i = 0; i < 30; ++i) {
    const std::string who = "c" + std::to_string(i) + (i % 2 == 0 ? ",A," : ",B,");
    lines += who + std::to_string(9'000 + i) + ",5\n";
    counts += who + std::to_string(i % 3) + "\n";
  }
  EXPECT_EQ(set_aside(read({lines}), "date_missing"), 30U);
  ASSERT_TRUE(read({counts}).experiment);
  EXPECT_EQ(read({counts}).experiment->measures[0].name, "order");
  // What a column is called decides nothing where the user has said what it is.
  std::string users = "who,갈래,bought\n";
  for (int i = 0; i < 20; ++i) {
    users += "w" + std::to_string(i) + (i % 2 == 0 ? ",x," : ",y,") + std::to_string(i % 3) + "\n";
  }
  EXPECT_FALSE(read({users}).experiment);
  for (const std::string_view options :
       {R"({"mapping":{"variant":"갈래","customer":"who"}})",
        R"({"experiment":{"variant":"갈래"},"mapping":{"customer":"who"}})"}) {
    const auto report = read({users}, options);
    ASSERT_TRUE(report.experiment) << options;
    EXPECT_EQ(report.experiment->variants.size(), 2U);
    EXPECT_EQ(report.experiment->measures.size(), 1U);
  }
}

TEST(UserTable, AnotherVariantColumnNeedsTheBytesAgain) {
  const std::string file = "user,variant,device,bought\n1,A,ios,1\n2,B,web,0\n3,A,web,1\n";
  Session session;
  session.begin({}, {"users.csv", 0, {}, {}, {}});
  ASSERT_TRUE(session.feed(file).ok());
  ASSERT_TRUE(session.finish().ok());
  const auto asks = [&](std::string_view json) {
    return session.needs_import(parse_options(json).value());
  };
  EXPECT_FALSE(asks(R"({"experiment":{"alpha":0.1}})"));
  EXPECT_FALSE(asks(R"({"experiment":{"variant":"variant"}})"));
  EXPECT_FALSE(asks(R"({"experiment":{"variant":"no such column"}})"));
  EXPECT_TRUE(asks(R"({"experiment":{"variant":"device"}})"));
  const auto by_device = read({file}, R"({"experiment":{"variant":"device"}})");
  ASSERT_TRUE(by_device.experiment);
  EXPECT_EQ(by_device.experiment->variants[0].name, "ios");
  // Sections that are named, and are others, have nothing to say of users.
  EXPECT_FALSE(read({file}, R"({"sections":["measures"]})").experiment);
  EXPECT_TRUE(read({file}, R"({"sections":["experiment"]})").experiment);
}

TEST(UserTable, WaitsForTheRestOfTheProgram) {
  static bool complete = false;
  complete = false;
  Session session({}, {nullptr, [] { return complete; }});
  const auto read_in = [&](std::string_view file) {
    session.begin({}, {"file.csv", 0, {}, {}, {}});
    const Status fed = session.feed(file);
    return fed.ok() ? session.finish() : fed;
  };
  EXPECT_TRUE(read_in("order,customer,date,amount\n1,kim,2024-01-05,10\n").ok());
  const Status early = read_in("user,variant,bought\nu1,A,1\nu2,B,0\n");
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().code, "later_unavailable");
  EXPECT_EQ(session.report({}).value().receipt.orders, 1U) << "what was there before is kept";
  complete = true;
  ASSERT_TRUE(read_in("user,variant,bought\nu1,A,1\nu2,B,0\n").ok());
  EXPECT_TRUE(session.report({}).value().experiment);
}

TEST(UserTable, HostileTablesEndInAnAnswer) {
  std::string many = "user,variant,bought\n";
  std::string wide = "user,variant";
  for (int i = 0; i < 120; ++i) {
    many += std::to_string(i) + ",v" + std::to_string(i) + ",1\n";
    wide += ",m" + std::to_string(i);
  }
  wide += "\n";
  for (int user = 0; user < 12; ++user) {
    wide += std::to_string(user) + (user % 2 == 0 ? ",A" : ",B");
    for (int i = 0; i < 120; ++i) wide += "," + std::to_string(i * user);
    wide += "\n";
  }
  const auto too_many = read({many});
  EXPECT_FALSE(too_many.experiment);
  EXPECT_EQ(too_many.receipt.rows_used, 120U);
  EXPECT_EQ(read({wide}).experiment->measures.size(), 100U);
  // One variant, one user, nothing but a header, numbers without end, quotes without end.
  for (const std::string file :
       {"user,variant,bought\n1,A,1\n2,A,0\n", "user,variant,bought\n1,A,1\n",
        "user,variant,bought\n", "user,variant\n1,A\n2,B\n",
        "user,variant,x\n1,A,1e308\n2,B,-1e308\n3,A,1e308\n4,B,1e308\n5,A,NaN\n6,B,inf\n",
        "user,variant,x\n1,A,1e15\n2,B,99999999999999999999\n3,A,1\n",
        "variant,x\nA,1\nB,2\nA,3\nB,4\n", "user,variant,x\n1,A,\"1\n2,B,2\n3,A,1\n",
        "user,variant,x\n1,A,1\n1,B,1\n2,A,1\n2,B,1\n"}) {
    const auto report = read({file});
    EXPECT_FALSE(report::to_json(report).empty()) << file;
  }
}

}  // namespace
}  // namespace dangol::engine
