// Which generation is in use, and that nothing a file says removes one.
#include "store/generations.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "newsidx/error.h"
#include "newsidx/status.h"
#include "store/atomic_file.h"
#include "tests/support.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

ErrorCode code_with_hint(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    CHECK(message_advice(error.message()) != "");
    return error.code();
  }
  return ErrorCode{};
}

// A folder of generations, none of which is a database: what they are told by is all there.
struct Folder {
  test::TempDir dir;
  fs::path index = dir.index();

  void make(const std::string& generation, const Names& marks = {}) const {
    dir.write("index/" + generation + "/docdata.glass", "articles");
    for (const std::string& mark : marks) dir.write("index/" + generation + "/" + mark, "");
  }
  void say(const std::string& content) const { dir.write("index/current", content); }
  Names all() const { return list_generations(index); }
};

TEST_CASE("what names a generation, and what only nearly does") {
  const Folder folder;
  folder.make("gen-0001");
  folder.make("gen-0012");
  for (const char* exact : {"auto gen-0001\n", "auto gen-0001"}) {
    folder.say(exact);
    CHECK(current_generation(folder.index) == "gen-0001");
  }
  using namespace std::string_literals;
  for (const std::string& near : {""s,
                                  "\n"s,
                                  "auto"s,
                                  "auto "s,
                                  "gen-0001\n"s,
                                  "auto gen-0001/\n"s,
                                  "auto gen-0001 \n"s,
                                  " auto gen-0001\n"s,
                                  "auto gen-0001\r\n"s,
                                  "auto gen-0001\n\n"s,
                                  "auto  gen-0001\n"s,
                                  "auto gen-0000\n"s,
                                  "auto gen-1\n"s,
                                  "auto gen-00001\n"s,
                                  "auto gen-0001\nauto gen-0012\n"s,
                                  "auto gen-0002\n"s,
                                  "auto gen-00012\n"s,
                                  "auto gen--001\n"s,
                                  "auto gen-+001\n"s,
                                  "auto gen-0x01\n"s,
                                  "auto ./gen-0001\n"s,
                                  "auto ../index/gen-0001\n"s,
                                  "glass gen-0001\n"s,
                                  "AUTO gen-0001\n"s,
                                  "auto gen-0001\0"s,
                                  "auto gen-99999999999999999999999\n"s,
                                  "auto gen-4294967297\n"s,
                                  "auto gen-\xC2\xB2\n"s,
                                  std::string(1 << 20, 'a')}) {
    CAPTURE(near);
    folder.say(near);
    CHECK(has_index(folder.index));
    CHECK(code_with_hint([&] { current_generation(folder.index); }) == ErrorCode::kIo);
  }
  CHECK(folder.all() == Names{"gen-0001", "gen-0012"});
}

TEST_CASE("a current that is no file") {
  const Folder folder;
  folder.make("gen-0001");
  const fs::path current = folder.index / "current";
  const auto refused = [&] {
    CHECK(has_index(folder.index));
    CHECK(code_with_hint([&] { current_generation(folder.index); }) == ErrorCode::kIo);
  };
  refused();  // missing, though there are articles
  fs::create_directory(current);
  refused();
  fs::remove(current);
  folder.dir.write("elsewhere", "auto gen-0001\n");
  fs::create_symlink("../elsewhere", current);
  refused();
  fs::remove(current);
  fs::create_symlink("nowhere", current);
  refused();
  fs::remove(current);
  fs::create_symlink("/dev/zero", current);
  refused();
}

TEST_CASE("only what bears a mark goes, and what is later than the newest never does") {
  const Folder folder;
  folder.make("gen-0001");
  folder.make("gen-0002", {"superseded"});
  folder.make("gen-0003", {"unpublished"});
  folder.make("gen-0004", {"superseded"});
  folder.make("gen-0005", {"superseded"});
  folder.make("gen-0006");
  folder.make("gen-0007", {"unpublished"});
  folder.make("gen-00008", {"superseded"});
  remove_old_generations(folder.index, "gen-0006", 2);
  CHECK(folder.all() == Names{"gen-0001", "gen-0004", "gen-0005", "gen-0006", "gen-0007"});
  CHECK(fs::exists(folder.index / "gen-00008"));
  remove_old_generations(folder.index, "gen-0006", 0);
  CHECK(folder.all() == Names{"gen-0001", "gen-0006", "gen-0007"});
}

