#include "ledger/lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"
#include "ledger/identifiers.h"
#include "ledger/order_numbers.h"

namespace dangol::ledger {

namespace {

using table::AmountState;
using table::DateState;
using table::Role;
using table::RowBatch;
using table::RowKind;

constexpr size_t kBatch = KeyTable::kBatch;
/// Marks a line's order number as the position of a cancellation document, while building.
constexpr uint32_t kDocument = 1U << 31;
/// Currencies beyond this many share one account, which is never the one that is kept: such a
/// column does not hold currencies.
constexpr size_t kMostCurrencies = 64;
constexpr size_t kSharedAccount = kMostCurrencies + 1;

/// Everything counted in one currency. Account 0 is that of rows without one, which are taken to be
/// in the main currency.
struct CurrencyAccount {
  std::string code;
  uint64_t rows = 0;
  uint64_t first_line = 0;
  MoneySum amount_read = 0;
  bool amount_seen = false;
  SetAsideTally set_aside;
};

/// Why a row cannot become a line; the text to show for it.
struct Verdict {
  std::optional<Reason> reason;
  std::string_view example;
};

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
  return customers.capacity_bytes() + orders.capacity_bytes() + days.capacity_bytes() +
         amounts.capacity_bytes() + flags.capacity_bytes() + seconds.capacity_bytes() +
         customer_keys.memory();
}

/// The builder's working parts: lines so far, and the tables that only the import needs.
struct LinesBuilder::State {
  Lines lines;
  OrderNumbers orders;
  KeyTable documents;  ///< order numbers that look like cancellations: C536379
  std::vector<CurrencyAccount> accounts;
  PagedColumn<uint8_t> line_accounts;  ///< empty unless there is a currency column
  uint32_t files = 0;
  size_t file_begin = 0;       ///< the first line of this file
  size_t default_account = 0;  ///< of rows that name no currency
  std::array<uint64_t, 3> identity_rows{};

  // What rows repeat is judged once.
  std::string last_status;
  bool last_status_cancelled = false;
  std::string last_currency;
  size_t last_account = 0;

  // One batch on its way into the tables.
  std::array<size_t, kBatch> rows{};
  std::array<uint8_t, kBatch> row_accounts{};
  std::array<KeyTable::Key, kBatch> row_keys{};
  std::array<std::string, kBatch> key_scratch;
  std::array<uint32_t, kBatch> customer_indices{};
  std::array<uint32_t, kBatch> order_indices{};

  void take(const RowBatch& batch, size_t first, size_t count);
  [[nodiscard]] size_t account_of(std::string_view text);
  [[nodiscard]] Verdict judge(const RowBatch& batch, size_t row, const KeyTable::Key& customer);
  [[nodiscard]] bool is_cancelled(std::string_view status);
  [[nodiscard]] KeyTable::Key customer_of(const RowBatch& batch, size_t row, std::string& scratch);
  void intern_customers(size_t count);
  void intern_orders(const RowBatch& batch, size_t count);
  void append(const RowBatch& batch, size_t count);

