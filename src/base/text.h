// Looks up a sentence in the string tables that tools/strings_to_cpp.py writes from assets/strings,
// so that no face of the product (page, command line, module) words anything on its own.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace dangol {

enum class Language { ko, en };

/// One row of a generated table; tables are sorted by key.
struct TextEntry {
  std::string_view key;
  std::string_view text;
};

/// The text of `key`, or `key` itself when the table lacks it (a test finds those). O(log n).
[[nodiscard]] std::string_view find_text(std::span<const TextEntry> table, std::string_view key);

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
