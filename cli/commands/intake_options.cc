#include "cli/commands/intake_options.h"

#include <fmt/format.h>

#include <charconv>

#include "cli/output.h"
#include "newsidx/displayable.h"

namespace newsidx::cli {
namespace {

// Without --verbose so many notes are printed; the summary counts them all.
constexpr std::size_t kShownNotes = 10;

constexpr std::uint64_t kLeastMemory = 192ULL << 20U;

// 512M, 2G, 268435456: bytes, in powers of 1024.
CLI::Validator byte_count() {
  return {[](std::string& text) -> std::string {
            std::uint64_t value = 0;
            const char* end = text.data() + text.size();
            const auto [stop, error] = std::from_chars(text.data(), end, value);
            unsigned shift = 0;
            const std::string unit(stop, end);
            if (unit == "k" || unit == "K") shift = 10;
            if (unit == "M") shift = 20;
            if (unit == "G") shift = 30;
            if (error != std::errc() || (!unit.empty() && shift == 0) || value == 0 ||
                value > (1ULL << (50U - shift)))
              return "'" + text + "' is no number of bytes, such as 512M or 2G";
            if (value << shift < kLeastMemory) return "'" + text + "' is too little: 192M at least";
            text = std::to_string(value << shift);
            return "";
          },
          ""};
}

FollowLinks follow_of(const std::string& name) {
  if (name == "inside") return FollowLinks::kInside;
  if (name == "anywhere") return FollowLinks::kAnywhere;
  if (name == "no") return FollowLinks::kNo;
  throw Error(ErrorCode::kUsage, "--follow: '" + name + "' is not one of: inside, anywhere, no",
              "--follow alone means inside");
}

}  // namespace

void add_input_option(CLI::App& command, InputFormat& format) {
  Choices<InputFormat> choices;
  std::string help = "how to read: auto (by name, then content)";
  for (const InputFormatName& known : input_formats()) {
    choices.emplace_back(known.name, known.format);
    if (known.format != InputFormat::kAuto) help += ", " + known.name;
  }
  add_choice(command, "--input", format, choices, help);
}

void IntakeOptions::add_to(CLI::App& command, AddRequest& request, StemmerChoice& choice) {
  add_input_option(command, request.format);
  command.add_option("--date", date, "the date of articles that state none")
      ->type_name("DAY")
      ->check(not_empty());
  command.add_option("--source", request.source, "the source of articles that state none")
      ->type_name("NAME");
  command.add_flag("--source-from-folder", request.source_from_folder,
                   "the source of articles that state none is their folder's name");
  command.add_flag("--follow{inside}", follow,
                   "links in folders: follow those that lead to what is in the folders named, or\n"
                   "--follow=anywhere, or --follow=no (default)");
  command
      .add_option("--leave-out", request.leave_out,
                  "read JSON as if it had no such field (repeatable)")
      ->type_name("FIELD")
      ->expected(1)
      ->take_all();
  command
      .add_option("--stemmer", stemmer,
                  "for a new index: lexicon (default), snowball, prefix5, none")
      ->type_name("NAME")
      ->check(not_empty());
  command
      .add_option("--model", choice.model,
                  "for a new index: the lexicon's model, as made by newsidx fit")
      ->type_name("FILE")
      ->check(not_empty());
  command
      .add_option("--lexicon", choice.lexicon,
                  "for a new index: words to stem otherwise, word<TAB>stem a line")
      ->type_name("FILE")
      ->check(not_empty());
  command.add_option("--max-article-bytes", request.max_article_bytes, "refuse larger articles")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000'000'000))
      ->capture_default_str();
}

void IntakeOptions::complete(AddRequest& request, StemmerChoice& choice) const {
  if (!follow.empty()) request.follow = follow_of(follow);
  if (!date.empty()) {
    request.date = parse_date(date);
    if (!request.date)
      throw Error(ErrorCode::kUsage, "--date: no day of the calendar: " + date,
                  "write it as 2025-09-02");
  }
  if (!stemmer.empty()) choice.kind = stemmer_kind(stemmer);
}

