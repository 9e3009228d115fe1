#include "ui/app.h"

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

/// The views whose code the browser fetches after the first picture: src/host/later/ui.txt.
bool comes_later(View view) {
  return view == View::retention || view == View::value || view == View::segments ||
         view == View::experiment || view == View::calculators;
}
}  // namespace

void App::add_font(int face, uint8_t* bytes, uint32_t size) {
  surface_.add_font(face, bytes, size);
  canvas_.request_frames(2);
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
  state_.window_text.clear();
  state_.margin_text.clear();
  state_.value_choices.forget_typed();
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

void App::set_complete(bool complete) {
  state_.complete = complete;
  canvas_.request_frames(2);
}

void App::set_calculators(std::string_view json) {
  if (!state_.complete) return;  // the page tells it again
  read_calculators(json, state_.calculators);
  canvas_.request_frames(2);
}

void App::add_texts(std::string_view json) {
  ui::add_texts(json);
  canvas_.request_frames(2);
}

void App::set_value(std::string_view json) {
  if (!state_.complete) return;  // likewise
  read_value_page(json, state_.value);
  canvas_.request_frames(2);
}

void App::set_experiment(std::string_view json) {
  if (!state_.complete) return;  // likewise
  read_experiment_page(json, state_.experiment);
  canvas_.request_frames(2);
}

void App::set_view(std::string_view name) {
  if (const auto view = parse_view(name)) state_.view = *view;
  canvas_.request_frames(2);
}

void App::pointer(int kind, float x, float y, int button) {
  constexpr int kDown = 1;
  constexpr int kUp = 2;
  constexpr int kLeave = 3;
  Pointer& input = canvas_.input();
  canvas_.request_frames(1);
  if (kind == kLeave) {
    // A finger that was lifted leaves its tooltip open; a gesture that turned into a scroll ends.
    if (state_.environment.touch && !input.down()) return;
    input.add(Pointer::Kind::leave, {});
    return;
  }
  input.add(Pointer::Kind::move, {x, y});
  if (button != 0) return;
  if (kind == kDown) input.add(Pointer::Kind::down, {x, y});
  if (kind == kUp) input.add(Pointer::Kind::up, {x, y});
}

void App::wheel_x(float dx) {
  if (state_.view != View::cohorts || !state_.report) return;
  state_.cohort_pan.offset += dx;
  canvas_.request_frames(1);
}

void App::set_scroll(float y) {
  if (scroll_ == y) return;
  scroll_ = y;
  // What a finger pointed at has moved away from under it.
  if (state_.environment.touch && !canvas_.input().down()) {
    canvas_.input().add(Pointer::Kind::leave, {});
  }
  canvas_.request_frames(1);
}

void App::draw_page() {
  const float padding = canvas_.phone() ? kPagePaddingPhone : kPagePadding;
  const float width = std::min(kContentWidth, width_ - 2 * padding);
  Page page{canvas_, state_, actions_, std::floor((width_ - width) / 2), width};
  // Without data there are but four places to be.
  const bool needs_none = state_.view == View::calculators || state_.view == View::value ||
                          state_.view == View::experiment;
  if (!state_.report && !needs_none) state_.view = View::start;

  float y = canvas_.settings().bar_height + (canvas_.phone() ? kGap : kPageTop);
  y = draw_status(page, y);
  const bool shows_figures = state_.report && state_.view != View::start &&
                             state_.view != View::data && state_.view != View::calculators;
  if (shows_figures && date_order_assumed(*state_.report)) y = draw_date_banner(page, y) + kGap;
  if (!state_.complete && comes_later(state_.view)) {
    content_height_ =
        std::ceil(draw_answer(page, y, page.text("ui.view.loading"), {}) + kPageBottom);
    draw_top_bar(page);
    return;
  }
  const bool filtered = state_.view != View::experiment || state_.experiment.filtered;
  if (shows_figures && filtered && state_.complete) y = draw_filters(page, y);
  switch (state_.view) {
    case View::start:
      y = draw_start(page, y);
      break;
    case View::data:
      y = ui::draw_data(page, y);
      break;
    case View::overview:
      y = draw_overview(page, y);
      break;
    case View::cohorts:
      y = draw_cohorts(page, y);
      break;
    case View::retention:
      y = draw_retention(page, y);
      break;
    case View::value:
      y = draw_value(page, y);
      break;
    case View::segments:
      y = draw_segments(page, y);
      break;
    case View::experiment:
      y = draw_experiment(page, y);
      break;
    case View::calculators:
      y = draw_calculators(page, y);
      break;
  }
  content_height_ = std::ceil(y + kPageBottom);
  draw_top_bar(page);
}

void App::frame() {
  if (!ready()) return;
  ImDrawList& list = surface_.begin(width_, height_, density_);
  FrameSettings settings;
  settings.width = width_;
  settings.height = height_;
  settings.density = density_;
  settings.scroll = scroll_;
  settings.dark = state_.environment.dark;
  settings.touch = state_.environment.touch;
  settings.colors = palette_;
  settings.strings = Strings(state_.environment.language);
  settings.fonts = surface_.fonts();
  canvas_.begin(settings, list);
  settings.bar_height = top_bar_height(canvas_, state_);
  canvas_.set_bar_height(settings.bar_height);
  draw_page();
  canvas_.end();
  surface_.end();
}

int App::frames_wanted() {
  return std::max(canvas_.take_wanted_frames(), canvas_.input().pending() ? 1 : 0);
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
