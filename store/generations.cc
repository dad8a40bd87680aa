#include "store/generations.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include "newsidx/displayable.h"
#include "newsidx/error.h"
#include "newsidx/status.h"
#include "newsidx/utf8.h"
#include "store/atomic_file.h"
#include "store/open_files.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kCurrent = "current";
constexpr const char* kLock = "lock";
constexpr const char* kBuilding = "building";
constexpr std::string_view kGenerationPrefix = "gen-";
// Xapian's stub syntax: a database of any format, by path.
constexpr std::string_view kStubType = "auto ";
constexpr const char* kUnpublished = "unpublished";
constexpr const char* kSuperseded = "superseded";
// A line that names a generation is a tenth of this long.
constexpr std::size_t kMaxCurrentBytes = 256;
constexpr std::size_t kVersionFileBytes = 64 << 10;
constexpr std::uint32_t kMaxNumber = 999'999'999;
// A database's tables, its lock, and what is opened in passing.
constexpr std::size_t kFilesOfDatabase = 12;

std::string generation_name(std::uint32_t number) {
  return fmt::format("{}{:04}", kGenerationPrefix, number);
}

// 0 for what is not just as generation_name() writes it.
std::uint32_t generation_number(std::string_view name) {
  if (!name.starts_with(kGenerationPrefix)) return 0;
  const char* const end = name.data() + name.size();
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(name.data() + kGenerationPrefix.size(), end, number);
  if (error != std::errc() || stop != end || number > kMaxNumber) return 0;
  return generation_name(number) == name ? number : 0;
}

void remove_tree(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);  // of a link only the link
  if (error)
    throw Error(ErrorCode::kIo, path.string() + ": cannot be removed: " + error.message(),
                "mend its permissions, or remove it by hand");
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_marked(const fs::path& generation, const char* mark) { return is_there(generation / mark); }

void mark(const fs::path& generation, const char* name) {
  const fs::path file = generation / name;
  const int made =
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
  if (made < 0)
    throw Error(ErrorCode::kIo, file.string() + ": cannot be made: " + std::strerror(errno),
                "free some space, or mend the permissions of the index's folder");
  ::close(made);
  sync_path(generation);
}

void unmark(const fs::path& generation, const char* name) {
  const fs::path file = generation / name;
  if (!is_there(file)) return;
  if (::unlink(file.c_str()) != 0)
    throw Error(ErrorCode::kIo, file.string() + ": cannot be removed: " + std::strerror(errno),
                "mend the permissions of the index's folder");
  sync_path(generation);
}

bool holds_articles(const fs::path& generation) {
  std::error_code gone;
  const std::uintmax_t bytes = fs::file_size(generation / "docdata.glass", gone);
  return !gone && bytes > 0;
}

// A name without a generation in it was never more than begun.
std::vector<std::string> used_generations(const fs::path& index_dir) {
  std::vector<std::string> names = list_generations(index_dir);
  std::erase_if(names, [&](const std::string& name) {
    const fs::path generation = index_dir / name;
    return is_marked(generation, kUnpublished) || !holds_articles(generation);
  });
  return names;
}

// What to do when `current` is not what it has to be.
std::string way_out(const fs::path& index_dir) {
  std::vector<std::string> names;
  try {
    names = used_generations(index_dir);
  } catch (const Error&) {
    return "mend the permissions of the index's folder";
  }
  if (names.empty())
    return "no generation is left in the folder: restore the index from a backup, or make a new "
           "one in another folder";
  return fmt::format(
      "nothing was changed; make {} a file of the one line: auto {} (the latest generation there "
      "is{}), and check the index",
      (index_dir / kCurrent).string(), names.back(),
      names.size() > 1 ? ", the one before it is " + names[names.size() - 2] : "");
}

Error bad_current(const fs::path& index_dir, const std::string& what) {
  return {ErrorCode::kIo, (index_dir / kCurrent).string() + ": " + what, way_out(index_dir)};
}

Error no_index(const fs::path& index_dir) {
  return {ErrorCode::kNotFound, index_dir.string() + ": there is no newsidx index here",
          "make one with newsidx add, or name another with --index"};
}

std::string read_current(const fs::path& index_dir) {
  const fs::path file = index_dir / kCurrent;
  if (!is_there(file)) {
    if (has_index(index_dir)) throw bad_current(index_dir, "is missing");
    throw no_index(index_dir);
  }
  OwnFile read = read_own_file(file, kMaxCurrentBytes, Links::kRefused);
  if (read.problem.empty()) return std::move(read.bytes);
  throw bad_current(index_dir, read.problem);
}

std::string shown(std::string_view content) {
  constexpr std::size_t kShown = 60;
  return displayable(replace_invalid_utf8(std::string(content.substr(0, kShown))));
}

std::string generation_named_by(std::string_view content, const fs::path& index_dir) {
  std::string_view name = content;
  if (name.ends_with('\n')) name.remove_suffix(1);
  const bool is_stub = name.starts_with(kStubType);
  if (is_stub) name.remove_prefix(kStubType.size());
  if (is_stub && generation_number(name) > 0) return std::string(name);
  throw bad_current(index_dir,
                    content.empty()
                        ? "is empty"
                        : fmt::format("does not name a generation exactly: '{}'", shown(content)));
}

}  // namespace

