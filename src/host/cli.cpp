// The command line: `dangol report FILE...`, `dangol customers FILE...`, `dangol project`, `dangol
// test`. The same
// engine as the page, for files that are too large for a browser tab, for scripts and for checking
// the page's numbers.
//
// Exit status: 0 done, 1 the data could not be used, 2 the command was mistyped.

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "engine/contract.h"
#include "engine/customer_list.h"
#include "engine/experiment_question.h"
#include "engine/retained_file.h"
#include "engine/session.h"
#include "host/cli_strings.h"
#include "host/cli_test.h"
#include "host/double_byte_tables.h"
#include "host/experiment_text.h"
#include "host/report_text.h"
#include "report/json.h"

namespace {

using dangol::Error;
using dangol::Language;
using dangol::Result;

constexpr int kDone = 0;
constexpr int kDataError = 1;
constexpr int kUsageError = 2;
constexpr size_t kChunk = 1U << 20;

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);  // NOLINT: read only, nothing to lose
  }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

File open_file(const std::string& path) {
  return File(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
}

struct Command {
  bool lists_customers = false;  ///< else it reports
  std::vector<std::string> files;
  std::string options_file;
  std::vector<std::string> mapping;  ///< role=column
  bool json = false;
  dangol::engine::CustomerQuery query;
  bool models = false;     ///< asks for predictions
  std::string experiment;  ///< of the options, as JSON; empty = not asked for
};

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
  return value == nullptr ? std::string_view() : value;
}

Language language_of_terminal() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string_view value = environment(name);
    if (!value.empty()) return value.substr(0, 2) == "ko" ? Language::ko : Language::en;
  }
  return Language::en;
}

std::optional<Command> parse_arguments(std::span<const char* const> arguments) {
  if (arguments.empty()) return std::nullopt;
  const std::string_view verb = arguments[0];
  if (verb != "report" && verb != "customers") return std::nullopt;
  Command command;
  command.lists_customers = verb == "customers";
  for (size_t i = 1; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    const bool has_value = i + 1 < arguments.size();
    if (argument == "--options" && has_value) {
      command.options_file = arguments[++i];
    } else if (argument == "--map" && has_value) {
      command.mapping.emplace_back(arguments[++i]);
      if (command.mapping.back().find('=') == std::string::npos) return std::nullopt;
    } else if (argument == "--models") {
      command.models = true;
    } else if (argument == "--segment" && has_value && command.lists_customers) {
      command.query.segment = arguments[++i];
    } else if (argument == "--sort" && has_value && command.lists_customers) {
      command.query.sort = arguments[++i];
    } else if (argument == "--format" && has_value && command.lists_customers) {
      if (std::string_view(arguments[++i]) != "csv") return std::nullopt;
    } else if (argument == "--format" && has_value && !command.lists_customers) {
      const std::string_view format = arguments[++i];
      if (format != "json" && format != "text") return std::nullopt;
      command.json = format == "json";
    } else if (argument.size() > 1 && argument[0] == '-') {
      return std::nullopt;
    } else {
      command.files.emplace_back(argument);
    }
  }
  return command.files.empty() ? std::nullopt : std::optional(command);
}

/// The question of `dangol project` as JSON; none where it is mistyped. `file`: where its numbers
/// are, unless they were typed.
std::optional<nlohmann::json> parse_projection(std::span<const char* const> arguments,
                                               std::string& file) {
  nlohmann::json question = nlohmann::json::object();
  for (size_t i = 0; i + 1 < arguments.size(); i += 2) {
    const std::string_view option = arguments[i];
    const std::string value = arguments[i + 1];
    if (option == "--retained") {
      question["retained"] = value;
    } else if (option == "--file") {
      file = value;
    } else if (option == "--period") {
      question["period"] = value;
    } else if (option == "--periods" || option == "--customers" || option == "--discount-rate") {
      const auto number = nlohmann::json::parse(value, nullptr, false);
      const std::string name(option == "--discount-rate" ? "discount_rate" : option.substr(2));
      question[name] = number.is_number() ? number : nlohmann::json(value);
    } else {
      return std::nullopt;
    }
  }
  if (arguments.size() % 2 != 0 || question.contains("retained") != file.empty()) {
    return std::nullopt;
  }
  return question;
}

/// Hands the bytes of a file to `take`, chunk by chunk, until that fails.
template <typename Take>
dangol::Status read_file(const std::string& path, Take take) {
  const File file = open_file(path);
  if (!file) return Error{"file_unreadable", {}, path};
  std::vector<char> chunk(kChunk);
  while (const size_t size = std::fread(chunk.data(), 1, chunk.size(), file.get())) {
    dangol::Status taken = take(std::string_view(chunk.data(), size));
    if (!taken.ok()) return taken;
  }
  if (std::ferror(file.get()) != 0) return Error{"file_unreadable", {}, path};
  return dangol::ok_status();
}

Result<std::string> read_all(const std::string& path) {
  std::string text;
  const auto read = read_file(path, [&](std::string_view bytes) {
    text += bytes;
    return dangol::ok_status();
  });
  if (!read.ok()) return read.error();
  return text;
}

