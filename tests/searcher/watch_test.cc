#include "newsidx/watch.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "newsidx/error.h"
#include "render/atom_feed.h"
#include "tests/support.h"

using namespace newsidx;
using std::chrono::seconds;
using std::chrono::sys_seconds;
using test::add_lines;
using test::TempDir;

namespace {

const sys_seconds kNoon{seconds(1'763'899'200)};  // 2025-11-23T12:00:00Z

std::vector<std::string> entry_ids(const Watch& watch) {
  std::vector<std::string> ids;
  for (const WatchEntry& entry : watch.entries) ids.push_back(entry.id);
  return ids;
}

}  // namespace

TEST_CASE("times are written as RFC 3339 has them") {
  CHECK(format_time(kNoon) == "2025-11-23T12:00:00Z");
  CHECK(format_time(sys_seconds(seconds(-1))) == "1969-12-31T23:59:59Z");
}

TEST_CASE("a watch is read back as it was saved") {
  const TempDir dir;
  add_lines(dir.index(),
            R"({"id":"1","title":"Başlık","date":"2025-09-02","source":"Kıyı","author":"Ayşe",)"
            R"("section":"Doğa","url":"https://e.org/1","text":"martı uçtu"})");
  Searcher searcher(dir.index());
  const Watch made = make_watch("martı", "martı", searcher, WatchStart::kBeginning, kNoon);
  const WatchNews news = find_news(made, searcher, 10, kNoon + seconds(60));
  CHECK(news.ids == std::vector<std::string>{"1"});
  REQUIRE(news.hits.size() == 1);
  {
    WatchBook book(dir.index(), WatchBook::Access::kChange);
    book.add(made);
    CHECK_THROWS_AS(book.add(made), Error);
    book.save(news.after);
  }
  const Watch read = WatchBook(dir.index(), WatchBook::Access::kRead).read("martı");
  CHECK(read.name == "martı");
  CHECK(read.query == "martı");
  CHECK(read.identity == made.identity);
  CHECK(read.created == kNoon);
  CHECK(read.updated == kNoon + seconds(60));
  CHECK(read.seen == news.after.seen);
  CHECK(read.seen.size() == 1);
  REQUIRE(read.entries.size() == 1);
  CHECK(read.entries[0].title == "Başlık");
  CHECK(read.entries[0].url == "https://e.org/1");
  CHECK(read.entries[0].author == "Ayşe");
  CHECK(read.entries[0].source == "Kıyı");
  CHECK(read.entries[0].section == "Doğa");
  CHECK(format_date(*read.entries[0].date) == "2025-09-02");
  CHECK(read.entries[0].summary == "martı uçtu");
  CHECK(atom_feed(read) == atom_feed(news.after));
}

TEST_CASE("a clock that is set back changes nothing of the feed's order") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"1","text":"martı"})");
  Watch watch;
  {
    Searcher searcher(dir.index());
    const Watch made = make_watch("m", "martı", searcher, WatchStart::kBeginning, kNoon);
    watch = find_news(made, searcher, 10, kNoon).after;
  }
  add_lines(dir.index(), R"({"id":"2","text":"martı"})");
  Searcher searcher(dir.index());
  const Watch after = find_news(watch, searcher, 10, kNoon - seconds(3600)).after;
  CHECK(entry_ids(after) == std::vector<std::string>{"2", "1"});
  CHECK(after.updated == kNoon);
  CHECK(after.entries[0].told == kNoon);
}

TEST_CASE("more news than hits asked for are told of all the same") {
  const TempDir dir;
  std::string lines;
  for (int i = 0; i < 150; ++i)
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"martı\"}\n";
  add_lines(dir.index(), lines);
  Searcher searcher(dir.index());
  const Watch made = make_watch("m", "martı", searcher, WatchStart::kBeginning, kNoon);
  const WatchNews few = find_news(made, searcher, 3, kNoon);
  CHECK(few.hits.size() == 3);
  CHECK(few.ids.size() == 150);
  CHECK(few.after.entries.size() == kMaxWatchEntries);
  CHECK(few.after.seen.size() == 150);
  CHECK(find_news(made, searcher, 120, kNoon).hits.size() == 120);
  const WatchNews none = find_news(few.after, searcher, 3, kNoon + seconds(9));
  CHECK(none.ids.empty());
  CHECK(atom_feed(none.after) == atom_feed(few.after));
}
