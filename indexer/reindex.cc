#include "indexer/reindex.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <fstream>
#include <utility>

#include "indexer/hashing_buffer.h"
#include "indexer/intake.h"
#include "store/health.h"
#include "store/record.h"
#include "store/xapian_errors.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
// File systems count time in steps of some milliseconds, or of two seconds: a file written so
// shortly before it was read may change again without a change of its time.
constexpr std::int64_t kFineStep = kSecond / 20;
constexpr std::int64_t kCoarseStep = 2 * kSecond;

constexpr std::size_t kCanaries = 100;

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// What an article is, wherever its file lies.
std::uint64_t article_hash(Article& article) {
  std::string path = std::exchange(article.path, {});
  const std::string bytes = pack_article(article);
  article.path = std::move(path);
  return XXH3_64bits(bytes.data(), bytes.size());
}

bool hash_file(const InputFile& file, FileEntry& entry) {
  std::ifstream in(file.path, std::ios::binary);
  if (!in) return false;
  HashingBuffer bytes(*in.rdbuf());
  const XXH128_hash_t hash = bytes.finish();
  entry.hash_low = hash.low64;
  entry.hash_high = hash.high64;
  entry.bytes = file.bytes;
  return true;
}

}  // namespace

Reindex::Reindex(IndexWriter& writer, const ReindexRequest& request, const AddObserver& observer,
                 const std::function<bool()>& stop)
    : writer_(writer), request_(request), observer_(observer), stop_(stop), started_(now()) {}

void Reindex::note(const std::string& place, const std::string& text) const {
  if (observer_.note) observer_.note({place, text});
}

ReindexReport Reindex::run() {
  const auto start = std::chrono::steady_clock::now();
  report_.full = request_.full;
  translating(writer_.index_dir(), [&] {
    load();
    scan();
    find_gone();
    try {
      if (request_.full)
        rebuild();
      else
        update();
    } catch (const StopRequested&) {
      report_.articles.stopped = true;
      if (!request_.full) writer_.commit();
    }
  });
  report_.articles.elapsed = std::chrono::steady_clock::now() - start;
  return report_;
}

void Reindex::load() {
  roots_ = parse_roots(read_roots(writer_.committed()));
  for (FileEntry& entry : read_manifest(writer_.committed())) {
    known_articles_ += entry.records.size();
    std::string path = entry.path;
    entries_.emplace(std::move(path), std::move(entry));
  }
  name_roots();
}

void Reindex::name_roots() {
  for (const std::string& given : request_.forget) {
    const std::string path = root_path(given);
    if (std::erase_if(roots_, [&](const Root& root) { return root.path == path; }) == 0)
      throw Error(ErrorCode::kNotFound, given + ": not a folder that this index remembers",
                  "newsidx status lists them");
    // What was asked for is no loss.
    for (const auto& [name, entry] : entries_)
      if (lies_in(name, path)) expected_losses_ += entry.records.size();
  }
  known_articles_ -= std::min(known_articles_, expected_losses_);
  for (const std::string& given : request_.reading.paths) {
    Root root{root_path(given), request_.reading};
    root.reading.paths.clear();
    std::error_code error;
    const auto known = std::find_if(roots_.begin(), roots_.end(),
                                    [&](const Root& other) { return other.path == root.path; });
    if (known == roots_.end() && !std::filesystem::exists(root.path, error))
      throw Error(ErrorCode::kNotFound, given + ": no such file or folder",
                  "name the archive's folders, or files");
    if (known == roots_.end())
      roots_.push_back(std::move(root));
    else
      *known = std::move(root);
  }
  if (roots_.empty() && request_.forget.empty())
    throw Error(ErrorCode::kNotFound,
                writer_.index_dir().string() + ": this index remembers no folders yet",
                "name the archive's folders once: newsidx reindex FOLDER…");
}

void Reindex::scan() {
  std::unordered_set<std::string> paths;
  for (const Root& root : roots_) scan_root(root, paths);
}

