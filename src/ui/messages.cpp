// Reads the small JSON objects that the page sends; the Report has its own reader in report/.
#include "report/parse_json.h"
#include "ui/state.h"

namespace dangol::ui {
namespace {

// The Report's reader uses the same type, so that its code is in the module once.
using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double number_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

bool flag_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

std::string_view view_name(View view) {
  switch (view) {
    case View::start:
      return "start";
    case View::data:
      return "data";
    case View::overview:
      return "overview";
    case View::cohorts:
      return "cohorts";
    case View::retention:
      return "retention";
    case View::value:
      return "value";
    case View::segments:
      return "segments";
    case View::experiment:
      return "experiment";
    case View::calculators:
      return "calculators";
  }
  return "start";
}

std::optional<View> parse_view(std::string_view name) {
  for (const View view : kViews) {
    if (view_name(view) == name) return view;
  }
  return std::nullopt;
}

void read_environment(std::string_view json, Environment& environment) {
  const Json object = report::parse_json(json);
  if (!object.is_object()) return;
  environment.language = text_of(object, "language") == "en" ? Language::en : Language::ko;
  environment.dark = text_of(object, "theme") == "dark";
  environment.touch = flag_of(object, "touch");
  environment.accent = parse_color(text_of(object, "accent"));
}

void read_status(std::string_view json, Status& status) {
  const Json object = report::parse_json(json);
  if (!object.is_object()) return;
  status = {};
  status.state = text_of(object, "state");
  if (status.state.empty()) status.state = "idle";
  status.name = text_of(object, "name");
  status.bytes = number_of(object, "bytes");
  status.total_bytes = number_of(object, "total_bytes");
  status.rows = number_of(object, "rows");
  const auto error = object.find("error");
  if (error == object.end() || !error->is_object()) return;
  Failure& failure = status.error.emplace();
  failure.code = text_of(*error, "code");
  failure.line = number_of(*error, "line");
  failure.column = number_of(*error, "column");
  failure.detail = text_of(*error, "detail");
  const auto messages = error->find("messages");
  if (messages == error->end() || !messages->is_object()) return;
  failure.message_ko = text_of(*messages, "ko");
  failure.message_en = text_of(*messages, "en");
}

std::string_view OptionsInForce::get(std::string_view name) const {
  for (const auto& [option, value] : chosen) {
    if (option == name) return value;
  }
  return {};
}

void read_calculators(std::string_view json, CalculatorPage& page) {
  const Json object = report::parse_json(json);
  page = {};
  if (!object.is_object()) return;
  const auto each = [](const Json& from, const char* name, auto&& read) {
    const auto found = from.find(name);
    if (found == from.end()) return;
    for (const Json& one : *found) read(one);
  };
  const auto option = [](const Json& one) {
    return ControlOption{text_of(one, "value"), text_of(one, "label")};
  };
  const auto text = [](const Json& one) { return one.is_string() ? one.get<std::string>() : ""; };
  each(object, "list", [&](const Json& one) { page.list.push_back(option(one)); });
  page.chosen = text_of(object, "chosen");
  page.title = text_of(object, "title");
  page.detail = text_of(object, "detail");
  page.choose = text_of(object, "choose");
  page.fill = text_of(object, "fill");
  page.clear = text_of(object, "clear");
  page.copy = text_of(object, "copy");
  each(object, "fields", [&](const Json& one) {
    CalculatorField field{text_of(one, "name"), text_of(one, "label"), text_of(one, "value"),
                          text_of(one, "hint"), text_of(one, "note"),  flag_of(one, "wrong")};
    each(one, "options", [&](const Json& part) { field.options.push_back(option(part)); });
    page.fields.push_back(std::move(field));
  });
  each(object, "results", [&](const Json& one) {
    page.results.push_back({text_of(one, "label"), text_of(one, "number"), text_of(one, "unit"),
                            text_of(one, "interval"), text_of(one, "formula"),
                            text_of(one, "filled"), text_of(one, "note"), flag_of(one, "wrong")});
  });
  each(object, "notes", [&](const Json& one) { page.notes.push_back(text(one)); });
  page.quotes_title = text_of(object, "quotes_title");
  each(object, "quotes", [&](const Json& one) { page.quotes.push_back(text(one)); });
}

namespace {

void read_filters(const Json& object, report::Selection& filters) {
  const auto texts = [](const Json& list) {
    std::vector<std::string> values;
    if (!list.is_array()) return values;
    for (const Json& one : list) {
      if (one.is_string()) values.push_back(one.get<std::string>());
    }
    return values;
  };
  const auto add_column = [&](const std::string& name, const Json& list) {
    report::ColumnFilter column{name, texts(list)};
    if (!column.values.empty()) filters.columns.push_back(std::move(column));
  };
  filters.from = text_of(object, "from");
  filters.to = text_of(object, "to");
  filters.first_order_from = text_of(object, "first_order_from");
  filters.first_order_to = text_of(object, "first_order_to");
  for (const auto& [name, value] : object.items()) {
    if (name == "segment") filters.segment = texts(value);
    if (name == "product" || name == "channel") add_column(name, value);
    if (name != "columns" || !value.is_object()) continue;
    for (const auto& [column, list] : value.items()) add_column(column, list);
  }
}

}  // namespace

void read_options(std::string_view json, OptionsInForce& options) {
  const Json object = report::parse_json(json);
  options = {};
  if (!object.is_object()) return;
  for (const auto& [name, value] : object.items()) {
    if (value.is_string()) options.chosen.emplace_back(name, value.get<std::string>());
    if (name == "filters" && value.is_object()) read_filters(value, options.filters);
    if (name == "margin" && value.is_number()) {
      options.margin = value.get<double>();
    } else if (value.is_number()) {
      options.chosen.emplace_back(name, std::to_string(value.get<int64_t>()));
    }
  }
}

}  // namespace dangol::ui
