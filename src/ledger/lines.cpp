#include "ledger/lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "ledger/duplicates.h"
#include "ledger/identifiers.h"
#include "ledger/order_numbers.h"
#include "ledger/order_totals.h"

namespace dangol::ledger {

namespace {

using table::AmountState;
using table::DateState;
using table::Role;
using table::RowBatch;
using table::RowKind;

constexpr size_t kBatch = KeyTable::kBatch;
/// Marks a line's order number as the position in Links, while building.
constexpr uint32_t kLink = 1U << 31;
/// Currencies beyond this many share one account, which is never the one that is kept: such a
/// column does not hold currencies.
constexpr size_t kMostCurrencies = 64;
constexpr size_t kSharedAccount = kMostCurrencies + 1;
/// The key space of the one customer who stands for all where nobody is named.
constexpr uint8_t kNobodySpace = 3;
constexpr int32_t kFirstYear = 1900;  // of packed dates

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

/// The reason for a date or an amount that is not there; nothing when it is.
std::optional<Reason> date_reason(DateState state) {
  switch (state) {
    case DateState::blank:
      return Reason::date_missing;
    case DateState::unreadable:
      return Reason::date_unreadable;
    case DateState::known:
    case DateState::ambiguous:
      break;
  }
  return std::nullopt;
}

std::optional<Reason> amount_reason(AmountState state) {
  switch (state) {
    case AmountState::blank:
      return Reason::amount_missing;
    case AmountState::unreadable:
      return Reason::amount_unreadable;
    case AmountState::out_of_range:
      return Reason::amount_out_of_range;
    case AmountState::known:
      break;
  }
  return std::nullopt;
}

uint32_t make_moment(int32_t day_field, uint32_t flags) {
  return (static_cast<uint32_t>(day_field) & Lines::kDayMask) | flags << Lines::kFlagShift;
}

/// A packed date in the 19 bits of a day: years since 1900, two numbers up to 31.
int32_t narrow_packed_date(table::PackedDate date) {
  return (date / 65'536 - kFirstYear) << 10 | (date / 256 % 256) << 5 | date % 256;
}
table::PackedDate widen_packed_date(uint32_t field) {
  return (static_cast<int32_t>(field >> 10) + kFirstYear) * 65'536 +
         static_cast<int32_t>(field >> 5 & 31) * 256 + static_cast<int32_t>(field & 31);
}

/// Where a file repeats a word row after row, it is judged once.
template <typename Verdict, Verdict (*judge)(std::string_view)>
class Judged {
 public:
  Verdict operator()(std::string_view text) {
    if (text.empty()) return Verdict{};
    if (text != last_) {
      last_ = text;
      verdict_ = judge(text);
    }
    return verdict_;
  }

 private:
  std::string last_;
  Verdict verdict_{};
};

/// Rows that name another order than their own: cancellation documents (C536379) and refunds with a
/// reference. Whether the order exists is only known at the end, as files may list the newest
/// first.
struct Links {
  KeyTable names;                  ///< space 0: a document's number; 1: a reference
  std::vector<uint32_t> fallback;  ///< the row's own order, or kNoOrder
};

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

/// One row of the batch on its way into the columns.
struct Entry {
  size_t row = 0;
  uint8_t account = 0;
  bool follows = false;  ///< a further row of the order in the row above
  uint32_t flags = 0;
  std::optional<Reason> reason;  ///< why it becomes no line
  std::string_view example;
  std::optional<Money> amount;  ///< where it could be read
  Money refund = 0;             ///< of the refund column
  uint32_t customer = 0;
  uint32_t order = kNoOrder;
};

}  // namespace

std::string_view identity_name(Identity identity) {
  switch (identity) {
    case Identity::customer:
      return "customer";
    case Identity::email:
      return "email";
    case Identity::phone:
      return "phone";
  }
  return {};
}

std::string_view Lines::customer_key(uint32_t customer) const {
  return customer_keys.key(customer).text;
}

size_t Lines::memory() const {
  return customers.capacity_bytes() + orders.capacity_bytes() + moments.capacity_bytes() +
         amounts.capacity_bytes() + seconds.capacity_bytes() + line_accounts.capacity_bytes() +
         row_numbers.memory() + customer_keys.memory();
}

/// The builder's working parts: lines so far, and the tables that only the import needs.
struct LinesBuilder::State {
  Lines lines;
  OrderNumbers orders;
  Links links;
  OrderTotals totals;       ///< of orders
  OrderTotals link_totals;  ///< of cancellation documents
  PagedColumn<uint32_t> hashes;
  bool hashed = true;  ///< every row so far came with a hash
  std::array<uint64_t, 4> identity_rows{};
  bool undone_seen = false;  ///< some line has a flag that finish() must look into
  uint64_t corrected = 0;    ///< refunds that were written without their sign
  uint64_t corrected_line = 0;
  uint64_t differing = 0;  ///< rows with another total than their order's first
  uint64_t differing_line = 0;