  void resolve_dates(const table::SettledDateOrder& date_order);
  void link_documents();
  void keep_one_currency();
};

size_t LinesBuilder::State::account_of(std::string_view text) {
  if (text.empty()) return default_account;
  if (text == last_currency) return last_account;
  const std::string code = upper_case(text);
  last_currency = text;
  const size_t known = std::min(accounts.size(), kSharedAccount);
  for (last_account = 1; last_account < known; ++last_account) {
    if (accounts[last_account].code == code) return last_account;
  }
  if (last_account == accounts.size()) {
    accounts.emplace_back().code = last_account == kSharedAccount ? "…" : code;
  }
  return last_account;
}

bool LinesBuilder::State::is_cancelled(std::string_view status) {
  if (status != last_status) {
    last_status = status;
    last_status_cancelled = is_cancelled_status(status);
  }
  return last_status_cancelled;
}

/// The customer id, else the e-mail address, else the phone number; an empty key for none.
KeyTable::Key LinesBuilder::State::customer_of(const RowBatch& batch, size_t row,
                                               std::string& scratch) {
  const auto key = [](std::string_view text, Identity identity) {
    return KeyTable::Key{text, static_cast<uint8_t>(identity)};
  };
  const std::string_view id = clean_id(batch.cell(Role::customer, row));
  if (!id.empty()) return key(id, Identity::customer);
  const std::string_view email = clean_id(batch.cell(Role::email, row));
  if (!email.empty()) return key(fold_case(email, scratch), Identity::email);
  const std::string_view phone = batch.cell(Role::phone, row);
  if (is_spoiled_id(phone)) return key(phone, Identity::phone);
  return key(phone_digits(phone, scratch), Identity::phone);
}

Verdict LinesBuilder::State::judge(const RowBatch& batch, size_t row,
                                   const KeyTable::Key& customer) {
  const std::string_view order = batch.cell(Role::order, row);
  if (batch.kinds[row] == RowKind::repeated_header) {
    return {Reason::repeated_header, batch.cell(Role::time, row)};
  }
  if (batch.kinds[row] == RowKind::totals) return {Reason::totals_row, {}};
  const std::string_view status = batch.cell(Role::status, row);
  if (is_cancelled(status)) return {Reason::cancelled, status};
  if (customer.text.empty()) return {Reason::no_customer, order};
  if (is_spoiled_id(customer.text)) return {Reason::id_spoiled, customer.text};
  if (is_spoiled_id(order)) return {Reason::id_spoiled, order};
  const auto date =
      batch.date_states.empty() ? Reason::date_missing : date_reason(batch.date_states[row]);
  if (date) return {date, batch.cell(Role::time, row)};
  if (!batch.has_amounts) return {};
  const std::string_view amount = batch.cell(
      batch.mapped[table::index_of(Role::amount)] ? Role::amount : Role::unit_price, row);
  return {amount_reason(batch.amount_states[row]), amount};
}

void LinesBuilder::State::take(const RowBatch& batch, size_t first, size_t count) {
  size_t taken = 0;
  for (size_t row = first; row < first + count; ++row) {
    const size_t at = account_of(batch.cell(Role::currency, row));
    CurrencyAccount& account = accounts[at];
    if (account.rows++ == 0) account.first_line = batch.lines[row];
    std::optional<Money> amount;
    if (batch.has_amounts && batch.amount_states[row] == AmountState::known) {
      amount = batch.amounts[row];
      if (!batch.refunds.empty()) *amount += batch.refunds[row];
      account.amount_read += *amount;
      account.amount_seen = true;
    }
    const KeyTable::Key customer = customer_of(batch, row, key_scratch[taken]);
    const Verdict verdict = judge(batch, row, customer);
    if (verdict.reason) {
      account.set_aside.add(*verdict.reason, amount, batch.lines[row], verdict.example);
      continue;
    }
    rows[taken] = row;
    row_accounts[taken] = static_cast<uint8_t>(at);
    row_keys[taken] = customer;
    ++identity_rows[customer.space];
    ++taken;
  }
  intern_customers(taken);
  intern_orders(batch, taken);
  append(batch, taken);
}

/// Neighbouring rows often share a customer or an order: each run is looked up once.
void LinesBuilder::State::intern_customers(size_t count) {
  std::array<KeyTable::Key, kBatch> keys{};
  std::array<uint32_t, kBatch> indices{};
  std::array<size_t, kBatch> run_of{};
  size_t runs = 0;
  for (size_t i = 0; i < count; ++i) {
    const bool repeated = i > 0 && row_keys[i].text == row_keys[i - 1].text &&
                          row_keys[i].space == row_keys[i - 1].space;
    if (!repeated) keys[runs++] = row_keys[i];
    run_of[i] = runs - 1;
  }
  lines.customer_keys.intern(keys.data(), runs, indices.data());
  for (size_t i = 0; i < count; ++i) customer_indices[i] = indices[run_of[i]];
}

void LinesBuilder::State::intern_orders(const RowBatch& batch, size_t count) {
  if (!lines.has_order_column) {
    std::fill_n(order_indices.begin(), count, kNoOrder);
    return;
  }
  std::array<std::string_view, kBatch> numbers{};
  std::array<uint32_t, kBatch> indices{};
  std::array<size_t, kBatch> run_of{};
  size_t runs = 0;
  std::string_view last;
  for (size_t i = 0; i < count; ++i) {
    const std::string_view number = clean_id(batch.cell(Role::order, rows[i]));
    run_of[i] = kBatch;
    order_indices[i] = kNoOrder;
    if (number.empty()) continue;
    if (!cancelled_number(number).empty()) {
      const KeyTable::Key key{number, 0};
      documents.intern(&key, 1, &order_indices[i]);
      order_indices[i] |= kDocument;
      continue;
    }
    if (runs == 0 || number != last) numbers[runs++] = last = number;
    run_of[i] = runs - 1;
  }
  orders.intern(numbers.data(), runs, indices.data());
  for (size_t i = 0; i < count; ++i) {
    if (run_of[i] < kBatch) order_indices[i] = indices[run_of[i]];
  }
}

void LinesBuilder::State::append(const RowBatch& batch, size_t count) {
  if (batch.has_times && lines.seconds.empty()) {
    for (size_t i = 0; i < lines.size(); ++i) lines.seconds.push_back(0);
  }
  const bool timed = batch.has_times || !lines.seconds.empty();
  const auto push = [&](size_t i, Money amount, uint8_t flags) {
    const size_t row = rows[i];
    lines.customers.push_back(customer_indices[i]);
    lines.orders.push_back(order_indices[i]);
    if (order_indices[i] == kNoOrder) ++lines.unnumbered;
    lines.days.push_back(batch.days[row]);
    lines.amounts.push_back(amount);
    lines.flags.push_back(flags);
    if (timed) lines.seconds.push_back(batch.seconds[row]);
    if (!line_accounts.empty() || accounts.size() > 1) line_accounts.push_back(row_accounts[i]);
  };
  // Accounts of the lines before the first currency was seen.
  if (accounts.size() > 1) {
    while (line_accounts.size() < lines.size()) line_accounts.push_back(0);
  }
  for (size_t i = 0; i < count; ++i) {
    const size_t row = rows[i];
    const bool packed = batch.date_states[row] == DateState::ambiguous;
    const auto flags = static_cast<uint8_t>(packed ? kPackedDate : 0);
    push(i, batch.has_amounts ? batch.amounts[row] : 0, flags);
    const bool refundable = batch.has_amounts && !batch.refunds.empty();
    const Money refund = refundable ? batch.refunds[row] : 0;
    if (refund != 0) push(i, refund, static_cast<uint8_t>(flags | kRefundColumn));
  }
}

/// Turns packed dates into days; those that the settled order cannot read are set aside.
void LinesBuilder::State::resolve_dates(const table::SettledDateOrder& date_order) {
  const table::DateEvidence& evidence = date_order.evidence;
  const bool month_first = date_order.order == table::DateOrder::mdy;
  const table::OrderEvidence& against = month_first ? evidence.day_first : evidence.month_first;
  for (size_t i = file_begin; i < lines.size(); ++i) {
    uint8_t& flags = lines.flags[i];
    if ((flags & kPackedDate) == 0) continue;
    flags = static_cast<uint8_t>(flags & ~kPackedDate);
    const auto day = table::unpack_date(lines.days[i], date_order.order);
    lines.days[i] = day.value_or(0);
    if (day) continue;
    flags |= kSkipped;
    SetAsideTally& tally = accounts[line_accounts.empty() ? 0 : line_accounts[i]].set_aside;
    if ((flags & kRefundColumn) != 0) {
      tally.add_amount(Reason::date_unreadable, lines.amounts[i]);
    } else {
      const auto amount = lines.has_amounts ? std::optional(lines.amounts[i]) : std::nullopt;
      tally.add(Reason::date_unreadable, amount, against.first_line, against.example);
    }
  }
  if (date_order.ambiguous) {
    lines.warnings.push_back({"date_order_ambiguous", evidence.either, evidence.either_line, {}});
  }
}

/// A document C123 that is worth nothing or less belongs to order 123 where that exists; else it
/// stands for itself, as does C123 where shops number their orders so.
void LinesBuilder::State::link_documents() {
  std::vector<MoneySum> totals(documents.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint32_t order = lines.orders[i];
    if (order == kNoOrder || (order & kDocument) == 0) continue;
    if ((lines.flags[i] & (kSkipped | kRefundColumn)) == 0) {
      totals[order & ~kDocument] += lines.amounts[i];
    }
  }
  lines.order_count = orders.size();
  std::vector<uint32_t> order_of(documents.size());
  for (uint32_t document = 0; document < documents.size(); ++document) {
    const std::string_view number = cancelled_number(documents.key(document).text);
    const uint32_t named = totals[document] <= 0 ? orders.find(number) : KeyTable::kAbsent;
    order_of[document] = named != KeyTable::kAbsent ? named : lines.order_count++;
  }
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint32_t order = lines.orders[i];
    if (order != kNoOrder && (order & kDocument) != 0)
      lines.orders[i] = order_of[order & ~kDocument];
  }
}

