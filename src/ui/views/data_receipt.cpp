// The receipt: what was read, what was left out and why, in sums that add up, and the few things
// that only the shop can know (are identical rows a mistake, which currency, what an amount is).
#include <algorithm>

#include "ui/strings/format.h"
#include "ui/views/view.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui {
namespace {

using report::Receipt;
using report::SetAside;

struct Fact {
  std::string name;
  std::string value;
};

std::vector<Fact> receipt_facts(const Page& page) {
  const Receipt& receipt = page.report().receipt;
  const auto name = [&](const char* key) { return std::string(page.text(key)); };
  std::vector<Fact> facts{
      {name("ui.receipt.rows_read"), count_text(receipt.rows_read)},
      {name("measure.orders"), count_text(receipt.orders)},
      {name("measure.customers"), receipt.customers ? format_count(*receipt.customers) : "–"},
      {name("measure.revenue"), page.money(receipt.revenue)},
      {name("ui.receipt.range"),
       receipt.first_day.empty() ? "–" : receipt.first_day + " – " + receipt.last_day},
      {name("ui.receipt.identity"),
       receipt.identity.empty() ? "–" : std::string(page.text("role." + receipt.identity))},
      {name("ui.receipt.currency"),
       receipt.currency.empty() ? name("ui.receipt.unknown") : receipt.currency},
  };
  const auto add_count = [&](const char* key, uint64_t value) {
    if (value > 0) facts.push_back({name(key), count_text(value)});
  };
  add_count("ui.receipt.cancelled_orders", receipt.cancelled_orders);
  add_count("ui.receipt.refund_rows", receipt.refund_rows);
  if (receipt.refund_documents > 0) {
    facts.push_back(
        {name("ui.receipt.refunds"),
         page.strings().fill("ui.receipt.refunds.value",
                             {{"n", count_text(receipt.refund_documents)},
                              {"amount", page.money(receipt.refund_amount.value_or(0))}})});
  }
  add_count("ui.receipt.zero_value_orders", receipt.zero_value_orders);
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
  float y =
      draw_sum(page, {inner.x, top}, inner.w,
               page.strings().fill("ui.receipt.sum.rows", {{"read", count_text(receipt.rows_read)},
                                                           {"used", count_text(receipt.rows_used)},
                                                           {"aside", count_text(aside)}}),
               receipt.rows_read == receipt.rows_used + aside);
  if (!receipt.amount_read) return y;
  double amount = 0;
  for (const SetAside& part : receipt.set_aside) amount += part.amount.value_or(0);
  const bool repeated = receipt.repeated_totals.rows > 0;
  return draw_sum(
      page, {inner.x, y + 2}, inner.w,
      page.strings().fill(repeated ? "ui.receipt.sum.amounts.repeated" : "ui.receipt.sum.amounts",
                          {{"read", page.money(*receipt.amount_read)},
                           {"used", page.money(receipt.revenue)},
                           {"aside", page.money(amount)},
                           {"repeated", page.money(receipt.repeated_totals.amount)}}),
      amounts_reconcile(receipt));
}

// What the shop should confirm.

/// A statement about the file and the choice it leaves.
struct Check {
  std::string sentence;
  std::string detail;
  std::string_view option;
  std::vector<ControlOption> options;
  std::string_view current;
};

std::vector<ControlOption> two_ways(const Page& page, const std::string& option,
                                    const std::string& one, const std::string& other) {
  const std::string key = "ui.option." + option + ".";
  return {{one, std::string(page.text(key + one))}, {other, std::string(page.text(key + other))}};
}

std::vector<Check> receipt_checks(const Page& page) {
  const report::Report& report = page.report();
  const Receipt& receipt = report.receipt;
  const Strings& strings = page.strings();
  std::vector<Check> checks;
  if (receipt.currencies.size() > 1) {
    Check check{
        strings.fill("ui.receipt.currencies", {{"n", std::to_string(receipt.currencies.size())},
                                               {"currency", receipt.currency}}),
        {},
        "currency",
        {},
        receipt.currency};
    for (const report::CurrencyPart& part : receipt.currencies) {
      if (!part.currency.empty()) check.options.push_back({part.currency, part.currency});
      check.detail +=
          (check.detail.empty() ? "" : " · ") +
          (part.currency.empty() ? std::string(page.text("ui.receipt.unknown")) : part.currency) +
          " " + strings.fill("ui.count.rows", {{"n", count_text(part.rows)}});
      if (part.amount) {
        check.detail +=
            " " + format_money(*part.amount, part.currency, strings.language()).joined();
      }
    }
    checks.push_back(std::move(check));
  }
  const report::Duplicates& duplicates = receipt.duplicates;
  if (duplicates.rows > 0) {
    checks.push_back(
        {strings.fill("ui.receipt.duplicates", {{"rows", count_text(duplicates.rows)},
                                                {"line", count_text(duplicates.first_line)},
                                                {"amount", page.money(duplicates.amount)}}),
         {},
         "duplicates",
         two_ways(page, "duplicates", "keep", "drop"),
         duplicates.dropped ? "drop" : "keep"});
  }
  const std::string& scope = report.source.amount_scope;
  if (receipt.amount_read && !scope.empty() && find_column(report, "order") != nullptr) {
    checks.push_back({std::string(page.text("ui.receipt.amounts." + scope)),
                      {},
                      "amounts",
                      two_ways(page, "amounts", "line", "order"),
                      scope});
  }
  return checks;
}

/// The statement to the left and the choice to the right, or under it where that is too narrow.
float draw_check(Page& page, const Rect& inner, float top, const Check& check) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  constexpr float kListWidth = 180;
  constexpr size_t kMostSegments = 4;
  const bool list = check.options.size() > kMostSegments;
  const bool stacked = inner.w < 620;
  const float own_width = list ? kListWidth : segmented_width(canvas, check.options);
  const float choice_width = stacked ? inner.w : own_width;
  const float text_width = stacked ? inner.w : inner.w - choice_width - 32;
  const float height = canvas.control_height();
  canvas.horizontal(inner.x, top, inner.w, colors.line);
  float text_height = canvas.paragraph_height(text_width, check.sentence, kControl, true);
  if (!check.detail.empty()) {
    text_height += canvas.paragraph_height(text_width, check.detail, kCaption);
  }
  const float row = stacked ? text_height + 8 + height : std::max(text_height, height);
  float y = top + 10 + (stacked ? 0 : (row - text_height) / 2);
  y += canvas.rich({inner.x, y}, text_width, check.sentence, kControl, colors.ink, colors.ink);
  canvas.paragraph({inner.x, y}, text_width, check.detail, kCaption, colors.muted);

