# Where the few dependencies come from. Header-only packages live under /usr/include; a
# cross-compiler must not see the rest of that folder, so each gets a link in a folder of its own.

find_path(NLOHMANN_INCLUDE nlohmann/json.hpp PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)

set(dangol_headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${dangol_headers})
file(CREATE_LINK ${NLOHMANN_INCLUDE}/nlohmann ${dangol_headers}/nlohmann SYMBOLIC)

# JSON without exceptions: a parse failure is a value, never a throw.
add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE ${dangol_headers})
target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION JSON_USE_IMPLICIT_CONVERSIONS=0)

if(EMSCRIPTEN)
  if(NOT DANGOL_IMGUI_DIR)
    set(DANGOL_IMGUI_DIR ${PROJECT_SOURCE_DIR}/build/imgui)
  endif()
  if(NOT EXISTS ${DANGOL_IMGUI_DIR}/imgui.h)
    message(FATAL_ERROR "Dear ImGui is not at '${DANGOL_IMGUI_DIR}'. Run tools/setup, or set DANGOL_IMGUI_DIR.")
  endif()
  # Our imconfig.h (src/ui/imconfig.h) takes the place of theirs.
  add_library(dear_imgui STATIC
    ${DANGOL_IMGUI_DIR}/imgui.cpp
    ${DANGOL_IMGUI_DIR}/imgui_draw.cpp
    ${DANGOL_IMGUI_DIR}/imgui_tables.cpp
    ${DANGOL_IMGUI_DIR}/imgui_widgets.cpp
    ${DANGOL_IMGUI_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(dear_imgui SYSTEM PUBLIC ${DANGOL_IMGUI_DIR} ${DANGOL_IMGUI_DIR}/backends)
  target_compile_definitions(dear_imgui PUBLIC
    IMGUI_USER_CONFIG="${PROJECT_SOURCE_DIR}/src/ui/imconfig.h" IMGUI_IMPL_OPENGL_ES3)
  target_compile_options(dear_imgui PRIVATE -Oz -fno-exceptions -fno-rtti)
endif()
