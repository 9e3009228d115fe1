#include "ledger/lines.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/bytes.h"
#include "base/utf8.h"
#include "ledger/draft.h"
#include "ledger/identifiers.h"
#include "ledger/row_judge.h"

namespace dangol::ledger {

namespace {

using table::AmountState;
using table::DateState;
using table::Role;
using table::RowBatch;
using table::RowKind;

constexpr size_t kBatch = KeyTable::kBatch;
static_assert(table::kMostOpenDates <= size_t{Lines::kDayMask} + 1);

std::string upper_case(std::string_view text) {
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return upper;
}

uint32_t make_moment(int32_t day_field, uint32_t flags) {
  return (static_cast<uint32_t>(day_field) & Lines::kDayMask) | flags << Lines::kFlagShift;
}

bool is_data(RowKind kind) {
  return kind == RowKind::data || kind == RowKind::continuation;
}

/// What stands among the currencies of a header or a note is none.
bool names_currency(RowKind kind) {
  return is_data(kind) || kind == RowKind::totals;
}

/// Where a date stands that has no reading in the settled order, and its text: the first of those
/// that the column kept as evidence.
std::pair<uint64_t, std::string_view> unreadable_date(const table::SettledDateOrder& settled) {
  const table::DateEvidence& evidence = settled.evidence;
  std::pair<uint64_t, std::string_view> first;
  const std::pair<uint64_t, std::string_view> kept[] = {
      {evidence.either_line, evidence.either_example},
      {evidence.day_first.first_line, evidence.day_first.example},
      {evidence.month_first.first_line, evidence.month_first.example},
      {evidence.year_first.first_line, evidence.year_first.example},
      {evidence.not_month_first.first_line, evidence.not_month_first.example}};
  for (const auto& [line, example] : kept) {
    DateFields fields;
    if (line == 0 || (first.first != 0 && line >= first.first)) continue;
    if (!parse_date_time(example, fields) || read_in_order(fields, settled.order)) continue;
    first = {line, example};
  }
  return first;
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

/// A score whose date waits for the order of day and month.
struct OpenScore {
  size_t score = 0;  ///< in Lines::scores
  uint32_t file = 0;
  table::OpenDate date = 0;
};

/// The builder's working parts.
struct LinesBuilder::State : Draft {
  RowJudge rows;
  std::array<uint64_t, 4> identity_rows{};
  uint64_t differing = 0;  ///< rows with another total than their order's first
  uint64_t differing_line = 0;

  // This file.
  uint32_t files = 0;
  std::vector<size_t> file_begins;  ///< the first line of each
  size_t default_account = 0;       ///< of rows that name no currency

  AttributeColumns attributes;
  bool survey = false;  ///< answers alone: its rows are no purchases
  std::vector<OpenScore> open_scores;
  uint64_t bad_scores = 0;
  uint64_t bad_score_line = 0;

  std::string last_currency;
  size_t last_account = 0;

  std::array<Entry, kBatch> entries{};
  std::array<KeyTable::Key, kBatch> keys{};
  std::array<std::string, kBatch> key_scratch;
  std::array<std::string_view, kBatch> numbers{};
  std::array<uint32_t, kBatch> customer_indices{};
  std::array<uint32_t, kBatch> order_indices{};

  void take(const RowBatch& batch, size_t first, size_t count);
  [[nodiscard]] bool may_be_plain(const RowBatch& batch) const;
  [[nodiscard]] bool take_plain(const RowBatch& batch, size_t first, size_t count);
  void append_plain(const RowBatch& batch, size_t first, size_t count);
  [[nodiscard]] size_t account_of(std::string_view text);
  void intern_customers(size_t count);
  void intern_orders(const RowBatch& batch, size_t count);
  [[nodiscard]] uint32_t intern_link(std::string_view name, uint8_t space, uint32_t fallback);
  void count_total_once(const RowBatch& batch, Entry& entry);
  void append(const RowBatch& batch, size_t count);
  void take_answers(const RowBatch& batch, size_t first, size_t count);
  void take_score(const RowBatch& batch, size_t row, uint32_t customer, uint8_t score);
  void note_score(const RowBatch& batch, const Entry& entry);
  void push(const RowBatch& batch, const Entry& entry, Money amount, uint32_t flags);
  void set_aside(const RowBatch& batch, const Entry& entry);
  void prepare_columns(const RowBatch& batch);
  void resolve_dates(uint32_t file, const table::SettledDateOrder& date_order);
  void warn_of_dates(const table::DateEvidence& evidence, uint64_t open_rows);
};

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

/// Whether the file has no column that could make a row anything but a sale.
bool LinesBuilder::State::may_be_plain(const RowBatch& batch) const {
  const auto mapped = [&](Role role) { return batch.mapped[table::index_of(role)]; };
  for (const Role role : {Role::status, Role::event, Role::cancelled, Role::reference,
                          Role::currency, Role::refund, Role::score}) {
    if (mapped(role)) return false;
  }
  return mapped(Role::customer) && mapped(Role::time) && batch.has_amounts &&
         mapped(Role::order) == lines.has_order_column && !rows.order_scope();
}

/// The rows at once where all of them are data, dated and valued, with numbered customers and
/// orders: the same lines as judging them one by one, several times as fast. False, having done
/// nothing, where one is not. REQUIRES: may_be_plain(batch)
bool LinesBuilder::State::take_plain(const RowBatch& batch, size_t first, size_t count) {
  static_assert(RowKind::data == RowKind{} && DateState::known == DateState{} &&
                AmountState::known == AmountState{});
  uint32_t odd = 0;
  for (size_t row = first; row < first + count; ++row) {
    odd |= static_cast<uint32_t>(batch.kinds[row]) | static_cast<uint32_t>(batch.date_states[row]) |
           static_cast<uint32_t>(batch.amount_states[row]);
  }
  if (odd != 0) return false;
  const std::string_view* const names = &batch.text[table::index_of(Role::customer)][first];
  for (size_t i = 0; i < count; ++i) {
    if (!is_plain_name(names[i])) return false;
    keys[i] = {names[i], static_cast<uint8_t>(Identity::customer)};
  }
  if (lines.has_order_column) {
    const std::string_view* const texts = &batch.text[table::index_of(Role::order)][first];
    for (size_t i = 0; i < count; ++i) {
      const char initial = texts[i].empty() ? 'C' : texts[i].front();
      if (initial == 'C' || initial == 'c' || !is_plain_name(texts[i])) return false;
    }
    orders.intern(texts, count, order_indices.data());
  }
  lines.customer_keys.intern(keys.data(), count, customer_indices.data());
  attributes.intern(batch, first, count);
  append_plain(batch, first, count);
  return true;
}

void LinesBuilder::State::append_plain(const RowBatch& batch, size_t first, size_t count) {
  prepare_columns(batch);
  lines.customers.append(customer_indices.data(), count);
  if (lines.has_order_column) {
    lines.orders.append(order_indices.data(), count);
  } else {
    lines.unnumbered += count;
  }
  const Money* const amounts = &batch.amounts[first];
  lines.amounts.append(amounts, count);
  MoneySum sum = 0;
  std::array<uint32_t, kBatch> moments;
  for (size_t i = 0; i < count; ++i) {
    sum += amounts[i];
    moments[i] = make_moment(batch.days[first + i] + Lines::kDayOffset, 0) |
                 static_cast<uint32_t>(batch.seconds[first + i]) >> 16 << 31;
  }
  lines.moments.append(moments.data(), count);
  if (batch.has_times || !lines.seconds.empty()) {
    for (size_t row = first; row < first + count; ++row) {
      lines.seconds.push_back(static_cast<uint16_t>(batch.seconds[row] & 0xFFFF));
    }
  }
  if (lines.accounts.size() > 1) {
    for (size_t i = 0; i < count; ++i) {
      lines.line_accounts.push_back(static_cast<uint8_t>(default_account));
    }
  }
  if (hashed) hashes.append(&batch.hashes[first], count);
  attributes.append(count);

  CurrencyAccount& account = lines.accounts[default_account];
  if (account.rows == 0) account.first = {batch.lines[first], files - 1};
  account.rows += count;
  account.amount_read += sum;
  account.amount_seen = true;
  identity_rows[static_cast<size_t>(Identity::customer)] += count;
  const bool consecutive = batch.lines[first + count - 1] - batch.lines[first] == count - 1;
  if (consecutive) {
    lines.row_numbers.add_consecutive(batch.lines[first], count);
  } else {
    for (size_t row = first; row < first + count; ++row) lines.row_numbers.add(batch.lines[row]);
  }
  rows.pass();
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

/// A score beside a sale; a blank one is no answer.
void LinesBuilder::State::note_score(const RowBatch& batch, const Entry& entry) {
  const std::string_view text = batch.cell(Role::score, entry.row);
  if (text.empty()) return;
  if (const auto score = parse_score(text)) {
    take_score(batch, entry.row, lines.customers[lines.size() - 1], *score);
  } else if (bad_scores++ == 0) {
    bad_score_line = batch.lines[entry.row];
  }
}

void LinesBuilder::State::take_score(const RowBatch& batch, size_t row, uint32_t customer,
                                     uint8_t score) {
  const DateState state = batch.date_states.empty() ? DateState::blank : batch.date_states[row];
  if (state == DateState::ambiguous) {
    open_scores.push_back({lines.scores.size(), files - 1, batch.days[row]});
  }
  const auto day = state == DateState::known ? std::optional<Day>(batch.days[row]) : std::nullopt;
  lines.scores.push_back({customer, day, score});
}

/// The rows of a survey: each gives a score or is set aside. Who answered, and when, may be
/// missing.
void LinesBuilder::State::take_answers(const RowBatch& batch, size_t first, size_t count) {
  for (size_t row = first; row < first + count; ++row) {
    Entry& entry = entries[0];
    entry = Entry{};
    entry.row = row;
    const KeyTable::Key key = rows.judge(batch, entry, key_scratch[0]);
    const std::string_view text = batch.cell(Role::score, row);
    const auto score = parse_score(text);
    const RowPlace place{batch.lines[row], files - 1};
    if (!is_data(batch.kinds[row])) {
      lines.no_data.add_rows(*entry.reason, 1, place, entry.example);
    } else if (!score) {
      lines.no_data.add_rows(Reason::no_score, 1, place, text);
    } else {
      uint32_t customer = Score::kNobody;
      const bool named = !key.text.empty() && key.space != kNobodySpace && !is_spoiled_id(key.text);
      if (named) {
        lines.customer_keys.intern(&key, 1, &customer);
        ++identity_rows[key.space];
      }
      take_score(batch, row, customer, *score);
      ++lines.answers;
    }
  }
}

/// Turns packed dates into days; those that the settled order cannot read are set aside.
void LinesBuilder::State::resolve_dates(uint32_t file, const table::SettledDateOrder& date_order) {
  const auto [unreadable_line, unreadable] = unreadable_date(date_order);
  uint64_t open_rows = 0;
  constexpr uint32_t kPackedBit = uint32_t{kPackedDate} << Lines::kFlagShift;
  const size_t end = file + 1 < files ? file_begins[file + 1] : lines.size();
  for (size_t i = file_begins[file]; i < end; ++i) {
    uint32_t& moment = lines.moments[i];
    if ((moment & kPackedBit) == 0) continue;
    const auto day = date_order.day_of(static_cast<table::OpenDate>(moment & Lines::kDayMask));
    moment &= ~(kPackedBit | Lines::kDayMask);
    moment |= make_moment(day.value_or(0) + Lines::kDayOffset, 0);
    open_rows += (lines.flags(i) & kRefundColumn) == 0 ? 1U : 0U;
    if (!day) skip(i, Reason::date_unreadable, {unreadable_line, file}, unreadable);
  }
  for (const OpenScore& open : open_scores) {
    if (open.file != file) continue;
    lines.scores[open.score].day = date_order.day_of(open.date);
    ++open_rows;
  }
  if (date_order.ambiguous) warn_of_dates(date_order.evidence, open_rows);
}

/// Tells once, however many files, of the rows whose day was assumed.
void LinesBuilder::State::warn_of_dates(const table::DateEvidence& evidence, uint64_t open_rows) {
  // Where cells only contradict each other, one of them has to do.
  const bool open = evidence.either_line > 0;
  const uint64_t line = open ? evidence.either_line : evidence.day_first.first_line;
  const std::string& example = open ? evidence.either_example : evidence.day_first.example;
  auto& warnings = lines.warnings;
  if (warnings.empty()) {  // nothing else is told before
    warnings.push_back({"date_order_ambiguous", open_rows, line, example});
    return;
  }
  warnings[0].rows += open_rows;
  if (!warnings[0].detail.empty()) return;
  warnings[0].line = line;
  warnings[0].detail = example;
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
