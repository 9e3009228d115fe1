// The Report for a terminal: plain text, columns aligned also where Korean letters take two cells.
#pragma once

#include <string>

#include "base/text.h"
#include "report/report.h"

namespace dangol::host {

[[nodiscard]] std::string report_text(const report::Report& report, Language language);

}  // namespace dangol::host
