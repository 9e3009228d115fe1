// How a failure travels: as a value that says what, where and (through assets/strings) what to do.
// Nothing in the project throws.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace dangol {

/// Where in the input something was found. Zero means "not tied to a place".
struct Place {
  uint64_t line = 0;    ///< 1-based line of the file on which the record starts
  uint64_t byte = 0;    ///< 0-based offset of the record's first byte
  uint32_t column = 0;  ///< 1-based field
};

/// A failure. `code` names the sentence `error.<code>` in assets/strings, in which `{detail}`,
/// `{line}`, `{column}` and `{row}` are filled in.
struct Error {
  std::string code;
  Place place;
  std::string detail;  ///< the offending text or name, shortened for display
  std::string file;    ///< the name of the file that was read; empty = not tied to one
  std::string row;     ///< the start of the row's text, for display; empty = not tied to one
};

/// A value or the Error that stood in its way.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  /// REQUIRES: ok()
  [[nodiscard]] T& value() { return *std::get_if<T>(&state_); }
  [[nodiscard]] const T& value() const { return *std::get_if<T>(&state_); }
  /// REQUIRES: !ok()
  [[nodiscard]] const Error& error() const { return *std::get_if<Error>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// The result of something that yields nothing but may fail.
using Status = Result<std::monostate>;
[[nodiscard]] inline Status ok_status() {
  return std::monostate{};
}

}  // namespace dangol