  // This file.
  uint32_t files = 0;
  size_t file_begin = 0;       ///< its first line
  size_t default_account = 0;  ///< of rows that name no currency
  bool has_customers = false;
  bool order_scope = false;

  // The row above.
  bool above_usable = false;  ///< it can have further rows
  std::optional<Reason> above_reason;
  std::string above_order;

  Judged<Status, judge_status> status_of;
  Judged<Event, judge_event> event_of;
  Judged<bool, says_cancelled> is_cancelled;
  std::string last_currency;
  size_t last_account = 0;

  std::array<Entry, kBatch> entries{};
  std::array<KeyTable::Key, kBatch> keys{};
  std::array<std::string, kBatch> key_scratch;

  void take(const RowBatch& batch, size_t first, size_t count);
  [[nodiscard]] size_t account_of(std::string_view text);
  void judge(const RowBatch& batch, Entry& entry, KeyTable::Key& customer);
  [[nodiscard]] std::optional<Reason> judge_kind(const RowBatch& batch, Entry& entry);
  [[nodiscard]] std::optional<Reason> judge_cells(const RowBatch& batch, Entry& entry,
                                                  const KeyTable::Key& customer);
  void mark_undone(const RowBatch& batch, Entry& entry);
  [[nodiscard]] bool follows_above(const RowBatch& batch, size_t row) const;
  [[nodiscard]] KeyTable::Key customer_of(const RowBatch& batch, size_t row, std::string& scratch);
  void intern_customers(size_t count);
  void intern_orders(const RowBatch& batch, size_t count);
  [[nodiscard]] uint32_t intern_link(std::string_view name, uint8_t space, uint32_t fallback);
  void count_total_once(const RowBatch& batch, Entry& entry);
  void append(const RowBatch& batch, size_t count);
  void push(const RowBatch& batch, const Entry& entry, Money amount, uint32_t flags);
  void set_aside(const RowBatch& batch, const Entry& entry);
  void prepare_columns(const RowBatch& batch);

  [[nodiscard]] CurrencyAccount& account(size_t line) { return lines.accounts[account_at(line)]; }
  [[nodiscard]] size_t account_at(size_t line) const {
    return lines.line_accounts.empty() ? 0 : lines.line_accounts[line];
  }
  void add_flags(size_t line, uint32_t flags) { lines.moments[line] |= flags << Lines::kFlagShift; }
  void skip(size_t line, Reason reason, const RowPlace& place, std::string_view example);

