// How an index is: its last run, its size, its soundness.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/indexer.h"

namespace newsidx {

// Whether an index stands there, be it sound or not: a `current` of any kind, or without one a
// generation that holds articles.
bool has_index(const std::filesystem::path& index_dir);

using RunTime = std::chrono::sys_seconds;

// What a command that writes the index did.
struct Run {
  std::string command;  // add, remove, reindex, compact
  RunTime began{};
  double seconds = 0;
  int exit_code = 0;
  std::string error;  // why it failed; empty when it did not
  std::uint64_t added = 0;
  std::uint64_t replaced = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t removed = 0;
  std::uint64_t refused = 0;
  std::vector<Notice> refusals;  // the first kMaxRefusals
};

inline constexpr std::size_t kMaxRefusals = 100;

// Whether the index was what it should be afterwards: all done, or all but articles that were
// refused.
bool succeeded(const Run& run);

// Keeps the run as the index's last one, in the file last-run.json beside it, so that a failed run
// can be kept as well. Throws Error(kIo, kCannotCreate).
void record_run(const std::filesystem::path& index_dir, const Run& run);

struct IndexStatus {
  std::uint64_t articles = 0;
  std::string generation;
  std::vector<std::string> kept_generations;  // all others
  // Of these, those that came into use after the one in use now: somebody went back to an earlier
  // state, or what names the generation in use is damaged. newsidx never removes them.
  std::vector<std::string> later_generations;
  std::uint64_t disk_bytes = 0;  // of all generations
  std::string writer;            // the process that writes it now; empty: none
  std::vector<std::string> roots;
  std::uint64_t files = 0;              // of the roots, as last read
  std::optional<Run> last_run;          // none recorded: an index that was copied, say
  std::optional<RunTime> last_success;  // when the last that succeeded ended: of reindex
                                        // where there are roots, else of add as well
  std::string damage;                   // what the canary queries do not find; empty: nothing
};

// Runs some canary queries. Throws Error: kNotFound, kConfiguration, kIo.
IndexStatus index_status(const std::filesystem::path& index_dir);

struct CheckReport {
  std::string generation;
  std::uint64_t articles = 0;
  std::uint64_t files = 0;
  bool read_only = false;  // checked without Xapian's own check, which takes the right to write
  std::vector<std::string> damages;  // none: the index is sound
};

// Reads the whole index: Xapian's own check (or, where the index may not be written, all that it
// holds compared with each other), every article looked up by its id and words, every article of
// the list of files. Throws Error: kNotFound, kConfiguration, kIo.
CheckReport check_index(const std::filesystem::path& index_dir);

}  // namespace newsidx
