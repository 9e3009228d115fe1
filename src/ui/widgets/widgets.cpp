#include "ui/widgets/widgets.h"

#include <algorithm>

namespace dangol::ui {
namespace {

constexpr float kIconSize = 18;
constexpr float kIconGap = 6;
constexpr float kButtonPadding = 14;
constexpr float kSegmentPadding = 14;
constexpr float kFieldPadding = 12;
constexpr float kTooltipPadding = 12;
constexpr float kTooltipWidth = 300;
constexpr float kTooltipColumnGap = 24;

float card_padding_x(const Canvas& canvas) {
  return canvas.phone() ? 16 : 24;
}
float card_padding_y(const Canvas& canvas) {
  return canvas.phone() ? 16 : 20;
}

void draw_field_frame(Canvas& canvas, const Rect& rect, bool hovered, bool strong) {
  const Palette& colors = canvas.colors();
  canvas.fill(rect, hovered ? colors.hover : colors.card, kControlRadius);
  canvas.outline(rect, strong ? colors.accent : colors.field_line, kControlRadius,
                 strong ? 1.5F : 1.0F);
}

}  // namespace

Card begin_card(const Canvas& canvas, float x, float y, float width) {
  const float px = card_padding_x(canvas);
  const float py = card_padding_y(canvas);
  return {{x, y, width, 0}, {x + px, y + py, width - 2 * px, 0}};
}

float card_bottom(const Canvas& canvas, float content_bottom) {
  return content_bottom + card_padding_y(canvas);
}

void close_card(Canvas& canvas, const Card& card, float bottom) {
  const Layer before = canvas.layer();
  canvas.set_layer(Layer::backdrop);
  const Rect rect{card.outer.x, card.outer.y, card.outer.w, bottom - card.outer.y};
  canvas.fill(rect, canvas.colors().card, kCardRadius);
  canvas.outline(rect, canvas.colors().line, kCardRadius);
  canvas.set_layer(before);
}

float end_card(Canvas& canvas, const Card& card, float content_bottom) {
  const float bottom = card_bottom(canvas, content_bottom);
  close_card(canvas, card, bottom);
  return bottom;
}

float button_width(const Canvas& canvas, const ButtonSpec& spec) {
  if (spec.icon_only) return canvas.control_height();
  const float icon = spec.icon == Icon::none ? 0 : kIconSize + kIconGap;
  return canvas.text_width(spec.label, kControl) + icon + 2 * kButtonPadding;
}

bool button(Canvas& canvas, const Rect& rect, const ButtonSpec& spec) {
  const Response response =
      canvas.use({.id = std::string(spec.id),
                  .kind = spec.kind,
                  .label = std::string(spec.name.empty() ? spec.label : spec.name),
                  .rect = rect,
                  .disabled = spec.disabled});
  const Palette& colors = canvas.colors();
  Color ground = spec.look == ButtonLook::filled ? colors.accent : colors.card;
  Color ink = spec.look == ButtonLook::filled ? colors.on_accent : colors.ink;
  if (response.hovered && spec.look == ButtonLook::filled) ground = mix(ground, colors.ink, 0.12);
  if (response.hovered && spec.look != ButtonLook::filled) ground = colors.hover;
  if (spec.disabled) ink = mix(ink, ground, 0.55);
  if (spec.look != ButtonLook::quiet || response.hovered) {
    canvas.fill(rect, ground, kControlRadius);
  }
  if (spec.look == ButtonLook::plain) canvas.outline(rect, colors.line, kControlRadius);
  if (spec.icon_only) {
    draw_icon(canvas, spec.icon, rect.center(), kIconSize, ink, ground);
    return response.activated;
  }
  const float icon = spec.icon == Icon::none ? 0 : kIconSize + kIconGap;
  const float width = canvas.text_width(spec.label, kControl) + icon;
  const float x = rect.x + std::max(0.0F, (rect.w - width) / 2);
  if (spec.icon != Icon::none) {
    draw_icon(canvas, spec.icon, {x + kIconSize / 2, rect.center().y}, kIconSize, ink, ground);
  }
  canvas.text_in({x + icon, rect.y, rect.right() - x - icon, rect.h}, spec.label, kControl, ink);
  return response.activated;
}

float segmented_width(const Canvas& canvas, std::span<const ControlOption> options) {
  float width = 0;
  for (const ControlOption& option : options) {
    width += canvas.text_width(option.label, kControlBold) + 2 * kSegmentPadding;
  }
  return width;
}

std::optional<std::string> segmented(Canvas& canvas, Point at, std::string_view id,
                                     std::string_view label, std::span<const ControlOption> options,
                                     std::string_view current, float stretch) {
  const Palette& colors = canvas.colors();
  const float height = canvas.control_height();
  const float own_width = segmented_width(canvas, options);
  const float extra =
      stretch > 0 ? (stretch - own_width) / static_cast<float>(options.size()) : 0.0F;
  const Rect frame{at.x, at.y, stretch > 0 ? stretch : own_width, height};
  canvas.fill(frame, colors.card, kControlRadius);
  std::optional<std::string> chosen;
  float x = at.x;
  for (const ControlOption& option : options) {
    const float width = canvas.text_width(option.label, kControlBold) + 2 * kSegmentPadding + extra;
    const Rect rect{x, at.y, width, height};
    const bool on = option.value == current;
    const Response response = canvas.use({.id = std::string(id) + "." + option.value,
                                          .kind = ControlKind::toggle,
                                          .label = option.label,
                                          .rect = rect,
                                          .value = option.value,
                                          .checked = on,
                                          .group = std::string(label)});
    if (response.activated && !on) chosen = option.value;
    if (on) {
      canvas.fill(rect.inset(3, 3), colors.accent_wash, kControlRadius - 2);
    } else if (response.hovered) {
      canvas.fill(rect.inset(3, 3), colors.hover, kControlRadius - 2);
    }
    canvas.text_in(rect, option.label, on ? kControlBold : kControl,
                   on ? colors.accent : colors.muted, Align::center);
    x += width;
  }
  canvas.outline(frame, colors.line, kControlRadius);
  return chosen;
}

std::optional<std::string> select(Canvas& canvas, const Rect& rect, std::string_view id,
                                  std::string_view label, std::vector<ControlOption> options,
                                  std::string_view current, bool strong, std::string_view shown) {
  std::string text(shown);
  for (const ControlOption& option : options) {
    if (shown.empty() && option.value == current) text = option.label;
  }
  const Response response = canvas.use({.id = std::string(id),
                                        .kind = ControlKind::select,
                                        .label = std::string(label),
                                        .rect = rect,
                                        .value = std::string(current),
                                        .options = std::move(options)});
  const Palette& colors = canvas.colors();
  draw_field_frame(canvas, rect, response.hovered, strong);
  canvas.text_in({rect.x + kFieldPadding, rect.y, rect.w - kFieldPadding - kIconSize - 14, rect.h},
                 text, kControl, colors.ink);
  draw_icon(canvas, Icon::chevron_down, {rect.right() - 18, rect.center().y}, 14, colors.muted,
            colors.card);
  if (!response.activated || response.value == current) return std::nullopt;
  return response.value;
}

std::optional<std::string> field(Canvas& canvas, const Rect& rect, std::string_view id,
                                 std::string_view label, ControlKind kind, std::string_view value,
                                 std::string_view placeholder, Icon icon) {
  const Response response = canvas.use({.id = std::string(id),
                                        .kind = kind,
                                        .label = std::string(label),
                                        .rect = rect,
                                        .value = std::string(value)});
  const Palette& colors = canvas.colors();
  draw_field_frame(canvas, rect, response.hovered, false);
  float x = rect.x + kFieldPadding;
  if (icon != Icon::none) {
    draw_icon(canvas, icon, {x + kIconSize / 2, rect.center().y}, kIconSize, colors.muted,
              colors.card);
    x += kIconSize + kIconGap;
  }
  const bool empty = value.empty();
  canvas.text_in({x, rect.y, rect.right() - kFieldPadding - x, rect.h}, empty ? placeholder : value,
                 kBody, empty ? colors.faint : colors.ink);
  if (!response.activated) return std::nullopt;
  return response.value;
}

float chip_width(const Canvas& canvas, std::string_view name, std::string_view value) {
  return 26 + canvas.text_width(name, kCaption) + (name.empty() ? 0.0F : 6.0F) +
         canvas.text_width(value, kCaptionBold);
}

float chip(Canvas& canvas, Point at, std::string_view name, std::string_view value) {
  const Palette& colors = canvas.colors();
  const Rect rect{at.x, at.y, chip_width(canvas, name, value), kChipHeight};
  canvas.fill(rect, colors.card, kChipHeight / 2);
  canvas.outline(rect, colors.line, kChipHeight / 2);
  const float y = at.y + (kChipHeight - kCaption.line) / 2;
  float x = at.x + 13;
  if (!name.empty()) x += canvas.text({x, y}, name, kCaption, colors.muted) + 6;
  canvas.text({x, y}, value, kCaptionBold, colors.ink);
  return rect.w;
}

Point to_canvas(const Canvas& canvas, Point content) {
  return {content.x, content.y - canvas.settings().scroll};
}

void tooltip(Canvas& canvas, Point anchor, std::string_view title,
             std::span<const TooltipLine> lines) {
  const Layer before = canvas.layer();
  canvas.set_layer(Layer::overlay);
  const Palette& colors = canvas.colors();
  const float screen = canvas.width();
  const float limit = std::min(kTooltipWidth, screen - 32 - 2 * kTooltipPadding);

  float width = std::min(limit, canvas.text_width(title, kCaptionBold));
  for (const TooltipLine& line : lines) {
    const float gap = line.value.empty() ? 0 : kTooltipColumnGap;
    width = std::max(width, std::min(limit, canvas.text_width(line.name, kCaption) + gap +
                                                canvas.text_width(line.value, kCaptionBold)));
  }
  float height = title.empty() ? 0 : canvas.paragraph_height(width, title, kCaptionBold) + 2;
  for (const TooltipLine& line : lines) {
    height +=
        line.value.empty() ? canvas.paragraph_height(width, line.name, kCaption) : kCaption.line;
  }
  Rect box{anchor.x + 16, anchor.y + 16, width + 2 * kTooltipPadding, height + 2 * kTooltipPadding};
  if (box.right() > screen - 8) box.x = anchor.x - 16 - box.w;
  box.x = std::clamp(box.x, 8.0F, std::max(8.0F, screen - 8 - box.w));
  if (box.bottom() > canvas.settings().height - 8) box.y = anchor.y - 16 - box.h;
  box.y = std::max(box.y, canvas.settings().bar_height + 4);

  canvas.fill(box, colors.card, kControlRadius);
  canvas.outline(box, colors.field_line, kControlRadius);
  const float x = box.x + kTooltipPadding;
  float y = box.y + kTooltipPadding;
  if (!title.empty()) y += canvas.paragraph({x, y}, width, title, kCaptionBold, colors.ink) + 2;
  for (const TooltipLine& line : lines) {
    if (line.value.empty()) {
      y += canvas.paragraph({x, y}, width, line.name, kCaption, colors.muted);
      continue;
    }
    canvas.text({x, y}, line.name, kCaption, line.strong ? colors.ink : colors.muted);
    canvas.text_in({x, y, width, kCaption.line}, line.value, kCaptionBold,
                   line.strong ? colors.accent : colors.ink, Align::right);
    y += kCaption.line;
  }
  canvas.set_layer(before);
}

}  // namespace dangol::ui
