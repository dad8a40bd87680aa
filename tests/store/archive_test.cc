#include "store/archive.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "newsidx/error.h"
#include "store/fields.h"
#include "store/terms.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

std::string part_line(const std::string& id, const std::string& text) {
  return R"({"id": ")" + id + R"(", "title": "Başlık )" + id + R"(", "text": ")" + text + "\"}\n";
}

// Long enough for a signature.
const std::string kStory =
    "Belediye meclisi dün akşam toplanarak yeni köprünün yapımına karar verdi; başkan işlerin "
    "önümüzdeki ilkbaharda başlayacağını, köprünün iki yılda biteceğini ve kentin iki yakasını "
    "birbirine bağlayacağını söyledi.";

Xapian::docid document_of(const Archive& archive, const std::string& id) {
  const auto found = archive.database().postlist_begin(id_term(id));
  REQUIRE_MESSAGE(found != archive.database().postlist_end(id_term(id)), id);
  return *found;
}

std::set<std::string> ids_of(const Archive& archive, const std::vector<Xapian::docid>& documents) {
  std::set<std::string> ids;
  for (const Xapian::docid document : documents) ids.insert(archive.article(document).id);
  return ids;
}

}  // namespace

TEST_CASE("parts are one archive: records, acronyms and near-copies of each are known") {
  const test::TempDir dir;
  const auto first = dir.path() / "first";
  const auto second = dir.path() / "second";
  // Enough of them that the first has a dictionary for its records, which the second has not.
  std::string many;
  for (int i = 0; i < 1200; ++i)
    many += part_line("a" + std::to_string(i), kStory + " Sayı " + std::to_string(i * 7919) + ".");
  test::add_lines(first, many + part_line("x", "Türk Dil Kurumu (TDK) dün açıkladı."));
  test::add_lines(second, part_line("b1", kStory) + part_line("b2", kStory) +
                              part_line("y", "Şanghay İşbirliği Örgütü (ŞİÖ) toplandı.") +
                              part_line("z", "Toprak Dağıtım Kurulu (TDK) toplandı."));

  const Archive archive(std::vector{first, second});
  REQUIRE(archive.parts() == 2);
  CHECK(archive.database().get_doccount() == 1205);
  for (const std::string id : {"a0", "a1199", "b1", "b2", "x", "y", "z"})
    CHECK(archive.article(document_of(archive, id)).id == id);

  const auto long_forms = [&](const std::string& acronym) {
    std::set<std::string> texts;
    for (const LongForm& form : archive.long_forms(acronym)) texts.insert(form.text);
    return texts;
  };
  CHECK(long_forms("sio") == std::set<std::string>{"Şanghay İşbirliği Örgütü"});
  CHECK(long_forms("tdk").size() == 2);  // one of each part
  const std::vector<LongForm> of_one = Archive(second).long_forms("sio");
  REQUIRE(of_one.size() == 1);
  CHECK(archive.acronyms(of_one.front().stems) == std::vector<std::string>{"sio"});

  const Xapian::docid copy = document_of(archive, "b1");
  const std::string group = archive.database().get_document(copy).get_value(kGroupSlot);
  REQUIRE(!group.empty());
  CHECK(ids_of(archive, archive.copies(copy, group)) == std::set<std::string>{"b1", "b2"});
  std::set<std::set<std::string>> groups;
  for (const auto& members : archive.copy_groups()) groups.insert(ids_of(archive, members));
  CHECK(groups.contains({"b1", "b2"}));
  CHECK(std::any_of(groups.begin(), groups.end(),
                    [](const auto& ids) { return ids.size() > 100 && ids.contains("a5"); }));
}

TEST_CASE("parts that were made differently are refused by name") {
  const test::TempDir dir;
  const auto usual = dir.path() / "usual";
  const auto other = dir.path() / "other";
  StemmerChoice snowball;
  snowball.kind = StemmerKind::kSnowball;
  test::add_lines(usual, part_line("1", "bir"));
  test::add_lines(other, part_line("2", "iki"), snowball);
  try {
    const Archive archive(std::vector{usual, other});
    FAIL("opened");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::kConfiguration);
    CHECK(std::string(error.what()).find(other.string()) != std::string::npos);
  }
}

TEST_CASE("an archive tells that it is no longer current, whatever was committed") {
  const test::TempDir dir;
  test::add_lines(dir.index(), part_line("1", "bir"));
  const auto opened = [&] { return std::make_unique<Archive>(dir.index()); };
  auto archive = opened();
  CHECK(archive->is_current());
  CHECK(archive->is_committed_state());

  test::add_lines(dir.index(), part_line("2", "iki"));  // a commit of the same generation
  CHECK(!archive->is_current());
  CHECK(!archive->is_committed_state());
  CHECK(archive->database().get_doccount() == 1);  // what was opened stays

  archive = opened();
  CHECK(archive->is_current());
  Indexer(dir.index()).compact();  // a new generation
  CHECK(!archive->is_current());

  archive = opened();
  dir.write("index/aliases.tsv", "Zır Tapoz\tperson\tZırtapoz\n");
  CHECK(!archive->is_current());
  CHECK(archive->is_committed_state());
  CHECK(archive->alias_list().empty());

  archive = opened();
  CHECK(archive->alias_list() == "Zır Tapoz\tperson\tZırtapoz\n");
  dir.write("index/last-run.json", "{}");  // what else happens in the folder does not matter
  CHECK(archive->is_current());
  std::filesystem::remove(dir.index() / "aliases.tsv");
  CHECK(!archive->is_current());
}
