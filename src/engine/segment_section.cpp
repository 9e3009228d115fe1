// Recency, frequency and money; how unevenly revenue is spread.
#include "engine/sections.h"

namespace dangol::engine {

void add_segments(const Analysis& /*analysis*/, report::Report& /*report*/) {}

}  // namespace dangol::engine