bool has_index(const fs::path& index_dir) {
  if (is_there(index_dir / kCurrent)) return true;
  return is_folder(index_dir) && !used_generations(index_dir).empty();
}

std::string current_generation(const fs::path& index_dir) {
  // Xapian takes a table that cannot be opened for one that is not there.
  require_files_left(kFilesOfDatabase, index_dir.string());
  for (std::string content = read_current(index_dir);;) {
    std::string name = generation_named_by(content, index_dir);
    if (is_folder(index_dir / name)) return name;
    // A writer may have put another in its place after `current` was read.
    std::string now = read_current(index_dir);
    if (now == content)
      throw bad_current(index_dir, fmt::format("names {}, which is not there", name));
    content = std::move(now);
  }
}

std::string committed_state(const fs::path& index_dir) {
  std::string state = current_generation(index_dir);
  // Which blocks are the database's: Xapian puts another in its place with every commit.
  state += read_own_file(index_dir / state / "iamglass", kVersionFileBytes, Links::kRefused).bytes;
  return state;
}

std::vector<std::string> list_generations(const fs::path& index_dir) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(index_dir, error), end; !error && entry != end;
       entry.increment(error))
    if (std::string name = entry->path().filename().string(); generation_number(name) > 0)
      names.push_back(std::move(name));
  if (error)
    throw Error(ErrorCode::kIo, index_dir.string() + ": cannot be read: " + error.message(),
                "mend its permissions");
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return generation_number(a) < generation_number(b);
  });
  return names;
}

std::vector<std::string> later_generations(const fs::path& index_dir) {
  const std::uint32_t current = generation_number(current_generation(index_dir));
  std::vector<std::string> names = used_generations(index_dir);
  std::erase_if(names, [&](const std::string& name) { return generation_number(name) <= current; });
  return names;
}

std::uint64_t disk_usage(const fs::path& index_dir) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const std::string& generation : list_generations(index_dir))
    for (fs::directory_iterator entry(index_dir / generation, error), end; !error && entry != end;
         entry.increment(error)) {
      std::error_code gone;
      const std::uint64_t size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
      if (!gone) bytes += size;
    }
  return bytes;
}

void prepare_index_dir(const fs::path& index_dir) {
  std::error_code error;
  if (has_index(index_dir)) return;
  fs::create_directories(index_dir, error);
  if (error) throw cannot_create(index_dir, error.message());
  for (fs::directory_iterator entry(index_dir, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    // What a run that was stopped while it made the index leaves behind.
    if (name == kLock || name == kBuilding || name.starts_with(kGenerationPrefix) ||
        name.starts_with(std::string(kCurrent) + "."))
      continue;
    throw Error(ErrorCode::kCannotCreate,
                index_dir.string() + ": is no newsidx index and holds other files, such as " + name,
                "choose an empty or a new folder with --index");
  }
  if (error) throw cannot_create(index_dir, error.message());
}

fs::path building_dir(const fs::path& index_dir) { return index_dir / kBuilding; }

fs::path begin_building(const fs::path& index_dir) {
  fs::path building = building_dir(index_dir);
  remove_tree(building);
  std::error_code error;
  fs::create_directory(building, error);
  if (error) throw cannot_create(building, error.message());
  return building;
}

std::string publish_generation(const fs::path& index_dir, const fs::path& built,
                               const std::string& before) {
  const std::vector<std::string> names = list_generations(index_dir);
  const std::uint32_t last = names.empty() ? 0 : generation_number(names.back());
  std::string name = generation_name(last + 1);
  mark(built, kUnpublished);
  sync_folder(built);
  std::error_code error;
  fs::rename(built, index_dir / name, error);
  if (error)
    throw Error(ErrorCode::kIo, built.string() + ": cannot be renamed: " + error.message(),
                "mend the permissions of the index's folder");
  if (!before.empty()) mark(index_dir / before, kSuperseded);
  // Syncs the folder as well, with the new generation's name in it.
  replace_file(index_dir / kCurrent, fmt::format("{}{}\n", kStubType, name));
  unmark(index_dir / name, kUnpublished);
  remove_tree(index_dir / kBuilding);
  return name;
}

void clear_stopped_run(const fs::path& index_dir, const std::string& current) {
  remove_tree(index_dir / kBuilding);
  remove_temporaries(index_dir / kCurrent);
  unmark(index_dir / current, kUnpublished);
  unmark(index_dir / current, kSuperseded);
}

void remove_old_generations(const fs::path& index_dir, const std::string& newest,
                            std::size_t keep) {
  std::vector<std::string> superseded;
  for (const std::string& name : list_generations(index_dir)) {
    if (generation_number(name) >= generation_number(newest)) continue;
    if (is_marked(index_dir / name, kUnpublished))
      remove_tree(index_dir / name);
    else if (is_marked(index_dir / name, kSuperseded))
      superseded.push_back(name);
  }
  for (std::size_t i = 0; i + keep < superseded.size(); ++i) remove_tree(index_dir / superseded[i]);
}

void remove_generation(const fs::path& index_dir, const std::string& superseded) {
  remove_tree(index_dir / superseded);
}

}  // namespace newsidx
