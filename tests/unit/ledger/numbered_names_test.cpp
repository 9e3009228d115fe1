#include "ledger/numbered_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace dangol::ledger {
namespace {

TEST(ParseDigits, ReadsWhatStringsHold) {
  std::mt19937_64 random(3);
  for (size_t count = 1; count <= kMostDigits; ++count) {
    for (int i = 0; i < 200; ++i) {
      std::string digits;
      while (digits.size() < count) digits += static_cast<char>('0' + random() % 10);
      for (const std::string prefix : {"", "C", "ORDER-2024-"}) {
        uint64_t value = 0;
        ASSERT_TRUE(parse_digits(prefix + digits, count, value)) << prefix << digits;
        EXPECT_EQ(value, std::stoull(digits));
      }
    }
  }
}

TEST(ParseDigits, RefusesEveryOtherByteInEveryPlace) {
  for (size_t count = 1; count <= kMostDigits; ++count) {
    for (size_t at = 0; at < count; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string digits(count, '7');
        digits[at] = static_cast<char>(byte);
        uint64_t value = 0;
        EXPECT_EQ(parse_digits("x" + digits, count, value), byte >= '0' && byte <= '9');
      }
    }
  }
}

TEST(NumberedNames, TakeTheWidthOfTheFirstNameAndLongerOnes) {
  NumberedNames names;
  EXPECT_FALSE(names.begin(""));
  EXPECT_FALSE(names.begin("guest"));
  ASSERT_TRUE(names.begin("CUST-0042"));
  uint64_t value = 0;
  EXPECT_TRUE(names.parse("CUST-0042", value));
  EXPECT_EQ(value, 42U);
  EXPECT_TRUE(names.parse("CUST-12345", value));
  EXPECT_EQ(value, 12345U);
  for (const char* other : {"", "CUST-", "CUST-042", "CUST-00042", "CUST-004x", "CuST-0042", "0042",
                            "CUST-1234567890123456789"}) {
    EXPECT_FALSE(names.parse(other, value)) << other;
  }
}

TEST(NumberedNames, ReadNamesOfEveryLengthAndRefuseEveryOtherByte) {
  for (size_t size = 1; size <= 20; ++size) {
    for (size_t width = 1; width <= std::min(size, kMostDigits); ++width) {
      const std::string prefix(std::string("#ORDER/2024-SEOUL-Xy"), 0, size - width);
      if (!prefix.empty() && prefix.back() >= '0' && prefix.back() <= '9') continue;
      NumberedNames names;
      ASSERT_TRUE(names.begin(prefix + std::string(width, '3')));
      const std::string name = prefix + std::string("907182635410293847", width);
      uint64_t value = 0;
      ASSERT_TRUE(names.parse(name, value)) << name;
      EXPECT_EQ(value, std::stoull(name.substr(prefix.size())));
      for (size_t at = 0; at < size; ++at) {
        for (int byte = 0; byte < 256; ++byte) {
          std::string other = name;
          other[at] = static_cast<char>(byte);
          const bool fits =
              at < prefix.size() ? other[at] == prefix[at] : byte >= '0' && byte <= '9';
          EXPECT_EQ(names.parse(other, value), fits) << other;
        }
      }
    }
  }
}

TEST(NumberedNames, TakeShorterNamesApart) {
  NumberedNames names;
  ASSERT_TRUE(names.begin("7000"));
  uint64_t value = 0;
  EXPECT_TRUE(names.parse_shorter("31", value));
  EXPECT_EQ(value, 31U);
  for (const char* other : {"", "0", "031", "7000", "70000", "3x"}) {
    EXPECT_FALSE(names.parse_shorter(other, value)) << other;
  }
}

TEST(NumberedNames, WriteWhatTheyRead) {
  NumberedNames names;
  ASSERT_TRUE(names.begin("A7-00099"));
  for (const std::string name : {"A7-00000", "A7-00099", "A7-99999", "A7-100000"}) {
    uint64_t value = 0;
    ASSERT_TRUE(names.parse(name, value));
    std::string written;
    names.format(value, written);
    EXPECT_EQ(written, name);
  }
}

}  // namespace
}  // namespace dangol::ledger
