// What every simulation is held to, and how many held.
#pragma once

#include <cstdio>
#include <string>

namespace dangol::coverage {

inline int passed = 0;
inline int failed = 0;

inline void check(bool holds, const std::string& what) {
  ++(holds ? passed : failed);
  if (!holds) std::printf("FAILED: %s\n", what.c_str());
}

}  // namespace dangol::coverage
