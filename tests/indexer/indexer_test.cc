#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "store/index_dir.h"
#include "tests/support.h"

using namespace newsidx;
using test::add;
using test::add_lines;
using test::Added;
using test::search_ids;
using test::TempDir;

namespace {

AddRequest paths(std::vector<std::string> list) {
  AddRequest request;
  request.paths = std::move(list);
  return request;
}

Article only_article(const std::filesystem::path& index, const std::string& query) {
  SearchRequest request;
  request.query = query;
  Searcher searcher(index);
  const SearchResult result = searcher.search(request);
  REQUIRE(result.hits.size() == 1);
  return *searcher.get(result.hits.front().id);
}

}  // namespace

TEST_CASE("plain text in the archive's own form") {
  const TempDir dir;
  const std::string raw = " date 2025-09-02 Çin Devlet Başkanı konuştu. REKLAM Sonra gitti.";
  add(dir.index(), paths({dir.write("a.txt", raw)}));
  const Article article = only_article(dir.index(), "çin");
  CHECK(format_date(*article.date) == "2025-09-02");
  CHECK(article.text == "Çin Devlet Başkanı konuştu. Sonra gitti.");
  CHECK(article.title == "Çin Devlet Başkanı konuştu.");
  CHECK(article.original() == raw);
  CHECK(article.id.size() == 16);
}

TEST_CASE("plain text: heading forms and dates") {
  struct Case {
    std::string name;
    std::string raw;
    std::string date;
    std::string title;
  };
  const std::vector<Case> cases = {
      {"b.txt", " date 2024-02-29 \nBAŞLIK BURADA\n\nPutin geldi.", "2024-02-29", "BAŞLIK BURADA"},
      {"c.txt", "\xEF\xBB\xBF date 2024-03-01 Başlık\r\n\r\nPutin geldi.", "2024-03-01", "Başlık"},
      {"d-2023-05-06.txt", "Putin geldi.", "2023-05-06", "Putin geldi."},
      {"2023-05-06-e.txt", "date 2024-01-01 Putin geldi.", "2024-01-01", "Putin geldi."},
      {"f-2023-05-07.txt", "dates Putin geldi.", "2023-05-07", "dates Putin geldi."},
  };
  for (const Case& c : cases) {
    const TempDir dir;
    const Added added = add(dir.index(), paths({dir.write(c.name, c.raw)}));
    CHECK(added.report.added == 1);
    const Article article = only_article(dir.index(), "putin");
    CHECK_MESSAGE(format_date(*article.date) == c.date, c.name);
    CHECK_MESSAGE(article.title == c.title, c.name);
  }
}

TEST_CASE("the file's time is the last resort, and is told") {
  const TempDir dir;
  const std::string path = dir.write("a.txt", "Putin geldi.");
  const Added added = add(dir.index(), paths({path}));
  CHECK(added.report.dated_by_file == 1);
  REQUIRE(added.notes.size() == 1);
  CHECK(added.notes.front().find("dated by the file's time") != std::string::npos);

  AddRequest request = paths({path});
  request.date = parse_date("2020-01-02");
  CHECK(add(dir.index(), request).report.dated_by_file == 0);
  CHECK(format_date(*only_article(dir.index(), "putin").date) == "2020-01-02");
}

