#include "indexer/intake/archive_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "newsidx/displayable.h"
#include "newsidx/error.h"

namespace newsidx {
namespace {

bool is_stream(const std::filesystem::file_status& status) {
  return std::filesystem::exists(status) && !std::filesystem::is_directory(status) &&
         !std::filesystem::is_regular_file(status);
}

void forget_root(const std::string& given, KnownArchive& archive) {
  const std::string path = root_path(given);
  if (std::erase_if(archive.roots, [&](const Root& root) { return root.path == path; }) == 0)
    throw Error(ErrorCode::kNotFound, given + ": not a folder that this index remembers",
                "newsidx status lists them");
  archive.roots_changed = true;
  for (const auto& [name, entry] : archive.entries)
    if (lies_in(name, path)) archive.forgotten += entry.records.size();
}

void name_root(const std::string& given, const AddRequest& reading, KnownArchive& archive) {
  Root root{root_path(given), reading};
  root.reading.paths.clear();
  const auto known = std::find_if(archive.roots.begin(), archive.roots.end(),
                                  [&](const Root& other) { return other.path == root.path; });
  if (known != archive.roots.end()) {
    // Not to be told is no reason to take what links lead to for gone.
    if (!root.reading.follow) root.reading.follow = known->reading.follow;
    archive.roots_changed |=
        reading_hash(*known) != reading_hash(root) || known->reading.follow != root.reading.follow;
    *known = std::move(root);
    return;
  }
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(root.path, error);
  if (!std::filesystem::exists(status))
    throw Error(ErrorCode::kNotFound, given + ": no such file or folder",
                "name the archive's folders, or files");
  if (is_stream(status))
    throw Error(ErrorCode::kUsage,
                given + ": a pipe or device, which cannot be read again and again",
                "name folders or files; newsidx add reads such a thing once");
  if (!root.reading.follow) root.reading.follow = FollowLinks::kNo;
  archive.roots_changed = true;
  archive.roots.push_back(std::move(root));
}

// Whether the file is what it was when it was last read, as far as one sees from outside.
bool is_as_known(const InputFile& file, std::uint64_t reading, const KnownArchive& archive) {
  const auto known = archive.entries.find(file.path.string());
  return known != archive.entries.end() && known->second.root == reading &&
         known->second.bytes == file.bytes && known->second.mtime == file.mtime && file.mtime != 0;
}

void scan_root(const Root& root, const KnownArchive& archive, bool full, ArchiveScan& scan) {
  std::error_code error;
  Inputs inputs;
  if (is_stream(std::filesystem::status(root.path, error))) {
    inputs.unreadable.push_back({displayable(root.path), "has become a pipe or device"});
    inputs.unread_folders.emplace_back(root.path);
  } else {
    inputs = find_inputs({root.path}, root.reading.format, link_rule(root, archive));
  }
  std::move(inputs.unreadable.begin(), inputs.unreadable.end(),
            std::back_inserter(scan.unreadable));
  std::move(inputs.left_out.begin(), inputs.left_out.end(), std::back_inserter(scan.left_out));
  if (!root.reading.follow && inputs.links_followed > 0)
    scan.undecided.push_back(
        {displayable(root.path),
         fmt::format("links to files ({}) are followed wherever they lead, as when it was first "
                     "named",
                     inputs.links_followed)});
  scan.links_left_out += inputs.links_left_out;
  scan.skipped_files += inputs.skipped;
  scan.compressed_files += inputs.compressed;
  // What cannot be looked at is not gone.
  for (const std::filesystem::path& folder : inputs.unread_folders)
    for (const auto& [path, entry] : archive.entries)
      if (lies_in(path, folder.string())) scan.places.try_emplace(path, 0);
  const std::uint64_t reading = reading_hash(root);
  for (InputFile& file : inputs.files) {
    file.any_kind = false;
    std::uint32_t& place = scan.places[file.path.string()];
    if (place > 0) continue;  // of an earlier root as well
    place = static_cast<std::uint32_t>(++scan.files);
    if (full || !is_as_known(file, reading, archive))
      scan.to_read.push_back({std::move(file), &root});
  }
}

void require_root(const Root& root, const KnownArchive& archive, const ArchiveScan& scan) {
  const auto in_root = [&](const auto& named) { return lies_in(named.first, root.path); };
  if (std::any_of(scan.places.begin(), scan.places.end(), in_root) ||
      std::none_of(archive.entries.begin(), archive.entries.end(), in_root))
    return;
  std::error_code error;
  const bool there = std::filesystem::exists(root.path, error);
  throw Error(ErrorCode::kInputRefused,
              fmt::format("{}: {}, so nothing was changed", displayable(root.path),
                          there ? "the archive is empty now" : "the archive is gone"),
              "when it is not mounted, mount it; when it is given up: newsidx reindex --forget " +
                  displayable(root.path));
}

}  // namespace

KnownArchive load_archive(std::vector<Root> roots, std::vector<FileEntry> entries,
                          const std::filesystem::path& index_dir, const ReindexRequest& request) {
  KnownArchive archive;
  archive.roots = std::move(roots);
  for (FileEntry& entry : entries) {
    archive.articles += entry.records.size();
    std::string path = entry.path;
    archive.entries.emplace(std::move(path), std::move(entry));
  }
  for (const std::string& given : request.forget) forget_root(given, archive);
  archive.articles -= std::min(archive.articles, archive.forgotten);
  for (const std::string& given : request.reading.paths) name_root(given, request.reading, archive);
  if (archive.roots.empty() && request.forget.empty())
    throw Error(ErrorCode::kNotFound, index_dir.string() + ": this index remembers no folders yet",
                "name the archive's folders once: newsidx reindex FOLDER…");
  return archive;
}

LinkRule link_rule(const Root& root, const KnownArchive& archive) {
  std::vector<std::string> paths;
  for (const Root& each : archive.roots) paths.push_back(each.path);
  return link_rule(root.reading.follow, paths);
}

ArchiveScan scan_archive(const KnownArchive& archive, const ReindexRequest& request) {
  ArchiveScan scan;
  for (const Root& root : archive.roots) {
    scan_root(root, archive, request.full, scan);
    if (request.max_delete < 100) require_root(root, archive, scan);
  }
  for (const auto& [path, entry] : archive.entries)
    if (!scan.places.contains(path)) scan.gone.push_back(path);
  std::sort(scan.gone.begin(), scan.gone.end());
  return scan;
}

}  // namespace newsidx
