#include "ledger/key_table.h"

#include <algorithm>
#include <cstring>

namespace dangol::ledger {

namespace {

constexpr size_t kFirstSlots = 1'024;
constexpr size_t kShortKey = 8;
// Odd constants with well-spread bits, from the splitmix64 finaliser (Steele, Lea, Flood 2014).
constexpr uint64_t kMultiplier1 = 0xBF58476D1CE4E5B9ULL;
constexpr uint64_t kMultiplier2 = 0x94D049BB133111EBULL;

uint64_t load(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

uint64_t load_short(const char* bytes, size_t size) {
  uint64_t word = 0;
  if (size == kShortKey) return load(bytes);
  if (size >= 4) {
    uint32_t low = 0;
    uint32_t high = 0;
    std::memcpy(&low, bytes, 4);
    std::memcpy(&high, bytes + size - 4, 4);
    // The two halves overlap; shifted into place they agree where they do.
    return low | static_cast<uint64_t>(high) << (8 * (size - 4));
  }
  for (size_t i = 0; i < size; ++i) {
    word |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return word;
}

uint64_t hash_long(std::string_view text) {
  uint64_t hash = text.size();
  size_t at = 0;
  for (; at + kShortKey <= text.size(); at += kShortKey) {
    hash = (hash ^ load(text.data() + at)) * kMultiplier1;
    hash ^= hash >> 32;
  }
  hash = (hash ^ load(text.data() + text.size() - kShortKey)) * kMultiplier2;
  return hash ^ hash >> 29;
}

}  // namespace

KeyTable::Slot KeyTable::describe(const Key& key) {
  const size_t size = std::min<size_t>(key.text.size(), 0xFFFFFF);
  const uint64_t word = key.text.size() <= kShortKey ? load_short(key.text.data(), key.text.size())
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
  return {std::string_view(bytes_).substr(start, ends_[index] - start), spaces_[index]};
}

bool KeyTable::equal(const Slot& slot, const Slot& wanted, const Key& key) const {
  if (slot.word != wanted.word || slot.shape != wanted.shape) return false;
  return key.text.size() <= kShortKey || this->key(slot.index).text == key.text;
}

size_t KeyTable::find_slot(const Slot& wanted, const Key& key, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t at = static_cast<size_t>(hash) & mask;
  while (slots_[at].index != kAbsent && !equal(slots_[at], wanted, key)) at = (at + 1) & mask;
  return at;
}

void KeyTable::reserve_for(size_t more) {
  size_t count = std::max(slots_.size(), kFirstSlots);
  while ((ends_.size() + more) * 8 > count * 5) count *= 2;
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

void KeyTable::intern(const Key* keys, size_t count, uint32_t* indices) {
  reserve_for(count);
  Slot wanted[kBatch];
  uint64_t hashes[kBatch];
  const size_t mask = slots_.size() - 1;
  for (size_t i = 0; i < count; ++i) {
    wanted[i] = describe(keys[i]);
    hashes[i] = hash(wanted[i]);
    // Starts fetching the slot's cache line long before it is compared.
    __builtin_prefetch(&slots_[static_cast<size_t>(hashes[i]) & mask]);
  }
  for (size_t i = 0; i < count; ++i) {
    Slot& slot = slots_[find_slot(wanted[i], keys[i], hashes[i])];
    if (slot.index == kAbsent) {
      slot = wanted[i];
      slot.index = size();
      bytes_ += keys[i].text;
      ends_.push_back(static_cast<uint32_t>(bytes_.size()));
      spaces_.push_back(keys[i].space);
    }
    indices[i] = slot.index;
  }
}

uint32_t KeyTable::find(const Key& key) const {
  if (slots_.empty()) return kAbsent;
  const Slot wanted = describe(key);
  return slots_[find_slot(wanted, key, hash(wanted))].index;
}

size_t KeyTable::memory() const {
  return slots_.capacity() * sizeof(Slot) + bytes_.capacity() +
         ends_.capacity() * sizeof(uint32_t) + spaces_.capacity();
}

}  // namespace dangol::ledger