/// The options file with each `--map role=column` laid over its mapping, and with models or an
/// experiment if asked.
Result<dangol::engine::Options> read_options(const Command& command) {
  std::string text = "{}";
  if (!command.options_file.empty()) {
    auto file = read_all(command.options_file);
    if (!file.ok()) return file.error();
    text = std::move(file.value());
  }
  auto options = dangol::engine::parse_options(text);
  const bool as_they_are = command.mapping.empty() && !command.models && command.experiment.empty();
  if (!options.ok() || as_they_are) return options;
  // Options that could be read are an object, and so is their mapping if there is one.
  auto json = text.empty() ? nlohmann::json::object() : nlohmann::json::parse(text, nullptr, false);
  for (const std::string& entry : command.mapping) {
    const size_t split = entry.find('=');
    json["mapping"][entry.substr(0, split)] = entry.substr(split + 1);
  }
  if (command.models && !json["models"].is_object()) json["models"] = nlohmann::json::object();
  if (!command.experiment.empty()) {
    if (!json["experiment"].is_object()) json["experiment"] = nlohmann::json::object();
    json["experiment"].update(nlohmann::json::parse(command.experiment));
    if (!json.contains("sections")) json["sections"] = {"experiment"};
  }
  return dangol::engine::parse_options(
      json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

dangol::Status read_files(const Command& command, const dangol::engine::Options& options,
                          dangol::engine::Session& session) {
  for (size_t i = 0; i < command.files.size(); ++i) {
    const std::string& path = command.files[i];
    dangol::engine::SourceInfo source;
    source.name = path.substr(path.find_last_of('/') + 1);
    if (i == 0) {
      session.begin(options, source);
    } else if (const auto next = session.next_file(source); !next.ok()) {
      return next.error();
    }
    const auto fed = read_file(path, [&](std::string_view bytes) { return session.feed(bytes); });
    if (!fed.ok()) return fed.error();
  }
  return session.finish();
}

void print(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

// On 64 bits the machine's memory is the limit, not the module's address space.
constexpr dangol::engine::Limits kLimits{1ULL << 40};

/// Reads the files and prints what the command asks for.
dangol::Status run(const Command& command, Language language) {
  const auto options = read_options(command);
  if (!options.ok()) return options.error();
  dangol::engine::Session session(kLimits, {dangol::host::iconv_double_byte_table});
  auto read = read_files(command, options.value(), session);
  if (!read.ok()) return read;
  if (command.lists_customers) {
    const auto pieces =
        session.customers(options.value(), command.query, dangol::engine::ByteOrderMark::absent);
    if (!pieces.ok()) return pieces.error();
    for (const std::string& piece : pieces.value()) print(stdout, piece);
    return dangol::ok_status();
  }
  const auto report = session.report(options.value());
  if (!report.ok()) return report.error();
  print(stdout, command.json ? dangol::report::to_json(report.value()) + "\n"
                             : dangol::host::report_text(report.value(), language));
  return dangol::ok_status();
}

}  // namespace

namespace {

int usage_error(Language language) {
  print(stderr, dangol::host::cli_message(language, "cli.usage"));
  return kUsageError;
}

Result<std::string> project(nlohmann::json question, const std::string& file) {
  if (!file.empty()) {
    const auto bytes = read_all(file);
    if (!bytes.ok()) return bytes.error();
    const auto retained =
        dangol::engine::read_retained_file(bytes.value(), dangol::host::iconv_double_byte_table);
    if (!retained.ok()) return retained.error();
    question["retained"] = dangol::engine::retained_text(retained.value());
  }
  return dangol::engine::project(
      question.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

int project(std::span<const char* const> arguments, Language language) {
  std::string file;
  auto question = parse_projection(arguments, file);
  if (!question) return usage_error(language);
  const auto projection = project(std::move(*question), file);
  if (!projection.ok()) {
    print(stderr, error_sentence(language, projection.error()) + "\n");
    return kDataError;
  }
  print(stdout, projection.value() + "\n");
  return kDone;
}

/// The experiment of typed counts, or in files.
Result<dangol::report::Experiment> experiment_of(const dangol::host::TestCommand& command) {
  if (command.files.empty()) return dangol::engine::experiment_of_counts(command.question);
  Command files;
  files.files = command.files;
  files.options_file = command.options_file;
  files.mapping = command.mapping;
  files.experiment = command.question;
  const auto options = read_options(files);
  if (!options.ok()) return options.error();
  dangol::engine::Session session(kLimits, {dangol::host::iconv_double_byte_table});
  const auto read = read_files(files, options.value(), session);
  if (!read.ok()) return read.error();
  auto report = session.report(options.value());
  if (!report.ok()) return report.error();
  if (!report.value().experiment) return Error{"experiment_missing", {}, {}};
  return *std::move(report.value().experiment);
}

int test(std::span<const char* const> arguments, Language language) {
  const auto command = dangol::host::parse_test(arguments);
  if (!command) return usage_error(language);
  const auto experiment = experiment_of(*command);
  if (!experiment.ok()) {
    print(stderr, error_sentence(language, experiment.error()) + "\n");
    return kDataError;
  }
  print(stdout, command->json ? dangol::report::to_json(experiment.value()) + "\n"
                              : dangol::host::experiment_text(experiment.value(), language));
  return kDone;
}

}  // namespace

int main(int argument_count, char** argument_values) {
  const Language language = language_of_terminal();
  const std::span arguments(argument_values, static_cast<size_t>(argument_count));
  if (arguments.size() == 2 && std::string_view(arguments[1]) == "--help") {
    print(stdout, dangol::host::cli_message(language, "cli.usage"));
    return kDone;
  }
  if (arguments.size() > 1 && std::string_view(arguments[1]) == "project") {
    return project(arguments.subspan(2), language);
  }
  if (arguments.size() > 1 && std::string_view(arguments[1]) == "test") {
    return test(arguments.subspan(2), language);
  }
  const auto command = parse_arguments(arguments.subspan(arguments.empty() ? 0 : 1));
  if (!command) return usage_error(language);
  const auto done = run(*command, language);
  if (!done.ok()) {
    const Error& error = done.error();
    const bool named = command->files.size() > 1 && !error.file.empty();
    print(stderr, (named ? error.file + ": " : "") + error_sentence(language, error) + "\n");
    return kDataError;
  }
  return kDone;
}
