// The Report as JSON text (schema dangol.report/1) and back. See
// report/schema/report-1.schema.json.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "report/report.h"

namespace dangol::report {

/// One line of JSON, UTF-8; text that is not valid UTF-8 is shown with U+FFFD.
[[nodiscard]] std::string to_json(const Report& report);
/// One part of a Report alone.
[[nodiscard]] std::string to_json(const Experiment& experiment);
/// Errors: report_unreadable. Unknown fields are ignored; absent ones keep their defaults.
[[nodiscard]] Result<Report> from_json(std::string_view text);

/// A failure for the faces outside: its code and place, and the whole sentence in both languages.
[[nodiscard]] std::string error_to_json(const Error& error);

}  // namespace dangol::report
