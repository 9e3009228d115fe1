// Which columns are kept to split by.
#include "table/dimensions.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "table/sample.h"
#include "table/schema.h"

namespace dangol::table {
namespace {

/// A hundred orders with columns of every kind.
Sample shop() {
  Sample sample;
  sample.header = {"order_id", "customer_id", "date", "amount", "product", "channel", "Region",
                   "City",     "Note",        "Zip",  "Always", "Seldom",  "Device",  "Discount"};
  for (int i = 0; i < 100; ++i) {
    sample.records.push_back({"o" + std::to_string(i), "c" + std::to_string(i % 30), "2024-01-05",
                              "12.50", "p" + std::to_string(i % 70), i % 2 == 0 ? "web" : "shop",
                              i % 3 == 0 ? "North" : "South", "city " + std::to_string(i % 60),
                              "a sentence of its own that nobody would split by, number " +
                                  std::to_string(i % 4) + " of four and rather long",
                              std::to_string(10'000 + i % 5), "yes", i % 10 == 0 ? "gift" : "",
                              i % 4 == 0   ? ""
                              : i % 4 == 1 ? "phone"
                                           : "desk",
                              i % 2 == 0 ? "10%" : "20%"});
  }
  return sample;
}

std::vector<std::string> names_of(const Sample& sample, const std::vector<std::string>& chosen) {
  const Schema schema = detect_schema(sample, 1, {});
  std::vector<std::string> names;
  for (const Dimension& dimension : find_dimensions(sample, schema, chosen)) {
    names.push_back(dimension.name + "@" + std::to_string(dimension.column));
  }
  return names;
}

TEST(Dimensions, AreProductChannelAndColumnsOfCategories) {
  EXPECT_EQ(names_of(shop(), {}),
            (std::vector<std::string>{"product@4", "channel@5", "Region@6", "Device@12"}));
}

TEST(Dimensions, ThatAreChosenTakeThePlaceOfThoseFound) {
  EXPECT_EQ(names_of(shop(), {"City", "Zip", "Nowhere"}),
            (std::vector<std::string>{"product@4", "channel@5", "City@7", "Zip@9"}));
}

TEST(Dimensions, AreNoMoreThanTheLimit) {
  Sample sample;
  sample.header = {"order_id", "customer_id", "date", "amount"};
  for (int i = 0; i < 20; ++i) sample.header.push_back("Kind " + std::to_string(i));
  for (int row = 0; row < 60; ++row) {
    sample.records.push_back(
        {"o" + std::to_string(row), "c" + std::to_string(row), "2024-01-05", "1.50"});
    for (int i = 0; i < 20; ++i) {
      sample.records.back().push_back((row + i) % 2 == 0 ? "this" : "that");
    }
  }
  EXPECT_EQ(names_of(sample, {}).size(), kMostDimensions);
}

}  // namespace
}  // namespace dangol::table
