// A Kaplan-Meier curve, or several, as a chart by days since the first order.
#pragma once

#include <span>
#include <string>

#include "ui/views/view.h"

namespace dangol::ui {

struct NamedCurve {
  std::string name;  ///< empty where there is one curve
  const report::SurvivalCurve& curve;
  Color color;
};

enum class SurvivalSide {
  remains,  ///< the share for which nothing has happened
  happened  ///< the share for which it has
};

/// Marks the median of a single curve. Returns the bottom.
float draw_survival_chart(Page& page, const Rect& area, std::span<const NamedCurve> curves,
                          SurvivalSide side);

}  // namespace dangol::ui
