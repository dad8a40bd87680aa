#include "newsidx/status.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "store/file_lock.h"
#include "store/health.h"
#include "store/index_dir.h"
#include "store/manifest.h"
#include "store/read_through.h"
#include "store/root_list.h"
#include "store/run_log.h"
#include "store/terms.h"
#include "store/xapian_errors.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

constexpr std::size_t kCanaries = 20;
constexpr int kMaxTries = 20;
// More of one kind of damage tell nothing more.
constexpr std::size_t kMaxDamages = 20;

// What seems damaged may be what a writer put in the place of what was being read: then it is
// looked at again.
template <typename Look, typename IsSound>
auto undisturbed(const std::filesystem::path& index_dir, Look&& look, IsSound&& is_sound) {
  for (int tries = 1;; ++tries) {
    const auto before = committed_state(index_dir);
    try {
      auto seen = look();
      if (tries == kMaxTries || is_sound(seen) || committed_state(index_dir) == before) return seen;
    } catch (const Error&) {
      if (tries == kMaxTries || committed_state(index_dir) == before) throw;
    }
  }
}

IndexStatus look_once(const std::filesystem::path& index_dir) {
  IndexStatus status;
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(index_dir, settings);
  translating(index_dir, [&] {
    status.articles = database.get_doccount();
    for (const Root& root : parse_roots(read_roots(database)))
      status.roots.push_back(text_of_file_name(root.path));
    status.files = count_files(database);
    status.damage = find_damage(database, settings, kCanaries);
  });
  status.generation = current_generation(index_dir);
  status.kept_generations = list_generations(index_dir);
  std::erase(status.kept_generations, status.generation);
  status.later_generations = later_generations(index_dir);
  status.disk_bytes = disk_usage(index_dir);
  status.writer = lock_holder(index_dir);
  const RunLog log = read_run_log(index_dir);
  status.last_run = log.last;
  // Of an index that follows an archive only its reindex runs keep it true.
  for (const auto& [command, time] : log.succeeded)
    if (command == "reindex" || (command == "add" && status.roots.empty()))
      status.last_success = std::max(status.last_success.value_or(time), time);
  return status;
}

CheckReport check_once(const std::filesystem::path& index_dir, const std::string& generation) {
  CheckReport report;
  report.generation = generation;
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(index_dir, settings);
  const auto damage = [&](std::string what) {
    if (report.damages.size() < kMaxDamages) report.damages.push_back(std::move(what));
  };
  translating(index_dir, [&] {
    const std::filesystem::path tables = index_dir / generation;
    report.read_only = !may_be_written(tables);
    if (report.read_only) {
      if (std::string wrong = find_contradiction(database); !wrong.empty())
        damage(std::move(wrong));
    } else {
      std::ostringstream found;
      if (const std::size_t errors = Xapian::Database::check(tables.string(), 0, &found);
          errors > 0) {
        damage(fmt::format("xapian-check finds {} errors", errors));
        std::istringstream lines(found.str());
        for (std::string line; std::getline(lines, line);) damage("  " + line);
      }
    }
    report.articles = database.get_doccount();
    if (std::string lost = find_damage(database, settings, database.get_lastdocid()); !lost.empty())
      damage(std::move(lost));
    for (const FileEntry& entry : read_manifest(database)) {
      ++report.files;
      for (const FileRecord& record : entry.records)
        if (!database.term_exists(id_term(record.id)))
          damage(
              fmt::format("{} of {} is missing", displayable(record.id), displayable(entry.path)));
    }
  });
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
