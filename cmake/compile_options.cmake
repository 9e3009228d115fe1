# Flags that every library of the project shares.

# The same arithmetic everywhere: no fused multiply-add, so that native and wasm agree.
add_compile_options(-ffp-contract=off -fno-exceptions)

add_library(dangol_warnings INTERFACE)
target_compile_options(dangol_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)

if(DANGOL_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

if(EMSCRIPTEN)
  # Emscripten maps the SSE2 intrinsics of the tokenizer to wasm SIMD.
  add_compile_options(-msimd128 -msse2)
endif()

find_program(DANGOL_CCACHE ccache)
if(DANGOL_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${DANGOL_CCACHE})
endif()
