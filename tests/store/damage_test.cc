// What is damaged is seen: records, metadata, fingerprints, files. tests/damage_test.py looks
// at what the commands make of it.
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "newsidx/status.h"
#include "store/child.h"
#include "store/fingerprint.h"
#include "store/glass/version_file.h"
#include "store/index_dir.h"
#include "store/metadata.h"
#include "store/record.h"
#include "store/salvage.h"
#include "tests/support.h"

using namespace newsidx;
using test::add_lines;
using test::TempDir;

namespace {

Article small_article() {
  Article article;
  article.id = "kıyı-1";
  article.title = "Martılar";
  article.text = "Kıyıda bir martı uçtu, sonra bir başkası.";
  return article;
}

// A record as layout 5 had it: a one, and the frame.
std::string old_record(const Article& article) {
  const std::string packed = pack_article(article);
  std::string record(1 + ZSTD_compressBound(packed.size()), 1);
  record.resize(
      1 + ZSTD_compress(record.data() + 1, record.size() - 1, packed.data(), packed.size(), 5));
  return record;
}

// Makes the index one of layout 5: nothing in it has a checksum.
void make_older(const std::filesystem::path& index, const std::string& fingerprint) {
  IndexSettings settings;
  Xapian::WritableDatabase database = open_for_writing(index, current_generation(index), settings);
  RecordCodec codec(settings.dictionary);
  for (Xapian::docid docid = 1; docid <= database.get_lastdocid(); ++docid) {
    Xapian::Document document = database.get_document(docid);
    document.set_data(old_record(codec.decode(document.get_data())));
    database.replace_document(docid, document);
  }
  std::vector<std::string> keys(database.metadata_keys_begin(), database.metadata_keys_end());
  for (const std::string& key : keys)
    if (key != kFingerprintKey) database.set_metadata(key, read_metadata(database, key));
  database.set_metadata(kFingerprintKey, fingerprint);
  database.commit();
}

std::filesystem::path generation_of(const std::filesystem::path& index) {
  return index / current_generation(index);
}

std::string file_damage(const std::filesystem::path& index) {
  return glass::find_file_damage(generation_of(index), true);
}

// An archive of a file of three articles, and one that came by add.
struct DamagedArchive {
  DamagedArchive() {
    std::filesystem::create_directory(dir.path() / "archive");
    dir.write("archive/a.jsonl", R"({"id":"a1","text":"Kıyıda bir martı uçtu."}
{"id":"a2","text":"Denizde yunus göründü."}
{"id":"a3","text":"Gölde bir kuğu yüzdü."})");
    reindex(false);
    add_lines(dir.index(), R"({"id":"hand","text":"Dağda kartal uçtu."})");
  }

  ReindexReport reindex(bool full, std::vector<std::string>* told = nullptr,
                        bool name_folder = true) const {
    IndexerOptions options;
    options.rebuild = full;
    ReindexRequest request;
    request.full = full;
    if (name_folder) request.reading.paths = {(dir.path() / "archive").string()};
    AddObserver observer;
    const auto tell = [told](const Notice& notice) {
      if (told != nullptr) told->push_back(notice.place + ": " + notice.text);
    };
    observer.refused = observer.note = tell;
    return Indexer(dir.index(), options).reindex(request, observer);
  }

  std::vector<std::string> ids() const {
    return test::search_ids(dir.index(), "martı OR yunus OR kuğu OR kartal");
  }

  bool is_sound() const { return check_index(dir.index()).damages.empty(); }

  // Rewrites a document's record.
  void spoil(const std::string& id) const {
    IndexSettings settings;
    Xapian::WritableDatabase database =
        open_for_writing(dir.index(), current_generation(dir.index()), settings);
    const Xapian::docid docid = *database.postlist_begin("Q" + id);
    Xapian::Document document = database.get_document(docid);
    std::string record = document.get_data();
    record[record.size() / 2] = static_cast<char>(record[record.size() / 2] ^ 4);
    document.set_data(record);
    database.replace_document(docid, document);
    database.commit();
  }

  TempDir dir;
};

}  // namespace

