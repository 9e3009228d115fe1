#include "csv/decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "host/double_byte_tables.h"

namespace dangol::csv {
namespace {

using namespace std::string_view_literals;

struct Decoded {
  std::string text;
  Encoding encoding = Encoding::utf8;
  uint64_t replaced = 0;
  uint64_t first_replaced = 0;
};

/// The machine's tables, made once.
bool known_tables(Encoding encoding, uint16_t* table) {
  static const auto make = [](Encoding of) {
    std::vector<uint16_t> made(kDoubleByteEntries);
    EXPECT_TRUE(host::iconv_double_byte_table(of, made.data()));
    return made;
  };
  static const std::vector<uint16_t> korean = make(Encoding::euc_kr);
  static const std::vector<uint16_t> japanese = make(Encoding::shift_jis);
  const auto& known = encoding == Encoding::euc_kr ? korean : japanese;
  std::copy(known.begin(), known.end(), table);
  return true;
}

Decoded decode(std::string_view bytes, std::optional<Encoding> chosen = {},
               size_t chunk = std::string_view::npos) {
  Decoder decoder(chosen, known_tables);
  Decoded result;
  while (!bytes.empty()) {
    // A copy of the chunk, so that a sanitizer sees a view that outlives its bytes.
    const std::string piece(bytes.substr(0, chunk));
    bytes.remove_prefix(piece.size());
    result.text += decoder.decode(piece);
  }
  result.text += decoder.finish();
  result.encoding = decoder.encoding();
  result.replaced = decoder.replaced();
  result.first_replaced = decoder.first_replaced();
  return result;
}

std::string text_of(std::string_view bytes, Encoding encoding) {
  return decode(bytes, encoding).text;
}

uint64_t hash_of(const std::vector<uint16_t>& table) {
  uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
  for (const uint16_t code : table) {
    hash = (hash ^ (code & 0xFFU)) * 0x100000001B3U;
    hash = (hash ^ (code >> 8U)) * 0x100000001B3U;
  }
  return hash;
}

// The hashes are those of what Chromium's TextDecoder gives for every pair, less the private-use
// areas (those of Shift_JIS as U+FFFD): 17,048 and 9,604 characters. Node's, which lacks the
// syllables beyond KS X 1001, gives the same when it is the source.
TEST(DoubleByteTable, IsTheBrowsers) {
  std::vector<uint16_t> table(kDoubleByteEntries);
  ASSERT_TRUE(
      make_double_byte_table(Encoding::euc_kr, host::iconv_double_byte_table, table.data()));
  EXPECT_EQ(hash_of(table), 0xE8E987CB816063DAU);
  ASSERT_TRUE(
      make_double_byte_table(Encoding::shift_jis, host::iconv_double_byte_table, table.data()));
#if defined(__EMSCRIPTEN__)
  GTEST_SKIP() << "the iconv of this C library has only JIS X 0208, not CP932";
#endif
  EXPECT_EQ(hash_of(table), 0x14CF841E80BB45B0U);
}

/// What older hosts know of Korean: KS X 1001 alone, without the two signs added later, and with
/// private-use areas.
bool old_korean_table(Encoding encoding, uint16_t* table) {
  if (!host::iconv_double_byte_table(encoding, table)) return false;
  for (size_t i = 0; i < kDoubleByteEntries; ++i) {
    const size_t lead = kFirstLead + i / kTrails;
    const size_t trail = kFirstTrail + i % kTrails;
    if (lead < 0xA1 || trail < 0xA1) table[i] = 0;
    if (lead == 0xA2 && (trail == 0xE6 || trail == 0xE7)) table[i] = 0;
    if (lead == 0xC9 && trail >= 0xA1) table[i] = static_cast<uint16_t>(0xE000 + trail - 0xA1);
  }
  return true;
}

/// What some tables of Shift_JIS have for signs of JIS X 0208.
bool other_japanese_table(Encoding encoding, uint16_t* table) {
  if (!host::iconv_double_byte_table(encoding, table)) return false;
  const auto set = [&](size_t lead, size_t trail, uint16_t code) {
    table[(lead - kFirstLead) * kTrails + trail - kFirstTrail] = code;
  };
  set(0x81, 0x5C, 0x2014);
  set(0x81, 0x60, 0x301C);
  set(0x81, 0x61, 0x2016);
  set(0x81, 0x7C, 0x2212);
  set(0x81, 0x91, 0x00A2);
  set(0x81, 0x92, 0x00A3);
  set(0x81, 0xCA, 0x00AC);
  return true;
}

TEST(DoubleByteTable, IsTheSameFromEveryHost) {
  std::vector<uint16_t> expected(kDoubleByteEntries);
  std::vector<uint16_t> table(kDoubleByteEntries);
  ASSERT_TRUE(
      make_double_byte_table(Encoding::euc_kr, host::iconv_double_byte_table, expected.data()));
  ASSERT_TRUE(make_double_byte_table(Encoding::euc_kr, old_korean_table, table.data()));
  EXPECT_EQ(table, expected);
  ASSERT_TRUE(
      make_double_byte_table(Encoding::shift_jis, host::iconv_double_byte_table, expected.data()));
  ASSERT_TRUE(make_double_byte_table(Encoding::shift_jis, other_japanese_table, table.data()));
  EXPECT_EQ(table, expected);
}

TEST(Decoder, HandsUtf8OnWithoutACopy) {
  Decoder decoder(Encoding::utf8, nullptr);
  const std::string bytes = "이름,값\n김민지,3\n";
  EXPECT_EQ(decoder.decode(bytes).data(), bytes.data());
  Decoder open({}, nullptr);
  const std::string ascii(3 * kEncodingEvidence, 'x');
  EXPECT_EQ(open.decode(ascii).data(), ascii.data());
  EXPECT_EQ(open.decode(ascii).data(), ascii.data());
  EXPECT_EQ(open.finish(), "");
}

TEST(Decoder, ReadsEveryEncoding) {
  EXPECT_EQ(text_of("\xEF\xBB\xBFid,n\n", Encoding::utf8), "\xEF\xBB\xBFid,n\n");
  EXPECT_EQ(text_of("\xFC\xC8\x38\xBB,\0001\0"sv, Encoding::utf16le), "주문,1");
  EXPECT_EQ(text_of("\xFF\xFEi\0d\0"sv, Encoding::utf16le), "id");
  EXPECT_EQ(text_of("\xFE\xFF\xD8\x3D\xDE\x00\0a"sv, Encoding::utf16be),
            "\U0001F600"
            "a");
  EXPECT_EQ(text_of("\xB1\xE8\xB9\xCE\xC1\xF6,\x8C"
                    "c\n",
                    Encoding::euc_kr),
            "김민지,똠\n");
  EXPECT_EQ(text_of("\xA2\xE6 \xA1\xA4", Encoding::euc_kr), "€ ·");
  EXPECT_EQ(text_of("\x83R\x81[\x83g,\xBA\xB0\xC4,\\", Encoding::shift_jis), "コート,ｺｰﾄ,\\");
  EXPECT_EQ(text_of("Jos\xE9 \x80"
                    "5 \x93x\x94",
                    Encoding::windows_1252),
            "José €5 “x”");
}

TEST(Decoder, CountsWhatItReplaces) {
  const auto read = [](std::string_view bytes, Encoding encoding) {
    const Decoded result = decode(bytes, encoding);
    return result.text + " " + std::to_string(result.replaced) + "@" +
           std::to_string(result.first_replaced);
  };
  EXPECT_EQ(read("ab\xFF"
                 "c\xE3\x81",
                 Encoding::utf8),
            "ab\uFFFDc\uFFFD 2@2");
  EXPECT_EQ(read("\xB1\xE8\xB1,\"\xFF\n\xB1", Encoding::euc_kr), "김\uFFFD,\"\uFFFD\n\uFFFD 3@3")
      << "the comma behind a stray byte stays";
  EXPECT_EQ(read("\xFE\xFE", Encoding::euc_kr), "\uFFFD 1@0");
  EXPECT_EQ(read("a\0\0\xD8x\0z"sv, Encoding::utf16le), "a\uFFFDx\uFFFD 2@1");
  EXPECT_EQ(read("\x81", Encoding::windows_1252), "\uFFFD 1@0");
  EXPECT_EQ(read("a\xF0@,", Encoding::shift_jis), "a\uFFFD, 1@1") << "a machine's own character";
  EXPECT_EQ(read("\xA0\xFF\x80", Encoding::shift_jis), "\uFFFD\uFFFD\uFFFD 3@0");
}

TEST(Decoder, DecidesWhereTheFirstLetterThatIsNoAsciiStands) {
  const std::string ascii = []() {
    std::string rows;
    while (rows.size() < (300U << 10U)) rows += "10234,2024-01-05,12000\n";
    return rows;
  }();
  const std::string korean = "9,\xB1\xE8\xB9\xCE\xC1\xF6\n";
  for (const size_t chunk : {size_t{7}, size_t{4096}, size_t{1} << 20U}) {
    const Decoded late = decode(ascii + korean, {}, chunk);
    EXPECT_EQ(late.encoding, Encoding::euc_kr);
    EXPECT_EQ(late.text, ascii + "9,김민지\n");
    EXPECT_EQ(late.replaced, 0U);
    EXPECT_EQ(decode(ascii, {}, chunk).text, ascii);
    EXPECT_EQ(decode(ascii, {}, chunk).encoding, Encoding::utf8);
  }
}

TEST(Decoder, LetsTheUserDecide) {
  EXPECT_EQ(decode("김,1\n", Encoding::windows_1252).encoding, Encoding::windows_1252);
  EXPECT_EQ(decode("Jos\xC3\xA9\n", Encoding::windows_1252).text, "JosÃ©\n");
}

TEST(Decoder, SaysWhenTheHostHasNoTable) {
  Decoder without(Encoding::euc_kr, nullptr);
  EXPECT_TRUE(without.lacks_table());
  Decoder with(Encoding::euc_kr, host::iconv_double_byte_table);
  EXPECT_FALSE(with.lacks_table());
}

/// Bytes of which many make characters in some encoding.
std::string random_bytes(std::mt19937& random, size_t size) {
  static constexpr std::string_view kPieces[] = {
      "a",        ",",        "\n",    "12",   "\xEA\xB9\x80", "\xC3\xA9",     "\xB1\xE8",
      "\xC0\xCC", "\x82\xB3", "\x83R", "\xE9", "\x80",         "\xED\xA0\x80", "\xF0\x9F\x98\x80",
      "\xFF",     "\xD8=",    "\xDE",  "\x81"};
  std::string bytes;
  while (bytes.size() < size) bytes += kPieces[random() % std::size(kPieces)];
  return bytes;
}

TEST(Decoder, ChunksMakeNoDifference) {
  std::mt19937 random(3);
  for (int round = 0; round < 600; ++round) {
    const std::string bytes = random_bytes(random, random() % 200);
    std::optional<Encoding> chosen;
    if (round % 7 != 0) chosen = static_cast<Encoding>(round % 7 - 1);
    const Decoded whole = decode(bytes, chosen);
    EXPECT_TRUE(is_valid_utf8(whole.text));
    for (const size_t chunk : {1U, 2U, 3U, 5U, 64U}) {
      const Decoded pieces = decode(bytes, chosen, chunk);
      ASSERT_EQ(pieces.text, whole.text) << round << " by " << chunk;
      ASSERT_EQ(pieces.replaced, whole.replaced);
      ASSERT_EQ(pieces.first_replaced, whole.first_replaced);
      ASSERT_EQ(pieces.encoding, whole.encoding);
    }
  }
}

TEST(Decoder, MendsUtf8AsBrowsersDo) {
  std::mt19937 random(4);
  for (int round = 0; round < 200; ++round) {
    const std::string bytes = random_bytes(random, 120);
    const Decoded result = decode(bytes, Encoding::utf8);
    EXPECT_EQ(result.text, sanitize_utf8(bytes));
    if (result.replaced > 0) {
      EXPECT_EQ(result.first_replaced, valid_utf8_prefix(bytes));
    }
  }
}

}  // namespace
}  // namespace dangol::csv
