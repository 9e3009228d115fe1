#include "base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "messages_table.h"

namespace dangol {
namespace {

std::set<std::string> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace(text.substr(open + 1, close - open - 1));
  }
  return names;
}

std::vector<std::string_view> entries(std::string_view all) {
  std::vector<std::string_view> list;
  while (!all.empty()) list.push_back(take_text(all));
  return list;
}

TEST(Messages, BothLanguagesSayTheSameThings) {
  const auto keys = entries(messages::kKo.keys);
  const auto korean = entries(messages::kKo.texts);
  const auto english = entries(messages::kEn.texts);
  ASSERT_EQ(keys, entries(messages::kEn.keys));
  ASSERT_EQ(korean.size(), keys.size());
  ASSERT_EQ(english.size(), keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    EXPECT_FALSE(korean[i].empty()) << keys[i];
    EXPECT_FALSE(english[i].empty()) << keys[i];
    EXPECT_EQ(placeholders(korean[i]), placeholders(english[i])) << keys[i];
  }
}

TEST(Messages, AreSortedAndFound) {
  const auto keys = entries(messages::kKo.keys);
  const auto korean = entries(messages::kKo.texts);
  const auto english = entries(messages::kEn.texts);
  ASSERT_GT(keys.size(), 40U);
  for (size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) {
      EXPECT_LT(keys[i - 1], keys[i]);
    }
    EXPECT_EQ(message(Language::ko, keys[i]), korean[i]);
    EXPECT_EQ(message(Language::en, keys[i]), english[i]);
  }
  EXPECT_EQ(message(Language::en, "error.no_such_key"), "error.no_such_key");
}

TEST(Messages, NameEveryErrorOfTheReader) {
  for (const char* code : {"empty_file", "binary_file", "xlsx_file", "locked_file", "old_xls_file",
                           "compressed_file", "encoding_unavailable", "header_row_missing",
                           "record_too_large", "too_many_columns", "cancelled"}) {
    const std::string key = std::string("error.") + code;
    EXPECT_NE(message(Language::ko, key), key);
    EXPECT_NE(message(Language::en, key), key);
  }
}

TEST(Text, FillsPlaceholders) {
  const TextArgument arguments[] = {{"line", "12"}, {"detail", "{line}"}};
  EXPECT_EQ(fill_text("Line {line}: {detail} {other} {", arguments), "Line 12: {line} {other} {");
  EXPECT_EQ(fill_text("", arguments), "");
  EXPECT_EQ(fill_text("{line}", arguments), "12");
}

}  // namespace
}  // namespace dangol
