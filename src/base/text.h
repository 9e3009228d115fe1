// Looks up a sentence in the string tables that tools/strings_to_cpp.py writes from assets/strings,
// so that no face of the product (page, command line, module) words anything on its own.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dangol {

enum class Language { ko, en };

/// A generated table: key i belongs to text i, and each ends with a zero byte. Sorted by key. One
/// run of bytes, because a pointer for every key and text would weigh as much as the texts do.
struct TextTable {
  std::string_view keys;
  std::string_view texts;
};

/// Takes the first of zero-terminated `entries` off their front.
[[nodiscard]] std::string_view take_text(std::string_view& entries);

/// The text of `key`, or `key` itself when the table lacks it (a test finds those). O(table).
[[nodiscard]] std::string_view find_text(const TextTable& table, std::string_view key);

/// One `{name}` of a template and what stands in its place.
struct TextArgument {
  std::string_view name;
  std::string_view value;
};

/// Replaces each `{name}` of `pattern` by its argument; a name without an argument stays as it is.
[[nodiscard]] std::string fill_text(std::string_view pattern,
                                    std::span<const TextArgument> arguments);

/// The sentence of an error, reason, warning, measure or role (keys `error.`, `reason.`, ...).
[[nodiscard]] std::string_view message(Language language, std::string_view key);

/// The whole sentence of an error, with its place and detail filled in.
[[nodiscard]] std::string error_sentence(Language language, const Error& error);

}  // namespace dangol
