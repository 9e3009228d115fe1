#include "ledger/draft.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "ledger/duplicates.h"
#include "ledger/identifiers.h"
#include "ledger/row_judge.h"

namespace dangol::ledger {

namespace {

/// What the lines of an order are, taken together.
enum Seen : uint8_t {
  kSale = 1,        ///< a sale that still stands
  kRepeat = 2,      ///< such a sale, worth nothing as its total was counted before
  kRefundRow = 4,   ///< a row below zero
  kGone = 8,        ///< a cancelled sale
  kGivenBack = 16,  ///< a refunded sale
  kNamed = 32,      ///< a row that names a customer
  kTaken = 64       ///< only in move_totals(): the total waits for its new row
};

class Closer {
 public:
  explicit Closer(Draft& draft) : draft_(draft), lines_(draft.lines) {}

  void resolve_links();
  void decide_orders();
  void choose_main_account();
  void find_duplicates();

 private:
  void look_at_orders(std::vector<uint8_t>& seen) const;
  void correct_signs(std::vector<uint8_t>& seen);
  void move_totals(std::vector<uint8_t>& seen);
  [[nodiscard]] std::optional<Reason> place_blank(size_t line, uint32_t order, uint32_t known);

  Draft& draft_;
  Lines& lines_;
};

/// A document C123 that is worth nothing or less belongs to order 123, and a refund to the order of
/// its reference, where that exists; else they stand for themselves, as does C123 where shops
/// number their orders so.
void Closer::resolve_links() {
  std::vector<MoneySum> sums(draft_.links.names.size());
  const auto link_of = [&](size_t line) -> std::optional<uint32_t> {
    const uint32_t order = lines_.order(line);
    if (order == kNoOrder || (order & kLink) == 0) return std::nullopt;
    return order & ~kLink;
  };
  lines_.order_count = draft_.orders.size();
  if (draft_.links.names.size() == 0) return;
  for (size_t i = 0; i < lines_.size(); ++i) {
    const auto link = link_of(i);
    if (link && (lines_.flags(i) & (kSkipped | kRefundColumn)) == 0)
      sums[*link] += lines_.amounts[i];
  }
  std::vector<uint32_t> order_of(draft_.links.names.size());
  for (uint32_t link = 0; link < order_of.size(); ++link) {
    const KeyTable::Key name = draft_.links.names.key(link);
    uint32_t named = KeyTable::kAbsent;
    if (sums[link] <= 0) {
      named = draft_.orders.find(name.space == 0 ? cancelled_number(name.text) : name.text);
    }
    if (named == KeyTable::kAbsent) named = draft_.links.fallback[link];
    // The fallback of a reference may be a document, which came into the table before it.
    if (named != kNoOrder && (named & kLink) != 0) named = order_of[named & ~kLink];
    order_of[link] = named != kNoOrder ? named : lines_.order_count++;
  }
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (const auto link = link_of(i)) lines_.orders[i] = order_of[*link];
  }
}

/// What only the whole order can tell: whether cancelled and refunded sales have rows that take
/// them back, which sign the word `refund` means, and where rows without an amount belong.
void Closer::decide_orders() {
  const bool strangers = lines_.has_customers && draft_.nobody_seen;
  if (!draft_.undone_seen && !strangers) return;
  std::vector<uint8_t> seen(lines_.order_count);
  look_at_orders(seen);
  correct_signs(seen);
  move_totals(seen);

  const uint32_t nobody = lines_.customer_keys.find({{}, kNobodySpace});
  uint64_t rows = 0;
  Reason last_reason = Reason::no_customer;  // of the row that was skipped last
  bool last_skipped = false;
  for (size_t i = 0; i < lines_.size(); ++i) {
    const uint32_t flags = lines_.flags(i);
    if ((flags & kRefundColumn) != 0) {  // it shares the fate of its row
      if ((flags & kSkipped) == 0 && last_skipped) draft_.skip(i, last_reason, {}, {});
      draft_.add_flags(i, lines_.flags(i - 1) & kNetted);
      continue;
    }
    const uint64_t row = rows++;
    std::optional<Reason> row_reason;
    last_skipped = false;
    if ((flags & kSkipped) != 0) continue;
    const uint32_t order = lines_.order(i);
    const uint32_t known = order == kNoOrder ? 0U : seen[order];
    const bool named = (flags & kUnnamedRefund) != 0 && (known & kNamed) != 0;
    if (strangers && lines_.customers[i] == nobody && !named) {
      row_reason = Reason::no_customer;
    } else if ((flags & kBlankAmount) != 0 && (flags & (kCancelled | kRefunded)) == 0) {
      row_reason = place_blank(i, order, known);
    }
    if (row_reason) {
      last_reason = *row_reason;
      last_skipped = true;
      draft_.skip(i, last_reason, lines_.row_numbers.find(row), {});
    } else if ((lines_.flags(i) & (kCancelled | kRefunded)) != 0 && (known & kRefundRow) != 0) {
      draft_.add_flags(i, kNetted);
    }
  }
}

void Closer::look_at_orders(std::vector<uint8_t>& seen) const {
  for (size_t i = 0; i < lines_.size(); ++i) {
    const uint32_t order = lines_.order(i);
    const uint32_t flags = lines_.flags(i);
    if (order == kNoOrder || (flags & (kSkipped | kRefundColumn)) != 0) continue;
    if ((flags & kUnnamedRefund) == 0) seen[order] |= kNamed;
    if ((flags & (kBlankAmount | kFollower)) != 0) continue;
    if (lines_.amounts[i] < 0) {
      seen[order] |= kRefundRow;
    } else if ((flags & (kCancelled | kRefunded)) != 0) {
      seen[order] |= (flags & kCancelled) != 0 ? kGone : kGivenBack;
    } else {
      seen[order] |= (flags & kRepeatedTotal) != 0 ? kRepeat : kSale;
    }
  }
}

/// A row with the word `refund` beside a sale of the same order is that sale's refund, whatever its
/// sign.
void Closer::correct_signs(std::vector<uint8_t>& seen) {
  for (size_t i = 0; i < lines_.size(); ++i) {
    const uint32_t flags = lines_.flags(i);
    const uint32_t order = lines_.order(i);
    if ((flags & kRefundNoun) == 0 || (flags & kSkipped) != 0 || order == kNoOrder) continue;
    if ((seen[order] & kSale) == 0) continue;
    Money& amount = lines_.amounts[i];
    draft_.account(i).amount_read -= MoneySum{2} * amount;
    amount = -amount;
    ++draft_.corrected;
    lines_.moments[i] &= ~(uint32_t{kRefunded} << Lines::kFlagShift);
    seen[order] |= kRefundRow;
  }
}

/// Where an order's total was counted on a row that is cancelled, while other rows of the order are
/// not, one of these counts it.
void Closer::move_totals(std::vector<uint8_t>& seen) {
  if (draft_.totals.memory() == 0) return;
  constexpr uint32_t kRepeatBit = uint32_t{kRepeatedTotal} << Lines::kFlagShift;
  for (const bool giving : {false, true}) {
    for (size_t i = 0; i < lines_.size(); ++i) {
      const uint32_t order = lines_.order(i);
      const uint32_t flags = lines_.flags(i);
      if (order >= draft_.orders.size() ||
          (flags & (kSkipped | kRefundColumn | kBlankAmount | kFollower)) != 0) {
        continue;
      }
      uint8_t& known = seen[order];
      if ((known & (kSale | kRepeat)) != kRepeat || lines_.amounts[i] < 0) continue;
      const bool undone = (flags & (kCancelled | kRefunded)) != 0;
      const bool repeat = (flags & kRepeatedTotal) != 0;
      if (giving && !undone && (known & kTaken) != 0) {
        lines_.amounts[i] = draft_.totals.total(order);
        lines_.moments[i] &= ~kRepeatBit;
        known &= static_cast<uint8_t>(~kTaken);
      } else if (!giving && undone && !repeat) {
        lines_.amounts[i] = 0;
        lines_.moments[i] |= kRepeatBit;
        known |= kTaken;
      }
    }
  }
}

/// A row without an amount goes with its order; the reason if that is set aside.
std::optional<Reason> Closer::place_blank(size_t line, uint32_t order, uint32_t known) {
  if ((known & (kSale | kRepeat | kRefundRow)) != 0) return std::nullopt;
  if ((known & (kGone | kGivenBack)) != 0) {
    draft_.add_flags(line, (known & kGone) != 0 ? kCancelled : kRefunded);
    return std::nullopt;
  }
  const auto fate = order < draft_.orders.size() ? draft_.totals.fate(order) : std::nullopt;
  return fate.value_or(Reason::amount_missing);
}

/// The currency that most rows have is the main one; rows that name none are taken to be in it.
void Closer::choose_main_account() {
  auto& accounts = lines_.accounts;
  size_t main = accounts.size() > 1 ? 1 : 0;
  for (size_t i = 2; i < std::min(accounts.size(), kSharedAccount); ++i) {
    if (accounts[i].rows > accounts[main].rows) main = i;
  }
  lines_.main_account = main;
  lines_.currency = shorten(accounts[main].code, 12);
  if (main == 0 || (accounts[0].rows == 0 && !accounts[0].amount_seen)) {
    if (accounts.size() <= 2) lines_.line_accounts = {};
    return;
  }
  CurrencyAccount& without = accounts[0];
  CurrencyAccount& kept = accounts[main];
  kept.rows += without.rows;
  const auto place = [](const RowPlace& p) { return std::pair(p.file, p.line); };
  if (without.rows > 0 && place(without.first) < place(kept.first)) kept.first = without.first;
  kept.amount_read += without.amount_read;
  kept.amount_seen = kept.amount_seen || without.amount_seen;
  kept.set_aside.merge(without.set_aside);
  kept.repeated.rows += without.repeated.rows;
  kept.repeated.amount += without.repeated.amount;
  without = {};
  if (accounts.size() == 2) {
    lines_.line_accounts = {};
    return;
  }
  for (size_t i = 0; i < lines_.line_accounts.size(); ++i) {
    if (lines_.line_accounts[i] == 0) lines_.line_accounts[i] = static_cast<uint8_t>(main);
  }
}

void Closer::find_duplicates() {
  if (!draft_.hashed || draft_.hashes.empty()) return;
  mark_duplicates(lines_, draft_.hashes);
  draft_.hashes = {};
}

}  // namespace

/// Sets a line aside after all. Its refund column, the next line, is to be skipped by itself.
void Draft::skip(size_t line, Reason reason, const RowPlace& place, std::string_view example) {
  SetAsideTally& tally = account(line).set_aside;
  const uint32_t flags = lines.flags(line);
  add_flags(line, kSkipped);
  if ((flags & kRefundColumn) != 0) {
    tally.add_amount(reason, lines.amounts[line]);
    return;
  }
  const bool valued = lines.has_amounts && (flags & kBlankAmount) == 0;
  tally.add(reason, valued ? std::optional(lines.amounts[line]) : std::nullopt, place, example);
}

void settle_draft(Draft& draft) {
  Closer closer(draft);
  closer.resolve_links();
  closer.decide_orders();
  closer.choose_main_account();
  draft.orders = {};
  draft.totals = {};
  closer.find_duplicates();
}

}  // namespace dangol::ledger
