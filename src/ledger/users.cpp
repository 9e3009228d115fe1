#include "ledger/users.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "ledger/identifiers.h"
#include "ledger/row_judge.h"
#include "table/measure_cell.h"

namespace dangol::ledger {

namespace {

using table::DateState;
using table::RowBatch;
using table::RowKind;

constexpr size_t kSlice = KeyTable::kBatch;
constexpr double kBlank = std::numeric_limits<double>::quiet_NaN();
/// More is no column of variants.
constexpr uint32_t kMostVariants = Users::kSeveral - 1;
constexpr uint64_t kMostRows = 2'000'000'000;

/// A user's name alone in the first cell is no note, but a user without a variant.
bool is_name(std::string_view cell) {
  return !cell.empty() && cell.size() <= 64 && cell.find(' ') == std::string_view::npos;
}

std::optional<Reason> reason_of(RowKind kind, std::string_view customer) {
  switch (kind) {
    case RowKind::repeated_header:
      return Reason::repeated_header;
    case RowKind::totals:
      return Reason::totals_row;
    case RowKind::note:
      if (!is_name(customer)) return Reason::note;
      break;
    case RowKind::data:
    case RowKind::continuation:
      break;
  }
  return std::nullopt;
}

/// A row on its way in.
struct Row {
  std::optional<Reason> reason;
  std::string_view example;
};

/// A row of a user who was there already. What it is called is known when all rows are.
struct FurtherRow {
  uint32_t user = 0;
  bool differs = false;  ///< from the variant of the user's first row
  RowPlace place;
};

/// A day whose numbers wait for their order.
struct OpenDay {
  uint32_t user = 0;
  uint32_t file = 0;
  table::OpenDate date = 0;
};

}  // namespace

struct UsersBuilder::State {
  Users users;
  std::vector<FurtherRow> further;
  std::vector<OpenDay> open_days;

  // This file.
  const table::UserColumns* columns = nullptr;
  uint32_t file = 0;
  std::vector<size_t> measure_of;  ///< of each column: which of the users' measures

  std::array<Row, kSlice> rows{};
  std::array<KeyTable::Key, kSlice> keys{};
  std::array<std::string, kSlice> scratch;
  std::array<uint32_t, kSlice> indices{};
  std::vector<double> cells;  ///< of the slice, row by row
  std::string word;

  void take(const RowBatch& batch, size_t first, size_t count);
  void judge(const RowBatch& batch, size_t row, size_t i);
  [[nodiscard]] KeyTable::Key key_of(const RowBatch& batch, size_t row, size_t i);
  void add(const RowBatch& batch, size_t row, size_t i, uint32_t key);
  void add_day(const RowBatch& batch, size_t row, uint32_t user);
  void settle_further();
};

/// The user's key; of a row that names nobody in a table without such a column, its number.
KeyTable::Key UsersBuilder::State::key_of(const RowBatch& batch, size_t row, size_t i) {
  if (columns->identified) return customer_key(batch, row, scratch[i]);
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), users.rows_read + i);
  scratch[i].assign(digits.data(), end.ptr);
  return {scratch[i], kNobodySpace};
}

void UsersBuilder::State::judge(const RowBatch& batch, size_t row, size_t i) {
  Row& judged = rows[i];
  judged = {reason_of(batch.kinds[row], batch.cell(table::Role::customer, row)), {}};
  if (judged.reason) return;
  const auto because = [&](Reason reason, std::string_view example) { judged = {reason, example}; };
  keys[i] = key_of(batch, row, i);
  const std::string_view variant = clean_id(batch.dimensions[0][row]);
  if (keys[i].text.empty()) return because(Reason::no_customer, variant);
  if (is_spoiled_id(keys[i].text)) return because(Reason::id_spoiled, keys[i].text);
  if (variant.empty()) return because(Reason::no_variant, keys[i].text);
  const size_t count = columns->measures.size();
  for (size_t m = 0; m < count; ++m) {
    double& cell = cells[i * count + m];
    cell = kBlank;
    const std::string_view text = batch.dimensions[m + 1][row];
    if (text.empty()) continue;
    const auto read = table::read_measure(text, columns->measures[m].format, cell, word);
    if (read == table::MeasureCell::unreadable) return because(Reason::measure_unreadable, text);
  }
  if (columns->dated && batch.date_states[row] == DateState::unreadable) {
    because(Reason::date_unreadable, batch.cell(table::Role::time, row));
  }
}

void UsersBuilder::State::add_day(const RowBatch& batch, size_t row, uint32_t user) {
  if (users.assigned.empty() && !columns->dated) return;
  users.assigned.resize(size_t{user} + 1, Users::kNoDay);
  if (!columns->dated) return;
  if (batch.date_states[row] == DateState::known) {
    users.assigned[user] = batch.days[row];
  } else if (batch.date_states[row] == DateState::ambiguous) {
    open_days.push_back({user, file, batch.days[row]});
  }
}

