// The C ABI of ui.wasm: what web/ calls. It owns the one App and its WebGL2 renderer; strings are
// UTF-8 (pointer, size). See web/ for the page's side.
#include <GLES3/gl3.h>
#include <backends/imgui_impl_opengl3.h>
#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "ui/app.h"

namespace {

using dangol::ui::App;

struct Host {
  std::unique_ptr<App> app;
  bool draw = false;
  bool context_lost = false;
  float buffer_width = 1;
  float buffer_height = 1;
};

Host& host() {
  static Host instance;
  return instance;
}

std::string_view text(const char* data, uint32_t size) {
  return size == 0 ? std::string_view() : std::string_view(data, size);
}

/// The context that the page made current, or one on the element `#canvas`.
bool have_context() {
  if (emscripten_webgl_get_current_context() > 0) return true;
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = EM_FALSE;
  attributes.depth = EM_FALSE;
  attributes.stencil = EM_FALSE;
  attributes.antialias = EM_FALSE;
  attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context =
      emscripten_webgl_create_context("#canvas", &attributes);
  return context > 0 && emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

void render(const Host& self) {
  const dangol::ui::Color color = self.app->background();
  constexpr float kChannel = 255;
  glViewport(0, 0, static_cast<GLsizei>(self.buffer_width),
             static_cast<GLsizei>(self.buffer_height));
  glClearColor(static_cast<float>(color.red) / kChannel, static_cast<float>(color.green) / kChannel,
               static_cast<float>(color.blue) / kChannel, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(&self.app->draw_data());
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void* dangol_ui_alloc(uint32_t size) {
  return std::malloc(size);
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_free(void* memory) {
  std::free(memory);
}

/// 0 = ok, -1 = no WebGL2 (start again with draw = 0).
EMSCRIPTEN_KEEPALIVE int32_t dangol_ui_start(int32_t draw) {
  Host& self = host();
  if (draw != 0 && !have_context()) return -1;
  self.app = std::make_unique<App>(draw != 0);
  self.app->set_complete(false);
  self.draw = draw != 0;
  if (self.draw && !ImGui_ImplOpenGL3_Init("#version 300 es")) {
    self.app.reset();
    return -1;
  }
  return 0;
}

EMSCRIPTEN_KEEPALIVE void dangol_ui_add_font(int32_t face, void* ttf, uint32_t size) {
  host().app->add_font(face, static_cast<uint8_t*>(ttf), size);
}

EMSCRIPTEN_KEEPALIVE void dangol_ui_set_viewport(float css_width, float css_height,
                                                 float buffer_width, float buffer_height) {
  host().buffer_width = buffer_width;
  host().buffer_height = buffer_height;
  host().app->set_viewport(css_width, css_height, buffer_width, buffer_height);
}

EMSCRIPTEN_KEEPALIVE void dangol_ui_set_environment(const char* json, uint32_t size) {
  host().app->set_environment(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_report(const char* json, uint32_t size) {
  host().app->set_report(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_status(const char* json, uint32_t size) {
  host().app->set_status(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_options(const char* json, uint32_t size) {
  host().app->set_options(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_calculators(const char* json, uint32_t size) {
  host().app->set_calculators(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_add_texts(const char* json, uint32_t size) {
  host().app->add_texts(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_value(const char* json, uint32_t size) {
  host().app->set_value(text(json, size));
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_experiment(const char* json, uint32_t size) {
  host().app->set_experiment(text(json, size));
}
/// The second part of this module is here.
EMSCRIPTEN_KEEPALIVE void dangol_ui_complete() {
  host().app->set_complete(true);
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_view(const char* name, uint32_t size) {
  host().app->set_view(text(name, size));
}

/// `kind` 0 move, 1 down, 2 up, 3 leave.
EMSCRIPTEN_KEEPALIVE void dangol_ui_pointer(int32_t kind, float x, float y, int32_t button) {
  host().app->pointer(kind, x, y, button);
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_wheel_x(float dx) {
  host().app->wheel_x(dx);
}
EMSCRIPTEN_KEEPALIVE void dangol_ui_set_scroll(float y) {
  host().app->set_scroll(y);
}

/// Returns how many more frames it wants; 0 = silence.
EMSCRIPTEN_KEEPALIVE int32_t dangol_ui_frame(float /*seconds*/) {
  Host& self = host();
  if (self.context_lost) return 0;
  if (self.draw) ImGui_ImplOpenGL3_NewFrame();
  self.app->frame();
  if (self.draw && self.app->ready()) render(self);
  return self.app->frames_wanted();
}

EMSCRIPTEN_KEEPALIVE float dangol_ui_content_height() {
  return host().app->content_height();
}
EMSCRIPTEN_KEEPALIVE const char* dangol_ui_cursor() {
  return host().app->cursor().c_str();
}
EMSCRIPTEN_KEEPALIVE const char* dangol_ui_controls() {
  return host().app->controls();
}
EMSCRIPTEN_KEEPALIVE const char* dangol_ui_actions() {
  return host().app->actions();
}

EMSCRIPTEN_KEEPALIVE void dangol_ui_activate(const char* id, uint32_t id_size, const char* value,
                                             uint32_t value_size) {
  host().app->activate(text(id, id_size), text(value, value_size));
}

/// Forgets the renderer's objects while they still belong to the context; deleting them from the
/// next one would only make the browser complain.
EMSCRIPTEN_KEEPALIVE void dangol_ui_context_lost() {
  Host& self = host();
  if (!self.draw || self.context_lost) return;
  self.context_lost = true;
  ImGui_ImplOpenGL3_Shutdown();
}

/// Makes the renderer's objects anew; Dear ImGui uploads its textures again with the next frame.
EMSCRIPTEN_KEEPALIVE int32_t dangol_ui_context_restored() {
  Host& self = host();
  if (!self.context_lost) return 0;
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  if (!ImGui_ImplOpenGL3_Init("#version 300 es")) return -1;
  self.context_lost = false;
  return 0;
}

}  // extern "C"
