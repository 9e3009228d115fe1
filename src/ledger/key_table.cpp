#include "ledger/key_table.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"

namespace dangol::ledger {

namespace {

constexpr size_t kFirstSlots = 1'024;
constexpr size_t kShortKey = 8;
// Odd constants with well-spread bits, from the splitmix64 finaliser (Steele, Lea, Flood 2014).
constexpr uint64_t kMultiplier1 = 0xBF58476D1CE4E5B9ULL;
constexpr uint64_t kMultiplier2 = 0x94D049BB133111EBULL;

uint64_t hash_long(std::string_view text) {
  uint64_t hash = text.size();
  size_t at = 0;
  for (; at + kShortKey <= text.size(); at += kShortKey) {
    hash = (hash ^ load_word(text.data() + at)) * kMultiplier1;
    hash ^= hash >> 32;
  }
  hash = (hash ^ load_word(text.data() + text.size() - kShortKey)) * kMultiplier2;
  return hash ^ hash >> 29;
}

}  // namespace

struct KeyTable::Batch {
  std::array<uint32_t*, kBatch> entries;  ///< in the pages; null for a key that is hashed
  std::array<uint8_t, kBatch> hashed;     ///< the positions of these
  size_t hashed_count = 0;
  std::array<Slot, kBatch> wanted;
  std::array<uint64_t, kBatch> hashes;
};

KeyTable::Slot KeyTable::describe(const Key& key) {
  const size_t size = std::min<size_t>(key.text.size(), 0xFFFFFF);
  const uint64_t word = key.text.size() <= kShortKey
                            ? load_short_word(key.text.data(), key.text.size())
                            : hash_long(key.text);
  return {word, static_cast<uint32_t>(size << 8 | key.space), kAbsent};
}

uint64_t KeyTable::hash(const Slot& slot) {
  uint64_t mixed = (slot.word ^ static_cast<uint64_t>(slot.shape) << 32) * kMultiplier1;
  mixed = (mixed ^ mixed >> 32) * kMultiplier2;
  return mixed ^ mixed >> 29;
}

KeyTable::Key KeyTable::key(uint32_t index) const {
  const uint32_t start = index == 0 ? 0 : ends_[index - 1];
  return {std::string_view(bytes_.data() + start, ends_[index] - start), spaces_[index]};
}

/// The first key that ends in digits says what numbered keys look like: none before it did.
void KeyTable::begin(const Key& key) {
  if (!names_.begin(key.text)) return;
  numbered_ = true;
  names_space_ = key.space;
  pages_.resize(2 * kNumbers / kPageSize);
}

bool KeyTable::number_of(const Key& key, uint32_t& number) const {
  if (!numbered_ || key.space != names_space_) return false;
  uint64_t value = 0;
  uint32_t base = 0;
  if (!names_.parse(key.text, value)) {
    if (!names_.parse_shorter(key.text, value)) return false;
    base = kNumbers;
  }
  number = base + static_cast<uint32_t>(value);
  return value < kNumbers;
}

uint32_t* KeyTable::entry_of(uint32_t number) {
  auto& page = pages_[number >> kPageBits];
  if (!page) {
    page = std::make_unique<uint32_t[]>(kPageSize);
    std::fill_n(page.get(), kPageSize, kAbsent);
    ++page_count_;
  }
  return &page[number & (kPageSize - 1)];
}

uint32_t KeyTable::add(const Key& key) {
  const uint32_t index = size();
  bytes_ += key.text;
  ends_.push_back(static_cast<uint32_t>(bytes_.size()));
  spaces_.push_back(key.space);
  return index;
}

bool KeyTable::equal(const Slot& slot, const Slot& wanted, const Key& key) const {
  if (slot.word != wanted.word || slot.shape != wanted.shape) return false;
  return key.text.size() <= kShortKey || same_bytes(this->key(slot.index).text, key.text);
}

size_t KeyTable::find_slot(const Slot& wanted, const Key& key, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t at = static_cast<size_t>(hash) & mask;
  while (slots_[at].index != kAbsent && !equal(slots_[at], wanted, key)) at = (at + 1) & mask;
  return at;
}

void KeyTable::reserve_for(size_t more) {
  size_t count = std::max(slots_.size(), kFirstSlots);
  while ((hashed_ + more) * 8 > count * 5) count *= 2;
  if (count == slots_.size()) return;
  std::vector<Slot> old(count);
  old.swap(slots_);
  const size_t mask = count - 1;
  for (const Slot& slot : old) {
    if (slot.index == kAbsent) continue;
    size_t at = static_cast<size_t>(hash(slot)) & mask;
    while (slots_[at].index != kAbsent) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

/// Hashes the keys without a number. Then reads the slot that each of them starts at, and of the
/// key in it its place, all of them before any is needed: the misses of a batch overlap.
void KeyTable::hash_batch(const Key* keys, Batch& batch) {
  reserve_for(batch.hashed_count);
  const size_t mask = slots_.size() - 1;
  for (size_t i = 0; i < batch.hashed_count; ++i) {
    batch.wanted[i] = describe(keys[batch.hashed[i]]);
    batch.hashes[i] = hash(batch.wanted[i]);
  }
  std::array<uint32_t, kBatch> places{};
  for (size_t i = 0; i < batch.hashed_count; ++i) {
    const uint32_t index = slots_[static_cast<size_t>(batch.hashes[i]) & mask].index;
    places[i] = index;
  }
  for (size_t i = 0; i < batch.hashed_count; ++i) {
    places[i] = places[i] < ends_.size() ? ends_[places[i]] : 0;
  }
  for (size_t i = 0; i < batch.hashed_count; ++i) {
    if (places[i] > 0) batch.wanted[i].index = static_cast<unsigned char>(bytes_[places[i] - 1]);
  }
}

void KeyTable::intern(const Key* keys, size_t count, uint32_t* indices) {
  Batch batch;
  for (size_t i = 0; i < count; ++i) {
    if (!numbered_) begin(keys[i]);
    uint32_t number = 0;
    if (number_of(keys[i], number)) {
      batch.entries[i] = entry_of(number);
    } else {
      batch.entries[i] = nullptr;
      batch.hashed[batch.hashed_count++] = static_cast<uint8_t>(i);
    }
  }
  if (batch.hashed_count > 0) hash_batch(keys, batch);
  size_t hashed = 0;
  for (size_t i = 0; i < count; ++i) {
    if (uint32_t* const entry = batch.entries[i]; entry != nullptr) {
      if (*entry == kAbsent) *entry = add(keys[i]);
      indices[i] = *entry;
      continue;
    }
    Slot& slot = slots_[find_slot(batch.wanted[hashed], keys[i], batch.hashes[hashed])];
    if (slot.index == kAbsent) {
      slot = batch.wanted[hashed];
      slot.index = add(keys[i]);
      ++hashed_;
    }
    indices[i] = slot.index;
    ++hashed;
  }
}

bool KeyTable::read_numbers(const std::string_view* names, size_t count, uint8_t space,
                            uint32_t* numbers) const {
  if (!numbered_ || space != names_space_ || !names_.alike()) return false;
  for (size_t i = 0; i < count; ++i) {
    uint64_t value = 0;
    if (!names_.parse_alike(names[i], value) || value >= kNumbers) return false;
    numbers[i] = static_cast<uint32_t>(value);
  }
  return true;
}

/// All entries are read before one is looked at, so that their misses overlap.
void KeyTable::intern_numbers(const std::string_view* names, const uint32_t* numbers, size_t count,
                              uint32_t* indices) {
  bool absent = false;
  for (size_t i = 0; i < count; ++i) {
    indices[i] = *entry_of(numbers[i]);
    absent = absent || indices[i] == kAbsent;
  }
  if (!absent) return;
  for (size_t i = 0; i < count; ++i) {
    uint32_t& entry = *entry_of(numbers[i]);
    if (entry == kAbsent) entry = add({names[i], names_space_});
    indices[i] = entry;
  }
}

uint32_t KeyTable::find(const Key& key) const {
  uint32_t number = 0;
  if (number_of(key, number)) {
    const auto& page = pages_[number >> kPageBits];
    return page ? page[number & (kPageSize - 1)] : kAbsent;
  }
  if (slots_.empty()) return kAbsent;
  const Slot wanted = describe(key);
  return slots_[find_slot(wanted, key, hash(wanted))].index;
}

size_t KeyTable::memory() const {
  return slots_.capacity() * sizeof(Slot) + bytes_.capacity() +
         ends_.capacity() * sizeof(uint32_t) + spaces_.capacity() +
         page_count_ * kPageSize * sizeof(uint32_t) + pages_.capacity() * sizeof(void*);
}

}  // namespace dangol::ledger
