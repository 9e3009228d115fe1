// Segments, concentration and the promoter score as the Report words them.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "engine/session.h"

namespace dangol::engine {
namespace {

report::Report read(std::string_view text, std::string_view json = "{}") {
  const auto options = parse_options(json);
  EXPECT_TRUE(options.ok()) << json;
  Session session;
  session.begin(options.value(), {"shop.csv", 0, {}, {}, {}});
  EXPECT_TRUE(session.feed(text).ok());
  EXPECT_TRUE(session.finish().ok());
  return session.report(options.value()).value();
}

/// `score` gives an answer in every third row.
std::string random_shop(unsigned seed, size_t rows) {
  std::mt19937 random(seed);
  const auto below = [&](size_t limit) { return static_cast<size_t>(random()) % limit; };
  std::string text = "order,customer,date,amount,nps\n";
  for (size_t i = 0; i < rows; ++i) {
    const size_t customer = below(1 + below(50));
    const std::string month = std::to_string(10 + below(3));
    const std::string day = std::to_string(10 + below(18));
    text += "A" + std::to_string(i) + ",c" + std::to_string(customer) + ",2024-" + month + "-" +
            day + "," + std::to_string(1 + below(900)) + ",";
    if (below(3) == 0) text += std::to_string(below(11));
    text += "\n";
  }
  return text;
}

TEST(SegmentSection, SharesAddUpToOne) {
  const auto report = read(random_shop(3, 300), R"({"churn_window_days":20})");
  const report::Segments& segments = report.segments;
  EXPECT_EQ(segments.as_of, report.receipt.as_of);
  EXPECT_EQ(segments.previous_as_of, "");  // the data begin later
  ASSERT_EQ(segments.segments.size(), 7U);
  double share = 0;
  double revenue_share = 0;
  double customers = 0;
  for (const report::Segment& segment : segments.segments) {
    share += segment.share.value();
    revenue_share += segment.revenue_share.value();
    customers += static_cast<double>(segment.customers);
    EXPECT_FALSE(segment.previous_customers);
    if (segment.customers == 0) {
      EXPECT_FALSE(segment.money);
      EXPECT_FALSE(segment.recency_days);
      continue;
    }
    const auto n = static_cast<double>(segment.customers);
    EXPECT_NEAR(segment.money.value() * n, segment.revenue.value(), 1e-9);
    EXPECT_NEAR(segment.frequency.value() * n, static_cast<double>(segment.orders), 1e-9);
  }
  EXPECT_NEAR(share, 1, 1e-12);
  EXPECT_NEAR(revenue_share, 1, 1e-12);
  EXPECT_EQ(customers, report.receipt.customers);
  ASSERT_EQ(report.concentration.cumulative.size(), 11U);
  EXPECT_EQ(report.concentration.cumulative[10], 1);
  EXPECT_EQ(report.concentration.top_tenth_share, report.concentration.cumulative[1]);
}

TEST(SegmentSection, SaysNothingOfNobodyOrOfNoMoney) {
  const auto nobody =
      read("order,date,amount\nA1,2024-01-05,3\n", R"({"mapping":{"customer":null}})");
  EXPECT_TRUE(nobody.segments.segments.empty());
  EXPECT_EQ(nobody.concentration.n, 0U);
  const auto unpriced = read("customer,date\nkim,2024-01-05\nlee,2024-07-06\n");
  ASSERT_EQ(unpriced.segments.segments.size(), 7U);
  EXPECT_EQ(unpriced.segments.previous_as_of, "2024-04-06");
  for (const report::Segment& segment : unpriced.segments.segments) {
    EXPECT_FALSE(segment.revenue);
    EXPECT_FALSE(segment.revenue_share);
    EXPECT_FALSE(segment.money);
    EXPECT_TRUE(segment.share);
    EXPECT_TRUE(segment.previous_customers);
  }
  EXPECT_FALSE(unpriced.concentration.gini);
}

TEST(SegmentSection, AFilterBySegmentLeavesThatSegmentWhereverItIsTold) {
  const std::string text = random_shop(17, 300);
  const auto all = read(text, R"({"churn_window_days":20})");
  for (const report::Segment& segment : all.segments.segments) {
    if (segment.customers == 0) continue;
    const auto report =
        read(text, R"({"churn_window_days":20,"split_by":"segment","filters":{"segment":[")" +
                       segment.name + R"("]}})");
    EXPECT_EQ(report.selection.customers, segment.customers);
    ASSERT_EQ(report.groups.groups.size(), 1U) << segment.name;
    EXPECT_EQ(report.groups.groups[0].name, segment.name);
    EXPECT_EQ(report.groups.groups[0].customers, segment.customers);
    for (const report::Segment& left : report.segments.segments) {
      EXPECT_EQ(left.customers, left.name == segment.name ? segment.customers : 0U);
    }
  }
}

TEST(ScoreSection, CountsAnswersBesideSales) {
  const std::string text = random_shop(13, 300);
  const std::string mapping = R"("mapping":{"score":"nps"})";
  const auto report = read(text, "{" + mapping + "}");
  const report::Nps& nps = report.nps;
  EXPECT_GT(nps.n, 50U);
  EXPECT_EQ(nps.promoters + nps.passives + nps.detractors, nps.n);
  const double score = 100.0 *
                       (static_cast<double>(nps.promoters) - static_cast<double>(nps.detractors)) /
                       static_cast<double>(nps.n);
  EXPECT_NEAR(nps.score.value(), score, 1e-12);
  EXPECT_LT(nps.low.value(), score);
  EXPECT_GT(nps.high.value(), score);
  uint64_t by_segment = 0;
  for (const report::ScoreGroup& segment : nps.segments) by_segment += segment.n;
  EXPECT_EQ(by_segment, nps.n);  // everyone who answered has bought
  EXPECT_EQ(nps.days, 91U);
  ASSERT_EQ(nps.afterwards.size(), 3U);
  EXPECT_EQ(nps.afterwards[0].name, "promoters");
  EXPECT_EQ(nps.afterwards[0].bought.n, 0);  // the data span less than 91 days
  EXPECT_FALSE(nps.afterwards[0].bought.value);

  // Filters hold here too.
  const auto early = read(text, "{" + mapping + R"(,"filters":{"to":"2024-11-05"}})");
  const auto late = read(text, "{" + mapping + R"(,"filters":{"from":"2024-11-06"}})");
  EXPECT_EQ(early.nps.n + late.nps.n, nps.n);
  EXPECT_GT(early.nps.n, 0U);
  const auto best = read(text, "{" + mapping + R"(,"filters":{"segment":["champions"]}})");
  ASSERT_EQ(best.nps.segments.size(), 1U);
  EXPECT_EQ(best.nps.segments[0].name, "champions");
  EXPECT_EQ(best.nps.segments[0].n, best.nps.n);
  for (const report::ScoreGroup& segment : nps.segments) {
    if (segment.name == "champions") {
      EXPECT_EQ(segment.n, best.nps.n);
    }
  }
}

TEST(ScoreSection, IsEmptyWithoutScores) {
  const auto report = read("customer,date,amount\nkim,2024-01-05,3\n");
  EXPECT_EQ(report.nps.n, 0U);
  EXPECT_FALSE(report.nps.score);
  EXPECT_TRUE(report.nps.afterwards.empty());
}

}  // namespace
}  // namespace dangol::engine