TEST_CASE("no bit of a record can change unseen") {
  RecordCodec codec(nullptr);
  const std::string record = codec.encode(small_article());
  REQUIRE(codec.decode(record) == small_article());
  for (std::size_t bit = 0; bit < record.size() * 8; ++bit) {
    std::string flipped = record;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    CHECK_MESSAGE(test::code_of([&] { codec.decode(flipped); }) == ErrorCode::kIo, bit);
  }
  for (std::size_t size = 0; size < record.size(); ++size)
    CHECK(test::code_of([&] { codec.decode(std::string_view(record).substr(0, size)); }) ==
          ErrorCode::kIo);
  CHECK(test::code_of([&] { codec.decode(record + "x"); }) == ErrorCode::kIo);
}

TEST_CASE("the digest in a record") {
  RecordCodec codec(nullptr);
  std::string record = codec.encode(small_article());
  seal_record(record, 0x0123456789ABCDEFU);
  CHECK(digest_in(record) == 0x0123456789ABCDEFU);
  CHECK(codec.decode(record) == small_article());
  CHECK_FALSE(digest_in(old_record(small_article())));
}

TEST_CASE("records of layout 5 are read as far as they can be") {
  RecordCodec codec(nullptr);
  CHECK(codec.decode(old_record(small_article())) == small_article());
  // Asks for a tebibyte, which is not tried.
  const std::string asks("\x01\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\1\0\0\1\0\0", 17);
  CHECK(test::code_of([&] { codec.decode(asks); }) == ErrorCode::kIo);
  // Ends before the size that it tells.
  std::string early = old_record(small_article());
  early.resize(early.size() / 2);
  CHECK(test::code_of([&] { codec.decode(early); }) == ErrorCode::kIo);
}

TEST_CASE("no bit of metadata can change unseen") {
  const std::string sealed = sealed_value("newsidx.roots", "value");
  CHECK(unsealed_value("newsidx.roots", sealed) == "value");
  CHECK_THROWS_AS(unsealed_value("newsidx.rootz", sealed), Error);
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string flipped = sealed;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    CHECK_THROWS_AS(unsealed_value("newsidx.roots", flipped), Error);
  }
  for (std::size_t size = 0; size < sealed.size(); ++size)
    CHECK_THROWS_AS(unsealed_value("newsidx.roots", sealed.substr(0, size)), Error);
}

TEST_CASE("a changed fingerprint is no other fingerprint") {
  const Fingerprint made = Fingerprint::of_program(kDefaultStemmer);
  const std::string text = made.sealed_text();
  CHECK(Fingerprint::parse(text) == made);
  CHECK(Fingerprint::parse(made.text()) == made);
  for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string flipped = text;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    bool same = false;  // a bit of the word `check` itself changes nothing
    const ErrorCode code = test::code_of([&] { same = Fingerprint::parse(flipped) == made; });
    CHECK_MESSAGE((same || code == ErrorCode::kIo), flipped);
  }
}

TEST_CASE("what brings a child down is told, and what it said before is heard") {
  std::vector<std::string> heard;
  const auto run = [&heard](const std::function<void(const Tell&)>& work) {
    heard.clear();
    return run_in_child(
        work, [&](std::string_view text) { heard.emplace_back(text); }, 1);
  };
  CHECK(run([](const Tell& tell) {
          tell("one");
          tell("");
          tell(std::string(1'000'000, 'x'));
        }).empty());
  CHECK(heard == std::vector<std::string>{"one", "", std::string(1'000'000, 'x')});
  CHECK(run([](const Tell& tell) {
          tell("one");
          std::raise(SIGSEGV);
        }).find("signal 11") != std::string::npos);
  CHECK(heard == std::vector<std::string>{"one"});
  CHECK(run([](const Tell&) { std::abort(); }).find("signal 6") != std::string::npos);
  CHECK(run([](const Tell&) { throw std::bad_alloc(); }).find("memory") != std::string::npos);
  CHECK_FALSE(run([](const Tell&) { throw 1; }).empty());
  volatile bool endless = true;
  CHECK(run([&](const Tell&) {
          while (endless) continue;
        }).find("no end within 1 s") != std::string::npos);
}

