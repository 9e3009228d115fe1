// Time to the second order and to the loss of a customer, and the gaps between orders.
#include "engine/sections.h"

namespace dangol::engine {

void add_survival(const Analysis& /*analysis*/, report::Report& /*report*/) {}

}  // namespace dangol::engine
