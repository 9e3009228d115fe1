#include "ui/strings/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace dangol::ui {
namespace {

constexpr double kThousand = 1e3;
constexpr double kTenThousand = 1e4;
constexpr double kMillion = 1e6;
constexpr double kHundredMillion = 1e8;
constexpr double kBillion = 1e9;

std::string plain_decimal(double value, int decimals) {
  std::array<char, 400> buffer{};  // the longest double has 309 digits before the point
  std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
  return buffer.data();
}

/// Three significant digits at most, without a trailing ".0".
std::string short_decimal(double value) {
  std::string text = plain_decimal(value, std::fabs(value) < 99.95 ? 1 : 0);
  if (text.size() > 2 && text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

struct Currency {
  std::string_view code;
  std::string_view sign;
  int decimals;
};
constexpr Currency kCurrencies[] = {{"KRW", "₩", 0}, {"USD", "$", 2}, {"EUR", "€", 2},
                                    {"GBP", "£", 2}, {"JPY", "¥", 0}, {"CNY", "¥", 2}};

const Currency* find_currency(std::string_view code) {
  for (const Currency& currency : kCurrencies) {
    if (currency.code == code) return &currency;
  }
  return nullptr;
}

std::string without_leading_zero(std::string_view digits) {
  return std::string(digits.starts_with('0') ? digits.substr(1) : digits);
}

constexpr std::string_view kMonths[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
constexpr size_t kShortMonth = 3;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::string format_decimal(double value, int decimals) {
  if (!std::isfinite(value)) return "–";
  std::string text = plain_decimal(std::fabs(value), decimals);
  const size_t point = std::min(text.find('.'), text.size());
  for (size_t at = point; at > 3; at -= 3) text.insert(at - 3, ",");
  const bool is_zero = text.find_first_not_of("0.,") == std::string::npos;
  return value < 0 && !is_zero ? "-" + text : text;
}

std::string format_count(double value) {
  return format_decimal(value, 0);
}

std::string format_rate(double fraction) {
  std::string text = format_decimal(fraction * 100, 1);
  if (text == "100.0" || text == "0.0") text.resize(text.size() - 2);
  return text + "%";
}

std::string format_rate_range(double low, double high) {
  return format_decimal(low * 100, 1) + "–" + format_decimal(high * 100, 1) + "%";
}

std::string format_bytes(double bytes) {
  if (bytes < kThousand) return format_count(bytes) + " B";
  if (bytes < kMillion) return format_decimal(bytes / kThousand, 0) + " KB";
  if (bytes < kBillion) return format_decimal(bytes / kMillion, 1) + " MB";
  return format_decimal(bytes / kBillion, 2) + " GB";
}

MoneyText format_money(double value, std::string_view code, Language language, int most_decimals) {
  const Currency* currency = find_currency(code);
  MoneyText text;
  text.number = format_decimal(
      std::fabs(value), std::min(currency != nullptr ? currency->decimals : 2, most_decimals));
  const bool negative = value < 0 && text.number.find_first_not_of("0.,") != std::string::npos;
  if (code == "KRW" && language == Language::ko) {
    text.after = "원";
    if (negative) text.number.insert(0, "-");
    return text;
  }
  if (currency != nullptr) {
    text.before = currency->sign;
  } else if (!code.empty()) {
    text.before = std::string(code) + " ";
  }
  if (negative) text.before.insert(0, "-");
  return text;
}

std::string format_compact(double value, Language language) {
  const double size = std::fabs(value);
  if (language == Language::ko) {
    if (size >= kHundredMillion) return short_decimal(value / kHundredMillion) + "억";
    if (size >= kTenThousand) return short_decimal(value / kTenThousand) + "만";
    return size < 10 && std::trunc(value) != value ? short_decimal(value) : format_count(value);
  }
  if (size >= kBillion) return short_decimal(value / kBillion) + "B";
  if (size >= kMillion) return short_decimal(value / kMillion) + "M";
  if (size >= kThousand) return short_decimal(value / kThousand) + "K";
  return size < 10 && std::trunc(value) != value ? short_decimal(value) : format_count(value);
}

std::string format_period_name(std::string_view period, Language language) {
  const bool korean = language == Language::ko;
  const std::string_view year = period.substr(0, 4);
  if (period.size() == 4) return std::string(year) + (korean ? "년" : "");
  if (period.size() < 7) return std::string(period);
  const std::string_view rest = period.substr(5);
  if (rest.size() == 2 && rest[0] == 'Q') {
    return korean ? std::string(year) + "년 " + rest[1] + "분기"
                  : std::string(rest) + " " + std::string(year);
  }
  if (rest.size() == 3 && rest[0] == 'W') {
    const std::string week = without_leading_zero(rest.substr(1));
    return korean ? std::string(year) + "년 " + week + "주"
                  : "week " + week + " of " + std::string(year);
  }
  if (rest.size() == 2 && is_digit(rest[0]) && is_digit(rest[1])) {
    const int month = (rest[0] - '0') * 10 + (rest[1] - '0');
    if (month < 1 || month > 12) return std::string(period);
    return korean
               ? std::string(year) + "년 " + without_leading_zero(rest) + "월"
               : std::string(kMonths[month - 1].substr(0, kShortMonth)) + " " + std::string(year);
  }
  return std::string(period);
}

std::string short_period_name(std::string_view period) {
  if (period.size() < 7 || period.size() > 8) return std::string(period);
  std::string text(period.substr(2));
  if (text[3] == 'Q' || text[3] == 'W') text[2] = ' ';
  return text;
}

std::string year_before(std::string_view period) {
  if (period.size() < 4 || period.size() > 8) return {};
  int year = 0;
  for (const char c : period.substr(0, 4)) {
    if (!is_digit(c)) return {};
    year = year * 10 + (c - '0');
  }
  return std::to_string(year - 1) + std::string(period.substr(4));
}

std::string format_day(int year, int month, int day, Language language) {
  const std::string y = std::to_string(year);
  const std::string d = std::to_string(day);
  return language == Language::ko ? y + "년 " + std::to_string(month) + "월 " + d + "일"
                                  : std::string(kMonths[month - 1]) + " " + d + ", " + y;
}

std::vector<DateReading> date_readings(std::string_view text) {
  constexpr int kMostDigits = 4;
  constexpr int kCentury = 100;
  constexpr int kPivot = 70;
  int numbers[3] = {};
  int digits[3] = {};
  size_t at = 0;
  for (int part = 0; part < 3; ++part) {
    while (part > 0 && at < text.size() && !is_digit(text[at])) ++at;
    for (; at < text.size() && is_digit(text[at]) && digits[part] < kMostDigits; ++at) {
      numbers[part] = numbers[part] * 10 + (text[at] - '0');
      ++digits[part];
    }
    if (digits[part] == 0) return {};
  }
  struct Order {
    std::string_view name;
    int year;
    int month;
    int day;
  };
  std::vector<DateReading> readings;
  for (const Order& order : {Order{"mdy", 2, 0, 1}, {"dmy", 2, 1, 0}, {"ymd", 0, 1, 2}}) {
    DateReading reading{order.name, numbers[order.year], numbers[order.month], numbers[order.day]};
    const bool exists = digits[order.year] % 2 == 0 && reading.month >= 1 && reading.month <= 12 &&
                        reading.day >= 1 && reading.day <= 31;
    if (!exists) continue;
    if (digits[order.year] == 2) {
      reading.year += reading.year < kPivot ? 20 * kCentury : 19 * kCentury;
    }
    const bool known = std::any_of(readings.begin(), readings.end(), [&](const DateReading& one) {
      return one.year == reading.year && one.month == reading.month && one.day == reading.day;
    });
    if (!known) readings.push_back(reading);
  }
  return readings;
}

}  // namespace dangol::ui
