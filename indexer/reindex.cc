#include "indexer/reindex.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <utility>

#include "indexer/intake/hashing_buffer.h"
#include "indexer/intake/ids_of_run.h"
#include "indexer/intake/intake.h"
#include "newsidx/utf8.h"
#include "store/record.h"
#include "store/terms.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
// File systems count time in steps of some milliseconds, or of two seconds: a file written so
// shortly before it was read may change again without a change of its time.
constexpr std::int64_t kFineStep = kSecond / 20;
constexpr std::int64_t kCoarseStep = 2 * kSecond;

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
  InputBuffer in(file);
  if (!in.is_open()) return false;
  HashingBuffer bytes(in);
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
  translating_alone(writer_.index_dir(), [&] {
    if (request_.full)
      load_salvaged();
    else
      archive_ = load_archive(parse_roots(read_roots(writer_.committed())),
                              read_manifest(writer_.committed()), writer_.index_dir(), request_);
    scan_ = scan_archive(archive_, request_);
    report_.files = scan_.files;
    report_.articles.skipped_files = scan_.skipped_files;
    report_.articles.compressed_files = scan_.compressed_files;
    report_.articles.links_left_out = scan_.links_left_out;
    report_.articles.refused = scan_.unreadable.size();
    report_.undecided_roots = scan_.undecided.size();
    for (const Notice& root : scan_.undecided) note(root.place, root.text);
    for (const Notice& notice : scan_.left_out)
      if (observer_.left_out) observer_.left_out(notice);
    for (const Notice& unreadable : scan_.unreadable)
      if (observer_.refused) observer_.refused(unreadable);
    try {
      if (request_.full)
        rebuild();
      else
        update();
    } catch (const StopRequested&) {
      report_.articles.stopped = true;
      if (!request_.full) {
        writer_.build_pending();
        tell_left_out(nullptr);
        writer_.commit();
      }
    }
  });
  report_.articles.elapsed = std::chrono::steady_clock::now() - start;
  return report_;
}

void Reindex::update() {
  find_moves();
  // A new file may hold what one that is gone held: then it has to be read before anything is lost.
  const bool any_new =
      std::any_of(scan_.to_read.begin(), scan_.to_read.end(), [&](const ArchiveFile& found) {
        return !archive_.entries.contains(found.file.path.string());
      });
  std::uint64_t gone = 0;
  for (const std::string& path : scan_.gone) gone += archive_.entries.at(path).records.size();
  if (!any_new) require_archive(gone);
  // A run that is stopped is gone on with by a run that names no folders.
  if (request_.forget.empty()) remember_roots();
  find_unread_holders();
  for (ArchiveFile& found : scan_.to_read) read(found);
  find_dropped();
  settle_shared();
  require_archive(lost());
  remove_dropped();
}

void Reindex::find_moves() {
  if (scan_.gone.empty()) return;
  std::unordered_map<std::uint64_t, std::vector<std::string>> gone_by_size;
  for (const std::string& path : scan_.gone)
    gone_by_size[archive_.entries.at(path).bytes].push_back(path);
  // Whose an article is that another file holds as well may change when the file moves.
  const std::unordered_set<std::uint64_t> shared = shared_ids();
  const auto shares = [&](const FileEntry& entry) {
    return std::any_of(entry.records.begin(), entry.records.end(), [&](const FileRecord& record) {
      return shared.contains(id_hash(record.id));
    });
  };
  std::unordered_set<std::string> moved;
  std::erase_if(scan_.to_read, [&](const ArchiveFile& found) {
    const std::string path = found.file.path.string();
    const auto same_size = gone_by_size.find(found.file.bytes);
    FileEntry now;
    if (archive_.entries.contains(path) || same_size == gone_by_size.end() ||
        !hash_file(found.file, now))
      return false;
    for (const std::string& before : same_size->second) {
      if (moved.contains(before)) continue;
      const FileEntry& old = archive_.entries.at(before);
      if (!old.same_content(now) || old.root != reading_hash(*found.root) || shares(old)) continue;
      moved.insert(before);
      now = old;
      now.path = path;
      now.mtime = found.file.mtime;
      for (const FileRecord& record : now.records) writer_.set_path(record.id, found.file.name);
      Metadata metadata;
      erase_entry(before, metadata);
      put_entry(now, metadata);
      writer_.set_metadata(metadata);
      archive_.entries.erase(before);
      archive_.entries[path] = std::move(now);
      ++report_.files_moved;
      return true;
    }
    return false;
  });
  std::erase_if(scan_.gone, [&](const std::string& path) { return moved.contains(path); });
}

