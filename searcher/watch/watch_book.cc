#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "newsidx/watch.h"
#include "searcher/watch/watch_file.h"
#include "store/atomic_file.h"
#include "store/file_lock.h"
#include "store/index_dir.h"
#include "text/clean.h"
#include "text/whole_file.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "watches";
constexpr const char* kLock = "lock";
constexpr std::string_view kEnding = ".json";
// Twenty bytes an article that the watch has told of.
constexpr std::size_t kMaxWatchBytes = 1UL << 30U;

std::string composed(const std::string& name) {
  return find_invalid_utf8(name) == std::string_view::npos ? to_nfc(name) : name;
}

}  // namespace

struct WatchBook::State {
  fs::path folder;
  std::optional<FileLock> lock;

  fs::path file(const std::string& name) const { return folder / (name + std::string(kEnding)); }

  // The file of a watch that there must be.
  fs::path known_file(const WatchBook& book, const std::string& name) const;
};

fs::path WatchBook::State::known_file(const WatchBook& book, const std::string& given) const {
  const std::string name = composed(given);
  std::error_code ignored;
  if (is_watch_name(name) && fs::exists(file(name), ignored)) return file(name);
  std::string there;
  for (const std::string& known : book.names()) {
    there += there.empty() ? "there are: " : ", ";
    there += known;
  }
  throw Error(
      ErrorCode::kNotFound,
      folder.parent_path().string() + ": no watch of this name: " + replace_invalid_utf8(given),
      there.empty() ? "there are none yet: newsidx watch add NAME QUERY" : there);
}

WatchBook::WatchBook(const fs::path& index_dir, Access access, std::chrono::seconds wait)
    : state_(std::make_unique<State>()) {
  current_generation(index_dir);  // says so when there is no index
  state_->folder = index_dir / kFolder;
  if (access == Access::kRead) return;
  std::error_code error;
  fs::create_directory(state_->folder, error);
  if (error)
    throw Error(ErrorCode::kCannotCreate,
                state_->folder.string() + ": cannot be created: " + error.message(),
                "mend the permissions of the index's folder");
  state_->lock.emplace(state_->folder / kLock, wait,
                       state_->folder.string() + ": another newsidx runs these watches");
}

WatchBook::~WatchBook() = default;

std::vector<std::string> WatchBook::names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(state_->folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (!name.ends_with(kEnding)) continue;
    name.resize(name.size() - kEnding.size());
    if (is_watch_name(name)) names.push_back(std::move(name));
  }
  if (error && error != std::errc::no_such_file_or_directory)
    throw Error(ErrorCode::kIo, state_->folder.string() + ": cannot be read: " + error.message(),
                "mend its permissions");
  std::sort(names.begin(), names.end());
  return names;
}

Watch WatchBook::read(const std::string& name) const {
  const fs::path file = state_->known_file(*this, name);
  Watch watch =
      decode_watch(require_own_file(file, kMaxWatchBytes, Links::kFollowed, "mend its permissions"),
                   file.string());
  watch.name = file.stem().string();  // the file may have been renamed
  return watch;
}

void WatchBook::add(const Watch& watch) {
  std::error_code ignored;
  if (fs::exists(state_->file(watch.name), ignored))
    throw Error(ErrorCode::kCannotCreate, "there is a watch of this name already: " + watch.name,
                "choose another name, or first: newsidx watch remove " + watch.name);
  save(watch);
}

void WatchBook::save(const Watch& watch) {
  replace_file(state_->file(watch.name), encode_watch(watch));
}

void WatchBook::remove(const std::string& name) {
  const fs::path file = state_->known_file(*this, name);
  std::error_code error;
  if (!fs::remove(file, error) && error)
    throw Error(ErrorCode::kIo, file.string() + ": cannot be removed: " + error.message(),
                "mend the permissions of its folder");
}

void replace_feed(const std::filesystem::path& file, const std::string& feed) {
  if (read_own_file(file, feed.size(), Links::kRefused).bytes != feed) replace_file(file, feed);
}

}  // namespace newsidx
