// The article as kept in Xapian's document data. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "newsidx/article.h"

namespace newsidx {

// MessagePack (Xapian compresses it). Text and raw text stand next to each other, so that
// compression finds the one in the other.
std::string encode_record(const Article& article);

enum class RecordParts { kWhole, kWithoutRawAndExtra };

// Throws Error(kIo) for data that is no record.
Article decode_record(std::string_view data, RecordParts parts = RecordParts::kWhole);

}  // namespace newsidx