// Reads a file's articles; those that are as they were are left alone. `again`: for what became
// known since the file was read or passed over in this run.
void Reindex::read(ArchiveFile& found, bool again) {
  const std::string path = found.file.path.string();
  const std::uint32_t place = scan_.places.at(path);
  const auto known = archive_.entries.find(path);
  const FileEntry* old = known == archive_.entries.end() ? nullptr : &known->second;
  FileEntry entry{path, reading_hash(*found.root), 0, 0, 0, 0, {}};
  const bool same_reading = old != nullptr && old->root == entry.root && !request_.full;
  if (same_reading && old->bytes == found.file.bytes && !again && hash_file(found.file, entry) &&
      old->same_content(entry)) {  // only touched
    entry.records = old->records;
    return settle(found, std::move(entry), true);
  }
  std::unordered_map<std::string_view, const FileRecord*> before;
  if (same_reading)
    for (const FileRecord& record : old->records) {
      const FileRecord*& counts = before[record.id];
      if (counts == nullptr || record.dated || !counts->dated) counts = &record;
    }

  ++report_.files_read;
  AddReport& counts = report_.articles;
  const std::uint64_t refused = counts.refused;
  const auto take = [&](Article&& article, const Intake::Place& at) {
    const bool dated = article.has_own_date();
    if (!dated && came_dated_by_add(article.id, found.file.name)) {
      kept_added_.insert(article.id);
      counts.undated_copies += !again;
      if (!again) note(at.text(), undated_copy_text(article.id, std::nullopt));
      return;
    }
    const std::uint64_t hash = article_hash(article);
    entry.records.push_back({article.id, hash, dated});
    const std::uint64_t rank = rank_of(place, dated);
    const auto [taken, is_new] = taken_.try_emplace(article.id, Taken{at, rank, false});
    if (!is_new) {
      Taken& other = taken->second;
      // What is read again was chosen among the files already.
      const bool chosen = again && other.place.file != found.file.name;
      const bool loses = rank < other.rank && !chosen;
      if (!again) {
        ++counts.repeated;
        counts.undated_copies += loses;
        if (loses)
          note(at.text(), undated_copy_text(article.id, other.place));
        else
          name_repeated(article.id, at, other.place, counts);
      }
      if (loses) return;
      other.place = at;
      other.rank = rank;
    }
    const auto was = before.find(article.id);
    const auto holder = unread_holders_.find(id_hash(article.id));
    const bool as_it_was =
        was != before.end() && was->second->hash == hash && (again || !taken->second.written);
    const bool of_a_later_file = holder != unread_holders_.end() && holder->second > rank;
    if (as_it_was || of_a_later_file) {
      if (!again) ++counts.unchanged;
      return;
    }
    taken->second.written = true;
    const std::string id = article.id;
    try {
      count(writer_.add(std::move(article)), counts);
    } catch (const ArticleRefused&) {
      taken_.erase(id);
      entry.records.pop_back();
      throw;
    }
    tell_left_out(&entry);
    if (!writer_.commit_due()) return;
    writer_.build_pending();
    tell_left_out(&entry);
    put_unfinished(entry, old);
    writer_.commit();
    committed_early_ = counts.added + counts.replaced;
  };
  Intake intake(found.root->reading, observer_, stop_, counts, take);
  InputBuffer in(found.file);
  if (!in.is_open()) {
    std::error_code error;
    if (in.is_missing() && !std::filesystem::is_symlink(found.file.path, error))
      note(found.file.name, "has gone while the archive was looked through; left for the next run");
    else
      intake.refused(found.file.name, "cannot be read: " + in.problem());
    unreadable_.insert(path);
    return;
  }
  HashingBuffer bytes(in);
  std::istream hashed(&bytes);
  try {
    read_file(found.file, hashed, found.root->reading, intake);
    const XXH128_hash_t hash = bytes.finish();
    entry.hash_low = hash.low64;
    entry.hash_high = hash.high64;
  } catch (const StopRequested&) {
    put_unfinished(std::move(entry), old);
    throw;
  } catch (const std::ios_base::failure&) {
    const std::string reason = std::strerror(errno);
    put_unfinished(std::move(entry), old);
    intake.refused(found.file.name, "cannot be read: " + reason);
    unreadable_.insert(path);
    return;
  }
  settle(found, std::move(entry), counts.refused == refused);
}

std::uint64_t Reindex::hash_of_holder(const std::string& file, const std::string& id) {
  return XXH3_64bits_withSeed(id.data(), id.size(), XXH3_64bits(file.data(), file.size()));
}

std::unordered_set<std::uint64_t> Reindex::held_by(const std::vector<FileEntry>& entries) {
  std::unordered_set<std::uint64_t> held;
  for (const FileEntry& entry : entries)
    for (const FileRecord& record : entry.records)
      held.insert(hash_of_holder(text_of_file_name(entry.path), record.id));
  return held;
}

// Whether the index has an article of that id which no file of the archive gave it, and which has a
// date of its own: one without does not take its place.
bool Reindex::came_dated_by_add(const std::string& id, const std::string& file) {
  if (taken_.contains(id)) return false;  // of what a file gives the rank tells
  if (request_.full) {
    const auto added = added_dated_.find(id);
    return added != added_dated_.end() && added->second != file;
  }
  const std::optional<Article> article = writer_.committed_article(id);
  if (!article || !article->has_own_date() || article->path == file) return false;
  if (!held_before_) held_before_ = held_by(read_manifest(writer_.committed()));
  return !held_before_->contains(hash_of_holder(article->path, id));
}

