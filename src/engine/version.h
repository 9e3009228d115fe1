// The name that every Report carries, so that a number can be traced to the program that gave it.
#pragma once

namespace dangol::engine {

inline constexpr const char* kGenerator = "dangol " DANGOL_VERSION;

}  // namespace dangol::engine
