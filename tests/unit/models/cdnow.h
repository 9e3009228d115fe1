// The purchases of 2,357 customers of a music shop, 1997 to 1998, as models see them.
#pragma once

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/civil.h"
#include "models/pattern.h"

namespace dangol::models::test {

inline constexpr const char* kNoCdnow =
    "SKIPPED: ../shared/data/cdnow_sample.txt is not on this machine (run from the repository's "
    "root)";

/// ../shared/data/cdnow_sample.txt until 1997-09-30, a purchase a day at most, in days or, with a
/// unit, in that many of them. Empty where the file is not on this machine.
inline std::vector<Pattern> cdnow(double unit_days) {
  std::vector<Pattern> patterns;
  std::ifstream file("../shared/data/cdnow_sample.txt");
  std::string line;
  std::string customer;
  std::set<Day> days;  // of one customer
  const Day end = to_day({1997, 9, 30});
  const auto settle = [&] {
    if (days.empty()) return;
    const Day first = *days.begin();
    patterns.push_back({static_cast<double>(days.size() - 1),
                        static_cast<double>(*days.rbegin() - first) / unit_days,
                        static_cast<double>(end - first) / unit_days, 1});
    days.clear();
  };
  while (std::getline(file, line)) {
    std::istringstream row(line);
    std::string id;
    std::string second;
    std::string date;
    row >> id >> second >> date;
    if (id != customer) settle();
    customer = id;
    const int number = std::stoi(date);  // 19970930
    const Day day = to_day({number / 10000, static_cast<uint8_t>(number / 100 % 100),
                            static_cast<uint8_t>(number % 100)});
    if (day <= end) days.insert(day);
  }
  settle();
  return patterns;
}

}  // namespace dangol::models::test