void add_writing_options(CLI::App& command, IndexerOptions& writing) {
  command.add_flag_callback(
      "--no-names", [&writing] { writing.names = false; },
      "for a new index: without people, places, organisations, topics; quicker");
  const std::string group = "Writing";
  command.add_option("--jobs", writing.jobs, "threads that build the index (default: one a core)")
      ->type_name("N")
      ->transform(whole_number(1, 1024))
      ->group(group);
  command
      .add_option("--memory", writing.memory,
                  "memory to stay within, as 512M (default: a quarter of all, at most 1G)")
      ->type_name("BYTES")
      ->transform(byte_count())
      ->group(group);
  add_lock_wait_option(command, writing.lock_wait);
}

void add_lock_wait_option(CLI::App& command, std::chrono::seconds& wait) {
  command
      .add_option_function<std::uint64_t>(
          "--lock-wait", [&wait](std::uint64_t seconds) { wait = std::chrono::seconds(seconds); },
          fmt::format("wait so long for another run that is writing (default: {})", wait.count()))
      ->type_name("SECONDS")
      ->transform(whole_number(0, 1'000'000))
      ->group("Writing");
}

IntakeMessages::IntakeMessages(const CommonOptions& common, Run& run)
    : common_(common), run_(run), progress_(!common.quiet) {
  observer_.refused = [this](const Notice& notice) {
    progress_.clear();
    complain(displayable(fmt::format("{}: {}", notice.place, notice.text)));
    if (run_.refusals.size() < kMaxRefusals) run_.refusals.push_back(notice);
  };
  observer_.note = [this](const Notice& notice) {
    ++notes_;
    if (common_.quiet || (!common_.verbose && notes_ > kShownNotes)) return;
    progress_.clear();
    complain(displayable(fmt::format("note: {}: {}", notice.place, notice.text)));
  };
  if (common_.verbose)
    observer_.left_out = [this](const Notice& notice) {
      progress_.clear();
      complain(fmt::format("left out: {}: {}", notice.place, notice.text));
    };
  observer_.progress = [this](const AddProgress& now) { progress_.show(now); };
}

void IntakeMessages::finish() {
  progress_.clear();
  if (!common_.quiet && !common_.verbose && notes_ > kShownNotes)
    complain(
        fmt::format("note: {} more; --verbose prints all", counted(notes_ - kShownNotes, "note")));
}

std::string counted(std::uint64_t count, const std::string& what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

void complain_nothing_read(const AddReport& report) {
  complain(fmt::format("there is no article in what was named{}",
                       report.compressed_files > 0
                           ? ", only compressed files: unpack them, as by zcat FILE | newsidx add -"
                           : ": no file that ends in .txt, .text, .jsonl, .ndjson or .json"));
}

std::string intake_summary(const AddReport& report) {
  std::string text;
  const auto tell = [&](std::uint64_t count, const std::string& what, const std::string& rest) {
    if (count > 0) text += fmt::format("  {} {}\n", counted(count, what), rest);
  };
  tell(report.repeated, "article", "under an id that another of this run has");
  for (const Notice& named : report.replaced_in_run)
    text += fmt::format("    {}: {}\n", displayable(named.place), displayable_text(named.text));
  if (const std::uint64_t taken =
          report.repeated - std::min(report.repeated, report.undated_copies);
      taken > report.replaced_in_run.size())
    text += fmt::format("    and {} more\n", taken - report.replaced_in_run.size());
  tell(report.undated_copies, "article",
       "without a date not taken: the one of that id has a date (each is named)");
  tell(report.dated_by_file, "article", "dated by the file's time (no date in text or name)");
  tell(report.undated, "article", "without a date");
  tell(report.converted, "article", "converted from another encoding");
  tell(report.repaired, "article", "repaired (control codes, stray bytes)");
  tell(report.links_left_out, "link",
       "left out (--verbose names them, --follow and --follow=anywhere follow them)");
  tell(report.skipped_files, "file",
       "skipped (hidden, ignored, or not .txt, .text, .jsonl, .ndjson or .json)");
  tell(report.compressed_files, "file",
       "of these compressed: unpack them, as by zcat FILE | newsidx add -");
  return text;
}

}  // namespace newsidx::cli
