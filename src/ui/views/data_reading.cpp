// How the file was read: what it was taken for, its encoding, sheet, time zone and the like, each
// with the list to change it.
#include <algorithm>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

using report::Source;

constexpr float kFileRow = 32;
constexpr float kFrame = 44;  ///< what a list needs beside its text
constexpr uint32_t kHeaderRows = 20;

struct Name {
  std::string_view id;
  std::string_view name;
};
/// Encodings are called the same in every language.
constexpr Name kEncodings[] = {{"utf-8", "UTF-8"},         {"utf-16le", "UTF-16 LE"},
                               {"utf-16be", "UTF-16 BE"},  {"euc-kr", "EUC-KR (CP949)"},
                               {"shift_jis", "Shift-JIS"}, {"windows-1252", "Windows-1252"}};

/// The label of `value` in a list; `value` itself where the list lacks it.
std::string label_of(const std::vector<ControlOption>& options, std::string_view value) {
  for (const ControlOption& option : options) {
    if (option.value == value) return option.label;
  }
  return std::string(value);
}

/// A list whose first entry leaves the choice to the file, where `in_force` is what that gave.
Choice with_automatic(const Page& page, std::string_view option, std::vector<ControlOption> options,
                      std::string in_force) {
  Choice choice{option, {}, std::move(options), {}, std::move(in_force)};
  choice.current = page.state.options.get(option);
  const bool by_file = choice.current.empty();
  choice.options.insert(choice.options.begin(),
                        automatic(page, by_file ? std::string_view(choice.shown) : ""));
  return choice;
}

Choice encoding_choice(const Page& page, const Source& source) {
  std::vector<ControlOption> options;
  for (const Name& encoding : kEncodings) {
    options.push_back({std::string(encoding.id), std::string(encoding.name)});
  }
  std::string in_force = label_of(options, source.encoding);
  return with_automatic(page, "encoding", std::move(options), std::move(in_force));
}

Choice delimiter_choice(const Page& page, const Source& source) {
  std::vector<ControlOption> options;
  for (const Name& delimiter : {Name{",", "ui.data.delimiter.comma"},
                                {";", "ui.data.delimiter.semicolon"},
                                {"\t", "ui.data.delimiter.tab"},
                                {" ", "ui.data.delimiter.spaces"}}) {
    options.push_back({std::string(delimiter.id), std::string(page.text(delimiter.name))});
  }
  options.push_back({"|", "|"});
  std::string in_force = label_of(options, source.delimiter);
  return with_automatic(page, "delimiter", std::move(options), std::move(in_force));
}

Choice header_choice(const Page& page, const Source& source) {
  std::vector<ControlOption> options{{"0", std::string(page.text("ui.data.no_header"))}};
  for (uint32_t row = 1; row <= std::max(kHeaderRows, source.header_row); ++row) {
    const std::string number = std::to_string(row);
    options.push_back({number, page.strings().fill("ui.data.header", {{"row", number}})});
  }
  std::string in_force = label_of(options, std::to_string(source.header_row));
  Choice choice = with_automatic(page, "header_row", std::move(options), std::move(in_force));
  choice.number = true;
  return choice;
}

Choice sheet_choice(const Source& source) {
  Choice choice{"sheet", {}, {}, source.sheet, {}};
  for (const std::string& sheet : source.sheets) choice.options.push_back({sheet, sheet});
  return choice;
}

Choice zone_choice(const Page& page) {
  std::vector<ControlOption> options;
  // One entry a line: the name that the core knows, a space, and what people call it.
  std::string_view list = page.text("ui.option.time_zone.list");
  while (!list.empty()) {
    const std::string_view line = list.substr(0, list.find('\n'));
    list.remove_prefix(std::min(list.size(), line.size() + 1));
    const size_t space = std::min(line.find(' '), line.size() - 1);
    options.push_back({std::string(line.substr(0, space)), std::string(line.substr(space + 1))});
  }
  const std::string& zone = page.report().receipt.time_zone;
  std::string in_force =
      zone.empty() ? std::string(page.text("ui.option.time_zone.file")) : label_of(options, zone);
  const std::string_view chosen = page.state.options.get("time_zone");
  if (!chosen.empty() && label_of(options, chosen) == chosen) {
    options.push_back({std::string(chosen), std::string(chosen)});
  }
  return with_automatic(page, "time_zone", std::move(options), std::move(in_force));
}