TEST_CASE("files that are not what the index says") {
  const TempDir dir;
  std::string lines;
  for (int i = 0; i < 300; ++i)
    lines +=
        fmt::format(R"({{"id":"a{0}","text":"Kıyıda {0} martı ve {1} yunus."}})", i, i * 7) + "\n";
  add_lines(dir.index(), lines);
  const std::filesystem::path generation = generation_of(dir.index());
  REQUIRE(file_damage(dir.index()).empty());
  for (const std::string name : {"postlist", "docdata", "termlist", "position"}) {
    const std::filesystem::path file = generation / (name + ".glass");
    const std::string whole = test::read_file(file);
    const auto with = [&](const std::string& bytes) {
      std::ofstream(file, std::ios::binary) << bytes;
      IndexSettings settings;
      CHECK_MESSAGE(
          test::code_of([&] { open_for_reading(dir.index(), settings); }) == ErrorCode::kIo, name);
      CHECK_MESSAGE(test::code_of([&] {
                      open_for_writing(dir.index(), current_generation(dir.index()), settings);
                    }) == ErrorCode::kIo,
                    name);
      return file_damage(dir.index());
    };
    CHECK(with("").find("cut off") != std::string::npos);
    CHECK(with(whole.substr(0, whole.size() - 1)).find("cut off") != std::string::npos);
    std::ofstream(file, std::ios::binary) << whole.substr(0, whole.size() - 8192);
    CHECK_FALSE_MESSAGE(check_index(dir.index()).damages.empty(), name);
    std::filesystem::remove(file);
    CHECK(file_damage(dir.index()) == name + ".glass is missing");
    std::filesystem::create_directory(file);
    CHECK(file_damage(dir.index()) == name + ".glass is no file");
    std::filesystem::remove(file);
    std::ofstream(file, std::ios::binary) << whole;
    CHECK(file_damage(dir.index()).empty());
  }
  const std::string version = test::read_file(generation / "iamglass");
  for (std::size_t size = 0; size < version.size(); ++size) {
    std::ofstream(generation / "iamglass", std::ios::binary) << version.substr(0, size);
    CHECK_THROWS_AS_MESSAGE(glass::read_version_file(generation), Xapian::DatabaseError, size,
                            " of ", version.size());
  }
}

TEST_CASE("reindex --full takes over an index of an older layout or another analyzer") {
  const DamagedArchive archive;
  const std::vector<std::string> before = archive.ids();
  REQUIRE(before.size() == 4);
  const Fingerprint made = Fingerprint::of_program(kDefaultStemmer);
  Fingerprint other = made;
  SUBCASE("layout") {
    other.layout = 5;
    other.analyzer = 1;
    other.model = "0123456789abcdef";  // of the program that made it
    make_older(archive.dir.index(), other.text());
  }
  SUBCASE("analyzer") {
    other.analyzer += 1;
    IndexSettings settings;
    Xapian::WritableDatabase database =
        open_for_writing(archive.dir.index(), current_generation(archive.dir.index()), settings);
    database.set_metadata(kFingerprintKey, other.sealed_text());
    database.commit();
  }
  IndexSettings settings;
  CHECK(test::code_of([&] { open_for_reading(archive.dir.index(), settings); }) ==
        ErrorCode::kConfiguration);
  CHECK(test::code_of([&] { archive.reindex(false); }) == ErrorCode::kConfiguration);
  const ReindexReport report = archive.reindex(true, nullptr, false);
  CHECK(report.articles.added == 3);
  CHECK(report.carried == 1);
  CHECK(report.lost == 0);
  CHECK(archive.ids() == before);
  CHECK(archive.is_sound());
  open_for_reading(archive.dir.index(), settings);
  CHECK(settings.fingerprint == made);
}

TEST_CASE("reindex --full of an index that lost its list of folders says that it is damaged") {
  const DamagedArchive archive;
  IndexSettings settings;
  Xapian::WritableDatabase database =
      open_for_writing(archive.dir.index(), current_generation(archive.dir.index()), settings);
  database.set_metadata(kRootsKey, "");
  database.commit();
  database.close();
  IndexerOptions options;
  options.rebuild = true;
  ReindexRequest request;
  request.full = true;
  CHECK(test::code_of([&] { Indexer(archive.dir.index(), options).reindex(request, {}); }) ==
        ErrorCode::kIo);
}

TEST_CASE("an index of a later layout is left alone") {
  const DamagedArchive archive;
  {
    IndexSettings settings;
    Xapian::WritableDatabase database =
        open_for_writing(archive.dir.index(), current_generation(archive.dir.index()), settings);
    Fingerprint later = settings.fingerprint;
    later.layout += 1;
    database.set_metadata(kFingerprintKey, later.sealed_text());
    database.commit();
  }
  CHECK(test::code_of([&] { archive.reindex(true); }) == ErrorCode::kConfiguration);
}

