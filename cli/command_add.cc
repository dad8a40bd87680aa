#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "cli/json.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "newsidx/indexer.h"

namespace newsidx::cli {
namespace {

// Without --verbose so many notes are printed; the summary counts them all.
constexpr std::size_t kShownNotes = 10;

struct AddOptions {
  AddRequest request;
  std::string date;
  std::string stemmer;
  StemmerChoice choice;
};

std::string counted(std::uint64_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string summary(const AddReport& report, const std::string& index_dir) {
  const double seconds = std::max(report.elapsed.count(), 0.001);
  const auto taken = report.added + report.replaced;
  std::string text = fmt::format(
      "{} added, {} replaced, {} refused in {:.1f} s ({:.0f} a second): {}\n", report.added,
      report.replaced, report.refused, seconds, static_cast<double>(taken) / seconds, index_dir);
  const auto tell = [&](std::uint64_t count, const std::string& what, const std::string& rest) {
    if (count > 0) text += fmt::format("  {} {}\n", counted(count, what), rest);
  };
  tell(report.dated_by_file, "article", "dated by the file's time (no date in text or name)");
  tell(report.undated, "article", "without a date");
  tell(report.converted, "article", "converted from another encoding");
  tell(report.repaired, "article", "repaired (control codes, stray bytes)");
  tell(report.skipped_files, "file", "skipped (hidden, ignored, or neither .txt nor .jsonl)");
  return text;
}

int run_add(AddOptions& options, const CommonOptions& common) {
  AddRequest& request = options.request;
  if (!options.date.empty()) {
    request.date = parse_date(options.date);
    if (!request.date)
      throw Error(ErrorCode::kUsage, "--date: no day of the calendar: " + options.date,
                  "write it as 2025-09-02");
  }
  if (!options.stemmer.empty()) options.choice.kind = stemmer_kind(options.stemmer);

  const std::filesystem::path index_dir = common.index_dir();
  Indexer indexer(index_dir, options.choice);
  ProgressLine progress(!common.quiet);
  std::size_t notes = 0;
  AddObserver observer;
  observer.refused = [&](const Notice& notice) {
    progress.clear();
    complain(fmt::format("{}: {}", notice.place, notice.text));
  };
  observer.note = [&](const Notice& notice) {
    ++notes;
    if (common.quiet || (!common.verbose && notes > kShownNotes)) return;
    progress.clear();
    complain(fmt::format("note: {}: {}", notice.place, notice.text));
  };
  observer.progress = [&](const AddProgress& now) { progress.show(now); };
  const AddReport report = indexer.add(request, std::cin, observer);
  progress.clear();
  if (!common.quiet && !common.verbose && notes > kShownNotes)
    complain(
        fmt::format("note: {} more; --verbose prints all", counted(notes - kShownNotes, "note")));
  if (common.format_or(Format::kText) == Format::kJson)
    write_out(dump(to_json(report), true) + "\n");
  else if (!common.quiet)
    write_out(summary(report, index_dir.string()));
  if (report.missing_paths > 0) return static_cast<int>(ErrorCode::kNotFound);
  return report.refused > 0 ? kSomeRefused : kDone;
}

}  // namespace

void add_add(CLI::App& program, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<AddOptions>();
  AddRequest& request = options->request;
  CLI::App* command = program.add_subcommand("add", "Add articles to the index");
  command
      ->add_option("PATH", request.paths,
                   "files, folders (read recursively), or - for standard input")
      ->required()
      ->type_name("");
  add_choice(*command, "--input", request.format,
             {{"auto", InputFormat::kAuto},
              {"text", InputFormat::kPlainText},
              {"jsonl", InputFormat::kJsonLines}},
             "how to read: auto (by name, then content), text, jsonl");
  command->add_option("--date", options->date, "the date of articles that state none")
      ->type_name("DAY")
      ->check(not_empty());
  command->add_option("--source", request.source, "the source of articles that state none")
      ->type_name("NAME");
  command->add_flag("--source-from-folder", request.source_from_folder,
                    "the source of articles that state none is their folder's name");
  command
      ->add_option("--leave-out", request.leave_out,
                   "read JSON as if it had no such field (repeatable)")
      ->type_name("FIELD")
      ->expected(1)
      ->take_all();
  command
      ->add_option("--stemmer", options->stemmer,
                   "for a new index: lexicon (default), snowball, prefix5, none")
      ->type_name("NAME")
      ->check(not_empty());
  command
      ->add_option("--model", options->choice.model,
                   "for a new index: the lexicon's model, as made by newsidx fit")
      ->type_name("FILE")
      ->check(not_empty());
  command
      ->add_option("--lexicon", options->choice.lexicon,
                   "for a new index: words to stem otherwise, word<TAB>stem a line")
      ->type_name("FILE")
      ->check(not_empty());
  command->add_option("--max-article-bytes", request.max_article_bytes, "refuse larger articles")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000'000))
      ->capture_default_str();
  add_format_option(*command, common, {Format::kText, Format::kJson});
  add_common_options(*command, common);
  command->footer(R"(
Plain text (.txt) is one article a file; it may begin with ` date YYYY-MM-DD `. JSON Lines (.jsonl,
.ndjson, .json) is one object a line with text, and if known id, title, date, source, author, section,
url. An article whose id is in the index replaces the old one. In folders, files of other kinds and those
that a file .newsidxignore lists are skipped.

Examples:
  newsidx add archive/
  newsidx add 2025.jsonl 2026.jsonl --index /srv/news.idx
  newsidx add --source "Kıyı Gazetesi" --date 2025-09-02 makale.txt
  zcat 2009.jsonl.gz | newsidx add -

Exit code: 0 all added, 3 some articles were refused (each is named), 66 a path does not exist.)");
  command->callback([options, &common, &exit_code] { exit_code = run_add(*options, common); });
}

}  // namespace newsidx::cli
