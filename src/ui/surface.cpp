#include "ui/surface.h"

#include <imgui_internal.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace dangol::ui {
namespace {

constexpr int kTextureSize = 1024;
/// Stands for what no font has: about as wide as a syllable, so that a line keeps its length when
/// the rest of the syllables comes. U+25A1, the white square.
constexpr ImWchar kUnknown = 0x25A1;

uint32_t big_endian(const uint8_t* at, uint32_t bytes) {
  uint32_t value = 0;
  for (uint32_t i = 0; i < bytes; ++i) value = value << 8U | at[i];
  return value;
}

/// Dear ImGui sizes a font from ascent to descent, CSS by the em: the quotient of the two, from the
/// font's own `head` and `hhea` tables (OpenType 1.9). 1 where they cannot be read.
float size_per_em(const uint8_t* font, uint32_t size) {
  constexpr uint32_t kHeader = 12;
  constexpr uint32_t kRecord = 16;
  if (size < kHeader) return 1;
  uint32_t head = 0;
  uint32_t hhea = 0;
  const uint32_t tables = big_endian(font + 4, 2);
  for (uint32_t i = 0; i < tables && kHeader + (i + 1) * kRecord <= size; ++i) {
    const uint8_t* record = font + kHeader + size_t{i} * kRecord;
    const std::string_view tag(reinterpret_cast<const char*>(record), 4);
    if (tag == "head") head = big_endian(record + 8, 4);
    if (tag == "hhea") hhea = big_endian(record + 8, 4);
  }
  if (head == 0 || hhea == 0 || size < 20 || head > size - 20 || hhea > size - 8) return 1;
  const auto units = static_cast<float>(big_endian(font + head + 18, 2));
  const auto ascent = static_cast<float>(static_cast<int16_t>(big_endian(font + hhea + 4, 2)));
  const auto descent = static_cast<float>(static_cast<int16_t>(big_endian(font + hhea + 6, 2)));
  return units > 0 && ascent > descent ? (ascent - descent) / units : 1;
}

/// ImGui::CreateContext without the parts that windows need: settings on disk, key tables,
/// viewports.
void open_context() {
  ImGuiContext* context = IM_NEW(ImGuiContext)(nullptr);
  ImGui::SetCurrentContext(context);
  context->DrawListSharedData.Context = context;
  ImGui::RegisterFontAtlas(context->IO.Fonts);
}

/// What a renderer would answer to requests for textures, where there is none.
void acknowledge(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantDestroy) {
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
  } else if (texture.Status != ImTextureStatus_Destroyed) {
    texture.SetTexID(1);
    texture.SetStatus(ImTextureStatus_OK);
  }
}

}  // namespace

Surface::Surface(bool draws) : draws_(draws) {
  if (ImGui::GetCurrentContext() == nullptr) open_context();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.Fonts->TexMinWidth = kTextureSize;
  io.Fonts->TexMinHeight = kTextureSize;
  list_ = std::make_unique<ImDrawList>(ImGui::GetDrawListSharedData());
}

// The context stays for the next Surface: its end would link the whole window system.
Surface::~Surface() = default;

void Surface::add_font(int face, uint8_t* bytes, uint32_t size) {
  if (face < 0 || face > 3) return;
  files_[face] = {bytes, size};
  fonts_changed_ = true;
}

void Surface::load_fonts() {
  fonts_changed_ = false;
  const FontFile regular = files_[0].bytes != nullptr ? files_[0] : files_[1];
  const FontFile bold = files_[1].bytes != nullptr ? files_[1] : files_[0];
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  // With its texture, whose old glyphs would shine through the gaps between the new ones.
  atlas->Clear();
  // The atlas copies what it does not own; so it is told that it does, until it has the font.
  const auto add = [&](const FontFile& file, bool merge) {
    ImFontConfig config;
    config.MergeMode = merge;
    ImFont* font = atlas->AddFontFromMemoryTTF(file.bytes, static_cast<int>(file.size), 0, &config);
    if (font != nullptr) atlas->Sources.back().FontDataOwnedByAtlas = false;
    return font;
  };
  const auto make = [&](const FontFile& first, std::initializer_list<FontFile*> others) {
    ImFont* font = add(first, false);
    for (FontFile* other : others) {
      if (other->bytes == nullptr || other->bytes == first.bytes) continue;
      // What is no font (a host's error page) has been freed.
      if (add(*other, true) == nullptr) *other = {};
    }
    font->FallbackChar = kUnknown;
    return font;
  };
  fonts_.regular = make(regular, {&files_[3]});
  fonts_.bold = make(bold, {&files_[2], &files_[0], &files_[3]});
  fonts_.scale = size_per_em(regular.bytes, regular.size);
}

ImDrawList& Surface::begin(float width, float height, float density) {
  if (fonts_changed_) load_fonts();
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFontAtlasUpdateNewFrame(atlas, ++frame_, true);

  const ImGuiStyle& style = ImGui::GetStyle();
  ImDrawListSharedData& shared = *ImGui::GetDrawListSharedData();
  shared.ClipRectFullscreen = {0, 0, width, height};
  shared.CurveTessellationTol = style.CurveTessellationTol;
  shared.SetCircleTessellationMaxError(style.CircleTessellationMaxError);
  // Lines as geometry: they keep soft edges at any density, which baked ones do not.
  shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
  // Soft edges one device pixel wide.
  shared.InitialFringeScale = 1 / density;
  shared.FontAtlas = atlas;
  ImFontAtlasUpdateDrawListsSharedData(atlas);
  for (ImFont* font : {fonts_.regular, fonts_.bold}) font->CurrentRasterizerDensity = density;

  list_->_ResetForNewFrame();
  list_->PushTexture(atlas->TexRef);
  list_->PushClipRectFullScreen();

  draw_data_.Clear();
  draw_data_.DisplaySize = {width, height};
  draw_data_.FramebufferScale = {density, density};
  return *list_;
}

void Surface::end() {
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  platform.Textures.resize(0);
  for (ImTextureData* texture : atlas->TexList) {
    texture->RefCount = static_cast<unsigned short>(atlas->RefCount);
    platform.Textures.push_back(texture);
    if (!draws_) acknowledge(*texture);
  }
  draw_data_.Valid = true;
  draw_data_.Textures = &platform.Textures;
  draw_data_.AddDrawList(list_.get());
}

}  // namespace dangol::ui
