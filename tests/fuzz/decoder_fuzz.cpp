// Looks for bytes whose text depends on how they are cut into chunks, or is no well-formed UTF-8,
// in every encoding, chosen or detected. The first two bytes of an input choose the encoding and
// the chunks; the rest is the file, behind as much ASCII as the second byte says.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/normalise.h"
#include "base/utf8.h"
#include "csv/decoder.h"
#include "csv/dialect.h"

namespace dangol::csv {
namespace {

/// Some character for nearly every pair: what it is does not matter here.
bool any_table(Encoding /*encoding*/, uint16_t* table) {
  static const std::vector<uint16_t> some = [] {
    std::vector<uint16_t> codes(kDoubleByteEntries);
    for (size_t i = 0; i < codes.size(); ++i) {
      const auto code = static_cast<uint16_t>(i * 7);
      const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
      codes[i] = i % 11 == 0 || surrogate ? uint16_t{0} : code;
    }
    return codes;
  }();
  std::copy(some.begin(), some.end(), table);
  return true;
}

struct Decoded {
  std::string text;
  Encoding encoding = Encoding::utf8;
  uint64_t replaced = 0;
  uint64_t first_replaced = 0;

  [[nodiscard]] bool operator==(const Decoded&) const = default;
};

Decoded decode(std::string_view bytes, std::optional<Encoding> chosen, size_t chunk) {
  Decoder decoder(chosen, any_table);
  Decoded result;
  while (!bytes.empty()) {
    const std::string piece(bytes.substr(0, chunk));
    bytes.remove_prefix(piece.size());
    result.text += decoder.decode(piece);
  }
  result.text += decoder.finish();
  result.encoding = decoder.encoding();
  result.replaced = decoder.replaced();
  result.first_replaced = decoder.first_replaced();
  return result;
}

void check(std::string_view input) {
  constexpr size_t kPlanBytes = 2;
  if (input.size() < kPlanBytes) return;
  const auto choice = [&](size_t i) { return static_cast<size_t>(static_cast<uint8_t>(input[i])); };
  std::optional<Encoding> chosen;
  if (choice(0) % 7 != 6) chosen = static_cast<Encoding>(choice(0) % 7);
  // Now and then more ASCII than the judgement of an encoding waits for.
  const bool far = choice(1) % 64 == 63;
  const std::string file = std::string(far ? kEncodingEvidence + choice(0) : choice(1) % 64, 'a') +
                           std::string(input.substr(kPlanBytes));
  const size_t chunk = far ? 1'000 + choice(0) : 1 + choice(0) / 7 * 5;

  const Decoded whole = decode(file, chosen, file.size() + 1);
  if (decode(file, chosen, chunk) != whole) std::abort();
  if (!is_valid_utf8(whole.text)) std::abort();
  if (chosen && whole.encoding != *chosen) std::abort();
  if (whole.replaced > 0 && whole.text.substr(whole.first_replaced, 3) != "\xEF\xBF\xBD")
    std::abort();
  if (whole.encoding == Encoding::utf8 && whole.text != sanitize_utf8(file)) std::abort();
  static_cast<void>(not_text(file));

  std::string scratch;
  const std::string normal(normalise(whole.text, scratch));
  if (!is_valid_utf8(normal) || normalise(normal, scratch) != normal) std::abort();
}

}  // namespace
}  // namespace dangol::csv

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dangol::csv::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
