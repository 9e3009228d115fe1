#include "coverage/table.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "coverage/check.h"

namespace dangol::coverage {

namespace {

size_t column_of(Design design) {
  return design.size + (design.unequal ? kUsers.size() : 0);
}

}  // namespace

std::vector<Design> designs() {
  std::vector<Design> all;
  for (const bool unequal : {false, true}) {
    for (size_t size = 0; size < kUsers.size(); ++size) all.push_back({size, unequal});
  }
  return all;
}

void Table::add(const std::string& method, Design design, double rate, double noise,
                Promise promise, const std::string& where) {
  auto row = std::find_if(rows_.begin(), rows_.end(),
                          [&](const Row& other) { return other.method == method; });
  if (row == rows_.end()) row = rows_.insert(rows_.end(), {method, {}});
  Cell& cell = row->cells[column_of(design)];
  cell.least = std::min(cell.least, rate);
  cell.most = std::max(cell.most, rate);
  constexpr double kRounding = 1e-9;
  const double slack = 3 * noise + kRounding;
  std::array<char, 64> said;
  std::snprintf(said.data(), said.size(), ": %.2f%%, promised %.1f to %.1f", 100 * rate,
                100 * promise.least, 100 * promise.most);
  check(rate >= promise.least - slack && rate <= promise.most + slack,
        method + ", " + std::to_string(static_cast<int>(kUsers[design.size])) +
            (design.unequal ? " users 1:9, " : " users, ") + where + said.data());
}

void Table::print() const {
  std::printf(
      "\n| %s | 20 | 200 | 2,000 | 20,000 | 20, 1:9 | 200, 1:9 | 2,000, 1:9 | 20,000, 1:9 |\n",
      heading_.c_str());
  std::printf("|---|---|---|---|---|---|---|---|---|\n");
  for (const Row& row : rows_) {
    std::printf("| %s |", row.method.c_str());
    for (const Cell& cell : row.cells) {
      if (cell.most < 0) {
        std::printf(" |");
      } else if (cell.most - cell.least < 5e-4) {
        std::printf(" %.1f |", 100 * cell.most);
      } else {
        std::printf(" %.1f-%.1f |", 100 * cell.least, 100 * cell.most);
      }
    }
    std::printf("\n");
  }
}

double noise_of(double rate, double trials) {
  return std::sqrt(rate * (1 - rate) / trials);
}

}  // namespace dangol::coverage