  void resolve_dates(const table::SettledDateOrder& date_order);
  void resolve_links();
  void decide_orders();
  void look_at_orders(std::vector<uint8_t>& seen) const;
  void correct_signs(std::vector<uint8_t>& seen);
  void move_totals(std::vector<uint8_t>& seen);
  [[nodiscard]] std::optional<Reason> place_blank(size_t line, uint32_t order, uint32_t known);
  void choose_main_account();
  void find_duplicates();
};

size_t LinesBuilder::State::account_of(std::string_view text) {
  if (text.empty()) return default_account;
  if (text == last_currency) return last_account;
  const std::string code = upper_case(text);
  last_currency = text;
  const size_t known = std::min(lines.accounts.size(), kSharedAccount);
  for (last_account = 1; last_account < known; ++last_account) {
    if (lines.accounts[last_account].code == code) return last_account;
  }
  if (last_account == lines.accounts.size()) {
    lines.accounts.emplace_back().code = last_account == kSharedAccount ? "…" : code;
  }
  return last_account;
}

/// The customer id, else the e-mail address, else the phone number; an empty key for none.
KeyTable::Key LinesBuilder::State::customer_of(const RowBatch& batch, size_t row,
                                               std::string& scratch) {
  const auto key = [](std::string_view text, Identity identity) {
    return KeyTable::Key{text, static_cast<uint8_t>(identity)};
  };
  if (!has_customers) return {{}, kNobodySpace};
  const std::string_view id = clean_id(batch.cell(Role::customer, row));
  if (!id.empty() && !is_nobody(id)) return key(id, Identity::customer);
  const std::string_view email = clean_id(batch.cell(Role::email, row));
  if (!email.empty() && !is_nobody(email)) return key(email_key(email, scratch), Identity::email);
  const std::string_view phone = batch.cell(Role::phone, row);
  if (is_spoiled_id(phone)) return key(phone, Identity::phone);
  return key(phone_digits(phone, scratch), Identity::phone);
}

/// Headers and sums among the data, and rows that moved no money: known by the row alone.
std::optional<Reason> LinesBuilder::State::judge_kind(const RowBatch& batch, Entry& entry) {
  const size_t row = entry.row;
  const auto because = [&](Reason reason, std::string_view example) {
    entry.example = example;
    return reason;
  };
  switch (batch.kinds[row]) {
    case RowKind::repeated_header:
      return because(Reason::repeated_header, batch.cell(Role::time, row));
    case RowKind::totals:
      return Reason::totals_row;
    case RowKind::note:
      return because(Reason::note, batch.cell(Role::time, row));
    case RowKind::data:
    case RowKind::continuation:
      break;
  }
  const std::string_view status = batch.cell(Role::status, row);
  const std::string_view event = batch.cell(Role::event, row);
  if (status_of(status) == Status::failed) return because(Reason::cancelled, status);
  const Event kind = event_of(event);
  if (kind == Event::not_a_sale) return because(Reason::not_a_sale, event);
  if (batch.mapped[table::index_of(Role::event)]) {
    // Money that went out without being a refund is what the shop paid itself.
    const bool paid_out = kind == Event::sale && !event.empty() && entry.amount.value_or(0) < 0;
    if (paid_out) return because(Reason::not_a_sale, event);
    if (status_of(status) == Status::pending) return because(Reason::not_a_sale, status);
  }
  if (kind == Event::refund && entry.amount.value_or(0) > 0) {
    entry.amount = -*entry.amount;
    if (corrected++ == 0) corrected_line = batch.lines[row];
  }
  return std::nullopt;
}

std::optional<Reason> LinesBuilder::State::judge_cells(const RowBatch& batch, Entry& entry,
                                                       const KeyTable::Key& customer) {
  const size_t row = entry.row;
  const auto because = [&](Reason reason, std::string_view example) {
    entry.example = example;
    return reason;
  };
  const std::string_view order = batch.cell(Role::order, row);
  if (customer.text.empty() && customer.space != kNobodySpace) {
    // A refund that names its order finds the customer there.
    const bool refund =
        entry.amount.value_or(0) < 0 && (event_of(batch.cell(Role::event, row)) == Event::refund ||
                                         !batch.cell(Role::reference, row).empty());
    if (!refund) return because(Reason::no_customer, order);
    entry.flags |= kUnnamedRefund;
  }
  if (is_spoiled_id(customer.text)) return because(Reason::id_spoiled, customer.text);
  if (is_spoiled_id(order)) return because(Reason::id_spoiled, order);
  const auto date =
      batch.date_states.empty() ? Reason::date_missing : date_reason(batch.date_states[row]);
  if (date) return because(*date, batch.cell(Role::time, row));
  if (!batch.has_amounts) return std::nullopt;
  const AmountState state = batch.amount_states[row];
  if (state == AmountState::blank && order_scope && !clean_id(order).empty()) {
    entry.flags |= kBlankAmount;
    undone_seen = true;
    return std::nullopt;
  }
  const auto amount = amount_reason(state);
  if (!amount) return std::nullopt;
  return because(*amount, batch.cell(batch.mapped[table::index_of(Role::amount)] ? Role::amount
                                                                                 : Role::unit_price,
                                     row));
}

/// A sale that was cancelled or given back as a whole. It stays a line, as rows of their own may
/// take it back, which only finish() knows; where none can, it is set aside at once.
void LinesBuilder::State::mark_undone(const RowBatch& batch, Entry& entry) {
  if (entry.amount.value_or(0) < 0) return;  // it is the taking back
  const std::string_view status = batch.cell(Role::status, entry.row);
  const std::string_view cell = batch.cell(Role::cancelled, entry.row);
  const Status said = status_of(status);
  const bool cancelled = said == Status::cancelled || is_cancelled(cell);
  if (!cancelled && said != Status::refunded && said != Status::refund) return;
  const std::string_view word = said != Status::plain ? status : cell;
  const bool numbered = !clean_id(batch.cell(Role::order, entry.row)).empty();
  if (entry.reason || (cancelled && !numbered)) {
    entry.reason = Reason::cancelled;
    entry.example = word;
    return;
  }
  entry.flags |= cancelled ? kCancelled : kRefunded;
  if (!cancelled && said == Status::refund) entry.flags |= kRefundNoun;
  undone_seen = true;
  if (lines.cancelled_example.empty()) lines.cancelled_example = shorten(word, 40);
}

bool LinesBuilder::State::follows_above(const RowBatch& batch, size_t row) const {
  if (!above_usable) return false;
  if (batch.kinds[row] == RowKind::continuation) return true;
  if (!order_scope || !batch.has_amounts || batch.kinds[row] != RowKind::data) return false;
  return batch.amount_states[row] == AmountState::blank && !above_order.empty() &&
         batch.cell(Role::order, row) == above_order;
}

void LinesBuilder::State::judge(const RowBatch& batch, Entry& entry, KeyTable::Key& customer) {
  entry.follows = follows_above(batch, entry.row);
  if (entry.follows) {
    entry.reason = above_reason;
    return;
  }
  entry.reason = judge_kind(batch, entry);
  above_usable = batch.kinds[entry.row] == RowKind::data;
  if (!entry.reason) {
    entry.reason = judge_cells(batch, entry, customer);
    mark_undone(batch, entry);
  }
  above_reason = entry.reason;
  if (order_scope) above_order = above_usable ? batch.cell(Role::order, entry.row) : "";
  if ((entry.flags & kUnnamedRefund) != 0) customer = {{}, kNobodySpace};
}

void LinesBuilder::State::take(const RowBatch& batch, size_t first, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const size_t row = first + i;
    Entry& entry = entries[i];
    entry = Entry{};
    entry.row = row;
    entry.account = static_cast<uint8_t>(account_of(batch.cell(Role::currency, row)));
    if (batch.has_amounts && batch.amount_states[row] == AmountState::known) {
      entry.amount = batch.amounts[row];
    }
    keys[i] = customer_of(batch, row, key_scratch[i]);
    judge(batch, entry, keys[i]);
    // Without an amount a row that is set aside has none to lower.
    const bool refundable = batch.has_amounts && !batch.refunds.empty();
    if (refundable && (entry.amount || !entry.reason)) entry.refund = batch.refunds[row];
    if (!entry.reason && !entry.follows) ++identity_rows[keys[i].space];
  }
  intern_customers(count);
  intern_orders(batch, count);
  append(batch, count);
}

/// Neighbouring rows often share a customer or an order: each run is looked up once.
void LinesBuilder::State::intern_customers(size_t count) {
  std::array<KeyTable::Key, kBatch> runs_keys{};
  std::array<uint32_t, kBatch> indices{};
  std::array<size_t, kBatch> run_of{};
  size_t runs = 0;
  for (size_t i = 0; i < count; ++i) {
    run_of[i] = kBatch;
    if (entries[i].reason || entries[i].follows) continue;
    const bool repeated = runs > 0 && keys[i].text == runs_keys[runs - 1].text &&
                          keys[i].space == runs_keys[runs - 1].space;
    if (!repeated) runs_keys[runs++] = keys[i];
    run_of[i] = runs - 1;
  }
  lines.customer_keys.intern(runs_keys.data(), runs, indices.data());
  for (size_t i = 0; i < count; ++i) {
    if (run_of[i] < kBatch) entries[i].customer = indices[run_of[i]];
  }
}

uint32_t LinesBuilder::State::intern_link(std::string_view name, uint8_t space, uint32_t fallback) {
  const KeyTable::Key key{name, space};
  uint32_t link = 0;
  links.names.intern(&key, 1, &link);
  if (link == links.fallback.size()) links.fallback.push_back(fallback);
  return link | kLink;
}

void LinesBuilder::State::intern_orders(const RowBatch& batch, size_t count) {
  if (!lines.has_order_column) return;
  std::array<std::string_view, kBatch> numbers{};
  std::array<uint32_t, kBatch> indices{};
  std::array<size_t, kBatch> run_of{};
  size_t runs = 0;
  std::string_view last;
  for (size_t i = 0; i < count; ++i) {
    run_of[i] = kBatch;
    Entry& entry = entries[i];
    // An order whose rows are set aside takes its further rows with it.
    if (entry.follows || (entry.reason && !order_scope)) continue;
    const std::string_view number = clean_id(batch.cell(Role::order, entry.row));
    if (number.empty() || is_spoiled_id(number)) continue;
    if (!cancelled_number(number).empty()) {
      entry.order = intern_link(number, 0, kNoOrder);
      continue;
    }
    if (runs == 0 || number != last) numbers[runs++] = last = number;
    run_of[i] = runs - 1;
  }
  orders.intern(numbers.data(), runs, indices.data());
  for (size_t i = 0; i < count; ++i) {
    if (run_of[i] < kBatch) entries[i].order = indices[run_of[i]];
  }
  if (!batch.mapped[table::index_of(Role::reference)]) return;
  for (size_t i = 0; i < count; ++i) {
    Entry& entry = entries[i];
    if (entry.reason || entry.follows || entry.amount.value_or(0) >= 0) continue;
    const std::string_view named = clean_id(batch.cell(Role::reference, entry.row));
    if (!named.empty()) entry.order = intern_link(named, 1, entry.order);
  }
}

/// Leaves only what the order's total was not counted for yet.
void LinesBuilder::State::count_total_once(const RowBatch& batch, Entry& entry) {
  if (entry.order == kNoOrder) return;
  const bool linked = (entry.order & kLink) != 0;
  OrderTotals& all = linked ? link_totals : totals;
  CurrencyAccount& account = lines.accounts[entry.account];
  const OrderTotals::Verdict verdict =
      all.take(entry.order & ~kLink, entry.amount, entry.refund, entry.reason);
  if (verdict.differs && differing++ == 0) differing_line = batch.lines[entry.row];
  if (verdict.repeated) {
    ++account.repeated.rows;
    account.repeated.amount += MoneySum{verdict.amount} + verdict.refund;
    if (entry.amount) entry.amount = *entry.amount - verdict.amount;
    if (verdict.amount != 0) entry.flags |= kRepeatedTotal;
    entry.refund -= verdict.refund;
  }
  if (verdict.moved != 0) {
    // The total stood on a row that was set aside; this row is the one that counts it.
    account.set_aside.add_amount(verdict.moved_from, -verdict.moved);
    account.repeated.amount += verdict.moved;
    ++account.repeated.rows;
  }
}

/// Columns that most files do without are filled up once the first row needs them.
void LinesBuilder::State::prepare_columns(const RowBatch& batch) {
  const size_t size = lines.size();
  if (batch.has_times && lines.seconds.empty()) {
    for (size_t i = 0; i < size; ++i) lines.seconds.push_back(0);
  }
  if (lines.accounts.size() > 1) {
    for (size_t i = lines.line_accounts.size(); i < size; ++i) lines.line_accounts.push_back(0);
  }
  if (lines.has_order_column) {
    for (size_t i = lines.orders.size(); i < size; ++i) lines.orders.push_back(kNoOrder);
  }
  if (batch.hashes.empty() && hashed) {
    hashed = false;
    hashes = {};
  }
}

void LinesBuilder::State::push(const RowBatch& batch, const Entry& entry, Money amount,
                               uint32_t flags) {
  const size_t row = entry.row;
  const bool ambiguous = batch.date_states[row] == DateState::ambiguous;
  uint32_t moment = make_moment(
      ambiguous ? narrow_packed_date(batch.days[row]) : batch.days[row] + Lines::kDayOffset,
      flags | (ambiguous ? kPackedDate : 0U));
  auto second = static_cast<uint32_t>(batch.seconds[row]);
  uint32_t customer = entry.customer;
  uint32_t order = entry.order;
  if (entry.follows) {
    // The row above, which is a line, since it was not set aside.
    const bool blank = !entry.amount && (flags & kRefundColumn) == 0;
    const uint32_t inherited = kPackedDate | kCancelled | kRefunded | kUnnamedRefund |
                               (blank ? uint32_t{kBlankAmount} : 0U);
    const size_t above = lines.size() - 1;
    const uint32_t last = lines.moments[above];
    moment = (last & Lines::kDayMask) | (flags | (lines.flags(above) & inherited))
                                            << Lines::kFlagShift;
    second = static_cast<uint32_t>(lines.second(above));
    customer = lines.customers[above];
    order = lines.order(above);
  }
  moment |= (second >> 16) << 31;
  lines.customers.push_back(customer);
  if (lines.has_order_column) lines.orders.push_back(order);
  if (order == kNoOrder) ++lines.unnumbered;
  lines.amounts.push_back(amount);
  if (batch.has_times || !lines.seconds.empty()) {
    lines.seconds.push_back(static_cast<uint16_t>(second & 0xFFFF));
  }
  lines.moments.push_back(moment);
  if (lines.accounts.size() > 1) lines.line_accounts.push_back(entry.account);
  if (hashed) hashes.push_back(batch.hashes[row]);
}

void LinesBuilder::State::set_aside(const RowBatch& batch, const Entry& entry) {
  std::optional<Money> amount = entry.amount;
  if (amount) *amount += entry.refund;
  if ((entry.flags & kRepeatedTotal) != 0 && amount == 0) amount = std::nullopt;
  lines.accounts[entry.account].set_aside.add(*entry.reason, amount,
                                              {batch.lines[entry.row], files - 1}, entry.example);
}

void LinesBuilder::State::append(const RowBatch& batch, size_t count) {
  prepare_columns(batch);
  for (size_t i = 0; i < count; ++i) {
    Entry& entry = entries[i];
    CurrencyAccount& account = lines.accounts[entry.account];
    if (account.rows++ == 0) account.first = {batch.lines[entry.row], files - 1};
    account.amount_read += MoneySum{entry.amount.value_or(0)} + entry.refund;
    account.amount_seen = account.amount_seen || entry.amount;
    if (order_scope) count_total_once(batch, entry);
    if (entry.reason) {
      set_aside(batch, entry);
      continue;
    }
    push(batch, entry, entry.amount.value_or(0), entry.flags);
    lines.row_numbers.add(batch.lines[entry.row]);
    if (entry.refund != 0) {
      entry.follows = true;  // customer, order and day of the line just made
      push(batch, entry, entry.refund, kRefundColumn);
    }
  }
}

/// Sets a line aside after all. Its refund column, the next line, is to be skipped by itself.
void LinesBuilder::State::skip(size_t line, Reason reason, const RowPlace& place,
                               std::string_view example) {
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

/// Turns packed dates into days; those that the settled order cannot read are set aside.
void LinesBuilder::State::resolve_dates(const table::SettledDateOrder& date_order) {
  const table::DateEvidence& evidence = date_order.evidence;
  const bool month_first = date_order.order == table::DateOrder::mdy;
  const table::OrderEvidence& against = month_first ? evidence.day_first : evidence.month_first;
  constexpr uint32_t kPackedBit = uint32_t{kPackedDate} << Lines::kFlagShift;
  for (size_t i = file_begin; i < lines.size(); ++i) {
    uint32_t& moment = lines.moments[i];
    if ((moment & kPackedBit) == 0) continue;
    const auto day =
        table::unpack_date(widen_packed_date(moment & Lines::kDayMask), date_order.order);
    moment &= ~(kPackedBit | Lines::kDayMask);
    moment |= make_moment(day.value_or(0) + Lines::kDayOffset, 0);
    if (!day) {
      skip(i, Reason::date_unreadable, {against.first_line, files - 1}, against.example);
    }
  }
  if (date_order.ambiguous) {
    lines.warnings.push_back({"date_order_ambiguous", evidence.either, evidence.either_line, {}});
  }
}

/// A document C123 that is worth nothing or less belongs to order 123, and a refund to the order of
/// its reference, where that exists; else they stand for themselves, as does C123 where shops
/// number their orders so.
void LinesBuilder::State::resolve_links() {
  std::vector<MoneySum> sums(links.names.size());
  const auto link_of = [&](size_t line) -> std::optional<uint32_t> {
    const uint32_t order = lines.order(line);
    if (order == kNoOrder || (order & kLink) == 0) return std::nullopt;
    return order & ~kLink;
  };
  lines.order_count = orders.size();
  if (links.names.size() == 0) return;
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto link = link_of(i);
    if (link && (lines.flags(i) & (kSkipped | kRefundColumn)) == 0) sums[*link] += lines.amounts[i];
  }
  std::vector<uint32_t> order_of(links.names.size());
  for (uint32_t link = 0; link < order_of.size(); ++link) {
    const KeyTable::Key name = links.names.key(link);
    uint32_t named = KeyTable::kAbsent;
    if (sums[link] <= 0) {
      named = orders.find(name.space == 0 ? cancelled_number(name.text) : name.text);
    }
    if (named == KeyTable::kAbsent) named = links.fallback[link];
    // The fallback of a reference may be a document, which came into the table before it.
    if (named != kNoOrder && (named & kLink) != 0) named = order_of[named & ~kLink];
    order_of[link] = named != kNoOrder ? named : lines.order_count++;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    if (const auto link = link_of(i)) lines.orders[i] = order_of[*link];
  }
}

/// What only the whole order can tell: whether cancelled and refunded sales have rows that take
/// them back, which sign the word `refund` means, and where rows without an amount belong.
void LinesBuilder::State::decide_orders() {
  const bool strangers = lines.has_customers && identity_rows[kNobodySpace] > 0;
  if (!undone_seen && !strangers) return;
  std::vector<uint8_t> seen(lines.order_count);
  look_at_orders(seen);
  correct_signs(seen);
  move_totals(seen);

  const uint32_t nobody = lines.customer_keys.find({{}, kNobodySpace});
  uint64_t rows = 0;
  std::optional<Reason> row_reason;
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint32_t flags = lines.flags(i);
    if ((flags & kRefundColumn) != 0) {  // it shares the fate of its row
      if ((flags & kSkipped) == 0 && row_reason) skip(i, *row_reason, {}, {});
      add_flags(i, lines.flags(i - 1) & kNetted);
      continue;
    }
    const uint64_t row = rows++;
    row_reason.reset();
    if ((flags & kSkipped) != 0) continue;
    const uint32_t order = lines.order(i);
    const uint32_t known = order == kNoOrder ? 0U : seen[order];
    const bool named = (flags & kUnnamedRefund) != 0 && (known & kNamed) != 0;
    if (strangers && lines.customers[i] == nobody && !named) {
      row_reason = Reason::no_customer;
    } else if ((flags & kBlankAmount) != 0 && (flags & (kCancelled | kRefunded)) == 0) {
      row_reason = place_blank(i, order, known);
    }
    if (row_reason) {
      skip(i, *row_reason, lines.row_numbers.find(row), {});
    } else if ((lines.flags(i) & (kCancelled | kRefunded)) != 0 && (known & kRefundRow) != 0) {
      add_flags(i, kNetted);
    }
  }
}

