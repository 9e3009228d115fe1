// What was read, what was left out and why, and what each column was taken for: the place to check
// the import and to correct it.
#include <algorithm>
#include <array>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

constexpr std::string_view kUnits[] = {"day", "week", "month", "quarter", "year"};

float draw_headline(Page& page, float top) {
  const report::Source& source = page.report().source;
  const report::Receipt& receipt = page.report().receipt;
  const uint64_t aside = rows_set_aside(receipt);
  std::string sentence(unused_answer(page.report(), page.strings()));
  if (sentence.empty()) {
    sentence = page.strings().fill(aside == 0 ? "ui.data.answer.all" : "ui.data.answer.some",
                                   {{"read", count_text(receipt.rows_read)},
                                    {"used", count_text(receipt.rows_used)},
                                    {"aside", count_text(aside)}});
  }
  uint64_t bytes = source.bytes;
  if (source.files.size() > 1) {
    bytes = 0;
    for (const report::SourceFile& file : source.files) bytes += file.bytes;
  }
  std::string detail = source.name;
  if (bytes > 0) detail += " · " + format_bytes(static_cast<double>(bytes));
  if (!source.sheet.empty()) {
    detail += " · " + page.strings().fill("ui.data.sheet", {{"sheet", source.sheet}});
  }
  if (source.container == "zip" || source.container == "gzip") {
    detail += " · " + std::string(page.text("ui.data.unpacked"));
  }
  return draw_answer(page, top, sentence, detail);
}

// The options.

void draw_minimum(Page& page, Point at, float width) {
  Canvas& canvas = page.canvas;
  const std::string_view label = page.text("ui.option.minimum_n");
  canvas.text_in({at.x, at.y, width, kCaption.line}, label, kCaption, page.colors().muted);
  const std::string shown = page.state.minimum_n_text.empty()
                                ? format_count(page.report().cohorts.minimum_n)
                                : page.state.minimum_n_text;
  const auto typed = field(canvas, {at.x, at.y + kCaption.line + 4, width, canvas.control_height()},
                           "data.option.minimum_n", label, ControlKind::number, shown, {});
  if (!typed) return;
  page.state.minimum_n_text = *typed;
  constexpr size_t kMostDigits = 6;
  const bool digits = !typed->empty() && typed->size() <= kMostDigits &&
                      typed->find_first_not_of("0123456789") == std::string::npos;
  const size_t first = digits ? typed->find_first_not_of('0') : std::string::npos;
  if (first != std::string::npos) page.actions.set_option("minimum_n", typed->substr(first));
}

/// A choice whose entries are worded under `prefix` + value; "" is left to the file.
Choice worded(const Page& page, std::string_view option, const std::string& prefix,
              std::span<const std::string_view> values, std::string_view current) {
  Choice choice{option, {}, {}, std::string(current), {}};
  for (const std::string_view value : values) {
    const std::string name(value);
    if (name.empty()) {
      choice.options.push_back(automatic(page, {}));
    } else {
      choice.options.push_back({name, std::string(page.text(prefix + name))});
    }
  }
  return choice;
}

float draw_options(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const OptionsInForce& options = page.state.options;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_card_title(page, inner, page.text("ui.data.options"),
                            page.text("ui.data.options.detail")) +
            12;

  constexpr std::string_view kOrderKeys[] = {"", "id", "day", "timestamp"};
  constexpr std::string_view kRefunds[] = {"", "refund_day", "order_day", "gross"};
  constexpr std::string_view kZeroValue[] = {"count", "ignore"};
  const std::string_view zero_value = options.get("zero_value_orders");
  const std::array<Choice, 4> choices{
      worded(page, "order_key", "ui.option.order_key.", kOrderKeys, options.get("order_key")),
      worded(page, "refunds", "ui.option.refunds.", kRefunds, options.get("refunds")),
      worded(page, "zero_value_orders", "ui.option.zero_value_orders.", kZeroValue,
             zero_value.empty() ? std::string_view("count") : zero_value),
      worded(page, "period", "ui.period.", kUnits, page.report().period)};
  const size_t per_row = inner.w >= 860 ? 3 : inner.w >= 520 ? 2 : 1;
  const float width =
      (inner.w - 16 * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
  const float row = choice_height(canvas) + 16;
  for (size_t i = 0; i <= choices.size(); ++i) {
    const Point at{inner.x + static_cast<float>(i % per_row) * (width + 16),
                   y + static_cast<float>(i / per_row) * row};
    if (i < choices.size()) {
      draw_choice(page, at, width, choices[i]);
    } else {
      draw_minimum(page, at, width);
    }
  }
  const size_t rows = (choices.size() + per_row) / per_row;
  return end_card(canvas, card, y + static_cast<float>(rows) * row - 16);
}

}  // namespace

float draw_data(Page& page, float top) {
  float y = draw_headline(page, top) + kGap;
  if (date_order_assumed(page.report())) y = draw_date_question(page, y) + kGap;
  y = draw_reading(page, y) + kGap;
  y = draw_receipt(page, y) + kGap;
  y = draw_mapping(page, y) + kGap;
  return draw_options(page, y);
}

}  // namespace dangol::ui
