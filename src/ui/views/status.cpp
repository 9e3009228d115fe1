// What goes on with a file right now: how far the reading is, or what stopped it. Whatever was
// there before stays visible below.
#include <algorithm>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr float kBarThickness = 8;

float draw_progress(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Status& status = page.state.status;
  const bool reading = status.state == "reading";
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;

  const ButtonSpec cancel{.id = "status.cancel", .label = page.text("ui.status.cancel")};
  const float cancel_width = button_width(canvas, cancel);
  const float text_width = inner.w - (reading ? cancel_width + 16 : 0);
  const std::string title =
      std::string(page.text(reading ? "ui.status.reading" : "ui.status.computing"));
  canvas.text_in({inner.x, inner.y, text_width, kCardTitle.line}, title, kCardTitle, colors.ink);
  canvas.text_in({inner.x, inner.y + kCardTitle.line, text_width, kCaption.line}, status.name,
                 kCaption, colors.muted);
  if (reading &&
      button(canvas, {inner.right() - cancel_width, inner.y, cancel_width, canvas.control_height()},
             cancel)) {
    page.actions.send("cancel");
  }

  float y = inner.y + kCardTitle.line + kCaption.line + 12;
  const double share =
      status.total_bytes > 0 ? std::clamp(status.bytes / status.total_bytes, 0.0, 1.0) : 0;
  const Rect track{inner.x, y, inner.w, kBarThickness};
  canvas.fill(track, colors.accent_wash, kBarThickness / 2);
  if (reading && share > 0) {
    const float filled = std::max(kBarThickness, static_cast<float>(share) * track.w);
    canvas.fill({track.x, track.y, filled, track.h}, colors.accent, kBarThickness / 2);
  }
  y += kBarThickness + 8;
  if (reading) {
    const std::string done = page.strings().fill(
        status.total_bytes > 0 ? "ui.status.progress" : "ui.status.progress_open",
        {{"rows", format_count(status.rows)},
         {"bytes", format_bytes(status.bytes)},
         {"total", format_bytes(status.total_bytes)}});
    canvas.text_in({inner.x, y, inner.w, kCaption.line}, done, kCaption, colors.muted);
    if (status.total_bytes > 0) {
      canvas.text_in({inner.x, y, inner.w, kCaption.line}, format_rate(share), kCaptionBold,
                     colors.ink, Align::right);
    }
    y += kCaption.line;
  }
  return end_card(canvas, card, y);
}

float draw_failure(Page& page, float top, const Failure& failure) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  constexpr float kIconRoom = 30;
  const float dismiss_size = canvas.control_height();
  const float text_x = inner.x + kIconRoom;
  const float text_width = inner.w - kIconRoom - dismiss_size - 8;

  draw_icon(canvas, Icon::warning, {inner.x + 10, inner.y + kCardTitle.line / 2}, 20, colors.bad,
            colors.card);
  float y = inner.y;
  y += canvas.paragraph({text_x, y}, text_width, page.text("ui.status.failed"), kCardTitle,
                        colors.bad);
  const std::string& message =
      page.strings().language() == Language::ko ? failure.message_ko : failure.message_en;
  y += 4 + canvas.paragraph({text_x, y + 4}, text_width, message.empty() ? failure.code : message,
                            kBody, colors.ink);
  std::string place;
  if (failure.line > 0) {
    place = page.strings().fill(
        failure.column > 0 ? "ui.status.place_column" : "ui.status.place",
        {{"line", format_count(failure.line)}, {"column", format_count(failure.column)}});
  }
  if (!page.state.status.name.empty()) {
    place = page.state.status.name + (place.empty() ? "" : " · ") + place;
  }
  if (!place.empty()) {
    y += 4 + canvas.paragraph({text_x, y + 4}, text_width, place, kCaption, colors.muted);
  }
  if (page.state.report) {
    y += canvas.paragraph({text_x, y}, text_width, page.text("ui.status.previous_kept"), kCaption,
                          colors.muted);
  }
  if (button(canvas, {inner.right() - dismiss_size + 8, inner.y - 6, dismiss_size, dismiss_size},
             {.id = "status.dismiss",
              .label = page.text("ui.status.dismiss"),
              .look = ButtonLook::quiet,
              .icon = Icon::close,
              .icon_only = true})) {
    page.actions.send("dismiss_error");
  }
  const float bottom = end_card(canvas, card, y);
  canvas.outline({card.outer.x, card.outer.y, card.outer.w, bottom - card.outer.y}, colors.bad,
                 kCardRadius, 1.5F);
  return bottom;
}

}  // namespace

float draw_status(Page& page, float top) {
  float y = top;
  if (page.state.status.error) y = draw_failure(page, y, *page.state.status.error) + kGap;
  // A recomputation is quick: the top bar shows it, and what is on screen stays where it is.
  const Status& status = page.state.status;
  const bool in_place = status.state == "computing" && page.state.report.has_value();
  if (status.busy() && !in_place) y = draw_progress(page, y) + kGap;
  return y;
}

}  // namespace dangol::ui
