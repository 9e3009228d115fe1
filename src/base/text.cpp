#include "base/text.h"

#include <algorithm>

#include "messages_table.h"

namespace dangol {

std::string_view take_text(std::string_view& entries) {
  const std::string_view first = entries.substr(0, entries.find('\0'));
  entries.remove_prefix(std::min(entries.size(), first.size() + 1));
  return first;
}

std::string_view find_text(const TextTable& table, std::string_view key) {
  std::string_view keys = table.keys;
  std::string_view texts = table.texts;
  while (!keys.empty()) {
    const std::string_view text = take_text(texts);
    if (take_text(keys) == key) return text;
  }
  return key;
}

std::string fill_text(std::string_view pattern, std::span<const TextArgument> arguments) {
  std::string result;
  while (!pattern.empty()) {
    const size_t open = pattern.find('{');
    const size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto argument = std::find_if(arguments.begin(), arguments.end(),
                                       [&](const TextArgument& a) { return a.name == name; });
    result += pattern.substr(0, open);
    result +=
        argument != arguments.end() ? argument->value : pattern.substr(open, close - open + 1);
    pattern.remove_prefix(close + 1);
  }
  result += pattern;
  return result;
}

std::string_view message(Language language, std::string_view key) {
  return language == Language::ko ? find_text(messages::kKo, key) : find_text(messages::kEn, key);
}

std::string error_sentence(Language language, const Error& error) {
  const std::string line = std::to_string(error.place.line);
  const std::string column = std::to_string(error.place.column);
  const TextArgument arguments[] = {
      {"detail", error.detail}, {"line", line}, {"column", column}, {"row", error.row}};
  return fill_text(message(language, "error." + error.code), arguments);
}

}  // namespace dangol
