// Reads every file of the corpus cut short at every byte of its first 4 KB, with the options of its
// case: each cut ends in a Report that keeps its promises, or in an error, never in a crash.
//
// usage: cut_test [--every N] CASE.json...    N: test only each N-th length
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/host_tables.h"
#include "corpus/promises.h"
#include "engine/session.h"

namespace dangol::tests {
namespace {

constexpr size_t kLongestCut = 4096;
constexpr size_t kShownFailures = 5;

struct Case {
  engine::Options options;
  std::vector<std::string> names;
  std::vector<std::string> files;  ///< their bytes
};

std::optional<std::string> read_file(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::nullopt;
  std::string bytes;
  std::vector<char> chunk(1U << 16);
  while (const size_t size = std::fread(chunk.data(), 1, chunk.size(), file)) {
    bytes.append(chunk.data(), size);
  }
  std::fclose(file);  // NOLINT(cert-err33-c): read only
  return bytes;
}

std::optional<Case> read_case(const std::string& path) {
  const auto text = read_file(path);
  const auto json = nlohmann::json::parse(text.value_or(""), nullptr, false);
  if (!json.is_object()) return std::nullopt;
  auto options = engine::parse_options(json.at("options").dump());
  if (!options.ok()) return std::nullopt;
  Case found{options.value(), {}, {}};
  if (json.contains("file")) {
    found.names = {json.at("file").get<std::string>()};
  } else {
    // The cut file and one whole file after it.
    found.names = json.at("files").get<std::vector<std::string>>();
    found.names.resize(std::min<size_t>(found.names.size(), 2));
  }
  for (const std::string& name : found.names) {
    auto bytes = read_file(path.substr(0, path.find_last_of('/') + 1) + name);
    if (!bytes) return std::nullopt;
    found.files.push_back(std::move(*bytes));
  }
  return found;
}

/// What went wrong with the first file cut to `size` bytes; empty = nothing.
std::string check_cut(const Case& tested, size_t size) {
  engine::Session session({}, {cached_double_byte_table});
  session.begin(tested.options, {tested.names[0], size});
  if (!session.feed(std::string_view(tested.files[0]).substr(0, size)).ok()) return "";
  for (size_t i = 1; i < tested.files.size(); ++i) {
    if (!session.next_file({tested.names[i], tested.files[i].size()}).ok()) return "";
    if (!session.feed(tested.files[i]).ok()) return "";
  }
  if (!session.finish().ok()) return "";
  const auto report = session.report(tested.options);
  return report.ok() ? broken_promise(report.value()) : "no report: " + report.error().code;
}

/// How many cuts of the case failed; prints the first few.
size_t failed_cuts(const std::string& path, const Case& tested, size_t every, size_t& cuts) {
  size_t failed = 0;
  for (size_t size = 0; size <= std::min(kLongestCut, tested.files[0].size()); size += every) {
    ++cuts;
    const std::string problem = check_cut(tested, size);
    if (problem.empty()) continue;
    if (++failed <= kShownFailures) {
      std::printf("FAILED: %s cut to %zu bytes: %s\n", path.c_str(), size, problem.c_str());
    }
  }
  return failed;
}

int run(int count, char** arguments) {
  size_t every = 1;
  size_t cuts = 0;
  size_t passed = 0;
  size_t failed = 0;
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    if (argument == "--every" && i + 1 < count) {
      every = std::max(1UL, std::strtoul(arguments[++i], nullptr, 10));
      continue;
    }
    const auto tested = read_case(argument);
    if (!tested) std::printf("FAILED: %s cannot be read\n", argument.c_str());
    const bool good = tested && failed_cuts(argument, *tested, every, cuts) == 0;
    ++(good ? passed : failed);
  }
  std::printf("%zu files were cut\n%zu passed, %zu failed\n", cuts, passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace
}  // namespace dangol::tests

int main(int count, char** arguments) {
  return dangol::tests::run(count, arguments);
}
