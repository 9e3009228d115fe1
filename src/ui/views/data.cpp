// What was read, what was left out and why, and what each column was taken for: the place to check
// the import and to correct it.
#include <algorithm>
#include <array>

#include "ui/strings/format.h"
#include "ui/views/view.h"

namespace dangol::ui {
namespace {

using report::Receipt;
using report::SetAside;
using report::SourceColumn;

constexpr size_t kMostColumnsShown = 30;
constexpr std::string_view kRoles[] = {
    "customer", "email",      "phone",  "order",    "line",    "time",    "amount",  "refund",
    "quantity", "unit_price", "status", "currency", "product", "channel", "variant", "score"};

std::string count(uint64_t value) {
  return format_count(static_cast<double>(value));
}

std::string_view delimiter_name(const Page& page, std::string_view delimiter) {
  if (delimiter == "\t") return page.text("ui.data.delimiter.tab");
  if (delimiter == " ") return page.text("ui.data.delimiter.spaces");
  if (delimiter == ",") return page.text("ui.data.delimiter.comma");
  if (delimiter == ";") return page.text("ui.data.delimiter.semicolon");
  return delimiter;
}

float draw_headline(Page& page, float top) {
  const report::Source& source = page.report().source;
  const Receipt& receipt = page.report().receipt;
  const uint64_t aside = rows_set_aside(receipt);
  const std::string sentence = page.strings().fill(receipt.rows_read == 0 ? "ui.answer.empty"
                                                   : aside == 0           ? "ui.data.answer.all"
                                                                          : "ui.data.answer.some",
                                                   {{"read", count(receipt.rows_read)},
                                                    {"used", count(receipt.rows_used)},
                                                    {"aside", count(aside)}});
  std::string detail = source.name;
  if (source.bytes > 0) detail += " · " + format_bytes(static_cast<double>(source.bytes));
  if (!source.delimiter.empty()) {
    detail += " · " + page.strings().fill("ui.data.delimiter",
                                          {{"delimiter", delimiter_name(page, source.delimiter)}});
  }
  detail +=
      " · " + (source.header_row == 0
                   ? std::string(page.text("ui.data.no_header"))
                   : page.strings().fill("ui.data.header", {{"line", count(source.header_row)}}));
  return draw_answer(page, top, sentence, detail);
}

// The receipt.

struct Fact {
  std::string name;
  std::string value;
};

std::vector<Fact> receipt_facts(const Page& page) {
  const Receipt& receipt = page.report().receipt;
  const auto name = [&](const char* key) { return std::string(page.text(key)); };
  std::vector<Fact> facts{
      {name("ui.receipt.rows_read"), count(receipt.rows_read)},
      {name("measure.orders"), count(receipt.orders)},
      {name("measure.customers"), receipt.customers ? format_count(*receipt.customers) : "–"},
      {name("measure.revenue"), page.money(receipt.revenue)},
      {name("ui.receipt.range"),
       receipt.first_day.empty() ? "–" : receipt.first_day + " – " + receipt.last_day},
      {name("ui.receipt.identity"),
       receipt.identity.empty() ? "–" : std::string(page.text("role." + receipt.identity))},
      {name("ui.receipt.currency"),
       receipt.currency.empty() ? name("ui.receipt.unknown") : receipt.currency},
  };
  if (receipt.refund_documents > 0) {
    facts.push_back(
        {name("ui.receipt.refunds"),
         page.strings().fill("ui.receipt.refunds.value",
                             {{"n", count(receipt.refund_documents)},
                              {"amount", page.money(receipt.refund_amount.value_or(0))}})});
  }
  if (receipt.zero_value_orders > 0) {
    facts.push_back({name("ui.receipt.zero_value_orders"), count(receipt.zero_value_orders)});
  }
  return facts;
}

float draw_facts(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const std::vector<Fact> facts = receipt_facts(page);
  const size_t per_row = inner.w >= 860 ? 4 : inner.w >= 560 ? 3 : 2;
  const float width =
      (inner.w - 16 * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
  float y = top;
  for (size_t first = 0; first < facts.size(); first += per_row) {
    float bottom = y;
    for (size_t i = first; i < std::min(facts.size(), first + per_row); ++i) {
      const float x = inner.x + static_cast<float>(i - first) * (width + 16);
      float at = y + canvas.paragraph({x, y}, width, facts[i].name, kCaption, page.colors().muted);
      at += canvas.paragraph({x, at}, width, facts[i].value, kBodyBold, page.colors().ink);
      bottom = std::max(bottom, at);
    }
    y = bottom + 14;
  }
  return y - 14;
}

/// `읽은 3,108 = 쓴 1,968 + 뺀 1,140`, with a tick or a warning.
float draw_sum(Page& page, Point at, float width, std::string_view sentence, bool equal) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  draw_icon(canvas, equal ? Icon::check : Icon::warning, {at.x + 9, at.y + kCaption.line / 2}, 15,
            equal ? colors.accent : colors.bad, colors.card);
  return at.y +
         canvas.rich({at.x + 28, at.y}, width - 28, sentence, kCaption, colors.muted, colors.ink);
}

float draw_sums(Page& page, const Rect& inner, float top) {
  const Receipt& receipt = page.report().receipt;
  const uint64_t aside = rows_set_aside(receipt);
  float y = draw_sum(page, {inner.x, top}, inner.w,
                     page.strings().fill("ui.receipt.sum.rows", {{"read", count(receipt.rows_read)},
                                                                 {"used", count(receipt.rows_used)},
                                                                 {"aside", count(aside)}}),
                     receipt.rows_read == receipt.rows_used + aside);
  double amount = 0;
  for (const SetAside& part : receipt.set_aside) amount += part.amount.value_or(0);
  if (receipt.amount_read) {
    y = draw_sum(
        page, {inner.x, y + 2}, inner.w,
        page.strings().fill("ui.receipt.sum.amounts", {{"read", page.money(*receipt.amount_read)},
                                                       {"used", page.money(receipt.revenue)},
                                                       {"aside", page.money(amount)}}),
        amounts_reconcile(receipt));
  }
  return y;
}

std::string set_aside_place(const Page& page, const SetAside& part) {
  std::string text;
  if (part.first_line > 0) {
    text = page.strings().fill("ui.status.place", {{"line", count(part.first_line)}});
  }
  if (!part.example.empty()) text += (text.empty() ? "" : " · ") + part.example;
  return text;
}

float draw_set_aside(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const bool narrow = inner.w < 620;
  constexpr float kLeastNumber = 114;
  const auto rows_text = [&](const SetAside& part) {
    return page.strings().fill("ui.count.rows", {{"n", count(part.rows)}});
  };
  const auto amount_text = [&](const SetAside& part) {
    return part.amount ? page.money(*part.amount) : "–";
  };
  float rows_width = kLeastNumber;
  float amount_width = kLeastNumber;
  for (const SetAside& part : page.report().receipt.set_aside) {
    rows_width = std::max(rows_width, canvas.text_width(rows_text(part), kControl));
    amount_width = std::max(amount_width, canvas.text_width(amount_text(part), kControlBold));
  }
  float y = top +
            canvas.paragraph({inner.x, top}, inner.w, page.text("ui.data.set_aside"), kBodyBold,
                             colors.ink) +
            4;
  for (const SetAside& part : page.report().receipt.set_aside) {
    const std::string rows = rows_text(part);
    const std::string amount = amount_text(part);
    const std::string_view known = page.text("reason." + part.reason);
    const std::string_view reason = known.empty() ? std::string_view(part.reason) : known;
    const std::string place = set_aside_place(page, part);
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    y += 9;
    if (narrow) {
      y += canvas.paragraph({inner.x, y}, inner.w, reason, kControl, colors.ink);
      y += canvas.paragraph({inner.x, y}, inner.w, rows + " · " + amount, kCaptionBold, colors.ink);
      canvas.text_in({inner.x, y, inner.w, kCaption.line}, place, kCaption, colors.muted);
      y += kCaption.line + 8;
      continue;
    }
    const float width = inner.w - rows_width - amount_width - 48;
    const float start = y;
    canvas.text_in(
        {inner.right() - amount_width - 16 - rows_width, start, rows_width, kControl.line}, rows,
        kControl, colors.ink, Align::right);
    canvas.text_in({inner.right() - amount_width, start, amount_width, kControl.line}, amount,
                   kControlBold, colors.ink, Align::right);
    y += canvas.paragraph({inner.x, y}, width, reason, kControl, colors.ink);
    canvas.text_in({inner.x, y, width, kCaption.line}, place, kCaption, colors.muted);
    y += kCaption.line + 9;
  }
  return y;
}

float draw_warnings(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  float y = top;
  for (const report::Warning& warning : page.report().receipt.warnings) {
    std::string sentence = page.strings().fill(
        "warning." + warning.code,
        {{"rows", count(warning.rows)}, {"line", count(warning.line)}, {"detail", warning.detail}});
    if (sentence.empty()) sentence = warning.code;
    draw_icon(canvas, Icon::warning, {inner.x + 9, y + kControl.line / 2}, 16, colors.caution,
              colors.card);
    y += canvas.paragraph({inner.x + 28, y}, inner.w - 28, sentence, kControl, colors.ink) + 4;
  }
  return y;
}

float draw_receipt(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Receipt& receipt = page.report().receipt;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_card_title(page, inner, page.text("ui.receipt.title"), {}) + 10;
  y = draw_facts(page, inner, y) + 16;
  y = draw_sums(page, inner, y);
  if (!receipt.set_aside.empty()) y = draw_set_aside(page, inner, y + 20);
  if (!receipt.warnings.empty()) y = draw_warnings(page, inner, y + 16);
  return end_card(canvas, card, y);
}

// The mapping.

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool matches(std::string_view name, std::string_view search) {
  const auto same = [](char a, char b) { return lower(a) == lower(b); };
  return search.empty() ||
         std::search(name.begin(), name.end(), search.begin(), search.end(), same) != name.end();
}

/// Indices of the columns to show: those searched for; without a search, the used ones first where
/// there are too many to show.
std::vector<size_t> columns_to_show(const std::vector<SourceColumn>& columns,
                                    std::string_view search) {
  std::vector<size_t> shown;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (matches(columns[i].name, search)) shown.push_back(i);
  }
  if (shown.size() > kMostColumnsShown) {
    std::stable_partition(shown.begin(), shown.end(),
                          [&](size_t i) { return !columns[i].role.empty(); });
    shown.resize(kMostColumnsShown);
  }
  return shown;
}

void choose_role(Page& page, const SourceColumn& column, const std::string& role) {
  std::vector<std::pair<std::string, std::string>> changes;
  // The role it had is freed; the new one leaves whichever column held it.
  if (!column.role.empty()) changes.emplace_back(column.role, "");
  if (!role.empty()) changes.emplace_back(role, column.name);
  page.actions.set_mapping(changes);
}

float draw_column(Page& page, const Rect& inner, float top, size_t index) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const SourceColumn& column = page.report().source.columns[index];
  const bool narrow = inner.w < 700;
  const bool by_user = column.chosen_by == "user";
  std::string samples;
  for (const std::string& example : column.examples) {
    samples += (samples.empty() ? "" : " · ") + example;
  }
  std::vector<ControlOption> options{{"", std::string(page.text("ui.data.role.none"))}};
  for (const std::string_view role : kRoles) {
    options.push_back({std::string(role), std::string(page.text("role." + std::string(role)))});
  }
  std::string_view mark;
  if (by_user) {
    mark = page.text("ui.data.chosen.user");
  } else if (!column.role.empty()) {
    mark = page.text("ui.data.chosen.detected");
  }
  const std::string id = "data.role." + std::to_string(index);
  const std::string label = page.strings().fill("ui.data.role.of", {{"column", column.name}});
  const float height = canvas.control_height();
  constexpr float kSelect = 220;
  constexpr float kMark = 84;
  const float mark_width = mark.empty() ? 0 : canvas.text_width(mark, kCaption) + 18;
  const TextStyle name_style = column.role.empty() ? kControl : kControlBold;
  std::optional<std::string> chosen;
  float bottom = top;
  Point mark_at;
  canvas.horizontal(inner.x, top, inner.w, colors.line);
  if (narrow) {
    float y = top + 10;
    canvas.text_in({inner.x, y, inner.w - mark_width - 8, kControl.line}, column.name, name_style,
                   colors.ink);
    mark_at = {inner.right() - mark_width, y - 1};
    y += kControl.line;
    canvas.text_in({inner.x, y, inner.w, kCaption.line}, samples, kCaption, colors.muted);
    y += kCaption.line + 6;
    chosen = select(canvas, {inner.x, y, inner.w, height}, id, label, std::move(options),
                    column.role, by_user);
    bottom = y + height + 12;
  } else {
    const float row = height + 16;
    const float rest = inner.w - kSelect - kMark - 32;
    const float name_width = rest * 0.36F;
    canvas.text_in({inner.x, top, name_width, row}, column.name, name_style, colors.ink);
    canvas.text_in({inner.x + name_width + 16, top, rest - name_width, row}, samples, kCaption,
                   colors.muted);
    chosen = select(canvas, {inner.right() - kSelect, top + 8, kSelect, height}, id, label,
                    std::move(options), column.role, by_user);
    mark_at = {inner.right() - kSelect - 12 - mark_width, top + (row - 24) / 2};
    bottom = top + row;
  }
  if (!mark.empty()) {
    const Rect frame{mark_at.x, mark_at.y, mark_width, 24};
    if (by_user) {
      canvas.fill(frame, colors.accent_wash, 12);
    } else {
      canvas.outline(frame, colors.line, 12);
    }
    canvas.text_in(frame, mark, kCaption, by_user ? colors.accent : colors.muted, Align::center);
  }
  if (chosen) choose_role(page, column, *chosen);
  return bottom;
}

