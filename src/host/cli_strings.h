// What the command line says. Its own sentences (`cli.*`) are a table that only this program has;
// the module for browsers does without them.
#pragma once

#include <string_view>

#include "base/text.h"

namespace dangol::host {

/// As dangol::message(), and for the keys `cli.*` besides.
[[nodiscard]] std::string_view cli_message(Language language, std::string_view key);

}  // namespace dangol::host
