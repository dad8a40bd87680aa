// Roots that were remembered before there was a choice of links.
#include <doctest/doctest.h>
#include <xapian.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "newsidx/indexer.h"
#include "store/index_dir.h"
#include "store/manifest.h"
#include "store/metadata.h"
#include "store/root_list.h"
#include "tests/support.h"

using namespace newsidx;
using test::TempDir;

namespace fs = std::filesystem;

namespace {

// An archive with a file, a link to a file and a link to a folder, both outside, and its index.
class LinkedArchive {
 public:
  LinkedArchive() {
    for (const char* folder : {"archive", "outside", "outside/room"})
      fs::create_directory(dir_.path() / folder);
    write("archive/a.txt", "Kıyıda karabatak uçtu.");
    write("outside/s.txt", "Kıyıda kasırga koptu.");
    write("outside/room/r.txt", "Odada martı uçtu.");
    fs::create_symlink("../outside/s.txt", dir_.path() / "archive/link.txt");
    fs::create_symlink("../outside/room", dir_.path() / "archive/room");
  }

  void write(const std::string& name, const std::string& text) const {
    dir_.write(name, text);
    // A file that was only just written is always read again.
    fs::last_write_time(dir_.path() / name,
                        fs::file_time_type::clock::now() - std::chrono::hours(1000));
  }

  ReindexReport reindex(bool named, std::optional<FollowLinks> follow = std::nullopt) {
    notes.clear();
    ReindexRequest request;
    request.max_delete = 100;
    if (named) request.reading.paths = {(dir_.path() / "archive").string()};
    request.reading.follow = follow;
    AddObserver observer;
    observer.note = [&](const Notice& notice) { notes.push_back(notice.text); };
    return Indexer(dir_.index()).reindex(request, observer);
  }

  std::vector<Root> roots() const {
    IndexSettings settings;
    return parse_roots(read_roots(open_for_reading(dir_.index(), settings)));
  }

  // Makes the index one of before there was a choice.
  void forget_choice() const {
    IndexSettings settings;
    std::vector<Root> all = roots();
    for (Root& root : all) root.reading.follow.reset();
    Metadata metadata;
    put_roots(write_roots(all), metadata);
    Xapian::WritableDatabase database =
        open_for_writing(dir_.index(), current_generation(dir_.index()), settings);
    for (const auto& [key, value] : metadata) write_metadata(database, key, value);
    database.commit();
  }

  std::size_t found(const std::string& word) const {
    return test::search_ids(dir_.index(), word).size();
  }

  std::vector<std::string> notes;

 private:
  TempDir dir_;
};

}  // namespace

TEST_CASE("a root remembered before there was a choice of links follows them as it did") {
  LinkedArchive archive;
  archive.reindex(true, FollowLinks::kAnywhere);
  CHECK(archive.found("martı") == 1);
  archive.forget_choice();
  REQUIRE_FALSE(archive.roots().front().reading.follow);

  // Links to folders were never followed.
  ReindexReport report = archive.reindex(false);
  CHECK(report.removed == 1);
  CHECK(report.files_read == 0);
  CHECK(archive.found("kasırga") == 1);
  CHECK(report.undecided_roots == 1);
  REQUIRE(archive.notes.size() == 1);
  CHECK(archive.notes.front().starts_with("links to files (1) are followed wherever they lead"));

  SUBCASE("also when it is named again without a word about links") {
    report = archive.reindex(true);
    CHECK(report.removed == 0);
    CHECK(report.files_read == 0);
    CHECK_FALSE(archive.roots().front().reading.follow);
    CHECK(archive.notes.size() == 1);
  }
  SUBCASE("until it is said that they are to be followed") {
    report = archive.reindex(true, FollowLinks::kAnywhere);
    CHECK(report.articles.added == 1);  // what lies behind the link to a folder
    CHECK(report.files_read == 1);
    CHECK(report.undecided_roots == 0);
    CHECK(archive.roots().front().reading.follow == FollowLinks::kAnywhere);
  }
  SUBCASE("or that they are not") {
    report = archive.reindex(true, FollowLinks::kNo);
    CHECK(report.removed == 1);
    CHECK(report.files_read == 0);
    CHECK(report.articles.links_left_out == 2);
    CHECK(archive.found("kasırga") == 0);
    CHECK(archive.found("karabatak") == 1);
    CHECK(archive.notes.empty());
    archive.reindex(false);
    CHECK(archive.roots().front().reading.follow == FollowLinks::kNo);
  }
}

TEST_CASE("how links are followed is no part of how a file is read") {
  Root root;
  root.path = "/archive";
  const std::uint64_t before = reading_hash(root);
  const std::string bytes = write_roots({root});
  for (const FollowLinks follow :
       {FollowLinks::kNo, FollowLinks::kInside, FollowLinks::kAnywhere}) {
    root.reading.follow = follow;
    CHECK(reading_hash(root) == before);
    const std::vector<Root> again = parse_roots(write_roots({root}));
    REQUIRE(again.size() == 1);
    CHECK(again.front().reading.follow == follow);
  }
  CHECK_FALSE(parse_roots(bytes).front().reading.follow);
}
