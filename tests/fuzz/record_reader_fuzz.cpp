// Looks for bytes on which the tokenizer crashes, or on which its two implementations or two ways
// of cutting the input into chunks give different records. The first bytes of an input choose the
// delimiter, the chunks, the buffer and the limit; the rest is the file.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "csv/dialect.h"
#include "csv/record_reader.h"

namespace dangol::csv {
namespace {

/// Writes all that a reader tells into one text, so that two readings can be compared.
class Transcript : public RecordSink {
 public:
  [[nodiscard]] bool on_records(const RecordBatch& batch) override {
    for (size_t i = 0; i < batch.size(); ++i) {
      note(batch.first_line + batch.lines[i]);
      note(batch.first_byte + batch.offsets[i]);
      for (size_t column = 0; column < batch.columns(i); ++column) {
        const std::string_view value =
            unescape(batch.raw(i, column), batch.escaped(i, column), scratch_);
        note(value.size());
        text += value;
      }
    }
    return true;
  }
  void note(uint64_t number) { text.append(std::to_string(number)).append(" "); }

  std::string text;

 private:
  std::string scratch_;
};

struct Plan {
  Dialect dialect;
  ReaderLimits limits;
  size_t chunk = 1;
};

std::string read(std::string_view file, const Plan& plan, Scanner scanner, size_t chunk) {
  RecordReader reader(plan.dialect, plan.limits, scanner);
  Transcript transcript;
  Status status = ok_status();
  while (status.ok() && !file.empty()) {
    const std::string piece(file.substr(0, chunk));
    file.remove_prefix(piece.size());
    status = reader.feed(piece, transcript);
  }
  if (status.ok()) status = reader.finish(transcript);
  if (!status.ok()) {
    transcript.text += status.error().code;
    transcript.note(status.error().place.line);
    transcript.note(status.error().place.byte);
    return transcript.text;
  }
  transcript.note(reader.blank_lines());
  transcript.note(reader.open_quote_line());
  return transcript.text;
}

void check(std::string_view input) {
  constexpr size_t kPlanBytes = 4;
  if (input.size() < kPlanBytes) return;
  const auto choice = [&](size_t i) { return static_cast<size_t>(static_cast<uint8_t>(input[i])); };
  Plan plan;
  plan.dialect.delimiter = ",;\t| "[choice(0) % 5];
  plan.dialect.aligned_spaces = plan.dialect.delimiter == ' ';
  plan.chunk = 1 + choice(1);
  plan.limits.buffer_bytes = 64 + choice(2);
  if (choice(3) % 2 == 1) plan.limits.record_bytes = choice(3);
  const std::string_view file = input.substr(kPlanBytes);

  const std::string expected = read(file, plan, Scanner::scalar, std::max<size_t>(1, file.size()));
  if (read(file, plan, Scanner::fastest, plan.chunk) != expected) std::abort();
  if (read(file, plan, Scanner::scalar, plan.chunk) != expected) std::abort();
  static_cast<void>(detect_dialect(file, choice(3) % 4 < 2, {}).ok());
}

}  // namespace
}  // namespace dangol::csv

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dangol::csv::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
