#include "base/bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace dangol {
namespace {

TEST(Bytes, ShortWordsHoldEachByteInItsPlaceAndZerosAbove) {
  const std::string text = "\x81\x02\xFF\x04\x05\x06\x07\xF8";
  for (size_t size = 0; size <= text.size(); ++size) {
    uint64_t expected = 0;
    for (size_t i = 0; i < size; ++i) {
      expected |= uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    }
    EXPECT_EQ(load_short_word(text.data(), size), expected) << size;
  }
}

TEST(Bytes, ComparesEveryByteOfEveryLength) {
  for (size_t size = 0; size <= 40; ++size) {
    std::string text(size, 'x');
    std::generate(text.begin(), text.end(), [c = 'a']() mutable { return c++; });
    EXPECT_TRUE(same_bytes(text, std::string(text)));
    EXPECT_FALSE(same_bytes(text, text + 'x'));
    for (size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = static_cast<char>(other[at] ^ 1);
      EXPECT_FALSE(same_bytes(text, other)) << size << ' ' << at;
    }
  }
}

}  // namespace
}  // namespace dangol
