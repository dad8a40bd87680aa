#include "store/manifest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "newsidx/error.h"
#include "store/metadata.h"
#include "store/read_json.h"

namespace newsidx {
namespace {

using Json = nlohmann::json;

// Paths may be longer than Xapian's keys.
std::string key_of(const std::string& path) {
  const XXH128_hash_t hash = XXH3_128bits(path.data(), path.size());
  return fmt::format("{}{:016x}{:016x}", kFileKey, hash.high64, hash.low64);
}

}  // namespace

FileEntry parse_entry(const std::string& value) {
  try {
    const Json json = read_msgpack(value);
    FileEntry entry;
    entry.path = json.at(0);
    entry.root = integer_of<std::uint64_t>(json.at(1));
    entry.bytes = integer_of<std::uint64_t>(json.at(2));
    entry.mtime = integer_of<std::int64_t>(json.at(3));
    entry.hash_low = integer_of<std::uint64_t>(json.at(4));
    entry.hash_high = integer_of<std::uint64_t>(json.at(5));
    const Json& records = json.at(6);
    entry.records.reserve(records.size() / 2);
    for (std::size_t i = 0; i < records.size(); i += 2)
      entry.records.push_back({records.at(i), integer_of<std::uint64_t>(records.at(i + 1))});
    if (json.size() > 7)  // which of them are undated
      for (const Json& undated : json.at(7))
        entry.records.at(integer_of<std::size_t>(undated)).dated = false;
    return entry;
  } catch (const std::exception& error) {  // of JSON, or a place that there is not
    throw Error(ErrorCode::kIo,
                std::string("the index's list of files cannot be read: ") + error.what(),
                "newsidx reindex --full builds it anew from the archive's files");
  }
}

std::vector<FileEntry> read_manifest(const Xapian::Database& database) {
  std::vector<FileEntry> entries;
  for (auto key = database.metadata_keys_begin(kFileKey);
       key != database.metadata_keys_end(kFileKey); ++key)
    entries.push_back(parse_entry(read_metadata(database, *key)));
  return entries;
}

std::size_t count_files(const Xapian::Database& database) {
  return static_cast<std::size_t>(
      std::distance(database.metadata_keys_begin(kFileKey), database.metadata_keys_end(kFileKey)));
}

void put_entry(const FileEntry& entry, Metadata& metadata) {
  Json records = Json::array();
  Json undated = Json::array();
  for (std::size_t i = 0; i < entry.records.size(); ++i) {
    records.push_back(entry.records[i].id);
    records.push_back(entry.records[i].hash);
    if (!entry.records[i].dated) undated.push_back(i);
  }
  Json json = {entry.path,     entry.root,      entry.bytes,       entry.mtime,
               entry.hash_low, entry.hash_high, std::move(records)};
  if (!undated.empty()) json.push_back(std::move(undated));
  std::string value;
  Json::to_msgpack(json, value);
  metadata.emplace_back(key_of(entry.path), std::move(value));
}

void erase_entry(const std::string& path, Metadata& metadata) {
  metadata.emplace_back(key_of(path), "");
}

std::string read_roots(const Xapian::Database& database) {
  return read_metadata(database, kRootsKey);
}

void put_roots(const std::string& roots, Metadata& metadata) {
  metadata.emplace_back(kRootsKey, roots);
}

}  // namespace newsidx
