#include "ui/views/view.h"

#include <algorithm>
#include <cmath>

#include "ui/strings/format.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

constexpr float kNotePadding = 14;
constexpr float kQuietPadding = 12;

std::vector<ControlOption> period_options(const Page& page,
                                          std::span<const std::string_view> units) {
  std::vector<ControlOption> options;
  for (const std::string_view unit : units) {
    options.push_back(
        {std::string(unit), std::string(page.text("ui.period." + std::string(unit)))});
  }
  return options;
}

}  // namespace

std::string Page::money(const report::Number& value) const {
  if (!value) return "–";
  return format_money(*value, report().receipt.currency, strings().language()).joined();
}

bool has_sections(const Page& page, std::initializer_list<std::string_view> sections) {
  const std::vector<std::string>& known = page.report().sections;
  return std::all_of(sections.begin(), sections.end(), [&](std::string_view section) {
    return std::find(known.begin(), known.end(), section) != known.end();
  });
}

const report::Measure* find_measure(const report::Report& report, std::string_view name) {
  for (const report::Measure& measure : report.measures) {
    if (measure.name == name) return &measure;
  }
  return nullptr;
}

const report::SourceColumn* find_column(const report::Report& report, std::string_view role) {
  for (const report::SourceColumn& column : report.source.columns) {
    if (column.role == role) return &column;
  }
  return nullptr;
}

bool amounts_reconcile(const report::Receipt& receipt) {
  constexpr double kTolerance = 0.005;
  double sum = receipt.revenue.value_or(0) + receipt.repeated_totals.amount.value_or(0);
  for (const report::SetAside& part : receipt.set_aside) sum += part.amount.value_or(0);
  return std::fabs(sum - receipt.amount_read.value_or(sum)) <= kTolerance + std::fabs(sum) * 1e-12;
}

uint64_t rows_set_aside(const report::Receipt& receipt) {
  uint64_t rows = 0;
  for (const report::SetAside& part : receipt.set_aside) rows += part.rows;
  return rows;
}

std::string count_text(uint64_t value) {
  return format_count(static_cast<double>(value));
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

bool is_no_order_history(const report::Report& report) {
  const std::string& preset = report.source.preset;
  if (preset != "survey" && preset != "experiment") return false;
  const bool has_orders =
      find_column(report, "order") != nullptr || find_column(report, "amount") != nullptr;
  return report.receipt.rows_used == 0 || report.receipt.orders == 0 || !has_orders;
}

std::string_view unused_answer(const report::Report& report, const Strings& strings) {
  if (report.receipt.rows_read == 0) return strings.get("ui.answer.empty");
  if (is_no_order_history(report)) return strings.get("ui.answer.not_sales");
  return report.receipt.rows_used > 0 ? std::string_view() : strings.get("ui.answer.nothing_used");
}

float draw_nothing_used(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const report::Report& report = page.report();
  std::string detail(page.text("ui.answer.nothing_used.detail"));
  if (report.receipt.rows_read == 0) {
    detail = page.text("ui.answer.empty.detail");
  } else if (is_no_order_history(report)) {
    detail = page.strings().fill("ui.answer.not_sales.detail",
                                 {{"name", page.text("ui.preset." + report.source.preset)}});
  }
  const float y = 16 + draw_answer(page, top, unused_answer(report, page.strings()), detail);
  // A table of users has a view of its own.
  if (report.source.preset == "experiment" && report.receipt.rows_used > 0) {
    const ButtonSpec open{.id = "answer.experiment", .label = page.text("ui.nav.experiment")};
    const Rect rect{page.x, y, button_width(canvas, open), canvas.control_height()};
    if (button(canvas, rect, open)) go_to(page, View::experiment);
    return rect.bottom();
  }
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

float period_choice_width(const Page& page, std::span<const std::string_view> units) {
  return segmented_width(page.canvas, period_options(page, units));
}

std::optional<std::string> draw_period_choice(Page& page, Point at, std::string_view id,
                                              std::span<const std::string_view> units,
                                              std::string_view current, float stretch) {
  return segmented(page.canvas, at, id, page.text("ui.period.choice"), period_options(page, units),
                   current, stretch);
}

Downloads draw_downloads(Page& page, const Rect& inner, std::string_view id,
                         std::string_view title) {
  Canvas& canvas = page.canvas;
  Downloads result;
  // Without frames, so that they stay behind what they belong to; their words end at the margin.
  float x = inner.right() + kQuietPadding;
  for (const std::string_view format : {"PNG", "CSV"}) {
    const bool png = format == "PNG";
    const std::string whole_id = std::string(id) + (png ? ".png" : ".csv");
    const std::string name = std::string(title) + " " + std::string(format);
    const ButtonSpec spec{.id = whole_id, .label = format, .look = ButtonLook::quiet, .name = name};
    const float width = button_width(canvas, spec);
    x -= width;
    (png ? result.png : result.csv) =
        button(canvas, {x, inner.y - 6, width, canvas.control_height()}, spec);
  }
  result.width = inner.right() - x;
  return result;
}

float choice_height(const Canvas& canvas) {
  return kCaption.line + 4 + canvas.control_height();
}

void draw_choice(Page& page, Point at, float width, const Choice& choice) {
  Canvas& canvas = page.canvas;
  const std::string name(choice.option);
  const std::string_view label =
      choice.label.empty() ? page.text("ui.option." + name) : choice.label;
  canvas.text_in({at.x, at.y, width, kCaption.line}, label, kCaption, page.colors().muted);
  const Rect rect{at.x, at.y + kCaption.line + 4, width, canvas.control_height()};
  const auto chosen = select(canvas, rect, "data.option." + name, label, choice.options,
                             choice.current, !page.state.options.get(name).empty(), choice.shown);
  if (!chosen) return;
  page.actions.set_option(name, chosen->empty() ? "null"
                                : choice.number ? *chosen
                                                : json_string(*chosen));
}

ControlOption automatic(const Page& page, std::string_view value) {
  return {"", value.empty() ? std::string(page.text("ui.option.auto"))
                            : page.strings().fill("ui.option.auto_with", {{"value", value}})};
}

}  // namespace dangol::ui
