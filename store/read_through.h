// Reads all that an index holds, as a search would, and compares it with itself.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <functional>
#include <string>

#include "store/index_dir.h"

namespace newsidx {

// Whether all of a generation's files may be written; on a read-only disk they may not.
bool may_be_written(const std::filesystem::path& generation);

// Who is told what is read now, in words, and what is wrong; nothing more is read when damage()
// returns false.
struct ReadThroughObserver {
  std::function<void(const std::string& part)> begins;
  std::function<bool(const std::string& what)> damage;
};

// Of every article the record against its checksum; its id against the values and the term it is
// found by; its terms, counts, positions and values, as a search reads them, against the digest in
// the record, and its list of terms against them; its length; its group of near-copies against the
// list of the group. All counts and bounds of the index; all metadata against their checksums. A
// Xapian::Error or Error tells of what cannot be read at all. Takes 16 bytes of memory an article,
// and those of the groups.
void read_through(const Xapian::Database& database, const IndexSettings& settings,
                  const ReadThroughObserver& observer);

}  // namespace newsidx
