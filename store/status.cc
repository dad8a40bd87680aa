#include "newsidx/status.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "newsidx/displayable.h"
#include "newsidx/utf8.h"
#include "store/check.h"
#include "store/file_lock.h"
#include "store/glass/version_file.h"
#include "store/health.h"
#include "store/index_dir.h"
#include "store/manifest.h"
#include "store/read_through.h"
#include "store/root_list.h"
#include "store/run_log.h"
#include "store/terms.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

constexpr std::size_t kCanaries = 20;
constexpr std::size_t kLookedUp = 500;
constexpr int kMaxTries = 20;

// What seems damaged may be what a writer put in the place of what was being read: then it is
// looked at again.
template <typename Look, typename IsSound>
auto undisturbed(const std::filesystem::path& index_dir, Look&& look, IsSound&& is_sound) {
  for (int tries = 1;; ++tries) {
    const auto before = committed_state(index_dir);
    try {
      auto seen = look();
      if (tries == kMaxTries || is_sound(seen) || committed_state(index_dir) == before) return seen;
    } catch (const Error& error) {
      if (tries < kMaxTries && committed_state(index_dir) != before) continue;
      // A later revision, though nobody has committed.
      if (error.code() == ErrorCode::kBusy && tries < kMaxTries)
        throw Error(ErrorCode::kIo, error.what(), "the index is damaged");
      throw;
    }
  }
}

// What one may not read is not damaged.
void require_permission(const std::filesystem::path& generation) {
  const auto refused = [](const std::filesystem::path& path) {
    return Error(ErrorCode::kIo, path.string() + ": cannot be read: Permission denied",
                 "run it as the user who owns the index, or mend the index's permissions");
  };
  std::error_code error;
  for (std::filesystem::directory_iterator file(generation, error), end; !error && file != end;
       file.increment(error))
    if (::access(file->path().c_str(), R_OK) != 0 && errno == EACCES) throw refused(file->path());
  if (error == std::errc::permission_denied) throw refused(generation);
}

IndexStatus look_once(const std::filesystem::path& index_dir) {
  IndexStatus status;
  status.generation = current_generation(index_dir);
  require_permission(index_dir / status.generation);
  status.kept_generations = list_generations(index_dir);
  std::erase(status.kept_generations, status.generation);
  status.later_generations = later_generations(index_dir);
  status.disk_bytes = disk_usage(index_dir);
  status.writer = lock_holder(index_dir);
  const RunLog log = read_run_log(index_dir);
  status.last_run = log.last;
  const PartReport seen = run_part("the index", status.disk_bytes, [&](const PartVoice& voice) {
    IndexSettings settings;
    const Xapian::Database database = open_for_reading(index_dir, settings);
    if (const std::string wrong =
            glass::library_reads_this_format()
                ? glass::find_file_damage(index_dir / current_generation(index_dir), true)
                : "";
        !wrong.empty())
      voice.damage(wrong);
    voice.count(database.get_doccount());
    voice.count(count_files(database));
    for (const Root& root : parse_roots(read_roots(database)))
      voice.text(text_of_file_name(root.path));
    if (std::string lost = find_damage(database, settings, kCanaries); !lost.empty())
      voice.damage(lost);
  });
  if (seen.counts.size() > 0) status.articles = seen.counts[0];
  if (seen.counts.size() > 1) status.files = seen.counts[1];
  status.roots = seen.texts;
  if (!seen.damages.empty()) status.damage = seen.damages.front();
  // Of an index that follows an archive only its reindex runs keep it true.
  for (const auto& [command, time] : log.succeeded)
    if (command == "reindex" || (command == "add" && status.roots.empty()))
      status.last_success = std::max(status.last_success.value_or(time), time);
  return status;
}

// Each file of the archive against the articles.
void check_manifest(const Xapian::Database& database, const PartVoice& voice) {
  voice.begins("the list of the archive's files");
  const std::vector<FileEntry> entries = read_manifest(database);
  voice.count(entries.size());
  for (const FileEntry& entry : entries)
    for (const FileRecord& record : entry.records)
      if (!database.term_exists(id_term(record.id)) &&
          !voice.damage(
              fmt::format("{} of {} is missing", displayable(record.id), displayable(entry.path))))
        return;
}

CheckReport check_once(const std::filesystem::path& index_dir, const std::string& generation) {
  CheckReport report;
  report.generation = generation;
  const std::filesystem::path tables = index_dir / generation;
  require_permission(tables);
  const std::uint64_t bytes = disk_usage(index_dir);
  const auto take = [&](const std::vector<std::string>& damages) {
    report.damages.insert(report.damages.end(), damages.begin(), damages.end());
  };
  const auto with_index = [&](const auto& look) {
    IndexSettings settings;
    const Xapian::Database database = open_for_reading(index_dir, settings);
    look(database, settings);
  };
  const PartReport opened = run_part("the index", bytes, [&](const PartVoice& voice) {
    with_index([&](const Xapian::Database& database, const IndexSettings&) {
      voice.count(database.get_doccount());
    });
    if (!glass::library_reads_this_format()) return;
    if (const std::string wrong = glass::find_file_damage(tables, true); !wrong.empty())
      voice.damage(wrong);
  });
  take(opened.damages);
  if (!opened.counts.empty()) report.articles = opened.counts.front();
  report.read_only = !may_be_written(tables);
  if (!report.read_only) take(check_tables(tables));
  if (opened.counts.empty()) return report;
  take(run_part("the index", bytes, [&](const PartVoice& voice) {
         with_index([&](const Xapian::Database& database, const IndexSettings& settings) {
           read_through(database, settings, {voice.begins, voice.damage});
         });
       }).damages);
  take(run_part("the index", bytes, [&](const PartVoice& voice) {
         with_index([&](const Xapian::Database& database, const IndexSettings& settings) {
           voice.begins("what a search would find");
           if (const std::string lost = find_damage(database, settings, kLookedUp); !lost.empty())
             voice.damage(lost);
         });
       }).damages);
  const PartReport files = run_part("the index", bytes, [&](const PartVoice& voice) {
    with_index([&](const Xapian::Database& database, const IndexSettings&) {
      check_manifest(database, voice);
    });
  });
  take(files.damages);
  if (!files.counts.empty()) report.files = files.counts.front();
  return report;
}

}  // namespace

IndexStatus index_status(const std::filesystem::path& index_dir) {
  return undisturbed(
      index_dir, [&] { return look_once(index_dir); },
      [](const IndexStatus& status) { return status.damage.empty(); });
}

CheckReport check_index(const std::filesystem::path& index_dir) {
  return undisturbed(
      index_dir, [&] { return check_once(index_dir, current_generation(index_dir)); },
      [](const CheckReport& report) { return report.damages.empty(); });
}

}  // namespace newsidx
