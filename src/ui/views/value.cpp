// What a customer is worth: the answer in one sentence, what it rests on, and the numbers behind
// it. Forecasts, customers, the simple formula, subscriptions and the fits have files of their own.
#include "ui/views/value.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/views/chart_cards.h"
#include "ui/views/headline_number.h"

namespace dangol::ui {
namespace value_view {

using report::Range;

const report::Value& value_of(const Page& page) {
  return *page.report().value;
}
const report::Models& models_of(const Page& page) {
  return *page.report().models;
}

namespace {

constexpr float kFieldWidth = 132;

// The answer.

/// What was seen of customers who are old enough, where nothing can be predicted.
const report::HistoricAge* observed_age(const report::Value& value) {
  const report::HistoricAge* found = nullptr;
  for (const report::HistoricAge& age : value.historic.ages) {
    if (age.age <= value.horizon_months && age.mean) found = &age;
  }
  return found;
}

std::string answer(const Page& page) {
  const report::Value& value = value_of(page);
  const Strings& strings = page.strings();
  if (value.new_customer) {
    const report::NewCustomer& one = *value.new_customer;
    const bool margin = one.margin.value.has_value();
    const Range& worth = margin ? one.margin : one.revenue;
    if (worth.value) {
      return strings.fill(margin ? "ui.value.answer.margin" : "ui.value.answer.revenue",
                          {{"span", first_span(page)},
                           {"value", about_money(page, worth)},
                           {"range", money_range(page, worth)}});
    }
    if (one.p_repeat.value) {
      return strings.fill("ui.value.answer.repeat",
                          {{"span", first_span(page)}, {"rate", format_rate(*one.p_repeat.value)}});
    }
  }
  const report::HistoricAge* age = observed_age(value);
  if (age == nullptr) return std::string(strings.get("ui.value.answer.none"));
  return strings.fill(age->age == 0 ? "ui.value.answer.first_order" : "ui.value.answer.observed",
                      {{"n", std::to_string(age->age)}, {"value", page.money(age->mean)}});
}

std::string answer_detail(const Page& page) {
  const report::Value& value = value_of(page);
  const Strings& strings = page.strings();
  std::string rests =
      strings.fill("ui.value.answer.rests", {{"n", count_text(models_of(page).customers)},
                                             {"model", model_name(page, models_of(page).chosen)}});
  if (!value.new_customer) return std::string(strings.get("ui.value.answer.refused"));
  const report::NewCustomer& one = *value.new_customer;
  if (!one.p_repeat.value || !one.repeat_orders.value) return rests;
  return strings.fill(one.order_value ? "ui.value.answer.detail" : "ui.value.answer.detail.orders",
                      {{"rate", format_rate(*one.p_repeat.value)},
                       {"orders", format_decimal(*one.repeat_orders.value, 2)},
                       {"money", page.money(one.order_value)}}) +
         " " + rests;
}

/// The reasons that the visitor must know before the numbers.
float draw_reasons(Page& page, float top) {
  const report::Models& models = models_of(page);
  if (models.reasons.empty()) return top;
  const Strings& strings = page.strings();
  std::string sentence(strings.get(models.verdict == "refused" ? "ui.value.refused"
                                   : models.verdict == "weak"  ? "ui.value.weak"
                                                               : "ui.value.mind"));
  for (const std::string& reason : models.reasons) {
    sentence +=
        " " + strings.fill("warning." + reason, {{"customers", count_text(models.customers)},
                                                 {"repeat", count_text(models.repeat_customers)},
                                                 {"days", count_text(models.days)}});
  }
  return kGap + draw_note(page, {page.x, top}, page.width, sentence,
                          models.verdict == "fine" ? Note::accent : Note::caution);
}

// The choices.

std::vector<ControlOption> horizons(const Page& page) {
  std::vector<ControlOption> options;
  for (const char* months : {"6", "12", "24", "36"}) {
    options.push_back({months, page.strings().fill("ui.value.months", {{"n", months}})});
  }
  return options;
}

/// Per cent in the field, a share in the options.
void draw_percent(Page& page, Point at, float width, std::string_view option,
                  std::string_view label, const report::Number& in_force, std::string& typed) {
  const auto percent = draw_decimal_field(
      page, at, width, "value." + std::string(option), label,
      in_force ? json_decimal(std::round(*in_force * 1e6) / 1e4) : std::string(), typed);
  if (!percent) return;
  if (std::isnan(*percent)) page.actions.set_option(option, "null");
  if (*percent <= 100) page.actions.set_option(option, json_decimal(*percent / 100));
}

float draw_choices(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const report::Value& value = value_of(page);
  ValueChoices& choices = page.state.value_choices;
  const auto draw_margin = [&](Point at, float width) {
    draw_percent(page, at, width, "margin", page.text("ui.cohorts.margin"), value.margin,
                 choices.margin_text);
  };
  if (!value.new_customer) {  // nothing looks ahead
    draw_margin({page.x, top}, std::min(kFieldWidth, page.width));
    return top + choice_height(canvas);
  }
  const std::vector<ControlOption> options = horizons(page);
  const std::string current = std::to_string(value.horizon_months);
  const float own = segmented_width(canvas, options);
  const bool stacked = page.width < own + 2 * kFieldWidth + 2 * kGap;
  canvas.text_in({page.x, top, page.width, kCaption.line}, page.text("ui.value.horizon"), kCaption,
                 page.colors().muted);
  const auto months =
      segmented(canvas, {page.x, top + kCaption.line + 4}, "value.horizon",
                page.text("ui.value.horizon"), options, current, stacked ? page.width : 0);
  if (months) page.actions.set_option("models.horizon_months", *months);
  float x = page.x + own + kGap;
  float y = top;
  float width = kFieldWidth;
  if (stacked) {
    x = page.x;
    y += choice_height(canvas) + 8;
    width = (page.width - kGap) / 2;
  }
  draw_percent(page, {x, y}, width, "models.discount_rate", page.text("ui.value.rate"),
               value.discount_rate, choices.rate_text);
  draw_margin({x + width + kGap, y}, width);
  return y + choice_height(canvas);
}

// The cards.

struct ValueCard {
  const char* key;
  const char* definition;
  MoneyText number;
  std::string basis;
  std::string interval;
  report::Number amount = {};  ///< of money
};

MoneyText plain_number(const Page& page, const report::Number& value, const char* unit,
                       int decimals = 0) {
  if (!value) return {{}, "–", {}};
  return {{}, format_decimal(*value, decimals), std::string(page.text(unit))};
}

MoneyText money_number(const Page& page, const Range& range) {
  if (!range.value) return {{}, "–", {}};
  return rounded_money(page, *range.value, range);
}

std::string margin_text(const Page& page, const Range& margin) {
  if (!margin.value) return {};
  return page.strings().fill("ui.value.card.margin", {{"value", about_money(page, margin)}});
}

std::array<ValueCard, 4> value_cards(const Page& page) {
  const report::Value& value = value_of(page);
  const report::NewCustomer& one = *value.new_customer;
  const report::BaseValue& base = *value.base;
  const Strings& strings = page.strings();
  std::string alive_basis(strings.get("ui.value.card.alive.unknown"));
  if (base.alive.value) {
    const double share = *base.alive.value / std::max(1.0, static_cast<double>(base.customers));
    alive_basis = strings.fill("ui.value.card.alive.of",
                               {{"n", count_text(base.customers)}, {"share", format_rate(share)}});
  }
  const std::string per_head = strings.fill(
      "ui.value.card.orders.each",
      {{"n", base.orders.value
                 ? format_decimal(
                       *base.orders.value / std::max(1.0, static_cast<double>(base.customers)), 2)
                 : "–"}});
  return {ValueCard{"ui.value.card.new", "ui.value.card.new.definition",
                    money_number(page, one.revenue), margin_text(page, one.margin),
                    money_interval(page, one.revenue), one.revenue.value},
          ValueCard{"ui.value.card.alive", "ui.value.card.alive.definition",
                    plain_number(page, base.alive.value, "ui.value.people"), alive_basis,
                    count_interval(page, base.alive)},
          ValueCard{"ui.value.card.orders", "ui.value.card.orders.definition",
                    plain_number(page, base.orders.value, "ui.unit.orders"), per_head,
                    count_interval(page, base.orders)},
          ValueCard{"ui.value.card.revenue", "ui.value.card.revenue.definition",
                    money_number(page, base.revenue), margin_text(page, base.margin),
                    money_interval(page, base.revenue), base.revenue.value}};
}

std::string card_title(const Page& page, const ValueCard& card) {
  return page.strings().fill(
      card.key, {{"span", card.key == std::string_view("ui.value.card.new") ? first_span(page)
                                                                            : next_span(page)}});
}

std::string card_definition(const Page& page, const ValueCard& card) {
  const report::Value& value = value_of(page);
  return page.strings().fill(card.definition, {{"n", std::to_string(value.horizon_months)},
                                               {"rate", format_rate(value.discount_rate)}});
}

/// In short where all its digits have no room, and without a unit that has none: the title says it.
MoneyText fitting_number(const Page& page, const ValueCard& content, float width) {
  const Canvas& canvas = page.canvas;
  const TextStyle unit{kHeadlineTight.size / 2, true, kHeadlineTight.line};
  const auto fits = [&](const MoneyText& number) {
    return canvas.text_width(number.number, kHeadlineTight) +
               canvas.text_width(number.before, unit) + canvas.text_width(number.after, unit) + 6 <=
           width;
  };
  MoneyText number = content.number;
  if (fits(number)) return number;
  const bool money = content.amount.has_value();
  if (money) number.number = format_compact(*content.amount, page.strings().language());
  if (!fits(number) && !money) number.after.clear();
  return number;
}

/// Returns where the content ends.
float draw_card(Page& page, const Card& card, const ValueCard& content) {
  constexpr float kInfo = 20;
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const Rect& inner = card.inner;
  const std::string title = card_title(page, content);
  float y = inner.y;
  y += canvas.paragraph({inner.x, y}, inner.w - kInfo - 4, title, kControl, colors.muted) + 2;
  const MoneyText number = fitting_number(page, content, inner.w);
  const TextStyle style = fitting_headline(canvas, number, inner.w);
  draw_headline_number(canvas, {inner.x, y}, number, style);
  y += style.line + 2;
  for (const std::string& line :
       {range_in_width(canvas, content.interval, inner.w), content.basis}) {
    if (!line.empty()) y += canvas.paragraph({inner.x, y}, inner.w, line, kCaption, colors.muted);
  }
  const float target = canvas.control_height();
  const Rect info{inner.right() - kInfo / 2 - target / 2, inner.y + kControl.line / 2 - target / 2,
                  target, target};
  const bool open = page.state.open_definition == content.key;
  const Response response =
      canvas.use({.id = content.key + std::string(".info"),
                  .kind = ControlKind::button,
                  .label = page.strings().fill("ui.overview.definition_of", {{"name", title}}) +
                           ". " + card_definition(page, content),
                  .rect = info,
                  .checked = open});
  draw_icon(canvas, Icon::info, info.center(), 17,
            open || response.hovered ? colors.accent : colors.faint, colors.card);
  if (response.activated) page.state.open_definition = open ? "" : std::string(content.key);
  return y;
}

float draw_cards(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const std::array<ValueCard, 4> cards = value_cards(page);
  const size_t per_row = page.width >= 900 ? cards.size() : 2;
  const float gap = canvas.phone() ? 12 : kGap;
  const float width =
      (page.width - gap * static_cast<float>(per_row - 1)) / static_cast<float>(per_row);
  float y = top;
  for (size_t first = 0; first < cards.size(); first += per_row) {
    const auto card_at = [&](size_t i) {
      return begin_card(canvas, page.x + static_cast<float>(i - first) * (width + gap), y, width);
    };
    float bottom = y;
    for (size_t i = first; i < first + per_row; ++i) {
      bottom = std::max(bottom, card_bottom(canvas, draw_card(page, card_at(i), cards[i])));
    }
    for (size_t i = first; i < first + per_row; ++i) {
      const Card card = card_at(i);
      close_card(canvas, card, bottom);
      const Rect whole{card.outer.x, y, card.outer.w, bottom - y};
      const bool hovered =
          !canvas.settings().touch && page.state.open_definition.empty() && canvas.hovers(whole);
      if (!hovered && page.state.open_definition != cards[i].key) continue;
      const std::vector<TooltipLine> lines{{card_definition(page, cards[i])}};
      const Point anchor = hovered ? to_canvas(canvas, canvas.pointer())
                                   : to_canvas(canvas, {card.inner.x - 16, bottom - 24});
      tooltip(canvas, anchor, card_title(page, cards[i]), lines);
    }
    y = bottom + gap;
  }
  if (canvas.clicked_nothing() && !page.state.open_definition.empty()) {
    page.state.open_definition.clear();
    canvas.request_frames(1);
  }
  return y - gap;
}

/// While the models are fitted, or where that was broken off.
float draw_waiting(Page& page, float top) {
  Canvas& canvas = page.canvas;
  const bool busy = page.state.status.busy();
  float y = draw_answer(page, top, page.text(busy ? "ui.value.computing" : "ui.value.not_computed"),
                        page.text("ui.value.computing.detail")) +
            16;
  if (busy) return y;
  const ButtonSpec again{.id = "value.compute", .label = page.text("ui.value.compute")};
  const Rect rect{page.x, y, button_width(canvas, again), canvas.control_height()};
  if (button(canvas, rect, again)) page.actions.send("view", {{"name", "value"}});
  return rect.bottom();
}

/// For visitors without a file: the one part that needs none.
float draw_without_data(Page& page, float top) {
  const float y =
      draw_answer(page, top, page.text("ui.value.no_file"), page.text("ui.value.no_file.detail"));
  return draw_contract(page, y + 20);
}

}  // namespace
}  // namespace value_view

float draw_value(Page& page, float top) {
  using namespace value_view;
  if (!page.state.report) return draw_without_data(page, top);
  const report::Report& report = page.report();
  if (!unused_answer(report, page.strings()).empty()) return draw_nothing_used(page, top);
  if (!report.receipt.customers_known) {
    const float y = draw_answer(page, top, page.text("ui.value.empty"),
                                page.text("ui.cohorts.no_customers.detail"));
    return draw_contract(page, y + 20);
  }
  if (!report.value || !report.models) return draw_waiting(page, top);
  float y = draw_answer(page, top, answer(page), answer_detail(page) + assumption_mark(page)) + 16;
  y = draw_reasons(page, y);
  y = draw_choices(page, y) + kGap;
  if (value_of(page).new_customer && value_of(page).base) y = draw_cards(page, y) + kGap;
  y = draw_forecast(page, y) + kGap;
  y = draw_orders(page, y);
  y = draw_check(page, y);
  y = draw_customers(page, y);
  y = draw_groups(page, y);
  y = draw_simple(page, y) + kGap;
  y = draw_contract(page, y) + kGap;
  return draw_how(page, y);
}

}  // namespace dangol::ui
