#include "models/horizon.h"

#include <cmath>

namespace dangol::models {

Horizon make_horizon(Day from, uint32_t months, double yearly_rate, double days_per_unit) {
  Horizon horizon;
  for (uint32_t month = 1; month <= months; ++month) {
    horizon.ends.push_back((months_later(from, month) - from) / days_per_unit);
    horizon.discount.push_back(std::pow(1 + yearly_rate, -(month - 0.5) / 12));
  }
  return horizon;
}

}  // namespace dangol::models
