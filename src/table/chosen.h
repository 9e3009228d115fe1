// A value together with who decided on it. Detection cannot overwrite a user's choice: the type has
// no way to do so.
#pragma once

#include <cstdint>
#include <utility>

namespace dangol::table {

enum class ChosenBy : uint8_t { detected, user };

template <typename T>
class Choice {
 public:
  Choice() = default;

  /// Takes effect unless the user has chosen.
  void detect(T value) {
    if (chosen_by_ == ChosenBy::detected) value_ = std::move(value);
  }
  void choose(T value) {
    value_ = std::move(value);
    chosen_by_ = ChosenBy::user;
  }

  [[nodiscard]] const T& value() const { return value_; }
  [[nodiscard]] ChosenBy chosen_by() const { return chosen_by_; }
  [[nodiscard]] bool by_user() const { return chosen_by_ == ChosenBy::user; }

 private:
  T value_{};
  ChosenBy chosen_by_ = ChosenBy::detected;
};

}  // namespace dangol::table