float draw_mapping(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const std::vector<SourceColumn>& columns = page.report().source.columns;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  constexpr float kSearch = 260;
  const bool beside = inner.w >= 700;
  float y = draw_card_title(page, {inner.x, inner.y, beside ? inner.w - kSearch - 24 : inner.w, 0},
                            page.text("ui.data.mapping"), page.text("ui.data.mapping.detail"));
  Rect search{inner.right() - kSearch, inner.y, kSearch, canvas.control_height()};
  if (!beside) {
    search = {inner.x, y + 12, inner.w, canvas.control_height()};
    y = search.bottom();
  }
  const auto typed =
      field(canvas, search, "data.search", page.text("ui.data.search"), ControlKind::text,
            page.state.column_search, page.text("ui.data.search"), Icon::search);
  if (typed) page.state.column_search = *typed;
  y = std::max(y, search.bottom()) + 14;

  const std::vector<size_t> shown = columns_to_show(columns, page.state.column_search);
  for (const size_t index : shown) y = draw_column(page, inner, y, index);
  if (shown.empty()) {
    y += 4 + canvas.paragraph({inner.x, y + 4}, inner.w,
                              page.strings().fill("ui.data.search.nothing",
                                                  {{"text", page.state.column_search}}),
                              kControl, colors.muted);
  } else if (shown.size() == kMostColumnsShown && columns.size() > shown.size()) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    y += 10 + canvas.paragraph({inner.x, y + 10}, inner.w,
                               page.strings().fill("ui.data.more_columns",
                                                   {{"n", count(columns.size() - shown.size())}}),
                               kCaption, colors.muted);
  }
  return end_card(canvas, card, y);
}

