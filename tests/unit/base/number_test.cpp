#include "base/number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>

namespace dangol {
namespace {

__extension__ using Wide = __int128;

constexpr Money kOne = kMoneyScale;

/// The amount in 1/10,000, or a marker when the text is refused.
constexpr Money kRefused = INT64_MIN;
Money parse(std::string_view text, const NumberFormat& format = {}) {
  Money out = kRefused;
  bool rounded = false;
  const NumberProblem problem = parse_money(text, format, out, rounded);
  EXPECT_EQ(problem == NumberProblem::none, out != kRefused) << text;
  return out;
}

NumberProblem problem_of(std::string_view text, const NumberFormat& format = {}) {
  Money out = 0;
  bool rounded = false;
  return parse_money(text, format, out, rounded);
}

TEST(ParseMoney, ReadsWhatShopsWrite) {
  EXPECT_EQ(parse("0"), 0);
  EXPECT_EQ(parse("12"), 12 * kOne);
  EXPECT_EQ(parse("-12.5"), -125'000);
  EXPECT_EQ(parse("+12.5"), 125'000);
  EXPECT_EQ(parse(".5"), 5'000);
  EXPECT_EQ(parse("5."), 5 * kOne);
  EXPECT_EQ(parse("007"), 7 * kOne);
  EXPECT_EQ(parse("1,234.50"), 12'345'000);
  EXPECT_EQ(parse("1,234,567"), 1'234'567 * kOne);
  EXPECT_EQ(parse("12,34,567"), 1'234'567 * kOne) << "lakh and crore";
  EXPECT_EQ(parse("₩12,000"), 12'000 * kOne);
  EXPECT_EQ(parse("12,000원"), 12'000 * kOne);
  EXPECT_EQ(parse("￦ 12,000 원"), 12'000 * kOne);
  EXPECT_EQ(parse("$-3.00"), -3 * kOne);
  EXPECT_EQ(parse("-$3.00"), -3 * kOne);
  EXPECT_EQ(parse("(3.00)"), -3 * kOne);
  EXPECT_EQ(parse("($3.00)"), -3 * kOne);
  EXPECT_EQ(parse("$(3.00)"), -3 * kOne);
  EXPECT_EQ(parse("3.00-"), -3 * kOne);
  EXPECT_EQ(parse("3.00 -"), -3 * kOne);
  EXPECT_EQ(parse("\u22123.00"), -3 * kOne);
  EXPECT_EQ(parse("\uFF0D3.00"), -3 * kOne);
  EXPECT_EQ(parse("1 234.50"), 12'345'000);
  EXPECT_EQ(parse("1\u00A0234.50"), 12'345'000);
  EXPECT_EQ(parse("1\u202F234\u202F567"), 1'234'567 * kOne);
  EXPECT_EQ(parse("1'234.50"), 12'345'000);
  EXPECT_EQ(parse(" 12 "), 12 * kOne);
  EXPECT_EQ(parse("12 KRW"), 12 * kOne);
  EXPECT_EQ(parse("USD 12.00"), 12 * kOne);
  EXPECT_EQ(parse("usd12"), 12 * kOne);
  EXPECT_EQ(parse("$1,240.00 USD"), 1'240 * kOne);
  EXPECT_EQ(parse("US$12"), 12 * kOne);
  EXPECT_EQ(parse("12 zł"), 12 * kOne);
  EXPECT_EQ(parse("5 EUR"), 5 * kOne);
  EXPECT_EQ(parse("5EUR"), 5 * kOne);
}

TEST(ParseMoney, ReadsWhatKoreanAccountsWrite) {
  EXPECT_EQ(parse("△3,000"), -3'000 * kOne);
  EXPECT_EQ(parse("▲3,000원"), -3'000 * kOne);
  EXPECT_EQ(parse("△ ₩3,000"), -3'000 * kOne);
  EXPECT_EQ(parse("１２，０００"), 12'000 * kOne);
  EXPECT_EQ(parse("－１２，０００원"), -12'000 * kOne);
  EXPECT_EQ(parse("（３．５）"), -35'000);
  EXPECT_EQ(parse("￦１，０００"), 1'000 * kOne);
  EXPECT_EQ(parse("12,000원정"), 12'000 * kOne);
  EXPECT_EQ(problem_of(std::string(70, '1') + "１"), NumberProblem::unreadable);
}

TEST(ParseMoney, ReadsWordsAndDashesBehind) {
  EXPECT_EQ(parse("12 dollars"), 12 * kOne);
  EXPECT_EQ(parse("12.50 euros"), 125'000);
  EXPECT_EQ(parse("1 Euro"), kOne);
  EXPECT_EQ(parse("12.-"), 12 * kOne) << "no cents, not minus";
  EXPECT_EQ(parse("CHF 12.\u2013"), 12 * kOne);
  EXPECT_EQ(parse("-12.-"), -12 * kOne);
  EXPECT_EQ(parse("12,-", {',', '.'}), 12 * kOne);
  EXPECT_EQ(parse("12-"), -12 * kOne);
  EXPECT_EQ(parse("\u201312"), -12 * kOne);
}

TEST(ParseMoney, ReadsExponentsExactly) {
  EXPECT_EQ(parse("1.5E+3"), 1'500 * kOne);
  EXPECT_EQ(parse("1.5e3"), 1'500 * kOne);
  EXPECT_EQ(parse("15E-1"), 15'000);
  EXPECT_EQ(parse("2.34E+10"), 23'400'000'000 * kOne);
  EXPECT_EQ(parse("0E+999999999999"), 0);
  EXPECT_EQ(parse("1E-999999999999"), 0);
  EXPECT_EQ(parse("1.1E+1 KRW"), 11 * kOne);
  EXPECT_EQ(problem_of("1E+999999999999"), NumberProblem::out_of_range);
}

TEST(ParseMoney, ReadsTheColumnsFormat) {
  const NumberFormat european{',', '.'};
  EXPECT_EQ(parse("1.234,50", european), 12'345'000);
  EXPECT_EQ(parse("399,00", european), 399 * kOne);
  EXPECT_EQ(parse("399,00 €", european), 399 * kOne);
  EXPECT_EQ(parse("1 234,50", european), 12'345'000);
  EXPECT_EQ(problem_of("1,234.50", european), NumberProblem::unreadable);
  const NumberFormat ungrouped{'.', '\0'};
  EXPECT_EQ(problem_of("1,234", ungrouped), NumberProblem::unreadable);
  EXPECT_EQ(parse("1234", ungrouped), 1'234 * kOne);
}

TEST(ParseMoney, RefusesWhatIsNotOneNumber) {
  for (const char* text :
       {"12abc",    "abc",       "-",          "+",           "$",     "()",        "(",
        "1,2",      "1,23",      "1,2345",     "12,34",       "0,123", ",123",      "1,,234",
        "1,234,",   "1,234 567", "1.2.3",      "1,234.567,8", "--3",   "-3-",       "(-3)",
        "(3",       "3)",        "3 4",        "1 2 3",       "$$3",   "3%",        "12천원",
        "원",       "E5",        "1E",         "1E+",         "1E5E5", "0x10",      "inf",
        "nan",      "1/2",       "2024-01-05", "1_000",       "$ USD", "KRW USD 3", "1234,567",
        "1,234E2x", "△",         "△-3",        "１２３，４"}) {
    EXPECT_EQ(problem_of(text), NumberProblem::unreadable) << text;
  }
  for (const char* text : {"", " ", "\t", "\u00A0", "\u3000 "}) {
    EXPECT_EQ(problem_of(text), NumberProblem::blank) << text;
  }
}

TEST(ParseMoney, RoundsHalfAwayFromZeroAndSaysSo) {
  Money out = 0;
  bool rounded = false;
  const auto read = [&](std::string_view text) {
    rounded = false;
    EXPECT_EQ(parse_money(text, {}, out, rounded), NumberProblem::none) << text;
    return out;
  };
  EXPECT_EQ(read("0.00005"), 1);
  EXPECT_TRUE(rounded);
  EXPECT_EQ(read("-0.00005"), -1);
  EXPECT_EQ(read("0.00004999"), 0);
  EXPECT_TRUE(rounded);
  EXPECT_EQ(read("1.23450000"), 12'345);
  EXPECT_FALSE(rounded);
  EXPECT_EQ(read("0.99995"), 10'000);
  EXPECT_EQ(read("9E-5"), 1);
  EXPECT_EQ(read("9E-6"), 0);
  EXPECT_TRUE(rounded);
  rounded = true;
  EXPECT_EQ(parse_money("1.5", {}, out, rounded), NumberProblem::none);
  EXPECT_TRUE(rounded) << "a column's flag is never cleared";
}

TEST(ParseMoney, HoldsToTheLimit) {
  EXPECT_EQ(parse("90000000000000"), kMoneyLimit);
  EXPECT_EQ(parse("-90,000,000,000,000.0000"), -kMoneyLimit);
  for (const char* text :
       {"90000000000000.0001", "90000000000000.00005", "90000000000001", "99999999999999",
        "123456789012345", "-123456789012345678901234567890", "90,000,000,000,001"}) {
    EXPECT_EQ(problem_of(text), NumberProblem::out_of_range) << text;
  }
}

// A slow reference: the digits as one 128-bit integer, then one division.
TEST(ParseMoney, AgreesWithLongDivision) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 200'000; ++round) {
    const size_t whole_digits = 1 + random() % 13;
    const size_t decimals = random() % 9;
    std::string digits;
    for (size_t i = 0; i < whole_digits + decimals; ++i) {
      digits += static_cast<char>('0' + random() % 10);
    }
    if (whole_digits > 1 && digits[0] == '0') digits[0] = '4';  // a leading zero takes no groups
    Wide value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    Wide divisor = 1;
    for (size_t i = 4; i < decimals; ++i) divisor *= 10;
    for (size_t i = decimals; i < 4; ++i) value *= 10;
    const bool negative = random() % 2 == 0;
    const auto expected =
        static_cast<Money>((2 * value + divisor) / (2 * divisor)) * (negative ? -1 : 1);
    const bool expect_rounded = value % divisor != 0;

    // The same number in one of its many clothes.
    std::string number;
    const uint64_t clothes = random() % 4;
    if (clothes == 3) {  // scientific, the point after the first digit
      number.append(digits, 0, 1).append(".").append(digits, 1);
      number.append("E+").append(std::to_string(whole_digits - 1));
    } else {
      const std::string_view separators[] = {"", ",", "\u00A0"};
      for (size_t i = 0; i < whole_digits; ++i) {
        if (i > 0 && (whole_digits - i) % 3 == 0) number += separators[clothes];
        number += digits[i];
      }
      if (decimals > 0) number.append(".").append(digits, whole_digits);
    }
    const std::string_view currencies[] = {"", "$", "₩ "};
    const std::string currency(currencies[random() % 3]);
    std::string text = currency + number;
    if (negative) {
      switch (random() % 4) {
        case 0:
          text.insert(0, "-");
          break;
        case 1:
          text.insert(currency.size(), "-");
          break;
        case 2:
          text.insert(0, "(").append(")");
          break;
        default:
          text += "-";
      }
    }
    Money out = 0;
    bool rounded = false;
    ASSERT_EQ(parse_money(text, {}, out, rounded), NumberProblem::none) << text;
    ASSERT_EQ(out, expected) << text;
    ASSERT_EQ(rounded, expect_rounded) << text;
  }
}

TEST(ParseMoney, NeverReadsMoreThanItIsGiven) {
  const std::string_view alphabet[] = {"1", "0", "9",  ",",    ".",    "-", "(", ")", " ",     "E",
                                       "+", "$", "원", "\xE2", "\x88", "U", "S", "D", "\u00A0"};
  std::mt19937_64 random(3);
  for (int round = 0; round < 100'000; ++round) {
    std::string text;
    for (size_t size = random() % 9; size > 0; --size) text += alphabet[random() % 19];
    const std::string exact(text);  // its end is the end of the allocation, for the sanitizer
    Money out = 0;
    bool rounded = false;
    if (parse_money(exact, {}, out, rounded) == NumberProblem::none) {
      EXPECT_NE(exact.find_first_of("0123456789"), std::string::npos) << exact;
    }
  }
}

TEST(Multiply, RoundsOnceAndKeepsToTheLimit) {
  EXPECT_EQ(multiply(25'500, 6 * kOne), 153'000);
  EXPECT_EQ(multiply(-25'500, 6 * kOne), -153'000);
  EXPECT_EQ(multiply(1, 5'000), 1) << "half away from zero";
  EXPECT_EQ(multiply(-1, 5'000), -1);
  EXPECT_EQ(multiply(1, 4'999), 0);
  EXPECT_EQ(multiply(kMoneyLimit, kOne), kMoneyLimit);
  EXPECT_FALSE(multiply(kMoneyLimit, kOne + 1).has_value());
  EXPECT_FALSE(multiply(kMoneyLimit, -kMoneyLimit).has_value());

  std::mt19937_64 random(4);
  for (int round = 0; round < 100'000; ++round) {
    const auto draw = [&] { return static_cast<Money>(random() >> random() % 64) % kMoneyLimit; };
    const Money price = draw() * (random() % 2 == 0 ? 1 : -1);
    const Money quantity = draw() * (random() % 2 == 0 ? 1 : -1);
    const Wide product = static_cast<Wide>(price) * quantity;
    const Wide magnitude = ((product < 0 ? -product : product) * 2 + kMoneyScale) /
                           (static_cast<Wide>(kMoneyScale) * 2);
    const std::optional<Money> result = multiply(price, quantity);
    ASSERT_EQ(result.has_value(), magnitude <= kMoneyLimit);
    if (result) {
      ASSERT_EQ(*result, static_cast<Money>(product < 0 ? -magnitude : magnitude));
    }
  }
}

TEST(FormatMoney, GroupsThousands) {
  EXPECT_EQ(format_money(0, 0), "0");
  EXPECT_EQ(format_money(0, 2), "0.00");
  EXPECT_EQ(format_money(22'972'008'600, 2), "2,297,200.86");
  EXPECT_EQ(format_money(-12'345'000, 2), "-1,234.50");
  EXPECT_EQ(format_money(-49, 2), "0.00") << "no negative zero";
  EXPECT_EQ(format_money(-50, 2), "-0.01");
  EXPECT_EQ(format_money(9'995'000, 0), "1,000");
  EXPECT_EQ(format_money(1, 4), "0.0001");
  EXPECT_EQ(format_money(static_cast<MoneySum>(kMoneyLimit) * 1'000, 0), "90,000,000,000,000,000");
}

/// The amount as a shop of some country writes it.
std::string write(Money amount, const NumberFormat& format, std::string_view group, int style) {
  std::string text = format_money(amount < 0 ? -amount : amount, 4);
  std::string changed;
  for (const char byte : text) {
    if (byte == ',') {
      changed += group;
    } else {
      changed += byte == '.' ? format.decimal : byte;
    }
  }
  switch (style) {
    case 0:
      return (amount < 0 ? "-" : "") + changed;
    case 1:
      return (amount < 0 ? "-$" : "$") + changed;
    case 2:
      return (amount < 0 ? "$-" : "$") + changed;
    case 3:
      return amount < 0 ? "(" + changed + ")" : changed;
    case 4:
      return changed + (amount < 0 ? "-" : "");
    case 5:
      return (amount < 0 ? "△" : "") + changed + "원";
    case 6:
      return (amount < 0 ? "\u2212" : "+") + changed + " EUR";
    default:
      return "USD " + (amount < 0 ? "(" + changed + ")" : changed);
  }
}

TEST(FormatMoney, ComesBackInEveryFormat) {
  struct Country {
    NumberFormat format;
    std::string_view group;
  };
  static constexpr Country kCountries[] = {
      {{'.', ','}, ","},      {{',', '.'}, "."},     {{'.', ','}, " "}, {{',', '.'}, "\u00A0"},
      {{',', '.'}, "\u202F"}, {{'.', ','}, "'"},     {{'.', '\0'}, ""}, {{',', '\0'}, ""},
      {{'.', ','}, "\u2019"}, {{',', '.'}, "\u2009"}};
  std::mt19937_64 random(11);
  for (int round = 0; round < 4'000; ++round) {
    auto amount = static_cast<Money>(random() >> (random() % 60 + 4));
    amount = std::min(amount, kMoneyLimit) * (round % 2 == 0 ? 1 : -1);
    for (const Country& country : kCountries) {
      const std::string text = write(amount, country.format, country.group, round / 2 % 8);
      ASSERT_EQ(parse(text, country.format), amount) << text;
    }
  }
}

TEST(FormatCount, GroupsThousands) {
  EXPECT_EQ(format_count(0), "0");
  EXPECT_EQ(format_count(999), "999");
  EXPECT_EQ(format_count(1'000), "1,000");
  EXPECT_EQ(format_count(UINT64_MAX), "18,446,744,073,709,551,615");
}

TEST(FormatFixed, RoundsTheExactValue) {
  EXPECT_EQ(format_fixed(0.5394, 4), "0.5394");
  EXPECT_EQ(format_fixed(0.125, 2), "0.13") << "a true half goes away from zero";
  EXPECT_EQ(format_fixed(-2.5, 0), "-3");
  EXPECT_EQ(format_fixed(1.005, 2), "1.00") << "the double lies below 1.005";
  EXPECT_EQ(format_fixed(-0.001, 2), "0.00");
  EXPECT_EQ(format_fixed(-0.0, 1), "0.0");
  EXPECT_EQ(format_fixed(5e-324, 9), "0.000000000");
  EXPECT_EQ(format_fixed(1e22, 1), "10000000000000000000000.0");
  EXPECT_EQ(format_fixed(NAN, 2), "nan");
  EXPECT_EQ(format_fixed(-INFINITY, 2), "-inf");
}

// printf rounds the exact value too, and differs only at true halves, which it takes to even.
TEST(FormatFixed, AgreesWithPrintf) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 100'000; ++round) {
    const int exponent = static_cast<int>(random() % 160) - 60;
    const double value = std::ldexp(static_cast<double>(random() >> 11U), exponent - 53) *
                         (random() % 2 == 0 ? 1 : -1);
    const auto decimals = static_cast<uint32_t>(random() % 10);
    char expected[400];
    std::snprintf(expected, sizeof expected, "%.*f", static_cast<int>(decimals), value);
    char all_digits[400];
    const int size = std::snprintf(all_digits, sizeof all_digits, "%.130f", value);
    std::string beyond(all_digits + size - 130 + decimals);
    beyond.resize(beyond.find_last_not_of('0') + 1);
    if (beyond == "5") continue;
    std::string without_negative_zero = expected;
    if (without_negative_zero.find_first_not_of("-0.") == std::string::npos) {
      without_negative_zero = without_negative_zero.substr(value < 0 ? 1 : 0);
    }
    ASSERT_EQ(format_fixed(value, decimals), without_negative_zero);
  }
}

}  // namespace
}  // namespace dangol
