#include "ledger/key_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "ledger/order_numbers.h"

namespace dangol::ledger {
namespace {

/// The indices that a plain map would give.
template <typename Key>
std::vector<uint32_t> reference_indices(const std::vector<Key>& keys) {
  std::map<Key, uint32_t> seen;
  std::vector<uint32_t> indices;
  for (const Key& key : keys) {
    indices.push_back(seen.emplace(key, static_cast<uint32_t>(seen.size())).first->second);
  }
  return indices;
}

std::vector<uint32_t> number_orders(const std::vector<std::string>& numbers, OrderNumbers& table) {
  std::vector<uint32_t> indices(numbers.size());
  for (size_t first = 0; first < numbers.size(); first += KeyTable::kBatch) {
    const size_t count = std::min(KeyTable::kBatch, numbers.size() - first);
    const std::vector<std::string_view> views(
        numbers.begin() + static_cast<std::ptrdiff_t>(first),
        numbers.begin() + static_cast<std::ptrdiff_t>(first + count));
    std::vector<uint64_t> values(count);
    if (table.read_values(views.data(), count, values.data())) {
      table.intern_values(views.data(), values.data(), count, indices.data() + first);
    } else {
      table.intern(views.data(), count, indices.data() + first);
    }
  }
  return indices;
}

TEST(KeyTable, AgreesWithAMap) {
  std::mt19937 random(7);
  using Key = std::pair<std::string, uint8_t>;
  std::vector<Key> keys;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = std::to_string(random() % 5'000);
    text.insert(0, random() % 3 == 0 ? "a-rather-long-prefix-" : "");
    if (random() % 50 == 0) text += '\0';
    keys.emplace_back(text, static_cast<uint8_t>(random() % 2));
  }
  KeyTable table;
  std::vector<uint32_t> indices(keys.size());
  for (size_t first = 0; first < keys.size(); first += 100) {
    KeyTable::Key batch[100];
    for (size_t i = 0; i < 100; ++i) batch[i] = {keys[first + i].first, keys[first + i].second};
    table.intern(batch, 100, indices.data() + first);
  }
  EXPECT_EQ(indices, reference_indices(keys));
  for (size_t i = 0; i < keys.size(); ++i) {
    EXPECT_EQ(table.key(indices[i]).text, keys[i].first);
    EXPECT_EQ(table.find({keys[i].first, keys[i].second}), indices[i]);
  }
  EXPECT_EQ(table.find({"absent", 0}), KeyTable::kAbsent);
}

TEST(KeyTable, LooksNumbersUpAndHashesTheRest) {
  std::mt19937 random(5);
  for (const std::string prefix : {"", "C-", "a-rather-long-prefix-"}) {
    for (const size_t width : {0U, 4U, 7U}) {
      using Key = std::pair<std::string, uint8_t>;
      std::vector<Key> keys = {{"guest", 0}};
      for (int i = 0; i < 5'000; ++i) {
        // Small, dense, beyond the pages, and beyond what 64 bits hold.
        std::string digits = std::to_string(random() % (i % 7 == 0 ? 1U << 31 : 3'000U));
        if (i % 50 == 0) digits += "00000000000000000000";
        if (digits.size() < width && i % 9 != 0) digits.insert(0, width - digits.size(), '0');
        keys.emplace_back((i % 31 == 0 ? "" : prefix) + digits, random() % 10 == 0 ? 1 : 0);
      }
      KeyTable table;
      std::vector<uint32_t> indices(keys.size());
      for (size_t first = 0; first < keys.size(); ++first) {
        const KeyTable::Key key{keys[first].first, keys[first].second};
        table.intern(&key, 1, &indices[first]);
      }
      EXPECT_EQ(indices, reference_indices(keys)) << prefix << width;
      for (size_t i = 0; i < keys.size(); i += 13) {
        EXPECT_EQ(table.key(indices[i]).text, keys[i].first);
        EXPECT_EQ(table.find({keys[i].first, keys[i].second}), indices[i]);
      }
      EXPECT_EQ(table.find({prefix + "2147483648", 0}), KeyTable::kAbsent);
      EXPECT_EQ(table.find({prefix + "4100000", 0}), KeyTable::kAbsent);
    }
  }
}

TEST(KeyTable, TellsKeysOfEveryLengthApart) {
  std::string text;
  KeyTable table;
  for (uint32_t length = 0; length <= 40; ++length) {
    const KeyTable::Key key{text, 0};
    uint32_t index = 0;
    table.intern(&key, 1, &index);
    EXPECT_EQ(index, length);
    text += 'x';
  }
}

TEST(KeyTable, ReadsNamesOfOneLengthInTwoSteps) {
  std::mt19937 random(13);
  for (const bool odd : {false, true}) {
    KeyTable table;
    std::vector<std::string> names;
    std::vector<uint32_t> indices;
    size_t quick = 0;
    for (int batch = 0; batch < 60; ++batch) {
      for (size_t i = 0; i < KeyTable::kBatch; ++i) {
        const std::string number = std::to_string(random() % 5'000);
        names.push_back("CUST-" + std::string(7 - number.size(), '0') + number);
        if (odd && random() % 400 == 0) names.back() = "CUST-" + number;
        if (odd && random() % 400 == 0) names.back() = "CUST-9" + std::string(6, '0');
      }
      const std::vector<std::string_view> views(names.end() - KeyTable::kBatch, names.end());
      std::vector<uint32_t> found(views.size());
      std::vector<uint32_t> numbers(views.size());
      EXPECT_FALSE(table.read_numbers(views.data(), views.size(), 1, numbers.data()));
      if (table.read_numbers(views.data(), views.size(), 0, numbers.data())) {
        table.intern_numbers(views.data(), numbers.data(), views.size(), found.data());
        ++quick;
      } else {
        std::vector<KeyTable::Key> keys;
        for (const std::string_view view : views) keys.push_back({view, 0});
        table.intern(keys.data(), keys.size(), found.data());
      }
      indices.insert(indices.end(), found.begin(), found.end());
    }
    EXPECT_EQ(indices, reference_indices(names));
    EXPECT_GE(quick, odd ? 5U : 59U);
  }
}

TEST(OrderNumbers, AgreesWithAMapOnEveryKindOfSequence) {
  std::mt19937 random(11);
  for (int kind = 0; kind < 10; ++kind) {
    std::vector<std::string> numbers;
    uint64_t value = kind == 1 ? 90'000 : 95;
    for (int i = 0; i < 3'000; ++i) {
      if (random() % 3 == 0)
        value = kind == 1 ? value - 1 - random() % 4 : value + 1 + random() % 4;
      if (kind >= 8) value = 95 + static_cast<uint64_t>(i);
      uint64_t shown = value;
      if (kind == 2 && random() % 20 == 0) shown = value - random() % 10;  // mostly known already
      if (kind == 3 && i == 2'000) shown = 1;                              // a late surprise
      std::string text = std::to_string(shown);
      if (kind == 9 && i > 1'500 && random() % 200 == 0) text = std::to_string(200 + i / 2);
      if (kind == 4 || kind >= 8) text = "ORD-" + std::string(8 - text.size(), '0') + text;
      if (kind == 5 && random() % 100 == 0) text = "0" + text;
      if (kind == 6) text += "-B";
      if (kind == 7 && random() % 500 == 0) text = "gift";
      numbers.push_back(text);
    }
    OrderNumbers table;
    EXPECT_EQ(number_orders(numbers, table), reference_indices(numbers)) << kind;
    const auto expected = reference_indices(numbers);
    for (size_t i = 0; i < numbers.size(); i += 17) {
      EXPECT_EQ(table.find(numbers[i]), expected[i]) << kind;
    }
    EXPECT_EQ(table.find("no such order"), KeyTable::kAbsent);
    EXPECT_EQ(table.find("5"), KeyTable::kAbsent);
  }
}

}  // namespace
}  // namespace dangol::ledger
