// Looks for files and options on which an import crashes, hangs or loses rows or amounts, on which
// the chunks that the bytes come in make a difference, or whose columns cannot answer a second
// question. The first bytes of an input choose the options (all zero = none), the rest is the file,
// or several.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/host_tables.h"
#include "corpus/promises.h"
#include "engine/session.h"
#include "report/json.h"

namespace dangol::tests {
namespace {

/// Values of one option; the first byte value chooses none of them.
struct Choice {
  std::string_view option;
  std::vector<std::string_view> values;
};

/// Options that need the bytes again, then those that the columns answer.
const std::array<Choice, 8> kOfImport = {{
    {"encoding",
     {R"("utf-8")", R"("utf-16le")", R"("utf-16be")", R"("euc-kr")", R"("shift_jis")",
      R"("windows-1252")"}},
    {"delimiter", {R"(",")", R"(";")", R"("\t")", R"("|")", R"(" ")"}},
    {"header_row", {"0", "1", "2", "3", "20", "4000000000"}},
    {"date_order", {R"("dmy")", R"("mdy")", R"("ymd")"}},
    {"amounts", {R"("line")", R"("order")"}},
    {"time_zone", {R"("UTC")", R"("Asia/Seoul")", R"("America/New_York")", R"("-03:30")"}},
    {"mapping",
     {R"({"customer":"column_1","time":"column_2","amount":"column_3"})",
      R"({"order":"column_1","email":"column_2","refund":"column_4"})",
      R"({"time":null,"amount":null})", R"({"discount":"column_2","event":"column_1"})",
      R"({"unit_price":"column_3","quantity":"column_4","reference":"column_1"})",
      R"({"customer":null,"email":null,"phone":null})",
      R"({"variant":"column_2","customer":"column_1","time":null})"}},
    {"cohorts", {R"({"period":"week"})", R"({"period":"year"})", R"({"period":"quarter"})"}},
}};
const std::array<Choice, 9> kOfReport = {{
    {"duplicates", {R"("keep")", R"("drop")"}},
    {"refunds", {R"("refund_day")", R"("order_day")", R"("gross")"}},
    {"order_key", {R"("id")", R"("day")", R"("timestamp")"}},
    {"zero_value_orders", {R"("count")", R"("ignore")"}},
    {"currency", {R"("KRW")", R"("USD")", R"("EUR")"}},
    {"as_of", {R"("2026-03-01")", R"("1950-01-01")"}},
    {"period", {R"("day")", R"("week")", R"("quarter")", R"("year")"}},
    {"minimum_n", {"0", "1", "100"}},
    {"experiment",
     {"{}", R"({"peeking":"always","margin":-0.1,"correction":"none","sides":"greater"})",
      R"({"started":"2026-02-01","days":[1,3650],"alpha":0.4,"winsorise":0.5})",
      R"({"visitors":{"A":10,"B":0},"ratio":{"A":1,"B":9},"control":"B"})",
      R"({"measures":["orders",{"name":"revenue","kind":"mean","better":"lower"}]})"}},
}};
constexpr size_t kPlanBytes = 29;

[[noreturn]] void fail(const std::string& problem) {
  std::fprintf(stderr, "import_fuzz: %s\n", problem.c_str());
  std::abort();
}

void add_option(const Choice& choice, uint8_t byte, std::string& json) {
  const size_t at = byte % (choice.values.size() + 1);
  if (at == 0) return;
  json += (json.size() > 1 ? ",\"" : "\"");
  json.append(choice.option).append("\":").append(choice.values[at - 1]);
}

engine::Options read_options(std::string_view of_import, std::string_view of_report) {
  std::string json = "{";
  for (size_t i = 0; i < kOfImport.size(); ++i) {
    add_option(kOfImport[i], static_cast<uint8_t>(of_import[i]), json);
  }
  for (size_t i = 0; i < kOfReport.size(); ++i) {
    add_option(kOfReport[i], static_cast<uint8_t>(of_report[i]), json);
  }
  const auto options = engine::parse_options(json + "}");
  if (!options.ok()) fail("options " + json + "}: " + options.error().code);
  return options.value();
}

Status feed(engine::Session& session, std::string_view bytes, size_t chunk) {
  Status status = ok_status();
  while (status.ok() && !bytes.empty()) {
    const std::string piece(bytes.substr(0, chunk));  // so that sanitizers see where it ends
    bytes.remove_prefix(piece.size());
    status = session.feed(piece);
  }
  return status;
}

/// Imports `bytes` cut into `files` parts of the same size.
Status import(engine::Session& session, const engine::Options& options, std::string_view bytes,
              size_t files, size_t chunk) {
  const size_t part = bytes.size() / files + 1;
  session.begin(options, {"part.csv", std::min(part, bytes.size())});
  Status status = feed(session, bytes.substr(0, part), chunk);
  for (size_t i = 1; i < files && status.ok(); ++i) {
    const std::string_view rest = bytes.substr(std::min(i * part, bytes.size()), part);
    status = session.next_file({"part.csv", rest.size()});
    if (status.ok()) status = feed(session, rest, chunk);
  }
  return status.ok() ? session.finish() : status;
}

/// The report as JSON, after its promises were checked.
std::string report_text(const engine::Session& session, const engine::Options& options) {
  const auto report = session.report(options);
  if (!report.ok()) fail("no report: " + report.error().code);
  const std::string broken = broken_promise(report.value());
  if (!broken.empty()) fail(broken);
  return report::to_json(report.value());
}

void check(std::string_view input) {
  if (input.size() < kPlanBytes) return;
  const std::string_view of_import = input.substr(0, 8);
  const auto options = read_options(of_import, input.substr(8, 9));
  const auto others = read_options(of_import, input.substr(17, 9));
  const size_t chunk = 1 + (static_cast<uint8_t>(input[26]) + 255U) % 256 * 3;  // 0: large
  const size_t files = 1 + static_cast<uint8_t>(input[27]) % 4;
  const bool with_tables = static_cast<uint8_t>(input[28]) % 4 != 3;
  const engine::Host host{with_tables ? cached_double_byte_table : nullptr};
  const std::string_view bytes = input.substr(kPlanBytes);

  engine::Session whole({}, host);
  engine::Session pieces({}, host);
  const Status expected = import(whole, options, bytes, files, std::max<size_t>(1, bytes.size()));
  const Status found = import(pieces, options, bytes, files, chunk);
  if (expected.ok() != found.ok()) fail("chunks decide whether it can be read");
  if (!expected.ok()) {
    if (expected.error().code != found.error().code) fail("chunks decide what is wrong");
    return;
  }
  if (report_text(pieces, options) != report_text(whole, options)) {
    fail("chunks make a difference");
  }
  if (whole.needs_import(others)) fail("the second question needs the bytes");
  report_text(whole, others);
}

}  // namespace
}  // namespace dangol::tests

// The name is libFuzzer's.
// NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dangol::tests::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
