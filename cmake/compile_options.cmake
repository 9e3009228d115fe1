# Flags that every target shares, Dear ImGui and GoogleTest included.

# The same arithmetic everywhere: no fused multiply-add, so that native and wasm agree.
add_compile_options(-ffp-contract=off -fno-exceptions)

# Ours alone: dependencies keep their own warnings. A designated initialiser may leave members out;
# signs change in plain iterator arithmetic, which GCC leaves out of -Wconversion by itself.
add_library(dangol_warnings INTERFACE)
target_compile_options(dangol_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wno-missing-field-initializers -Wno-sign-conversion
  -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 sees overlaps in std::string that cannot happen (GCC bug 105651).
  target_compile_options(dangol_warnings INTERFACE -Wno-restrict)
endif()

if(DANGOL_SANITIZE)
  # `fuzzer-no-link`: the product tells the fuzz targets which branches were taken.
  add_compile_options(-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(NOT EMSCRIPTEN AND NOT CMAKE_BUILD_TYPE STREQUAL "Release")
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
endif()

if(EMSCRIPTEN)
  # Emscripten maps the SSE2 intrinsics of the tokenizer to wasm SIMD.
  add_compile_options(-msimd128 -msse2)
  # Newer versions start with a stack of 64 KB, older ones with 5 MB, under another name.
  if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.27)
    set(dangol_stack -sTOTAL_STACK=1MB)
    set(dangol_low_memory --low-memory-unused) # their data begin at 1024
  else()
    set(dangol_stack -sSTACK_SIZE=1MB)
  endif()
  set(dangol_wasm_memory -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB ${dangol_stack})
endif()

find_program(DANGOL_CCACHE ccache NO_CMAKE_FIND_ROOT_PATH)
if(DANGOL_CCACHE)
  # A precompiled header counts by what is in it.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${DANGOL_CCACHE})
endif()
