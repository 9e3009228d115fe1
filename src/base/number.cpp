#include "base/number.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"

namespace dangol {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr size_t kMoneyDecimals = 4;
constexpr auto kLimit = static_cast<uint64_t>(kMoneyLimit);
constexpr std::array<uint64_t, 10> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

constexpr std::array<std::string_view, 6> kMinusSigns = {
    "-",
    "\xE2\x88\x92",  // U+2212 minus sign
    "\xE2\x80\x93",  // U+2013 en dash
    "\xEF\xB9\xA3",  // U+FE63 small hyphen-minus
    "\xE2\x96\xB3",  // U+25B3 white triangle: minus in Korean and Japanese accounts
    "\xE2\x96\xB2",  // U+25B2 black triangle
};

/// What may stand between groups of digits besides the format's own separator.
constexpr std::array<std::string_view, 6> kGroupBlanks = {
    " ",
    "'",
    "\xC2\xA0",      // U+00A0 no-break space
    "\xE2\x80\x89",  // U+2009 thin space
    "\xE2\x80\xAF",  // U+202F narrow no-break space
    "\xE2\x80\x99",  // U+2019 apostrophe
};

/// The commonest first; of two that start alike the longer one first. ASCII letters stand in
/// capitals and match without case.
constexpr std::array<std::string_view, 91> kCurrencies = {
    "$",   "₩",   "￦",    "원정",    "원",     "€",      "£",   "￡",  "¥",   "￥",  "円",  "元",
    "KRW", "USD", "EUROS", "EURO",    "EUR",    "GBP",    "JPY", "US$", "CA$", "AU$", "NZ$", "HK$",
    "NT$", "MX$", "SG$",   "R$",      "A$",     "C$",     "S$",  "₹",   "₫",   "฿",   "₺",   "₽",
    "₴",   "₱",   "₪",     "₦",       "CNY",    "RMB",    "TWD", "HKD", "SGD", "AUD", "CAD", "NZD",
    "CHF", "SEK", "NOK",   "DKK",     "PLN",    "CZK",    "HUF", "RON", "BGN", "ISK", "TRY", "RUB",
    "UAH", "INR", "IDR",   "MYR",     "THB",    "VND",    "PHP", "BRL", "MXN", "ARS", "CLP", "COP",
    "PEN", "ZAR", "EGP",   "NGN",     "KES",    "ILS",    "AED", "SAR", "QAR", "KWD", "WON", "Zł",
    "Kč",  "KR.", "KR",    "DOLLARS", "DOLLAR", "POUNDS", "YEN"};

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
uint64_t digit_value(char byte) {
  return static_cast<uint64_t>(byte - '0');
}
char ascii_upper(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - ('a' - 'A')) : byte;
}

bool starts_with_no_case(std::string_view text, std::string_view capitals) {
  if (text.size() < capitals.size()) return false;
  for (size_t i = 0; i < capitals.size(); ++i) {
    if (ascii_upper(text[i]) != capitals[i]) return false;
  }
  return true;
}

/// The significant part of a number as found in the text: digits and separators, not yet valued.
struct Figure {
  std::string_view whole;     ///< digits, possibly with group separators between them
  std::string_view fraction;  ///< digits after the decimal sign
  int32_t exponent = 0;
  size_t size = 0;  ///< bytes of text taken
};

/// Bytes of the group separator at the start of `text`; 0 = none.
size_t group_separator(std::string_view text, const NumberFormat& format) {
  if (text.empty()) return 0;
  if (format.group != '\0' && text.front() == format.group) return 1;
  for (const std::string_view blank : kGroupBlanks) {
    if (text.substr(0, blank.size()) == blank) return blank.size();
  }
  return 0;
}

size_t count_digits(std::string_view text) {
  size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  return count;
}