// The options.

struct Choice {
  std::string_view option;               ///< its name in the options JSON
  std::vector<std::string_view> values;  ///< "" = as detected
  std::string_view current;
};

void draw_choice(Page& page, const Rect& rect, const Choice& choice) {
  const std::string key = "ui.option." + std::string(choice.option);
  std::vector<ControlOption> options;
  for (const std::string_view value : choice.values) {
    const std::string name = value.empty() ? "auto" : std::string(value);
    options.push_back({std::string(value), std::string(page.text(key + "." + name))});
  }
  const auto chosen = select(page.canvas, rect, "data.option." + std::string(choice.option),
                             page.text(key), std::move(options), choice.current);
  if (chosen) {
    page.actions.set_option(choice.option, chosen->empty() ? "null" : "\"" + *chosen + "\"");
  }
}

void draw_minimum(Page& page, const Rect& rect) {
  const double in_force = page.report().cohorts.minimum_n;
  const std::string shown =
      page.state.minimum_n_text.empty() ? format_count(in_force) : page.state.minimum_n_text;
  const auto typed = field(page.canvas, rect, "data.option.minimum_n",
                           page.text("ui.option.minimum_n"), ControlKind::number, shown, {});
  if (!typed) return;
  page.state.minimum_n_text = *typed;
  constexpr size_t kMostDigits = 6;
  const bool digits = !typed->empty() && typed->size() <= kMostDigits &&
                      typed->find_first_not_of("0123456789") == std::string::npos;
  const size_t first = digits ? typed->find_first_not_of('0') : std::string::npos;
  if (first != std::string::npos) page.actions.set_option("minimum_n", typed->substr(first));
}

