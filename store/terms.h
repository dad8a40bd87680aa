// How values become Xapian terms. Thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "newsidx/date.h"

namespace newsidx {

// Xapian's limit is 245 bytes; a NUL costs two, and none of ours holds one.
inline constexpr std::size_t kMaxTermBytes = 240;

// prefix + value; a value too long keeps its beginning, cut at a code point, and gets a hash of the
// whole.
std::string make_term(std::string_view prefix, std::string_view value);

// The term that only the article of that id has.
std::string id_term(std::string_view id);

// Stands in for an id where many are kept (XXH3): of a million ids any two have the same with a
// probability of 3e-8.
std::uint64_t id_hash(std::string_view id);

// YYYYMMDD: in this form days sort as text, in values as in terms.
std::string date_key(Date date);

// The host of an http(s) address in lower case, without www.; empty for anything else.
std::string url_host(std::string_view url);

}  // namespace newsidx
