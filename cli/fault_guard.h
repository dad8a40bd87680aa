// What is said when the program is brought down while it uses an index.
#pragma once

#include <filesystem>

namespace newsidx::cli {

// From here on a fault (SIGSEGV, SIGBUS, SIGFPE, SIGABRT) ends the program with exit 74 and a word
// of what to do, not by the signal: Xapian trusts the blocks of its files, and may fall over those
// of a damaged index before it sees that they are. What is being written is left as with a kill: as
// it was last committed.
void guard_against_faults(const std::filesystem::path& index_dir);

}  // namespace newsidx::cli
