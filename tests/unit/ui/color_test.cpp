// The theme's promise: whatever is text can be read, in both themes and with any accent.
#include "ui/theme/color.h"

#include <gtest/gtest.h>

#include "ui/theme/theme.h"

namespace dangol::ui {
namespace {

constexpr double kReadable = 4.5;

TEST(Color, ContrastAgreesWithPublishedValues) {
  EXPECT_NEAR(contrast(rgb(0x000000), rgb(0xFFFFFF)), 21.0, 1e-9);
  EXPECT_NEAR(contrast(rgb(0x777777), rgb(0xFFFFFF)), 4.48, 0.005);
  EXPECT_NEAR(contrast(rgb(0xFF0000), rgb(0xFFFFFF)), 4.00, 0.005);
}

TEST(Color, MixKeepsItsEnds) {
  const Color low = rgb(0x123456);
  const Color high = rgb(0xFEDCBA);
  for (const auto& [t, expected] : {std::pair{0.0, low}, std::pair{1.0, high}}) {
    const Color mixed = mix(low, high, t);
    EXPECT_EQ(mixed.red, expected.red);
    EXPECT_EQ(mixed.green, expected.green);
    EXPECT_EQ(mixed.blue, expected.blue);
  }
}

TEST(Color, ParsesOnlySixDigits) {
  ASSERT_TRUE(parse_color("#0e7C66"));
  EXPECT_EQ(parse_color("#0e7C66")->green, 0x7C);
  for (const char* bad : {"", "#fff", "0e7c66", "#0e7c6g", "#0e7c667"}) {
    EXPECT_FALSE(parse_color(bad)) << bad;
  }
}

void expect_readable(const Palette& p) {
  for (const Color ground : {p.background, p.card}) {
    for (const Color text : {p.ink, p.muted, p.faint, p.accent, p.bad, p.caution}) {
      EXPECT_GE(contrast(text, ground), kReadable);
    }
  }
  EXPECT_GE(contrast(p.muted, p.hover), kReadable);
  EXPECT_GE(contrast(p.accent, p.accent_wash), kReadable);
  EXPECT_GE(contrast(p.ink, p.accent_wash), kReadable);
  EXPECT_GE(contrast(p.on_accent, p.accent), kReadable);
  EXPECT_GE(contrast(p.field_line, p.card), 3.0);
}

TEST(Theme, TextIsReadableInBothThemesAndWithAnyAccent) {
  for (const bool dark : {false, true}) {
    expect_readable(make_palette(dark, std::nullopt));
    for (const uint32_t accent :
         {0x000000U, 0xFFFFFFU, 0xFFFF00U, 0x0000FFU, 0xFF00AAU, 0x808080U}) {
      SCOPED_TRACE(accent);
      expect_readable(make_palette(dark, rgb(accent)));
    }
  }
}

TEST(Theme, EveryCellOfTheRampTakesAReadableLabelAndLightnessIsEven) {
  for (const bool dark : {false, true}) {
    const Palette p = make_palette(dark, std::nullopt);
    double last = 0;
    for (int step = 0; step <= 100; ++step) {
      const Color cell = ramp(p, step / 100.0);
      EXPECT_GE(contrast(label_on(cell, p.label_dark, p.label_light), cell), kReadable) << step;
      const double away = contrast(cell, p.card);
      EXPECT_GE(away, last - 0.02) << "the ramp turns back at " << step;
      last = away;
    }
  }
}

}  // namespace
}  // namespace dangol::ui
