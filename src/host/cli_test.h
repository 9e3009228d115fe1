// `dangol test`: which variant did better, from counts that are typed or from files.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "report/experiment.h"

namespace dangol::host {

struct TestCommand {
  std::vector<std::string> files;    ///< empty: the counts were typed
  std::string options_file;          ///< with files
  std::vector<std::string> mapping;  ///< role=column; with files
  /// With files, what was typed of the option `experiment`; else the question of
  /// engine::experiment_of_counts(). As JSON.
  std::string question;
  bool json = false;
};

/// What follows `test`; none where it is mistyped.
[[nodiscard]] std::optional<TestCommand> parse_test(std::span<const char* const> arguments);

}  // namespace dangol::host
