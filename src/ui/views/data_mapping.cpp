// What each column was taken for, how sure that is, and the list to correct it.
#include <algorithm>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

using report::SourceColumn;

constexpr size_t kMostColumnsShown = 30;
/// With fewer columns than this nobody needs to search.
constexpr size_t kSearchFrom = 9;
/// In the order in which people look for them: who, what order, when, how much, what of it.
constexpr std::string_view kRoles[] = {
    "customer", "email",       "phone",     "order",  "line",      "reference",
    "time",     "time_of_day", "time_zone", "amount", "discount",  "refund",
    "quantity", "unit_price",  "currency",  "status", "cancelled", "event",
    "product",  "channel",     "variant",   "score"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool matches(std::string_view name, std::string_view search) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return search.empty() ||
         std::search(name.begin(), name.end(), search.begin(), search.end(), same) != name.end();
}

/// Indices of the columns to show: those that match, the used ones first in files with more columns
/// than that.
std::vector<size_t> columns_to_show(const std::vector<SourceColumn>& columns,
                                    std::string_view search) {
  std::vector<size_t> shown;
  std::vector<size_t> unused;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!matches(columns[i].name, search)) continue;
    (columns.size() > kMostColumnsShown && columns[i].role.empty() ? unused : shown).push_back(i);
  }
  shown.insert(shown.end(), unused.begin(), unused.end());
  if (shown.size() > kMostColumnsShown) shown.resize(kMostColumnsShown);
  return shown;
}

void choose_role(Page& page, const SourceColumn& column, const std::string& role) {
  std::vector<std::pair<std::string, std::string>> changes;
  // The role it had is freed; the new one leaves whichever column held it.
  if (!column.role.empty()) changes.emplace_back(column.role, "");
  if (!role.empty()) changes.emplace_back(role, column.name);
  page.actions.set_mapping(changes);
}

/// How sure a role is: as a word and as one to three bars, never as a colour alone.
struct Mark {
  std::string_view text;
  int bars = 0;  ///< of three; 0 = chosen by hand
};

Mark mark_of(const Page& page, const SourceColumn& column) {
  constexpr double kSure = 0.9;
  constexpr double kLikely = 0.7;
  if (column.chosen_by == "user") return {page.text("ui.data.chosen.user")};
  if (column.role.empty() || !column.confidence) return {};
  if (*column.confidence >= kSure) return {page.text("ui.data.sure"), 3};
  if (*column.confidence >= kLikely) return {page.text("ui.data.likely"), 2};
  return {page.text("ui.data.guess"), 1};
}

constexpr float kBarsWidth = 22;
constexpr float kMarkHeight = 24;

float mark_width(const Canvas& canvas, const Mark& mark) {
  if (mark.text.empty()) return 0;
  return canvas.text_width(mark.text, kCaption) + (mark.bars > 0 ? kBarsWidth : 18);
}

void draw_mark(Page& page, Point at, const Mark& mark) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Rect frame{at.x, at.y, mark_width(canvas, mark), kMarkHeight};
  if (mark.bars == 0) {
    canvas.fill(frame, colors.accent_wash, kMarkHeight / 2);
    canvas.text_in(frame, mark.text, kCaption, colors.accent, Align::center);
    return;
  }
  const Color color = mark.bars == 1 ? colors.caution : colors.accent;
  for (int bar = 0; bar < 3; ++bar) {
    const float height = 4 + 3.5F * static_cast<float>(bar);
    canvas.fill({at.x + 5 * static_cast<float>(bar), at.y + 17 - height, 3, height},
                bar < mark.bars ? color : colors.line, 1);
  }
  canvas.text_in({at.x + kBarsWidth, at.y, frame.w, kMarkHeight}, mark.text, kCaption,
                 mark.bars == 1 ? colors.caution : colors.muted);
}

