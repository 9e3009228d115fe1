#include "csv/encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace dangol::csv {
namespace {

using namespace std::string_view_literals;

std::string detected(std::string_view bytes, bool complete = true) {
  return std::string(encoding_name(detect_encoding(bytes, complete)));
}

TEST(Encoding, HasNames) {
  for (const char* name :
       {"utf-8", "utf-16le", "utf-16be", "euc-kr", "shift_jis", "windows-1252"}) {
    const auto encoding = parse_encoding(name);
    ASSERT_TRUE(encoding) << name;
    EXPECT_EQ(encoding_name(*encoding), name);
  }
  EXPECT_EQ(parse_encoding("cp949"), Encoding::euc_kr);
  EXPECT_FALSE(parse_encoding("EUC-KR"));
  EXPECT_FALSE(parse_encoding(""));
}

TEST(Encoding, TakesMarksAtTheirWord) {
  EXPECT_EQ(detected("\xEF\xBB\xBFid,n\n"), "utf-8");
  EXPECT_EQ(detected("\xFF\xFEi\0d\0"sv), "utf-16le");
  EXPECT_EQ(detected("\xFE\xFF\0i\0d"sv), "utf-16be");
}

TEST(Encoding, KnowsUnmarkedUtf16ByItsZeros) {
  EXPECT_EQ(detected("i\0d\0,\0n\0\n\0"sv), "utf-16le");
  EXPECT_EQ(detected("\0i\0d\0,\0n\0\n"sv), "utf-16be");
  // 주문,값 / 1,2
  EXPECT_EQ(detected("\xFC\xC8\x38\xBB,\0\x12\xAC\n\0001\0,\0002\0\n\0"sv), "utf-16le");
  EXPECT_EQ(detected("a,b\0\n1,2\n3,4\n"sv), "utf-8") << "a stray zero byte";
}

TEST(Encoding, KnowsUtf8) {
  EXPECT_EQ(detected(""), "utf-8");
  EXPECT_EQ(detected("id,amount\n1,2\n"), "utf-8");
  EXPECT_EQ(detected("이름,값\n김민지,3\n"), "utf-8");
  EXPECT_EQ(detected("Jos\u00E9,3\n"), "utf-8");
  EXPECT_EQ(detected("이름,값\n김민지,3\n박\xEC\x84", false), "utf-8")
      << "the sample cuts a character";
  EXPECT_EQ(detected("이름,값\n김민지,3\n김민지,3\n박\xEC\x84"), "utf-8") << "the file does";
  EXPECT_EQ(detected("상품명,옵션\n겨울 코트 베이\xEC\xA7,검정\n"), "utf-8")
      << "a cell cut at a byte among good ones";
}

// The bytes were written by Python's codecs cp949, cp932 and cp1252.
TEST(Encoding, KnowsKorean) {
  EXPECT_EQ(detected("\xC1\xD6\xB9\xAE\xB9\xF8\xC8\xA3,1\n"), "euc-kr");   // 주문번호
  EXPECT_EQ(detected("id,name\n1,\xB1\xE8\xB9\xCE\xC1\xF6\n"), "euc-kr");  // 김민지
  EXPECT_EQ(detected("id,name\n1,\xC0\xCC\n"), "euc-kr");                  // 이
  EXPECT_EQ(detected("1,\xB0\xAD\xB3\xB2\xB1\xB8 \xBF\xAA\xBB\xEF\xB5\xBF 12-3\n"), "euc-kr");
  EXPECT_EQ(detected("\x8C"
                     "c\xB9\xE6\xB0\xA2\xC7\xCF,3\n"),
            "euc-kr");                                // 똠방각하
  EXPECT_EQ(detected("12,000\xBF\xF8\n"), "euc-kr");  // 12,000원
}

TEST(Encoding, KnowsJapanese) {
  EXPECT_EQ(detected("\x92\x8D\x95\xB6\x94\xD4\x8D\x86,1\n"), "shift_jis");   // 注文番号
  EXPECT_EQ(detected("1,\x82\xB3\x82\xAD\x82\xE7\n"), "shift_jis");           // さくら
  EXPECT_EQ(detected("1,\x83\x52\x81\x5B\x83\x67\n"), "shift_jis");           // コート
  EXPECT_EQ(detected("1,\x8E\x52\x93\x63 \x91\xBE\x98\x59\n"), "shift_jis");  // 山田 太郎
  EXPECT_EQ(detected("1,\x8E\x44\x96\x79\x8E\x73\n"), "shift_jis");
  EXPECT_EQ(detected("1,\x8E\x52\x93\x63,\xD4\xCF\xC0\xDE \xC0\xDB\xB3\n"), "shift_jis");
}

TEST(Encoding, KnowsWestern) {
  EXPECT_EQ(detected("id,name\n1,Jos\xE9\n"), "windows-1252");
  EXPECT_EQ(detected("1,M\xFCller,Stra\xDF"
                     "e\n"),
            "windows-1252");
  EXPECT_EQ(detected("1,A\xE7\xE3o,S\xE3o Paulo\n"), "windows-1252");      // Ação
  EXPECT_EQ(detected("1,12,50 \x80\n"), "windows-1252");                   // €
  EXPECT_EQ(detected("Commande n\xB0,\xC9tat,Client\n"), "windows-1252");  // n°, État
  EXPECT_EQ(detected("1,it\x92s \x93new\x94 \x96 \xA3"
                     "5\n"),
            "windows-1252");
  EXPECT_EQ(detected("\xC4rger,\xD6l,\xDC"
                     "bung\n"),
            "windows-1252");
  EXPECT_EQ(detected("1,caf\xE9"), "windows-1252");
  EXPECT_EQ(detected("1,Gr\xF6\xDF"
                     "e\n"),
            "windows-1252")
      << "two letters within a word";
  EXPECT_EQ(detected("1,\x93\xC9t\xE9\x94\n"), "windows-1252");
}

TEST(Encoding, JudgesASampleCutAnywhere) {
  const std::string korean = "id,name\n1,\xB1\xE8\xB9\xCE\xC1\xF6\n2,\xC0\xCC\xBC\xAD\xC1\xD8\n";
  for (size_t size = 12; size <= korean.size(); ++size) {
    EXPECT_EQ(detected(std::string_view(korean).substr(0, size), false), "euc-kr") << size;
  }
}

}  // namespace
}  // namespace dangol::csv
