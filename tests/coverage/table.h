// A table of rates in percent: a method a row, users in all a column, balanced and 1:9; each cell
// from the lowest to the highest rate that was met. It is Markdown, for README.md here.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace dangol::coverage {

/// Users of all arms together.
inline constexpr std::array<double, 4> kUsers = {20, 200, 2000, 20000};

/// How the users are divided.
struct Design {
  size_t size = 0;       ///< of kUsers
  bool unequal = false;  ///< 1:9, the control has one tenth; else halves

  [[nodiscard]] double control() const { return kUsers[size] * (unequal ? 0.1 : 0.5); }
  [[nodiscard]] double treatment() const { return kUsers[size] - control(); }
};

/// Every design, the columns of the table.
[[nodiscard]] std::vector<Design> designs();

/// What a rate must be: between these, give or take three standard errors of the simulation.
struct Promise {
  double least = 0;
  double most = 1;
};

class Table {
 public:
  explicit Table(std::string heading) : heading_(std::move(heading)) {}

  /// Adds a rate to a method's cell, the row at its first. `noise` is its standard error: 0 where
  /// every outcome was counted. `promise` is checked; `where` says what was simulated.
  void add(const std::string& method, Design design, double rate, double noise, Promise promise,
           const std::string& where);

  void print() const;

 private:
  struct Cell {
    double least = 2;
    double most = -1;
  };
  struct Row {
    std::string method;
    std::array<Cell, 2 * kUsers.size()> cells;
  };
  std::string heading_;
  std::vector<Row> rows_;
};

/// Of a rate seen in so many trials, if it is about `rate`.
[[nodiscard]] double noise_of(double rate, double trials);

}  // namespace dangol::coverage