TEST_CASE("reindex --full: an unreadable record that a file holds is no obstacle") {
  const DamagedArchive archive;
  archive.spoil("a2");
  CHECK_FALSE(archive.is_sound());
  const ReindexReport report = archive.reindex(true);
  CHECK(report.lost == 0);
  CHECK(report.kept_generation.empty());
  CHECK(archive.ids().size() == 4);
  CHECK(archive.is_sound());
}

TEST_CASE("reindex --full: an unreadable record that only the index held is named") {
  const DamagedArchive archive;
  archive.spoil("hand");
  std::vector<std::string> told;
  const ReindexReport report = archive.reindex(true, &told);
  CHECK(report.lost == 1);
  REQUIRE(told.size() == 1);
  CHECK(told.front().starts_with("hand: cannot be read"));
  CHECK(archive.ids().size() == 3);
  CHECK(archive.is_sound());
  CHECK(std::filesystem::exists(archive.dir.index() / report.kept_generation));
}

TEST_CASE("reindex --full: roots that cannot be read are to be named, and nothing goes meanwhile") {
  const DamagedArchive archive;
  {
    IndexSettings settings;
    Xapian::WritableDatabase database =
        open_for_writing(archive.dir.index(), current_generation(archive.dir.index()), settings);
    database.set_metadata(kRootsKey, "rubbish");
    database.commit();
  }
  CHECK_FALSE(archive.is_sound());
  CHECK(test::code_of([&] { archive.reindex(true, nullptr, false); }) == ErrorCode::kIo);
  std::filesystem::create_directory(archive.dir.path() / "other");
  archive.dir.write("other/b.jsonl", R"({"id":"b1","text":"Bahçede bir martı."})");
  IndexerOptions options;
  options.rebuild = true;
  ReindexRequest request;
  request.full = true;
  request.reading.paths = {(archive.dir.path() / "other").string()};
  const ReindexReport report = Indexer(archive.dir.index(), options).reindex(request, {});
  CHECK(report.articles.added == 1);
  CHECK(report.carried == 4);
  CHECK(report.removed == 0);
  CHECK(archive.is_sound());
}

TEST_CASE("reindex --full: an index that cannot be opened at all") {
  const DamagedArchive archive;
  const std::filesystem::path before = generation_of(archive.dir.index());
  std::ofstream(before / "iamglass") << "rubbish";
  CHECK(test::code_of([&] { archive.reindex(false); }) == ErrorCode::kIo);
  std::vector<std::string> told;
  const ReindexReport report = archive.reindex(true, &told);
  CHECK(report.articles.added == 3);
  CHECK(report.lost == 1);
  CHECK(report.kept_generation == before.filename());
  CHECK(archive.ids().size() == 3);
  CHECK(archive.is_sound());
  CHECK(std::filesystem::exists(before));
}

TEST_CASE("check compares what an article is found by with what it was written with") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"a1","date":"2020-05-05","text":"Kıyıda bir martı uçtu."})");
  IndexSettings settings;
  Xapian::WritableDatabase database =
      open_for_writing(dir.index(), current_generation(dir.index()), settings);
  Xapian::Document document = database.get_document(1);
  bool sound = false;
  SUBCASE("sound") { sound = true; }
  SUBCASE("a position") {
    const std::string term = "marti";
    const auto found = std::find(document.termlist_begin(), document.termlist_end(), term);
    REQUIRE(found != document.termlist_end());
    const Xapian::termpos position = *found.positionlist_begin();
    document.remove_posting(term, position, 0);
    document.add_posting(term, position + 50, 0);
  }
  SUBCASE("a count") { document.add_term("marti", 1); }
  SUBCASE("a term") { document.add_term("kartal", 0); }
  SUBCASE("a value") { document.add_value(1, "20200506"); }
  SUBCASE("a value that there was not") { document.add_value(9, "x"); }
  SUBCASE("a group of near-copies that there is not") { document.add_value(6, "x"); }
  database.replace_document(1, document);
  database.commit();
  database.close();
  CHECK(check_index(dir.index()).damages.empty() == sound);
}
