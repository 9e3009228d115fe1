// What filters say on their chips, and what the table of segments holds.
#include "ui/strings/filter_text.h"

#include <gtest/gtest.h>

#include "ui/views/view.h"

namespace dangol::ui {
namespace {

report::Selection everything() {
  report::Selection filters;
  filters.from = "2025-01-01";
  filters.first_order_from = "2024-01-01";
  filters.first_order_to = "2024-06-30";
  filters.segment = {"champions", "cannot_lose"};
  filters.columns = {{"product", {"Tea"}}, {"Region", {"North", "South", "East"}}, {"Empty", {}}};
  return filters;
}

TEST(FilterText, EachFilterInForceIsOneChip) {
  const Strings english(Language::en);
  const auto chips = filter_chips(everything(), english);
  ASSERT_EQ(chips.size(), 5U);
  EXPECT_EQ(chips[0].id, "range");
  EXPECT_EQ(chips[0].value, "from 2025-01-01");
  EXPECT_EQ(chips[1].id, "first_order");
  EXPECT_EQ(chips[1].name, "First order");
  EXPECT_EQ(chips[1].value, "2024-01-01 – 2024-06-30");
  EXPECT_EQ(chips[2].id, "segment");
  EXPECT_EQ(chips[2].value, "Champions and 1 more");
  EXPECT_EQ(chips[3].id, "column.product");
  EXPECT_EQ(chips[3].name, english.get("role.product"));
  EXPECT_EQ(chips[3].value, "Tea");
  EXPECT_EQ(chips[4].id, "column.Region");
  EXPECT_EQ(chips[4].name, "Region");
  EXPECT_EQ(chips[4].value, "North and 2 more");
  EXPECT_TRUE(filter_chips({}, english).empty());
}

TEST(FilterText, DaysAreToldFromTheirOpenEnd) {
  const Strings korean(Language::ko);
  report::Selection filters;
  filters.to = "2025-03-31";
  EXPECT_EQ(filter_chips(filters, korean)[0].value, "2025-03-31까지");
  filters.from = "2025-03-31";
  EXPECT_EQ(filter_chips(filters, korean)[0].value, "2025-03-31");
  filters.from = "2025-03-01";
  EXPECT_EQ(filter_chips(filters, korean)[0].value, "2025-03-01 – 2025-03-31");
  filters.to.clear();
  EXPECT_EQ(filter_chips(filters, korean)[0].value, "2025-03-01부터");
}

TEST(FilterText, ValuesAreFoundByTheFiltersId) {
  const report::Selection filters = everything();
  EXPECT_EQ(filter_values(filters, "column.Region").size(), 3U);
  EXPECT_EQ(filter_values(filters, "segment").size(), 2U);
  EXPECT_TRUE(filter_values(filters, "column.segment").empty());
  EXPECT_TRUE(filter_values(filters, "range").empty());
  // A column may be called like a filter, and a value like a segment.
  const Strings english(Language::en);
  EXPECT_EQ(filter_name("column.segment", english), "segment");
  EXPECT_EQ(filter_value_name("column.Tier", "champions", english), "champions");
  EXPECT_EQ(filter_value_name("segment", "no such one", english), "no such one");
}

TEST(FilterText, SearchesWhateverTheCaseOfLatinLetters) {
  EXPECT_TRUE(contains_text("Morning Blend", "BLEND"));
  EXPECT_TRUE(contains_text("단골 블렌드", "블렌"));
  EXPECT_TRUE(contains_text("anything", ""));
  EXPECT_FALSE(contains_text("Tea", "Team"));
}

TEST(SegmentsCsv, HoldsEverySegmentAndLeavesBlankWhatIsNotKnown) {
  report::Report report;
  report::Segment loyal{"loyal", 12, 0.75, 40};
  loyal.revenue = 1234.5;
  loyal.frequency = 3.25;
  report.segments.segments = {loyal, {"new", 4, 0.25, 4}};
  const std::string csv = segments_csv(report, Strings(Language::en));
  EXPECT_EQ(csv.substr(0, 3), "\xEF\xBB\xBF");
  EXPECT_NE(csv.find("\r\nLoyal,12,0.75,40,1234.5,,,3.25,,\r\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("\r\nNew,4,0.25,4,,,,,,\r\n"), std::string::npos) << csv;
}

}  // namespace
}  // namespace dangol::ui
