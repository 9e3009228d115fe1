// The calculators as the page words them: what web/calculators.js makes of the core's answer, for
// the canvas and for the mirror alike. All texts are in the language in force; nothing here is
// computed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets/control.h"

namespace dangol::ui {

struct CalculatorField {
  std::string name;
  std::string label;
  std::string value;  ///< as typed, or the option chosen
  std::string hint;   ///< in the blank field
  std::string note;   ///< where the value comes from, or what is wrong with it
  bool wrong = false;
  std::vector<ControlOption> options;  ///< not empty: a choice
};

struct CalculatorResult {
  std::string label;
  std::string number;  ///< empty = there is none; the note says why
  std::string unit;
  std::string interval;
  std::string formula;  ///< in words
  std::string filled;   ///< with the numbers, and what they give
  std::string note;
  bool wrong = false;
};

struct CalculatorPage {
  std::vector<ControlOption> list;  ///< value "" = the heading of those that follow
  std::string chosen;
  std::string title;
  std::string detail;
  std::string choose;  ///< what the list is called
  std::string fill;    ///< labels of the buttons; empty = there is none
  std::string clear;
  std::string copy;
  std::vector<CalculatorField> fields;
  std::vector<CalculatorResult> results;
  std::vector<std::string> notes;
  std::string quotes_title;
  std::vector<std::string> quotes;
};

void read_calculators(std::string_view json, CalculatorPage& page);

}  // namespace dangol::ui
