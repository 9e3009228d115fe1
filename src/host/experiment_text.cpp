#include "host/experiment_text.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "host/cli_strings.h"
#include "host/text_table.h"

namespace dangol::host {
namespace {

using report::Experiment;
using report::ExperimentComparison;
using report::ExperimentMeasure;
using report::Number;
using report::Range;

std::string signed_percent(double share) {
  return (share >= 0 ? "+" : "") + percent_text(share);
}

std::string decimals(double value) {
  return format_fixed(value, 4);
}

std::string whole_text(double value) {
  return format_money(static_cast<MoneySum>(std::round(value)) * kMoneyScale, 0);
}

/// Small ones by their exponent: 3.5e-42.
std::string p_text(double p) {
  constexpr double kLeastPlain = 0.0001;
  if (p >= kLeastPlain) return format_fixed(p, 4);
  if (p < std::numeric_limits<double>::min()) return "<1e-307";
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.1e", p);
  return text.data();
}

using Write = std::string (*)(double);

/// "[low, high]", with "..." at an open end; empty where there is none.
std::string interval_text(const Range& range, Write write) {
  if (!range.low && !range.high) return {};
  return "[" + (range.low ? write(*range.low) : "...") + ", " +
         (range.high ? write(*range.high) : "...") + "]";
}

class Writer {
 public:
  Writer(const Experiment& experiment, Language language)
      : experiment_(experiment), language_(language) {}

