// The filters in force: what they leave, and the ways to add, change and remove them. They are told
// above every view of figures, so that no number is taken for one of the whole file.
#include <algorithm>

#include "ui/strings/filter_text.h"
#include "ui/strings/format.h"
#include "ui/views/view.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

using report::Selection;

constexpr float kPillPadding = 13;
constexpr float kPillGap = 6;
constexpr float kIcon = 14;
constexpr float kWidestPill = 360;
constexpr float kDateWidth = 160;
constexpr float kSearchWidth = 240;
constexpr size_t kMostListed = 24;
constexpr size_t kWorthSearching = 12;
constexpr size_t kDayLength = 10;  // YYYY-MM-DD
/// While a year is typed it is first 0002, then 0020, then 0202.
constexpr std::string_view kFirstDay = "1000";

float pill_height(const Canvas& canvas) {
  return canvas.settings().touch ? kTouchHeight : kChipHeight;
}

const Selection& asked(const Page& page) {
  return page.state.options.filters;
}

std::vector<ControlOption> addable_filters(const Page& page) {
  std::vector<ControlOption> options{{"", std::string(page.text("ui.filter.add.name"))}};
  const auto add = [&](std::string id) {
    std::string name = filter_name(id, page.strings());
    options.push_back({std::move(id), std::move(name)});
  };
  add("range");
  if (page.report().receipt.customers_known) {
    add("first_order");
    add("segment");
  }
  for (const report::Dimension& dimension : page.report().dimensions) {
    add(std::string(kColumnFilter) + dimension.name);
  }
  return options;
}

void set_day(Page& page, const std::string& option, const std::string& day) {
  if (!day.empty() && (day.size() != kDayLength || day < kFirstDay)) return;
  page.actions.set_option(option, day.empty() ? "null" : json_string(day));
}

void set_values(Page& page, std::string_view id, const std::vector<std::string>& values) {
  std::string list = "null";
  if (!values.empty()) {
    list = "[";
    for (const std::string& value : values) {
      if (list.size() > 1) list += ',';
      list += json_string(value);
    }
    list += ']';
  }
  std::string_view name = id;
  if (id != "segment") name.remove_prefix(kColumnFilter.size());
  if (id == "segment" || name == "product" || name == "channel") {
    page.actions.set_option("filters." + std::string(name), list);
  } else {
    page.actions.set_option("filters.columns", '{' + json_string(name) + ':' + list + '}');
  }
}

void remove_filter(Page& page, std::string_view id) {
  if (id == "range") {
    set_day(page, "filters.from", {});
    set_day(page, "filters.to", {});
  } else if (id == "first_order") {
    set_day(page, "filters.first_order_from", {});
    set_day(page, "filters.first_order_to", {});
  } else {
    set_values(page, id, {});
  }
}

void open_filter(Page& page, std::string_view id) {
  page.state.open_filter = page.state.open_filter == id ? std::string() : std::string(id);
  page.state.filter_search.clear();
  page.canvas.request_frames(2);
}

