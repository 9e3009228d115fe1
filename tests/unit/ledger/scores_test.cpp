// Scores as surveys write them, and surveys beside and without sales.
#include "ledger/scores.h"

#include <gtest/gtest.h>

#include "unit/ledger/import.h"

namespace dangol::ledger {
namespace {

TEST(ParseScore, TakesWholeNumbersFromZeroToTen) {
  for (unsigned score = 0; score <= 10; ++score) {
    const std::string text = std::to_string(score);
    for (const std::string& form : {text, " " + text + " ", text + ".0", text + "점", text + "/10",
                                    text + " / 10", text + ",00"}) {
      EXPECT_EQ(parse_score(form), score) << form;
    }
  }
}

TEST(ParseScore, LeavesEverythingElse) {
  for (const char* text : {"", " ", "11", "-1", "9.5", "ten", "100", "9/5", "9 of 10", "9..0", "9.",
                           "0x9", "1 0", "/10", "점"}) {
    EXPECT_EQ(parse_score(text), std::nullopt) << text;
  }
}

TEST(Scores, OfASurveyAreNoPurchases) {
  const Orders orders = test::settle_rows({"customer", "time", "score"}, {{"a", "2024-01-01", "10"},
                                                                          {"b", "2024-01-02", "x"},
                                                                          {"", "2024-01-03", "3"},
                                                                          {"a", "", "7"}});
  EXPECT_EQ(orders.size(), 0U);
  EXPECT_EQ(orders.rows_read, 4U);
  EXPECT_EQ(orders.rows_used, 3U);
  EXPECT_EQ(orders.set_aside[Reason::no_score].rows, 1U);
  EXPECT_EQ(orders.set_aside[Reason::no_score].first_line, 2U);
  EXPECT_EQ(orders.set_aside[Reason::no_score].example, "x");
  ASSERT_EQ(orders.scores.size(), 3U);
  EXPECT_EQ(orders.scores[0].score, 10);
  EXPECT_EQ(orders.scores[0].day, to_day({2024, 1, 1}));
  EXPECT_EQ(orders.scores[1].customer, Score::kNobody);
  EXPECT_EQ(orders.scores[2].customer, orders.scores[0].customer);
  EXPECT_EQ(orders.scores[2].day, std::nullopt);
}

TEST(Scores, BesideSalesLeaveTheSalesAsTheyAre) {
  const test::Texts rows = {{"1", "a", "2024-01-01", "10", "9"},
                            {"2", "b", "2024-01-02", "20", ""},
                            {"3", "a", "2024-01-05", "5", "12"}};
  const Orders orders = test::settle_rows({"order", "customer", "time", "amount", "score"}, rows);
  EXPECT_EQ(orders.size(), 3U);
  EXPECT_EQ(orders.rows_used, 3U);
  EXPECT_EQ(orders.revenue, 35 * kMoneyScale);
  ASSERT_EQ(orders.scores.size(), 1U);
  EXPECT_EQ(orders.scores[0].score, 9);
  ASSERT_EQ(orders.warnings.size(), 1U);
  EXPECT_EQ(orders.warnings[0].code, "scores_unreadable");
  EXPECT_EQ(orders.warnings[0].rows, 1U);
  EXPECT_EQ(orders.warnings[0].line, 3U);
}

TEST(Scores, OfASurveyInOpenDatesAreSettledWithTheFile) {
  const Orders orders = test::settle_rows({"customer", "time", "score"},
                                          {{"a", "01/02/2024", "10"}, {"b", "13/02/2024", "0"}});
  ASSERT_EQ(orders.scores.size(), 2U);
  EXPECT_EQ(orders.scores[0].day, to_day({2024, 2, 1}));
  EXPECT_EQ(orders.scores[1].day, to_day({2024, 2, 13}));
}

}  // namespace
}  // namespace dangol::ledger