// Articles for which memory ran out are none of their files', so that those are read again.
// `current`: the file that is being read.
void Reindex::tell_left_out(FileEntry* current) {
  for (const IndexWriter::LeftOut& left_out : writer_.take_left_out()) {
    count_left_out(left_out, observer_, report_.articles);
    taken_.erase(left_out.id);
    const auto drop = [&](FileEntry& entry) {
      return std::erase_if(entry.records,
                           [&](const FileRecord& record) { return record.id == left_out.id; }) > 0;
    };
    if (current != nullptr) drop(*current);
    for (auto& [path, entry] : archive_.entries) {
      if (!drop(entry)) continue;
      entry.mtime = 0;
      entry.hash_low = entry.hash_high = 0;
      Metadata metadata;
      put_entry(entry, metadata);
      writer_.set_metadata(metadata);
    }
  }
}

// Of a file that was read in part what is committed of it goes with the file, and the file is read
// again by the next run.
void Reindex::put_unfinished(FileEntry entry, const FileEntry* old) {
  if (old != nullptr)
    entry.records.insert(entry.records.end(), old->records.begin(), old->records.end());
  Metadata metadata;
  put_entry(entry, metadata);
  writer_.set_metadata(metadata);
}

// Writes what is known of a file now. `whole`: nothing in it was refused.
void Reindex::settle(const ArchiveFile& found, FileEntry&& entry, bool whole) {
  InputFile again = found.file;
  const bool there = read_status(again);
  const bool steady = there && again.bytes == found.file.bytes && again.mtime == found.file.mtime;
  if (!steady) note(found.file.name, "changed while it was read; the next run reads it again");
  const std::int64_t step = found.file.mtime % kSecond == 0 ? kCoarseStep : kFineStep;
  entry.bytes = found.file.bytes;
  entry.mtime = steady && found.file.mtime + step < started_ ? found.file.mtime : 0;

  const auto known = archive_.entries.find(entry.path);
  std::vector<FileRecord> missing;
  if (known != archive_.entries.end()) {
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
    unsettled_.push_back(entry.path);
    FileEntry meanwhile = entry;
    meanwhile.mtime = 0;
    meanwhile.hash_low = meanwhile.hash_high = 0;
    meanwhile.records.insert(meanwhile.records.end(), missing.begin(), missing.end());
    put_entry(meanwhile, metadata);
  }
  if (metadata.empty()) put_entry(entry, metadata);
  writer_.set_metadata(metadata);
  std::string path = entry.path;
  archive_.entries.insert_or_assign(std::move(path), std::move(entry));
}

// Adds the articles of files that are gone, and takes their entries out. What was written from
// another file in this run stays; what another merely holds is left to settle_shared.
void Reindex::find_dropped() {
  for (const std::string& path : scan_.gone) {
    for (const FileRecord& record : archive_.entries.at(path).records) dropped_.insert(record.id);
    archive_.entries.erase(path);
  }
  std::erase_if(dropped_, [&](const std::string& id) {
    const auto taken = taken_.find(id);
    return kept_added_.contains(id) || (taken != taken_.end() && taken->second.written);
  });
  report_.files_gone = scan_.gone.size();
}

// An archive that is mostly gone is a mistake, or a disk that is not mounted.
void Reindex::require_archive(std::uint64_t gone) const {
  gone -= std::min(gone, archive_.forgotten);
  const double percent = archive_.articles == 0 ? 0
                                                : 100.0 * static_cast<double>(gone) /
                                                      static_cast<double>(archive_.articles);
  if (percent <= request_.max_delete) return;
  const std::string outcome =
      committed_early_ == 0
          ? "nothing was changed"
          : fmt::format(
                "none was removed; {} new and changed ones were committed before that was known",
                committed_early_);
  throw Error(ErrorCode::kInputRefused,
              fmt::format("{} of the archive's {} articles ({:.0f}%) are gone, so {}", gone,
                          archive_.articles, percent, outcome),
              fmt::format("see that the archive is whole and mounted; when they are to be removed: "
                          "newsidx reindex --max-delete {:.0f}",
                          std::ceil(percent)));
}

void Reindex::remember_roots() {
  const std::string roots = write_roots(archive_.roots);
  if (roots == read_roots(writer_.committed())) return;
  Metadata metadata;
  put_roots(roots, metadata);
  writer_.set_metadata(metadata);
}

// An article that was edited and thereby has another id is not lost.
std::uint64_t Reindex::lost() const {
  return dropped_.size() - std::min<std::uint64_t>(dropped_.size(), stand_ins_);
}

void Reindex::remove_dropped() {
  Metadata metadata;
  for (const std::string& id : dropped_) {
    if (!writer_.has(id)) continue;
    writer_.remove(id);
    ++report_.removed;
  }
  for (const std::string& path : unsettled_) put_entry(archive_.entries.at(path), metadata);
  for (const std::string& path : scan_.gone) erase_entry(path, metadata);
  writer_.set_metadata(metadata);
  remember_roots();
  writer_.build_pending();
  tell_left_out(nullptr);
  writer_.commit();
}

}  // namespace newsidx
