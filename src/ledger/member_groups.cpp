#include "ledger/member_groups.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dangol::ledger {

uint32_t group_members(const Lines& lines, OrderKey key, std::vector<uint32_t>& member_groups) {
  const bool by_number = key == OrderKey::id;
  const auto is_member = [&](size_t line) { return !by_number || lines.order(line) == kNoOrder; };
  uint32_t group_count = by_number ? lines.order_count : 0;
  const size_t members = by_number ? static_cast<size_t>(lines.unnumbered) : lines.size();
  if (members == 0) return group_count;
  member_groups.resize(members);
  if (!lines.has_customers) {
    size_t member = 0;
    for (size_t line = 0; line < lines.size(); ++line) {
      if (!is_member(line)) continue;
      if ((lines.flags(line) & kRefundColumn) == 0) ++group_count;
      member_groups[member++] = group_count - 1;
    }
    return group_count;
  }

  std::vector<uint32_t> member_lines;  // empty where every line is a member
  if (members < lines.size()) member_lines.reserve(members);
  std::vector<uint32_t> first_of(lines.customer_keys.size() + 1);
  for (size_t line = 0; line < lines.size(); ++line) {
    if (!is_member(line)) continue;
    ++first_of[lines.customers[line] + 1];
    if (members < lines.size()) member_lines.push_back(static_cast<uint32_t>(line));
  }
  std::partial_sum(first_of.begin(), first_of.end(), first_of.begin());
  const auto line_of = [&](uint32_t member) {
    return member_lines.empty() ? member : member_lines[member];
  };
  std::vector<uint32_t> sorted(members);
  // Filling moves each start to the next one's place, and the last loop goes by ends.
  for (uint32_t member = 0; member < members; ++member) {
    sorted[first_of[lines.customers[line_of(member)]]++] = member;
  }
  const bool by_second = key == OrderKey::timestamp;
  const auto moment = [&](uint32_t member) {
    const uint32_t line = line_of(member);
    const int64_t second = by_second ? lines.second(line) : 0;
    return int64_t{lines.day(line)} * 86'400 + second;
  };
  const auto earlier = [&](uint32_t a, uint32_t b) { return moment(a) < moment(b); };
  uint32_t start = 0;
  for (size_t customer = 0; customer + 1 < first_of.size(); ++customer) {
    uint32_t* const begin = sorted.data() + start;
    uint32_t* const end = sorted.data() + first_of[customer];
    start = first_of[customer];
    if (!std::is_sorted(begin, end, earlier)) std::stable_sort(begin, end, earlier);
    for (const uint32_t* at = begin; at != end; ++at) {
      if (at == begin || moment(*(at - 1)) != moment(*at)) ++group_count;
      member_groups[*at] = group_count - 1;
    }
  }
  return group_count;
}

}  // namespace dangol::ledger