float draw_options(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const OptionsInForce& options = page.state.options;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_card_title(page, inner, page.text("ui.data.options"),
                            page.text("ui.data.options.detail")) +
            12;

  const std::array<Choice, 4> choices{
      Choice{"order_key", {"", "id", "day", "timestamp"}, options.order_key},
      Choice{"refunds", {"", "refund_day", "order_day", "gross"}, options.refunds},
      Choice{"zero_value_orders",
             {"count", "ignore"},
             options.zero_value_orders.empty() ? std::string_view("count")
                                               : options.zero_value_orders},
      Choice{"period", {"week", "month", "quarter", "year"}, page.report().period}};
  const size_t per_row = inner.w >= 860 ? 3 : inner.w >= 520 ? 2 : 1;
  const float width =
      (inner.w - 16 * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
  const float row = kCaption.line + 4 + canvas.control_height() + 16;
  for (size_t i = 0; i <= choices.size(); ++i) {
    const float x = inner.x + static_cast<float>(i % per_row) * (width + 16);
    const float row_y = y + static_cast<float>(i / per_row) * row;
    const Rect rect{x, row_y + kCaption.line + 4, width, canvas.control_height()};
    const bool is_choice = i < choices.size();
    const std::string key =
        "ui.option." + std::string(is_choice ? choices[i].option : std::string_view("minimum_n"));
    canvas.text_in({x, row_y, width, kCaption.line}, page.text(key), kCaption, colors.muted);
    if (is_choice) {
      draw_choice(page, rect, choices[i]);
    } else {
      draw_minimum(page, rect);
    }
  }
  const size_t rows = (choices.size() + per_row) / per_row;
  return end_card(canvas, card, y + static_cast<float>(rows) * row - 16);
}

}  // namespace

float draw_data(Page& page, float top) {
  float y = draw_headline(page, top) + kGap;
  y = draw_receipt(page, y) + kGap;
  y = draw_mapping(page, y) + kGap;
  return draw_options(page, y);
}

}  // namespace dangol::ui
