# Where the few dependencies come from. Header-only packages live under /usr/include; a
# cross-compiler must not see the rest of that folder, so each gets a link in a folder of its own.

find_path(DANGOL_NLOHMANN_INCLUDE nlohmann/json.hpp
  PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)

set(dangol_headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${dangol_headers})
file(CREATE_LINK ${DANGOL_NLOHMANN_INCLUDE}/nlohmann ${dangol_headers}/nlohmann SYMBOLIC)

# JSON without exceptions: a parse failure is a value, never a throw.
add_library(dangol_json INTERFACE)
target_include_directories(dangol_json SYSTEM INTERFACE ${dangol_headers})
target_compile_definitions(dangol_json INTERFACE JSON_NOEXCEPTION JSON_USE_IMPLICIT_CONVERSIONS=0)

# Boost.Math: distributions of statistics. Only src/numeric/distributions.cpp sees it.
find_path(DANGOL_BOOST_INCLUDE boost/math/special_functions/beta.hpp
  PATHS /usr/include /usr/local/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(dangol_boost_headers ${CMAKE_BINARY_DIR}/boost_headers)
file(MAKE_DIRECTORY ${dangol_boost_headers})
file(CREATE_LINK ${DANGOL_BOOST_INCLUDE}/boost ${dangol_boost_headers}/boost SYMBOLIC)
add_library(dangol_boost_math INTERFACE)
target_include_directories(dangol_boost_math SYSTEM INTERFACE ${dangol_boost_headers})
target_compile_definitions(dangol_boost_math INTERFACE BOOST_NO_EXCEPTIONS)

# Dear ImGui. A native build has no window: it compiles the interface for its tests only.
set(imgui ${DANGOL_IMGUI_DIR})
if(NOT imgui)
  set(imgui ${PROJECT_SOURCE_DIR}/build/imgui)
endif()
if(EXISTS ${imgui}/imgui.h)
  # src/ui/imconfig.h takes the place of their imconfig.h.
  add_library(dangol_imgui STATIC EXCLUDE_FROM_ALL
    ${imgui}/imgui.cpp
    ${imgui}/imgui_draw.cpp
    ${imgui}/imgui_tables.cpp
    ${imgui}/imgui_widgets.cpp)
  target_include_directories(dangol_imgui SYSTEM PUBLIC ${imgui} ${imgui}/backends)
  target_compile_definitions(dangol_imgui PUBLIC
    IMGUI_USER_CONFIG="${PROJECT_SOURCE_DIR}/src/ui/imconfig.h")
  if(EMSCRIPTEN)
    target_sources(dangol_imgui PRIVATE ${imgui}/backends/imgui_impl_opengl3.cpp)
    target_compile_definitions(dangol_imgui PUBLIC IMGUI_IMPL_OPENGL_ES3)
    target_compile_options(dangol_imgui PRIVATE -Oz -fno-rtti)
  endif()
elseif(EMSCRIPTEN)
  message(FATAL_ERROR "Dear ImGui is not at '${imgui}'. Run tools/setup, or set DANGOL_IMGUI_DIR.")
else()
  message(STATUS "Dear ImGui is not at '${imgui}': the interface and its tests are left out.")
endif()
