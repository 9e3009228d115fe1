// Which cell of a cohort rests on the period that the data end in.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/session.h"

namespace dangol::engine {
namespace {

/// By row of the table: the column with the star.
std::vector<report::Number> unfinished(const std::string& last_day, const std::string& options) {
  const std::string csv =
      "order_id,customer_id,date,amount\n1,a,2024-01-10,5\n2,b,2024-02-10,5\n3,c,2024-03-05,5\n"
      "4,a," +
      last_day + ",5\n";
  Session session;
  session.begin({}, {"file.csv", csv.size(), {}, {}, {}});
  EXPECT_TRUE(session.feed(csv).ok());
  EXPECT_TRUE(session.finish().ok());
  std::vector<report::Number> columns;
  const auto report = session.report(parse_options(options).value());
  for (const auto& row : report.value().cohorts.rows) columns.push_back(row.unfinished_column);
  return columns;
}

using Columns = std::vector<report::Number>;

TEST(CohortSection, StarsTheCellOfTheUnfinishedPeriod) {
  EXPECT_EQ(unfinished("2024-03-20", "{}"), (Columns{2, 1, 0}));
  EXPECT_EQ(unfinished("2024-03-20", R"({"cohorts":{"definition":"cumulative"}})"),
            (Columns{2, 1, 0}));
  EXPECT_EQ(unfinished("2024-03-31", "{}"), (Columns{{}, {}, {}}));
  EXPECT_EQ(unfinished("2024-03-20", R"({"cohorts":{"basis":"rolling"}})"), (Columns{{}, {}, {}}));
}

TEST(CohortSection, StarsOfABracketThatAloneWhichEndsInTheUnfinishedPeriod) {
  const auto bracket = [](const std::string& range) {
    return unfinished("2024-03-20",
                      R"({"cohorts":{"definition":"bracket","bracket":)" + range + "}}");
  };
  EXPECT_EQ(bracket("[0,0]"), (Columns{{}, {}, 0}));
  EXPECT_EQ(bracket("[0,1]"), (Columns{{}, 0, {}}));
  EXPECT_EQ(bracket("[1,2]"), (Columns{0, {}, {}}));
  EXPECT_EQ(bracket("[1,3]"), (Columns{{}, {}, {}}));
}

}  // namespace
}  // namespace dangol::engine