/// Takes digits and groups. Groups hold three digits, or two all but the last (1,23,45,678); the
/// first may be shorter. False when separators and digits do not make a number.
bool take_whole(std::string_view text, const NumberFormat& format, Figure& figure) {
  size_t size = count_digits(text);
  const size_t first = size;
  std::string_view separator;
  size_t inner = 0;     // digits in each group between the first and the last; 0 = none yet
  size_t previous = 0;  // digits in the group before, when it is not the first
  while (size > 0) {
    const std::string_view rest = text.substr(size);
    const size_t width = group_separator(rest, format);
    if (width == 0 || width == rest.size() || !is_digit(rest[width])) break;
    if (separator.empty()) separator = rest.substr(0, width);
    if (rest.substr(0, width) != separator) return false;
    if (previous != 0) {
      if (inner != 0 && inner != previous) return false;
      inner = previous;
    }
    previous = count_digits(rest.substr(width));
    size += width + previous;
  }
  if (previous != 0) {
    if (previous != 3 || text.front() == '0') return false;
    if (inner != 0 && inner != 2 && inner != 3) return false;
    if (first > (inner == 2 ? 2U : 3U)) return false;
  }
  figure.whole = text.substr(0, size);
  figure.size = size;
  return true;
}

bool take_figure(std::string_view text, const NumberFormat& format, Figure& figure) {
  if (!take_whole(text, format, figure)) return false;
  if (figure.size < text.size() && text[figure.size] == format.decimal) {
    const size_t digits = count_digits(text.substr(figure.size + 1));
    figure.fraction = text.substr(figure.size + 1, digits);
    figure.size += 1 + digits;
  }
  if (figure.whole.empty() && figure.fraction.empty()) return false;
  // An exponent, when digits follow the letter: "5 EUR" has none.
  std::string_view rest = text.substr(figure.size);
  if (rest.size() < 2 || ascii_upper(rest.front()) != 'E') return true;
  rest.remove_prefix(1);
  const bool negative = rest.front() == '-';
  if (negative || rest.front() == '+') rest.remove_prefix(1);
  const size_t digits = count_digits(rest);
  if (digits == 0) return true;
  constexpr int32_t kHuge = 1'000'000;
  for (const char digit : rest.substr(0, digits)) {
    figure.exponent =
        std::min(kHuge, figure.exponent * 10 + static_cast<int32_t>(digit_value(digit)));
  }
  if (negative) figure.exponent = -figure.exponent;
  figure.size += 1 + (text.size() - figure.size - 1 - rest.size()) + digits;
  return true;
}

/// The figure in 1/10,000, rounded half away from zero.
NumberProblem value_of(const Figure& figure, Money& out, bool& rounded) {
  const auto whole_digits =
      static_cast<int64_t>(std::count_if(figure.whole.begin(), figure.whole.end(), is_digit));
  // The power of ten of the digit at hand, counted from the last one that is kept.
  int64_t place = whole_digits - 1 + figure.exponent + static_cast<int64_t>(kMoneyDecimals);
  uint64_t value = 0;
  bool round_up = false;
  bool cut = false;
  for (const std::string_view digits : {figure.whole, figure.fraction}) {
    for (const char byte : digits) {
      if (!is_digit(byte)) continue;
      if (place >= 0) {
        value = value * 10 + digit_value(byte);
        if (value > kLimit) return NumberProblem::out_of_range;
      } else {
        if (place == -1) round_up = byte >= '5';
        cut = cut || byte != '0';
      }
      --place;
    }
  }
  for (; place >= 0 && value != 0; --place) {
    value *= 10;
    if (value > kLimit) return NumberProblem::out_of_range;
  }
  if (round_up) ++value;
  if (value > kLimit) return NumberProblem::out_of_range;
  rounded = rounded || cut;
  out = static_cast<Money>(value);
  return NumberProblem::none;
}

