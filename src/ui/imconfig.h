// How Dear ImGui is built here: no demo, no debug tools, no files, no fonts of its own. Everything
// that is drawn comes from src/ui, everything that is typed comes from the page's own inputs.
#pragma once

// WebGL2 has no vertex offset, so that long pages need 32-bit indices.
#define ImDrawIdx unsigned int

#define IMGUI_DISABLE_OBSOLETE_FUNCTIONS
#define IMGUI_DISABLE_DEMO_WINDOWS
#define IMGUI_DISABLE_DEBUG_TOOLS
#define IMGUI_DISABLE_DEFAULT_FONT
#define IMGUI_DISABLE_FILE_FUNCTIONS
#define IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
#define IM_ASSERT(_EXPR) ((void)(_EXPR))
