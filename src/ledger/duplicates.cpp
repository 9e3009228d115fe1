#include "ledger/duplicates.h"

#include <algorithm>
#include <vector>

namespace dangol::ledger {

namespace {

constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, odd
constexpr size_t kSlotsPerLine = 8;                      // of two bits: 2 bytes a line
constexpr size_t kLeastSuspects = 1U << 16;              // sorted at a time
constexpr size_t kLinesPerSuspect = 16;

class Finder {
 public:
  Finder(Lines& lines, const PagedColumn<uint32_t>& hashes) : lines_(lines), hashes_(hashes) {}

  void run();

 private:
  struct Suspect {
    uint64_t key = 0;
    uint32_t line = 0;
  };

  [[nodiscard]] bool takes_part(size_t line) const {
    return (lines_.flags(line) & (kRefundColumn | kSkipped)) == 0;
  }
  [[nodiscard]] uint64_t key_of(size_t line) const {
    const uint64_t who = uint64_t{lines_.customers[line]} << 32 | lines_.order(line);
    const uint64_t what = uint64_t{hashes_[line]} << 32 | static_cast<uint32_t>(lines_.day(line));
    uint64_t key = (who ^ what * kMultiplier) * kMultiplier;
    key ^= key >> 32;
    return key * kMultiplier;
  }
  /// Two bits that say: no line so far, one, several.
  [[nodiscard]] size_t slot_of(uint64_t key) const {
    return static_cast<size_t>((key >> 32) * slots_ >> 32);
  }
  [[nodiscard]] bool is_suspect(uint64_t key) const {
    const size_t slot = slot_of(key);
    return (filter_[slot / 32] >> slot % 32 * 2 & 2U) != 0;
  }
  [[nodiscard]] bool equal(size_t a, size_t b) const {
    constexpr uint32_t kRepeated = kRepeatedTotal;
    return hashes_[a] == hashes_[b] && lines_.customers[a] == lines_.customers[b] &&
           lines_.order(a) == lines_.order(b) && lines_.day(a) == lines_.day(b) &&
           lines_.second(a) == lines_.second(b) &&
           // A repeated total was made zero.
           (lines_.amounts[a] == lines_.amounts[b] ||
            ((lines_.flags(a) | lines_.flags(b)) & kRepeated) != 0);
  }
  size_t fill_filter();
  void mark_run(const Suspect* begin, const Suspect* end);
  void mark(size_t line) { lines_.moments[line] |= uint32_t{kDuplicate} << Lines::kFlagShift; }

  Lines& lines_;
  const PagedColumn<uint32_t>& hashes_;
  uint64_t slots_ = 0;
  std::vector<uint64_t> filter_;
};

/// How many lines share a slot with another one.
size_t Finder::fill_filter() {
  slots_ = std::max<uint64_t>(64, lines_.size() * kSlotsPerLine);
  filter_.assign(static_cast<size_t>(slots_ / 32 + 1), 0);
  size_t repeats = 0;
  for (size_t line = 0; line < lines_.size(); ++line) {
    if (!takes_part(line)) continue;
    const size_t slot = slot_of(key_of(line));
    uint64_t& word = filter_[slot / 32];
    const uint64_t seen = word >> slot % 32 * 2 & 3U;
    if (seen == 1) repeats += 2;
    if (seen == 3) ++repeats;
    if (seen < 3) word |= (seen == 0 ? uint64_t{1} : uint64_t{3}) << slot % 32 * 2;
  }
  return repeats;
}

/// Lines with one key, in the order of the file: nearly always all of one content.
void Finder::mark_run(const Suspect* begin, const Suspect* end) {
  for (const Suspect* at = begin + 1; at < end; ++at) {
    for (const Suspect* before = begin; before != at; ++before) {
      if (!equal(before->line, at->line)) continue;
      mark(at->line);
      break;
    }
  }
}

void Finder::run() {
  const size_t count = fill_filter();
  if (count == 0) return;
  const size_t at_a_time = std::max(kLeastSuspects, lines_.size() / kLinesPerSuspect);
  const uint64_t parts = count / at_a_time + 1;
  std::vector<Suspect> suspects;
  suspects.reserve(std::min(count, at_a_time + at_a_time / 4));
  for (uint64_t part = 0; part < parts; ++part) {
    suspects.clear();
    for (size_t line = 0; line < lines_.size(); ++line) {
      if (!takes_part(line)) continue;
      const uint64_t key = key_of(line);
      if ((key & 0xFFFFFFFF) * parts >> 32 != part || !is_suspect(key)) continue;
      suspects.push_back({key, static_cast<uint32_t>(line)});
    }
    std::sort(suspects.begin(), suspects.end(), [](const Suspect& a, const Suspect& b) {
      return a.key != b.key ? a.key < b.key : a.line < b.line;
    });
    const Suspect* const end = suspects.data() + suspects.size();
    for (const Suspect* begin = suspects.data(); begin != end;) {
      const Suspect* next = begin + 1;
      while (next != end && next->key == begin->key) ++next;
      mark_run(begin, next);
      begin = next;
    }
  }
  for (size_t line = 1; line < lines_.size(); ++line) {
    const bool part = (lines_.flags(line) & kRefundColumn) != 0;
    if (part && (lines_.flags(line - 1) & kDuplicate) != 0) mark(line);
  }
}

}  // namespace

void mark_duplicates(Lines& lines, const PagedColumn<uint32_t>& hashes) {
  // Where every row has an order of its own, no two are equal.
  if (lines.unnumbered == 0 && lines.row_numbers.rows() == lines.order_count) return;
  Finder(lines, hashes).run();
}

}  // namespace dangol::ledger
