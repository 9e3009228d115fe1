#include "host/report_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "host/cli_strings.h"
#include "host/experiment_text.h"
#include "host/text_table.h"

namespace dangol::host {
namespace {

using report::Number;
using report::Report;

constexpr size_t kCohortRows = 24;     // newest cohorts shown
constexpr size_t kCohortColumns = 13;  // a year of months and the first
constexpr size_t kPeriods = 24;        // newest periods shown
constexpr std::string_view kNone = "-";

std::string measure_value(const report::Measure& measure) {
  if (!measure.value) return std::string(kNone);
  if (measure.unit == "rate") return percent_text(*measure.value);
  if (measure.unit == "currency") return money_text(*measure.value);
  if (measure.unit == "orders_per_customer") return format_fixed(*measure.value, 4);
  return count_text(*measure.value);
}

class Writer {
 public:
  Writer(const Report& report, Language language) : report_(report), language_(language) {}

  std::string text() {
    source();
    receipt();
    if (report_.experiment) text_ += "\n" + experiment_text(*report_.experiment, language_);
    if (report_.measures.empty() && report_.experiment) return std::move(text_);
    measures();
    periods();
    cohorts();
    if (report_.value && report_.models) value(*report_.value, *report_.models);
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view key) const {
    return std::string(cli_message(language_, key));
  }
  void heading(std::string_view key) { text_ += "\n" + say(key) + "\n"; }

  void source() {
    const report::Source& source = report_.source;
    TextTable table;
    for (const auto& file : source.files) {
      table.row({file.name, file.encoding, file.preset, format_count(file.rows_read)});
    }
    text_ += table.text();
    table = {};
    for (const auto& column : source.columns) {
      if (!column.role.empty()) table.row({say("role." + column.role), column.name});
    }
    text_ += table.text();
  }

  void receipt() {
    const auto& receipt = report_.receipt;
    heading("cli.receipt");
    TextTable table;
    const auto line = [&](std::string_view key, std::string value) {
      table.row({say(key), std::move(value)});
    };
    line("cli.rows_read", format_count(receipt.rows_read));
    line("cli.rows_used", format_count(receipt.rows_used));
    for (const auto& aside : receipt.set_aside) {
      table.row(
          {"  " + say("reason." + aside.reason), format_count(aside.rows),
           optional_text(aside.amount, money_text),
           aside.first_line == 0 ? "" : say("cli.line") + " " + format_count(aside.first_line)});
    }
    const auto part = [&](std::string_view key, uint64_t rows, const Number& amount) {
      if (rows > 0) table.row({say(key), format_count(rows), optional_text(amount, money_text)});
    };
    part("cli.repeated_totals", receipt.repeated_totals.rows, receipt.repeated_totals.amount);
    part(receipt.duplicates.dropped ? "cli.duplicates_dropped" : "cli.duplicates_kept",
         receipt.duplicates.rows, receipt.duplicates.amount);
    if (receipt.currencies.size() > 1) {
      for (const auto& currency : receipt.currencies) {
        table.row({"  " + currency.currency, format_count(currency.rows),
                   optional_text(currency.amount, money_text)});
      }
    }
    if (!receipt.first_day.empty()) {
      line("cli.days", receipt.first_day + " .. " + receipt.last_day);
    }
    part("cli.refund_documents", receipt.refund_documents, receipt.refund_amount);
    if (receipt.cancelled_orders > 0) {
      line("cli.cancelled_orders", format_count(receipt.cancelled_orders));
    }
    if (receipt.zero_value_orders > 0) {
      line("cli.zero_value_orders", format_count(receipt.zero_value_orders));
    }
    text_ += table.text();
    for (const auto& warning : receipt.warnings) {
      const std::string rows = format_count(warning.rows);
      const std::string at = format_count(warning.line);
      const std::array arguments{TextArgument{"rows", rows}, TextArgument{"line", at},
                                 TextArgument{"detail", warning.detail}};
      text_ +=
          "  ! " + fill_text(cli_message(language_, "warning." + warning.code), arguments) + "\n";
    }
  }