TEST_CASE("JSON Lines: every field, and those without a name here") {
  const TempDir dir;
  add_lines(
      dir.index(),
      R"({"id":7,"title":" Şi  geldi ","date":"2.9.2025","source":"Kıyı","author":"Ali Ak",)"
      R"("section":"Dünya","url":"https://a.example/7","text":"Gövde &amp; metin","etiket":["x"],"n":null})");
  const Article article = only_article(dir.index(), "gövde");
  CHECK(article.id == "7");
  CHECK(article.title == "Şi geldi");
  CHECK(format_date(*article.date) == "2025-09-02");
  CHECK(article.source == "Kıyı");
  CHECK(article.author == "Ali Ak");
  CHECK(article.section == "Dünya");
  CHECK(article.url == "https://a.example/7");
  CHECK(article.path == "-");
  CHECK(article.text == "Gövde & metin");
  CHECK(article.original() == "Gövde &amp; metin");
  CHECK(article.extra == std::map<std::string, std::string>{{"etiket", "[\"x\"]"}});
}

TEST_CASE("a bad line is refused by place and reason, and the rest goes on") {
  const TempDir dir;
  const std::string good = R"({"id":"g1","text":"Putin"})";
  const std::vector<std::pair<std::string, std::string>> bad = {
      {R"({"id":"x","te)", "broken JSON at byte"},
      {"[1,2]", "JSON array"},
      {"42", "not a JSON object"},
      {R"({"id":"x"})", "it has no text"},
      {R"({"id":"x","text":null})", "no text"},
      {R"({"id":"x","text":"  "})", "no text"},
      {R"({"id":"x","text":["a"]})", "its text is no JSON string"},
      {R"({"id":"x","text":"a","date":"2025-02-30"})", "no day of the calendar: 2025-02-30"},
      {R"({"id":{"a":1},"text":"a"})", "its id is neither text nor a number"},
      {"{\"id\":\"x\",\"text\":\"a\xFF\x81\"}", "neither UTF-8 nor windows-1254"},
  };
  std::string lines = "\n";
  for (const auto& [line, reason] : bad) lines += line + "\n";
  const Added added = add_lines(dir.index(), lines + good);
  CHECK(added.report.added == 1);
  REQUIRE(added.refused.size() == bad.size());
  for (std::size_t i = 0; i < bad.size(); ++i) {
    CHECK_MESSAGE(added.refused[i].starts_with("-:" + std::to_string(i + 2) + ": "),
                  added.refused[i]);
    CHECK_MESSAGE(added.refused[i].find(bad[i].second) != std::string::npos, added.refused[i]);
  }
  CHECK(search_ids(dir.index(), "putin") == std::vector<std::string>{"g1"});
}

TEST_CASE("an article added again under its id replaces itself") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"1","text":"Putin geldi"})");
  const Added again = add_lines(dir.index(), R"({"id":"1","text":"Lavrov gitti"})");
  CHECK(again.report.replaced == 1);
  CHECK(search_ids(dir.index(), "putin").empty());
  CHECK(search_ids(dir.index(), "lavrov") == std::vector<std::string>{"1"});
  // What is there just so already stays, and is not written.
  const Added same = add_lines(
      dir.index(), "{\"id\":\"1\",\"text\":\"Lavrov gitti\"}\n{\"id\":\"9\",\"text\":\"Yeni\"}");
  CHECK(same.report.added == 1);
  CHECK(same.report.replaced == 0);
  CHECK(same.report.unchanged == 1);
  // But not when another came for it in between: the last one counts.
  const Added last = add_lines(
      dir.index(), "{\"id\":\"1\",\"text\":\"Putin\"}\n{\"id\":\"1\",\"text\":\"Lavrov gitti\"}");
  CHECK(last.report.replaced == 2);
  CHECK(search_ids(dir.index(), "putin").empty());
  CHECK(search_ids(dir.index(), "lavrov") == std::vector<std::string>{"1"});
  // A word of another field is a change as well.
  const Added dated =
      add_lines(dir.index(), R"({"id":"1","text":"Lavrov gitti","source":"Kıyı","x":[1]})");
  CHECK(dated.report.replaced == 1);
  CHECK(add_lines(dir.index(), R"({"id":"1","text":"Lavrov gitti","source":"Kıyı","x":[1]})")
            .report.unchanged == 1);
  CHECK(add_lines(dir.index(), R"({"id":"1","text":"Lavrov gitti","source":"Kıyı","x":[2]})")
            .report.replaced == 1);
  // Within one run too.
  add_lines(dir.index(), "{\"id\":\"2\",\"text\":\"bir\"}\n{\"id\":\"2\",\"text\":\"iki\"}");
  CHECK(search_ids(dir.index(), "bir iki") == std::vector<std::string>{"2"});
}

TEST_CASE("an article added again mends its damaged record") {
  const TempDir dir;
  const std::string line = R"({"id":"1","text":"Putin geldi"})";
  add_lines(dir.index(), line);
  {
    IndexSettings settings;
    Xapian::WritableDatabase database =
        open_for_writing(dir.index(), current_generation(dir.index()), settings);
    Xapian::Document document = database.get_document(1);
    document.set_data("rubbish");
    database.replace_document(1, document);
    database.commit();
  }
  CHECK(add_lines(dir.index(), line).report.replaced == 1);
  CHECK(add_lines(dir.index(), line).report.unchanged == 1);
}

TEST_CASE("an id that is not given comes from source and content, not from the place") {
  const TempDir dir;
  const std::string text = " date 2025-09-02 Putin geldi.";
  const std::string first = dir.write("a/x.txt", text);
  const std::string copy = dir.write("b/y.txt", text);
  CHECK(add(dir.index(), paths({first})).report.added == 1);
  CHECK(add(dir.index(), paths({copy})).report.replaced == 1);
  AddRequest other = paths({copy});
  other.source = "Kıyı";
  CHECK(add(dir.index(), other).report.added == 1);
  CHECK(add_lines(dir.index(), R"({"text":"Putin geldi.","date":"2025-09-03"})").report.added == 1);
}

