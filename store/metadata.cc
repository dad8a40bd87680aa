#include "store/metadata.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdint>

#include "newsidx/error.h"
#include "store/fingerprint.h"

namespace newsidx {
namespace {

constexpr std::size_t kChecksumBytes = 8;

std::string checksum_of(std::string_view key, std::string_view value) {
  const std::uint64_t sum =
      XXH3_64bits_withSeed(value.data(), value.size(), XXH3_64bits(key.data(), key.size()));
  std::string bytes;
  for (std::size_t i = 0; i < kChecksumBytes; ++i) bytes += static_cast<char>(sum >> 8 * i);
  return bytes;
}

}  // namespace

std::string sealed_value(std::string_view key, std::string_view value) {
  return std::string(value) + checksum_of(key, value);
}

std::string unsealed_value(std::string_view key, std::string_view sealed) {
  const std::size_t size = sealed.size() - std::min(sealed.size(), kChecksumBytes);
  const std::string_view value = sealed.substr(0, size);
  if (sealed.substr(size) != checksum_of(key, value))
    throw Error(ErrorCode::kIo,
                "the index is damaged: " + std::string(key) + " is not as it was written",
                "newsidx reindex --full builds it anew from the archive's files");
  return std::string(value);
}

std::string read_metadata(const Xapian::Database& database, const std::string& key) {
  const std::string sealed = database.get_metadata(key);
  return sealed.empty() ? sealed : unsealed_value(key, sealed);
}

void write_metadata(Xapian::WritableDatabase& database, const std::string& key,
                    std::string_view value) {
  database.set_metadata(key, value.empty() ? std::string() : sealed_value(key, value));
}

std::string find_damaged_metadata(const Xapian::Database& database) {
  try {
    for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
      if (*key != kFingerprintKey) {
        unsealed_value(*key, database.get_metadata(*key));
        continue;
      }
      const std::string text = database.get_metadata(*key);
      if (Fingerprint::parse(text).sealed_text() != text)
        return "its fingerprint is not as it was written: " + text;
    }
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace newsidx