Choice date_order_choice(const Page& page, const Source& source) {
  std::vector<ControlOption> options;
  for (const std::string_view order : {"mdy", "dmy", "ymd"}) {
    const std::string id(order);
    options.push_back({id, std::string(page.text("ui.option.date_order." + id))});
  }
  std::string in_force = label_of(options, source.date_order);
  Choice choice = with_automatic(page, "date_order", std::move(options), std::move(in_force));
  if (source.date_order_state == "proven") choice.label = page.text("ui.option.date_order.proven");
  return choice;
}

std::vector<Choice> reading_choices(const Page& page) {
  const Source& source = page.report().source;
  std::vector<Choice> choices;
  if (source.sheets.size() > 1) choices.push_back(sheet_choice(source));
  if (source.container != "xlsx") {
    choices.push_back(encoding_choice(page, source));
    choices.push_back(delimiter_choice(page, source));
  }
  choices.push_back(header_choice(page, source));
  if (find_column(page.report(), "time") != nullptr) choices.push_back(zone_choice(page));
  if (!source.date_order.empty()) choices.push_back(date_order_choice(page, source));
  return choices;
}

/// Name, rows and size of each file, in two columns where there is room.
float draw_files(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::vector<report::SourceFile>& files = page.report().source.files;
  float y =
      top +
      canvas.paragraph({inner.x, top}, inner.w,
                       page.strings().fill("ui.data.files", {{"n", std::to_string(files.size())}}),
                       kBodyBold, colors.ink) +
      4;
  const size_t columns = inner.w >= 860 ? 2 : 1;
  const size_t lines = (files.size() + columns - 1) / columns;
  const float width =
      (inner.w - 32 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  for (size_t i = 0; i < files.size(); ++i) {
    const Rect row{inner.x + static_cast<float>(i / lines) * (width + 32),
                   y + static_cast<float>(i % lines) * kFileRow, width, kFileRow};
    const std::string facts =
        page.strings().fill("ui.count.rows", {{"n", count_text(files[i].rows_read)}}) + " · " +
        format_bytes(static_cast<double>(files[i].bytes));
    const float facts_width = canvas.text_width(facts, kCaption);
    canvas.horizontal(row.x, row.y, width, colors.line);
    canvas.text_in({row.x, row.y, width - facts_width - 16, kFileRow}, files[i].name, kControl,
                   colors.ink);
    canvas.text_in(row, facts, kCaption, colors.muted, Align::right);
  }
  return y + static_cast<float>(lines) * kFileRow;
}

/// What the file was taken for.
float draw_format(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string& preset = page.report().source.preset;
  const std::string_view name =
      preset.empty() ? std::string_view() : page.text("ui.preset." + preset);
  if (name.empty()) {
    return draw_card_title(page, inner, page.text("ui.data.preset.none"),
                           page.text("ui.data.preset.none.detail"));
  }
  constexpr float kMark = 26;
  const Point center{inner.x + kMark / 2, inner.y + kCardTitle.line / 2};
  canvas.circle(center, kMark / 2, colors.accent_wash);
  draw_icon(canvas, Icon::check, center, 15, colors.accent, colors.accent_wash);
  return draw_card_title(page, {inner.x + kMark + 10, inner.y, inner.w - kMark - 10, 0}, name,
                         page.text("ui.data.preset"));
}

}  // namespace

float draw_reading(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_format(page, inner) + 14;
  if (page.report().source.files.size() > 1) y = draw_files(page, inner, y) + 16;

  const std::vector<Choice> choices = reading_choices(page);
  const float gap = canvas.phone() ? 12 : 16;
  size_t per_row = inner.w >= 980 ? 5 : inner.w >= 620 ? 3 : 2;
  per_row = std::min(per_row, choices.size());
  for (const Choice& choice : choices) {
    const float needed = canvas.text_width(choice.shown, kControl) + kFrame;
    if (per_row == 2 && needed > (inner.w - gap) / 2) per_row = 1;
  }
  const float width =
      (inner.w - gap * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
  const float row = choice_height(canvas) + 14;
  for (size_t i = 0; i < choices.size(); ++i) {
    draw_choice(page,
                {inner.x + static_cast<float>(i % per_row) * (width + gap),
                 y + static_cast<float>(i / per_row) * row},
                width, choices[i]);
  }
  const size_t rows = (choices.size() + per_row - 1) / per_row;
  return end_card(canvas, card, y + static_cast<float>(rows) * row - 14);
}

}  // namespace dangol::ui
