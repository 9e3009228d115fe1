// A column that grows page by page: no doubling, so no moment at which the data stands in memory
// twice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

namespace dangol::ledger {

template <typename T>
class PagedColumn {
 public:
  static constexpr size_t kPageBits = 16;
  static constexpr size_t kPageSize = size_t{1} << kPageBits;

  void push_back(const T& value) {
    const size_t slot = size_ & (kPageSize - 1);
    if (slot == 0) add_page();
    last_page_[slot] = value;
    ++size_;
  }
  /// Appends `count` values. Amortised O(count)
  void append(const T* values, size_t count) {
    while (count > 0) {
      const size_t slot = size_ & (kPageSize - 1);
      if (slot == 0) add_page();
      const size_t part = std::min(count, kPageSize - slot);
      std::copy_n(values, part, last_page_ + slot);
      size_ += part;
      values += part;
      count -= part;
    }
  }
  /// `count` more entries in one piece, to be written at once; null, with nothing done, where the
  /// page ends before. REQUIRES: 0 < count <= kPageSize
  [[nodiscard]] T* grow(size_t count) {
    const size_t slot = size_ & (kPageSize - 1);
    if (slot + count > kPageSize) return nullptr;
    if (slot == 0) add_page();
    size_ += count;
    return last_page_ + slot;
  }
  /// The entries of page `page`: kPageSize of them, or fewer on the last page.
  [[nodiscard]] const T* page(size_t page) const { return pages_[page].get(); }
  [[nodiscard]] T* page(size_t page) { return pages_[page].get(); }
  [[nodiscard]] const T& operator[](size_t index) const {
    return pages_[index >> kPageBits][index & (kPageSize - 1)];
  }
  [[nodiscard]] T& operator[](size_t index) {
    return pages_[index >> kPageBits][index & (kPageSize - 1)];
  }
  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// Bytes held.
  [[nodiscard]] size_t capacity_bytes() const { return pages_.size() * kPageSize * sizeof(T); }

 private:
  void add_page() {
    pages_.emplace_back(new T[kPageSize]);  // not zeroed: every entry is written before it is read
    last_page_ = pages_.back().get();
  }

  std::vector<std::unique_ptr<T[]>> pages_;
  T* last_page_ = nullptr;
  size_t size_ = 0;
};

}  // namespace dangol::ledger
