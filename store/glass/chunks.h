// Lists of Xapian's postlist table, which are broken into chunks: a term's postings, the lengths of
// the documents, the values of a slot. Facts of the format (glass version 2016-03-14) are from
// xapian-core's backends/glass: glass_postlist.cc, glass_values.h and .cc, and common/pack.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/glass/packing.h"
#include "store/glass/table_writer.h"

namespace newsidx::glass {

// CHUNKSIZE of glass_postlist.cc and CHUNK_SIZE_THRESHOLD of glass_values.cc: a chunk that has
// grown so large is ended.
inline constexpr std::size_t kChunkBytes = 2000;

// The postlist table holds, in the order of their keys: statistics of the values (one entry a
// slot), values, lengths of the documents, terms. Metadata sorts before them all.
inline constexpr std::string_view kValueStatisticsKey{"\0\xD0", 2};
inline constexpr std::string_view kValueChunkKey{"\0\xD8", 2};
inline constexpr std::string_view kLengthsKey{"\0\xE0", 2};

// Postings of one term, or lengths of documents, in ascending order of documents. To be used again
// for the next list once it is written.
class PostingListWriter {
 public:
  void add(DocumentId document, std::uint32_t count);

  // Under the key of a term, as put_sorted_string() makes it.
  void write_term(TableWriter& table, std::string_view key);
  void write_lengths(TableWriter& table);

 private:
  struct Chunk {
    DocumentId first;
    DocumentId last;
    std::string bytes;
  };

  void end_chunk();
  void write(TableWriter& table, std::string_view key, std::uint64_t documents,
             std::uint64_t total);

  std::vector<Chunk> ended_;
  std::string bytes_;
  DocumentId first_ = 0;
  DocumentId last_ = 0;
  std::uint32_t documents_ = 0;
  std::uint64_t total_ = 0;
  std::string key_;  // of further chunks, without their first document
  std::string tag_;
};

// The head of a chunk: what reads it goes on with counts and increases of the document's number
// less one, in turn, beginning with the first document's count.
struct ChunkHead {
  DocumentId first = 0;
  DocumentId last = 0;
};
// Of the first chunk of a list; of any other the first document is in the key.
ChunkHead read_first_head(Unpacker& tag);
ChunkHead read_next_head(Unpacker& tag, DocumentId first);

// How many documents have a value in a slot, and the bounds of these.
struct ValueStatistics {
  std::uint32_t values = 0;
  std::string least;
  std::string greatest;

  void add(std::string_view value) { add({1, std::string(value), std::string(value)}); }
  void add(const ValueStatistics& other);
};

using Entry = std::pair<std::string, std::string>;  // key and tag

Entry make_statistics_entry(std::uint32_t slot, const ValueStatistics& statistics);
std::pair<std::uint32_t, ValueStatistics> read_statistics_entry(std::string_view key,
                                                                std::string_view tag);

// The values of one slot, in ascending order of documents; none is empty.
class ValueListWriter {
 public:
  explicit ValueListWriter(std::uint32_t slot) : slot_(slot) {}

  void add(DocumentId document, std::string_view value);

  std::vector<Entry> take_chunks();

 private:
  void end_chunk();

  std::uint32_t slot_;
  std::vector<Entry> ended_;
  std::string bytes_;
  DocumentId first_ = 0;
  DocumentId last_ = 0;
};

// Writes entries in the order of their keys.
void write_sorted(TableWriter& table, std::vector<Entry>& entries);

}  // namespace newsidx::glass
