// Where a file leaves open whether 03/04 is in March or in April: the question with both answers
// spelled out, and the line on every other view that says that it is open. Nothing is guessed in
// silence, and nothing waits for the answer.
#include "ui/strings/format.h"
#include "ui/views/view.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

constexpr float kAnswerHeight = 68;
constexpr float kAnswerWidth = 260;
constexpr float kPadding = 20;
constexpr double kOutline = 0.4;

std::string order_name(const Page& page, std::string_view order) {
  return std::string(page.text("ui.option.date_order." + std::string(order)));
}

std::string order_in_force(const Page& page) {
  return order_name(page, page.report().source.date_order);
}

/// One answer: the day as people say it, and under it the order that it means.
bool draw_answer_button(Page& page, const Rect& rect, const DateReading& reading) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string order = order_name(page, reading.order);
  const std::string day = reading.month == 0 ? order
                                             : format_day(reading.year, reading.month, reading.day,
                                                          page.strings().language());
  const Response response = canvas.use({.id = "data.date." + std::string(reading.order),
                                        .kind = ControlKind::button,
                                        .label = day + ", " + order,
                                        .rect = rect});
  canvas.fill(rect, response.hovered ? colors.hover : colors.card, kControlRadius);
  canvas.outline(rect, response.hovered ? colors.accent : colors.field_line, kControlRadius);
  const float y = rect.y + (rect.h - kBodyBold.line - kCaption.line) / 2;
  canvas.text_in({rect.x, y, rect.w, kBodyBold.line}, day, kBodyBold, colors.ink, Align::center);
  canvas.text_in({rect.x, y + kBodyBold.line, rect.w, kCaption.line}, order, kCaption, colors.muted,
                 Align::center);
  return response.activated;
}

}  // namespace

bool date_order_assumed(const report::Report& report) {
  return report.source.date_order_state == "assumed";
}

std::string assumption_mark(const Page& page) {
  if (!date_order_assumed(page.report())) return {};
  return " · " + std::string(page.text("ui.date.assumed"));
}

float draw_date_question(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const report::Source& source = page.report().source;
  const std::string question =
      page.strings().fill("ui.date.question", {{"example", source.date_example}});
  const std::string detail =
      page.strings().fill("ui.date.question.detail", {{"order", order_in_force(page)}});
  const float padding = canvas.phone() ? 16.0F : kPadding;
  const float x = page.x + padding;
  const float width = page.width - 2 * padding;
  std::vector<DateReading> readings = date_readings(source.date_example);
  if (readings.size() < 2) readings = {{"mdy"}, {"dmy"}};  // no example to spell out
  const bool stacked = canvas.phone();
  const float answer_width = stacked ? width : std::min(kAnswerWidth, width / 2 - 6);
  const float answers =
      stacked ? static_cast<float>(readings.size()) * (kAnswerHeight + 8) - 8 : kAnswerHeight;
  const float text = canvas.paragraph_height(width, question, kCardTitle) + 2 +
                     canvas.paragraph_height(width, detail, kBody);
  const float height = text + 16 + answers + 2 * padding;
  canvas.fill({page.x, top, page.width, height}, colors.caution_wash, kCardRadius);
  canvas.outline({page.x, top, page.width, height},
                 mix(colors.caution_wash, colors.caution, kOutline), kCardRadius);

  float y = top + padding;
  y += canvas.paragraph({x, y}, width, question, kCardTitle, colors.ink) + 2;
  y += canvas.paragraph({x, y}, width, detail, kBody, colors.ink) + 16;
  float left = x;
  for (const DateReading& reading : readings) {
    if (draw_answer_button(page, {left, y, answer_width, kAnswerHeight}, reading)) {
      page.actions.set_option("date_order", json_string(reading.order));
    }
    if (stacked) {
      y += kAnswerHeight + 8;
    } else {
      left += answer_width + 12;
    }
  }
  return top + height;
}

float draw_date_banner(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string sentence =
      page.strings().fill("ui.date.banner", {{"order", order_in_force(page)}});
  const ButtonSpec settle{.id = "date.settle", .label = page.text("ui.date.banner.button")};
  constexpr float kIconRoom = 30;
  const float button_w = button_width(canvas, settle);
  const float button_h = canvas.control_height();
  const bool stacked = canvas.text_width(sentence, kBody) + kIconRoom + button_w + 40 > page.width;
  const float text_width = page.width - kIconRoom - 28 - (stacked ? 0 : button_w + 12);
  const float text_height = canvas.paragraph_height(text_width, sentence, kBody);
  const float height = stacked ? text_height + button_h + 28 : button_h + 16;
  canvas.fill({page.x, top, page.width, height}, colors.caution_wash, kControlRadius);
  const float text_y = stacked ? top + 10 : top + (height - text_height) / 2;
  draw_icon(canvas, Icon::warning, {page.x + 24, text_y + kBody.line / 2}, 18, colors.caution,
            colors.caution_wash);
  canvas.paragraph({page.x + 14 + kIconRoom, text_y}, text_width, sentence, kBody, colors.ink);
  const Rect rect{stacked ? page.x + 14 + kIconRoom : page.x + page.width - 8 - button_w,
                  stacked ? text_y + text_height + 8 : top + 8, button_w, button_h};
  if (button(canvas, rect, settle)) go_to(page, View::data);
  return top + height;
}

}  // namespace dangol::ui