TEST_CASE("folders: kinds of files, ignored ones, order") {
  const TempDir dir;
  dir.write("arşiv/b/1.txt", "Putin bir");
  dir.write("arşiv/a.jsonl", "{\"id\":\"j\",\"text\":\"Putin iki\"}\n");
  dir.write("arşiv/README.md", "Putin üç");
  dir.write("arşiv/.gizli.txt", "Putin dört");
  dir.write("arşiv/b/taslak-2.txt", "Putin beş");
  dir.write("arşiv/.newsidxignore", "# ours\ntaslak-*\n");
  std::filesystem::create_directory_symlink(dir.path() / "arşiv", dir.path() / "arşiv/b/loop");
  const Added added = add(dir.index(), paths({(dir.path() / "arşiv").string()}));
  CHECK(added.report.added == 2);
  CHECK(added.report.skipped_files == 3);
  CHECK(added.report.links_left_out == 1);
  CHECK(added.refused.empty());
}

TEST_CASE("missing paths are told and the rest is added") {
  const TempDir dir;
  const Added added = add(dir.index(), paths({"/no/such/path", dir.write("a.txt", "Putin")}));
  CHECK(added.report.missing_paths == 1);
  CHECK(added.report.added == 1);
  CHECK(added.refused.front() == "/no/such/path: no such file or folder");
}

TEST_CASE("fields can be left out, and a title that stands again as first line is dropped") {
  const TempDir dir;
  const std::string line = R"({"id":"1","title":"Zirve","text":"Zirve\nPutin geldi."})";
  add_lines(dir.index(), line);
  CHECK(only_article(dir.index(), "putin").text == "Putin geldi.");
  AddRequest request = paths({"-"});
  request.leave_out = {"title"};
  add(dir.index(), request, R"({"id":"1","title":"Zirve","text":"Putin geldi."})");
  CHECK(search_ids(dir.index(), "zirve").empty());
}

TEST_CASE("removing") {
  const TempDir dir;
  add_lines(dir.index(), "{\"id\":\"1\",\"text\":\"bir\"}\n{\"id\":\"2\",\"text\":\"iki\"}");
  {
    Indexer indexer(dir.index());
    CHECK(indexer.remove({"1", "yok"}) == std::vector<std::string>{"yok"});
  }
  CHECK(search_ids(dir.index(), "bir iki") == std::vector<std::string>{"2"});
}

TEST_CASE("an index keeps its stemmer") {
  const TempDir dir;
  add_lines(dir.index(), R"({"id":"1","text":"bir"})", {StemmerKind::kSnowball, "", ""});
  IndexerOptions other;
  other.stemmer.kind = StemmerKind::kNone;
  CHECK_THROWS_AS(Indexer(dir.index(), other), Error);
  CHECK(add_lines(dir.index(), R"({"id":"2","text":"iki"})").report.added == 1);
  CHECK(Searcher(dir.index()).statistics().fingerprint.find("stemmer=snowball") !=
        std::string::npos);
}

TEST_CASE("what a stopped reindex took of a file goes with the file") {
  const TempDir dir;
  std::string lines;
  for (int i = 0; i < 50; ++i)
    lines += "{\"id\":\"p" + std::to_string(i) + "\",\"text\":\"Putin geldi\"}\n";
  dir.write("archive/a.jsonl", "{\"id\":\"a\",\"text\":\"Deniz duruldu\"}\n");
  const std::string file = dir.write("archive/b.jsonl", lines);
  ReindexRequest request;
  request.reading.paths = {(dir.path() / "archive").string()};
  request.max_delete = 100;
  {
    IndexerOptions options;
    int asked = 0;
    options.stop = [&asked] { return ++asked > 40; };
    const ReindexReport report = Indexer(dir.index(), options).reindex(request, {});
    CHECK(report.articles.stopped);
    CHECK(report.articles.added > 5);
    CHECK(report.articles.added < 50);
  }
  CHECK(!search_ids(dir.index(), "putin").empty());
  std::filesystem::remove(file);
  CHECK(!Indexer(dir.index()).reindex(request, {}).articles.stopped);
  CHECK(search_ids(dir.index(), "putin").empty());
  CHECK(search_ids(dir.index(), "deniz") == std::vector<std::string>{"a"});
}
