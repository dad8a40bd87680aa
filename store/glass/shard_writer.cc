#include "store/glass/shard_writer.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "store/glass/packing.h"
#include "store/glass/position_list.h"

namespace newsidx::glass {
namespace {

// So many terms ahead memory is asked for.
constexpr std::size_t kPrefetched = 8;

// A buffer for the positions of a term is given back when it is larger.
constexpr std::size_t kKeptPositions = 1U << 16U;

std::filesystem::path made(std::filesystem::path folder) {
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (error) throw Xapian::DatabaseError(folder.string() + ": cannot be made", error.value());
  return folder;
}

// Terms in a document's list are told by what they add to the one before. What they share with it,
// and their count, stand in one byte where they fit, and in several when that byte's value is at
// most the length of the term before.
void put_term(std::string& out, std::string_view before, std::string_view term,
              std::uint32_t count) {
  const auto differ = std::mismatch(term.begin(), term.end(), before.begin(), before.end()).first;
  const auto shared = static_cast<std::size_t>(differ - term.begin());
  const std::uint64_t both = (std::uint64_t{count} + 1) * (before.size() + 1) + shared;
  out += static_cast<char>(both < 0x100 ? both : shared);
  out += static_cast<char>(term.size() - shared);
  out += term.substr(shared);
  if (both >= 0x100) put_uint(out, count);
}

}  // namespace

ShardWriter::ShardWriter(std::filesystem::path folder)
    : folder_(made(std::move(folder))),
      docdata_(table_file(folder_, kDocdata)),
      termlist_(table_file(folder_, kTermlist)) {}

ShardWriter::Counted& ShardWriter::counted(std::uint32_t term, std::uint64_t hash) {
  if (term >= places_.size()) places_.resize(term + 1);
  std::uint32_t& place = places_[term];
  if (place >= counted_.size() || counted_[place].term != term) {
    place = static_cast<std::uint32_t>(counted_.size());
    counted_.push_back({hash, term, 0, kNone, kNone});
  }
  return counted_[place];
}

void ShardWriter::count_added() {
  for (std::size_t i = 0; i < added_.size(); ++i) {
    if (i + kPrefetched < added_.size()) terms_.prefetch(added_[i + kPrefetched].hash);
    const Added& added = added_[i];
    const std::string_view term(&added_bytes_[added.begin], added.size);
    Counted& counted = this->counted(terms_.intern(term, added.hash), added.hash);
    counted.count += added.count;
    if (added.position == kNone) continue;
    const auto number = static_cast<std::uint32_t>(positions_.size());
    positions_.push_back({added.position, kNone});
    if (counted.first_position == kNone)
      counted.first_position = number;
    else
      positions_[counted.last_position].next = number;
    counted.last_position = number;
  }
  added_.clear();
  added_bytes_.clear();
}

void ShardWriter::add_value(std::uint32_t slot, std::string_view value) {
  values_.emplace_back(slot, value);
}

std::uint32_t ShardWriter::keep_positions(const Counted& counted, PositionsDigest& digest) {
  if (counted.first_position == kNone) return kNone;
  ascending_.clear();
  ascending_.reserve(counted.count);  // that many at most
  for (std::uint32_t at = counted.first_position; at != kNone; at = positions_[at].next) {
    ascending_.push_back(positions_[at].position);
    digest.add(positions_[at].position);
  }
  tag_.clear();
  put_positions(tag_, ascending_);
  const auto begin = position_lists_.size();
  if (begin + tag_.size() + 5 >= kNone)
    throw Xapian::UnimplementedError("too many positions in one shard");
  put_string(position_lists_, tag_);
  if (ascending_.capacity() > kKeptPositions) std::vector<std::uint32_t>().swap(ascending_);
  return static_cast<std::uint32_t>(begin);
}

void ShardWriter::end_document() {
  count_added();
  const DocumentId document = ++statistics_.last_document;
  // Every length is a sum of counts, as Xapian has it: modulo 2^32.
  std::uint32_t length = 0;
  std::sort(counted_.begin(), counted_.end(),
            [this](const Counted& a, const Counted& b) { return terms_.less(a.term, b.term); });
  ArticleDigest digest;
  for (const Counted& counted : counted_) {
    PositionsDigest positions;
    length += counted.count;
    statistics_.greatest_count = std::max(statistics_.greatest_count, counted.count);
    postings_.push_back({counted.term, counted.count, keep_positions(counted, positions)});
    digest.add_term(counted.hash, counted.count, positions.value());
  }
  for (const auto& [slot, value] : values_) digest.add_value(slot, value);
  document_postings_.push_back(postings_.size());
  statistics_.add_document(length);
  lengths_.add(document, length);

  key_.clear();
  put_sorted_uint(key_, document);
  if (seal_ != nullptr) seal_(data_, digest.value());
  if (!data_.empty()) docdata_.add(key_, data_);
  write_term_list(length);
  write_slots();
  counted_.clear();
  positions_.clear();
  values_.clear();
  data_.clear();
  seal_ = nullptr;
}

// key_ is the document's.
void ShardWriter::write_term_list(std::uint32_t length) {
  tag_.clear();
  if (!counted_.empty()) {
    put_uint(tag_, length);
    put_uint(tag_, counted_.size());
    const std::string_view first = terms_.text(counted_.front().term);
    tag_ += static_cast<char>(first.size());
    tag_ += first;
    put_uint(tag_, counted_.front().count);
    std::string_view before = first;
    for (std::size_t i = 1; i < counted_.size(); ++i) {
      const std::string_view term = terms_.text(counted_[i].term);
      put_term(tag_, before, term, counted_[i].count);
      before = term;
    }
  }
  const std::string_view compressed = deflater_.compress(tag_);
  if (compressed.empty())
    termlist_.add(key_, tag_);
  else
    termlist_.add(key_, compressed, true);
}

// Which slots the document has values in stands behind its terms.
void ShardWriter::write_slots() {
  if (values_.empty()) return;
  std::sort(values_.begin(), values_.end());
  tag_.clear();
  std::uint32_t next = 0;
  for (const auto& [slot, value] : values_) {
    put_uint(tag_, slot - next);
    next = slot + 1;
    Slot& known = slots_.try_emplace(slot, Slot{{}, ValueListWriter(slot)}).first->second;
    known.statistics.add(value);
    known.values.add(statistics_.last_document, value);
  }
  key_ += '\0';
  termlist_.add(key_, tag_);
}

void ShardWriter::finish() {
  std::array<RootInfo, kTables> tables;
  tables[kDocdata] = docdata_.finish();
  tables[kTermlist] = termlist_.finish();

  // The terms in order, and where in order the postings of each begin.
  std::vector<std::uint32_t> terms(terms_.size());
  for (std::uint32_t i = 0; i < terms.size(); ++i) terms[i] = i;
  std::sort(terms.begin(), terms.end(),
            [this](std::uint32_t a, std::uint32_t b) { return terms_.less(a, b); });
  std::vector<std::size_t> ends(terms_.size());
  for (const Posting& posting : postings_) ++ends[posting.term];
  std::size_t sum = 0;
  for (const std::uint32_t term : terms) {
    const std::size_t postings = ends[term];
    ends[term] = sum;
    sum += postings;
  }
  std::vector<Sorted> sorted(postings_.size());
  DocumentId document = 1;
  for (std::size_t i = 0; i < postings_.size(); ++i) {
    while (i >= document_postings_[document - 1]) ++document;
    const Posting& posting = postings_[i];
    sorted[ends[posting.term]++] = {document, posting.count, posting.positions};
  }
  std::vector<Posting>().swap(postings_);

  TableWriter postlist(table_file(folder_, kPostlist));
  TableWriter position(table_file(folder_, kPosition));
  std::vector<Entry> entries;
  for (auto& [slot, known] : slots_) {
    entries.push_back(make_statistics_entry(slot, known.statistics));
    std::vector<Entry> chunks = known.values.take_chunks();
    std::move(chunks.begin(), chunks.end(), std::back_inserter(entries));
  }
  write_sorted(postlist, entries);
  lengths_.write_lengths(postlist);
  PostingListWriter postings;
  std::size_t begin = 0;
  for (const std::uint32_t term : terms) {
    key_.clear();
    put_sorted_string(key_, terms_.text(term));
    const std::size_t end = ends[term];
    for (std::size_t i = begin; i < end; ++i) postings.add(sorted[i].document, sorted[i].count);
    postings.write_term(postlist, key_);
    key_ += '\0';
    const std::size_t key_size = key_.size();
    for (std::size_t i = begin; i < end; ++i) {
      if (sorted[i].positions == kNone) continue;
      key_.resize(key_size);
      put_sorted_uint(key_, sorted[i].document);
      Unpacker list(std::string_view(position_lists_).substr(sorted[i].positions));
      position.add(key_, list.string());
    }
    begin = end;
  }
  tables[kPostlist] = postlist.finish();
  tables[kPosition] = position.finish();
  write_version_file(folder_, tables, statistics_);
}

}  // namespace newsidx::glass