void Reindex::scan_root(const Root& root, std::unordered_set<std::string>& paths) {
  Inputs inputs = find_inputs({root.path}, root.reading.format);
  for (const Notice& unreadable : inputs.unreadable) {
    ++report_.articles.refused;
    if (observer_.refused) observer_.refused(unreadable);
  }
  // What cannot be looked at is not gone.
  for (const auto& [path, entry] : entries_)
    for (const std::filesystem::path& folder : inputs.unread_folders)
      if (lies_in(path, folder.string())) kept_.insert(path);
  report_.articles.skipped_files += inputs.skipped;
  const std::uint64_t hash = reading_hash(root);
  for (InputFile& file : inputs.files) {
    const std::string path = file.path.string();
    if (!paths.insert(path).second) continue;  // of an earlier root as well
    kept_.insert(path);
    ++report_.files;
    const auto known = entries_.find(path);
    const bool same = known != entries_.end() && known->second.root == hash &&
                      known->second.bytes == file.bytes && known->second.mtime == file.mtime &&
                      file.mtime != 0;
    if (!same || request_.full) to_read_.push_back({std::move(file), &root});
  }
  // A root of which nothing is left is a disk that is not mounted, sooner than an archive given up.
  const auto in_root = [&](const std::string& path) { return lies_in(path, root.path); };
  if (request_.max_delete >= 100 || std::any_of(kept_.begin(), kept_.end(), in_root)) return;
  for (const auto& [path, entry] : entries_) {
    if (!in_root(path)) continue;
    std::error_code error;
    const bool there = std::filesystem::exists(root.path, error);
    throw Error(ErrorCode::kInputRefused,
                fmt::format("{}: {}, so nothing was changed", displayable(root.path),
                            there ? "the archive is empty now" : "the archive is gone"),
                "when it is not mounted, mount it; when it is given up: newsidx reindex --forget " +
                    displayable(root.path));
  }
}

void Reindex::find_gone() {
  for (const auto& [path, entry] : entries_)
    if (!kept_.contains(path)) gone_.push_back(path);
  std::sort(gone_.begin(), gone_.end());
}

void Reindex::find_moves() {
  std::unordered_map<std::uint64_t, std::vector<std::string>> gone_by_size;
  for (const std::string& path : gone_) gone_by_size[entries_.at(path).bytes].push_back(path);
  std::unordered_set<std::string> moved;
  std::erase_if(to_read_, [&](const Found& found) {
    const std::string path = found.file.path.string();
    const auto same_size = gone_by_size.find(found.file.bytes);
    FileEntry now;
    if (entries_.contains(path) || same_size == gone_by_size.end() || !hash_file(found.file, now))
      return false;
    for (const std::string& before : same_size->second) {
      if (moved.contains(before)) continue;
      const FileEntry& old = entries_.at(before);
      if (!old.same_content(now) || old.root != reading_hash(*found.root)) continue;
      moved.insert(before);
      now = old;
      now.path = path;
      now.mtime = found.file.mtime;
      for (const FileRecord& record : now.records) writer_.set_path(record.id, found.file.name);
      Metadata metadata;
      erase_entry(before, metadata);
      put_entry(now, metadata);
      writer_.set_metadata(metadata);
      entries_.erase(before);
      entries_[path] = std::move(now);
      ++report_.files_moved;
      return true;
    }
    return false;
  });
  std::erase_if(gone_, [&](const std::string& path) { return moved.contains(path); });
}

// An archive that is mostly gone is a mistake, or a disk that is not mounted.
void Reindex::require_archive(std::uint64_t gone) const {
  gone -= std::min(gone, expected_losses_);
  const double percent = known_articles_ == 0 ? 0
                                              : 100.0 * static_cast<double>(gone) /
                                                    static_cast<double>(known_articles_);
  if (percent <= request_.max_delete) return;
  throw Error(ErrorCode::kInputRefused,
              fmt::format("{} of the archive's {} articles ({:.0f}%) are gone, so nothing was "
                          "changed",
                          gone, known_articles_, percent),
              fmt::format("see that the archive is whole and mounted; when they are to be removed: "
                          "newsidx reindex --max-delete {:.0f}",
                          std::ceil(percent)));
}

void Reindex::remember_roots() {
  const std::string roots = write_roots(roots_);
  if (roots == read_roots(writer_.committed())) return;
  Metadata metadata;
  put_roots(roots, metadata);
  writer_.set_metadata(metadata);
}

// An article that was edited and thereby has another id is not lost.
std::uint64_t Reindex::lost() const {
  return dropped_.size() - std::min<std::uint64_t>(dropped_.size(), stand_ins_);
}

void Reindex::update() {
  find_moves();
  // A new file may hold what one that is gone held: then it has to be read before anything is lost.
  const bool any_new = std::any_of(to_read_.begin(), to_read_.end(), [&](const Found& found) {
    return !entries_.contains(found.file.path.string());
  });
  std::uint64_t gone = 0;
  for (const std::string& path : gone_) gone += entries_.at(path).records.size();
  if (!any_new) require_archive(gone);
  // A run that is stopped is gone on with by a run that names no folders.
  if (request_.forget.empty()) remember_roots();
  for (Found& found : to_read_) read(found, {});
  find_dropped();
  reread_shadowed();
  require_archive(lost());
  remove_dropped();
}

