#include "ledger/row_judge.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "ledger/lines.h"

namespace dangol::ledger {

namespace {

using table::AmountState;
using table::DateState;
using table::Role;
using table::RowBatch;
using table::RowKind;

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

void RowJudge::begin_file(const table::Schema& schema) {
  const auto mapped = [&](Role role) { return schema.column_of(role).has_value(); };
  has_customers_ = mapped(Role::customer) || mapped(Role::email) || mapped(Role::phone);
  order_scope_ = schema.amount_scope.value() == table::AmountScope::order;
  above_usable_ = false;
  above_order_.clear();
}

KeyTable::Key customer_key(const RowBatch& batch, size_t row, std::string& scratch) {
  const auto key = [](std::string_view text, Identity identity) {
    return KeyTable::Key{text, static_cast<uint8_t>(identity)};
  };
  const std::string_view id = clean_id(batch.cell(Role::customer, row));
  if (!id.empty() && !is_nobody(id)) return key(id, Identity::customer);
  const std::string_view address = batch.cell(Role::email, row);
  if (is_plain_address(address)) return key(address, Identity::email);
  const std::string_view email = clean_id(address);
  if (!email.empty() && !is_nobody(email)) return key(email_key(email, scratch), Identity::email);
  const std::string_view phone = batch.cell(Role::phone, row);
  if (is_spoiled_id(phone)) return key(phone, Identity::phone);
  return key(phone_digits(phone, scratch), Identity::phone);
}

/// Headers and sums among the data, and rows that moved no money: known by the row alone.
std::optional<Reason> RowJudge::judge_kind(const RowBatch& batch, Entry& entry) {
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
  if (status_of_(status) == Status::failed) return because(Reason::cancelled, status);
  const Event kind = event_of_(event);
  if (kind == Event::not_a_sale) return because(Reason::not_a_sale, event);
  if (batch.mapped[table::index_of(Role::event)]) {
    // Money that went out without being a refund is what the shop paid itself.
    const bool paid_out = kind == Event::sale && !event.empty() && entry.amount.value_or(0) < 0;
    if (paid_out) return because(Reason::not_a_sale, event);
    if (status_of_(status) == Status::pending) return because(Reason::not_a_sale, status);
  }
  if (kind == Event::refund && entry.amount.value_or(0) > 0) {
    entry.amount = -*entry.amount;
    if (corrected_++ == 0) corrected_line_ = batch.lines[row];
  }
  return std::nullopt;
}

std::optional<Reason> RowJudge::judge_cells(const RowBatch& batch, Entry& entry,
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
        entry.amount.value_or(0) < 0 && (event_of_(batch.cell(Role::event, row)) == Event::refund ||
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
  if (state == AmountState::blank && order_scope_ && !clean_id(order).empty()) {
    entry.flags |= kBlankAmount;
    undone_seen_ = true;
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
void RowJudge::mark_undone(const RowBatch& batch, Entry& entry) {
  if (entry.amount.value_or(0) < 0) return;  // it is the taking back
  const std::string_view status = batch.cell(Role::status, entry.row);
  const std::string_view cell = batch.cell(Role::cancelled, entry.row);
  const Status said = status_of_(status);
  const bool cancelled = said == Status::cancelled || is_cancelled_(cell);
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
  undone_seen_ = true;
  if (cancelled_example_.empty()) cancelled_example_ = shorten(word, 40);
}

bool RowJudge::follows_above(const RowBatch& batch, size_t row) const {
  if (!above_usable_) return false;
  if (batch.kinds[row] == RowKind::continuation) return true;
  if (!order_scope_ || !batch.has_amounts || batch.kinds[row] != RowKind::data) return false;
  return batch.amount_states[row] == AmountState::blank && !above_order_.empty() &&
         same_bytes(batch.cell(Role::order, row), above_order_);
}

KeyTable::Key RowJudge::judge(const RowBatch& batch, Entry& entry, std::string& scratch) {
  entry.follows = follows_above(batch, entry.row);
  if (entry.follows) {
    entry.reason = above_reason_;
    return {};
  }
  KeyTable::Key customer{{}, kNobodySpace};
  if (has_customers_) customer = customer_key(batch, entry.row, scratch);
  entry.reason = judge_kind(batch, entry);
  above_usable_ = batch.kinds[entry.row] == RowKind::data;
  if (!entry.reason) {
    entry.reason = judge_cells(batch, entry, customer);
    mark_undone(batch, entry);
  }
  above_reason_ = entry.reason;
  if (order_scope_) above_order_ = above_usable_ ? batch.cell(Role::order, entry.row) : "";
  if ((entry.flags & kUnnamedRefund) != 0) customer = {{}, kNobodySpace};
  return customer;
}

}  // namespace dangol::ledger
