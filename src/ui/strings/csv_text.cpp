#include "ui/strings/csv_text.h"

#include <array>
#include <cstdio>
#include <utility>

#include "base/csv_cell.h"

namespace dangol::ui {

void CsvText::separate() {
  if (row_started_) text_ += ',';
  row_started_ = true;
}

void CsvText::cell(std::string_view text) {
  separate();
  append_csv_cell(text_, text);
}

void CsvText::number(double value) {
  separate();
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.12g", value);
  text_ += buffer.data();
}

void CsvText::number(const std::optional<double>& value) {
  if (value) {
    number(*value);
  } else {
    separate();
  }
}

void CsvText::end_row() {
  text_ += "\r\n";
  row_started_ = false;
}

std::string CsvText::take() {
  return std::exchange(text_, "\xEF\xBB\xBF");
}

}  // namespace dangol::ui
