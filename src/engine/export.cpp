#include "engine/export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include "base/csv_cell.h"
#include "engine/sections.h"
#include "engine/selection_scores.h"
#include "metrics/customer_status.h"
#include "metrics/segments.h"

namespace dangol::engine {

namespace {

constexpr size_t kPieceBytes = size_t{1} << 20;
constexpr std::string_view kHeader =
    "customer,segment,status,first_order,last_order,orders,revenue,recency_days,r,f,m\r\n";
constexpr std::array<std::string_view, 3> kStatuses = {"active", "at_risk", "gone"};

void append_number(std::string& text, uint64_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  text.append(digits.data(), end);
}

/// In major units, exactly, without zeros at the end.
void append_money(std::string& text, MoneySum sum) {
  if (sum < 0) text += '-';
  const MoneySum size = sum < 0 ? -sum : sum;
  constexpr MoneySum kMost = std::numeric_limits<uint64_t>::max();  // no one customer's revenue
  append_number(text, static_cast<uint64_t>(std::min(size / kMoneyScale, kMost)));
  auto rest = static_cast<uint32_t>(size % kMoneyScale);
  if (rest == 0) return;
  text += '.';
  for (uint32_t unit = static_cast<uint32_t>(kMoneyScale) / 10; rest != 0; unit /= 10) {
    text += static_cast<char>('0' + rest / unit);
    rest %= unit;
  }
}

/// Writes row by row, and starts a new piece when one is full.
class Writer {
 public:
  explicit Writer(ByteOrderMark mark) {
    start_piece();
    if (mark == ByteOrderMark::present) pieces_.back() += "\xEF\xBB\xBF";
    pieces_.back() += kHeader;
  }

  /// Where the next row goes; one of less than `bytes` fits without moving.
  std::string& row(size_t bytes) {
    if (pieces_.back().size() + bytes > kPieceBytes) start_piece();
    return pieces_.back();
  }
  std::vector<std::string> take() { return std::move(pieces_); }

 private:
  void start_piece() { pieces_.emplace_back().reserve(kPieceBytes); }

  std::vector<std::string> pieces_;
};

void write_customer(const Analysis& analysis, const metrics::ScoredCustomers& scored,
                    size_t customer, Writer& writer) {
  constexpr size_t kMostBesidesKey = 256;
  const ledger::Orders& orders = analysis.orders;
  const Day last = scored.totals.last_day[customer];
  const auto days_since = static_cast<uint32_t>(*orders.as_of - last);
  const std::string_view key = analysis.data.lines.customer_key(static_cast<uint32_t>(customer));
  std::string& row = writer.row(2 * key.size() + kMostBesidesKey);
  append_csv_cell(row, key);
  row += ',';
  row += metrics::segment_name(static_cast<metrics::SegmentName>(scored.segment[customer]));
  row += ',';
  row += kStatuses[static_cast<size_t>(metrics::status_of(days_since, analysis.window.days))];
  row += ',';
  row += format_day(orders.days[orders.first_of[customer]]);
  row += ',';
  row += format_day(last);
  row += ',';
  append_number(row, scored.totals.orders[customer]);
  row += ',';
  if (orders.has_amounts) append_money(row, scored.totals.revenue[customer]);
  row += ',';
  append_number(row, days_since);
  row += ',';
  append_number(row, scored.recency[customer]);
  row += ',';
  append_number(row, scored.frequency[customer]);
  row += ',';
  if (orders.has_amounts) append_number(row, scored.money[customer]);
  row += "\r\n";
}

}  // namespace

Result<std::vector<std::string>> customers_csv(const Dataset& data, const Options& options,
                                               std::string_view segment, ByteOrderMark mark,
                                               std::unique_ptr<Answered>& last) {
  const auto wanted = metrics::parse_segment_name(segment);
  if (!segment.empty() && !wanted) return Error{"segment_unknown", {}, std::string(segment)};
  static_cast<void>(assemble(data, options, last));  // settles and filters
  const Analysis analysis = analysis_of(data, options, *last);
  const ledger::Orders& orders = analysis.orders;
  if (!last->all.has_customers) return Error{"customers_unknown", {}, {}};

  Writer writer(mark);
  if (!orders.as_of) return writer.take();
  const auto& scored = score_selection(analysis);
  for (size_t customer = 0; customer < scored.segment.size(); ++customer) {
    const uint8_t own = scored.segment[customer];
    if (own == metrics::kNoSegment) continue;
    if (wanted && own != static_cast<uint8_t>(*wanted)) continue;
    write_customer(analysis, scored, customer, writer);
  }
  return writer.take();
}

}  // namespace dangol::engine
