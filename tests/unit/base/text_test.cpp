#include "base/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

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

TEST(Messages, BothLanguagesSayTheSameThings) {
  ASSERT_EQ(std::size(messages::kKo), std::size(messages::kEn));
  for (size_t i = 0; i < std::size(messages::kKo); ++i) {
    const TextEntry& korean = messages::kKo[i];
    const TextEntry& english = messages::kEn[i];
    ASSERT_EQ(korean.key, english.key);
    EXPECT_FALSE(korean.text.empty()) << korean.key;
    EXPECT_FALSE(english.text.empty()) << english.key;
    EXPECT_EQ(placeholders(korean.text), placeholders(english.text)) << korean.key;
  }
}

TEST(Messages, AreSortedAndFound) {
  for (size_t i = 1; i < std::size(messages::kKo); ++i) {
    EXPECT_LT(messages::kKo[i - 1].key, messages::kKo[i].key);
  }
  for (const TextEntry& entry : messages::kKo) {
    EXPECT_EQ(message(Language::ko, entry.key), entry.text);
  }
  for (const TextEntry& entry : messages::kEn) {
    EXPECT_EQ(message(Language::en, entry.key), entry.text);
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