  void measures() {
    heading("cli.measures");
    TextTable table;
    for (const auto& measure : report_.measures) {
      table.row({say("measure." + measure.name), measure_value(measure),
                 measure.low && measure.high
                     ? "[" + percent_text(*measure.low) + ", " + percent_text(*measure.high) + "]"
                     : "",
                 measure.n ? "n " + count_text(*measure.n) : "", measure.period});
    }
    text_ += table.text();
  }

  void value(const report::Value& value, const report::Models& models) {
    heading("cli.value");
    const std::string months = format_count(value.horizon_months);
    const auto fill = [&](std::string_view key, const TextArgument& argument) {
      return fill_text(cli_message(language_, key), std::array{argument});
    };
    TextTable table;
    const auto line = [&](std::string_view key, const report::Range& range,
                          std::string (*write)(double)) {
      if (!range.value) return;
      table.row({fill(key, {"months", months}), write(*range.value),
                 range.low && range.high ? "[" + write(*range.low) + ", " + write(*range.high) + "]"
                                         : ""});
    };
    if (!models.chosen.empty()) table.row({say("cli.value.model"), models.chosen});
    if (value.new_customer) line("cli.value.new_customer", value.new_customer->revenue, money_text);
    if (value.base) {
      line("cli.value.base_orders", value.base->orders, count_text);
      line("cli.value.base_revenue", value.base->revenue, money_text);
    }
    if (models.holdout) {
      const report::Holdout& holdout = *models.holdout;
      table.row({fill("cli.value.holdout", {"day", holdout.calibration_end}),
                 optional_text(holdout.predicted, count_text) + " / " +
                     optional_text(holdout.actual, count_text)});
    }
    text_ += table.text();
    const std::string customers = format_count(models.customers);
    const std::string repeat = format_count(models.repeat_customers);
    const std::string days = format_count(models.days);
    const std::array arguments{TextArgument{"customers", customers}, TextArgument{"repeat", repeat},
                               TextArgument{"days", days}};
    for (const std::string& reason : models.reasons) {
      text_ += "  ! " + fill_text(cli_message(language_, "warning." + reason), arguments) + "\n";
    }
  }

  void periods() {
    heading("cli.periods");
    TextTable table;
    table.row({say("cli.period." + report_.period), "S", "E", "N", say("cli.matched"),
               say("cli.article"), say("measure.orders"), say("measure.revenue")});
    const auto& all = report_.periods;
    bool any_incomplete = false;
    for (size_t i = all.size() - std::min(all.size(), kPeriods); i < all.size(); ++i) {
      const auto& period = all[i];
      any_incomplete |= !period.complete;
      table.row({period.period + (period.complete ? "" : "*"),
                 optional_text(period.start_customers, count_text),
                 optional_text(period.end_customers, count_text),
                 optional_text(period.new_customers, count_text),
                 optional_text(period.retention_rate_matched, percent_text),
                 optional_text(period.retention_rate_article, percent_text),
                 format_count(period.orders), optional_text(period.revenue, money_text)});
    }
    text_ += table.text();
    if (any_incomplete) text_ += "  " + say("cli.incomplete") + "\n";
  }

  void cohorts() {
    heading("cli.cohorts");
    const auto& rows = report_.cohorts.rows;
    TextTable table;
    std::vector<std::string> header{say("cli.period." + report_.cohorts.period),
                                    say("measure.customers")};
    for (size_t k = 0; k < kCohortColumns; ++k) header.push_back(std::to_string(k));
    table.row(std::move(header));
    for (size_t i = rows.size() - std::min(rows.size(), kCohortRows); i < rows.size(); ++i) {
      std::vector<std::string> cells{rows[i].cohort, format_count(rows[i].size)};
      for (size_t k = 0; k < std::min(rows[i].share.size(), kCohortColumns); ++k) {
        const std::string& state = rows[i].states[k];
        cells.push_back(state == "not_observed" ? ""
                        : state == "too_few"    ? "~"
                                                : optional_text(rows[i].share[k], percent_text));
      }
      table.row(std::move(cells));
    }
    text_ += table.text();
    text_ += "  " + say("cli.cohort_legend") + "\n";
  }

  const Report& report_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string report_text(const Report& report, Language language) {
  return Writer(report, language).text();
}

}  // namespace dangol::host
