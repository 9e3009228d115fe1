// Turns keys (customer ids, order numbers) into indices 0, 1, 2, ... in order of appearance.
//
// Grouping is two thirds of an import's time, nearly all of it cache misses. So a slot holds the
// whole of a short key, keys come in batches, and a batch is hashed and its slots are touched
// before the first of them is compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dangol::ledger {

/// Open addressing with linear probing over an arena of key bytes. REQUIRES: no key is added to a
/// table that is full().
class KeyTable {
 public:
  static constexpr size_t kBatch = 128;

  struct Key {
    std::string_view text;
    uint8_t space = 0;  ///< keys of different spaces are never equal
  };

  /// Indices of up to kBatch keys, new ones being added. Amortised O(bytes of the keys).
  void intern(const Key* keys, size_t count, uint32_t* indices);
  /// The index of a key, or kAbsent.
  static constexpr uint32_t kAbsent = UINT32_MAX;
  [[nodiscard]] uint32_t find(const Key& key) const;

  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(ends_.size()); }
  [[nodiscard]] Key key(uint32_t index) const;
  /// Whether the arena nears the 4 GiB that its offsets can address; it has room for what one
  /// buffer of the reader can still hold.
  [[nodiscard]] bool full() const { return bytes_.size() >= kMostBytes; }
  [[nodiscard]] size_t memory() const;

 private:
  static constexpr uint64_t kMostBytes = 3ULL << 30;

  struct Slot {
    uint64_t word = 0;   ///< the bytes of a key up to eight long, else a hash of them
    uint32_t shape = 0;  ///< length and space
    uint32_t index = kAbsent;
  };
  /// What a slot is compared by; the index is that of the key, or kAbsent.
  static Slot describe(const Key& key);
  static uint64_t hash(const Slot& slot);
  [[nodiscard]] bool equal(const Slot& slot, const Slot& wanted, const Key& key) const;
  /// The slot that holds the key, or the free one where it belongs. REQUIRES: a free slot exists
  [[nodiscard]] size_t find_slot(const Slot& wanted, const Key& key, uint64_t hash) const;
  void reserve_for(size_t more);

  std::vector<Slot> slots_;     ///< a power of two of them, at most 5/8 full
  std::string bytes_;           ///< all keys, one after the other
  std::vector<uint32_t> ends_;  ///< where each key ends in `bytes_`
  std::vector<uint8_t> spaces_;
};

}  // namespace dangol::ledger
