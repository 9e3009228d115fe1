// Lists of words as one text, separated by blanks: dictionaries of hundreds of short names take
// half the room of arrays of texts that way, and read as easily.
#pragma once

#include <string_view>

namespace dangol::table {

/// Takes the first word off `list`; empty when none is left. The words keep pointing into the text.
[[nodiscard]] inline std::string_view take_word(std::string_view& list) {
  while (!list.empty() && list.front() == ' ') list.remove_prefix(1);
  const std::string_view word = list.substr(0, list.find(' '));
  list.remove_prefix(word.size());
  return word;
}

/// Whether `list` holds `word`. O(size of the list).
[[nodiscard]] inline bool holds_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::string_view next = take_word(list);
    if (!next.empty() && next == word) return true;
  }
  return false;
}

}  // namespace dangol::table
