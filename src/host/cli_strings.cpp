#include "host/cli_strings.h"

#include "cli_strings_table.h"

namespace dangol::host {

std::string_view cli_message(Language language, std::string_view key) {
  if (key.substr(0, 4) != "cli.") return message(language, key);
  return find_text(language == Language::ko ? cli_strings::kKo : cli_strings::kEn, key);
}

}  // namespace dangol::host
