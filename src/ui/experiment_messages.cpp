// Reads what web/experiment.js tells the Experiment view.
#include "report/parse_json.h"
#include "ui/experiment_page.h"

namespace dangol::ui {
namespace experiment_view {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> number_of(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  return value.get<double>();
}

std::optional<double> number_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::nullopt : number_of(*found);
}

bool flag_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

template <typename Read>
void each(const Json& object, const char* name, const Read& read) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return;
  for (const Json& one : *found) read(one);
}

template <typename Read>
void within(const Json& object, const char* name, const Read& read) {
  const auto found = object.find(name);
  if (found != object.end() && found->is_object()) read(*found);
}

ExperimentTone tone_of(const Json& object) {
  const std::string tone = text_of(object, "tone");
  return tone == "good"    ? ExperimentTone::good
         : tone == "bad"   ? ExperimentTone::bad
         : tone == "faint" ? ExperimentTone::faint
                           : ExperimentTone::plain;
}

std::vector<std::string> texts_of(const Json& object, const char* name) {
  std::vector<std::string> texts;
  each(object, name, [&](const Json& one) {
    if (one.is_string()) texts.push_back(one.get<std::string>());
  });
  return texts;
}

std::vector<ControlOption> options_of(const Json& object, const char* name) {
  std::vector<ControlOption> options;
  each(object, name, [&](const Json& one) {
    if (one.is_object()) options.push_back({text_of(one, "value"), text_of(one, "label")});
  });
  return options;
}

std::vector<ExperimentField> fields_of(const Json& object, const char* name) {
  std::vector<ExperimentField> fields;
  each(object, name, [&](const Json& one) {
    if (!one.is_object()) return;
    fields.push_back({text_of(one, "id"), text_of(one, "label"), text_of(one, "value"),
                      text_of(one, "hint"), text_of(one, "note"), flag_of(one, "words"),
                      options_of(one, "options")});
  });
  return fields;
}

std::vector<ExperimentNumber> numbers_of(const Json& object, const char* name) {
  std::vector<ExperimentNumber> numbers;
  each(object, name, [&](const Json& one) {
    if (!one.is_object()) return;
    numbers.push_back({text_of(one, "label"), text_of(one, "before"), text_of(one, "number"),
                       text_of(one, "unit"), text_of(one, "note")});
  });
  return numbers;
}

void read_form(const Json& object, ExperimentForm& form) {
  form.title = text_of(object, "title");
  form.detail = text_of(object, "detail");
  form.heads = texts_of(object, "heads");
  each(object, "rows", [&](const Json& one) {
    if (!one.is_object()) return;
    form.rows.push_back({fields_of(one, "fields"), text_of(one, "remove"), text_of(one, "note")});
  });
  form.buttons = options_of(object, "buttons");
}

void read_plot(const Json& object, ExperimentPlot& plot) {
  plot.title = text_of(object, "title");
  plot.detail = text_of(object, "detail");
  plot.heads = texts_of(object, "heads");
  plot.unit = text_of(object, "unit");
  plot.margin = number_of(object, "margin");
  plot.margin_label = text_of(object, "margin_label");
  each(object, "rows", [&](const Json& one) {
    if (!one.is_object()) return;
    plot.rows.push_back({text_of(one, "name"), text_of(one, "detail"), text_of(one, "control"),
                         text_of(one, "variant"), text_of(one, "change"), text_of(one, "p"),
                         tone_of(one), number_of(one, "value"), number_of(one, "low"),
                         number_of(one, "high"), options_of(one, "facts")});
  });
}

ExperimentTable table_of(const Json& object) {
  ExperimentTable table{text_of(object, "id"),
                        text_of(object, "title"),
                        text_of(object, "detail"),
                        texts_of(object, "heads"),
                        {},
                        flag_of(object, "words"),
                        texts_of(object, "notes")};
  each(object, "rows", [&](const Json& one) {
    if (one.is_object()) table.rows.push_back({texts_of(one, "cells"), tone_of(one)});
  });
  return table;
}

void read_chart(const Json& object, ExperimentChart& chart) {
  chart.title = text_of(object, "title");
  chart.detail = text_of(object, "detail");
  chart.steps = flag_of(object, "steps");
  chart.days = flag_of(object, "days");
  chart.notes = texts_of(object, "notes");
  each(object, "lines", [&](const Json& one) {
    if (!one.is_object()) return;
    ExperimentLine line{text_of(one, "name"), flag_of(one, "dashed"), {}, {}, {}, {}};
    each(one, "x", [&](const Json& x) { line.x.push_back(number_of(x).value_or(0)); });
    const auto numbers = [&](const char* name, std::vector<std::optional<double>>& to) {
      each(one, name, [&](const Json& value) { to.push_back(number_of(value)); });
      if (!to.empty()) to.resize(line.x.size());
    };
    numbers("value", line.value);
    numbers("low", line.low);
    numbers("high", line.high);
    line.value.resize(line.x.size());
    chart.lines.push_back(std::move(line));
  });
}

}  // namespace
}  // namespace experiment_view

void read_experiment_page(std::string_view json, ExperimentPage& page) {
  using namespace experiment_view;
  const Json object = report::parse_json(json);
  page = {};
  if (!object.is_object()) return;
  page.there = true;
  page.filtered = flag_of(object, "filtered");
  page.answer = text_of(object, "answer");
  page.detail = text_of(object, "detail");
  page.alarm = flag_of(object, "alarm");
  page.causes = texts_of(object, "causes");
  page.sources_label = text_of(object, "sources_label");
  page.sources = options_of(object, "sources");
  page.source = text_of(object, "source");
  within(object, "verdict", [&](const Json& verdict) {
    page.badge = text_of(verdict, "badge");
    page.badge_tone = tone_of(verdict);
    page.health = text_of(verdict, "health");
    page.health_detail = text_of(verdict, "detail");
  });
  page.numbers = numbers_of(object, "numbers");
  within(object, "form", [&](const Json& form) { read_form(form, page.form); });
  within(object, "plot", [&](const Json& plot) { read_plot(plot, page.plot); });
  within(object, "settings", [&](const Json& settings) {
    page.settings_title = text_of(settings, "title");
    page.settings_detail = text_of(settings, "detail");
    page.settings = fields_of(settings, "fields");
  });
  each(object, "tables", [&](const Json& one) {
    if (one.is_object()) page.tables.push_back(table_of(one));
  });
  within(object, "curves", [&](const Json& curves) { read_chart(curves, page.curves); });
  within(object, "planner", [&](const Json& planner) {
    page.planner.title = text_of(planner, "title");
    page.planner.detail = text_of(planner, "detail");
    page.planner.fields = fields_of(planner, "fields");
    page.planner.numbers = numbers_of(planner, "numbers");
    page.planner.problem = text_of(planner, "problem");
    page.planner.notes = texts_of(planner, "notes");
    within(planner, "chart", [&](const Json& chart) { read_chart(chart, page.planner.chart); });
  });
}

}  // namespace dangol::ui
