// Small databases that are built side by side and merged into one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "store/document_sink.h"
#include "store/glass/shard_merger.h"

namespace newsidx {

// Takes one article after the other. Not thread-safe. Throws Xapian::Error.
class Shard : public DocumentSink {
 public:
  virtual void end_document() = 0;
  // The database is whole, though not synced. Nothing is added afterwards.
  virtual void finish() = 0;
};

// Who writes the shards: store/glass/, which is several times as fast, or Xapian itself, when the
// library that runs may have another format.
enum class ShardFormat : std::uint8_t { kOwn, kXapian };
ShardFormat shard_format();

// Makes the folder.
std::unique_ptr<Shard> begin_shard(ShardFormat format, const std::filesystem::path& folder);

// Merges finished shards, all of this format, into a database at `merged`: their documents in
// order, with the added values.
void merge_shards(ShardFormat format, const std::vector<std::filesystem::path>& shards,
                  const std::filesystem::path& merged, const glass::AddedValues& added,
                  unsigned jobs);

}  // namespace newsidx
