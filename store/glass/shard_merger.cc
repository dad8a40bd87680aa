#include "store/glass/shard_merger.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <future>
#include <iterator>
#include <memory>
#include <optional>
#include <queue>
#include <string_view>
#include <utility>

#include "store/glass/chunks.h"
#include "store/glass/table_reader.h"
#include "store/glass/table_writer.h"
#include "store/glass/version_file.h"

namespace newsidx::glass {
namespace {

// One table of one shard.
struct Source {
  Source(const std::filesystem::path& shard, TableNumber table, DocumentId documents_before)
      : table_reader(table_file(shard, table)), offset(documents_before) {
    next();
  }

  bool next() {
    at_end = !table_reader.next();
    return !at_end;
  }
  const std::string& key() const { return table_reader.key(); }
  Unpacker tag() const { return Unpacker(table_reader.tag()); }
  bool begins_with(std::string_view prefix) const { return !at_end && key().starts_with(prefix); }

  TableReader table_reader;
  DocumentId offset;  // to be added to its documents' numbers
  bool at_end = false;
};

// In the order of the shards. Pointers, as a queue moves them about.
using Sources = std::vector<std::unique_ptr<Source>>;

// The part of a key before a document's number: the term with its end.
std::string_view term_part(const std::string& key) {
  std::size_t zero = key.find('\0');
  while (zero != std::string::npos && zero + 1 < key.size() && key[zero + 1] == '\xFF')
    zero = key.find('\0', zero + 1);
  return std::string_view(key).substr(0, zero == std::string::npos ? zero : zero + 1);
}

void merge_docdata(Sources& sources, TableWriter& table) {
  std::string key;
  for (const auto& source : sources)
    for (; !source->at_end; source->next()) {
      key.clear();
      put_sorted_uint(key, Unpacker(source->key()).sorted_uint() + source->offset);
      table.add(key, source->table_reader.tag(), source->table_reader.compressed());
    }
}

// The list of slots that a document has values in: each is told by how many it skips.
std::string with_slot(Unpacker slots, std::uint32_t added) {
  std::vector<std::uint32_t> all = {added};
  for (std::uint32_t next = 0; !slots.at_end(); next = all.back() + 1)
    all.push_back(next + slots.uint32());
  std::sort(all.begin(), all.end());
  std::string list;
  std::uint32_t next = 0;
  for (const std::uint32_t slot : all) {
    put_uint(list, slot - next);
    next = slot + 1;
  }
  return list;
}

// A document's list of terms is followed by its list of slots, if it has values.
void merge_termlist(Sources& sources, TableWriter& table, const AddedValues& added) {
  std::string key;
  DocumentId lacking = 0;  // a document whose added value is not in a list yet
  const auto begin_key = [&key](DocumentId document) {
    key.clear();
    put_sorted_uint(key, document);
  };
  const auto write_slots = [&](Unpacker slots) {
    begin_key(lacking);
    key += '\0';
    table.add(key, with_slot(slots, added.slot));
    lacking = 0;
  };
  for (const auto& source : sources)
    for (; !source->at_end; source->next()) {
      Unpacker unpacker(source->key());
      const DocumentId document = unpacker.sorted_uint() + source->offset;
      const bool is_slots = !unpacker.at_end();
      if (is_slots && lacking == document) {
        write_slots(source->tag());
        continue;
      }
      if (lacking != 0) write_slots(Unpacker(""));
      if (!is_slots && added.values.contains(document)) lacking = document;
      begin_key(document);
      if (is_slots) key += '\0';
      table.add(key, source->table_reader.tag(), source->table_reader.compressed());
    }
  if (lacking != 0) write_slots(Unpacker(""));
}

// Those whose turn it is: the one with the least key first, of several the one whose documents come
// first.
template <typename KeyOf>
class Turns {
 public:
  Turns(Sources& sources, KeyOf key_of) : key_of_(key_of), queue_(Later{key_of}) {
    for (const auto& source : sources) put_back(*source);
  }

  bool empty() const { return queue_.empty(); }
  Source& take() {
    Source* const source = queue_.top();
    queue_.pop();
    return *source;
  }
  void put_back(Source& source) {
    if (!source.at_end) queue_.push(&source);
  }
  bool next_is(std::string_view key) const { return !empty() && key_of_(*queue_.top()) == key; }

 private:
  struct Later {
    KeyOf key_of;
    bool operator()(const Source* left, const Source* right) const {
      const int order = key_of(*left).compare(key_of(*right));
      return order != 0 ? order > 0 : left->offset > right->offset;
    }
  };

