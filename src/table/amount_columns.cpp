#include "table/amount_columns.h"

#include <cstdlib>

#include "base/number.h"

namespace dangol::table {

namespace {

AmountState to_state(NumberProblem problem) {
  switch (problem) {
    case NumberProblem::none:
      return AmountState::known;
    case NumberProblem::blank:
      return AmountState::blank;
    case NumberProblem::out_of_range:
      return AmountState::out_of_range;
    case NumberProblem::unreadable:
      break;
  }
  return AmountState::unreadable;
}

NumberFormat other_notation(const NumberFormat& format) {
  return format.decimal == '.' ? NumberFormat{',', '.'} : NumberFormat{'.', ','};
}

/// Neither read nor blank.
bool is_unreadable(AmountState state) {
  return state != AmountState::known && state != AmountState::blank;
}

}  // namespace

void AmountColumns::read_money(const RowBatch& batch, Role role, std::vector<Money>& values,
                               std::vector<AmountState>& states) {
  const auto& texts = batch.text[index_of(role)];
  const NumberFormat& format = schema_.number_formats[index_of(role)];
  values.resize(batch.rows);
  states.resize(batch.rows);
  for (size_t i = 0; i < batch.rows; ++i) {
    Money value = 0;
    NumberProblem problem = parse_money(texts[i], format, value, rounded_);
    if (problem == NumberProblem::unreadable) {
      problem = parse_money(texts[i], other_notation(format), value, rounded_);
      if (problem == NumberProblem::none) ++other_notation_;
    }
    states[i] = to_state(problem);
    values[i] = value;
  }
}

/// Turns the unit prices in `amounts` into values of lines.
void AmountColumns::multiply_prices(RowBatch& out) {
  read_money(out, Role::quantity, values_, states_);
  for (size_t i = 0; i < out.rows; ++i) {
    AmountState& state = out.amount_states[i];
    if (state != AmountState::known) continue;
    state = states_[i];
    if (state != AmountState::known) continue;
    const auto product = multiply(out.amounts[i], values_[i]);
    if (!product) state = AmountState::out_of_range;
    out.amounts[i] = product.value_or(0);
  }
  for (size_t i = 0; i < out.rows; ++i) {
    if (out.amount_states[i] != AmountState::known) out.amounts[i] = 0;
  }
}

/// A discount brings an amount nearer to zero, whichever sign the file gives it; the row of a
/// refund gives back what was paid, not the full price.
void AmountColumns::take_discounts(RowBatch& out) {
  read_money(out, Role::discount, values_, states_);
  for (size_t i = 0; i < out.rows; ++i) {
    if (is_unreadable(states_[i])) ++unreadable_discounts_;
    if (out.amount_states[i] != AmountState::known) continue;
    Money& amount = out.amounts[i];
    amount += amount < 0 ? std::abs(values_[i]) : -std::abs(values_[i]);
  }
}

void AmountColumns::read_refunds(RowBatch& out) {
  read_money(out, Role::refund, out.refunds, states_);
  for (size_t i = 0; i < out.rows; ++i) {
    if (out.refunds[i] > 0) out.refunds[i] = -out.refunds[i];
    if (is_unreadable(states_[i])) ++unreadable_refunds_;
  }
}

void AmountColumns::read(RowBatch& out) {
  const auto mapped = [&](Role role) { return out.mapped[index_of(role)]; };
  if (mapped(Role::amount)) {
    read_money(out, Role::amount, out.amounts, out.amount_states);
  } else if (mapped(Role::unit_price)) {
    read_money(out, Role::unit_price, out.amounts, out.amount_states);
    if (mapped(Role::quantity)) multiply_prices(out);
  }
  if (out.has_amounts && mapped(Role::discount)) take_discounts(out);
  if (mapped(Role::refund)) read_refunds(out);
}

bool AmountColumns::read_plain(const PlainCells& cells, RowBatch& out) {
  const auto mapped = [&](Role role) { return out.mapped[index_of(role)]; };
  if (!mapped(Role::amount) || mapped(Role::discount) || mapped(Role::refund)) return false;
  const NumberFormat& format = schema_.number_formats[index_of(Role::amount)];
  out.amounts.resize(out.rows);
  Money* const amounts = out.amounts.data();
  bool rounded = false;
  for (size_t i = 0; i < out.rows; ++i) {
    const std::string_view cell = cells[i];
    if (cells.word_before(cell) && read_plain_amount(cell, format.decimal, amounts[i])) continue;
    if (parse_money(cell, format, amounts[i], rounded) != NumberProblem::none) return false;
  }
  rounded_ = rounded_ || rounded;
  out.amount_states.assign(out.rows, AmountState::known);
  return true;
}

void AmountColumns::add_warnings(std::vector<Warning>& warnings) const {
  const auto add = [&](const char* code, uint64_t rows) {
    if (rows > 0) warnings.push_back({code, rows, 0, {}});
  };
  if (rounded_) warnings.push_back({"amounts_rounded", 0, 0, {}});
  add("number_formats_mixed", other_notation_);
  add("refund_unreadable", unreadable_refunds_);
  add("discount_unreadable", unreadable_discounts_);
}

}  // namespace dangol::table