  const std::string id = "data.option." + std::string(check.option);
  const std::string_view label = page.text("ui.option." + std::string(check.option));
  const Point at{inner.right() - choice_width,
                 stacked ? top + 10 + text_height + 8 : top + 10 + (row - height) / 2};
  const auto chosen =
      list ? select(canvas, {at.x, at.y, choice_width, height}, id, label, check.options,
                    check.current)
           : segmented(canvas, at, id, label, check.options, check.current, choice_width);
  if (chosen) page.actions.set_option(check.option, json_string(*chosen));
  return top + row + 20;
}

float draw_checks(Page& page, const Rect& inner, float top) {
  const std::vector<Check> checks = receipt_checks(page);
  if (checks.empty()) return top;
  float y = top + 20;
  y += page.canvas.paragraph({inner.x, y}, inner.w, page.text("ui.receipt.check"), kBodyBold,
                             page.colors().ink) +
       4;
  for (const Check& check : checks) y = draw_check(page, inner, y, check);
  return y - 10;
}

// What was left out.

std::string set_aside_place(const Page& page, const SetAside& part) {
  std::string text = part.file;
  const auto add = [&](const std::string& more) {
    if (!more.empty()) text += (text.empty() ? "" : " · ") + more;
  };
  if (part.first_line > 0) {
    add(page.strings().fill("ui.status.place", {{"line", count_text(part.first_line)}}));
  }
  add(part.example);
  return text;
}

float draw_set_aside(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const bool narrow = inner.w < 620;
  constexpr float kLeastNumber = 114;
  const auto rows_text = [&](const SetAside& part) {
    return page.strings().fill("ui.count.rows", {{"n", count_text(part.rows)}});
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

/// Whether the matter stands on this page as a question, with its answers.
bool is_asked(const report::Report& report, std::string_view code) {
  return (code == "date_order_ambiguous" && date_order_assumed(report)) ||
         (code == "several_currencies" && report.receipt.currencies.size() > 1);
}

float draw_warnings(Page& page, const Rect& inner, float top) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  float y = top;
  for (const report::Warning& warning : page.report().receipt.warnings) {
    if (is_asked(page.report(), warning.code)) continue;
    std::string sentence =
        page.strings().fill("warning." + warning.code, {{"rows", count_text(warning.rows)},
                                                        {"line", count_text(warning.line)},
                                                        {"detail", warning.detail}});
    if (sentence.empty()) sentence = warning.code;
    draw_icon(canvas, Icon::warning, {inner.x + 9, y + kControl.line / 2}, 16, colors.caution,
              colors.card);
    y += canvas.paragraph({inner.x + 28, y}, inner.w - 28, sentence, kControl, colors.ink) + 4;
  }
  return y;
}

}  // namespace

float draw_receipt(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const Receipt& receipt = page.report().receipt;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  float y = draw_card_title(page, inner, page.text("ui.receipt.title"), {}) + 10;
  y = draw_facts(page, inner, y) + 16;
  y = draw_sums(page, inner, y);
  if (!receipt.warnings.empty()) y = draw_warnings(page, inner, y + 16);
  y = draw_checks(page, inner, y);
  if (!receipt.set_aside.empty()) y = draw_set_aside(page, inner, y + 20);
  return end_card(canvas, card, y);
}

}  // namespace dangol::ui
