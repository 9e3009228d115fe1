#include "engine/contract.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

namespace dangol::engine {
namespace {

using Json = nlohmann::json;

// P. Fader, B. Hardie, Journal of Interactive Marketing 21 (2007) 76-90, table 1.
constexpr const char* kRegular = "1000, 631, 468, 382, 326, 289, 262, 241";
constexpr const char* kHighEnd = "1000, 869, 743, 653, 593, 551, 517, 491";

Json ask(const Json& question) {
  const auto answer = project(question.dump());
  EXPECT_TRUE(answer.ok()) << (answer.ok() ? "" : answer.error().code);
  return answer.ok() ? Json::parse(answer.value(), nullptr, false) : Json();
}

std::string error_of(const std::string& question) {
  const auto answer = project(question);
  return answer.ok() ? "" : answer.error().code + " " + answer.error().detail;
}

TEST(Contract, FitsAndProjectsTheTablesOfThePaper) {
  const Json answer = ask({{"retained", kRegular}, {"periods", 5}});
  EXPECT_EQ(answer["customers"], 1000);
  EXPECT_EQ(answer["base"], "counted");
  EXPECT_EQ(answer["chosen"], "sbg");
  const Json& sbg = answer["fits"][0];
  EXPECT_EQ(sbg["model"], "sbg");
  EXPECT_NEAR(sbg["parameters"]["alpha"].get<double>(), 0.704077298, 1e-8);
  EXPECT_NEAR(sbg["parameters"]["beta"].get<double>(), 1.18204303, 1e-8);
  EXPECT_NEAR(sbg["log_likelihood"].get<double>(), -1680.26518846, 1e-7);
  ASSERT_EQ(answer["observed"].size(), 8U);
  EXPECT_NEAR(answer["observed"][7]["retention_rate"].get<double>(), 241.0 / 262, 1e-15);
  ASSERT_EQ(answer["curve"].size(), 13U);
  EXPECT_NEAR(answer["curve"][12]["sbg"].get<double>(), 0.1700374528, 1e-9);
  EXPECT_NEAR(answer["curve"][12]["bdw"].get<double>(), 0.1773313983, 1e-8);
  EXPECT_TRUE(answer["curve"][12]["observed"].is_null());
  // High-end customers change with time: the BdW says so, and it is right about year 12 (39.4%).
  const Json high_end = ask({{"retained", kHighEnd}, {"periods", 5}});
  EXPECT_EQ(high_end["chosen"], "bdw");
  EXPECT_NEAR(high_end["curve"][12]["bdw"].get<double>(), 0.4039295907, 1e-8);
}

// The delta method by hand: the slopes of logit S by ln alpha and ln beta, from sums of the paper's
// retention rates, and the covariance by another program.
TEST(Contract, IntervalsFollowFromTheCovariance) {
  const Json answer = ask({{"retained", kRegular}, {"periods", 5}});
  const double alpha = 0.704077298474;
  const double beta = 1.18204302621;
  double log_survival = 0;
  double by_alpha = 0;
  double by_beta = 0;
  for (double i = 0; i < 12; ++i) {
    log_survival += std::log((beta + i) / (alpha + beta + i));
    by_alpha -= alpha / (alpha + beta + i);
    by_beta += beta / (beta + i) - beta / (alpha + beta + i);
  }
  const double lost = -std::expm1(log_survival);
  const double variance =
      (by_alpha * by_alpha * 0.093170117 * 0.093170117 + by_beta * by_beta * 0.1289933 * 0.1289933 +
       2 * by_alpha * by_beta * 0.010683324) /
      (lost * lost);
  const double reach = 1.959963984540054 * std::sqrt(variance);
  const double logit = log_survival - std::log(lost);
  const Json& last = answer["curve"][12];
  EXPECT_NEAR(last["low"].get<double>(), 1 / (1 + std::exp(reach - logit)), 1e-6);
  EXPECT_NEAR(last["high"].get<double>(), 1 / (1 + std::exp(-reach - logit)), 1e-6);
  // Everybody is there at the start.
  EXPECT_EQ(answer["curve"][0]["low"], 1.0);
  EXPECT_EQ(answer["curve"][0]["high"], 1.0);
}

TEST(Contract, CustomersToComeStartFromThoseWhoAreHere) {
  const Json answer = ask({{"retained", kRegular}, {"periods", 5}});
  EXPECT_TRUE(answer["curve"][7]["customers"].is_null());
  double before = 241;
  for (size_t t = 8; t <= 12; ++t) {
    const Json& left = answer["curve"][t]["customers"];
    const double value = left["value"].get<double>();
    EXPECT_NEAR(
        value,
        241 * answer["curve"][t]["sbg"].get<double>() / answer["curve"][7]["sbg"].get<double>(),
        1e-9);
    EXPECT_LT(value, before);
    EXPECT_LT(left["low"].get<double>(), value);
    EXPECT_GT(left["high"].get<double>(), value);
    EXPECT_LE(left["high"].get<double>(), 241);
    before = value;
  }
  // The paper's own year 8 to 12.
  const double actual[] = {223, 207, 194, 183, 173};
  for (size_t i = 0; i < 5; ++i) {
    const Json& left = answer["curve"][8 + i]["customers"];
    EXPECT_LT(left["low"].get<double>(), actual[i]);
    EXPECT_GT(left["high"].get<double>(), actual[i]);
  }
}

TEST(Contract, RemainingLifetimeIsTheDiscountedSumOfTheCurve) {
  const Json answer = ask({{"retained", kRegular}, {"periods", 600}, {"discount_rate", 0.1}});
  const Json& curve = answer["curve"];
  for (const size_t renewals : {0U, 3U, 7U}) {
    double discounted = 0;
    double periods = 0;
    for (size_t t = renewals; t < renewals + 600; ++t) {
      const double there = curve[t]["sbg"].get<double>() / curve[renewals]["sbg"].get<double>();
      discounted += there * std::pow(1.1, -static_cast<double>(t - renewals));
      periods += there;
    }
    const Json& row = answer["expected_remaining"]["by_renewals"][renewals];
    EXPECT_EQ(row["renewals"], renewals);
    EXPECT_NEAR(row["discounted"].get<double>() / discounted, 1, 1e-10);
    EXPECT_NEAR(row["periods"].get<double>() / periods, 1, 1e-10);
    EXPECT_LT(row["low"].get<double>(), discounted);
    EXPECT_GT(row["high"].get<double>(), discounted);
  }
  EXPECT_EQ(answer["expected_remaining"]["discounted"],
            answer["expected_remaining"]["by_renewals"][7]["discounted"]);
}

TEST(Contract, DiscountsByTheYearWhateverThePeriod) {
  const Json answer = ask({{"retained", kRegular}, {"period", "month"}, {"discount_rate", 0.12}});
  EXPECT_NEAR(std::pow(1 + answer["discount_rate"].get<double>(), 12), 1.12, 1e-12);
  EXPECT_EQ(answer["period"], "month");
}

TEST(Contract, SharesSaySoAndCountLikeTheirCustomers) {
  const Json counts = ask({{"retained", kRegular}});
  const Json shares =
      ask({{"retained",
            Json::array({"100%", "63.1%", "46.8%", "38.2%", "32.6%", "28.9%", "26.2%", "24.1%"})}});
  EXPECT_EQ(shares["base"], "assumed");
  EXPECT_NEAR(shares["fits"][0]["parameters"]["alpha"].get<double>(),
              counts["fits"][0]["parameters"]["alpha"].get<double>(), 1e-9);
  const Json few = ask({{"retained", "100% 63.1% 46.8% 38.2%"}, {"customers", 100}});
  const Json many = ask({{"retained", "100% 63.1% 46.8% 38.2%"}, {"customers", 10000}});
  EXPECT_EQ(few["base"], "typed");
  EXPECT_NEAR(few["fits"][0]["standard_errors"]["alpha"].get<double>() /
                  many["fits"][0]["standard_errors"]["alpha"].get<double>(),
              10, 1e-4);
  EXPECT_EQ(ask({{"retained", Json::array({1000.125, 900.125, 850.125})}})["customers"], 1000.125);
}

// One rate is all that is told then: 1952 of 2440 renewed. The delta method by hand, through it.
TEST(Contract, RestsOnTheRateAloneWhereCustomersSeemAlike) {
  const Json answer = ask({{"retained", "1000 800 640 512"}, {"periods", 2}});
  EXPECT_EQ(answer["fits"][0]["verdict"], "heterogeneity_not_told");
  EXPECT_EQ(answer["chosen"], "sbg");
  EXPECT_NEAR(answer["curve"][5]["sbg"].get<double>(), std::pow(0.8, 5), 1e-5);
  const double error = std::sqrt(1.0 / 1952 + 1.0 / 488);  // of the rate's logit
  const double share = std::pow(0.8, 5);
  const double logit = std::log(share / (1 - share));
  const double reach = 1.959963984540054 * error * 5 * 0.2 / (1 - share);
  EXPECT_NEAR(answer["curve"][5]["low"].get<double>(), 1 / (1 + std::exp(reach - logit)), 1e-4);
  EXPECT_NEAR(answer["curve"][5]["high"].get<double>(), 1 / (1 + std::exp(-reach - logit)), 1e-4);
  const double lifetime = 1 / (1 - 0.8 / 1.1);
  const double spread = std::exp(1.959963984540054 * error * lifetime * 0.8 * 0.2 / 1.1);
  const Json& remaining = answer["expected_remaining"];
  EXPECT_NEAR(remaining["discounted"].get<double>(), lifetime, 1e-4);
  EXPECT_NEAR(remaining["low"].get<double>(), lifetime / spread, 1e-3);
  EXPECT_NEAR(remaining["high"].get<double>(), lifetime * spread, 1e-3);
  // Four times the customers, half the width.
  const Json more = ask({{"retained", "4000 3200 2560 2048"}, {"periods", 2}});
  const auto width = [](const Json& row) {
    return std::log(row["high"].get<double>() / row["low"].get<double>());
  };
  EXPECT_NEAR(width(remaining) / width(more["expected_remaining"]), 2, 1e-3);
}

TEST(Contract, ThreeNumbersAreEnoughForTheSimplerModel) {
  const Json answer = ask({{"retained", "1000 631 468"}, {"periods", 1}});
  EXPECT_EQ(answer["chosen"], "sbg");
  EXPECT_EQ(answer["fits"][1]["verdict"], "too_few");
  EXPECT_TRUE(answer["fits"][1]["parameters"]["c"].is_null());
  EXPECT_TRUE(answer["curve"][3]["bdw"].is_null());
  EXPECT_NEAR(answer["curve"][2]["sbg"].get<double>(), 0.468, 1e-7);
}

TEST(Contract, EveryTableHasACurveAndALifetime) {
  for (const char* retained :
       {"2 2 1 1", "226 219 43 40 36 26", "13 13 5 3 3 1 1 1 1 1 1", "1410 1317 200 134 101 10 7 5",
        "1000 1 1 1", "1000 999 999 999", "3 3 3 1", "1000000000 1000 1", "1000 950 850 700 500",
        "100% 0.1% 0.0001%"}) {
    const Json answer = ask({{"retained", retained}, {"periods", 400}});
    const std::string chosen = answer["chosen"].get<std::string>();
    double before = 1;
    for (const Json& point : answer["curve"]) {
      ASSERT_TRUE(point[chosen].is_number()) << retained;
      EXPECT_LE(point[chosen].get<double>(), before);
      before = point[chosen].get<double>();
      EXPECT_GE(before, 0);
    }
    for (const Json& row : answer["expected_remaining"]["by_renewals"]) {
      ASSERT_TRUE(row["discounted"].is_number() && row["periods"].is_number()) << retained;
      EXPECT_GE(row["discounted"].get<double>(), 1);
      EXPECT_LE(row["discounted"].get<double>(), 11 * (1 + 1e-12));
      EXPECT_GE(row["periods"].get<double>(), 1);
    }
  }
}

TEST(Contract, SaysWhatIsWrongWithTheQuestion) {
  EXPECT_EQ(error_of("no json"), "options_unreadable no json");
  EXPECT_EQ(error_of("{}"), "retained_missing ");
  EXPECT_EQ(error_of(R"({"retained": [1, null, 2]})"), "retained_not_number null");
  EXPECT_EQ(error_of(R"({"retained": "5 4 3", "periods": 0})"), "option_value periods");
  EXPECT_EQ(error_of(R"({"retained": "5 4 3", "periods": 601})"), "option_value periods");
  EXPECT_EQ(error_of(R"({"retained": "5 4 3", "periods": "a"})"), "option_value periods");
  EXPECT_EQ(error_of(R"({"retained": "5 4 3", "discount_rate": 0})"), "option_value discount_rate");
  EXPECT_EQ(error_of(R"({"retained": "5 4 3", "period": "day"})"), "option_value period");
  EXPECT_EQ(error_of(R"({"retained": "5 4 3", "customers": 0})"), "option_value customers");
}

}  // namespace
}  // namespace dangol::engine
