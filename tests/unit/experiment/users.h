// One row per user, of an experiment that ran: what golden values were computed from.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace dangol::experiment::test {

inline constexpr const char* kNoUsers =
    "SKIPPED: ../shared/data/experiment_users_*.csv is not on this machine (run from the "
    "repository's root)";

/// A column by variant: 0 is the control.
using Column = std::array<std::vector<double>, 2>;

/// The column `name` of ../shared/data/experiment_users_<users>.csv (100 or 4000). Empty where the
/// file is not on this machine.
inline Column users(int users, const std::string& name) {
  Column column;
  std::ifstream file("../shared/data/experiment_users_" + std::to_string(users) + ".csv");
  std::string line;
  std::getline(file, line);
  const auto fields = [](const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream row(text);
    for (std::string part; std::getline(row, part, ',');) parts.push_back(part);
    return parts;
  };
  const std::vector<std::string> header = fields(line);
  const auto place = [&](const std::string& wanted) {
    return static_cast<size_t>(std::find(header.begin(), header.end(), wanted) - header.begin());
  };
  const size_t variant = place("variant");
  const size_t value = place(name);
  while (std::getline(file, line)) {
    const std::vector<std::string> row = fields(line);
    column[row[variant] == "0" ? 0 : 1].push_back(std::stod(row[value]));
  }
  return column;
}

}  // namespace dangol::experiment::test