/// Keeps the currency that most rows have, with the rows that name none; sets the others aside
/// without their amounts, which cannot be added up.
void LinesBuilder::State::keep_one_currency() {
  size_t main = accounts.size() > 1 ? 1 : 0;
  for (size_t i = 2; i < std::min(accounts.size(), kSharedAccount); ++i) {
    if (accounts[i].rows > accounts[main].rows) main = i;
  }
  lines.currency = shorten(accounts[main].code, 12);
  SetAsideTally& kept = lines.set_aside;
  std::string others;
  for (size_t i = 0; i < accounts.size(); ++i) {
    CurrencyAccount& account = accounts[i];
    if (i == 0 || i == main) {
      kept.merge(account.set_aside);
      lines.amount_read += account.amount_read;
      lines.amount_seen = lines.amount_seen || account.amount_seen;
      continue;
    }
    kept.add_rows(Reason::other_currency, account.rows, account.first_line, account.code);
    others += (others.empty() ? "" : ", ") + account.code;
  }
  if (others.empty()) return;
  for (size_t i = 0; i < lines.size(); ++i) {
    const uint8_t account = line_accounts[i];
    if (account != 0 && account != main) lines.flags[i] |= kSkipped;
  }
  lines.warnings.push_back({"several_currencies", kept[Reason::other_currency].rows,
                            kept[Reason::other_currency].first_line, shorten(others, 60)});
}

