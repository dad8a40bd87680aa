#include "newsidx/status.h"

#include <fmt/format.h>

#include <sstream>
#include <utility>

#include "store/file_lock.h"
#include "store/health.h"
#include "store/index_dir.h"
#include "store/manifest.h"
#include "store/root_list.h"
#include "store/run_log.h"
#include "store/terms.h"
#include "store/xapian_errors.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

constexpr std::size_t kCanaries = 20;
// More of one kind of damage tell nothing more.
constexpr std::size_t kMaxDamages = 20;

}  // namespace

IndexStatus index_status(const std::filesystem::path& index_dir) {
  IndexStatus status;
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(index_dir, settings);
  translating(index_dir, [&] {
    status.articles = database.get_doccount();
    for (const Root& root : parse_roots(read_roots(database)))
      status.roots.push_back(displayable(root.path));
    status.files = count_files(database);
    status.damage = find_damage(database, settings, kCanaries);
  });
  status.generation = current_generation(index_dir);
  status.kept_generations = list_generations(index_dir);
  std::erase(status.kept_generations, status.generation);
  status.disk_bytes = disk_usage(index_dir);
  status.writer = lock_holder(index_dir);
  const RunLog log = read_run_log(index_dir);
  status.last_run = log.last;
  // Of an index that follows an archive only its reindex runs keep it true.
  for (const char* command : {"reindex", "add"})
    if (const auto time = log.succeeded.find(command); time != log.succeeded.end())
      if (!status.last_success || (status.roots.empty() && *status.last_success < time->second))
        status.last_success = time->second;
  if (!status.roots.empty() && !log.succeeded.contains("reindex")) status.last_success.reset();
  return status;
}

CheckReport check_index(const std::filesystem::path& index_dir) {
  CheckReport report;
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(index_dir, settings);
  report.generation = current_generation(index_dir);
  const auto damage = [&](std::string what) {
    if (report.damages.size() < kMaxDamages) report.damages.push_back(std::move(what));
  };
  translating(index_dir, [&] {
    std::ostringstream found;
    const std::string path = (index_dir / report.generation).string();
    if (const std::size_t errors = Xapian::Database::check(path, 0, &found); errors > 0) {
      damage(fmt::format("xapian-check finds {} errors", errors));
      std::istringstream lines(found.str());
      for (std::string line; std::getline(lines, line);) damage("  " + line);
    }
    report.articles = database.get_doccount();
    if (std::string lost = find_damage(database, settings, database.get_lastdocid()); !lost.empty())
      damage(std::move(lost));
    for (const FileEntry& entry : read_manifest(database)) {
      ++report.files;
      for (const FileRecord& record : entry.records)
        if (!database.term_exists(id_term(record.id)))
          damage(fmt::format("{} of {} is missing", record.id, displayable(entry.path)));
    }
  });
  return report;
}

}  // namespace newsidx