  KeyOf key_of_;
  std::priority_queue<Source*, std::vector<Source*>, Later> queue_;
};

void merge_position(Sources& sources, TableWriter& table) {
  const auto term_of = [](const Source& source) { return term_part(source.key()); };
  std::string key;
  Turns turns(sources, term_of);
  while (!turns.empty()) {
    Source& source = turns.take();
    key = term_of(source);
    const std::size_t term_size = key.size();
    do {
      key.resize(term_size);
      Unpacker document(std::string_view(source.key()).substr(term_size));
      put_sorted_uint(key, document.sorted_uint() + source.offset);
      table.add(key, source.table_reader.tag());
    } while (source.next() && term_of(source) == std::string_view(key).substr(0, term_size));
    turns.put_back(source);
  }
}

// Adds the postings of the chunk that the source is at.
void add_chunk(PostingListWriter& postings, const Source& source, std::size_t key_size) {
  Unpacker tag = source.tag();
  Unpacker key(std::string_view(source.key()).substr(key_size));
  ChunkHead head = key.at_end() ? read_first_head(tag) : read_next_head(tag, key.sorted_uint());
  DocumentId document = head.first + source.offset;
  postings.add(document, tag.uint32());
  while (!tag.at_end()) {
    document += tag.uint32() + 1;
    postings.add(document, tag.uint32());
  }
}

void merge_statistics(Sources& sources, TableWriter& table, const AddedValues& added) {
  std::map<std::uint32_t, ValueStatistics> slots;
  for (const auto& source : sources)
    for (; source->begins_with(kValueStatisticsKey); source->next()) {
      const auto [slot, statistics] =
          read_statistics_entry(source->key(), source->table_reader.tag());
      slots[slot].add(statistics);
    }
  for (const auto& [document, value] : added.values) slots[added.slot].add(value);
  std::vector<Entry> entries;
  entries.reserve(slots.size());
  for (const auto& [slot, statistics] : slots)
    entries.push_back(make_statistics_entry(slot, statistics));
  write_sorted(table, entries);
}

std::string slot_key(std::uint32_t slot) {
  std::string key(kValueChunkKey);
  put_uint(key, slot);
  return key;
}

// The slot whose values come next in the order of keys: one of a source, or the added one.
std::optional<std::uint32_t> next_slot(const Sources& sources, const AddedValues& added,
                                       bool added_done) {
  std::optional<std::uint32_t> next;
  const auto look_at = [&next](std::uint32_t slot) {
    if (!next || slot_key(slot) < slot_key(*next)) next = slot;
  };
  for (const auto& source : sources)
    if (source->begins_with(kValueChunkKey))
      look_at(Unpacker(std::string_view(source->key()).substr(kValueChunkKey.size())).uint32());
  if (!added_done && !added.values.empty()) look_at(added.slot);
  return next;
}

// One slot after the other, so that the values of only one are in memory.
void merge_values(Sources& sources, TableWriter& table, const AddedValues& added) {
  bool added_done = false;
  while (const std::optional<std::uint32_t> slot = next_slot(sources, added, added_done)) {
    const std::string begin = slot_key(*slot);
    ValueListWriter values(*slot);
    // A slot's number may be written otherwise than we write it, and then no key begins so.
    bool found = *slot == added.slot && !added_done;
    for (const auto& source : sources)
      for (; source->begins_with(begin); source->next()) {
        found = true;
        Unpacker key(std::string_view(source->key()).substr(begin.size()));
        DocumentId document = key.sorted_uint() + source->offset;
        Unpacker tag = source->tag();
        values.add(document, tag.string());
        while (!tag.at_end()) {
          document += tag.uint32() + 1;
          values.add(document, tag.string());
        }
      }
    if (*slot == added.slot) {
      added_done = true;
      for (const auto& [document, value] : added.values) values.add(document, value);
    }
    if (!found) throw Xapian::DatabaseCorruptError("a shard's values are damaged");
    for (const auto& [key, tag] : values.take_chunks()) table.add(key, tag);
  }
}

void merge_postlist(Sources& sources, TableWriter& table, const AddedValues& added) {
  merge_statistics(sources, table, added);
  merge_values(sources, table, added);
  PostingListWriter postings;
  for (const auto& source : sources)
    for (; source->begins_with(kLengthsKey); source->next())
      add_chunk(postings, *source, kLengthsKey.size());
  postings.write_lengths(table);

  // A source is always at the first chunk of a term when its turn comes.
  std::string term;
  std::string term_end;
  Turns turns(sources, [](const Source& source) -> std::string_view { return source.key(); });
  while (!turns.empty()) {
    Source* source = &turns.take();
    term = source->key();
    term_end = term + '\0';
    while (true) {
      add_chunk(postings, *source, term.size());
      while (source->next() && term_part(source->key()) == term_end &&
             source->key().size() > term_end.size())
        add_chunk(postings, *source, term_end.size());
      turns.put_back(*source);
      if (!turns.next_is(term)) break;
      source = &turns.take();
    }
    postings.write_term(table, term);
  }
}

}  // namespace

void merge_shards(const std::vector<std::filesystem::path>& shards,
                  const std::filesystem::path& merged, const AddedValues& added, unsigned jobs) {
  std::error_code error;
  std::filesystem::create_directory(merged, error);
  if (error) throw Xapian::DatabaseError(merged.string() + ": cannot be made", error.value());

  Statistics statistics;
  std::vector<DocumentId> offsets;
  for (const std::filesystem::path& shard : shards) {
    offsets.push_back(statistics.last_document);
    statistics.add(read_version_file(shard).statistics);
  }
  std::array<RootInfo, kTables> tables;
  const auto merge = [&](TableNumber number) {
    Sources sources;
    for (std::size_t i = 0; i < shards.size(); ++i)
      sources.push_back(std::make_unique<Source>(shards[i], number, offsets[i]));
    TableWriter table(table_file(merged, number));
    if (number == kPosition) merge_position(sources, table);
    if (number == kPostlist) merge_postlist(sources, table, added);
    if (number == kTermlist) merge_termlist(sources, table, added);
    if (number == kDocdata) merge_docdata(sources, table);
    tables.at(number) = table.finish();
  };

  // What takes longest first.
  constexpr std::array<TableNumber, kTables> kOrder = {kPosition, kPostlist, kTermlist, kDocdata};
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < kOrder.size(); i = next++) merge(kOrder[i]);
  };
  std::vector<std::future<void>> others;
  for (unsigned i = 1; i < std::min<unsigned>(jobs, kOrder.size()); ++i)
    // Deferred where no thread can be begun: then the others have done all of it.
    others.push_back(std::async(std::launch::async | std::launch::deferred, work));
  work();
  for (std::future<void>& other : others) other.get();
  write_version_file(merged, tables, statistics);
}

}  // namespace newsidx::glass
