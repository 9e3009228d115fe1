// Every row accounted for: used, or set aside with a reason and an amount.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sections.h"

namespace dangol::engine {
namespace {

std::string optional_day(const std::optional<Day>& day) {
  return day ? format_day(*day) : "";
}

/// Adds warnings; one that several files give is told once, with all its rows.
void add_warnings(const std::vector<table::Warning>& from, std::vector<report::Warning>& to) {
  for (const auto& warning : from) {
    const auto known = std::find_if(to.begin(), to.end(), [&](const report::Warning& other) {
      return other.code == warning.code && other.detail == warning.detail;
    });
    if (known == to.end()) {
      to.push_back({warning.code, warning.rows, warning.line, warning.detail});
    } else {
      known->rows += warning.rows;
    }
  }
}

/// The zone that all files agree on; empty = the data's wall clock.
std::string common_time_zone(const Dataset& data) {
  const std::string& zone = data.files.front()->time_zone;
  const bool common = std::all_of(data.files.begin(), data.files.end(),
                                  [&](const auto& file) { return file->time_zone == zone; });
  return common ? zone : std::string();
}

}  // namespace

report::Receipt make_receipt(const Analysis& analysis) {
  const Dataset& data = analysis.data;
  const Options& options = analysis.options;
  const ledger::Orders& orders = analysis.all;
  report::Receipt receipt;
  receipt.rows_read = orders.rows_read;
  receipt.rows_used = orders.rows_used;
  ledger::SetAsideTally set_aside = orders.set_aside;
  if (data.users) {
    receipt.rows_read += data.users->rows_read;
    receipt.rows_used += data.users->rows_used;
    set_aside.merge(data.users->set_aside);
  }
  const bool several = data.files.size() > 1;
  for (size_t i = 0; i < ledger::kReasonCount; ++i) {
    const auto reason = static_cast<ledger::Reason>(i);
    const ledger::SetAside& entry = set_aside[reason];
    if (entry.rows == 0 && !entry.has_amount) continue;
    receipt.set_aside.push_back({std::string(ledger::reason_name(reason)), entry.rows,
                                 optional_money(entry.has_amount, entry.amount), entry.first_line,
                                 several ? data.files[entry.file]->source.name : std::string(),
                                 entry.example});
  }
  receipt.amount_read = optional_money(orders.amount_seen, orders.amount_read);
  const bool priced = orders.has_amounts;
  receipt.duplicates = {
      orders.duplicates.rows,
      optional_money(priced && orders.duplicates.rows > 0, orders.duplicates.amount),
      orders.duplicates.first_line, options.policy.drop_duplicates};
  receipt.repeated_totals = {
      orders.repeated_totals.rows,
      optional_money(orders.repeated_totals.rows > 0, orders.repeated_totals.amount)};
  for (const ledger::CurrencyTotal& part : orders.currencies) {
    receipt.currencies.push_back({part.code, part.rows, optional_money(priced, part.amount)});
  }
  receipt.customers_known = orders.has_customers;
  receipt.orders = orders.size();
  if (orders.has_customers) receipt.customers = static_cast<double>(orders.customers);
  if (data.users_alone() && data.users->named) {
    receipt.customers_known = true;
    receipt.customers = 0;  // nobody is known to have bought
  }
  receipt.revenue = optional_money(orders.has_amounts, orders.revenue);
  receipt.refund_documents = orders.refund_documents;
  receipt.refund_amount = optional_money(orders.refund_documents > 0, orders.refund_amount);
  receipt.refund_rows = orders.refund_rows;
  receipt.cancelled_orders = orders.cancelled_orders;
  receipt.zero_value_orders = orders.zero_value_orders;
  receipt.first_day = optional_day(orders.first_day);
  receipt.last_day = optional_day(orders.last_day);
  receipt.as_of = optional_day(orders.as_of);
  receipt.time_zone = common_time_zone(data);
  receipt.currency = orders.currency;
  if (orders.rows_used > 0 && orders.has_customers) {
    receipt.identity = ledger::identity_name(data.lines.identity);
  }
  receipt.order_key = ledger::order_key_name(orders.order_key);
  for (const auto& file : data.files) {
    add_warnings(file->warnings, receipt.warnings);
    add_warnings(file->schema.warnings, receipt.warnings);
  }
  add_warnings(orders.warnings, receipt.warnings);
  return receipt;
}

}  // namespace dangol::engine
