// The formula of the articles with its three ways to get the years, and what one may pay for a new
// customer: typed acquisition cost against value, and after how long it is earned back.
#include <array>
#include <cmath>

#include "ui/strings/csv_text.h"
#include "ui/views/chart_cards.h"
#include "ui/views/headline_number.h"
#include "ui/views/value.h"

namespace dangol::ui::value_view {
namespace {

using report::ArticleLine;

constexpr float kFieldWidth = 160;

const char* years_key(const ArticleLine& line) {
  return line.years_from == "observed" ? "ui.value.simple.observed"
         : line.years_from == "churn"  ? "ui.value.simple.churn"
                                       : "ui.value.simple.typed";
}

const char* reason_key(const ArticleLine& line) {
  return line.reason == "no_churn"    ? "ui.value.simple.no_churn"
         : line.reason == "too_young" ? "ui.value.simple.too_young"
                                      : "ui.value.simple.not_typed";
}

float draw_article(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const report::ArticleValue& article = value_of(page).article;
  const Strings& strings = page.strings();
  y += canvas.paragraph({inner.x, y}, inner.w,
                        strings.fill("ui.value.simple.formula",
                                     {{"money", page.money(article.average_order_value)},
                                      {"orders", count_or_dash(article.orders_per_year, 2)}}),
                        kControl, colors.ink) +
       8;
  for (const ArticleLine& line : article.lines) {
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    y += 10;
    const bool typed = line.years_from == "typed";
    const float left = inner.w * 0.56F;
    float text = y + canvas.paragraph({inner.x, y}, left, page.text(years_key(line)), kControlBold,
                                      colors.ink);
    if (typed) {
      const auto years = draw_decimal_field(page, {inner.x, text + 4}, kFieldWidth, "value.years",
                                            page.text("ui.value.simple.years"),
                                            line.years ? json_decimal(*line.years) : std::string(),
                                            page.state.value_choices.years_text);
      if (years) {
        page.actions.set_option("models.years",
                                std::isnan(*years) || *years <= 0 ? "null" : json_decimal(*years));
      }
      text += 4 + choice_height(canvas);
    } else if (line.years) {
      text += canvas.paragraph(
          {inner.x, text}, left,
          strings.fill("ui.value.simple.years.value", {{"n", format_decimal(*line.years, 2)}}),
          kCaption, colors.muted);
    }
    float right = y;
    const Rect numbers{inner.x + left + 12, right, inner.w - left - 12, kControlBold.line};
    if (line.revenue) {
      canvas.text_in(numbers, page.money(line.revenue), kControlBold, colors.ink, Align::right);
      right += kControlBold.line;
      if (line.margin) {
        canvas.text_in({numbers.x, right, numbers.w, kCaption.line},
                       strings.fill("ui.value.card.margin", {{"value", page.money(line.margin)}}),
                       kCaption, colors.muted, Align::right);
        right += kCaption.line;
      }
    } else {
      const std::string_view reason = page.text(reason_key(line));
      if (canvas.text_width(reason, kCaption) <= numbers.w) {
        canvas.text_in(numbers, reason, kCaption, colors.muted, Align::right);
        right = numbers.bottom();
      } else {
        right += canvas.paragraph({numbers.x, right}, numbers.w, reason, kCaption, colors.muted);
      }
    }
    y = std::max(text, right) + 10;
  }
  const char* mind =
      value_of(page).new_customer ? "ui.value.simple.mind" : "ui.value.simple.mind.alone";
  return draw_note(page, {inner.x, y}, inner.w, page.text(mind), Note::accent);
}

std::string article_csv(const Page& page) {
  CsvText csv;
  for (const char* key :
       {"ui.value.simple.from", "ui.value.simple.years", "measure.revenue", "ui.value.margin"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  for (const ArticleLine& line : value_of(page).article.lines) {
    csv.cell(page.text(years_key(line)));
    for (const report::Number& number : {line.years, line.revenue, line.margin}) csv.number(number);
    csv.end_row();
  }
  return csv.take();
}

float draw_cost(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const report::Value& value = value_of(page);
  const Strings& strings = page.strings();
  const auto cost = draw_decimal_field(
      page, {inner.x, y}, kFieldWidth, "value.cost", page.text("ui.value.cost.field"),
      value.acquisition_cost ? json_decimal(*value.acquisition_cost) : std::string(),
      page.state.value_choices.cost_text);
  if (cost) {
    page.actions.set_option("models.acquisition_cost",
                            std::isnan(*cost) || *cost <= 0 ? "null" : json_decimal(*cost));
  }
  y += choice_height(canvas) + 16;
  const report::Range& ratio = value.ltv_to_cac;
  if (!ratio.value) {
    const bool margin = value.margin.has_value();
    const char* key = !value.new_customer || !value.new_customer->revenue.value
                          ? "ui.value.cost.none"
                      : !value.acquisition_cost ? "ui.value.cost.type"
                      : margin                  ? "ui.value.cost.none"
                                                : "ui.value.cost.margin";
    return y + canvas.paragraph({inner.x, y}, inner.w, page.text(key), kBody, colors.muted);
  }
  const float half = canvas.phone() ? inner.w : (inner.w - kGap) / 2;
  const auto number = [&](Point at, const char* key, const MoneyText& text,
                          const std::string& under) {
    at.y += canvas.paragraph(at, half, page.text(key), kControl, colors.muted);
    const TextStyle style = fitting_headline(canvas, text, half);
    draw_headline_number(canvas, at, text, style);
    at.y += style.line;
    return at.y + canvas.paragraph(at, half, under, kCaption, colors.muted);
  };
  const std::string interval = ratio.low && ratio.high ? std::string(page.text("ui.interval")) +
                                                             " " + format_decimal(*ratio.low, 2) +
                                                             "–" + format_decimal(*ratio.high, 2)
                                                       : std::string();
  float bottom = number(
      {inner.x, y}, "ui.value.cost.ratio",
      {{}, format_decimal(*ratio.value, 2), std::string(page.text("ui.value.fold"))}, interval);
  const Point at = canvas.phone() ? Point{inner.x, bottom + 12} : Point{inner.x + half + kGap, y};
  const report::Number& payback = value.payback_months;
  const float second = number(
      at, "ui.value.cost.payback",
      {{},
       payback ? format_decimal(*payback, 1) : "–",
       payback ? std::string(page.text("ui.value.month")) : std::string()},
      payback ? std::string()
              : strings.fill("ui.value.cost.late", {{"n", count_text(value.horizon_months)}}));
  bottom = std::max(bottom, second) + 12;
  const bool pays = *ratio.value >= 1;
  const bool sure = ratio.low && ratio.high && (*ratio.low >= 1 || *ratio.high < 1);
  return draw_note(page, {inner.x, bottom}, inner.w,
                   strings.fill(!sure  ? "ui.value.cost.unsure"
                                : pays ? "ui.value.cost.pays"
                                       : "ui.value.cost.loses",
                                {{"span", first_span(page)}}),
                   sure && !pays ? Note::caution : Note::accent);
}

std::string cost_csv(const Page& page) {
  const report::Value& value = value_of(page);
  CsvText csv;
  for (const char* key : {"ui.value.item", "mirror.value", "ui.overview.low", "ui.overview.high"}) {
    csv.cell(page.text(key));
  }
  csv.end_row();
  const auto row = [&](const char* key, const report::Range& range) {
    csv.cell(page.text(key));
    csv.number(range.value);
    csv.number(range.low);
    csv.number(range.high);
    csv.end_row();
  };
  row("ui.value.cost.field", {value.acquisition_cost, {}, {}});
  row("ui.value.cost.ratio", value.ltv_to_cac);
  row("ui.value.cost.payback", {value.payback_months, {}, {}});
  return csv.take();
}

}  // namespace

float draw_simple(Page& page, float top) {
  const std::array<ChartCard, 2> cards{
      ChartCard{"simple", std::string(page.text("ui.value.simple")),
                std::string(page.text("ui.value.simple.detail")), draw_article, article_csv},
      ChartCard{"cost", std::string(page.text("ui.value.cost")),
                page.strings().fill("ui.value.cost.detail", {{"span", first_span(page)}}),
                draw_cost, cost_csv}};
  return draw_chart_cards(page, top, "value", cards);
}

}  // namespace dangol::ui::value_view
