// A check for an index that may only be read: Xapian's own opens the tables for writing.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

namespace newsidx {

// Whether all of a generation's files may be written; on a read-only disk they may not.
bool may_be_written(const std::filesystem::path& generation);

// Reads all postings, positions, values and counts as a search would, and compares them with each
// other: an article's terms with the terms' articles, counts and lengths with what they count. What
// is wrong, in words; empty when nothing is. A Xapian::Error tells of what cannot be read at all.
std::string find_contradiction(const Xapian::Database& database);

}  // namespace newsidx
