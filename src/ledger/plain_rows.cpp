// Rows as most shops' files have them, all of them sales with a day, an amount, a customer and
// perhaps an order: a batch at a time, each column in one go and straight into its place.
#include <algorithm>
#include <array>
#include <numeric>

#include "ledger/lines_state.h"
#include "ledger/numbered_names.h"
#include "ledger/paged_column.h"

namespace dangol::ledger {

namespace {

using table::AmountState;
using table::DateState;
using table::Role;
using table::RowBatch;
using table::RowKind;

/// Lets `fill(values)` write `count` <= kBatch entries to the end of a column, in their place where
/// they are in one page.
template <typename T, typename Fill>
void append_with(PagedColumn<T>& column, size_t count, Fill fill) {
  if (T* const place = column.grow(count); place != nullptr) {
    fill(place);
    return;
  }
  std::array<T, kBatch> values;
  fill(values.data());
  column.append(values.data(), count);
}

/// An order number that is no cancellation and has nothing to be cleaned.
bool is_plain_order(std::string_view number) {
  return is_plain_name(number) && number.front() != 'C' && number.front() != 'c';
}

}  // namespace

/// Appends amounts and returns their sum, in 64 bits where none of them is so large that it would
/// not fit.
MoneySum LinesBuilder::State::append_amounts(const Money* from, size_t count) {
  constexpr Money kSmall = Money{1} << 55U;
  static_assert(kSmall <= INT64_MAX / static_cast<Money>(kBatch));
  MoneySum wide = 0;
  append_with(lines.amounts, count, [&](Money* to) {
    uint64_t sum = 0;
    Money sizes = 0;  // the bits of all magnitudes, nearly
    for (size_t i = 0; i < count; ++i) {
      const Money amount = from[i];
      to[i] = amount;
      sum += static_cast<uint64_t>(amount);
      sizes |= amount ^ amount >> 63U;
    }
    wide = static_cast<Money>(sum);
    if (sizes >= kSmall) wide = std::accumulate(from, from + count, MoneySum{0});
  });
  return wide;
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
  constexpr auto kCustomer = static_cast<uint8_t>(Identity::customer);
  const std::string_view* const names = &batch.text[table::index_of(Role::customer)][first];
  const bool alike =
      lines.customer_keys.read_numbers(names, count, kCustomer, customer_numbers.data());
  if (!alike && !std::all_of(names, names + count, is_plain_name)) return false;
  const std::string_view* texts = nullptr;
  bool orders_alike = false;
  if (lines.has_order_column) {
    texts = &batch.text[table::index_of(Role::order)][first];
    orders_alike = orders.read_values(texts, count, order_values.data());
    if (!orders_alike && !std::all_of(texts, texts + count, is_plain_order)) return false;
  }

  prepare_columns(batch);
  append_with(lines.customers, count, [&](uint32_t* indices) {
    if (alike) {
      lines.customer_keys.intern_numbers(names, customer_numbers.data(), count, indices);
      return;
    }
    for (size_t i = 0; i < count; ++i) keys[i] = {names[i], kCustomer};
    lines.customer_keys.intern(keys.data(), count, indices);
  });
  if (lines.has_order_column) {
    append_with(lines.orders, count, [&](uint32_t* indices) {
      if (orders_alike) {
        orders.intern_values(texts, order_values.data(), count, indices);
      } else {
        orders.intern(texts, count, indices);
      }
    });
  } else {
    lines.unnumbered += count;
  }
  attributes.intern(batch, first, count);
  append_plain(batch, first, count);
  return true;
}

/// What a plain row has besides its customer and its order, which are in place.
void LinesBuilder::State::append_plain(const RowBatch& batch, size_t first, size_t count) {
  const MoneySum sum = append_amounts(&batch.amounts[first], count);
  append_with(lines.moments, count, [&](uint32_t* moments) {
    const int32_t* const days = &batch.days[first];
    const int32_t* const seconds = &batch.seconds[first];
    for (size_t i = 0; i < count; ++i) {
      moments[i] = make_moment(days[i] + Lines::kDayOffset, 0) |
                   static_cast<uint32_t>(seconds[i]) >> 16 << 31;
    }
  });
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

}  // namespace dangol::ledger