float draw_column(Page& page, const Rect& inner, float top, size_t index) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const SourceColumn& column = page.report().source.columns[index];
  const bool narrow = inner.w < 700;
  std::string samples;
  for (const std::string& example : column.examples) {
    samples += (samples.empty() ? "" : " · ") + example;
  }
  std::vector<ControlOption> options{{"", std::string(page.text("ui.data.role.none"))}};
  for (const std::string_view role : kRoles) {
    options.push_back({std::string(role), std::string(page.text("role." + std::string(role)))});
  }
  const Mark mark = mark_of(page, column);
  const bool by_user = column.chosen_by == "user";
  const std::string id = "data.role." + std::to_string(index);
  const std::string label = page.strings().fill("ui.data.role.of", {{"column", column.name}});
  const float height = canvas.control_height();
  constexpr float kSelect = 220;
  constexpr float kMarkRoom = 96;
  const float marked = mark_width(canvas, mark);
  const TextStyle name_style = column.role.empty() ? kControl : kControlBold;
  std::optional<std::string> chosen;
  float bottom = top;
  Point mark_at;
  canvas.horizontal(inner.x, top, inner.w, colors.line);
  if (narrow) {
    float y = top + 10;
    canvas.text_in({inner.x, y, inner.w - marked - 8, kControl.line}, column.name, name_style,
                   colors.ink);
    mark_at = {inner.right() - marked, y - 1};
    y += kControl.line;
    canvas.text_in({inner.x, y, inner.w, kCaption.line}, samples, kCaption, colors.muted);
    y += kCaption.line + 6;
    chosen = select(canvas, {inner.x, y, inner.w, height}, id, label, std::move(options),
                    column.role, by_user);
    bottom = y + height + 12;
  } else {
    const float row = height + 16;
    const float rest = inner.w - kSelect - kMarkRoom - 32;
    const float name_width = rest * 0.36F;
    canvas.text_in({inner.x, top, name_width, row}, column.name, name_style, colors.ink);
    canvas.text_in({inner.x + name_width + 16, top, rest - name_width, row}, samples, kCaption,
                   colors.muted);
    chosen = select(canvas, {inner.right() - kSelect, top + 8, kSelect, height}, id, label,
                    std::move(options), column.role, by_user);
    mark_at = {inner.right() - kSelect - kMarkRoom, top + (row - kMarkHeight) / 2};
    bottom = top + row;
  }
  if (!mark.text.empty()) draw_mark(page, mark_at, mark);
  if (chosen) choose_role(page, column, *chosen);
  return bottom;
}

/// Returns its bottom, and the title's where there are too few columns to search.
float draw_search(Page& page, const Rect& inner) {
  Canvas& canvas = page.canvas;
  constexpr float kSearch = 260;
  const bool needed = page.report().source.columns.size() >= kSearchFrom;
  const bool beside = needed && inner.w >= 700;
  const float y =
      draw_card_title(page, {inner.x, inner.y, beside ? inner.w - kSearch - 24 : inner.w, 0},
                      page.text("ui.data.mapping"), page.text("ui.data.mapping.detail"));
  if (!needed) {
    page.state.column_search.clear();
    return y;
  }
  Rect search{inner.right() - kSearch, inner.y, kSearch, canvas.control_height()};
  if (!beside) search = {inner.x, y + 12, inner.w, canvas.control_height()};
  const auto typed =
      field(canvas, search, "data.search", page.text("ui.data.search"), ControlKind::text,
            page.state.column_search, page.text("ui.data.search"), Icon::search);
  if (typed) page.state.column_search = *typed;
  return std::max(y, search.bottom());
}

}  // namespace

float draw_mapping(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::vector<SourceColumn>& columns = page.report().source.columns;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_search(page, inner) + 14;
  const std::vector<size_t> shown = columns_to_show(columns, page.state.column_search);
  for (const size_t index : shown) y = draw_column(page, inner, y, index);
  if (shown.empty()) {
    y += 4 + canvas.paragraph({inner.x, y + 4}, inner.w,
                              page.strings().fill("ui.data.search.nothing",
                                                  {{"text", page.state.column_search}}),
                              kControl, colors.muted);
  } else if (shown.size() == kMostColumnsShown && columns.size() > shown.size()) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    y += 10 +
         canvas.paragraph({inner.x, y + 10}, inner.w,
                          page.strings().fill("ui.data.more_columns",
                                              {{"n", count_text(columns.size() - shown.size())}}),
                          kCaption, colors.muted);
  }
  return end_card(canvas, card, y);
}

}  // namespace dangol::ui