/// A filter in force: its name changes it, its cross removes it.
void draw_chip(Page& page, Flow& flow, const FilterChip& filter) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const float height = pill_height(canvas);
  const float name = canvas.text_width(filter.name, kCaption) + kPillGap;
  const float most = std::min(kWidestPill, page.width);
  const float width =
      std::min(most, kPillPadding + name + canvas.text_width(filter.value, kCaptionBold) + height);
  const Point at = flow.next(width);
  const Rect rect{at.x, at.y, width, height};
  const Rect body{at.x, at.y, width - height, height};
  const Rect cross{body.right(), at.y, height, height};
  const bool open = page.state.open_filter == filter.id;
  const Response change =
      canvas.use({.id = "filter.edit." + filter.id,
                  .kind = ControlKind::toggle,
                  .label = page.strings().fill("ui.filter.edit", {{"name", filter.name}}) + ": " +
                           filter.value,
                  .rect = body,
                  .checked = open});
  const Response remove =
      canvas.use({.id = "filter.remove." + filter.id,
                  .label = page.strings().fill("ui.filter.remove", {{"name", filter.name}}),
                  .rect = cross});
  canvas.fill(rect, change.hovered || open ? colors.hover : colors.card, height / 2);
  if (remove.hovered) canvas.fill(cross, colors.hover, height / 2);
  canvas.outline(rect, colors.accent, height / 2);
  const float left = at.x + kPillPadding;
  canvas.text_in({left, at.y, name, height}, filter.name, kCaption, colors.muted);
  canvas.text_in({left + name, at.y, body.right() - left - name, height}, filter.value,
                 kCaptionBold, colors.ink);
  draw_icon(canvas, Icon::close, {cross.center().x - 2, cross.center().y}, kIcon, colors.muted,
            colors.card);
  if (change.activated) open_filter(page, filter.id);
  if (!remove.activated) return;
  if (open) page.state.open_filter.clear();
  remove_filter(page, filter.id);
}

/// The list of what can be filtered by; what is chosen opens below.
void draw_add(Page& page, Flow& flow) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string_view text = page.text("ui.filter.add");
  const float height = pill_height(canvas);
  const float width = 2 * kPillPadding + kIcon + kPillGap + canvas.text_width(text, kCaption);
  const Point at = flow.next(width);
  const Rect rect{at.x, at.y, width, height};
  const Response response = canvas.use({.id = "filter.add",
                                        .kind = ControlKind::select,
                                        .label = std::string(page.text("ui.filter.add.name")),
                                        .rect = rect,
                                        .options = addable_filters(page)});
  canvas.fill(rect, response.hovered ? colors.hover : colors.card, height / 2);
  canvas.outline(rect, colors.line, height / 2);
  draw_icon(canvas, Icon::plus, {at.x + kPillPadding + kIcon / 2, rect.center().y}, kIcon,
            colors.muted, colors.card);
  const float left = at.x + kPillPadding + kIcon + kPillGap;
  canvas.text_in({left, at.y, rect.right() - left, height}, text, kCaption, colors.ink);
  if (!response.activated || response.value.empty()) return;
  page.state.open_filter.clear();
  open_filter(page, response.value);
}

bool draw_quiet(Page& page, Flow& flow, std::string_view id, std::string_view key) {
  const ButtonSpec spec{.id = id, .label = page.text(key), .look = ButtonLook::quiet};
  const float width = button_width(page.canvas, spec);
  const Point at = flow.next(width);
  return button(page.canvas, {at.x, at.y, width, pill_height(page.canvas)}, spec);
}

float draw_days(Page& page, const Rect& inner, float y, bool first_order) {
  Canvas& canvas = page.canvas;
  const Selection& filters = asked(page);
  const std::string prefix = first_order ? "filters.first_order_" : "filters.";
  const std::string& from = first_order ? filters.first_order_from : filters.from;
  const std::string& to = first_order ? filters.first_order_to : filters.to;
  const float gap = 12;
  const float width = std::min(kDateWidth, (inner.w - gap) / 2);
  float x = inner.x;
  for (const bool end : {false, true}) {
    const std::string_view label = page.text(end ? "ui.filter.to" : "ui.filter.from");
    canvas.text_in({x, y, width, kCaption.line}, label, kCaption, page.colors().muted);
    const report::Receipt& receipt = page.report().receipt;
    const auto day =
        field(canvas, {x, y + kCaption.line + 4, width, canvas.control_height()},
              end ? "filter.to" : "filter.from",
              filter_name(page.state.open_filter, page.strings()) + " " + std::string(label),
              ControlKind::date, end ? to : from, end ? receipt.last_day : receipt.first_day);
    if (day) set_day(page, prefix + (end ? "to" : "from"), *day);
    x += width + gap;
  }
  y += choice_height(canvas);
  if (!from.empty() && !to.empty() && to < from) {
    y += 8 + canvas.paragraph({inner.x, y + 8}, inner.w, page.text("ui.filter.reversed"), kCaption,
                              page.colors().bad);
  }
  return y;
}

