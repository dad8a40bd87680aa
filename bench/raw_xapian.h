// What newsidx is measured against in the same run: Xapian as a user finds it, with its
// TermGenerator, QueryParser and Turkish stemmer, positions, and the text stored.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

namespace newsidx::bench {

// Indexes the JSON Lines file at `database`.
void index_with_raw_xapian(const std::filesystem::path& file,
                           const std::filesystem::path& database);

// The ten best documents for a query.
Xapian::MSet search_raw_xapian(const Xapian::Database& database, const std::string& query);

}  // namespace newsidx::bench
