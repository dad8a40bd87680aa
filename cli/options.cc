#include "cli/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>
#include <vector>

#include "cli/fault_guard.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

constexpr std::array<std::pair<Format, const char*>, 6> kFormatNames = {{
    {Format::kText, "text"},
    {Format::kJson, "json"},
    {Format::kJsonLines, "jsonl"},
    {Format::kTrec, "trec"},
    {Format::kIds, "ids"},
    {Format::kCsv, "csv"},
}};

std::filesystem::path environment_path(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::filesystem::path named_index_dir(const std::string& index) {
  if (!index.empty()) return index;
  if (auto path = environment_path("NEWSIDX_INDEX"); !path.empty()) return path;
  // A relative path there is to be ignored (XDG Base Directory Specification 0.8).
  if (auto path = environment_path("XDG_DATA_HOME"); path.is_absolute()) return path / "newsidx";
  if (auto path = environment_path("HOME"); !path.empty()) return path / ".local/share/newsidx";
  throw Error(ErrorCode::kConfiguration,
              "no index is named, and there is no home folder to look in",
              "give --index DIR or set NEWSIDX_INDEX");
}

}  // namespace

CLI::Validator not_empty() {
  return {
      [](std::string& value) -> std::string { return value.empty() ? "the value is empty" : ""; },
      ""};
}

CLI::Validator whole_number(std::uint64_t first, std::uint64_t last) {
  return {[first, last](std::string& text) -> std::string {
            std::uint64_t value = 0;
            const char* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(text.data(), end, value);
            if (error != std::errc() || stop != end || value < first || value > last)
              return "'" + text + "' is not a whole number from " + std::to_string(first) + " to " +
                     std::to_string(last);
            text = std::to_string(value);  // CLI11 reads a leading 0 as octal
            return "";
          },
          ""};
}

std::filesystem::path CommonOptions::index_dir() const {
  std::filesystem::path dir = named_index_dir(index);
  guard_against_faults(dir);
  return dir;
}

void add_common_options(CLI::App& app, CommonOptions& common) {
  const std::string group = "Common options";
  const auto name_index = [&common](const std::vector<std::string>& given) {
    for (const std::string& dir : given) {
      if (!common.index.empty())
        throw Error(ErrorCode::kUsage,
                    "--index is given twice: several indexes together are not searched yet",
                    "name one");
      common.index = dir;
    }
  };
  // All that are given, also before and after the command's name: the last alone would be an index
  // that nobody meant.
  app.add_option_function<std::vector<std::string>>(
         "--index", name_index,
         "the index's folder (else $NEWSIDX_INDEX, else ~/.local/share/newsidx)")
      ->type_name("DIR")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->check(not_empty())
      ->group(group);
  app.add_flag("-q,--quiet", common.quiet, "print nothing when all is well")->group(group);
  app.add_flag("-v,--verbose", common.verbose, "print every note")->group(group);
  add_choice(app, "--color", common.color,
             {{"auto", ColorChoice::kAuto},
              {"always", ColorChoice::kAlways},
              {"never", ColorChoice::kNever}},
             "colour matched words: auto, always, never")
      ->group(group);
}

void add_format_option(CLI::App& app, CommonOptions& common, const std::vector<Format>& known) {
  Choices<std::optional<Format>> names;
  std::string list;
  for (const auto& [format, name] : kFormatNames) {
    if (std::find(known.begin(), known.end(), format) == known.end()) continue;
    names.emplace_back(name, format);
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  add_choice(app, "--format", common.format, names, "output as " + list);
  if (std::find(known.begin(), known.end(), Format::kCsv) != known.end())
    app.add_flag("--spreadsheet", common.spreadsheet,
                 "CSV for Excel and LibreOffice: with a byte order mark, no cell a formula");
}

Format CommonOptions::format_or(Format otherwise) const {
  const Format chosen = format.value_or(otherwise);
  if (spreadsheet && chosen != Format::kCsv)
    throw Error(ErrorCode::kUsage, "--spreadsheet goes with --format csv");
  return chosen;
}

Date parse_limit(const std::string& option, const std::string& text, bool last, Language language) {
  if (const auto date = parse_date(text)) return *date;
  if (text.size() == 4) {
    if (const auto date = parse_date(text + (last ? "-12-31" : "-01-01"))) return *date;
  } else if (text.size() == 7) {
    if (const auto first = parse_date(text + "-01")) {
      if (!last) return *first;
      return std::chrono::sys_days(first->year() / first->month() / std::chrono::last);
    }
  }
  if (language == Language::kTurkish)
    throw Error(ErrorCode::kUsage, option + ": takvimde böyle bir gün yok: " + text,
                "2025, 2025-09, 2025-09-02 ya da 2.9.2025 gibi yazın");
  throw Error(ErrorCode::kUsage, option + ": no day of the calendar: " + text,
              "write it as 2025, 2025-09, 2025-09-02 or 2.9.2025");
}

}  // namespace newsidx::cli
