#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "cli/commands/intake_options.h"
#include "cli/commands/query_options.h"
#include "cli/options.h"
#include "cli/phrases.h"
#include "cli/query_note.h"
#include "cli/text/render_hits.h"
#include "newsidx/displayable.h"
#include "newsidx/searcher.h"
#include "newsidx/watch.h"
#include "render/atom_feed.h"
#include "render/json.h"

namespace newsidx::cli {
namespace {

constexpr std::uint32_t kShownNews = 50;
constexpr std::uint32_t kAllNews = 0;  // of ids, which are short

struct WatchOptions {
  std::string name;
  std::vector<std::string> names;
  std::vector<std::string> words;
  bool from_start = false;
  std::string atom;
  std::optional<std::uint32_t> count;
  std::chrono::seconds lock_wait = kWatchWait;
  std::chrono::milliseconds time_limit = kDefaultTimeLimit;  // of each watch
};

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int run_watch_add(const WatchOptions& options, const CommonOptions& common) {
  std::string query;
  for (const std::string& word : options.words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  const std::filesystem::path index_dir = common.index_dir();
  WatchBook book(index_dir, WatchBook::Access::kChange, options.lock_wait);
  Searcher searcher(index_dir);
  const WatchStart start = options.from_start ? WatchStart::kBeginning : WatchStart::kNow;
  std::vector<Message> notes;
  const Watch watch = within_timeout(options.time_limit, [&] {
    return make_watch(options.name, query, searcher, start, now(), &notes, options.time_limit);
  });
  book.add(watch);
  if (common.quiet) return kDone;
  complain_notes(notes, common.language);
  write_out(options.from_start
                ? fmt::format("{}: the first run tells of all that match\n", watch.name)
                : fmt::format("{}: {} article{} match now; runs tell of later ones\n", watch.name,
                              watch.seen.size(), watch.seen.size() == 1 ? "" : "s"));
  return kDone;
}

int run_watch_list(const CommonOptions& common) {
  const WatchBook book(common.index_dir(), WatchBook::Access::kRead);
  std::vector<Watch> watches;
  for (const std::string& name : book.names()) watches.push_back(book.read(name));
  if (common.format_or(Format::kText) == Format::kJson) {
    Json json = {{"v", kJsonVersion}, {"watches", Json::array()}};
    for (const Watch& watch : watches) json["watches"].push_back(to_json(watch));
    write_out(dump(json, true) + "\n");
    return kDone;
  }
  for (const Watch& watch : watches)
    write_out(fmt::format("{}: {}\n", displayable(watch.name), displayable_text(watch.query)));
  if (watches.empty() && !common.quiet)
    complain("there are no watches yet: newsidx watch add NAME QUERY");
  return kDone;
}

int run_watch_remove(const WatchOptions& options, const CommonOptions& common) {
  WatchBook book(common.index_dir(), WatchBook::Access::kChange, options.lock_wait);
  book.remove(options.name);
  if (!common.quiet) write_out(displayable(options.name) + " removed\n");
  return kDone;
}

void write_news_as_text(const WatchNews& news, const CommonOptions& common) {
  const Marks marks = text_marks(common.color);
  const std::size_t width = terminal_width();
  if (!common.quiet)
    write_out(fmt::format("{}: {} new article{} for {}\n\n", displayable(news.after.name),
                          news.ids.size(), news.ids.size() == 1 ? "" : "s",
                          displayable_text(news.after.query)));
  std::size_t number = 0;
  for (const Hit& hit : news.hits) write_out(render_hit(hit, ++number, marks, width, false) + "\n");
  if (news.ids.size() > number && !common.quiet)
    write_out(fmt::format("and {} more, which count as told of too\n\n", news.ids.size() - number));
}

void write_news(const WatchNews& news, Format format, std::uint32_t count,
                const CommonOptions& common) {
  if (news.ids.empty()) return;
  switch (format) {
    case Format::kIds:
      for (std::size_t i = 0; i < news.ids.size() && (count == kAllNews || i < count); ++i)
        write_out(news.ids[i] + "\n");
      break;
    case Format::kJsonLines:
      for (const Hit& hit : news.hits) {
        Json json = to_json(hit);
        json["watch"] = news.after.name;
        write_out(dump(json) + "\n");
      }
      break;
    default:
      write_news_as_text(news, common);
      return;
  }
  const std::size_t shown = format == Format::kIds && count == kAllNews ? news.ids.size() : count;
  if (news.ids.size() > shown && !common.quiet)
    complain(fmt::format("{}: {} more are new, and count as told of", news.after.name,
                         news.ids.size() - shown));
}

// Those named, each once, or all.
std::vector<Watch> chosen_watches(const std::vector<std::string>& names, const WatchBook& book,
                                  Language language, int& exit_code) {
  std::vector<Watch> watches;
  for (const std::string& name : names.empty() ? book.names() : names) {
    try {
      Watch watch = book.read(name);
      const auto same = [&](const Watch& other) { return other.name == watch.name; };
      if (std::none_of(watches.begin(), watches.end(), same)) watches.push_back(std::move(watch));
    } catch (const Error& error) {
      // A file that is damaged keeps the other watches from nothing.
      if (!names.empty()) throw;
      complain(
          fmt::format("{}\n  {}", phrase(error, language), hint_of(error.message(), language)));
      exit_code = static_cast<int>(error.code());
    }
  }
  return watches;
}

int run_watch_run(const WatchOptions& options, const CommonOptions& common) {
  const std::filesystem::path index_dir = common.index_dir();
  WatchBook book(index_dir, WatchBook::Access::kChange, options.lock_wait);
  int exit_code = kDone;
  const std::vector<Watch> watches =
      chosen_watches(options.names, book, common.language, exit_code);
  if (!options.atom.empty() && watches.size() != 1)
    throw Error(ErrorCode::kUsage,
                fmt::format("--atom writes the feed of one watch, not of {}", watches.size()),
                "name one: newsidx watch run NAME --atom FILE");
  const Format format = common.format_or(Format::kText);
  const bool printed = options.atom.empty() || common.format;
  const std::uint32_t count =
      options.count.value_or(format == Format::kIds ? kAllNews : kShownNews);

  Searcher searcher(index_dir);
  Json json = {{"v", kJsonVersion}, {"watches", Json::array()}};
  std::vector<Watch> after;
  after.reserve(watches.size());
  // What was told is kept only when it has been told: a run that ends before tells it again.
  for (const Watch& watch : watches) {
    WatchNews news;
    try {
      news = within_timeout(options.time_limit, [&] {
        return find_news(watch, searcher, count, now(), options.time_limit);
      });
    } catch (const Error& error) {
      // A query that cannot be run, or not any more, keeps the other watches from nothing.
      if (error.code() != ErrorCode::kUsage || watches.size() == 1) throw;
      complain(fmt::format("{}: {}\n  {}", watch.name, phrase(error, common.language),
                           hint_of(error.message(), common.language)));
      exit_code = static_cast<int>(error.code());
      continue;
    }
    if (format == Format::kJson)
      json["watches"].push_back(to_json(news));
    else if (printed)
      write_news(news, format, count, common);
    if (!options.atom.empty()) replace_feed(options.atom, atom_feed(news.after));
    if (news.ids.empty()) continue;
    if (format == Format::kJson) {
      after.push_back(std::move(news.after));
    } else {
      flush_out();
      book.save(news.after);
    }
  }
  if (format == Format::kJson) {
    write_out(dump(json, true) + "\n");
    flush_out();
    for (const Watch& watch : after) book.save(watch);
  }
  return exit_code;
}

void add_watch_run(CLI::App& watch, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<WatchOptions>();
  CLI::App* command = watch.add_subcommand("run", "Print the articles that are new");
  command->add_option("NAME", options->names, "the watches to run (default: all)")->type_name("");
  command
      ->add_option_function<std::uint32_t>(
          "-n,--limit", [options](const std::uint32_t& count) { options->count = count; },
          "how many articles of each watch, the newest (default 50; of ids all)")
      ->type_name("N")
      ->transform(whole_number(1, 1'000'000));
  command
      ->add_option("--atom", options->atom,
                   "write the latest 100 articles of one watch to FILE, as a feed, and print only "
                   "when --format is given")
      ->type_name("FILE")
      ->check(not_empty());
  add_timeout_option(*command, options->time_limit);
  add_language_option(*command, common);
  add_lock_wait_option(*command, options->lock_wait);
  add_format_option(*command, common,
                    {Format::kText, Format::kJson, Format::kJsonLines, Format::kIds});
  add_common_options(*command, common);
  command->footer(R"(
An article is new to a watch that has not told of it before, whatever its date. All new ones count as told of,
also those beyond -n. They do once they are printed and the feed is written: a run that is killed before may
tell of an article twice, and never leaves one out. With nothing new nothing is printed, except
with --format json, and the feed stays as it is.

Examples:
  newsidx watch run
  newsidx watch run deprem --format ids | newsidx get --ids -
  newsidx watch run deprem --atom /srv/www/deprem.atom
  0 7 * * *  newsidx --index /srv/news add -q /srv/archive; newsidx --index /srv/news watch run

Exit code: 0 whether or not something is new, 64 the query of a watch asks for too much (the others are run),
66 no such watch or no index, 73 or 74 the feed or the watch cannot be written, 75 another run holds the watches.)");
  command->callback(
      [options, &common, &exit_code] { exit_code = run_watch_run(*options, common); });
}

void add_watch_add(CLI::App& watch, CommonOptions& common, int& exit_code) {
  auto options = std::make_shared<WatchOptions>();
  CLI::App* command = watch.add_subcommand("add", "Keep a query as a watch");
  command->add_option("NAME", options->name, "letters, digits, - _ and .")
      ->required()
      ->type_name("");
  command->add_option("QUERY", options->words, "as for newsidx search")->required()->type_name("");
  command->add_flag("--from-start", options->from_start,
                    "let the first run tell of what matches already");
  add_timeout_option(*command, options->time_limit);
  add_language_option(*command, common);
  add_lock_wait_option(*command, options->lock_wait);
  add_common_options(*command, common);
  command->footer(R"(
An article meets the query when it has every word and phrase of it, each in any of its forms and spellings; OR,
-word and fields do as in newsidx search. Days such as today are those of each run. What matches now counts as told of already.

Examples:
  newsidx watch add zirve "Şi Putin"
  newsidx watch add girişim '"Küresel Yönetim Girişimi"' --from-start

Exit code: 0, 64 a name or a query that is none, or that asks for too much, 66 no index, 73 there is a watch of this name.)");
  command->callback(
      [options, &common, &exit_code] { exit_code = run_watch_add(*options, common); });
}

}  // namespace

void add_watch(CLI::App& program, CommonOptions& common, int& exit_code) {
  CLI::App* watch = program.add_subcommand("watch", "Tell of new articles: standing queries");
  watch->require_subcommand(1);
  add_common_options(*watch, common);
  watch->footer(R"(
Examples:
  newsidx watch add deprem "deprem İzmir"
  newsidx watch list
  newsidx watch run
  newsidx watch remove deprem
  newsidx watch run --help)");
  add_watch_add(*watch, common, exit_code);

  CLI::App* list = watch->add_subcommand("list", "Print the watches and their queries");
  add_format_option(*list, common, {Format::kText, Format::kJson});
  add_common_options(*list, common);
  list->footer(R"(
Examples:
  newsidx watch list
  newsidx watch list --format json | jq -r '.watches[].name'

Exit code: 0, or 66 when there is no index.)");
  list->callback([&common, &exit_code] { exit_code = run_watch_list(common); });

  auto options = std::make_shared<WatchOptions>();
  CLI::App* remove = watch->add_subcommand("remove", "Remove a watch");
  remove->add_option("NAME", options->name, "as watch list prints it")->required()->type_name("");
  add_lock_wait_option(*remove, options->lock_wait);
  add_common_options(*remove, common);
  remove->footer(R"(
Example:
  newsidx watch remove deprem

Exit code: 0, 66 no such watch or no index.)");
  remove->callback(
      [options, &common, &exit_code] { exit_code = run_watch_remove(*options, common); });

  add_watch_run(*watch, common, exit_code);
}

}  // namespace newsidx::cli
