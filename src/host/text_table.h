// Columns of text that stay aligned in a terminal, also where Korean letters take two cells; and
// numbers as the command line prints them.
#pragma once

#include <string>
#include <vector>

#include "report/value.h"

namespace dangol::host {

/// Rows of cells; the first column is flush left, the others flush right.
class TextTable {
 public:
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

[[nodiscard]] std::string money_text(double value);
[[nodiscard]] std::string percent_text(double share);
/// REQUIRES: value >= 0
[[nodiscard]] std::string count_text(double value);
/// "-" for what is not known.
[[nodiscard]] std::string optional_text(const report::Number& number, std::string (*write)(double));

}  // namespace dangol::host
