// What is said when the program is brought down while it uses an index.
#pragma once

#include <chrono>
#include <filesystem>

namespace newsidx::cli {

// From here on a fault (SIGSEGV, SIGBUS, SIGFPE, SIGABRT) ends the program with exit 74 and a word
// of what to do, not by the signal: Xapian trusts the blocks of its files, and may fall over those
// of a damaged index before it sees that they are. What is being written is left as with a kill: as
// it was last committed.
void guard_against_faults(const std::filesystem::path& index_dir);

// Ends the program likewise when, while this lives, it uses far more of the processor's time than
// the limit: a block of a damaged table that leads back to itself has Xapian read it for ever. For
// one thread at a time, and once guard_against_faults() has been called; a limit of 0 is none.
class StuckGuard {
 public:
  explicit StuckGuard(std::chrono::milliseconds limit);
  ~StuckGuard();
  StuckGuard(const StuckGuard&) = delete;
  StuckGuard& operator=(const StuckGuard&) = delete;
};

}  // namespace newsidx::cli
