// A small Xapian database, written at once from articles as they come: Xapian's own inverter walks
// a red-black tree at every posting (docs/performance.md has the figures). Facts of the format
// (glass version 2016-03-14, all of Xapian 1.4) are from xapian-core's backends/glass: keys and
// tags of terms, documents and slots from glass_termlisttable.cc, glass_docdata.h and
// glass_values.cc.
#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/document_sink.h"
#include "store/glass/chunks.h"
#include "store/glass/deflater.h"
#include "store/glass/pages.h"
#include "store/glass/table_writer.h"
#include "store/glass/term_table.h"
#include "store/glass/version_file.h"

namespace newsidx::glass {

// The first document has the number 1. Records and term lists are written as they come; postings
// stay in memory until finish(): about 12 bytes for each term of each document, and as much again
// while they are written. A document in the making takes 8 bytes for each position and 100 for each
// term besides. Nothing is synced. Not thread-safe. Throws Xapian::DatabaseError when a
// file cannot be written, and what TableWriter::add() throws.
class ShardWriter final : public DocumentSink {
 public:
  // Makes the folder.
  explicit ShardWriter(std::filesystem::path folder);

  // Of the document in the making; its terms have 1 to 245 bytes.
  void add_term(std::string_view term) override { add(term, 1, kNone); }
  void add_posting(std::string_view term, std::uint32_t position) override {
    add(term, 1, position);
  }
  void add_boolean_term(std::string_view term) override { add(term, 0, kNone); }
  void add_value(std::uint32_t slot, std::string_view value) override;
  void set_data(std::string&& data, Seal seal) override {
    data_ = std::move(data);
    seal_ = seal;
  }

  void end_document();

  // The database is whole. Nothing is added afterwards.
  void finish();

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  // A call for the document in the making. Terms are looked up all at once, at its end or when
  // there are kMostAdded.
  static constexpr std::size_t kMostAdded = 1U << 15U;
  struct Added {
    std::uint64_t hash;
    std::uint32_t begin;  // of the term in added_bytes_
    std::uint32_t size;
    std::uint32_t count;
    std::uint32_t position;  // or kNone
  };
  // A term of the document.
  struct Counted {
    std::uint64_t hash;
    std::uint32_t term;
    std::uint32_t count;
    std::uint32_t first_position;  // in positions_, or kNone
    std::uint32_t last_position;
  };
  // The positions of a term are a list, as those of all terms come mixed.
  struct Position {
    std::uint32_t position;
    std::uint32_t next;
  };
  struct Posting {
    std::uint32_t term;
    std::uint32_t count;
    std::uint32_t positions;  // where they begin in position_lists_, or kNone
  };
  // A posting in the order of terms.
  struct Sorted {
    DocumentId document;
    std::uint32_t count;
    std::uint32_t positions;
  };

  void add(std::string_view term, std::uint32_t count, std::uint32_t position) {
    added_.push_back({TermTable::hash_of(term), static_cast<std::uint32_t>(added_bytes_.size()),
                      static_cast<std::uint32_t>(term.size()), count, position});
    added_bytes_ += term;
    if (added_.size() == kMostAdded) count_added();
  }
  void count_added();
  Counted& counted(std::uint32_t term, std::uint64_t hash);
  std::uint32_t keep_positions(const Counted& counted, PositionsDigest& digest);
  void write_term_list(std::uint32_t length);
  void write_slots();
  void write_postings();

  std::filesystem::path folder_;
  Statistics statistics_;
  TermTable terms_;
  std::vector<std::uint32_t> places_;  // of a term in counted_, if it is there

  std::vector<Added> added_;
  std::string added_bytes_;
  std::vector<Counted> counted_;
  Pages<Position> positions_;
  std::vector<std::pair<std::uint32_t, std::string>> values_;
  std::string data_;
  Seal seal_ = nullptr;

  std::vector<Posting> postings_;               // document after document
  std::vector<std::size_t> document_postings_;  // where the next document's begin
  std::string position_lists_;                  // length and bytes of each
  PostingListWriter lengths_;
  struct Slot {
    ValueStatistics statistics;
    ValueListWriter values;
  };
  std::map<std::uint32_t, Slot> slots_;

  TableWriter docdata_;
  TableWriter termlist_;
  Deflater deflater_;

  std::vector<std::uint32_t> ascending_;
  std::string key_;
  std::string tag_;
};

}  // namespace newsidx::glass