// Reads a file's articles; those that are as they were are left alone, unless they are wanted.
void Reindex::read(Found& found, const std::unordered_set<std::string>& wanted) {
  const std::string path = found.file.path.string();
  const auto known = entries_.find(path);
  const FileEntry* old = known == entries_.end() ? nullptr : &known->second;
  FileEntry entry{path, reading_hash(*found.root), 0, 0, 0, 0, {}};
  const bool again = !wanted.empty();
  const bool same_reading = old != nullptr && old->root == entry.root && !request_.full;
  if (same_reading && old->bytes == found.file.bytes && !again && hash_file(found.file, entry) &&
      old->same_content(entry)) {  // only touched
    entry.records = old->records;
    return settle(found, std::move(entry), true);
  }
  std::unordered_map<std::string_view, std::uint64_t> before;
  if (same_reading)
    for (const FileRecord& record : old->records)  // of an id that is there twice the last counts
      before.insert_or_assign(record.id, record.hash);

  ++report_.files_read;
  AddReport& counts = report_.articles;
  const std::uint64_t refused = counts.refused;
  Intake intake(found.root->reading, observer_, stop_, counts, [&](Article&& article) {
    const std::uint64_t hash = article_hash(article);
    entry.records.push_back({article.id, hash});
    const auto [taken, is_new] = taken_.try_emplace(article.id, Taken{found.file.name, false});
    if (!is_new && taken->second.place != found.file.name)
      note(found.file.name, fmt::format("holds {}, as {} does; the later is taken", article.id,
                                        std::exchange(taken->second.place, found.file.name)));
    const auto was = before.find(article.id);
    if ((is_new || again) && was != before.end() && was->second == hash &&
        !wanted.contains(article.id)) {
      if (!again) ++report_.unchanged;
      return;
    }
    taken->second.written = true;
    const auto outcome = writer_.add(std::move(article));
    (outcome == IndexWriter::Outcome::kAdded ? counts.added : counts.replaced) += 1;
  });
  errno = 0;
  std::ifstream in(found.file.path, std::ios::binary);
  if (!in) {
    const int reason = errno;
    std::error_code error;
    if (reason == ENOENT && !std::filesystem::is_symlink(found.file.path, error))
      note(found.file.name, "has gone while the archive was looked through; left for the next run");
    else
      intake.refused(found.file.name, std::string("cannot be read: ") + std::strerror(reason));
    return;
  }
  HashingBuffer bytes(*in.rdbuf());
  std::istream hashed(&bytes);
  try {
    read_file(found.file, hashed, found.root->reading, intake);
    const XXH128_hash_t hash = bytes.finish();
    entry.hash_low = hash.low64;
    entry.hash_high = hash.high64;
  } catch (const StopRequested&) {
    // What was taken so far is committed: the entry has it, and has the file read again.
    if (old != nullptr)
      entry.records.insert(entry.records.end(), old->records.begin(), old->records.end());
    Metadata metadata;
    put_entry(entry, metadata);
    writer_.set_metadata(metadata);
    throw;
  } catch (const std::ios_base::failure&) {
    intake.refused(found.file.name, std::string("cannot be read: ") + std::strerror(errno));
    return;
  }
  settle(found, std::move(entry), counts.refused == refused);
}

// Writes what is known of a file now. `whole`: nothing in it was refused.
void Reindex::settle(const Found& found, FileEntry&& entry, bool whole) {
  InputFile again = found.file;
  const bool there = read_status(again);
  const bool steady = there && again.bytes == found.file.bytes && again.mtime == found.file.mtime;
  if (!steady) note(found.file.name, "changed while it was read; the next run reads it again");
  const std::int64_t step = found.file.mtime % kSecond == 0 ? kCoarseStep : kFineStep;
  entry.bytes = found.file.bytes;
  entry.mtime = steady && found.file.mtime + step < started_ ? found.file.mtime : 0;

  const auto known = entries_.find(entry.path);
  std::vector<FileRecord> missing;
  if (known != entries_.end()) {
    std::unordered_set<std::string_view> held;
    for (const FileRecord& record : entry.records) held.insert(record.id);
    std::unordered_set<std::string_view> before;
    for (const FileRecord& record : known->second.records) {
      before.insert(record.id);
      if (!held.contains(record.id)) missing.push_back(record);
    }
    const auto fresh = std::count_if(
        held.begin(), held.end(), [&](const std::string_view id) { return !before.contains(id); });
    if (whole)
      stand_ins_ += std::min<std::uint64_t>(missing.size(), static_cast<std::uint64_t>(fresh));
  }
  Metadata metadata;
  if (!missing.empty() && !whole) {
    // What is refused now may be what was there before: nothing of it is removed.
    entry.records.insert(entry.records.end(), missing.begin(), missing.end());
  } else if (!missing.empty()) {
    // Until they are removed the entry has them, and has the file read again after a stop.
    for (const FileRecord& record : missing) dropped_.insert(record.id);
    unsettled_.push_back(entry);
    FileEntry meanwhile = entry;
    meanwhile.mtime = 0;
    meanwhile.hash_low = meanwhile.hash_high = 0;
    meanwhile.records.insert(meanwhile.records.end(), missing.begin(), missing.end());
    put_entry(meanwhile, metadata);
  }
  if (metadata.empty()) put_entry(entry, metadata);
  writer_.set_metadata(metadata);
  std::string path = entry.path;
  entries_.insert_or_assign(std::move(path), std::move(entry));
}