/// By name, as metrics::SegmentName has them: the report lists them in one view only.
constexpr const char* kSegments[] = {"champions", "loyal",    "new", "cannot_lose",
                                     "at_risk",   "one_time", "lost"};

struct FilterValue {
  std::string value;
  uint64_t rows = 0;
};

/// What can be chosen: what is chosen already though no longer listed, then the most frequent.
std::vector<FilterValue> offered_values(const Page& page, const std::vector<std::string>& chosen) {
  const std::string& id = page.state.open_filter;
  std::vector<FilterValue> offered;
  if (id == "segment") {
    for (const char* name : kSegments) offered.push_back({name, 0});
  }
  for (const report::Dimension& dimension : page.report().dimensions) {
    if (id != std::string(kColumnFilter) + dimension.name) continue;
    for (const report::DimensionValue& value : dimension.values) {
      offered.push_back({value.name, value.rows});
    }
  }
  for (const std::string& value : chosen) {
    const bool listed = std::any_of(offered.begin(), offered.end(),
                                    [&](const FilterValue& one) { return one.value == value; });
    if (!listed) offered.insert(offered.begin(), {value, 0});
  }
  return offered;
}

/// Values as pills to press; several of them: any of these.
float draw_values(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::string id = page.state.open_filter;
  std::vector<std::string> chosen = filter_values(asked(page), id);
  const std::vector<FilterValue> offered = offered_values(page, chosen);
  std::string& search = page.state.filter_search;
  if (offered.size() > kWorthSearching) {
    const auto typed =
        field(canvas, {inner.x, y, std::min(kSearchWidth, inner.w), canvas.control_height()},
              "filter.search", page.text("ui.filter.search"), ControlKind::text, search,
              page.strings().fill("ui.filter.search.hint", {{"n", count_text(offered.size())}}),
              Icon::search);
    if (typed) search = *typed;
    y += canvas.control_height() + 12;
  }
  const float height = pill_height(canvas);
  Flow flow({inner.x, y, inner.w, 0}, height);
  size_t drawn = 0;
  for (const FilterValue& one : offered) {
    const std::string name = filter_value_name(id, one.value, page.strings());
    if (!contains_text(name, search)) continue;
    if (drawn == kMostListed) {
      y = flow.bottom() + 8;
      return y + canvas.paragraph({inner.x, y}, inner.w,
                                  page.strings().fill("ui.filter.more",
                                                      {{"shown", std::to_string(kMostListed)}}),
                                  kCaption, colors.muted);
    }
    ++drawn;
    const auto found = std::find(chosen.begin(), chosen.end(), one.value);
    const bool on = found != chosen.end();
    const std::string rows = one.rows > 0 ? count_text(one.rows) : std::string();
    const float count = rows.empty() ? 0 : canvas.text_width(rows, kCaption) + kPillGap;
    const float width = std::min(
        inner.w, 2 * kPillPadding + canvas.text_width(name, on ? kCaptionBold : kCaption) + count);
    const Point at = flow.next(width);
    const Rect rect{at.x, at.y, width, height};
    const Response response = canvas.use({.id = "filter.value." + one.value,
                                          .kind = ControlKind::toggle,
                                          .label = name,
                                          .rect = rect,
                                          .checked = on,
                                          .group = filter_name(id, page.strings())});
    canvas.fill(rect,
                on                 ? colors.accent_wash
                : response.hovered ? colors.hover
                                   : colors.card,
                height / 2);
    canvas.outline(rect, on ? colors.accent : colors.line, height / 2);
    canvas.text_in({at.x + kPillPadding, at.y, width - 2 * kPillPadding - count, height}, name,
                   on ? kCaptionBold : kCaption, on ? colors.accent : colors.ink);
    canvas.text_in({rect.right() - kPillPadding - count, at.y, count, height}, rows, kCaption,
                   colors.muted, Align::right);
    if (!response.activated) continue;
    if (on) {
      chosen.erase(found);
    } else {
      chosen.push_back(one.value);
    }
    set_values(page, id, chosen);
  }
  return flow.bottom();
}

