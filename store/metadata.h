// What the index keeps besides articles: in the database's metadata, each value with a checksum of
// key and value. The fingerprint alone, which is read before anything else, is plain text with a
// checksum of its own (fingerprint.h).
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>

namespace newsidx {

// Empty when there is none. Throws Error(kIo) when it is not as it was written.
std::string read_metadata(const Xapian::Database& database, const std::string& key);
// An empty value removes the key.
void write_metadata(Xapian::WritableDatabase& database, const std::string& key,
                    std::string_view value);

// What is kept under the key for a value, and back.
std::string sealed_value(std::string_view key, std::string_view value);
std::string unsealed_value(std::string_view key, std::string_view sealed);

// Reads all; what is wrong, in words, or empty.
std::string find_damaged_metadata(const Xapian::Database& database);

}  // namespace newsidx
