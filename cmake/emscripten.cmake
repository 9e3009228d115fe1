# Finds Emscripten's own CMake toolchain file, wherever this version of it is installed.
find_program(DANGOL_EMCC emcc REQUIRED)
execute_process(COMMAND em-config EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE dangol_emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE)
include(${dangol_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)