float draw_editor(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const std::string id = page.state.open_filter;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const float size = canvas.control_height();
  const Rect& inner = card.inner;
  const float bottom = inner.y + kCardTitle.line;
  canvas.text_in({inner.x, inner.y, inner.w - size, kCardTitle.line},
                 filter_name(id, page.strings()), kCardTitle, page.colors().ink);
  if (button(canvas,
             {inner.right() - size + 10, inner.y - (size - kCardTitle.line) / 2, size, size},
             {.id = "filter.done",
              .label = page.text("ui.filter.done"),
              .look = ButtonLook::quiet,
              .icon = Icon::close,
              .icon_only = true})) {
    open_filter(page, id);
  }
  const bool days = id == "range" || id == "first_order";
  return end_card(canvas, card,
                  days ? draw_days(page, inner, bottom + 12, id == "first_order")
                       : draw_values(page, inner, bottom + 12));
}

/// The columns that are filtered by and that the data lack: those filters do nothing.
std::string missing_columns(const report::Report& report, const Strings& strings) {
  std::string names;
  for (const report::ColumnFilter& column : report.selection.columns) {
    const bool known =
        std::any_of(report.dimensions.begin(), report.dimensions.end(),
                    [&](const report::Dimension& one) { return one.name == column.name; });
    if (known) continue;
    if (!names.empty()) names += ", ";
    names += filter_name(std::string(kColumnFilter) + column.name, strings);
  }
  return names;
}

/// What the filters leave, and what of them does not hold.
float draw_selection(Page& page, float y) {
  Canvas& canvas = page.canvas;
  const Selection& selection = page.report().selection;
  if (filter_chips(selection, page.strings()).empty()) return y;
  const std::string missing = missing_columns(page.report(), page.strings());
  if (!missing.empty()) {
    y = 8 + draw_note(page, {page.x, y}, page.width,
                      page.strings().fill("ui.filter.unknown", {{"name", missing}}), Note::caution);
  }
  if (selection.orders == 0) {
    return draw_note(page, {page.x, y}, page.width, page.text("ui.filter.nothing"), Note::caution);
  }
  const std::string sentence =
      page.strings().fill(selection.revenue ? "ui.filter.left" : "ui.filter.left.no_revenue",
                          {{"customers", count_text(selection.customers)},
                           {"orders", count_text(selection.orders)},
                           {"revenue", page.money(selection.revenue)}});
  return y + canvas.paragraph({page.x, y}, page.width, sentence, kCaption, page.colors().muted);
}

}  // namespace

float draw_filters(Page& page, float top) {
  const std::vector<FilterChip> chips = filter_chips(asked(page), page.strings());
  if (chips.empty() && page.report().receipt.rows_used == 0) return top;
  Flow flow({page.x, top, page.width, 0}, pill_height(page.canvas));
  for (const FilterChip& chip : chips) draw_chip(page, flow, chip);
  draw_add(page, flow);
  if (!chips.empty() && draw_quiet(page, flow, "filter.clear", "ui.filter.clear")) {
    page.actions.set_option("filters", "null");
    page.state.open_filter.clear();
  }
  if (draw_quiet(page, flow, "link.copy", "ui.link.copy")) page.actions.send("share");
  float y = flow.bottom() + 8;
  if (!page.state.open_filter.empty()) y = draw_editor(page, y + 4) + 8;
  const float told = draw_selection(page, y);
  return told + (page.canvas.phone() ? 12.0F : 16.0F);
}

}  // namespace dangol::ui
