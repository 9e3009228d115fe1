// Reads what web/value.js tells the Value view.
#include "report/parse_json.h"
#include "ui/value_page.h"

namespace dangol::ui {
namespace value_view {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<double> number_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

bool flag_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

template <typename Read>
void each(const Json& object, const char* name, const Read& read) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array()) return;
  for (const Json& one : *found) {
    if (one.is_object()) read(one);
  }
}

}  // namespace
}  // namespace value_view

void read_value_page(std::string_view json, ValuePage& page) {
  using namespace value_view;
  const Json object = report::parse_json(json);
  page = {};
  if (!object.is_object()) return;
  page.sort = text_of(object, "sort");
  page.descending = flag_of(object, "descending");
  page.busy = flag_of(object, "busy");
  page.total = number_of(object, "total").value_or(0);
  each(object, "customers", [&](const Json& one) {
    page.customers.push_back({text_of(one, "customer"), text_of(one, "last_order"),
                              number_of(one, "orders"), number_of(one, "revenue"),
                              number_of(one, "p_alive"), number_of(one, "expected_orders"),
                              number_of(one, "expected_orders_low"),
                              number_of(one, "expected_orders_high"), number_of(one, "clv")});
  });
  page.contract_text = text_of(object, "contract");
  page.contract_rate = text_of(object, "contract_rate");
  page.contract_period = text_of(object, "contract_period");
  page.contract_problem = text_of(object, "contract_problem");
  page.assumed = flag_of(object, "assumed");
  page.chosen = text_of(object, "chosen");
  each(object, "fits", [&](const Json& one) {
    page.fits.push_back({text_of(one, "model"), text_of(one, "parameters"),
                         number_of(one, "log_likelihood"), number_of(one, "bic")});
  });
  each(object, "survival", [&](const Json& one) {
    page.survival.push_back({static_cast<uint32_t>(number_of(one, "period").value_or(0)),
                             number_of(one, "observed"), number_of(one, "sbg"),
                             number_of(one, "bdw"), number_of(one, "low"), number_of(one, "high"),
                             number_of(one, "left")});
  });
  page.periods = number_of(object, "periods");
  page.ahead = number_of(object, "ahead").value_or(0);
  page.discounted = number_of(object, "discounted");
  page.discounted_low = number_of(object, "discounted_low");
  page.discounted_high = number_of(object, "discounted_high");
}

}  // namespace dangol::ui
