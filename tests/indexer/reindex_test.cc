#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "newsidx/error.h"
#include "tests/support.h"

using namespace newsidx;
using test::TempDir;

namespace {

// As if the run were killed.
struct Killed {};

// An archive of JSON Lines, and an index that commits every few articles.
class SmallCommits {
 public:
  SmallCommits() { std::filesystem::create_directory(dir_.path() / "archive"); }

  // Articles of the numbers from `first` to before `end`, each with a text of its own.
  void write(const std::string& name, int first, int end, const std::string& word = "martı") const {
    std::string lines;
    for (int number = first; number < end; ++number)
      lines += fmt::format(R"({{"id":"a{0}","text":"Kıyıda {0} {1} uçtu."}})", number, word) + "\n";
    dir_.write("archive/" + name, lines);
    // A file that was only just written is always read again.
    std::filesystem::last_write_time(
        dir_.path() / "archive" / name,
        std::filesystem::file_time_type::clock::now() - std::chrono::hours(++age_ * -1 + 1000));
  }

  void remove(const std::string& name) const {
    std::filesystem::remove(dir_.path() / "archive" / name);
  }

  // Runs reindex; it is killed when it has taken `killed_after` articles.
  ReindexReport reindex(double max_delete = 100, std::uint64_t killed_after = UINT64_MAX) const {
    IndexerOptions options;
    options.jobs = 1;
    options.commit_every = 1;  // of what does not go into the index as it is: more than 1,000
    ReindexRequest request;
    request.reading.paths = {(dir_.path() / "archive").string()};
    request.max_delete = max_delete;
    AddObserver observer;
    observer.progress = [&](const AddProgress& progress) {
      if (progress.articles >= killed_after) throw Killed();
    };
    Indexer indexer(dir_.index(), options);
    return indexer.reindex(request, observer);
  }

  std::uint64_t articles() const { return Searcher(dir_.index()).statistics().articles; }

 private:
  TempDir dir_;
  mutable int age_ = 0;
};

}  // namespace

TEST_CASE("reindex: of a file that was half read by a killed run nothing is left behind") {
  const SmallCommits archive;
  archive.write("all.jsonl", 0, 2500);
  CHECK_THROWS_AS(archive.reindex(100, 1500), Killed);
  const std::uint64_t committed = archive.articles();
  REQUIRE(committed > 1000);
  REQUIRE(committed < 1500);

  SUBCASE("the file holds other articles now") {
    archive.write("all.jsonl", 2000, 2500);
    CHECK(archive.reindex().removed == committed);
    CHECK(archive.articles() == 500);
  }
  SUBCASE("the file has gone") {
    archive.remove("all.jsonl");
    archive.write("other.jsonl", 3000, 3010);
    CHECK(archive.reindex().removed == committed);
    CHECK(archive.articles() == 10);
  }
  SUBCASE("the file is as it was") {
    CHECK(archive.reindex().removed == 0);
    CHECK(archive.articles() == 2500);
  }
}

TEST_CASE("reindex: an archive that is gone in part is told with what was changed before") {
  const SmallCommits archive;
  archive.write("old.jsonl", 0, 100);
  archive.reindex();
  archive.write("old.jsonl", 0, 50);

  const auto refusal = [&] {
    try {
      archive.reindex(10);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kInputRefused);
      return std::string(error.what());
    }
    return std::string("none");
  };
  SUBCASE("nothing") {
    archive.write("zzz.jsonl", 1000, 1100);
    CHECK(refusal() == "50 of the archive's 100 articles (50%) are gone, so nothing was changed");
    CHECK(archive.articles() == 100);
  }
  SUBCASE("articles that were committed in between") {
    archive.write("zzz.jsonl", 1000, 3500);
    const std::string told = refusal();
    const std::uint64_t added = archive.articles() - 100;
    CHECK(added > 1000);
    CHECK(told == fmt::format("50 of the archive's 100 articles (50%) are gone, so none was "
                              "removed; {} new and changed ones were committed before that was "
                              "known",
                              added));
    CHECK(archive.reindex().removed == 50);
    CHECK(archive.articles() == 2550);
  }
}
