#include "ui/strings/strings.h"

#include "ui_strings_table.h"

namespace dangol::ui {

std::string_view Strings::get(std::string_view key) const {
  const std::string_view text =
      language_ == Language::ko ? find_text(ui_strings::kKo, key) : find_text(ui_strings::kEn, key);
  // find_text answers a missing key with the key itself, which may not outlive this call.
  return text.data() == key.data() ? std::string_view() : text;
}

std::string Strings::fill(std::string_view key,
                          std::initializer_list<TextArgument> arguments) const {
  return fill_text(get(key), {arguments.begin(), arguments.size()});
}

}  // namespace dangol::ui
