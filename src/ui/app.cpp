#include "ui/app.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "report/json.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr float kPagePadding = 24;
constexpr float kPagePaddingPhone = 16;
constexpr float kPageTop = 24;
constexpr float kPageBottom = 48;
constexpr int kTextureSize = 1024;
constexpr float kShortestStep = 1e-3F;

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
    const uint8_t* record = font + kHeader + i * kRecord;
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

/// What a renderer would answer to requests for textures, where there is none.
void acknowledge_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_Destroyed) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

}  // namespace

App::App(bool draws) : draws_(draws), palette_(make_palette(false, std::nullopt)) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.Fonts->TexMinWidth = kTextureSize;
  io.Fonts->TexMinHeight = kTextureSize;
  // Lines keep soft edges at any density only when they are drawn as geometry.
  ImGui::GetStyle().AntiAliasedLinesUseTex = false;
  ImGui::GetStyle().WindowPadding = {0, 0};
}

App::~App() {
  ImGui::DestroyContext();
}

void App::add_font(int face, uint8_t* bytes, uint32_t size) {
  files_[face == 1 ? 1 : 0] = {bytes, size};
  fonts_changed_ = true;
  canvas_.request_frames(2);
}

void App::load_fonts() {
  fonts_changed_ = false;
  const FontFile& regular = files_[0].bytes != nullptr ? files_[0] : files_[1];
  const FontFile& bold = files_[1].bytes != nullptr ? files_[1] : files_[0];
  if (regular.bytes == nullptr) return;
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  atlas->ClearFonts();
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  fonts_.regular =
      atlas->AddFontFromMemoryTTF(regular.bytes, static_cast<int>(regular.size), 0, &config);
  fonts_.bold = atlas->AddFontFromMemoryTTF(bold.bytes, static_cast<int>(bold.size), 0, &config);
  if (bold.bytes != regular.bytes) {
    config.MergeMode = true;
    atlas->AddFontFromMemoryTTF(regular.bytes, static_cast<int>(regular.size), 0, &config);
  }
  fonts_.scale = size_per_em(regular.bytes, regular.size);
}

void App::set_viewport(float css_width, float css_height, float buffer_width, float buffer_height) {
  width_ = std::max(1.0F, css_width);
  height_ = std::max(1.0F, css_height);
  // The two may differ by a rounding; text must not.
  density_ = std::clamp(std::max(buffer_width / width_, buffer_height / height_), 0.25F, 8.0F);
  canvas_.request_frames(1);
}

void App::set_environment(std::string_view json) {
  read_environment(json, state_.environment);
  palette_ = make_palette(state_.environment.dark, state_.environment.accent);
  canvas_.request_frames(2);
}

void App::set_report(std::string_view json) {
  state_.minimum_n_text.clear();
  if (json.empty()) {
    state_.report.reset();
  } else {
    Result<report::Report> read = report::from_json(json);
    if (!read.ok()) return;
    state_.report = std::move(read.value());
  }
  canvas_.request_frames(2);
}

void App::set_status(std::string_view json) {
  read_status(json, state_.status);
  canvas_.request_frames(2);
}

void App::set_options(std::string_view json) {
  read_options(json, state_.options);
  canvas_.request_frames(2);
}

void App::set_view(std::string_view name) {
  if (const auto view = parse_view(name)) state_.view = *view;
  canvas_.request_frames(2);
}

void App::clear_pointer() {
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

void App::pointer(int kind, float x, float y, int button) {
  ImGuiIO& io = ImGui::GetIO();
  canvas_.request_frames(1);
  constexpr int kDown = 1;
  constexpr int kUp = 2;
  constexpr int kLeave = 3;
  if (kind == kLeave) {
    // A finger that was lifted leaves its tooltip open; a gesture that turned into a scroll ends.
    if (state_.environment.touch && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
    clear_pointer();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    return;
  }
  io.AddMousePosEvent(x, y);
  if (button != 0) return;
  if (kind == kDown) io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
  if (kind == kUp) io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
}

void App::wheel_x(float dx) {
  if (state_.view != View::cohorts || !state_.report) return;
  state_.cohort_pan += dx;
  canvas_.request_frames(1);
}

void App::set_scroll(float y) {
  if (scroll_ == y) return;
  scroll_ = y;
  if (state_.environment.touch && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) clear_pointer();
  canvas_.request_frames(1);
}

void App::draw_page() {
  const float padding = canvas_.phone() ? kPagePaddingPhone : kPagePadding;
  const float width = std::min(kContentWidth, width_ - 2 * padding);
  Page page{canvas_, state_, actions_, std::floor((width_ - width) / 2), width};
  // Without data there is only one place to be.
  if (!state_.report) state_.view = View::start;

  float y = canvas_.settings().bar_height + (canvas_.phone() ? kGap : kPageTop);
  y = draw_status(page, y);
  switch (state_.view) {
    case View::start:
      y = draw_start(page, y);
      break;
    case View::data:
      y = draw_data(page, y);
      break;
    case View::overview:
      y = draw_overview(page, y);
      break;
    case View::cohorts:
      y = draw_cohorts(page, y);
      break;
  }
  content_height_ = std::ceil(y + kPageBottom);
  draw_top_bar(page);
}

void App::frame(float seconds) {
  if (fonts_changed_) load_fonts();
  if (!ready()) return;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width_, height_};
  io.DisplayFramebufferScale = {density_, density_};
  io.DeltaTime = std::max(seconds, kShortestStep);
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("root", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav);
  FrameSettings settings;
  settings.width = width_;
  settings.height = height_;
  settings.density = density_;
  settings.scroll = scroll_;
  settings.dark = state_.environment.dark;
  settings.touch = state_.environment.touch;
  settings.colors = palette_;
  settings.strings = Strings(state_.environment.language);
  settings.fonts = fonts_;
  canvas_.begin(settings);
  settings.bar_height = top_bar_height(canvas_, state_);
  canvas_.set_bar_height(settings.bar_height);
  draw_page();
  canvas_.end();
  ImGui::End();
  ImGui::PopStyleVar();
  ImGui::Render();
  if (!draws_) acknowledge_textures();
}

int App::frames_wanted() {
  const bool pending = !GImGui->InputEventsQueue.empty();
  return std::max(canvas_.take_wanted_frames(), pending ? 1 : 0);
}

const char* App::controls() {
  const uint64_t now = fingerprint(canvas_.controls());
  if (now == controls_fingerprint_) return nullptr;
  controls_fingerprint_ = now;
  controls_json_ = to_json(canvas_.controls());
  return controls_json_.c_str();
}

const char* App::actions() {
  actions_json_ = actions_.take();
  return actions_json_.empty() ? nullptr : actions_json_.c_str();
}

}  // namespace dangol::ui
