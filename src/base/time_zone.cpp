#include "base/time_zone.h"

#include <array>
#include <cstddef>

#include "base/civil.h"
#include "base/utf8.h"

namespace dangol {
namespace {

constexpr int32_t kHour = 60;
constexpr int64_t kDaySeconds = 86'400;
constexpr int64_t kMinuteSeconds = 60;
constexpr int64_t kHourSeconds = 3'600;
constexpr int32_t kSummerMinutes = 60;  // in every zone of the list

struct Entry {
  std::string_view name;  ///< in small letters
  TimeZone zone;
};

constexpr TimeZone zone_of(int32_t minutes, SummerTime summer = SummerTime::none) {
  return {static_cast<int16_t>(minutes), summer};
}

constexpr TimeZone kPacific = zone_of(-8 * kHour, SummerTime::us);
constexpr TimeZone kMountain = zone_of(-7 * kHour, SummerTime::us);
constexpr TimeZone kCentral = zone_of(-6 * kHour, SummerTime::us);
constexpr TimeZone kEastern = zone_of(-5 * kHour, SummerTime::us);
constexpr TimeZone kAtlantic = zone_of(-4 * kHour, SummerTime::us);
constexpr TimeZone kAlaska = zone_of(-9 * kHour, SummerTime::us);
constexpr TimeZone kHawaii = zone_of(-10 * kHour);
constexpr TimeZone kArizona = zone_of(-7 * kHour);
constexpr TimeZone kWestEurope = zone_of(0, SummerTime::eu);
constexpr TimeZone kMiddleEurope = zone_of(1 * kHour, SummerTime::eu);
constexpr TimeZone kEastEurope = zone_of(2 * kHour, SummerTime::eu);
constexpr TimeZone kSydney = zone_of(10 * kHour, SummerTime::sydney);
constexpr TimeZone kAuckland = zone_of(12 * kHour, SummerTime::auckland);
constexpr TimeZone kEight = zone_of(8 * kHour);
constexpr TimeZone kNine = zone_of(9 * kHour);
constexpr TimeZone kIndia = zone_of(5 * kHour + 30);

constexpr std::array<Entry, 112> kZones = {{
    {"utc", zone_of(0)},
    {"gmt", zone_of(0)},
    {"z", zone_of(0)},
    {"etc/utc", zone_of(0)},
    {"asia/seoul", kNine},
    {"asia/tokyo", kNine},
    {"asia/shanghai", kEight},
    {"asia/hong_kong", kEight},
    {"asia/taipei", kEight},
    {"asia/singapore", kEight},
    {"asia/kuala_lumpur", kEight},
    {"asia/manila", kEight},
    {"asia/bangkok", zone_of(7 * kHour)},
    {"asia/ho_chi_minh", zone_of(7 * kHour)},
    {"asia/jakarta", zone_of(7 * kHour)},
    {"asia/kolkata", kIndia},
    {"asia/calcutta", kIndia},
    {"asia/dubai", zone_of(4 * kHour)},
    {"australia/sydney", kSydney},
    {"australia/melbourne", kSydney},
    {"australia/brisbane", zone_of(10 * kHour)},
    {"australia/perth", kEight},
    {"pacific/auckland", kAuckland},
    {"europe/london", kWestEurope},
    {"europe/dublin", kWestEurope},
    {"europe/lisbon", kWestEurope},
    {"europe/berlin", kMiddleEurope},
    {"europe/paris", kMiddleEurope},
    {"europe/madrid", kMiddleEurope},
    {"europe/rome", kMiddleEurope},
    {"europe/amsterdam", kMiddleEurope},
    {"europe/brussels", kMiddleEurope},
    {"europe/vienna", kMiddleEurope},
    {"europe/zurich", kMiddleEurope},
    {"europe/stockholm", kMiddleEurope},
    {"europe/copenhagen", kMiddleEurope},
    {"europe/oslo", kMiddleEurope},
    {"europe/warsaw", kMiddleEurope},
    {"europe/prague", kMiddleEurope},
    {"europe/budapest", kMiddleEurope},
    {"europe/helsinki", kEastEurope},
    {"europe/athens", kEastEurope},
    {"europe/istanbul", zone_of(3 * kHour)},
    {"america/new_york", kEastern},
    {"america/toronto", kEastern},
    {"america/chicago", kCentral},
    {"america/denver", kMountain},
    {"america/phoenix", kArizona},
    {"america/los_angeles", kPacific},
    {"america/vancouver", kPacific},
    {"america/halifax", kAtlantic},
    {"america/anchorage", kAlaska},
    {"america/mexico_city", zone_of(-6 * kHour)},
    {"america/bogota", zone_of(-5 * kHour)},
    {"america/sao_paulo", zone_of(-3 * kHour)},
    {"pacific/honolulu", kHawaii},
    {"pacific time (us & canada)", kPacific},
    {"mountain time (us & canada)", kMountain},
    {"central time (us & canada)", kCentral},
    {"eastern time (us & canada)", kEastern},
    {"atlantic time (canada)", kAtlantic},
    {"indiana (east)", kEastern},
    {"alaska", kAlaska},
    {"arizona", kArizona},
    {"hawaii", kHawaii},
    {"london", kWestEurope},
    {"edinburgh", kWestEurope},
    {"dublin", kWestEurope},
    {"paris", kMiddleEurope},
    {"madrid", kMiddleEurope},
    {"tokyo", kNine},
    {"osaka", kNine},
    {"seoul", kNine},
    {"sydney", kSydney},
    {"melbourne", kSydney},
    {"brisbane", zone_of(10 * kHour)},
    {"perth", kEight},
    {"pst", zone_of(-8 * kHour)},
    {"pdt", zone_of(-7 * kHour)},
    {"mst", zone_of(-7 * kHour)},
    {"mdt", zone_of(-6 * kHour)},
    {"cst", zone_of(-6 * kHour)},
    {"cdt", zone_of(-5 * kHour)},
    {"est", zone_of(-5 * kHour)},
    {"edt", zone_of(-4 * kHour)},
    {"ast", zone_of(-4 * kHour)},
    {"adt", zone_of(-3 * kHour)},
    {"akst", zone_of(-9 * kHour)},
    {"akdt", zone_of(-8 * kHour)},
    {"hst", zone_of(-10 * kHour)},
    {"brt", zone_of(-3 * kHour)},
    {"wet", zone_of(0)},
    {"west", zone_of(1 * kHour)},
    {"bst", zone_of(1 * kHour)},
    {"cet", zone_of(1 * kHour)},
    {"cest", zone_of(2 * kHour)},
    {"mez", zone_of(1 * kHour)},
    {"mesz", zone_of(2 * kHour)},
    {"eet", zone_of(2 * kHour)},
    {"eest", zone_of(3 * kHour)},
    {"msk", zone_of(3 * kHour)},
    {"ist", kIndia},
    {"hkt", kEight},
    {"sgt", kEight},
    {"kst", kNine},
    {"jst", kNine},
    {"awst", kEight},
    {"aest", zone_of(10 * kHour)},
    {"aedt", zone_of(11 * kHour)},
    {"nzst", zone_of(12 * kHour)},
    {"nzdt", zone_of(13 * kHour)},
    {"한국 표준시", kNine},
}};

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
char ascii_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

/// Whether `text` is `small`, which is in small letters, without regard to case.
bool is_same(std::string_view text, std::string_view small) {
  if (text.size() != small.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (ascii_lower(text[i]) != small[i]) return false;
  }
  return true;
}

/// `+9`, `+09`, `-0330`, `+09:00`, and U+2212 as the minus.
std::optional<TimeZone> parse_offset(std::string_view text) {
  constexpr std::string_view kMinus = "\xE2\x88\x92";
  constexpr int32_t kFurthest = 14 * kHour;
  bool west = false;
  if (text.substr(0, kMinus.size()) == kMinus) {
    west = true;
    text.remove_prefix(kMinus.size());
  } else {
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
    west = text.front() == '-';
    text.remove_prefix(1);
  }
  std::array<int32_t, 4> digits{};
  size_t count = 0;
  size_t colon = 0;  // digits before it; 0 = none
  for (const char byte : text) {
    if (byte == ':' && colon == 0 && (count == 1 || count == 2)) {
      colon = count;
    } else if (is_digit(byte) && count < digits.size()) {
      digits[count++] = byte - '0';
    } else {
      return std::nullopt;
    }
  }
  if (colon != 0 && count != colon + 2) return std::nullopt;
  if (colon == 0 && (count == 0 || count == 3)) return std::nullopt;
  const size_t hour_digits = colon != 0 ? colon : (count == 4 ? 2 : count);
  const int32_t hours = hour_digits == 1 ? digits[0] : digits[0] * 10 + digits[1];
  const int32_t rest = count == hour_digits ? 0 : digits[count - 2] * 10 + digits[count - 1];
  const int32_t minutes = hours * kHour + rest;
  if (rest > 59 || minutes > kFurthest) return std::nullopt;
  return zone_of(west ? -minutes : minutes);
}

// ---- When clocks change ------------------------------------------------------------------------

/// The day of the `nth` Sunday of a month, counted from 1; 0 = the last one.
Day sunday(int32_t year, uint32_t month, int32_t nth) {
  constexpr Day kSunday = 3;  // 1970-01-04
  const Day from = nth == 0 ? to_day({month == 12 ? year + 1 : year, month % 12 + 1, 1}) - 7
                            : to_day({year, month, 1}) + (nth - 1) * 7;
  const Day past = ((from - kSunday) % 7 + 7) % 7;
  return from + (past == 0 ? 0 : 7 - past);
}

/// The moments of a year between which summer time holds; in the south the year begins and ends in
/// summer, so that `end` comes before `begin`.
struct Summer {
  int64_t begin = 0;  ///< UTC, seconds since 1970
  int64_t end = 0;
};

Summer summer_of(const TimeZone& zone, int32_t year) {
  // `hour` is in standard time, and clocks go back at an hour of summer time.
  const auto at = [&](Day day, int32_t hour) {
    return static_cast<int64_t>(day) * kDaySeconds + hour * kHourSeconds -
           zone.minutes * kMinuteSeconds;
  };
  const auto at_utc = [](Day day, int32_t hour) {
    return static_cast<int64_t>(day) * kDaySeconds + hour * kHourSeconds;
  };
  switch (zone.summer) {
    case SummerTime::us: {
      const bool longer = year >= 2007;
      const Day begin = longer ? sunday(year, 3, 2) : sunday(year, 4, 1);
      const Day end = longer ? sunday(year, 11, 1) : sunday(year, 10, 0);
      return {at(begin, 2), at(end, 1)};
    }
    case SummerTime::eu:
      return {at_utc(sunday(year, 3, 0), 1), at_utc(sunday(year, 10, 0), 1)};
    case SummerTime::sydney:
      return {at(sunday(year, 10, 1), 2), at(sunday(year, 4, 1), 2)};
    case SummerTime::auckland:
      return {at(sunday(year, 9, 0), 2), at(sunday(year, 4, 1), 2)};
    case SummerTime::none:
      break;
  }
  return {};
}

}  // namespace

std::optional<TimeZone> parse_time_zone(std::string_view name) {
  name = trim(name);
  // Every row of many exports ends in an offset, and no zone is called like one.
  if (!name.empty() && (name.front() == '+' || name.front() == '-')) return parse_offset(name);
  for (const Entry& entry : kZones) {
    if (is_same(name, entry.name)) return entry.zone;
  }
  constexpr size_t kPrefix = 3;
  const std::string_view prefix = name.substr(0, kPrefix);
  if (is_same(prefix, "utc") || is_same(prefix, "gmt")) name = trim(name.substr(kPrefix));
  return parse_offset(name);
}

int32_t offset_at_utc(const TimeZone& zone, int64_t utc_seconds) {
  if (zone.summer == SummerTime::none) return zone.minutes;
  const int64_t standard = utc_seconds + zone.minutes * kMinuteSeconds;
  const int64_t day = standard / kDaySeconds - (standard % kDaySeconds < 0 ? 1 : 0);
  const Summer summer = summer_of(zone, to_civil(static_cast<Day>(day)).year);
  const bool in_summer = summer.begin < summer.end
                             ? utc_seconds >= summer.begin && utc_seconds < summer.end
                             : utc_seconds >= summer.begin || utc_seconds < summer.end;
  return zone.minutes + (in_summer ? kSummerMinutes : 0);
}

int32_t offset_at_local(const TimeZone& zone, int64_t wall_seconds) {
  // As if summer time held: where it does, that is the answer, also for a time that comes twice.
  const int32_t summer = zone.minutes + kSummerMinutes;
  const bool holds = offset_at_utc(zone, wall_seconds - summer * kMinuteSeconds) == summer;
  return holds ? summer : zone.minutes;
}

}  // namespace dangol
