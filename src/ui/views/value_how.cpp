// How the numbers were computed: the choices that can be taken back, and every fit with its
// parameters, folded at the end for those who want to check.
#include <algorithm>
#include <array>

#include "ui/strings/csv_text.h"
#include "ui/views/chart_cards.h"
#include "ui/views/value.h"
#include "ui/widgets/flow.h"
#include "ui/widgets/json_text.h"

namespace dangol::ui::value_view {
namespace {

using report::Fit;
using report::Models;

constexpr float kListWidth = 200;
constexpr float kRoomForColumns = 820;

// The choices.

std::optional<std::string> draw_day(Page& page, Point at, const char* id, const char* key,
                                    const std::string& value) {
  Canvas& canvas = page.canvas;
  canvas.text_in({at.x, at.y, kListWidth, kCaption.line}, page.text(key), kCaption,
                 page.colors().muted);
  return field(canvas, {at.x, at.y + kCaption.line + 4, kListWidth, canvas.control_height()}, id,
               page.text(key), ControlKind::date, value, page.text("ui.value.how.any_day"));
}

float draw_choices(Page& page, const Rect& inner, float y) {
  const Models& models = models_of(page);
  Flow flow({inner.x, y, inner.w, 0}, choice_height(page.canvas));
  const auto set = [&](const char* option, const std::string& value) {
    page.actions.set_option(option, value.empty() ? "null" : json_string(value));
  };
  std::vector<ControlOption> units;
  add_option(page, units, "day", "model.unit.day");
  add_option(page, units, "week", "model.unit.week");
  add_option(page, units, "month", "model.unit.month");
  if (const auto unit = draw_list(page, flow.next(kListWidth), kListWidth, "value.unit",
                                  page.text("ui.value.how.unit"), std::move(units), models.unit)) {
    set("models.unit", *unit);
  }
  std::vector<ControlOption> money;
  add_option(page, money, "false", "ui.value.how.first_out");
  add_option(page, money, "true", "ui.value.how.first_in");
  if (const auto first = draw_list(page, flow.next(kListWidth), kListWidth, "value.first",
                                   page.text("ui.value.how.first"), std::move(money),
                                   models.first_order_in_money ? "true" : "false")) {
    page.actions.set_option("models.first_order_in_money", *first);
  }
  if (const auto day = draw_day(page, flow.next(kListWidth), "value.as_of", "ui.value.how.as_of",
                                models.as_of)) {
    set("as_of", *day);
  }
  const std::string split = models.holdout ? models.holdout->calibration_end : std::string();
  if (const auto day =
          draw_day(page, flow.next(kListWidth), "value.split", "ui.value.how.split", split)) {
    set("models.calibration_end", *day);
  }
  if (const auto day = draw_day(page, flow.next(kListWidth), "value.from", "ui.value.how.from",
                                models.acquired_from)) {
    set("models.acquired_from", *day);
  }
  if (const auto day = draw_day(page, flow.next(kListWidth), "value.to", "ui.value.how.to",
                                models.acquired_to)) {
    set("models.acquired_to", *day);
  }
  return flow.bottom();
}

// The fits.

std::string parameters_text(const Fit& fit) {
  std::string text;
  for (size_t i = 0; i < fit.parameters.size(); ++i) {
    const report::Parameter& one = fit.parameters[i];
    if (!text.empty()) text += " · ";
    text += one.name + " " + (one.value ? significant(*one.value) : "–");
    if (i < fit.standard_errors.size() && fit.standard_errors[i].value) {
      text += " ± " + significant(*fit.standard_errors[i].value);
    }
  }
  return text;
}

struct FitRow {
  const Fit* fit;
  const char* what;  ///< which part of the computation; a key
};

std::vector<FitRow> fit_rows(const Page& page) {
  const Models& models = models_of(page);
  std::vector<FitRow> rows;
  for (const Fit& fit : models.fits) {
    rows.push_back(
        {&fit, fit.model == models.chosen ? "ui.value.how.chosen" : "ui.value.how.also"});
  }
  if (models.spend) rows.push_back({&models.spend->fit, "ui.value.how.spend"});
  if (models.holdout) rows.push_back({&models.holdout->fit, "ui.value.how.holdout"});
  if (models.occasions) rows.push_back({&models.occasions->fit, "ui.value.how.occasions"});
  return rows;
}

std::string verdict_text(const Page& page, const Fit& fit) {
  return std::string(page.text("model.verdict." + fit.verdict));
}

std::string numbers_text(const Fit& fit) {
  return "LL " + count_or_dash(fit.log_likelihood, 1) + " · AIC " + count_or_dash(fit.aic, 1) +
         " · BIC " + count_or_dash(fit.bic, 1);
}

void draw_fit_tip(Page& page, const FitRow& row) {
  const Fit& fit = *row.fit;
  Tip tip(page);
  for (size_t i = 0; i < fit.parameters.size(); ++i) {
    const report::Parameter& one = fit.parameters[i];
    std::string value = one.value ? significant(*one.value) : "–";
    if (i < fit.standard_errors.size() && fit.standard_errors[i].value) {
      value += " ± " + significant(*fit.standard_errors[i].value);
    }
    tip.named(one.name, value);
  }
  tip.named("LL", count_or_dash(fit.log_likelihood, 3));
  tip.named("AIC", count_or_dash(fit.aic, 3));
  tip.named("BIC", count_or_dash(fit.bic, 3));
  if (fit.gradient_norm) {
    tip.add("ui.value.how.gradient",
            *fit.gradient_norm < 1e-6 ? "< 0.000001" : significant(*fit.gradient_norm));
  }
  tip.add("ui.value.how.hessian", page.text(fit.hessian_definite ? "ui.value.yes" : "ui.value.no"));
  tip.sentence(verdict_text(page, fit));
  tip.show(model_name(page, fit.model));
}

float draw_fits(Page& page, const Rect& inner, float y) {
  Canvas& canvas = page.canvas;
  const Palette& colors = page.colors();
  const bool wide = inner.w >= kRoomForColumns;
  for (const FitRow& row : fit_rows(page)) {
    const Fit& fit = *row.fit;
    const bool chosen = row.what == std::string_view("ui.value.how.chosen");
    canvas.horizontal(inner.x, y, inner.w, colors.line);
    const float top = y;
    y += 10;
    const float names = wide ? 250.0F : inner.w;
    float left = y + canvas.paragraph({inner.x, y}, names, model_name(page, fit.model),
                                      kControlBold, chosen ? colors.accent : colors.ink);
    left += canvas.paragraph({inner.x, left}, names, page.text(row.what), kCaption, colors.muted);
    float right = wide ? y : left + 4;
    const float x = wide ? inner.x + names + kGap : inner.x;
    const float width = inner.right() - x;
    for (const std::string& line : {parameters_text(fit), numbers_text(fit)}) {
      right += canvas.paragraph({x, right}, width, line, kCaption, colors.ink);
    }
    right += canvas.paragraph({x, right}, width, verdict_text(page, fit), kCaption, colors.muted);
    y = std::max(left, right) + 10;
    if (canvas.hovers({inner.x, top, inner.w, y - top})) draw_fit_tip(page, row);
  }
  return y;
}

std::string fits_csv(const Page& page) {
  CsvText csv;
  for (const char* key : {"ui.value.how.model", "ui.value.how.part", "ui.value.how.parameter",
                          "mirror.value", "ui.value.how.error", "ui.value.how.likelihood"}) {
    csv.cell(page.text(key));
  }
  for (const char* name : {"AIC", "BIC"}) csv.cell(name);
  csv.cell(page.text("ui.value.how.gradient"));
  csv.cell(page.text("ui.value.how.unit"));
  csv.end_row();
  for (const FitRow& row : fit_rows(page)) {
    const Fit& fit = *row.fit;
    for (size_t i = 0; i < fit.parameters.size(); ++i) {
      csv.cell(fit.model);
      csv.cell(page.text(row.what));
      csv.cell(fit.parameters[i].name);
      csv.number(fit.parameters[i].value);
      csv.number(i < fit.standard_errors.size() ? fit.standard_errors[i].value : report::Number());
      for (const report::Number& number :
           {fit.log_likelihood, fit.aic, fit.bic, fit.gradient_norm}) {
        csv.number(number);
      }
      csv.cell(page.text("model.unit." + models_of(page).unit));
      csv.end_row();
    }
  }
  return csv.take();
}

std::string summary(const Page& page) {
  const Models& models = models_of(page);
  return page.strings().fill("ui.value.how.summary",
                             {{"customers", count_text(models.customers)},
                              {"repeat", count_text(models.repeat_customers)},
                              {"day", models.as_of},
                              {"days", count_text(models.days)},
                              {"unit", page.text("model.unit." + models.unit)}});
}

std::string spend_sentence(const Page& page) {
  const auto& spend = models_of(page).spend;
  if (!spend) return {};
  return page.strings().fill(
      spend->used == "gamma_gamma" ? "ui.value.how.spend.used" : "ui.value.how.spend.mean",
      {{"n", count_text(spend->customers)},
       {"mean", page.money(spend->mean)},
       {"correlation", spend->correlation ? format_decimal(*spend->correlation, 2) : "–"}});
}

}  // namespace

float draw_how(Page& page, float top) {
  Canvas& canvas = page.canvas;
  ValueChoices& choices = page.state.value_choices;
  const Card card = begin_card(canvas, page.x, top, page.width);
  const Rect& inner = card.inner;
  bool save = false;
  float room = inner.w;
  if (choices.how_open) {
    const Downloads downloads = draw_downloads(page, inner, "value.how", page.text("ui.value.how"));
    room -= downloads.width;
    save = downloads.png;
    if (downloads.csv) {
      page.actions.send(
          "download",
          {{"name", "dangol-models.csv"}, {"mime", "text/csv"}, {"text", fits_csv(page)}});
    }
  }
  const Rect head{inner.x - 8, inner.y - 8, room, canvas.control_height()};
  const Response fold = canvas.use({.id = "value.how",
                                    .kind = ControlKind::toggle,
                                    .label = std::string(page.text("ui.value.how")),
                                    .rect = head,
                                    .checked = choices.how_open});
  if (fold.hovered) canvas.fill(head, page.colors().hover, kControlRadius);
  draw_icon(canvas, choices.how_open ? Icon::chevron_down : Icon::chevron_right,
            {inner.x + 6, head.center().y}, 14, page.colors().muted, page.colors().card);
  canvas.text_in({inner.x + 22, head.y, head.w - 30, head.h}, page.text("ui.value.how"), kCardTitle,
                 page.colors().ink);
  if (fold.activated) {
    choices.how_open = !choices.how_open;
    canvas.request_frames(2);
  }
  float y = head.bottom() + 4;
  y += canvas.paragraph({inner.x, y}, inner.w, summary(page), kCaption, page.colors().muted);
  if (choices.how_open) {
    y = draw_choices(page, inner, y + 12) + 16;
    y = draw_fits(page, inner, y);
    const std::string spend = spend_sentence(page);
    for (const std::string_view text : {std::string_view(spend), page.text("ui.value.how.models"),
                                        page.text("ui.value.how.sources")}) {
      if (text.empty()) continue;
      y += canvas.paragraph({inner.x, y + 6}, inner.w, text, kCaption, page.colors().muted) + 6;
    }
  }
  y = end_card(canvas, card, y);
  if (save) page.actions.save_image("dangol-models.png", {page.x, top, page.width, y - top});
  return y;
}

}  // namespace dangol::ui::value_view
