// What store/glass/ writes is what Xapian would have written, as far as anyone can read it.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "store/document_sink.h"
#include "store/glass/packing.h"
#include "store/glass/shard_merger.h"
#include "store/glass/shard_writer.h"
#include "store/glass/table_reader.h"
#include "store/glass/table_writer.h"
#include "store/shards.h"
#include "tests/support.h"

namespace newsidx::glass {
namespace {

namespace fs = std::filesystem;

struct Document {
  std::map<std::string, std::vector<std::uint32_t>> postings;
  std::map<std::string, std::uint32_t> counts;  // of terms without positions; 0: boolean
  std::map<std::uint32_t, std::string> values;
  std::string data;
};

void put(const Document& document, DocumentSink& sink) {
  for (const auto& [term, positions] : document.postings)
    for (const std::uint32_t position : positions) sink.add_posting(term, position);
  for (const auto& [term, count] : document.counts) {
    if (count == 0) sink.add_boolean_term(term);
    for (std::uint32_t i = 0; i < count; ++i) sink.add_term(term);
  }
  for (const auto& [slot, value] : document.values) sink.add_value(slot, value);
  sink.set_data(std::string(document.data), nullptr);
}

void write_ours(const fs::path& folder, const std::vector<Document>& documents) {
  ShardWriter shard(folder);
  for (const Document& document : documents) {
    put(document, shard);
    shard.end_document();
  }
  shard.finish();
}

Xapian::Document xapian_document(const Document& document) {
  Xapian::Document made;
  XapianDocument sink(made);
  put(document, sink);
  return made;
}

void write_xapians(const fs::path& folder, const std::vector<Document>& documents) {
  Xapian::WritableDatabase database(folder.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (const Document& document : documents) database.add_document(xapian_document(document));
  database.commit();
}

// Everything that can be read of a database, as text, a piece a line.
std::vector<std::string> dump(const fs::path& folder) {
  const Xapian::Database database(folder.string());
  std::vector<std::string> lines;
  const auto line = [&lines](auto&&... parts) {
    std::string text;
    ((text += fmt::format("{} ", parts)), ...);
    lines.push_back(text);
  };
  line("documents", database.get_doccount(), database.get_lastdocid(), database.get_total_length(),
       database.get_doclength_lower_bound(), database.get_doclength_upper_bound(),
       database.has_positions());
  std::set<std::uint32_t> slots;
  for (auto docid = database.postlist_begin(""); docid != database.postlist_end(""); ++docid) {
    const Xapian::Document document = database.get_document(*docid);
    line("document", *docid, docid.get_wdf(), database.get_doclength(*docid),
         database.get_unique_terms(*docid), document.termlist_count(), document.get_data());
    for (auto term = database.termlist_begin(*docid); term != database.termlist_end(*docid);
         ++term) {
      std::string positions;
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
        positions += fmt::format(" {}", *at);
      line("term of", *docid, *term, term.get_wdf(), term.get_termfreq(), positions);
    }
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      line("value of", *docid, value.get_valueno(), *value);
      slots.insert(value.get_valueno());
    }
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    line("term", *term, term.get_termfreq(), database.get_collection_freq(*term),
         database.get_wdf_upper_bound(*term));
    for (auto posting = database.postlist_begin(*term); posting != database.postlist_end(*term);
         ++posting) {
      std::string positions;
      for (auto at = posting.positionlist_begin(); at != posting.positionlist_end(); ++at)
        positions += fmt::format(" {}", *at);
      line("posting", *posting, posting.get_wdf(), posting.get_doclength(), positions);
    }
    // And with a jump over half of it.
    auto posting = database.postlist_begin(*term);
    posting.skip_to(database.get_lastdocid() / 2);
    if (posting != database.postlist_end(*term)) line("from half on", *posting, posting.get_wdf());
  }
  for (const std::uint32_t slot : slots) {
    line("slot", slot, database.get_value_freq(slot), database.get_value_lower_bound(slot),
         database.get_value_upper_bound(slot));
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
         ++value)
      line("value", value.get_docid(), *value);
  }
  return lines;
}

void require_sound(const fs::path& folder) {
  std::ostringstream found;
  const std::size_t errors =
      Xapian::Database::check(folder.string(), Xapian::DBCHECK_SHOW_STATS, &found);
  INFO(found.str());
  REQUIRE(errors == 0);
}

void require_same(const fs::path& ours, const fs::path& xapians) {
  require_sound(xapians);
  require_sound(ours);
  const std::vector<std::string> got = dump(ours);
  const std::vector<std::string> expected = dump(xapians);
  for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i) {
    INFO("line " << i);
    REQUIRE(got[i] == expected[i]);
  }
  REQUIRE(got.size() == expected.size());
}