// Adds the articles of files that are gone, and takes their entries out. What was written from
// another file in this run stays; what another merely holds is left to reread_shadowed.
void Reindex::find_dropped() {
  for (const std::string& path : gone_) {
    for (const FileRecord& record : entries_.at(path).records) dropped_.insert(record.id);
    entries_.erase(path);
  }
  std::erase_if(dropped_, [&](const std::string& id) {
    const auto taken = taken_.find(id);
    return taken != taken_.end() && taken->second.written;
  });
  report_.files_gone = gone_.size();
}

// An article that one file dropped may be in another as well, perhaps in another form: then that
// one is read, and its article stays.
void Reindex::reread_shadowed() {
  if (dropped_.empty()) return;
  std::vector<std::pair<Found, std::unordered_set<std::string>>> again;
  for (const auto& [path, entry] : entries_) {
    std::unordered_set<std::string> wanted;
    for (const FileRecord& record : entry.records)
      if (dropped_.contains(record.id)) wanted.insert(record.id);
    if (wanted.empty()) continue;
    const FileEntry& held = entry;
    const auto root = std::find_if(roots_.begin(), roots_.end(), [&held](const Root& candidate) {
      return reading_hash(candidate) == held.root && lies_in(held.path, candidate.path);
    });
    if (root == roots_.end()) continue;
    Inputs inputs = find_inputs({path}, root->reading.format);
    if (!inputs.files.empty())
      again.emplace_back(Found{std::move(inputs.files.front()), &*root}, std::move(wanted));
  }
  std::sort(again.begin(), again.end(),
            [](const auto& a, const auto& b) { return a.first.file.path < b.first.file.path; });
  for (auto& [found, wanted] : again) {
    for (const std::string& id : wanted) {
      taken_.erase(id);
      dropped_.erase(id);
    }
    read(found, wanted);
  }
}

void Reindex::remove_dropped() {
  Metadata metadata;
  for (const std::string& id : dropped_) {
    if (!writer_.has(id)) continue;
    writer_.remove(id);
    ++report_.removed;
  }
  for (const FileEntry& entry : unsettled_) put_entry(entry, metadata);
  for (const std::string& path : gone_) erase_entry(path, metadata);
  writer_.set_metadata(metadata);
  remember_roots();
  writer_.commit();
}

// Articles of the index that no root holds came by newsidx add, and files that cannot be read now
// may be there again tomorrow: both are taken over.
void Reindex::carry_over() {
  const Xapian::Database& old = writer_.committed();
  RecordCodec codec(writer_.settings().dictionary);
  for (auto all = old.postlist_begin(""); all != old.postlist_end(""); ++all) {
    if (stop_ && stop_()) throw StopRequested();
    Article article = codec.decode(old.get_document(*all).get_data());
    if (writer_.has(article.id)) continue;
    if (dropped_.contains(article.id)) {
      ++report_.removed;
      continue;
    }
    writer_.add(std::move(article));
    ++report_.carried;
  }
}

void Reindex::rebuild() {
  writer_.begin_rebuild();
  for (Found& found : to_read_) read(found, {});
  find_dropped();
  require_archive(lost());
  carry_over();
  Metadata metadata;
  for (const auto& [path, entry] : entries_) put_entry(entry, metadata);
  put_roots(write_roots(roots_), metadata);
  writer_.set_metadata(metadata);
  check_rebuilt(writer_.finish_rebuild());
  writer_.publish_rebuilt(request_.keep);
}

void Reindex::check_rebuilt(const std::filesystem::path& rebuilt) const {
  const auto failed = [&](const std::string& what) {
    return Error(
        ErrorCode::kIo,
        fmt::format("the index built anew is not sound: {}; the one before stays in use", what),
        "see to the disk and the memory of this machine, and run it again");
  };
  if (const std::size_t errors = Xapian::Database::check(rebuilt.string()); errors > 0)
    throw failed(fmt::format("xapian-check finds {} errors", errors));
  const Xapian::Database database(rebuilt.string());
  const std::uint64_t expected = report_.articles.added + report_.carried;
  if (database.get_doccount() != expected)
    throw failed(
        fmt::format("it has {} articles instead of {}", database.get_doccount(), expected));
  // Its own settings: the dictionary that its records are packed with is a new one.
  const IndexSettings settings = read_settings(database, writer_.index_dir());
  if (const std::string damage = find_damage(database, settings, kCanaries); !damage.empty())
    throw failed(damage);
}

}  // namespace newsidx
