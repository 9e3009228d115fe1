#include "ui/views/view.h"

#include <cmath>

#include "ui/strings/format.h"

namespace dangol::ui {
namespace {

constexpr float kNotePadding = 14;

std::vector<ControlOption> period_options(const Page& page) {
  std::vector<ControlOption> options;
  for (const char* unit : {"week", "month", "quarter", "year"}) {
    options.push_back({unit, std::string(page.text(std::string("ui.period.") + unit))});
  }
  return options;
}

}  // namespace

std::string Page::money(const report::Number& value) const {
  if (!value) return "–";
  return format_money(*value, report().receipt.currency, strings().language()).joined();
}

const report::Measure* find_measure(const report::Report& report, std::string_view name) {
  for (const report::Measure& measure : report.measures) {
    if (measure.name == name) return &measure;
  }
  return nullptr;
}

bool amounts_reconcile(const report::Receipt& receipt) {
  constexpr double kTolerance = 0.005;
  double sum = receipt.revenue.value_or(0);
  for (const report::SetAside& part : receipt.set_aside) sum += part.amount.value_or(0);
  return std::fabs(sum - receipt.amount_read.value_or(sum)) <= kTolerance + std::fabs(sum) * 1e-12;
}

uint64_t rows_set_aside(const report::Receipt& receipt) {
  uint64_t rows = 0;
  for (const report::SetAside& part : receipt.set_aside) rows += part.rows;
  return rows;
}

void go_to(Page& page, View view) {
  page.state.view = view;
  page.state.open_definition.clear();
  page.actions.send("view", {{"name", view_name(view)}});
  page.canvas.request_frames(2);
}

float draw_answer(Page& page, float top, std::string_view sentence, std::string_view detail) {
  Canvas& canvas = page.canvas;
  const TextStyle title = canvas.phone() ? kTitlePhone : kTitle;
  float y = top + canvas.rich({page.x, top}, page.width, sentence, title, page.colors().ink,
                              page.colors().accent);
  if (!detail.empty()) {
    y += 2 + canvas.paragraph({page.x, y + 2}, page.width, detail, kBody, page.colors().muted);
  }
  return y;
}

float draw_nothing_used(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const bool empty = page.report().receipt.rows_read == 0;
  const float y = 16 + (empty ? draw_answer(page, top, page.text("ui.answer.empty"),
                                            page.text("ui.answer.empty.detail"))
                              : draw_answer(page, top, page.text("ui.answer.nothing_used"),
                                            page.text("ui.answer.nothing_used.detail")));
  const ButtonSpec to_data{.id = "answer.data", .label = page.text("ui.answer.to_data")};
  const Rect rect{page.x, y, button_width(canvas, to_data), canvas.control_height()};
  if (button(canvas, rect, to_data)) go_to(page, View::data);
  return rect.bottom();
}

float draw_card_title(Page& page, const Rect& inner, std::string_view title,
                      std::string_view subtitle) {
  Canvas& canvas = page.canvas;
  float y =
      inner.y + canvas.paragraph({inner.x, inner.y}, inner.w, title, kCardTitle, page.colors().ink);
  if (!subtitle.empty()) {
    y += canvas.paragraph({inner.x, y}, inner.w, subtitle, kCaption, page.colors().muted);
  }
  return y;
}

float draw_note(Page& page, Point at, float width, std::string_view sentence, Note kind) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Color wash = kind == Note::bad       ? colors.bad_wash
                     : kind == Note::caution ? colors.caution_wash
                                             : colors.accent_wash;
  const float inner = width - 2 * kNotePadding - 2;
  const float height = canvas.paragraph_height(inner, sentence, kBody, true) + 2 * kNotePadding - 4;
  canvas.fill({at.x, at.y, width, height}, wash, kControlRadius);
  canvas.rich({at.x + kNotePadding + 1, at.y + kNotePadding - 2}, inner, sentence, kBody,
              colors.ink, colors.ink);
  return at.y + height;
}

float period_choice_width(const Page& page) {
  return segmented_width(page.canvas, period_options(page));
}

std::optional<std::string> draw_period_choice(Page& page, Point at, std::string_view id,
                                              std::string_view current, float stretch) {
  return segmented(page.canvas, at, id, page.text("ui.period.choice"), period_options(page),
                   current, stretch);
}

}  // namespace dangol::ui
