#include "ledger/attributes.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/bytes.h"

namespace dangol::ledger {

AttributeSummary summarise_attribute(const Attribute& attribute) {
  std::vector<uint64_t> counts(size_t{Attribute::kNone} + 1);
  for (size_t line = 0; line < attribute.codes.size(); ++line) ++counts[attribute.codes[line]];
  const uint32_t distinct = attribute.values.size();
  std::vector<uint32_t> order(std::min<uint32_t>(distinct, Attribute::kOther));
  std::iota(order.begin(), order.end(), 0U);
  const size_t shown = std::min(order.size(), AttributeSummary::kMostValues);
  const auto last = order.begin() + static_cast<std::ptrdiff_t>(shown);
  std::partial_sort(order.begin(), last, order.end(), [&](uint32_t a, uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : a < b;
  });
  AttributeSummary summary{attribute.name, distinct, {}};
  for (size_t i = 0; i < shown; ++i) {
    summary.values.push_back({std::string(attribute.values.key(order[i]).text), counts[order[i]]});
  }
  return summary;
}

void AttributeColumns::begin_file(std::span<const table::Dimension> dimensions, size_t lines) {
  source_.assign(attributes_.size(), kNowhere);
  for (size_t i = 0; i < dimensions.size(); ++i) {
    const auto known =
        std::find_if(attributes_.begin(), attributes_.end(),
                     [&](const Attribute& one) { return one.name == dimensions[i].name; });
    if (known != attributes_.end()) {
      source_[static_cast<size_t>(known - attributes_.begin())] = i;
      continue;
    }
    Attribute& added = attributes_.emplace_back();
    added.name = dimensions[i].name;
    for (size_t line = 0; line < lines; ++line) added.codes.push_back(Attribute::kNone);
    source_.push_back(i);
  }
  codes_.resize(attributes_.size());
}

void AttributeColumns::intern(const table::RowBatch& batch, size_t first, size_t count) {
  first_ = first;
  for (size_t i = 0; i < attributes_.size(); ++i) {
    auto& codes = codes_[i];
    if (source_[i] == kNowhere) {
      std::fill_n(codes.begin(), count, Attribute::kNone);
      continue;
    }
    // Neighbours often have the same value: each run is looked up once.
    const std::string_view* const texts = &batch.dimensions[source_[i]][first];
    std::array<uint8_t, KeyTable::kBatch> run_of{};
    size_t runs = 0;
    for (size_t row = 0; row < count; ++row) {
      if (texts[row].empty()) continue;
      if (runs == 0 || !same_bytes(texts[row], keys_[runs - 1].text)) {
        keys_[runs++] = {texts[row], 0};
      }
      run_of[row] = static_cast<uint8_t>(runs - 1);
    }
    attributes_[i].values.intern(keys_.data(), runs, indices_.data());
    for (size_t row = 0; row < count; ++row) {
      codes[row] =
          texts[row].empty()
              ? Attribute::kNone
              : static_cast<uint16_t>(std::min<uint32_t>(indices_[run_of[row]], Attribute::kOther));
    }
  }
}

void AttributeColumns::push(size_t row) {
  for (size_t i = 0; i < attributes_.size(); ++i) {
    attributes_[i].codes.push_back(codes_[i][row - first_]);
  }
}

void AttributeColumns::append(size_t count) {
  for (size_t i = 0; i < attributes_.size(); ++i) {
    attributes_[i].codes.append(codes_[i].data(), count);
  }
}

size_t AttributeColumns::memory() const {
  size_t bytes = 0;
  for (const Attribute& attribute : attributes_) bytes += attribute.memory();
  return bytes;
}

}  // namespace dangol::ledger