TEST_CASE("publishing: the new one is in use, the one before is marked, the next number is free") {
  const Folder folder;
  folder.make("gen-0001");
  folder.make("gen-0007", {"unpublished"});  // a stopped run's
  folder.say("auto gen-0001\n");
  const fs::path built = begin_building(folder.index) / "merged";
  fs::create_directory(built);
  std::ofstream(built / "docdata.glass") << "more";
  CHECK(publish_generation(folder.index, built, "gen-0001") == "gen-0008");
  CHECK(current_generation(folder.index) == "gen-0008");
  CHECK_FALSE(fs::exists(folder.index / "gen-0008/unpublished"));
  CHECK_FALSE(fs::exists(building_dir(folder.index)));
  remove_old_generations(folder.index, "gen-0008", 0);
  CHECK(folder.all() == Names{"gen-0008"});
}

TEST_CASE("going back: what came later stays, whatever is published afterwards") {
  const Folder folder;
  folder.make("gen-0001", {"superseded"});
  folder.make("gen-0002");
  folder.say("auto gen-0001\n");
  CHECK(later_generations(folder.index) == Names{"gen-0002"});
  clear_stopped_run(folder.index, "gen-0001");
  CHECK_FALSE(fs::exists(folder.index / "gen-0001/superseded"));
  for (const char* before : {"gen-0001", "gen-0003"}) {
    const fs::path built = begin_building(folder.index) / "merged";
    fs::create_directory(built);
    std::ofstream(built / "docdata.glass") << "more";
    remove_old_generations(folder.index, publish_generation(folder.index, built, before), 0);
  }
  CHECK(folder.all() == Names{"gen-0002", "gen-0004"});
}

TEST_CASE("a generation that is the only place of something is spared for good") {
  const Folder folder;
  folder.make("gen-0001");
  for (int i = 0; i < 2; ++i) {
    const fs::path built = begin_building(folder.index) / "merged";
    fs::create_directory(built);
    std::ofstream(built / "docdata.glass") << "more";
    const std::string before = i == 0 ? "" : "gen-0002";
    remove_old_generations(folder.index, publish_generation(folder.index, built, before), 0);
  }
  CHECK(folder.all() == Names{"gen-0001", "gen-0003"});
}

TEST_CASE("without current an index is made only where no generation holds articles") {
  const Folder folder;
  folder.dir.write("index/gen-0001/iamglass", "half");
  CHECK_FALSE(has_index(folder.index));
  folder.make("gen-0002", {"unpublished"});
  CHECK_FALSE(has_index(folder.index));
  folder.make("gen-0003");
  CHECK(has_index(folder.index));
  CHECK(code_with_hint([&] {
          test::add_lines(folder.index, R"({"id":"1","text":"Putin geldi"})");
        }) == ErrorCode::kIo);
  CHECK(folder.all() == Names{"gen-0001", "gen-0002", "gen-0003"});
}

TEST_CASE("a file is replaced as what it was, and nothing else is replaced") {
  const test::TempDir dir;
  const fs::path file = dir.write("list", "old");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  const fs::perms before = fs::status(file).permissions();
  replace_file(file, "new");
  CHECK(test::read_file(file) == "new");
  CHECK(fs::status(file).permissions() == before);

  fs::create_symlink(file, dir.path() / "link");
  fs::create_symlink("nowhere", dir.path() / "loose");
  fs::create_directory(dir.path() / "folder");
  for (const char* name : {"link", "loose", "folder"}) {
    CAPTURE(name);
    CHECK(code_with_hint([&] { replace_file(dir.path() / name, "x"); }) ==
          ErrorCode::kCannotCreate);
  }
  CHECK(code_with_hint([] { replace_file("/dev/null", "x"); }) == ErrorCode::kCannotCreate);
  CHECK(test::read_file(file) == "new");
  // What has the name that temporaries once had is not touched.
  dir.write("list.new", "mine");
  replace_file(file, "newer");
  CHECK(test::read_file(dir.path() / "list.new") == "mine");
  std::size_t names = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(dir.path())) ++names;
  CHECK(names == 5);
}

