#include "ledger/set_aside.h"

#include "base/utf8.h"

namespace dangol::ledger {

namespace {

constexpr size_t kExampleCharacters = 40;

constexpr std::array<std::string_view, kReasonCount> kNames = {
    "repeated_header",     "totals_row",   "cancelled",       "other_currency", "no_customer",
    "id_spoiled",          "date_missing", "date_unreadable", "amount_missing", "amount_unreadable",
    "amount_out_of_range", "after_as_of",  "refund_ignored",  "zero_value"};

}  // namespace

std::string_view reason_name(Reason reason) {
  return kNames[static_cast<size_t>(reason)];
}

const SetAside& SetAsideTally::operator[](Reason reason) const {
  return entries_[static_cast<size_t>(reason)];
}

SetAside& SetAsideTally::operator[](Reason reason) {
  return entries_[static_cast<size_t>(reason)];
}

void SetAsideTally::add(Reason reason, std::optional<Money> amount, uint64_t line,
                        std::string_view example) {
  add_rows(reason, 1, line, example);
  if (amount) add_amount(reason, *amount);
}

void SetAsideTally::add_rows(Reason reason, uint64_t rows, uint64_t line,
                             std::string_view example) {
  SetAside& entry = (*this)[reason];
  if (entry.rows == 0) {
    entry.first_line = line;
    entry.example = shorten(example, kExampleCharacters);
  }
  entry.rows += rows;
}

void SetAsideTally::merge(const SetAsideTally& other) {
  for (size_t i = 0; i < kReasonCount; ++i) {
    SetAside& mine = entries_[i];
    const SetAside& theirs = other.entries_[i];
    if (theirs.rows > 0 && (mine.rows == 0 || theirs.first_line < mine.first_line)) {
      mine.first_line = theirs.first_line;
      mine.example = theirs.example;
    }
    mine.rows += theirs.rows;
    mine.amount += theirs.amount;
    mine.has_amount = mine.has_amount || theirs.has_amount;
  }
}

void SetAsideTally::add_amount(Reason reason, Money amount) {
  SetAside& entry = (*this)[reason];
  entry.amount += amount;
  entry.has_amount = true;
}

uint64_t SetAsideTally::rows() const {
  uint64_t rows = 0;
  for (const SetAside& entry : entries_) rows += entry.rows;
  return rows;
}

MoneySum SetAsideTally::amount() const {
  MoneySum amount = 0;
  for (const SetAside& entry : entries_) amount += entry.amount;
  return amount;
}

}  // namespace dangol::ledger
