// The options that every command shares, and how commands are put together. The only user of CLI11
// together with the command files.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/language.h"
#include "cli/output.h"
#include "newsidx/date.h"
#include "render/csv.h"

namespace newsidx::cli {

// Exit codes of a run that did its work; the others are ErrorCode's.
inline constexpr int kDone = 0;
inline constexpr int kNothingFound = 1;
inline constexpr int kSomeRefused = 3;

enum class Format { kText, kJson, kJsonLines, kTrec, kIds, kCsv };

struct CommonOptions {
  std::string index;
  bool quiet = false;
  bool verbose = false;
  ColorChoice color = ColorChoice::kAuto;
  Language language = language_of_environment();
  std::optional<Format> format;
  bool spreadsheet = false;

  // --index, else $NEWSIDX_INDEX, else newsidx in the XDG data folder; throws Error(kConfiguration)
  // when neither of these is known.
  std::filesystem::path index_dir() const;

  // Throws Error(kUsage) where --spreadsheet goes with another format than CSV.
  Format format_or(Format otherwise) const;
  CsvStyle csv_style() const { return spreadsheet ? CsvStyle::kSpreadsheet : CsvStyle::kPlain; }
};

// Adds --index, --quiet, --verbose and --color to a command (or the program itself, so that they
// can stand on either side of the command's name).
void add_common_options(CLI::App& app, CommonOptions& common);

template <typename Value>
using Choices = std::vector<std::pair<std::string, Value>>;

// Adds an option whose value is one of the names.
template <typename Value>
CLI::Option* add_choice(CLI::App& app, const std::string& option, Value& value,
                        const Choices<Value>& choices, const std::string& help) {
  const auto choose = [&value, choices, option](const std::string& chosen) {
    std::string list;
    for (const auto& [name, meaning] : choices) {
      if (name == chosen) {
        value = meaning;
        return;
      }
      list += (list.empty() ? "" : ", ") + name;
    }
    throw CLI::ValidationError(option, "'" + chosen + "' is not one of: " + list);
  };
  return app.add_option_function<std::string>(option, choose, help)->type_name("CHOICE");
}

// A whole number as people write it: 08 is eight. Refuses what lies outside first..last.
CLI::Validator whole_number(std::uint64_t first, std::uint64_t last);

// Refuses an empty value, as of a variable that a script forgot to set.
CLI::Validator not_empty();

// Adds --format with those of the formats that the command knows, and --spreadsheet where CSV is
// one.
void add_format_option(CLI::App& app, CommonOptions& common, const std::vector<Format>& known);

// A day; or with a year or a month alone (2025, 2025-09) its first day, or its last. Throws
// Error(kUsage) naming the option.
Date parse_limit(const std::string& option, const std::string& text, bool last, Language language);

// Each adds one command to the program. The command's code comes out in `exit_code`.
void add_add(CLI::App& program, CommonOptions& common, int& exit_code);
void add_search(CLI::App& program, CommonOptions& common, int& exit_code);
void add_related(CLI::App& program, CommonOptions& common, int& exit_code);
void add_facets(CLI::App& program, CommonOptions& common, int& exit_code);
void add_timeline(CLI::App& program, CommonOptions& common, int& exit_code);
void add_entity(CLI::App& program, CommonOptions& common, int& exit_code);
void add_get(CLI::App& program, CommonOptions& common, int& exit_code);
void add_remove(CLI::App& program, CommonOptions& common, int& exit_code);
void add_stats(CLI::App& program, CommonOptions& common, int& exit_code);
void add_watch(CLI::App& program, CommonOptions& common, int& exit_code);
void add_aliases(CLI::App& program, CommonOptions& common, int& exit_code);
void add_analyze(CLI::App& program, CommonOptions& common, int& exit_code);
void add_reindex(CLI::App& program, CommonOptions& common, int& exit_code);
void add_status(CLI::App& program, CommonOptions& common, int& exit_code);
void add_check(CLI::App& program, CommonOptions& common, int& exit_code);
void add_compact(CLI::App& program, CommonOptions& common, int& exit_code);
void add_duplicates(CLI::App& program, CommonOptions& common, int& exit_code);
void add_eval(CLI::App& program, CommonOptions& common, int& exit_code);
void add_fit(CLI::App& program, CommonOptions& common, int& exit_code);

}  // namespace newsidx::cli
