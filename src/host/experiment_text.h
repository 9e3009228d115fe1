// An experiment for a terminal: the answer in words first, then the numbers behind it.
#pragma once

#include <string>

#include "base/text.h"
#include "report/experiment.h"

namespace dangol::host {

[[nodiscard]] std::string experiment_text(const report::Experiment& experiment, Language language);

}  // namespace dangol::host