TEST_CASE("what a killed run left of replacing goes, and nothing of a like name") {
  const test::TempDir dir;
  const Names like = {"list.newsidx-aB3dE",        "list.newsidx-aB3dE67",
                      "list.backup.new",           "xlist.newsidx-aB3dE6",
                      "list.aB3dE6.new",           "list.newsidx-aB3dE6.old",
                      "other.json.newsidx-aB3dE6", "list.newsidx"};
  const fs::path left = dir.path() / "list.newsidx-aB3dE6";
  for (const std::string& name : like) dir.write(name, "");
  dir.write(left.filename().string(), "");
  fs::create_symlink("other.json.newsidx-aB3dE6", dir.path() / "list.newsidx-000000");
  SUBCASE("by who asks for it") { remove_temporaries(dir.path() / "list"); }
  SUBCASE("by the next that replaces the file") { replace_file(dir.path() / "list", "new"); }
  CHECK_FALSE(fs::exists(left));
  for (const std::string& name : like) CHECK(fs::exists(dir.path() / name));
  CHECK(fs::is_symlink(dir.path() / "list.newsidx-000000"));
}

TEST_CASE("what another program is replacing a file with stays") {
  const test::TempDir dir;
  const fs::path other = dir.write("list.newsidx-aB3dE6", "");
  const int file = ::open(other.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(::flock(file, LOCK_EX) == 0);
  replace_file(dir.path() / "list", "new");
  CHECK(fs::exists(other));
  ::close(file);
  replace_file(dir.path() / "list", "newer");
  CHECK_FALSE(fs::exists(other));
}

TEST_CASE("files are replaced by several at once") {
  const test::TempDir dir;
  const fs::path file = dir.path() / "list";
  std::vector<std::thread> threads;
  std::atomic<int> failures = 0;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] {
      try {
        for (int i = 0; i < 50; ++i) replace_file(file, "whole");
      } catch (const Error&) {
        ++failures;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(test::read_file(file) == "whole");
  CHECK(std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a reader that asks just when a generation goes is told of the next") {
  const Folder folder;
  folder.make("gen-0001");
  folder.say("auto gen-0001\n");
  std::atomic<bool> done = false;
  std::string failure;
  std::thread reader([&] {
    while (!done && failure.empty()) try {
        current_generation(folder.index);
      } catch (const Error& error) {
        failure = error.what();
      }
  });
  // As publish_generation() and remove_generation() do it, without waiting for the disk.
  std::string before = "gen-0001";
  for (int i = 2; i < 20'000; ++i) {
    const std::string next = fmt::format("gen-{:04}", i);
    folder.make(next);
    fs::rename(folder.dir.write("beside", "auto " + next + "\n"), folder.index / "current");
    fs::remove_all(folder.index / before);
    before = next;
  }
  done = true;
  reader.join();
  CHECK(failure == "");
}

TEST_CASE("own files: regular ones within the limit") {
  const test::TempDir dir;
  const fs::path file = dir.write("aliases.tsv", "12345");
  fs::create_symlink(file, dir.path() / "link");
  CHECK(read_own_file(file, 5, Links::kRefused).bytes == "12345");
  CHECK(read_own_file(file, 4, Links::kRefused).problem != "");
  CHECK(read_own_file(dir.path() / "link", 5, Links::kFollowed).bytes == "12345");
  CHECK(read_own_file(dir.path() / "link", 5, Links::kRefused).problem == "is a link, not a file");
  CHECK(read_own_file(dir.path(), 5, Links::kFollowed).problem == "is a folder, not a file");
  CHECK(read_own_file("/dev/zero", 5, Links::kFollowed).problem == "is a device, not a file");
  CHECK(read_own_file(dir.path() / "none", 5, Links::kFollowed).problem != "");
  CHECK(code_with_hint([&] { require_own_file(dir.path(), 5, Links::kFollowed, "mend it"); }) ==
        ErrorCode::kIo);
}

}  // namespace
}  // namespace newsidx