/// Takes what stands around the figure, one piece a call.
class Affixes {
 public:
  explicit Affixes(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string_view rest() const { return text_; }
  [[nodiscard]] bool negative() const { return minus_ || open_; }
  /// Every parenthesis closed and no sign inside a negative in parentheses.
  [[nodiscard]] bool balanced() const { return open_ == closed_ && !(open_ && signed_); }
  void skip(size_t size) { text_.remove_prefix(size); }

  void take_before() {
    while (!at_figure() &&
           (take_blank() || take_sign() || take_currency(currency_before_) || take_open())) {
    }
  }
  void take_after() {
    while (!text_.empty() &&
           (take_blank() || take_sign() || take_currency(currency_after_) || take_close())) {
    }
  }

 private:
  [[nodiscard]] bool at_figure() const { return text_.empty() || is_digit(text_.front()); }
  bool take_blank() {
    for (const std::string_view blank :
         {std::string_view(" "), std::string_view("\xC2\xA0"), std::string_view("\xE2\x80\xAF")}) {
      if (take(blank)) return true;
    }
    return false;
  }
  bool take_sign() {
    if (signed_) return false;
    if (take("+")) return signed_ = true;
    for (const std::string_view minus : kMinusSigns) {
      if (take(minus)) return signed_ = minus_ = true;
    }
    return false;
  }
  bool take_currency(bool& taken) {
    if (taken) return false;
    for (const std::string_view currency : kCurrencies) {
      if (!starts_with_no_case(text_, currency)) continue;
      skip(currency.size());
      return taken = true;
    }
    return false;
  }
  bool take_open() { return !open_ && take("(") && (open_ = true); }
  bool take_close() { return open_ && !closed_ && take(")") && (closed_ = true); }
  bool take(std::string_view piece) {
    if (text_.substr(0, piece.size()) != piece) return false;
    skip(piece.size());
    return true;
  }

  std::string_view text_;
  bool signed_ = false;
  bool minus_ = false;
  bool open_ = false;
  bool closed_ = false;
  bool currency_before_ = false;
  bool currency_after_ = false;
};

/// Full-width digits, signs and letters (U+FF01..U+FF5E) as ASCII, in `buffer`. The text itself
/// when it has none, or is too long to be a number.
std::string_view fold_width(std::string_view text, std::array<char, 64>& buffer) {
  constexpr std::string_view kLead = "\xEF";
  if (text.find(kLead) == std::string_view::npos || text.size() > buffer.size()) return text;
  size_t size = 0;
  for (size_t i = 0; i < text.size(); ++size) {
    const Utf8Unit unit = first_utf8_unit(text.substr(i));
    const auto byte = [&](size_t at) { return static_cast<uint8_t>(text[i + at]); };
    const uint32_t code =
        unit.valid && unit.size == 3
            ? (byte(0) & 0xFU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU)
            : 0;
    if (code >= 0xFF01 && code <= 0xFF5E) {
      buffer[size] = static_cast<char>(code - 0xFF01 + '!');
    } else {
      for (size_t at = 0; at < unit.size; ++at) buffer[size + at] = text[i + at];
      size += unit.size - 1;
    }
    i += unit.size;
  }
  return {buffer.data(), size};
}

/// `12.-` and `12,-`: a dash in place of the cents. Bytes of the dash; 0 = none.
size_t dash_for_cents(std::string_view number, const Figure& figure, const NumberFormat& format) {
  constexpr std::string_view kEnDash = "\xE2\x80\x93";
  if (figure.whole.empty() || number[figure.size - 1] != format.decimal) return 0;
  const std::string_view rest = number.substr(figure.size);
  if (rest.substr(0, 1) == "-") return 1;
  return rest.substr(0, kEnDash.size()) == kEnDash ? kEnDash.size() : 0;
}

NumberProblem parse_any(std::string_view text, const NumberFormat& format, Money& out,
                        bool& rounded) {
  std::array<char, 64> folded{};
  text = fold_width(trim(text), folded);
  if (text.empty()) return NumberProblem::blank;
  Affixes affixes(text);
  affixes.take_before();
  Figure figure;
  if (!take_figure(affixes.rest(), format, figure)) return NumberProblem::unreadable;
  affixes.skip(figure.size + dash_for_cents(affixes.rest(), figure, format));
  affixes.take_after();
  if (!affixes.rest().empty() || !affixes.balanced()) return NumberProblem::unreadable;
  Money magnitude = 0;
  const NumberProblem problem = value_of(figure, magnitude, rounded);
  if (problem == NumberProblem::none) out = affixes.negative() ? -magnitude : magnitude;
  return problem;
}

/// Appends `digits` with a comma before every group of three.
void append_grouped(std::string& text, std::string_view digits) {
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
}

std::string to_decimal(Wide value) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

/// `mantissa` x 2^`shift` in decimal, for doubles too large for 128 bits.
std::string huge_to_decimal(uint64_t mantissa, int shift) {
  std::string digits = to_decimal(mantissa);  // most significant first
  for (; shift > 0; --shift) {
    int carry = 0;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
      const int doubled = (*digit - '0') * 2 + carry;
      *digit = static_cast<char>('0' + doubled % 10);
      carry = doubled / 10;
    }
    if (carry != 0) digits.insert(digits.begin(), static_cast<char>('0' + carry));
  }
  return digits;
}

}  // namespace

