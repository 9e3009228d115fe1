#include "ledger/lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.h"
#include "ledger/identifiers.h"
#include "ledger/lines_state.h"

namespace dangol::ledger {

namespace {

using table::AmountState;
using table::DateState;
using table::Role;
using table::RowBatch;
using table::RowKind;

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

/// What stands among the currencies of a header or a note is none.
bool names_currency(RowKind kind) {
  return is_data(kind) || kind == RowKind::totals;
}

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
  size_t kept = scores.capacity() * sizeof(Score);
  for (const Attribute& attribute : attributes) kept += attribute.memory();
  return kept + customers.capacity_bytes() + orders.capacity_bytes() + moments.capacity_bytes() +
         amounts.capacity_bytes() + seconds.capacity_bytes() + line_accounts.capacity_bytes() +
         row_numbers.memory() + customer_keys.memory();
}

size_t LinesBuilder::State::account_of(std::string_view text) {
  if (text.empty()) return default_account;
  if (same_bytes(text, last_currency)) return last_account;
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

void LinesBuilder::State::take(const RowBatch& batch, size_t first, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    const size_t row = first + i;
    Entry& entry = entries[i];
    entry = Entry{};
    entry.row = row;
    entry.account = static_cast<uint8_t>(account_of(
        names_currency(batch.kinds[row]) ? batch.cell(Role::currency, row) : std::string_view{}));
    if (batch.has_amounts && batch.amount_states[row] == AmountState::known) {
      entry.amount = batch.amounts[row];
    }
    keys[i] = rows.judge(batch, entry, key_scratch[i]);
    // Without an amount a row that is set aside has none to lower.
    const bool refundable = batch.has_amounts && !batch.refunds.empty();
    if (refundable && (entry.amount || !entry.reason)) entry.refund = batch.refunds[row];
    if (!entry.reason && !entry.follows) ++identity_rows[keys[i].space];
  }
  intern_customers(count);
  intern_orders(batch, count);
  attributes.intern(batch, first, count);
  append(batch, count);
}

/// Neighbouring rows often share a customer or an order: each run is looked up once.
void LinesBuilder::State::intern_customers(size_t count) {
  std::array<uint8_t, kBatch> run_of;
  size_t runs = 0;  // their keys move to the front
  for (size_t i = 0; i < count; ++i) {
    run_of[i] = kBatch;
    if (entries[i].reason || entries[i].follows) continue;
    const bool repeated = runs > 0 && same_bytes(keys[i].text, keys[runs - 1].text) &&
                          keys[i].space == keys[runs - 1].space;
    if (!repeated) keys[runs++] = keys[i];
    run_of[i] = static_cast<uint8_t>(runs - 1);
  }
  lines.customer_keys.intern(keys.data(), runs, customer_indices.data());
  for (size_t i = 0; i < count; ++i) {
    if (run_of[i] < kBatch) entries[i].customer = customer_indices[run_of[i]];
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
  std::array<uint8_t, kBatch> run_of;
  size_t runs = 0;
  std::string_view last;
  for (size_t i = 0; i < count; ++i) {
    run_of[i] = kBatch;
    Entry& entry = entries[i];
    // An order whose rows are set aside takes its further rows with it.
    if (entry.follows || (entry.reason && !rows.order_scope())) continue;
    const std::string_view number = clean_id(batch.cell(Role::order, entry.row));
    if (number.empty() || is_spoiled_id(number)) continue;
    if (!cancelled_number(number).empty()) {
      entry.order = intern_link(number, 0, kNoOrder);
      continue;
    }
    if (runs == 0 || !same_bytes(number, last)) numbers[runs++] = last = number;
    run_of[i] = static_cast<uint8_t>(runs - 1);
  }
  orders.intern(numbers.data(), runs, order_indices.data());
  for (size_t i = 0; i < count; ++i) {
    if (run_of[i] < kBatch) entries[i].order = order_indices[run_of[i]];
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
  if (verdict.moved) {
    // The total stood on a row that was set aside; this row is the one that counts it.
    account.set_aside.add_amount(verdict.moved_from, -*verdict.moved);
    account.repeated.amount += *verdict.moved;
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
  uint32_t moment = make_moment(ambiguous ? batch.days[row] : batch.days[row] + Lines::kDayOffset,
                                flags | (ambiguous ? kPackedDate : 0U));
  auto second = static_cast<uint32_t>(batch.seconds[row]);
  uint32_t customer = entry.customer;
  uint32_t order = entry.order;
  if (entry.follows) {
    // The row above, which is a line, since it was not set aside.
    const bool blank = !entry.amount && (flags & kRefundColumn) == 0;
    const uint32_t inherited = kPackedDate | kCancelled | kRefunded | kUnnamedRefund |
                               (blank ? uint32_t{kBlankAmount} : 0U);
    if (blank) flags |= kFollower;
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
  attributes.push(row);
}

void LinesBuilder::State::set_aside(const RowBatch& batch, const Entry& entry) {
  std::optional<Money> amount = entry.amount;
  if (amount) *amount += entry.refund;
  if ((entry.flags & kRepeatedTotal) != 0 && amount == 0) amount = std::nullopt;
  SetAsideTally& tally = lines.accounts[entry.account].set_aside;
  if (amount) tally.add_amount(*entry.reason, *amount);
  (is_data(batch.kinds[entry.row]) ? tally : lines.no_data)
      .add_rows(*entry.reason, 1, {batch.lines[entry.row], files - 1}, entry.example);
}

void LinesBuilder::State::append(const RowBatch& batch, size_t count) {
  prepare_columns(batch);
  for (size_t i = 0; i < count; ++i) {
    Entry& entry = entries[i];
    CurrencyAccount& account = lines.accounts[entry.account];
    if (is_data(batch.kinds[entry.row]) && account.rows++ == 0) {
      account.first = {batch.lines[entry.row], files - 1};
    }
    account.amount_read += MoneySum{entry.amount.value_or(0)} + entry.refund;
    account.amount_seen = account.amount_seen || entry.amount;
    if (rows.order_scope()) count_total_once(batch, entry);
    if (entry.reason) {
      set_aside(batch, entry);
      continue;
    }
    push(batch, entry, entry.amount.value_or(0), entry.flags);
    lines.row_numbers.add(batch.lines[entry.row]);
    note_score(batch, entry);
    if (entry.refund != 0) {
      entry.follows = true;  // customer, order and day of the line just made
      push(batch, entry, entry.refund, kRefundColumn);
    }
  }
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
  state.rows.begin_file(schema);
  lines.has_customers = lines.has_customers || state.rows.has_customers();
  state.default_account = 0;
  state.default_account = state.account_of(schema.currency);
  state.file_begins.push_back(lines.size());
  state.attributes.begin_file(schema.dimensions, lines.size());
  state.survey = mapped(Role::score) && !mapped(Role::order) && !mapped(Role::amount) &&
                 !mapped(Role::unit_price);
  lines.row_numbers.begin_file();
  ++state.files;
}

bool LinesBuilder::on_rows(const RowBatch& batch) {
  if (full()) return false;
  const bool plain = state_->may_be_plain(batch);
  for (size_t first = 0; first < batch.rows; first += kBatch) {
    const size_t count = std::min(kBatch, batch.rows - first);
    if (state_->survey) {
      state_->take_answers(batch, first, count);
      continue;
    }
    if (!plain || !state_->take_plain(batch, first, count)) state_->take(batch, first, count);
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
         state.totals.memory() + state.link_totals.memory() + state.hashes.capacity_bytes() +
         state.attributes.memory();
}

Lines LinesBuilder::finish(std::span<const table::SettledDateOrder> date_orders) {
  State& state = *state_;
  for (uint32_t file = 0; file < state.files; ++file) {
    state.resolve_dates(file, date_orders[file]);
  }
  state.undone_seen = state.rows.undone_seen();
  state.nobody_seen = state.identity_rows[kNobodySpace] > 0;
  state.lines.cancelled_example = state.rows.cancelled_example();
  settle_draft(state);
  const auto& counts = state.identity_rows;
  Lines lines = std::move(state.lines);
  lines.attributes = state.attributes.take();
  lines.identity =
      static_cast<Identity>(std::max_element(counts.begin(), counts.begin() + 3) - counts.begin());
  const uint64_t corrected = state.rows.corrected() + state.corrected;
  if (corrected > 0) {
    lines.warnings.push_back({"refund_sign_corrected", corrected, state.rows.corrected_line(), {}});
  }
  if (state.bad_scores > 0) {
    lines.warnings.push_back({"scores_unreadable", state.bad_scores, state.bad_score_line, {}});
  }
  if (state.differing > 0) {
    lines.warnings.push_back({"order_totals_differ", state.differing, state.differing_line, {}});
  }
  *this = LinesBuilder();
  return lines;
}

}  // namespace dangol::ledger
