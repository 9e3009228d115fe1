#include "ui/theme/theme.h"

#include <algorithm>

namespace dangol::ui {
namespace {

constexpr double kReadable = 4.5;
/// Blue, amber, violet and grey, about as strong as the accent.
constexpr uint32_t kLightSeries[] = {0x2F5FA8, 0x8F6000, 0x7D3C98, 0x5B6675};
constexpr uint32_t kDarkSeries[] = {0x8DB4F0, 0xE0B050, 0xCFA0E8, 0xA3AEBC};

Palette light_palette() {
  Palette p;
  p.background = rgb(0xF7F8FA);
  p.card = rgb(0xFFFFFF);
  p.line = rgb(0xE4E7EC);
  p.field_line = rgb(0x8A94A3);
  p.ink = rgb(0x1B2430);
  p.muted = rgb(0x5B6675);
  p.faint = rgb(0x667080);
  p.accent = rgb(0x0E7C66);
  p.on_accent = rgb(0xFFFFFF);
  p.accent_wash = rgb(0xE7F4F0);
  p.bad = rgb(0xC0392F);
  p.bad_wash = rgb(0xFBEBEA);
  p.caution = rgb(0x8F6000);
  p.caution_wash = rgb(0xFBF3E0);
  p.hover = rgb(0xF0F2F5);
  for (size_t i = 0; i < std::size(kLightSeries); ++i) p.series[i + 1] = rgb(kLightSeries[i]);
  p.label_dark = rgb(0x14251F);
  p.label_light = rgb(0xFFFFFF);
  return p;
}

Palette dark_palette() {
  Palette p;
  p.background = rgb(0x12161C);
  p.card = rgb(0x1A2029);
  p.line = rgb(0x2B333F);
  p.field_line = rgb(0x667080);
  p.ink = rgb(0xE9EDF2);
  p.muted = rgb(0xA3AEBC);
  p.faint = rgb(0x8D98A6);
  p.accent = rgb(0x4CC3A5);
  p.on_accent = rgb(0x0A1F1A);
  p.accent_wash = rgb(0x17342E);
  p.bad = rgb(0xF08A80);
  p.bad_wash = rgb(0x3A2325);
  p.caution = rgb(0xE0B050);
  p.caution_wash = rgb(0x352C1B);
  p.hover = rgb(0x222A35);
  for (size_t i = 0; i < std::size(kDarkSeries); ++i) p.series[i + 1] = rgb(kDarkSeries[i]);
  p.label_dark = rgb(0x0A1512);
  p.label_light = rgb(0xF4F7FA);
  return p;
}

}  // namespace

Palette make_palette(bool dark, std::optional<Color> accent) {
  Palette p = dark ? dark_palette() : light_palette();
  if (accent) {
    p.accent_wash = mix(p.card, *accent, dark ? 0.2 : 0.12);
    p.accent = *accent;
    for (const Color ground : {p.background, p.card, p.accent_wash}) {
      p.accent = with_contrast(p.accent, ground, kReadable);
    }
    p.on_accent = label_on(p.accent, p.on_accent, rgb(0xFFFFFF));
  }
  p.series[0] = p.accent;
  p.ramp_low = mix(p.card, p.accent, dark ? 0.2 : 0.14);
  p.ramp_high = dark ? p.accent : mix(p.accent, p.ink, 0.12);
  return p;
}

Color ramp(const Palette& palette, double t) {
  return mix(palette.ramp_low, palette.ramp_high, std::clamp(t, 0.0, 1.0));
}

}  // namespace dangol::ui
