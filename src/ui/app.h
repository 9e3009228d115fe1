// The whole interface as one object: it is told what is (report, status, language), asked to draw a
// frame, and says what the visitor wants. Knows Dear ImGui, but neither the browser nor GL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ui/actions.h"
#include "ui/state.h"
#include "ui/surface.h"
#include "ui/widgets/canvas.h"

namespace dangol::ui {

class App {
 public:
  /// `draws`: whether a renderer will upload the font textures (see Surface).
  explicit App(bool draws) : surface_(draws), palette_(make_palette(false, std::nullopt)) {}

  /// See Surface::add_font.
  void add_font(int face, uint8_t* bytes, uint32_t size);
  void set_viewport(float css_width, float css_height, float buffer_width, float buffer_height);
  void set_environment(std::string_view json);
  void set_report(std::string_view json);
  void set_status(std::string_view json);
  void set_options(std::string_view json);
  void set_view(std::string_view name);
  void set_calculators(std::string_view json);
  /// Whether all views can be drawn; while some cannot, a word of waiting takes their place.
  void set_complete(bool complete);
  /// Texts that the first picture does without: see add_texts.
  void add_texts(std::string_view json);
  /// What web/value.js fetched for the Value view.
  void set_value(std::string_view json);
  /// What web/experiment.js words for the Experiment view.
  void set_experiment(std::string_view json);
  /// 0 move, 1 down, 2 up, 3 leave; CSS pixels on the canvas.
  void pointer(int kind, float x, float y, int button);
  void wheel_x(float dx);
  void set_scroll(float y);
  void activate(std::string_view id, std::string_view value) { canvas_.activate(id, value); }

  /// Lays out and draws one frame into `draw_data`. Does nothing before the first font.
  void frame();
  /// After `frame`: how many more are wanted. Zero means silence until something happens.
  int frames_wanted();
  [[nodiscard]] bool ready() const { return surface_.ready(); }
  [[nodiscard]] ImDrawData& draw_data() { return surface_.draw_data(); }

  [[nodiscard]] float content_height() const { return content_height_; }
  [[nodiscard]] const std::string& cursor() const { return canvas_.cursor(); }
  /// The controls' JSON, or null where it is the same as last time. Valid until the next call.
  const char* controls();
  /// The actions' JSON, or null where there are none. Valid until the next call.
  const char* actions();
  [[nodiscard]] Color background() const { return palette_.background; }

 private:
  void draw_page();

  Surface surface_;
  State state_;
  Canvas canvas_;
  Actions actions_;
  Palette palette_;
  float width_ = 1;
  float height_ = 1;
  float density_ = 1;
  float scroll_ = 0;
  float content_height_ = 0;
  uint64_t controls_fingerprint_ = 0;
  std::string controls_json_;
  std::string actions_json_;
};

}  // namespace dangol::ui