void require_same(const std::vector<Document>& documents) {
  const test::TempDir folder;
  write_ours(folder.path() / "ours", documents);
  write_xapians(folder.path() / "xapians", documents);
  require_same(folder.path() / "ours", folder.path() / "xapians");
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : generator_(seed) {}

  std::uint32_t below(std::uint32_t bound) {
    return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(generator_);
  }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  // Of any bytes, zero and 0xFF more often than others.
  std::string bytes(std::size_t size) {
    std::string made(size, '\0');
    for (char& byte : made)
      byte = one_in(8) ? '\0' : one_in(8) ? '\xFF' : static_cast<char>(below(256));
    return made;
  }

  // As a key has to fit in 255 bytes, in which a zero takes two: long ones have none.
  std::string term() {
    std::string made = one_in(20) ? bytes(1 + below(100)) : bytes(1 + below(4));
    if (one_in(50)) {
      made = bytes(1 + below(245));
      std::replace(made.begin(), made.end(), '\0', '\x01');
    }
    return made;
  }

  std::vector<std::uint32_t> positions(std::uint32_t most) {
    std::set<std::uint32_t> made;
    const std::uint32_t count = 1 + below(most);
    const std::uint32_t bound = count + 1 + below(one_in(10) ? 2'000'000'000 : 1000);
    while (made.size() < count) made.insert(1 + below(bound));
    return {made.begin(), made.end()};
  }

  Document document() {
    Document made;
    if (one_in(10)) return made;
    const std::uint32_t terms = below(one_in(10) ? 400 : 30);
    for (std::uint32_t i = 0; i < terms; ++i)
      made.postings[term()] = positions(one_in(50) ? 3000 : 6);
    for (std::uint32_t i = 0; i < terms; ++i) {
      const std::string added = term();
      if (!made.postings.contains(added)) made.counts[added] = below(one_in(100) ? 300 : 3);
    }
    for (std::uint32_t i = 0; i < below(6); ++i)
      made.values[one_in(5) ? below(100'000) : below(8)] = bytes(1 + below(one_in(30) ? 5000 : 20));
    if (!one_in(10)) made.data = bytes(below(one_in(20) ? 30'000 : 300));
    return made;
  }

  std::vector<Document> documents(std::size_t count) {
    std::vector<Document> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back(document());
    return made;
  }

 private:
  std::mt19937_64 generator_;
};

}  // namespace

TEST_CASE("numbers are packed as they sort, and read back") {
  std::string before;
  for (const std::uint32_t value : {0U, 1U, 0x7FU, 0x80U, 0x7FFFU, 0x8000U, 0x3FFFFFU, 0x400000U,
                                    0x1FFFFFFFU, 0x20000000U, 0xFFFFFFFFU}) {
    std::string sorted;
    put_sorted_uint(sorted, value);
    CHECK(sorted > before);
    CHECK(Unpacker(sorted).sorted_uint() == value);
    before = sorted;
    std::string packed;
    put_uint(packed, value);
    CHECK(Unpacker(packed).uint() == value);
  }
}

TEST_CASE("a shard without documents, or with documents without anything") {
  require_same(std::vector<Document>{});
  require_same(std::vector<Document>(1));
  require_same(std::vector<Document>(5000));
}

TEST_CASE("a shard of one term, one value, one record") {
  Document document;
  SUBCASE("term") { document.counts["a"] = 1; }
  SUBCASE("boolean term") { document.counts["a"] = 0; }
  SUBCASE("term of 245 bytes") { document.counts[std::string(245, 'x')] = 100'000; }
  SUBCASE("positions") { document.postings["a"] = {1, 2, 3, 4, 1000, 4'000'000'000}; }
  SUBCASE("value") { document.values[3] = std::string(300'000, 'v'); }
  SUBCASE("record") { document.data = "r"; }
  SUBCASE("record of many blocks") { document.data = Random(1).bytes(20 << 20); }
  require_same({document});
  require_same({{}, document, {}});
  require_same(std::vector<Document>(300, document.data.size() < 100 ? document : Document()));
}

TEST_CASE("random documents") {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    require_same(random.documents(1 + random.below(300)));
  }
}

TEST_CASE("100,000 tiny documents") {
  Random random(7);
  std::vector<Document> documents(100'000);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    documents[i].postings[fmt::format("w{}", random.below(50))] = {1 + random.below(9)};
    documents[i].counts[fmt::format("Q{}", i)] = 0;
    documents[i].values[0] = fmt::format("{}", i);
    documents[i].data = "d";
  }
  require_same(documents);
}

TEST_CASE("shards are merged as if they had been one") {
  for (std::uint64_t seed = 100; seed < 108; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const test::TempDir folder;
    std::vector<Document> all;
    std::vector<fs::path> shards;
    const std::uint32_t count = 1 + random.below(6);
    for (std::uint32_t i = 0; i < count; ++i) {
      std::vector<Document> documents = random.documents(random.one_in(5) ? 0 : random.below(200));
      // What is added on the way goes where nothing is yet.
      for (Document& document : documents) document.values.erase(6);
      shards.push_back(folder.path() / fmt::format("shard-{}", i));
      write_ours(shards.back(), documents);
      all.insert(all.end(), documents.begin(), documents.end());
    }
    AddedValues added{6, {}};
    for (std::size_t i = 0; i < all.size(); ++i)
      if (random.one_in(3))
        added.values[static_cast<DocumentId>(i + 1)] = all[i].values[6] = random.bytes(16);
    merge_shards(shards, folder.path() / "merged", added, 1 + random.below(4));
    write_xapians(folder.path() / "xapians", all);
    require_same(folder.path() / "merged", folder.path() / "xapians");
  }
}

TEST_CASE("shards that Xapian writes, for another version of it, come out the same") {
  Random random(300);
  const test::TempDir folder;
  glass::AddedValues added{200'000, {}};
  for (std::uint32_t docid = 1; docid < 80; docid += 3) added.values[docid] = "added";
  std::vector<fs::path> own;
  std::vector<fs::path> xapians;
  for (int number = 0; number < 3; ++number) {
    const std::vector<Document> documents = random.documents(40);
    for (const ShardFormat format : {ShardFormat::kOwn, ShardFormat::kXapian}) {
      std::vector<fs::path>& shards = format == ShardFormat::kOwn ? own : xapians;
      shards.push_back(folder.path() / fmt::format("{}-{}", static_cast<int>(format), number));
      const auto shard = begin_shard(format, shards.back());
      for (const Document& document : documents) {
        put(document, *shard);
        shard->end_document();
      }
      shard->finish();
    }
  }
  merge_shards(ShardFormat::kOwn, own, folder.path() / "own", added, 2);
  merge_shards(ShardFormat::kXapian, xapians, folder.path() / "xapians", added, 2);
  require_same(folder.path() / "own", folder.path() / "xapians");
}

TEST_CASE("more shards than are merged at once") {
  const test::TempDir folder;
  std::vector<Document> all(230);
  std::vector<fs::path> shards;
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].postings["both"] = {1, 5};
    all[i].counts[fmt::format("Q{}", i)] = 0;
    all[i].data = fmt::format("{}", i);
    shards.push_back(folder.path() / fmt::format("{}", i));
    write_ours(shards.back(), {all[i]});
  }
  all[3].values[6] = "added";
  merge_shards(ShardFormat::kOwn, shards, folder.path() / "merged", {6, {{4, "added"}}}, 2);
  write_xapians(folder.path() / "xapians", all);
  require_same(folder.path() / "merged", folder.path() / "xapians");
}

TEST_CASE("Xapian goes on with what was written here: compact, replace, delete, add") {
  for (std::uint64_t seed = 200; seed < 206; ++seed) {
    INFO("seed " << seed);
    Random random(seed);
    const test::TempDir folder;
    const std::vector<Document> documents = random.documents(300);
    const std::vector<Document> more = random.documents(150);
    write_ours(folder.path() / "ours", documents);
    write_xapians(folder.path() / "xapians", documents);
    for (const char* name : {"ours", "xapians"}) {
      Xapian::WritableDatabase database((folder.path() / name).string(),
                                        Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
      Random same(seed);
      for (std::size_t i = 0; i < more.size(); ++i) {
        const Xapian::docid docid = 1 + same.below(300);
        switch (same.below(3)) {
          case 0:
            try {
              database.delete_document(docid);
            } catch (const Xapian::DocNotFoundError&) {
            }
            break;
          case 1:
            database.replace_document(docid, xapian_document(more[i]));
            break;
          default:
            database.add_document(xapian_document(more[i]));
        }
        if (same.one_in(20)) database.commit();
      }
      database.set_metadata("key", std::string(20'000, 'm'));
      database.commit();
    }
    // Bounds that deletions leave loose are the same, as both began with the same.
    require_same(folder.path() / "ours", folder.path() / "xapians");
    for (const char* name : {"ours", "xapians"})
      Xapian::Database((folder.path() / name).string())
          .compact((folder.path() / name).string() + "-compacted");
    require_same(folder.path() / "ours-compacted", folder.path() / "xapians-compacted");
  }
}

TEST_CASE("a table reads back as it was written") {
  const test::TempDir folder;
  Random random(3);
  std::map<std::string, std::string> entries;
  for (int i = 0; i < 20'000; ++i)
    entries[random.bytes(1 + random.below(random.one_in(9) ? 255 : 12))] =
        random.bytes(random.below(random.one_in(100) ? 40'000 : 60));
  TableWriter writer(folder.path() / "table");
  for (const auto& [key, tag] : entries) writer.add(key, tag, tag.size() % 2 == 1);
  const RootInfo info = writer.finish();
  CHECK(info.entries == entries.size());
  CHECK(fs::file_size(folder.path() / "table") == info.blocks * kBlockBytes);
  TableReader reader(folder.path() / "table");
  for (const auto& [key, tag] : entries) {
    REQUIRE(reader.next());
    REQUIRE(reader.key() == key);
    REQUIRE(reader.tag() == tag);
    REQUIRE(reader.compressed() == (tag.size() % 2 == 1));
  }
  CHECK_FALSE(reader.next());
}

TEST_CASE("what does not fit is refused") {
  const test::TempDir folder;
  TableWriter writer(folder.path() / "table");
  CHECK_THROWS_AS(writer.add(std::string(256, 'k'), ""), Xapian::InvalidArgumentError);
  CHECK_THROWS_AS(TableWriter(folder.path() / "none" / "table"), Xapian::DatabaseError);
}

}  // namespace newsidx::glass
