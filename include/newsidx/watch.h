// Standing queries: each tells of the articles that it has not told of before. Times are UTC, to
// the second.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/date.h"
#include "newsidx/searcher.h"

namespace newsidx {

inline constexpr std::size_t kMaxWatchName = 64;      // characters
inline constexpr std::size_t kMaxWatchEntries = 100;  // kept for the feed
// How long a program waits, unless it is told, for another that changes the watches of the index.
inline constexpr std::chrono::seconds kWatchWait{5};

// An article as a watch told of it; it stays so when the article is changed or removed.
struct WatchEntry {
  std::string id;
  std::string title;
  std::string url;
  std::string author;
  std::string source;
  std::string section;
  std::optional<Date> date;
  std::string summary;  // the passages that match, without marks
  std::chrono::sys_seconds told;
};

struct Watch {
  std::string name;
  std::string query;
  std::string identity;  // a random UUID: whose feed it is, wherever the index may stand
  std::chrono::sys_seconds created;
  std::chrono::sys_seconds updated;  // when it last told of something; created as long as never
  // XXH3 hashes of the ids of all articles that it told of or took as known, ascending. An id stays
  // here when its article goes, so an article that comes back under its id is not told of again.
  std::vector<std::uint64_t> seen;
  std::vector<WatchEntry> entries;  // the latest first, at most kMaxWatchEntries
};

// What may match already when a watch is made.
enum class WatchStart {
  kNow,        // is taken as known
  kBeginning,  // is news
};

struct WatchNews {
  std::vector<Hit> hits;         // newest by date first, undated last; as many as were asked for
  std::vector<std::string> ids;  // of all new articles, in the same order
  Watch after;                   // the watch, once they have been told
};

// A new watch. Its name is brought to normalization form C. Throws Error(kUsage): a name that is
// none, a query without words or that cannot be understood; TooMuch, as Searcher::select().
// Notes about the query go to `notes` unless it is null.
Watch make_watch(const std::string& name, const std::string& query, Searcher& searcher,
                 WatchStart start, std::chrono::sys_seconds now,
                 std::vector<Message>* notes = nullptr,
                 std::chrono::milliseconds time_limit = kDefaultTimeLimit);

// The articles that meet every word and phrase of the query and are not among those seen; the first
// `count` of them as hits. Throws as Searcher::select(), and nothing has been told then.
WatchNews find_news(const Watch& watch, Searcher& searcher, std::uint32_t count,
                    std::chrono::sys_seconds now,
                    std::chrono::milliseconds time_limit = kDefaultTimeLimit);

// Makes the file these bytes, as a whole or not at all. One that has them already is not written,
// so that a web server answers "not modified". Throws Error: kCannotCreate, kIo.
void replace_feed(const std::filesystem::path& file, const std::string& feed);

// The watches of one index, in its folder `watches`, each a file that is replaced as a whole. None
// of this takes the right to write the index. Not thread-safe: one a thread.
class WatchBook {
 public:
  // Whoever opens it for changes is alone with the watches until it is destroyed.
  enum class Access { kRead, kChange };

  // Throws Error: kNotFound (no index there); with kChange kBusy after `wait`, kCannotCreate.
  WatchBook(const std::filesystem::path& index_dir, Access access,
            std::chrono::seconds wait = kWatchWait);
  ~WatchBook();
  WatchBook(const WatchBook&) = delete;
  WatchBook& operator=(const WatchBook&) = delete;

  // Ascending by bytes.
  std::vector<std::string> names() const;

  // Throws Error: kNotFound, naming the watches there are; kIo for a file that is damaged.
  Watch read(const std::string& name) const;

  // Throws Error: kCannotCreate when there is one of that name; kIo.
  void add(const Watch& watch);
  // Replaces the watch of that name. Throws Error: kCannotCreate, kIo.
  void save(const Watch& watch);
  // Throws Error: kNotFound, naming the watches there are; kIo.
  void remove(const std::string& name);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
