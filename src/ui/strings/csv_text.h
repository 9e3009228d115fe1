// Writes a table that spreadsheets open as it is: marked as UTF-8 for Excel, and with no cell that
// one could take for a formula.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dangol::ui {

class CsvText {
 public:
  /// Text; a leading = + - @ or tab gets an apostrophe before it.
  void cell(std::string_view text);
  /// A number, to 12 significant digits.
  void number(double value);
  /// An empty cell where there is no value.
  void number(const std::optional<double>& value);
  void end_row();
  /// With a byte-order mark.
  [[nodiscard]] std::string take();

 private:
  void separate();

  std::string text_ = "\xEF\xBB\xBF";
  bool row_started_ = false;
};

}  // namespace dangol::ui
