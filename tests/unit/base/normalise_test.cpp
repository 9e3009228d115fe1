#include "base/normalise.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dangol {
namespace {

std::string nfc(std::string_view text) {
  std::string scratch;
  return std::string(normalise(text, scratch));
}

void append(std::string& text, uint32_t code) {
  const auto byte = [](uint32_t value) { return static_cast<char>(static_cast<uint8_t>(value)); };
  if (code < 0x80) {
    text += byte(code);
  } else if (code < 0x800) {
    text += byte(0xC0U | code >> 6U);
    text += byte(0x80U | (code & 0x3FU));
  } else {
    text += byte(0xE0U | code >> 12U);
    text += byte(0x80U | (code >> 6U & 0x3FU));
    text += byte(0x80U | (code & 0x3FU));
  }
}

TEST(Normalise, ComposesWhatAMacTakesApart) {
  EXPECT_EQ(nfc("\u1100\u1175\u11B7\u1106\u1175\u11AB\u110C\u1175"), "김민지");
  EXPECT_EQ(nfc("\u110C\u116E\u1106\u116E\u11AB,\u1100\u1161\u11B9"), "주문,값");
  EXPECT_EQ(nfc("Jose\u0301 Mu\u0308ller"), "José Müller");
  EXPECT_EQ(nfc("a\u0302\u0301"), "\u1EA5") << "two marks on one letter";
  EXPECT_EQ(nfc("\u00E9\u0323"), "\u1EB9\u0301") << "the mark below comes first";
  EXPECT_EQ(nfc("\u0438\u0306\u03B1\u0301"), "\u0439\u03AC");
  EXPECT_EQ(nfc("\u304B\u3099\u30CF\u309A"), "がパ");
}

TEST(Normalise, LeavesTheRestAlone) {
  std::string scratch;
  const std::string plain = "주문번호,Müller,ガ,12,000";
  EXPECT_FALSE(needs_nfc(plain));
  EXPECT_EQ(normalise(plain, scratch).data(), plain.data());
  EXPECT_EQ(nfc(""), "");
  EXPECT_EQ(nfc("\u0301"), "\u0301");
  EXPECT_EQ(nfc("q\u0301"), "q\u0301") << "no such letter";
  EXPECT_EQ(nfc("e\n\u0301"), "e\n\u0301");
  EXPECT_EQ(nfc("\u1100\u1100\u1161"), "\u1100가");
  EXPECT_EQ(nfc("가\u11A7"), "가\u11A7") << "no tail";
  EXPECT_EQ(nfc("각\u11A8"), "각\u11A8") << "the place is taken";
  EXPECT_EQ(nfc("e\xFF\u0301\xCC"), "e\xFF\u0301\xCC") << "ill-formed bytes";
  EXPECT_EQ(nfc("\U0001F600e\u0301"), "\U0001F600é");
}

TEST(Normalise, ComposesEverySyllable) {
  for (uint32_t index = 0; index < 11'172; ++index) {
    std::string apart;
    append(apart, 0x1100 + index / 588);
    append(apart, 0x1161 + index / 28 % 21);
    if (index % 28 != 0) append(apart, 0x11A7 + index % 28);
    std::string whole;
    append(whole, 0xAC00 + index);
    ASSERT_EQ(nfc(apart), whole);
  }
}

/// The letters and marks of the scripts that are known.
struct Alphabet {
  Alphabet() {
    static constexpr uint32_t kRanges[][2] = {{0x41, 0x24F},   {0x388, 0x3FF},   {0x400, 0x482},
                                              {0x48A, 0x52F},  {0x1E00, 0x1F6F}, {0x3041, 0x3096},
                                              {0x30A1, 0x30FA}};
    for (const auto& range : kRanges) {
      for (uint32_t code = range[0]; code <= range[1]; ++code) letters.push_back(code);
    }
    for (uint32_t code = 0x300; code <= 0x331; ++code) marks.push_back(code);
    for (const uint32_t code : {0x338U, 0x342U, 0x345U, 0x3099U, 0x309AU}) marks.push_back(code);
  }
  std::vector<uint32_t> letters;
  std::vector<uint32_t> marks;
};

void add_hash(uint64_t& hash, std::string_view text) {
  for (const char byte : text) hash = (hash ^ static_cast<uint8_t>(byte)) * 0x100000001B3U;
}

// The hashes are FNV-1a over what String.prototype.normalize('NFC') of Node 20 (ICU) gives for the
// same texts in the same order.
TEST(Normalise, AgreesWithIcuOnEveryLetterAndMark) {
  const Alphabet alphabet;
  uint64_t hash = 0xCBF29CE484222325U;
  for (const uint32_t letter : alphabet.letters) {
    for (const uint32_t mark : alphabet.marks) {
      std::string text;
      append(text, letter);
      append(text, mark);
      add_hash(hash, nfc(text));
    }
  }
  EXPECT_EQ(hash, 0xC0425964853A8F04U);
}

TEST(Normalise, AgreesWithIcuOnUpToFourMarks) {
  const Alphabet alphabet;
  uint64_t hash = 0xCBF29CE484222325U;
  uint32_t seed = 1;
  const auto next = [&](size_t below) {
    seed = seed * 1'103'515'245U + 12'345U;
    return (seed >> 16U) % below;
  };
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    append(text, alphabet.letters[next(alphabet.letters.size())]);
    for (size_t marks = next(5); marks > 0; --marks) {
      append(text, alphabet.marks[next(alphabet.marks.size())]);
    }
    const std::string once = nfc(text);
    ASSERT_EQ(nfc(once), once);
    add_hash(hash, once);
  }
  EXPECT_EQ(hash, 0xC542321B58C8EA5DU);
}

}  // namespace
}  // namespace dangol
