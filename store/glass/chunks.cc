#include "store/glass/chunks.h"

#include <algorithm>
#include <iterator>

namespace newsidx::glass {
namespace {

// Whether a chunk is the list's last.
constexpr char kMoreFollow = '0';
constexpr char kLastChunk = '1';

}  // namespace

void PostingListWriter::add(DocumentId document, std::uint32_t count) {
  if (bytes_.size() >= kChunkBytes) end_chunk();
  if (bytes_.empty())
    first_ = document;
  else
    put_uint(bytes_, document - last_ - 1);
  put_uint(bytes_, count);
  last_ = document;
  ++documents_;
  total_ += count;
}

void PostingListWriter::end_chunk() {
  ended_.push_back({first_, last_, bytes_});
  bytes_.clear();
}

void PostingListWriter::write_term(TableWriter& table, std::string_view key) {
  // In the keys of further chunks the term's end is marked.
  key_.assign(key);
  key_ += '\0';
  write(table, key, documents_, total_);
}

void PostingListWriter::write_lengths(TableWriter& table) {
  key_.assign(kLengthsKey);
  // The lengths' list does not count itself.
  write(table, kLengthsKey, 0, 0);
}

void PostingListWriter::write(TableWriter& table, std::string_view key, std::uint64_t documents,
                              std::uint64_t total) {
  if (bytes_.empty()) return;
  const std::size_t key_size = key_.size();
  const auto write_chunk = [&](DocumentId first, DocumentId last, const std::string& bytes,
                               bool is_first, bool is_last) {
    tag_.clear();
    if (is_first) {
      put_uint(tag_, documents);
      put_uint(tag_, total);
      put_uint(tag_, first - 1);
    }
    tag_ += is_last ? kLastChunk : kMoreFollow;
    put_uint(tag_, last - first);
    tag_ += bytes;
    if (is_first) {
      table.add(key, tag_);
    } else {
      key_.resize(key_size);
      put_sorted_uint(key_, first);
      table.add(key_, tag_);
    }
  };
  for (std::size_t i = 0; i < ended_.size(); ++i)
    write_chunk(ended_[i].first, ended_[i].last, ended_[i].bytes, i == 0, false);
  write_chunk(first_, last_, bytes_, ended_.empty(), true);
  ended_.clear();
  bytes_.clear();
  documents_ = 0;
  total_ = 0;
}

ChunkHead read_first_head(Unpacker& tag) {
  tag.uint();
  tag.uint();
  const DocumentId first = tag.uint32() + 1;
  return read_next_head(tag, first);
}

ChunkHead read_next_head(Unpacker& tag, DocumentId first) {
  tag.byte();
  return {first, first + tag.uint32()};
}

void ValueStatistics::add(const ValueStatistics& other) {
  if (other.values == 0) return;
  if (values == 0 || other.least < least) least = other.least;
  if (values == 0 || other.greatest > greatest) greatest = other.greatest;
  values += other.values;
}

Entry make_statistics_entry(std::uint32_t slot, const ValueStatistics& statistics) {
  std::string key(kValueStatisticsKey);
  for (std::uint32_t rest = slot; rest > 0; rest >>= 8U) key += static_cast<char>(rest);
  std::string tag;
  put_uint(tag, statistics.values);
  put_string(tag, statistics.least);
  // None stands for the same again.
  if (statistics.greatest != statistics.least) tag += statistics.greatest;
  return {std::move(key), std::move(tag)};
}

std::pair<std::uint32_t, ValueStatistics> read_statistics_entry(std::string_view key,
                                                                std::string_view tag) {
  std::uint32_t slot = 0;
  for (std::size_t i = key.size(); i-- > kValueStatisticsKey.size();)
    slot = slot << 8U | static_cast<unsigned char>(key[i]);
  Unpacker unpacker(tag);
  ValueStatistics statistics;
  statistics.values = unpacker.uint32();
  statistics.least = unpacker.string();
  statistics.greatest = unpacker.at_end() ? std::string_view(statistics.least) : unpacker.rest();
  return {slot, std::move(statistics)};
}

void ValueListWriter::add(DocumentId document, std::string_view value) {
  if (bytes_.empty())
    first_ = document;
  else
    put_uint(bytes_, document - last_ - 1);
  put_string(bytes_, value);
  last_ = document;
  if (bytes_.size() >= kChunkBytes) end_chunk();
}

void ValueListWriter::end_chunk() {
  std::string key(kValueChunkKey);
  put_uint(key, slot_);
  put_sorted_uint(key, first_);
  ended_.emplace_back(std::move(key), std::move(bytes_));
  bytes_.clear();
}

std::vector<Entry> ValueListWriter::take_chunks() {
  if (!bytes_.empty()) end_chunk();
  return std::move(ended_);
}

void write_sorted(TableWriter& table, std::vector<Entry>& entries) {
  std::sort(entries.begin(), entries.end());
  for (const auto& [key, tag] : entries) table.add(key, tag);
}

}  // namespace newsidx::glass