NumberProblem parse_money(std::string_view text, const NumberFormat& format, Money& out,
                          bool& rounded) {
  // Nearly every cell is [-]digits[.digits]; anything else takes the long way.
  constexpr size_t kSafeDigits = 14;  // their value in 1/10,000 fits 64 bits
  const bool negative = !text.empty() && text.front() == '-';
  const std::string_view figures = text.substr(negative ? 1 : 0);
  uint64_t value = 0;
  size_t i = 0;
  while (i < figures.size() && i < kSafeDigits && is_digit(figures[i])) {
    value = value * 10 + digit_value(figures[i++]);
  }
  const size_t whole_digits = i;
  size_t decimals = 0;
  if (i < figures.size() && figures[i] == format.decimal) {
    ++i;
    while (i < figures.size() && decimals < kMoneyDecimals && is_digit(figures[i])) {
      value = value * 10 + digit_value(figures[i++]);
      ++decimals;
    }
  }
  if (whole_digits == 0 || i != figures.size()) return parse_any(text, format, out, rounded);
  value *= kPowersOfTen[kMoneyDecimals - decimals];
  if (value > kLimit) return NumberProblem::out_of_range;
  out = negative ? -static_cast<Money>(value) : static_cast<Money>(value);
  return NumberProblem::none;
}

std::optional<Money> multiply(Money price, Money quantity) {
  const auto magnitude = [](Money money) {
    return money < 0 ? 0 - static_cast<uint64_t>(money) : static_cast<uint64_t>(money);
  };
  const uint64_t a = magnitude(price);
  const uint64_t b = magnitude(quantity);
  constexpr uint64_t kScale = kMoneyScale;
  uint64_t product = 0;
  if ((a | b) >> 32U == 0) {
    // No carry: a x b + kScale / 2 stays below 2^64 for factors below 2^32.
    product = a * b / kScale + (a * b % kScale >= kScale / 2 ? 1 : 0);
  } else {
    const Wide wide = (static_cast<Wide>(a) * b + kScale / 2) / kScale;
    if (wide > kLimit) return std::nullopt;
    product = static_cast<uint64_t>(wide);
  }
  const auto result = static_cast<Money>(product);
  return (price < 0) != (quantity < 0) ? -result : result;
}

std::string format_money(MoneySum amount, uint32_t decimals) {
  const bool negative = amount < 0;
  const Wide magnitude = negative ? 0 - static_cast<Wide>(amount) : static_cast<Wide>(amount);
  const uint64_t cut = kPowersOfTen[kMoneyDecimals - decimals];
  std::string digits = to_decimal((magnitude + cut / 2) / cut);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const bool zero = digits.find_first_not_of('0') == std::string::npos;
  std::string text = negative && !zero ? "-" : "";
  append_grouped(text, std::string_view(digits).substr(0, digits.size() - decimals));
  if (decimals > 0) {
    text += '.';
    text += std::string_view(digits).substr(digits.size() - decimals);
  }
  return text;
}

std::string format_count(uint64_t count) {
  std::string text;
  append_grouped(text, std::to_string(count));
  return text;
}

std::string format_fixed(double value, uint32_t decimals) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  // |value| = mantissa x 2^exponent exactly, so that rounding sees the true value.
  constexpr int kMantissaBits = 53;
  int exponent = 0;
  const double fraction = std::frexp(std::fabs(value), &exponent);
  const auto mantissa = static_cast<uint64_t>(std::ldexp(fraction, kMantissaBits));
  exponent -= kMantissaBits;

  std::string digits;
  if (exponent > 0) {
    digits = huge_to_decimal(mantissa, exponent) + std::string(decimals, '0');
  } else {
    Wide scaled = static_cast<Wide>(mantissa) * kPowersOfTen[decimals];  // below 2^83
    const int shift = -exponent;
    if (shift > 100) {
      scaled = 0;
    } else if (shift > 0) {
      scaled = (scaled + (static_cast<Wide>(1) << (shift - 1))) >> shift;
    }
    digits = to_decimal(scaled);
  }
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const bool zero = digits.find_first_not_of('0') == std::string::npos;
  std::string text = value < 0 && !zero ? "-" : "";
  text += std::string_view(digits).substr(0, digits.size() - decimals);
  if (decimals > 0) {
    text += '.';
    text += std::string_view(digits).substr(digits.size() - decimals);
  }
  return text;
}

}  // namespace dangol
