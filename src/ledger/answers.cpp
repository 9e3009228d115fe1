// Answers of surveys on their way into the ledger: beside a sale, or as rows of their own, which
// are used but are no lines and no purchases.
#include <optional>

#include "ledger/identifiers.h"
#include "ledger/lines_state.h"
#include "ledger/scores.h"

namespace dangol::ledger {

using table::DateState;
using table::Role;
using table::RowBatch;

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

}  // namespace dangol::ledger