LinesBuilder::LinesBuilder() : state_(std::make_unique<State>()) {
  state_->accounts.emplace_back();
}

LinesBuilder::~LinesBuilder() = default;
LinesBuilder::LinesBuilder(LinesBuilder&&) noexcept = default;
LinesBuilder& LinesBuilder::operator=(LinesBuilder&&) noexcept = default;

void LinesBuilder::begin_file(const table::Schema& schema) {
  Lines& lines = state_->lines;
  const auto mapped = [&](Role role) { return schema.column_of(role).has_value(); };
  lines.has_order_column = lines.has_order_column || mapped(Role::order);
  lines.has_amounts = lines.has_amounts || mapped(Role::amount) || mapped(Role::unit_price);
  state_->default_account = schema.currency.empty() ? 0 : state_->account_of(schema.currency);
  state_->file_begin = lines.size();
  ++state_->files;
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
         state_->documents.full();
}

uint64_t LinesBuilder::rows() const {
  return state_->lines.rows_read;
}

size_t LinesBuilder::memory() const {
  return state_->lines.memory() + state_->orders.memory() + state_->documents.memory() +
         state_->line_accounts.capacity_bytes();
}

Lines LinesBuilder::finish() {
  state_->link_documents();
  state_->keep_one_currency();
  const auto& counts = state_->identity_rows;
  Lines lines = std::move(state_->lines);
  lines.identity =
      static_cast<Identity>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  *this = LinesBuilder();
  return lines;
}

}  // namespace dangol::ledger
