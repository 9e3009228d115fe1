// Columns kept beside the lines, through the whole way from text to orders.
#include "ledger/attributes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dangol::ledger {
namespace {

using Columns = std::vector<std::vector<std::string>>;

/// A batch of columns that are kept.
struct Batch {
  Columns texts;
  table::RowBatch rows;

  explicit Batch(const Columns& columns) : texts(columns) {
    rows.rows = texts.front().size();
    for (const auto& column : texts) {
      rows.dimensions.emplace_back(column.begin(), column.end());
    }
  }
};

std::vector<std::string> values_of(const Attribute& attribute) {
  std::vector<std::string> values;
  for (size_t line = 0; line < attribute.codes.size(); ++line) {
    const uint16_t code = attribute.codes[line];
    values.push_back(code == Attribute::kNone ? "" : std::string(attribute.values.key(code).text));
  }
  return values;
}

TEST(AttributeColumns, GiveBackTheTextOfEachLine) {
  Batch batch(Columns{{"web", "web", "", "shop", "web"}, {"a", "b", "c", "a", ""}});
  AttributeColumns columns;
  const std::vector<table::Dimension> dimensions = {{"channel", 3}, {"product", 1}};
  columns.begin_file(dimensions, 0);
  columns.intern(batch.rows, 0, 5);
  columns.append(5);
  columns.intern(batch.rows, 2, 2);
  columns.push(3);
  const auto attributes = columns.take();
  ASSERT_EQ(attributes.size(), 2U);
  EXPECT_EQ(attributes[0].name, "channel");
  EXPECT_EQ(values_of(attributes[0]),
            (std::vector<std::string>{"web", "web", "", "shop", "web", "shop"}));
  EXPECT_EQ(values_of(attributes[1]), (std::vector<std::string>{"a", "b", "c", "a", "", "a"}));
}

TEST(AttributeColumns, JoinFilesByTheNamesOfTheirColumns) {
  AttributeColumns columns;
  Batch first(Columns{{"web", "shop"}});
  const std::vector<table::Dimension> one = {{"channel", 0}};
  columns.begin_file(one, 0);
  columns.intern(first.rows, 0, 2);
  columns.append(2);
  Batch second(Columns{{"north"}, {"web"}});
  const std::vector<table::Dimension> two = {{"Region", 4}, {"channel", 1}};
  columns.begin_file(two, 2);
  columns.intern(second.rows, 0, 1);
  columns.append(1);
  columns.begin_file({}, 3);
  columns.intern(second.rows, 0, 1);
  columns.append(1);
  const auto attributes = columns.take();
  ASSERT_EQ(attributes.size(), 2U);
  EXPECT_EQ(values_of(attributes[0]), (std::vector<std::string>{"web", "shop", "web", ""}));
  EXPECT_EQ(values_of(attributes[1]), (std::vector<std::string>{"", "", "north", ""}));
}

TEST(AttributeColumns, MoreValuesThanNumbersShareTheLastOne) {
  std::vector<std::string> texts;
  for (int i = 0; i < 66'000; ++i) texts.push_back("v" + std::to_string(i));
  Batch batch(Columns{texts});
  AttributeColumns columns;
  const std::vector<table::Dimension> one = {{"product", 0}};
  columns.begin_file(one, 0);
  for (size_t first = 0; first < texts.size(); first += 100) {
    columns.intern(batch.rows, first, 100);
    columns.append(100);
  }
  const auto attributes = columns.take();
  EXPECT_EQ(attributes[0].codes[65'533], 65'533);
  EXPECT_EQ(attributes[0].codes[65'534], Attribute::kOther);
  EXPECT_EQ(attributes[0].codes[65'999], Attribute::kOther);
}

TEST(AttributeSummary, ListsTheMostFrequentValuesFirst) {
  Batch batch(Columns{{"a", "b", "b", "", "c", "c", "c"}});
  AttributeColumns columns;
  const std::vector<table::Dimension> one = {{"product", 0}};
  columns.begin_file(one, 0);
  columns.intern(batch.rows, 0, 7);
  columns.append(7);
  const auto summary = summarise_attribute(columns.take().front());
  EXPECT_EQ(summary.distinct, 3U);
  ASSERT_EQ(summary.values.size(), 3U);
  EXPECT_EQ(summary.values[0].name, "c");
  EXPECT_EQ(summary.values[0].lines, 3U);
  EXPECT_EQ(summary.values[2].name, "a");
}

}  // namespace
}  // namespace dangol::ledger
