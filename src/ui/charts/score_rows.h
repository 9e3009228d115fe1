// Scores on one axis, each with its interval, around a line at zero.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "report/report.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

struct ScoreRow {
  std::string name;
  std::string count;  ///< how many it rests on, worded
  report::Estimate score;
  bool strong = false;
};

struct ScoreRows {
  float bottom = 0;
  std::optional<size_t> hovered;
};
ScoreRows draw_score_rows(Canvas& canvas, Point at, float width, std::span<const ScoreRow> rows);

/// A score of -100 to 100 with its sign: `+42`, `−7`, `0`.
[[nodiscard]] std::string score_text(double score);

}  // namespace dangol::ui
