#include "csv/structural_scanner.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace dangol::csv {
namespace {

/// Holds the fast path to the plain one over `text`, block by block, state and all.
void expect_equal(const std::string& text, char delimiter) {
  StructuralScanner fast(delimiter);
  StructuralScanner plain(delimiter);
  for (size_t block = 0; block + kBlockSize <= text.size(); block += kBlockSize) {
    const BlockStructure one = fast.scan(text.data() + block);
    const BlockStructure other = plain.walk(text.data() + block, kBlockSize);
    ASSERT_EQ(one.delimiters, other.delimiters) << block;
    ASSERT_EQ(one.line_ends, other.line_ends) << block;
    ASSERT_EQ(one.quoted_breaks, other.quoted_breaks) << block;
    ASSERT_EQ(one.plain_quotes, other.plain_quotes) << block;
    ASSERT_EQ(fast.state(), plain.state()) << block;
    ASSERT_EQ(fast.after_carriage_return(), plain.after_carriage_return()) << block;
  }
}

TEST(StructuralScanner, BothPathsAgreeOnAnyBytes) {
  std::mt19937_64 random(21);
  const char delimiters[] = {',', ';', '\t', '|', ' '};
  for (int round = 0; round < 30'000; ++round) {
    const char delimiter = delimiters[random() % 5];
    const char alphabet[] = {delimiter, '"', '\r', '\n', 'x', 'y', '\0', '\xFF'};
    const uint64_t plain_in_eight = random() % 8;
    const uint64_t few = 2 + random() % 7;
    std::string text;
    for (uint32_t i = 0; i < 5 * kBlockSize; ++i) {
      text += random() % 8 < plain_in_eight ? 'z' : alphabet[random() % few];
    }
    expect_equal(text, delimiter);
  }
}

// Every text of six bytes, laid across the seam between two blocks.
TEST(StructuralScanner, BothPathsAgreeAtEverySeam) {
  const char alphabet[] = {',', '"', '\r', '\n', 'x'};
  for (uint32_t code = 0; code < 15'625; ++code) {
    for (const char* lead : {",", "\"", "x"}) {
      std::string text(kBlockSize - 4, 'z');
      text += lead;
      for (uint32_t left = code, i = 0; i < 6; ++i, left /= 5) text += alphabet[left % 5];
      text.resize(size_t{2} * kBlockSize, 'z');
      expect_equal(text, ',');
    }
  }
}

TEST(StructuralScanner, MarksWhatEndsFieldsAndRecords) {
  std::string text = "a,\"b,\n\"\r\nc\n";
  text.resize(kBlockSize, 'z');
  StructuralScanner scanner(',');
  const BlockStructure found = scanner.scan(text.data());
  EXPECT_EQ(found.delimiters, uint64_t{1} << 1U);
  EXPECT_EQ(found.quoted_breaks, uint64_t{1} << 5U);
  EXPECT_EQ(found.line_ends, (uint64_t{1} << 7U) | (uint64_t{1} << 10U));
  EXPECT_TRUE(found.plain_quotes);
}

}  // namespace
}  // namespace dangol::csv
