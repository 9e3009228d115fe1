// Turns keys (customer ids, order numbers) into indices 0, 1, 2, ... in order of appearance.
//
// Grouping is two thirds of an import's time, nearly all of it cache misses. So
// - keys that are one prefix and a small number (CUST-0017611) are looked up by that number, in
//   pages that exist where numbers do;
// - for the others a slot holds the whole of a short key or a hash, and keys come in batches: a
//   batch is hashed and its slots are touched before the first of them is compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/numbered_names.h"

namespace dangol::ledger {

/// Numbered keys by number, the others by open addressing with linear probing over an arena of key
/// bytes. REQUIRES: no key is added to a table that is full().
class KeyTable {
 public:
  static constexpr size_t kBatch = 128;

  struct Key {
    std::string_view text;
    uint8_t space = 0;  ///< keys of different spaces are never equal
  };

  /// Indices of up to kBatch keys, new ones being added. Amortised O(bytes of the keys).
  void intern(const Key* keys, size_t count, uint32_t* indices);
  /// The same for numbered keys, in two steps. The first changes nothing and is false where one of
  /// the names is not like the first numbered one, with four digits at its end; is_plain_name()
  /// holds for all others. REQUIRES: count <= kBatch
  [[nodiscard]] bool read_numbers(const std::string_view* names, size_t count, uint8_t space,
                                  uint32_t* numbers) const;
  /// REQUIRES: `numbers` are those of the same names
  void intern_numbers(const std::string_view* names, const uint32_t* numbers, size_t count,
                      uint32_t* indices);
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
  /// Numbers below this are looked up directly: 16 MB of pages at most.
  static constexpr uint64_t kNumbers = uint64_t{1} << 22;
  static constexpr size_t kPageBits = 12;
  static constexpr size_t kPageSize = size_t{1} << kPageBits;

  struct Slot {
    uint64_t word = 0;   ///< the bytes of a key up to eight long, else a hash of them
    uint32_t shape = 0;  ///< length and space
    uint32_t index = kAbsent;
  };
  /// A batch on its way in.
  struct Batch;

  void begin(const Key& key);
  /// Where a key's index stands in the pages, given that it is of the numbered kind.
  [[nodiscard]] bool number_of(const Key& key, uint32_t& number) const;
  [[nodiscard]] uint32_t* entry_of(uint32_t number);
  [[nodiscard]] uint32_t add(const Key& key);

  /// What a slot is compared by; the index is that of the key, or kAbsent.
  static Slot describe(const Key& key);
  static uint64_t hash(const Slot& slot);
  [[nodiscard]] bool equal(const Slot& slot, const Slot& wanted, const Key& key) const;
  /// The slot that holds the key, or the free one where it belongs. REQUIRES: a free slot exists
  [[nodiscard]] size_t find_slot(const Slot& wanted, const Key& key, uint64_t hash) const;
  void reserve_for(size_t more);
  void hash_batch(const Key* keys, Batch& batch);

  bool numbered_ = false;  ///< some key was a prefix and digits: `names_` is set
  NumberedNames names_;
  uint8_t names_space_ = 0;
  /// The index by number; those of shorter names follow kNumbers later. Empty unless numbered_.
  std::vector<std::unique_ptr<uint32_t[]>> pages_;
  size_t page_count_ = 0;

  std::vector<Slot> slots_;     ///< a power of two of them, at most 5/8 full
  size_t hashed_ = 0;           ///< keys in `slots_`
  std::string bytes_;           ///< all keys, one after the other
  std::vector<uint32_t> ends_;  ///< where each key ends in `bytes_`
  std::vector<uint8_t> spaces_;
};

}  // namespace dangol::ledger
