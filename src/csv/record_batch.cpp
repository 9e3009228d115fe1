#include "csv/record_batch.h"

namespace dangol::csv {

std::string_view unescape(std::string_view raw, bool escaped, std::string& scratch) {
  if (!escaped) return raw;
  scratch.clear();
  while (true) {
    const size_t quote = raw.find('"');
    scratch += raw.substr(0, quote);
    if (quote == std::string_view::npos) break;
    const bool doubled = quote + 1 < raw.size() && raw[quote + 1] == '"';
    if (!doubled) {
      scratch += raw.substr(quote + 1);  // behind the closing quote every byte counts as it is
      break;
    }
    scratch += '"';
    raw.remove_prefix(quote + 2);
  }
  return scratch;
}

}  // namespace dangol::csv
