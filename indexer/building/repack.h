// Packs an index's records again with a dictionary of their own.
#pragma once

#include <cstddef>
#include <filesystem>

#include "store/index_dir.h"

namespace newsidx {

// An index that has so many articles, and began with too few at once, gets a dictionary when it is
// compacted.
inline constexpr std::size_t kLeastForDictionary = 1000;

// Trains a dictionary on the articles of a database that nobody else uses, packs all records with
// it and writes it into the database. `settings` are those the database was made with. The records'
// old places in it become gaps. Throws Error and Xapian::Error.
void repack_records(const std::filesystem::path& database, const IndexSettings& settings);

}  // namespace newsidx
