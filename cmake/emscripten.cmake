# Finds Emscripten's own CMake toolchain file, wherever this version of it is installed.
find_program(DANGOL_EM_CONFIG em-config REQUIRED NO_CMAKE_FIND_ROOT_PATH)
execute_process(COMMAND ${DANGOL_EM_CONFIG} EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE dangol_emscripten_root OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
include(${dangol_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake)

# Debian's Emscripten runs `acorn` from Debian's own Node modules, but does not tell Node where they
# are: without this, optimised links fail with "Cannot find module 'acorn'".
if(EXISTS /usr/share/nodejs/acorn)
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs:$ENV{NODE_PATH})
endif()
