// Articles that several files of the archive hold: whichever of them a run reads, the index has
// that of the highest rank (Reindex::rank_of).
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "indexer/reindex.h"
#include "newsidx/utf8.h"
#include "store/record.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// Has the file read again, and these articles of it taken whatever they are.
void distrust(FileEntry& entry, const std::unordered_set<std::string>& ids) {
  entry.mtime = 0;
  entry.hash_low = entry.hash_high = 0;
  for (FileRecord& record : entry.records)
    if (ids.contains(record.id)) record.hash = 0;
}

}  // namespace

// The ids that more than one file holds, hashed.
std::unordered_set<std::uint64_t> Reindex::shared_ids() const {
  std::unordered_map<std::uint64_t, const FileEntry*> holders;
  std::unordered_set<std::uint64_t> shared;
  for (const auto& [path, entry] : archive_.entries)
    for (const FileRecord& record : entry.records) {
      const std::uint64_t hash = id_hash(record.id);
      if (holders.try_emplace(hash, &entry).first->second != &entry) shared.insert(hash);
    }
  return shared;
}

void Reindex::find_unread_holders() {
  if (scan_.to_read.empty()) return;
  std::unordered_set<std::string> read;
  for (const ArchiveFile& found : scan_.to_read) read.insert(found.file.path.string());
  for (const auto& [path, entry] : archive_.entries) {
    const auto place = scan_.places.find(path);
    if (place == scan_.places.end() || read.contains(path)) continue;
    for (const FileRecord& record : entry.records) {
      std::uint64_t& highest = unread_holders_[id_hash(record.id)];
      highest = std::max(highest, rank_of(place->second, record.dated));
    }
  }
}

// Where the index has the article of another file than the one that counts, because that one was
// the last to change or the one that counts has dropped it, that is read again.
void Reindex::settle_shared() {
  if (dropped_.empty() && taken_.empty() && !archive_.roots_changed) return;
  struct Holder {
    const std::string* path = nullptr;
    std::uint32_t place = 0;
    std::uint64_t rank = 0;
    bool only = true;
  };
  std::unordered_map<std::string_view, Holder> holders;  // by id
  for (const auto& [path, entry] : archive_.entries) {
    const std::uint32_t place = scan_.places.at(path);
    for (const FileRecord& record : entry.records) {
      if (!archive_.roots_changed && !dropped_.contains(record.id) && !taken_.contains(record.id))
        continue;
      Holder& highest = holders[record.id];
      const std::uint64_t rank = rank_of(place, record.dated);
      highest.only = highest.path == nullptr || (highest.only && highest.path == &path);
      if (highest.path == nullptr || rank > highest.rank)
        highest = {&path, place, rank, highest.only};
    }
  }
  RecordCodec codec(writer_.settings().dictionary);
  const Xapian::Database& committed = writer_.committed();
  const auto source = [&](const std::string& id) -> std::string {
    if (const auto taken = taken_.find(id); taken != taken_.end() && taken->second.written)
      return taken->second.place.file;
    const auto found = committed.postlist_begin(id_term(id));
    if (found == committed.postlist_end(id_term(id))) return "";
    return codec.decode(committed.get_document(*found).get_data()).path;
  };
  std::map<std::pair<std::uint32_t, std::string>, std::unordered_set<std::string>> again;
  for (const auto& [view, holder] : holders) {
    const std::string id(view);
    const bool dropped = dropped_.erase(id) > 0;
    if ((dropped || !holder.only) && source(id) != text_of_file_name(*holder.path))
      again[{holder.place, *holder.path}].insert(id);
  }
  for (const auto& [file, ids] : again) reread(file.second, ids);
}

void Reindex::reread(const std::string& path, const std::unordered_set<std::string>& ids) {
  FileEntry& entry = archive_.entries.at(path);
  distrust(entry, ids);  // until it has been read, be it in a later run
  Metadata metadata;
  put_entry(entry, metadata);
  writer_.set_metadata(metadata);
  if (unreadable_.contains(path)) return;
  for (const Root& root : archive_.roots) {
    if (reading_hash(root) != entry.root || !lies_in(path, root.path)) continue;
    std::optional<InputFile> file =
        find_input(root.path, path, root.reading.format, link_rule(root, archive_));
    if (!file) continue;
    ArchiveFile found{std::move(*file), &root};
    return read(found, true);
  }
}

}  // namespace newsidx
