// Text breaks at spaces, emphasis stays glued to its particle, ticks and labels keep their
// distance, and a press is seen before its release.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "ui/charts/scale.h"
#include "ui/widgets/control.h"
#include "ui/widgets/pointer.h"
#include "ui/widgets/text_layout.h"

namespace dangol::ui {
namespace {

/// Ten pixels a character, whatever the style.
float measure(std::string_view text, bool /*emphasised*/) {
  float width = 0;
  while (!text.empty()) {
    text.remove_prefix(character_size(text));
    width += 10;
  }
  return width;
}

std::string joined(const TextLine& line) {
  std::string text;
  for (const TextRun& run : line.runs) {
    text += run.emphasised ? "[" : "";
    text += run.text;
    text += run.emphasised ? "]" : "";
    text += '|';
  }
  return text;
}

TEST(TextLayout, BreaksAtSpacesOnly) {
  const auto lines = break_lines("지난 분기 고객의 절반", 55, false, measure);
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(joined(lines[0]), "지난|분기|");
  EXPECT_EQ(joined(lines[1]), "고객의|");
  EXPECT_EQ(joined(lines[2]), "절반|");
  EXPECT_FLOAT_EQ(lines[0].width, 50);
}

TEST(TextLayout, EmphasisStaysWithItsParticle) {
  const auto lines = break_lines("고객의 **54%**가 샀습니다", 80, true, measure);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(joined(lines[0]), "고객의|[54%]|가|");
  EXPECT_EQ(joined(lines[1]), "샀습니다|");
}

TEST(TextLayout, BreaksInsideAWordOnlyWhereItAloneIsTooWide) {
  const auto lines = break_lines("가 나다라마바사", 35, false, measure);
  std::string all;
  for (const TextLine& line : lines) {
    EXPECT_LE(line.width, 35.5F);
    for (const TextRun& run : line.runs) all += run.text;
  }
  EXPECT_EQ(all, "가나다라마바사");
}

TEST(TextLayout, NarrowerThanACharacterStillEnds) {
  EXPECT_EQ(break_lines("가나다", 1, false, measure).size(), 3U);
}

TEST(TextLayout, EllipsisFits) {
  EXPECT_EQ(fitting_prefix("가나다라", 40, measure), "가나다라");
  EXPECT_EQ(fitting_prefix("가나다라", 35, measure), "가나");
  EXPECT_EQ(fitting_prefix("가나", 5, measure), "");
}

TEST(Scale, TicksAreRoundAndCoverTheData) {
  const std::pair<double, double> ranges[] = {
      {0, 1.35}, {0, 437}, {-250, 1000}, {0, 3e8}, {0, 0.004}};
  for (const auto& [low, high] : ranges) {
    const auto ticks = nice_ticks(low, high, 4);
    ASSERT_GE(ticks.size(), 2U);
    EXPECT_LE(ticks.front(), low);
    EXPECT_GE(ticks.back(), high * (1 - 1e-9));
    EXPECT_LE(ticks.size(), 9U);
    const double step = ticks[1] - ticks[0];
    for (size_t i = 2; i < ticks.size(); ++i)
      EXPECT_NEAR(ticks[i] - ticks[i - 1], step, step * 1e-9);
  }
  EXPECT_EQ(nice_ticks(0, 0, 4), (std::vector<double>{0, 1}));
}

TEST(Scale, LabelsKeepTheirDistance) {
  EXPECT_EQ(label_stride(100, 40), 1U);
  EXPECT_EQ(label_stride(10, 40), 6U);
  const auto apart = spread({50, 52, 48}, 20, 0, 100);
  EXPECT_GE(std::fabs(apart[0] - apart[1]), 20);
  EXPECT_GE(std::fabs(apart[0] - apart[2]), 20);
  EXPECT_LT(apart[2], apart[0]);
  EXPECT_LT(apart[0], apart[1]);
  for (const float at : spread({99, 100}, 20, 0, 100)) EXPECT_LE(at, 100);
}

TEST(Pointer, APressAndItsReleaseAreTwoFrames) {
  Pointer pointer;
  pointer.add(Pointer::Kind::move, {5, 5});
  pointer.add(Pointer::Kind::down, {5, 5});
  pointer.add(Pointer::Kind::up, {9, 5});
  pointer.next_frame();
  EXPECT_TRUE(pointer.pressed() && pointer.down() && !pointer.released());
  EXPECT_TRUE(pointer.pending());
  pointer.next_frame();
  EXPECT_TRUE(pointer.released() && !pointer.down());
  EXPECT_FLOAT_EQ(pointer.dx(), 4);
  pointer.next_frame();
  EXPECT_FALSE(pointer.pressed() || pointer.released() || pointer.pending());
}

TEST(Pointer, LeavingCancelsAPress) {
  Pointer pointer;
  pointer.add(Pointer::Kind::down, {5, 5});
  pointer.next_frame();
  pointer.add(Pointer::Kind::leave, {});
  pointer.next_frame();
  EXPECT_TRUE(pointer.cancelled());
  EXPECT_FALSE(pointer.released());
}

TEST(Control, JsonEscapesAndFingerprintSeesEveryField) {
  Control control{
      .id = "a", .kind = ControlKind::select, .label = "\"열\"\n", .rect = {1, 2, 3, 4}};
  control.options = {{"v", "라벨"}};
  const std::string json = to_json(std::vector<Control>{control});
  EXPECT_EQ(json,
            "[{\"id\":\"a\",\"kind\":\"select\",\"label\":\"\\\"열\\\"\\u000a\",\"value\":\"\","
            "\"checked\":false,\"disabled\":false,\"fixed\":false,\"group\":\"\",\"options\":["
            "{\"value\":\"v\",\"label\":\"라벨\"}],\"x\":1.00,\"y\":2.00,\"w\":3.00,\"h\":4.00}]");
  const uint64_t before = fingerprint({control});
  control.checked = true;
  EXPECT_NE(fingerprint({control}), before);
  control.checked = false;
  control.options[0].label = "다른 라벨";
  EXPECT_NE(fingerprint({control}), before);
}

}  // namespace
}  // namespace dangol::ui
