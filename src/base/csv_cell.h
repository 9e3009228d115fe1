// One cell of a CSV file that spreadsheets open as it is.
#pragma once

#include <string>
#include <string_view>

namespace dangol {

/// Appends `text` as a cell by RFC 4180: in quotes where it holds a comma, a quote or a line end. A
/// leading = + - @, tab or carriage return gets an apostrophe before it, so that no spreadsheet
/// takes what a shop's visitor typed for a formula. O(text).
inline void append_csv_cell(std::string& csv, std::string_view text) {
  const bool formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
  if (quoted) csv += '"';
  if (formula) csv += '\'';
  for (const char c : text) {
    if (c == '"') csv += '"';
    csv += c;
  }
  if (quoted) csv += '"';
}

}  // namespace dangol