void LinesBuilder::State::look_at_orders(std::vector<uint8_t>& seen) const {
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint32_t order = lines.order(i);
    const uint32_t flags = lines.flags(i);
    if (order == kNoOrder || (flags & (kSkipped | kRefundColumn)) != 0) continue;
    if ((flags & kUnnamedRefund) == 0) seen[order] |= kNamed;
    if ((flags & kBlankAmount) != 0) continue;
    if (lines.amounts[i] < 0) {
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
void LinesBuilder::State::correct_signs(std::vector<uint8_t>& seen) {
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint32_t flags = lines.flags(i);
    const uint32_t order = lines.order(i);
    if ((flags & kRefundNoun) == 0 || (flags & kSkipped) != 0 || order == kNoOrder) continue;
    if ((seen[order] & kSale) == 0) continue;
    Money& amount = lines.amounts[i];
    account(i).amount_read -= MoneySum{2} * amount;
    amount = -amount;
    ++corrected;
    lines.moments[i] &= ~(uint32_t{kRefunded} << Lines::kFlagShift);
    seen[order] |= kRefundRow;
  }
}

/// Where an order's total was counted on a row that is cancelled, while other rows of the order are
/// not, one of these counts it.
void LinesBuilder::State::move_totals(std::vector<uint8_t>& seen) {
  if (totals.memory() == 0) return;
  constexpr uint32_t kRepeatBit = uint32_t{kRepeatedTotal} << Lines::kFlagShift;
  for (const bool giving : {false, true}) {
    for (size_t i = 0; i < lines.size(); ++i) {
      const uint32_t order = lines.order(i);
      const uint32_t flags = lines.flags(i);
      if (order >= orders.size() || (flags & (kSkipped | kRefundColumn | kBlankAmount)) != 0) {
        continue;
      }
      uint8_t& known = seen[order];
      if ((known & (kSale | kRepeat)) != kRepeat || lines.amounts[i] < 0) continue;
      const bool undone = (flags & (kCancelled | kRefunded)) != 0;
      const bool repeat = (flags & kRepeatedTotal) != 0;
      if (giving && !undone && (known & kTaken) != 0) {
        lines.amounts[i] = totals.total(order);
        lines.moments[i] &= ~kRepeatBit;
        known &= static_cast<uint8_t>(~kTaken);
      } else if (!giving && undone && !repeat) {
        lines.amounts[i] = 0;
        lines.moments[i] |= kRepeatBit;
        known |= kTaken;
      }
    }
  }
}

/// A row without an amount goes with its order; the reason if that is set aside.
std::optional<Reason> LinesBuilder::State::place_blank(size_t line, uint32_t order,
                                                       uint32_t known) {
  if ((known & (kSale | kRepeat | kRefundRow)) != 0) return std::nullopt;
  if ((known & (kGone | kGivenBack)) != 0) {
    add_flags(line, (known & kGone) != 0 ? kCancelled : kRefunded);
    return std::nullopt;
  }
  const auto fate = order < orders.size() ? totals.fate(order) : std::nullopt;
  return fate.value_or(Reason::amount_missing);
}

/// The currency that most rows have is the main one; rows that name none are taken to be in it.
void LinesBuilder::State::choose_main_account() {
  auto& accounts = lines.accounts;
  size_t main = accounts.size() > 1 ? 1 : 0;
  for (size_t i = 2; i < std::min(accounts.size(), kSharedAccount); ++i) {
    if (accounts[i].rows > accounts[main].rows) main = i;
  }
  lines.main_account = main;
  lines.currency = shorten(accounts[main].code, 12);
  if (main == 0 || accounts[0].rows == 0) {
    if (accounts.size() <= 2) lines.line_accounts = {};
    return;
  }
  CurrencyAccount& without = accounts[0];
  CurrencyAccount& kept = accounts[main];
  kept.rows += without.rows;
  const auto place = [](const RowPlace& p) { return std::pair(p.file, p.line); };
  if (place(without.first) < place(kept.first)) kept.first = without.first;
  kept.amount_read += without.amount_read;
  kept.amount_seen = kept.amount_seen || without.amount_seen;
  kept.set_aside.merge(without.set_aside);
  kept.repeated.rows += without.repeated.rows;
  kept.repeated.amount += without.repeated.amount;
  without = {};
  if (accounts.size() == 2) {
    lines.line_accounts = {};
    return;
  }
  for (size_t i = 0; i < lines.line_accounts.size(); ++i) {
    if (lines.line_accounts[i] == 0) lines.line_accounts[i] = static_cast<uint8_t>(main);
  }
}

void LinesBuilder::State::find_duplicates() {
  if (!hashed || hashes.empty()) return;
  mark_duplicates(lines, hashes);
  hashes = {};
}

LinesBuilder::LinesBuilder() : state_(std::make_unique<State>()) {
  state_->lines.accounts.emplace_back();
  state_->lines.has_customers = false;
}

LinesBuilder::~LinesBuilder() = default;
LinesBuilder::LinesBuilder(LinesBuilder&&) noexcept = default;
LinesBuilder& LinesBuilder::operator=(LinesBuilder&&) noexcept = default;

void LinesBuilder::begin_file(const table::Schema& schema) {
  State& state = *state_;
  Lines& lines = state.lines;
  const auto mapped = [&](Role role) { return schema.column_of(role).has_value(); };
  lines.has_order_column = lines.has_order_column || mapped(Role::order);
  lines.has_amounts = lines.has_amounts || mapped(Role::amount) || mapped(Role::unit_price);
  state.has_customers = mapped(Role::customer) || mapped(Role::email) || mapped(Role::phone);
  lines.has_customers = lines.has_customers || state.has_customers;
  state.order_scope = schema.amount_scope.value() == table::AmountScope::order;
  state.default_account = 0;
  state.default_account = state.account_of(schema.currency);
  state.file_begin = lines.size();
  state.above_usable = false;
  state.above_order.clear();
  lines.row_numbers.begin_file();
  ++state.files;
}

void LinesBuilder::end_file(const table::SettledDateOrder& date_order) {
  state_->resolve_dates(date_order);
}

bool LinesBuilder::on_rows(const RowBatch& batch) {
  if (full()) return false;
  for (size_t first = 0; first < batch.rows; first += kBatch) {
    state_->take(batch, first, std::min(kBatch, batch.rows - first));
  }
  state_->lines.rows_read += batch.rows;
  return true;
}

bool LinesBuilder::full() const {
  return state_->lines.rows_read >= kMaxRows || state_->lines.customer_keys.full() ||
         state_->links.names.full();
}

uint64_t LinesBuilder::rows() const {
  return state_->lines.rows_read;
}

size_t LinesBuilder::memory() const {
  const State& state = *state_;
  return state.lines.memory() + state.orders.memory() + state.links.names.memory() +
         state.totals.memory() + state.link_totals.memory() + state.hashes.capacity_bytes();
}

Lines LinesBuilder::finish() {
  State& state = *state_;
  state.resolve_links();
  state.decide_orders();
  state.choose_main_account();
  state.orders = {};
  state.totals = {};
  state.find_duplicates();
  const auto& counts = state.identity_rows;
  Lines lines = std::move(state.lines);
  lines.identity =
      static_cast<Identity>(std::max_element(counts.begin(), counts.begin() + 3) - counts.begin());
  if (state.corrected > 0) {
    lines.warnings.push_back({"refund_sign_corrected", state.corrected, state.corrected_line, {}});
  }
  if (state.differing > 0) {
    lines.warnings.push_back({"order_totals_differ", state.differing, state.differing_line, {}});
  }
  *this = LinesBuilder();
  return lines;
}

}  // namespace dangol::ledger
