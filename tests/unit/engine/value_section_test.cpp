// What the Report says customers are worth: that its parts agree with each other, with the list of
// customers and with the measures, and that it says why where there is nothing to say.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "base/civil.h"
#include "engine/customer_list.h"
#include "engine/session.h"
#include "numeric/random.h"
#include "report/json.h"

namespace dangol::engine {
namespace {

constexpr const char* kModels = R"({"sections":["measures","value"],"margin":0.4,
    "models":{"acquisition_cost":30}})";

/// A shop whose customers buy at rates of their own and leave.
std::string shop(uint64_t seed, int customers, int days, bool amounts = true) {
  numeric::Random random(seed);
  std::string text = amounts ? "order,customer,date,channel,amount\n" : "order,customer,date\n";
  int order = 0;
  for (int customer = 0; customer < customers; ++customer) {
    const double rate = random.gamma(0.7, 20.0);
    const double leave = random.beta(1.0, 4.0);
    const double spend = 30 + 60 * random.uniform();
    double day = random.uniform() * days * 0.7;
    while (day < days) {
      text += std::to_string(++order) + ",c" + std::to_string(customer) + "," +
              format_day(19'000 + static_cast<Day>(day));
      if (amounts) {
        text += std::string(customer % 3 == 0 ? ",web," : ",shop,") +
                std::to_string(static_cast<int>(spend * random.gamma(4.0, 4.0)) + 1);
      }
      text += "\n";
      if (random.uniform() < leave) break;
      day += 1 + random.exponential(rate);
    }
  }
  return text;
}

void read(Session& session, const std::string& text) {
  session.begin({}, {"shop.csv", text.size(), {}, {}, {}});
  ASSERT_TRUE(session.feed(text).ok());
  ASSERT_TRUE(session.finish().ok());
}

Options options_of(const std::string& json) {
  const auto options = parse_options(json);
  EXPECT_TRUE(options.ok()) << json;
  return options.value();
}

report::Report ask(const Session& session, const std::string& json) {
  return session.report(options_of(json)).value();
}

bool has(const std::vector<std::string>& texts, const char* text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

TEST(ValueSection, IsThereWhenItIsAskedFor) {
  Session session;
  read(session, shop(1, 700, 500));
  const auto plain = ask(session, "{}");
  EXPECT_FALSE(plain.value);
  EXPECT_FALSE(plain.models);
  EXPECT_TRUE(ask(session, R"({"models":{}})").value);
  EXPECT_TRUE(ask(session, R"({"sections":["value"]})").models);
  const auto back = report::from_json(report::to_json(ask(session, kModels)));
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(report::to_json(back.value()), report::to_json(ask(session, kModels)));
}

TEST(ValueSection, PartsAddUp) {
  Session session;
  read(session, shop(2, 900, 600));
  const auto report = ask(session, kModels);
  ASSERT_TRUE(report.models && report.value && report.value->base);
  EXPECT_EQ(report.models->verdict, "fine");
  const report::Value& value = *report.value;
  const double revenue = value.base->revenue.value.value();
  EXPECT_NEAR(value.base->margin.value.value(), 0.4 * revenue, 1e-9 * revenue);
  ASSERT_EQ(value.groups.size(), 3U);
  for (const report::ValueGroups& groups : value.groups) {
    double sum = 0;
    uint64_t customers = 0;
    for (const report::ValueGroup& row : groups.rows) {
      sum += row.revenue.value.value();
      customers += row.customers;
      EXPECT_LE(row.revenue.low.value(), row.revenue.value.value());
    }
    EXPECT_NEAR(sum, revenue, 1e-9 * revenue) << groups.by;
    EXPECT_EQ(customers, value.base->customers) << groups.by;
  }
  double customers = 0;
  for (const auto& row : value.grid->customers) {
    for (const auto& cell : row) customers += cell.value();
  }
  EXPECT_EQ(customers, static_cast<double>(value.base->customers));
  double orders = 0;
  for (const report::BuyerBand& band : value.buyers) orders += band.orders.value();
  EXPECT_NEAR(orders, value.base->orders.value.value(), 1e-9 * orders);
  // The formula of the articles with the observed years is the measure.
  for (const report::Measure& measure : report.measures) {
    if (measure.name != "clv_article") continue;
    EXPECT_NEAR(value.article.lines[0].revenue.value(), measure.value.value(), 1e-9);
  }
  // 30 of cost come back when 40% of the revenue so far is 30.
  const double payback = value.payback_months.value();
  const auto month = static_cast<size_t>(payback);
  const auto so_far = [&](size_t k) {
    return 0.4 * value.new_customer->months[k].revenue.value.value();
  };
  EXPECT_LE(so_far(month), 30);
  EXPECT_GE(so_far(month + 1), 30);
  EXPECT_NEAR(value.ltv_to_cac.value.value(), so_far(12) / 30, 1e-9);
}

// Both distributions are of everybody; the model's has the mean and the chance of a repeat order
// that stand beside it. Nobody is old enough for a horizon longer than the data.
TEST(ValueSection, SharesOutANewCustomersOrders) {
  Session session;
  read(session, shop(12, 900, 900));
  const auto one = ask(session, kModels).value->new_customer.value();
  ASSERT_EQ(one.orders.size(), 7U);
  EXPECT_EQ(one.orders.front().orders, "0");
  EXPECT_EQ(one.orders.back().orders, "6+");
  double sum = 0;
  double observed = 0;
  for (const report::OrderShare& share : one.orders) {
    sum += share.share.value();
    observed += share.observed.value();
    EXPECT_NEAR(share.observed.value(), share.share.value(), 0.1) << share.orders;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(observed, 1, 1e-12);
  EXPECT_NEAR(one.orders[0].share.value(), 1 - one.p_repeat.value.value(), 1e-9);
  EXPECT_GT(one.observed_customers, 100U);
  EXPECT_LT(one.observed_customers, 900U);
  const auto far = ask(session, R"({"models":{"horizon_months":60}})").value->new_customer.value();
  EXPECT_EQ(far.observed_customers, 0U);
  EXPECT_FALSE(far.orders[0].observed);
  EXPECT_LT(far.orders[0].share.value(), one.orders[0].share.value());
}

TEST(ValueSection, ListsTheSameCustomersByWhatIsExpectedOfThem) {
  Session session;
  read(session, shop(3, 600, 500));
  const Options options = options_of(kModels);
  const auto report = session.report(options).value();
  const auto rows_of = [&](const CustomerQuery& query) {
    return nlohmann::json::parse(session.customer_rows(options, query).value());
  };
  const auto all = rows_of({});
  EXPECT_EQ(all["total"], report.value->base->customers);
  double clv = 0;
  for (const auto& row : all["rows"]) {
    clv += row["clv"].get<double>();
    EXPECT_GE(row["p_buys"].get<double>(), 0);
    EXPECT_LE(row["p_buys"].get<double>(), row["p_alive"].get<double>() + 1e-12);
    EXPECT_LE(row["expected_orders_low"].get<double>(), row["expected_orders"].get<double>() + 1);
    EXPECT_GE(row["expected_orders_high"].get<double>() + 1, row["expected_orders"].get<double>());
  }
  EXPECT_NEAR(clv, report.value->base->revenue.value.value(), 1e-9 * clv);
  for (const char* column : {"clv", "p_alive", "revenue", "orders", "recency_days"}) {
    const auto few = rows_of({{}, column, true, 20})["rows"];
    ASSERT_EQ(few.size(), 20U);
    for (size_t i = 1; i < few.size(); ++i) EXPECT_GE(few[i - 1][column], few[i][column]);
    const auto rising = rows_of({{}, column, false, 20})["rows"];
    for (size_t i = 1; i < rising.size(); ++i) EXPECT_LE(rising[i - 1][column], rising[i][column]);
    EXPECT_GE(few[0][column], rising[0][column]);
  }
  const auto worry = rows_of({{}, "worry", true, 10})["rows"];
  const auto at_stake = [](const auto& row) {
    return row["revenue"].template get<double>() * (1 - row["p_alive"].template get<double>());
  };
  for (size_t i = 1; i < worry.size(); ++i) EXPECT_GE(at_stake(worry[i - 1]), at_stake(worry[i]));
  EXPECT_EQ(session.customer_rows({}, {{}, "clv", true, 0}).error().code, "column_unknown");
  EXPECT_EQ(rows_of({{}, "first_order", false, 1})["rows"][0]["first_order"],
            report.receipt.first_day);
}

TEST(ValueSection, SaysWhyItDoubtsOrRefuses) {
  Session few;
  read(few, shop(4, 300, 170));
  const auto weak = ask(few, kModels);
  EXPECT_EQ(weak.models->verdict, "weak");
  EXPECT_TRUE(has(weak.models->reasons, "models_few_customers"));
  EXPECT_TRUE(has(weak.models->reasons, "models_short_history"));
  EXPECT_TRUE(weak.value->base);

  Session none;
  read(none, shop(5, 60, 300));
  const auto refused = ask(none, kModels);
  EXPECT_EQ(refused.models->verdict, "refused");
  EXPECT_TRUE(has(refused.models->reasons, "models_few_repeat"));
  EXPECT_FALSE(refused.value->base);
  EXPECT_FALSE(refused.value->new_customer);
  EXPECT_FALSE(refused.value->historic.ages.empty());
  EXPECT_TRUE(refused.value->article.lines[0].revenue);
  const auto rows = nlohmann::json::parse(none.customer_rows(options_of(kModels), {}).value());
  EXPECT_TRUE(rows["rows"][0]["clv"].is_null());

  Session free;
  read(free, shop(6, 700, 500, false));
  const auto orders_only = ask(free, kModels);
  EXPECT_TRUE(has(orders_only.models->reasons, "models_no_amounts"));
  EXPECT_TRUE(orders_only.value->base->orders.value);
  EXPECT_FALSE(orders_only.value->base->revenue.value);
  EXPECT_FALSE(orders_only.value->worry);
}

TEST(ValueSection, TwoHorizonsDifferOnlyInWhatLooksAhead) {
  Session session;
  read(session, shop(7, 600, 500));
  const auto year = ask(session, R"({"models":{}})");
  const auto two = ask(session, R"({"models":{"horizon_months":24}})");
  EXPECT_EQ(year.models->fits[0].log_likelihood, two.models->fits[0].log_likelihood);
  EXPECT_GT(two.value->base->orders.value, year.value->base->orders.value);
  EXPECT_EQ(two.value->new_customer->months.size(), 25U);
  const auto undiscounted = ask(session, R"({"models":{"discount_rate":0}})");
  EXPECT_GT(undiscounted.value->base->revenue.value, year.value->base->revenue.value);
  EXPECT_EQ(undiscounted.value->base->orders.value, year.value->base->orders.value);
}

TEST(ValueSection, DoesNotDependOnWhatWasAskedBefore) {
  const char* const questions[] = {
      "{}",
      R"({"models":{}})",
      R"({"models":{"horizon_months":6,"acquisition_cost":5},"margin":0.4})",
      R"({"models":{"unit":"day","discount_rate":0}})",
      R"({"models":{"first_order_in_money":true}})",
      R"({"models":{"acquired_from":"2022-03-01","acquired_to":"2022-12-31"}})",
      R"({"models":{"calibration_end":"2022-12-01"}})",
      R"({"models":{},"filters":{"channel":["shop"]}})",
      R"({"models":{},"filters":{"segment":["champions","loyal"]}})",
      R"({"models":{},"as_of":"2023-01-31"})",
      R"({"models":{"include":["pareto_nbd"]},"churn_window_days":30})",
  };
  const std::string text = shop(8, 500, 500);
  std::vector<std::string> fresh;
  for (const char* question : questions) {
    Session alone;
    read(alone, text);
    fresh.push_back(report::to_json(ask(alone, question)));
  }
  Session session;
  read(session, text);
  numeric::Random random(9);
  for (int step = 0; step < 25; ++step) {
    const size_t question = random.bits() % std::size(questions);
    ASSERT_EQ(report::to_json(ask(session, questions[question])), fresh[question])
        << questions[question];
  }
}

TEST(ValueSection, RefusesOptionsWithoutSense) {
  for (const char* models :
       {R"({"horizon_months":0})", R"({"horizon_months":121})", R"({"horizon_months":1.5})",
        R"({"discount_rate":-0.1})", R"({"discount_rate":2})", R"({"include":["gamma_gamma"]})",
        R"({"unit":"year"})", R"({"calibration_end":"soon"})", R"({"acquisition_cost":0})",
        R"({"years":-1})", R"({"colour":1})", "7"}) {
    const auto options = parse_options(R"({"models":)" + std::string(models) + "}");
    ASSERT_FALSE(options.ok()) << models;
    EXPECT_EQ(options.error().code, "option_value");
  }
  EXPECT_TRUE(parse_options(R"({"models":{"include":["nbd"],"unit":"month","years":null}})").ok());
}

}  // namespace
}  // namespace dangol::engine
