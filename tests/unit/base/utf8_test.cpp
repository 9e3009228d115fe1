#include "base/utf8.h"

#include <gtest/gtest.h>

#include <random>

namespace dangol {
namespace {

TEST(Utf8, ChecksEveryCodePoint) {
  for (uint32_t code = 0; code <= 0x110000; ++code) {
    std::string text;
    const auto put = [&](uint32_t byte) { text += static_cast<char>(byte); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0U | code >> 6U);
    } else if (code < 0x10000) {
      put(0xE0U | code >> 12U);
      put(0x80U | (code >> 6U & 0x3FU));
    } else {
      put(0xF0U | code >> 18U);
      put(0x80U | (code >> 12U & 0x3FU));
      put(0x80U | (code >> 6U & 0x3FU));
    }
    if (code >= 0x80) put(0x80U | (code & 0x3FU));
    const bool is_scalar = code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    ASSERT_EQ(is_valid_utf8(text), is_scalar) << code;
    ASSERT_EQ(is_valid_utf8("plain text before " + text), is_scalar) << code;
  }
}

TEST(Utf8, RefusesOverlongAndCutForms) {
  for (const char* text :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\x80", "\xBF",
        "\xEB\x8B", "\xF5\x80\x80\x80", "\xFF", "12345678\xEB"}) {
    EXPECT_FALSE(is_valid_utf8(text)) << text;
  }
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("단골, regular; 常連"));
}

// The example of the Unicode Standard, table 3-8.
TEST(Utf8, ReplacesEachMaximalPart) {
  EXPECT_EQ(sanitize_utf8("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
  EXPECT_EQ(sanitize_utf8("단골"), "단골");
}

TEST(Utf8, SanitizedTextIsAlwaysValid) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (size_t size = random() % 12; size > 0; --size) text += static_cast<char>(random());
    const std::string clean = sanitize_utf8(text);
    ASSERT_TRUE(is_valid_utf8(clean));
    ASSERT_EQ(is_valid_utf8(text), clean == text);
    ASSERT_TRUE(is_valid_utf8(shorten(text, 5)));
  }
}

TEST(Utf8, FindsWhereAsciiAndGoodTextEnd) {
  std::mt19937_64 random(2);
  static constexpr std::string_view kPieces[] = {
      "a",    "1234567890123456789", "é", "김",      "😀", "\xE3\x81",
      "\xFF", "\xED\xA0\x80",        "b", "단골손님"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text(random() % 140, 'x');
    for (size_t pieces = random() % 6; pieces > 0; --pieces) text += kPieces[random() % 10];
    size_t ascii = 0;
    while (ascii < text.size() && static_cast<unsigned char>(text[ascii]) < 0x80) ++ascii;
    ASSERT_EQ(ascii_prefix(text), ascii);
    const size_t from = random() % (text.size() + 1);
    if (from <= ascii) {
      ASSERT_EQ(ascii_run(text, from), ascii - from);
    }
    const size_t valid = valid_utf8_prefix(text);
    ASSERT_TRUE(is_valid_utf8(text.substr(0, valid)));
    if (valid < text.size()) {
      const Utf8Unit unit = first_utf8_unit(std::string_view(text).substr(valid));
      ASSERT_FALSE(unit.valid);
      // Cut means that some byte makes it better; an ill-formed part is beyond help.
      bool helped = false;
      for (int byte = 0x80; byte < 0xC0; ++byte) {
        const std::string more = text.substr(valid) + static_cast<char>(byte);
        const Utf8Unit next = first_utf8_unit(more);
        helped = helped || next.valid || next.size > unit.size;
      }
      ASSERT_EQ(unit.cut, helped && valid + unit.size == text.size());
    }
  }
}

TEST(Utf8, ShortensByCodePoints) {
  EXPECT_EQ(shorten("단골손님", 4), "단골손님");
  EXPECT_EQ(shorten("단골손님", 3), "단골…");
  EXPECT_EQ(shorten("one\ntwo\tthree", 20), "one two three");
  EXPECT_EQ(shorten("a\xFF", 5), "a\uFFFD");
  EXPECT_EQ(shorten("", 5), "");
  EXPECT_EQ(shorten("abc", 1), "…");
}

TEST(Utf8, TrimsBlanksOfEveryWidth) {
  EXPECT_EQ(trim(" \t\r\n 김 민 \u00A0\u3000\u200B"), "김 민");
  EXPECT_EQ(trim("\uFEFFid"), "id");
  EXPECT_EQ(trim(" \u3000 "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\xE3\x80"), "\xE3\x80");
}

TEST(Utf8, FoldsLatinCapitals) {
  std::string scratch;
  const std::string_view plain = "kim@example.com";
  EXPECT_EQ(fold_case(plain, scratch).data(), plain.data()) << "nothing to change, nothing copied";
  EXPECT_EQ(fold_case(" Kim@Example.COM ", scratch), "kim@example.com");
  EXPECT_EQ(fold_case("ÀÉÎÕÜÞ×ß", scratch), "àéîõüþ×ß");
  EXPECT_EQ(fold_case("ĀĹŁŊŸŹŽıİ", scratch), "āĺłŋÿźžıİ");
  EXPECT_EQ(fold_case("단골ABC", scratch), "단골abc");
  EXPECT_EQ(fold_case("A\xC3", scratch), "a\xC3");
}

}  // namespace
}  // namespace dangol
