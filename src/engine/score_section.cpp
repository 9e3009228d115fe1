// The net promoter score.
#include "engine/sections.h"

namespace dangol::engine {

void add_scores(const Analysis& /*analysis*/, report::Report& /*report*/) {}

}  // namespace dangol::engine