  std::string text() {
    verdict();
    reasons();
    measures();
    retention();
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string say(std::string_view key) const {
    return std::string(cli_message(language_, key));
  }
  [[nodiscard]] std::string fill(std::string_view key,
                                 std::span<const TextArgument> arguments) const {
    return fill_text(cli_message(language_, key), arguments);
  }

  /// In words where it is the product's own, else as the column is called.
  [[nodiscard]] std::string name_of(const std::string& measure) const {
    if (measure == "conversion") return say("cli.test.conversion");
    const std::string key =
        "measure." + (measure == "repeat_rate" ? std::string("repeat_purchase_rate") : measure);
    const std::string_view text = cli_message(language_, key);
    return std::string(text == key ? std::string_view(measure) : text);
  }

  [[nodiscard]] static Write write_of(const ExperimentMeasure& measure) {
    return measure.kind == "proportion" ? percent_text
           : measure.kind == "money"    ? money_text
                                        : decimals;
  }

  void verdict() {
    const report::ExperimentVerdict& verdict = experiment_.verdict;
    const std::string measure = name_of(verdict.measure);
    const std::string change = verdict.lift && verdict.lift->value
                                   ? signed_percent(*verdict.lift->value) + " " +
                                         interval_text(*verdict.lift, signed_percent)
                                   : std::string("-");
    const std::array arguments{TextArgument{"variant", verdict.variant},
                               TextArgument{"control", experiment_.settings.control},
                               TextArgument{"measure", measure}, TextArgument{"change", change}};
    text_ += fill("cli.test." + (verdict.measure.empty() ? "nothing" : verdict.code), arguments);
    text_ += '\n';
    const auto still = [&](std::string_view key, const Number& number) {
      if (!number || *number <= 0) return;
      const std::string count = count_text(*number);
      const std::string effect = percent_text(experiment_.settings.effect);
      const std::array rest{TextArgument{"n", count}, TextArgument{"effect", effect}};
      text_ += fill(key, rest) + "\n";
    };
    still("cli.test.users_needed", verdict.users_needed);
    still("cli.test.days_left", verdict.days_left);
  }

  void reasons() {
    const report::ExperimentHealth& health = experiment_.health;
    const std::string p =
        health.sample_ratio ? optional_text(health.sample_ratio->p, p_text) : std::string();
    const std::string contaminated = format_count(health.contaminated);
    const std::string duplicates = format_count(health.duplicates);
    const std::string unassigned = format_count(health.unassigned);
    const std::array arguments{TextArgument{"p", p}, TextArgument{"contaminated", contaminated},
                               TextArgument{"duplicates", duplicates},
                               TextArgument{"unassigned", unassigned}};
    for (const std::string& reason : experiment_.verdict.reasons) {
      text_ += "  ! " + fill("cli.test.reason." + reason, arguments) + "\n";
    }
    if (health.sample_ratio && health.sample_ratio->status == "fine") {
      text_ += "  " + fill("cli.test.split", arguments) + "\n";
    }
  }

  void measures() {
    for (const ExperimentMeasure& measure : experiment_.measures) {
      const Write write = write_of(measure);
      TextTable table;
      table.row({name_of(measure.name), "", say("cli.test.value"), say("cli.test.lift"), "", "p",
                 say("cli.test.chance"), say("cli.test.verdict")});
      for (const report::ExperimentArm& arm : measure.arms) {
        std::vector<std::string> cells{arm.variant, sums_of(measure, arm),
                                       optional_text(arm.value, write)};
        for (const ExperimentComparison& comparison : measure.comparisons) {
          if (comparison.variant == arm.variant) add(comparison, cells);
        }
        table.row(std::move(cells));
        for (const ExperimentComparison& comparison : measure.comparisons) {
          if (comparison.variant == arm.variant) besides(measure, comparison, table);
        }
      }
      text_ += "\n" + table.text();
      if (measure.global) {
        text_ += "  " + say("cli.test.global") + ": p " + optional_text(measure.global->p, p_text) +
                 "\n";
      }
    }
  }

  [[nodiscard]] static std::string sums_of(const ExperimentMeasure& measure,
                                           const report::ExperimentArm& arm) {
    if (!arm.numerator || !arm.denominator) return {};
    const std::string sum =
        measure.kind == "money" ? money_text(*arm.numerator) : whole_text(*arm.numerator);
    return sum + " / " + whole_text(*arm.denominator);
  }

  void add(const ExperimentComparison& comparison, std::vector<std::string>& cells) const {
    const bool lift = comparison.lift.has_value();
    cells.push_back(lift ? optional_text(comparison.lift->value, signed_percent) : "-");
    cells.push_back(lift ? interval_text(*comparison.lift, signed_percent) : "");
    cells.push_back(optional_text(comparison.p_adjusted, p_text));
    cells.push_back(optional_text(comparison.probability_better, percent_text));
    cells.push_back(say("cli.test.code." + comparison.verdict));
  }

  /// The same comparison looked at in other ways, a row each.
  void besides(const ExperimentMeasure& measure, const ExperimentComparison& comparison,
               TextTable& table) const {
    const auto row = [&](std::string_view key, const std::optional<Range>& lift, const Number& p) {
      table.row({"  " + say(key), "", "", lift ? optional_text(lift->value, signed_percent) : "",
                 lift ? interval_text(*lift, signed_percent) : "", optional_text(p, p_text)});
    };
    if (comparison.winsorised) {
      row("cli.test.winsorised", comparison.winsorised->lift, comparison.winsorised->p);
    }
    if (comparison.adjusted) {
      row("cli.test.adjusted", comparison.adjusted->lift, comparison.adjusted->p);
    }
    if (comparison.ranks) row("cli.test.ranks", {}, comparison.ranks->p);
    if (comparison.anytime && experiment_.settings.peeking == "always") {
      const Range& difference = comparison.anytime->difference;
      const Write write = write_of(measure);
      table.row({"  " + say("cli.test.anytime"), "", optional_text(difference.value, write), "",
                 interval_text(difference, write), optional_text(comparison.anytime->p, p_text)});
    }
    if (comparison.margin) {
      table.row({"  " + say("cli.test.margin"), "", "",
                 percent_text(std::fabs(experiment_.settings.margin.value_or(0))), "",
                 optional_text(comparison.margin->p, p_text), "",
                 say(comparison.margin->holds ? "cli.test.holds" : "cli.test.open")});
    }
  }

  void retention() {
    if (!experiment_.retention) return;
    const report::ExperimentRetention& retention = *experiment_.retention;
    TextTable table;
    table.row(
        {say("cli.test.retention"), "", "", "", "", optional_text(retention.log_rank.p, p_text)});
    for (const report::DayRetention& day : retention.days) {
      const std::string number = format_count(day.day);
      for (const report::DayShare& share : day.rows) {
        std::vector<std::string> cells{
            fill("cli.test.day", std::array{TextArgument{"n", number}}) + " " + share.variant,
            format_count(share.returned) + " / " + format_count(share.eligible),
            optional_text(share.share, percent_text)};
        for (const report::DayComparison& comparison : day.comparisons) {
          if (comparison.variant != share.variant) continue;
          const bool lift = comparison.lift.has_value();
          cells.push_back(lift ? optional_text(comparison.lift->value, signed_percent) : "-");
          cells.push_back(lift ? interval_text(*comparison.lift, signed_percent) : "");
          cells.push_back(optional_text(comparison.p, p_text));
        }
        table.row(std::move(cells));
      }
    }
    text_ += "\n" + table.text();
  }

  const Experiment& experiment_;
  Language language_;
  std::string text_;
};

}  // namespace

std::string experiment_text(const Experiment& experiment, Language language) {
  return Writer(experiment, language).text();
}

}  // namespace dangol::host
