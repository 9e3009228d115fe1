// Dear ImGui as a painter: its context, its font atlas and one draw list over the whole canvas. The
// interface has no floating windows, menus or tables, so it drives the draw list itself, in the
// order of ImGui::NewFrame and ImGui::Render; the window system is never called and is not linked,
// which keeps ui.wasm small.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>

namespace dangol::ui {

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* bold = nullptr;
  float scale = 1;  ///< Dear ImGui's font size (ascent to descent) per CSS font-size
};

class Surface {
 public:
  /// Creates Dear ImGui's context where there is none. `draws`: whether a renderer will upload the
  /// font textures; without one everything works but the pixels.
  explicit Surface(bool draws);
  ~Surface();
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;

  /// `face` 0 regular, 1 bold, 2 more of bold, 3 more of regular. `bytes` must stay where they are;
  /// parts may come at any time between frames and show from the next one on. Bold falls back to
  /// regular for what it lacks; either alone serves as both. What no part has is drawn as a box as
  /// wide as a syllable.
  void add_font(int face, uint8_t* bytes, uint32_t size);
  /// False until there is a font.
  [[nodiscard]] bool ready() const {
    return files_[0].bytes != nullptr || files_[1].bytes != nullptr;
  }

  /// Opens a frame of CSS pixels at `density` device pixels each. REQUIRES: ready().
  ImDrawList& begin(float width, float height, float density);
  /// Closes it; `draw_data` holds it until the next `begin`.
  void end();
  [[nodiscard]] ImDrawData& draw_data() { return draw_data_; }
  /// Of the frame that is open.
  [[nodiscard]] const Fonts& fonts() const { return fonts_; }

 private:
  struct FontFile {
    uint8_t* bytes = nullptr;
    uint32_t size = 0;
  };

  void load_fonts();

  bool draws_;
  FontFile files_[4];
  Fonts fonts_;
  bool fonts_changed_ = false;
  int frame_ = 0;
  std::unique_ptr<ImDrawList> list_;
  ImDrawData draw_data_;
};

}  // namespace dangol::ui
