#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "newsidx/error.h"
#include "newsidx/status.h"
#include "newsidx/utf8.h"
#include "store/file_lock.h"
#include "store/fingerprint.h"
#include "store/index_dir.h"
#include "store/record.h"
#include "store/terms.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

Fingerprint usual() { return Fingerprint::of_program(kDefaultStemmer); }

}  // namespace

TEST_CASE("a record gives back the whole article") {
  Article article;
  article.id = "kıyı-1";
  article.title = "Şi Putin'le görüştü";
  article.date = parse_date("2025-09-02");
  article.source = "Kıyı Gazetesi";
  article.author = "Sevda Kırlangıç";
  article.section = "Dünya";
  article.url = "https://kiyi.example/1";
  article.path = "arşiv/1.txt";
  article.text = "Gövde.";
  article.raw = std::string("\0\x92ham\xFF", 6);
  article.extra = {{"etiket", "[\"a\",1]"}};
  article.title_from_text = true;
  RecordCodec codec(nullptr);
  CHECK(codec.decode(codec.encode(article)) == article);
  const Article part = codec.decode(codec.encode(article), RecordParts::kWithoutRawAndExtra);
  CHECK(part.raw.empty());
  CHECK(part.text == article.text);
  CHECK(codec.decode(codec.encode(Article{})) == Article{});
  CHECK(test::code_of([&] { codec.decode("no record"); }) == ErrorCode::kIo);
}

TEST_CASE("terms") {
  CHECK(id_term("a1") == "Qa1");
  const std::string long_id(300, 'x');
  CHECK(id_term(long_id).size() <= kMaxTermBytes);
  CHECK(id_term(long_id) != id_term(long_id + "y"));
  std::string letters;
  for (int i = 0; i < 200; ++i) letters += "ş";
  CHECK(find_invalid_utf8(id_term(letters)) == std::string::npos);
  CHECK(date_key(*parse_date("2025-09-02")) == "20250902");
  CHECK(url_host("https://www.Kiyi.example:8080/a?b") == "kiyi.example");
  CHECK(url_host("http://user@kiyi.example") == "kiyi.example");
  CHECK(url_host("kiyi.example/a").empty());
}

TEST_CASE("the fingerprint") {
  CHECK(Fingerprint::parse(usual().text()) == usual());
  Fingerprint other = usual();
  other.analyzer += 1;
  CHECK(test::code_of([&] { other.require_usable("x"); }) == ErrorCode::kConfiguration);
  CHECK(test::code_of([] { Fingerprint::parse(""); }) == ErrorCode::kIo);
  CHECK(test::code_of([] { Fingerprint::parse("layout=1 analyzer=1 stemmer=lexicon9"); }) ==
        ErrorCode::kConfiguration);
}

TEST_CASE("the index on disk") {
  const test::TempDir dir;
  const std::filesystem::path index = dir.index();
  IndexSettings settings;
  CHECK(test::code_of([&] { open_for_reading(index, settings); }) == ErrorCode::kNotFound);
  prepare_index_dir(index);
  {
    const WriteLock lock(index);
    CHECK(test::code_of([&] { const WriteLock second(index); }) == ErrorCode::kBusy);
    create_index(index, {usual(), {}, nullptr});
  }
  const WriteLock again(index);
  CHECK(has_index(index));
  CHECK(current_generation(index) == "gen-0001");
  open_for_writing(index, "gen-0001", settings).commit();
  CHECK(open_for_reading(index, settings).get_doccount() == 0);
  CHECK(settings.fingerprint == usual());

  std::ofstream(index / "current") << "nonsense\n";
  CHECK(test::code_of([&] { open_for_reading(index, settings); }) == ErrorCode::kIo);
}

TEST_CASE("an index is opened however often it changes meanwhile") {
  const test::TempDir dir;
  prepare_index_dir(dir.index());
  // So large that reading it meets many blocks, which the writer uses again two commits later.
  std::string bytes;
  for (int i = 0; bytes.size() < (1U << 18U); ++i) bytes += std::to_string(i);
  create_index(dir.index(), {usual(), {}, std::make_shared<RecordDictionary>(bytes)});
  std::atomic<bool> done = false;
  std::thread writer([&] {
    Xapian::WritableDatabase database((dir.index() / current_generation(dir.index())).string(),
                                      Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    while (!done) {
      write_settings(database, {usual(), {}, std::make_shared<RecordDictionary>(bytes)});
      database.commit();
    }
  });
  std::string failure;
  for (int i = 0; i < 300 && failure.empty(); ++i) try {
      IndexSettings settings;
      open_for_reading(dir.index(), settings);
    } catch (const Error& error) {
      failure = error.what();
    }
  done = true;
  writer.join();
  CHECK(failure == "");
}

TEST_CASE("an index is not made among other files") {
  const test::TempDir dir;
  dir.write("index/other.txt", "x");
  CHECK(test::code_of([&] { prepare_index_dir(dir.index()); }) == ErrorCode::kCannotCreate);
  CHECK(test::code_of([&] { prepare_index_dir(dir.path() / "index/other.txt"); }) ==
        ErrorCode::kCannotCreate);
}

TEST_CASE("what a stopped run left behind is no hindrance to making the index") {
  const test::TempDir dir;
  dir.write("index/gen-0001/iamglass", "half written");
  dir.write("index/current.new", "auto");
  dir.write("index/lock", "");
  CHECK(test::add_lines(dir.index(), R"({"id":"1","text":"Putin geldi"})").report.added == 1);
  CHECK(test::search_ids(dir.index(), "putin") == std::vector<std::string>{"1"});
}