void UsersBuilder::State::add(const RowBatch& batch, size_t row, size_t i, uint32_t key) {
  const RowPlace place{batch.lines[row], file};
  const KeyTable::Key name{clean_id(batch.dimensions[0][row]), 0};
  uint32_t variant = users.variants.find(name);
  if (variant == KeyTable::kAbsent && users.variants.size() < kMostVariants) {
    users.variants.intern(&name, 1, &variant);
  }
  variant = std::min(variant, kMostVariants);
  if (key < users.variant_of.size()) {
    further.push_back({key, users.variant_of[key] != variant, place});
    return;
  }
  users.variant_of.push_back(static_cast<uint16_t>(variant));
  add_day(batch, row, key);
  const size_t count = columns->measures.size();
  for (size_t m = 0; m < count; ++m) {
    auto& values = users.measures[measure_of[m]].values;
    values.resize(key, kBlank);  // of users whose file lacks it
    values.push_back(cells[i * count + m]);
  }
}

void UsersBuilder::State::take(const RowBatch& batch, size_t first, size_t count) {
  cells.resize(kSlice * columns->measures.size());
  size_t kept = 0;
  std::array<KeyTable::Key, kSlice> wanted;
  for (size_t i = 0; i < count; ++i) {
    judge(batch, first + i, i);
    if (!rows[i].reason) wanted[kept++] = keys[i];
  }
  users.keys.intern(wanted.data(), kept, indices.data());
  kept = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!rows[i].reason) {
      add(batch, first + i, i, indices[kept++]);
      continue;
    }
    users.set_aside.add_rows(*rows[i].reason, 1, {batch.lines[first + i], file}, rows[i].example);
  }
  users.rows_read += count;
}

/// Further rows of a user who was seen in one variant repeat the first; of anyone else nothing
/// counts, in whatever order their rows came.
void UsersBuilder::State::settle_further() {
  for (const FurtherRow& row : further) {
    uint16_t& variant = users.variant_of[row.user];
    if (!row.differs || variant == Users::kSeveral) continue;
    variant = Users::kSeveral;
    ++users.contaminated;
    users.set_aside.add_rows(Reason::several_variants, 1, row.place, users.keys.key(row.user).text);
  }
  for (const FurtherRow& row : further) {
    const bool several = users.variant_of[row.user] == Users::kSeveral;
    users.duplicates += several ? 0 : 1;
    users.set_aside.add_rows(several ? Reason::several_variants : Reason::duplicate_user, 1,
                             row.place, users.keys.key(row.user).text);
  }
}

UsersBuilder::UsersBuilder() : state_(std::make_unique<State>()) {}
UsersBuilder::~UsersBuilder() = default;

void UsersBuilder::begin_file(const table::UserColumns& columns, uint32_t file) {
  State& state = *state_;
  state.columns = &columns;
  state.users.named = state.users.named || columns.identified;
  state.file = file;
  state.measure_of.clear();
  auto& measures = state.users.measures;
  for (const table::MeasureColumn& column : columns.measures) {
    const auto known = std::find_if(measures.begin(), measures.end(), [&](const UserMeasure& one) {
      return one.name == column.name;
    });
    state.measure_of.push_back(static_cast<size_t>(known - measures.begin()));
    if (known == measures.end()) {
      measures.push_back({column.name, column.money, column.before, column.of, {}});
    }
  }
  auto& ignored = state.users.ignored;
  for (const std::string& name : columns.ignored) {
    if (std::find(ignored.begin(), ignored.end(), name) == ignored.end()) ignored.push_back(name);
  }
}

bool UsersBuilder::on_rows(const RowBatch& batch) {
  if (full()) return false;
  for (size_t first = 0; first < batch.rows; first += kSlice) {
    state_->take(batch, first, std::min(kSlice, batch.rows - first));
  }
  return true;
}

bool UsersBuilder::full() const {
  return state_->users.rows_read >= kMostRows || state_->users.keys.full() ||
         state_->users.variants.full();
}

uint64_t UsersBuilder::rows() const {
  return state_->users.rows_read;
}

size_t UsersBuilder::memory() const {
  const Users& users = state_->users;
  size_t bytes = users.keys.memory() + users.variants.memory() +
                 users.variant_of.capacity() * sizeof(uint16_t) +
                 users.assigned.capacity() * sizeof(Day) +
                 state_->further.capacity() * sizeof(FurtherRow) +
                 state_->open_days.capacity() * sizeof(OpenDay);
  for (const UserMeasure& measure : users.measures) {
    bytes += measure.values.capacity() * sizeof(double);
  }
  return bytes;
}

std::unique_ptr<Users> UsersBuilder::finish(std::span<const table::SettledDateOrder> date_orders) {
  State& state = *state_;
  state.settle_further();
  const size_t count = state.users.variant_of.size();
  for (UserMeasure& measure : state.users.measures) measure.values.resize(count, kBlank);
  if (!state.users.assigned.empty()) state.users.assigned.resize(count, Users::kNoDay);
  for (const OpenDay& open : state.open_days) {
    state.users.assigned[open.user] =
        date_orders[open.file].day_of(open.date).value_or(Users::kNoDay);
  }
  state.users.rows_used = count - state.users.contaminated;
  auto users = std::make_unique<Users>(std::move(state.users));
  state_ = std::make_unique<State>();
  return users;
}

}  // namespace dangol::ledger
