#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "newsidx/aliases.h"
#include "newsidx/error.h"
#include "newsidx/indexer.h"
#include "newsidx/searcher.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

namespace fs = std::filesystem;

std::string numbered_line(int number) {
  return R"({"id": "n)" + std::to_string(number) +
         R"(", "title": "Deneme", "text": "deneme haberi )" + std::to_string(number) + "\"}\n";
}

std::uint64_t found_by(Searcher& searcher, const std::string& query) {
  SearchRequest request;
  request.query = query;
  return searcher.count(request);
}

// Files below a folder that this process holds open though they have been removed.
std::vector<std::string> deleted_files_held(const fs::path& folder) {
  std::vector<std::string> held;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
    std::error_code error;
    const std::string target = fs::read_symlink(entry.path(), error).string();
    if (!error && target.starts_with(folder.string()) && target.ends_with(" (deleted)"))
      held.push_back(target);
  }
  return held;
}

}  // namespace

TEST_CASE("a searcher that is held sees each commit and generation at its next call") {
  const test::TempDir dir;
  test::add_lines(dir.index(), numbered_line(1));
  Searcher searcher(dir.index());
  CHECK(!searcher.refresh());
  CHECK(found_by(searcher, "deneme") == 1);

  test::add_lines(dir.index(), numbered_line(2));
  CHECK(found_by(searcher, "deneme") == 2);
  CHECK(!searcher.refresh());

  test::add_lines(dir.index(), numbered_line(3));
  CHECK(searcher.refresh());
  CHECK(!searcher.refresh());

  Indexer(dir.index()).compact();
  test::add_lines(dir.index(), numbered_line(4));
  CHECK(searcher.get("n4"));
  CHECK(searcher.statistics().articles == 4);
  CHECK(deleted_files_held(dir.index()).empty());
}

TEST_CASE(
    "what aliases.tsv says counts at the next call; a broken one leaves the state as it was") {
  const test::TempDir dir;
  test::add_lines(
      dir.index(),
      R"({"id": "1", "title": "Ziyaret", "text": "Bakan Ayşe Örnek dün Ankara'da konuştu."})"
      "\n");
  Searcher searcher(dir.index());
  CHECK(found_by(searcher, "kişi:\"Aysel Örnek\"") == 0);
  {
    AliasBook book(dir.index(), AliasBook::Access::kChange);
    book.add({"Ayşe Örnek", EntityType::kPerson, {"Aysel Örnek"}});
  }
  CHECK(found_by(searcher, "kişi:\"Aysel Örnek\"") == 1);

  dir.write("index/aliases.tsv", "no line of such a list\n");
  CHECK(test::code_of([&] { searcher.refresh(); }) == ErrorCode::kConfiguration);
  CHECK(found_by(searcher, "kişi:\"Aysel Örnek\"") == 1);
  CHECK(test::code_of([&] { Searcher(dir.index()); }) == ErrorCode::kConfiguration);

  fs::remove(dir.index() / "aliases.tsv");
  CHECK(searcher.refresh());
  CHECK(found_by(searcher, "kişi:\"Aysel Örnek\"") == 0);
}

TEST_CASE("a query is read by the analyzer of the state that is searched") {
  const test::TempDir dir;
  const std::string line =
      R"({"id": "1", "title": "Haber", "text": "Yeni bakanlıklarımızdan söz edildi."})"
      "\n";
  StemmerChoice none;
  none.kind = StemmerKind::kNone;
  test::add_lines(dir.index(), line, none);
  Searcher searcher(dir.index());
  CHECK(found_by(searcher, "bakanlık") == 0);
  // Another index comes to stand in its place, stemmed.
  test::add_lines(dir.path() / "stemmed", line);
  fs::rename(dir.index(), dir.path() / "before");
  fs::rename(dir.path() / "stemmed", dir.index());
  CHECK(found_by(searcher, "bakanlık") == 1);
}

TEST_CASE("eight searchers under a writer that publishes 200 generations see all of each or none") {
  const test::TempDir dir;
  // Every generation has the article of its number, and one more than the one before.
  test::add_lines(dir.index(), numbered_line(0));
  constexpr int kGenerations = 200;
  std::atomic<int> published{0};
  std::atomic<bool> over{false};
  std::mutex failing;
  std::vector<std::string> failures;
  const auto fail = [&](const std::string& what) {
    const std::lock_guard lock(failing);
    failures.push_back(what);
  };
  std::vector<std::thread> searchers;
  for (int i = 0; i < 8; ++i)
    searchers.emplace_back([&] {
      try {
        Searcher searcher(dir.index());
        std::uint64_t last = 0;
        for (bool last_look = false;; last_look = over) {
          const int before = published;
          SearchRequest request;
          request.query = "deneme";
          const SearchResult result = searcher.search(request);
          if (result.total < static_cast<std::uint64_t>(before) + 1)
            fail("an older state than was published when the call began");
          if (result.total < last) fail("a state before the one that was seen");
          last = result.total;
          for (const Hit& hit : result.hits)
            if (hit.article.text.empty()) fail("half an article");
          if (last_look) break;
          std::this_thread::sleep_for(std::chrono::milliseconds(5));  // leaves the writer a core
        }
        if (last != kGenerations + 1) fail("not the last state: " + std::to_string(last));
      } catch (const std::exception& error) {
        fail(error.what());
      }
    });
  for (int i = 1; i <= kGenerations; ++i) {
    Indexer indexer(dir.index());
    // A commit, and the same as a generation of its own.
    AddRequest request;
    request.paths = {"-"};
    request.format = InputFormat::kJsonLines;
    std::istringstream input(numbered_line(i));
    indexer.add(request, input, {});
    indexer.compact();
    published = i;
  }
  over = true;
  for (std::thread& searcher : searchers) searcher.join();
  CHECK_MESSAGE(failures.empty(), failures.size() << ": " << (failures.empty() ? "" : failures[0]));
  CHECK(deleted_files_held(dir.index()).empty());
}
