// The Experiment view as the page words it: what web/experiment.js makes of the Report's
// experiment, or of the core's answer to typed counts, for the canvas and for the mirror alike. All
// texts are in the language in force; nothing here is computed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/control.h"

namespace dangol::ui {

enum class ExperimentTone : uint8_t { plain, good, bad, faint };

struct ExperimentField {
  std::string id;  ///< what the page calls it
  std::string label;
  std::string value;                   ///< as typed, or the option chosen
  std::string hint;                    ///< in the blank field
  std::string note;                    ///< what is wrong with it
  bool words = false;                  ///< takes more than a number
  std::vector<ControlOption> options;  ///< not empty: a choice
};

/// A way to go on: `value` is what the page calls it.
using ExperimentButton = ControlOption;

/// Typed counts, a row for each variant.
struct ExperimentForm {
  std::string title;
  std::string detail;
  std::vector<std::string> heads;
  struct Row {
    std::vector<ExperimentField> fields;
    std::string remove;  ///< what the button is called; empty = it stays
    std::string note;    ///< what is wrong with the row
  };
  std::vector<Row> rows;
  std::vector<ExperimentButton> buttons;
};

struct ExperimentNumber {
  std::string label;
  std::string before;  ///< a sign of currency
  std::string number;
  std::string unit;
  std::string note;
};

/// A measure of one variant against the control.
struct ExperimentInterval {
  std::string name;
  std::string detail;   ///< which variant, where there are several
  std::string control;  ///< its value, worded; the others likewise
  std::string variant;
  std::string change;
  std::string p;
  ExperimentTone tone = ExperimentTone::faint;
  std::optional<double> value;  ///< a fraction; none = it has no place on the plot
  std::optional<double> low;    ///< none = open
  std::optional<double> high;
  std::vector<ControlOption> facts;  ///< of its tooltip: `value` is the name, `label` what it is
};

struct ExperimentPlot {
  std::string title;
  std::string detail;
  std::vector<std::string> heads;  ///< control, variant, change, p
  std::string unit;                ///< behind the ticks, which count per cent
  std::vector<ExperimentInterval> rows;
  std::optional<double> margin;
  std::string margin_label;
};

struct ExperimentTable {
  std::string id;
  std::string title;
  std::string detail;
  std::vector<std::string> heads;
  struct Row {
    std::vector<std::string> cells;
    ExperimentTone tone = ExperimentTone::plain;
  };
  std::vector<Row> rows;
  bool words = false;  ///< the last column holds sentences
  std::vector<std::string> notes;
};

struct ExperimentLine {
  std::string name;
  bool dashed = false;
  std::vector<double> x;  ///< rising
  std::vector<std::optional<double>> value;
  std::vector<std::optional<double>> low;
  std::vector<std::optional<double>> high;
};

struct ExperimentChart {
  std::string title;
  std::string detail;
  bool steps = false;
  bool days = true;  ///< x counts days, otherwise people
  std::vector<ExperimentLine> lines;
  std::vector<std::string> notes;
};

struct ExperimentPlanner {
  std::string title;
  std::string detail;
  std::vector<ExperimentField> fields;
  std::vector<ExperimentNumber> numbers;
  std::string problem;
  std::vector<std::string> notes;
  ExperimentChart chart;
};

struct ExperimentPage {
  bool there = false;     ///< whether the page has sent anything
  bool filtered = false;  ///< whether the filters above the views of figures hold here too
  std::string answer;
  std::string detail;
  bool alarm = false;
  std::vector<std::string> causes;  ///< what usually lies behind an alarm, or what to mind
  std::string sources_label;
  std::vector<ControlOption> sources;  ///< the file or typed counts, where both are there
  std::string source;
  std::string badge;
  ExperimentTone badge_tone = ExperimentTone::plain;
  std::string health;
  std::string health_detail;
  std::vector<ExperimentNumber> numbers;
  ExperimentForm form;
  ExperimentPlot plot;
  std::string settings_title;
  std::string settings_detail;
  std::vector<ExperimentField> settings;
  std::vector<ExperimentTable> tables;
  ExperimentChart curves;
  ExperimentPlanner planner;
};

void read_experiment_page(std::string_view json, ExperimentPage& page);

}  // namespace dangol::ui
