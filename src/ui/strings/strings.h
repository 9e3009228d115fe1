// Looks up the interface's sentences in the language in force.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/text.h"

namespace dangol::ui {

/// Takes texts that come after the first picture: `{"ko": {key: text}, "en": {...}}`, keys sorted.
/// They are looked up after the table that came with the module. Unreadable: nothing changes.
void add_texts(std::string_view json);

class Strings {
 public:
  explicit Strings(Language language = Language::ko) : language_(language) {}

  [[nodiscard]] Language language() const { return language_; }
  /// The text of `key`; empty where the table lacks it (a test finds those).
  [[nodiscard]] std::string_view get(std::string_view key) const;
  /// The text with its `{name}`s filled in.
  [[nodiscard]] std::string fill(std::string_view key,
                                 std::initializer_list<TextArgument> arguments) const;

 private:
  Language language_;
};

}  // namespace dangol::ui
