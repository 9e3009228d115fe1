#include "ledger/set_aside.h"

#include "base/utf8.h"

namespace dangol::ledger {

namespace {

constexpr size_t kExampleCharacters = 40;

constexpr std::array<std::string_view, kReasonCount> kNames = {
    "repeated_header",     "totals_row",        "note",           "cancelled",
    "not_a_sale",          "other_currency",    "no_customer",    "id_spoiled",
    "date_missing",        "date_unreadable",   "amount_missing", "amount_unreadable",
    "amount_out_of_range", "duplicate",         "after_as_of",    "refund_ignored",
    "zero_value",          "no_score",          "no_variant",     "several_variants",
    "duplicate_user",      "measure_unreadable"};

/// Whether `place` is known and further up the files than the entry's first row.
bool is_further_up(uint64_t line, uint32_t file, const SetAside& entry) {
  if (entry.rows == 0 || line == 0 || entry.first_line == 0) return entry.rows == 0;
  return file != entry.file ? file < entry.file : line < entry.first_line;
}

}  // namespace

std::string_view reason_name(Reason reason) {
  return kNames[static_cast<size_t>(reason)];
}

SetAsideTally::SetAsideTally() = default;
SetAsideTally::~SetAsideTally() = default;
SetAsideTally::SetAsideTally(const SetAsideTally&) = default;
SetAsideTally::SetAsideTally(SetAsideTally&&) noexcept = default;
SetAsideTally& SetAsideTally::operator=(const SetAsideTally&) = default;
SetAsideTally& SetAsideTally::operator=(SetAsideTally&&) noexcept = default;

const SetAside& SetAsideTally::operator[](Reason reason) const {
  return entries_[static_cast<size_t>(reason)];
}

SetAside& SetAsideTally::operator[](Reason reason) {
  return entries_[static_cast<size_t>(reason)];
}

void SetAsideTally::add(Reason reason, std::optional<Money> amount, const RowPlace& place,
                        std::string_view example) {
  add_rows(reason, 1, place, example);
  if (amount) add_amount(reason, *amount);
}

void SetAsideTally::add_rows(Reason reason, uint64_t rows, const RowPlace& place,
                             std::string_view example) {
  SetAside& entry = (*this)[reason];
  if (is_further_up(place.line, place.file, entry)) {
    entry.first_line = place.line;
    entry.file = place.file;
    entry.example = shorten(example, kExampleCharacters);
  }
  entry.rows += rows;
}

void SetAsideTally::merge(const SetAsideTally& other) {
  for (size_t i = 0; i < kReasonCount; ++i) {
    SetAside& mine = entries_[i];
    const SetAside& theirs = other.entries_[i];
    if (theirs.rows > 0 && is_further_up(theirs.first_line, theirs.file, mine)) {
      mine.first_line = theirs.first_line;
      mine.file = theirs.file;
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
