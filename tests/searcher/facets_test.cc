#include "searcher/explore/facets.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <xapian.h>

#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "searcher/matching/bounded_match.h"
#include "store/index_dir.h"
#include "tests/support.h"

using namespace newsidx;

namespace {

// The facet as "value:articles" joined by spaces, and "-:n" for articles without a value.
std::string shown(const Facet& facet) {
  std::string out;
  for (const FacetValue& value : facet.values)
    out += fmt::format("{}{}:{}", out.empty() ? "" : " ", value.value, value.articles);
  if (facet.without > 0) out += fmt::format("{}-:{}", out.empty() ? "" : " ", facet.without);
  return out;
}

std::string facet_of(const std::filesystem::path& index, const SearchRequest& request,
                     FacetKind kind) {
  return shown(Searcher(index).facets(request, {kind}).facets.front());
}

SearchRequest asking(const std::string& query) {
  SearchRequest request;
  request.query = query;
  return request;
}

// Articles of made-up words, sources and days, so that every value is often there and often not.
std::string made_lines(unsigned seed, int count) {
  std::mt19937 random(seed);
  const auto any = [&](unsigned below) { return static_cast<unsigned>(random() % below); };
  const std::vector<std::string> words = {"martı", "yunus", "liman", "gemi", "fener", "kıyı"};
  const std::vector<std::string> sources = {"", "Kıyı", "Ova", "Yayla"};
  std::string lines;
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (unsigned n = 0; n <= any(5); ++n) text += words[any(6)] + " ";
    if (any(3) == 0)
      text += "Rusya Devlet Başkanı Vladimir Putin, Ankara'da Recep Tayyip Erdoğan ile görüştü.";
    lines += fmt::format(R"({{"id":"{}-{}","text":"{}","source":"{}","section":"{}")", seed, i,
                         text, sources[any(4)], any(2) == 0 ? "Yurt" : "");
    if (any(4) > 0) lines += fmt::format(R"(,"date":"20{:02}-{:02}-05")", 20 + any(3), 1 + any(12));
    lines += "}\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("facets: known answers") {
  const test::TempDir dir;
  test::add_lines(
      dir.index(),
      R"({"id":"a","text":"martı","date":"2024-12-31","source":"Kıyı","author":"Ayşe Ak"}
{"id":"b","text":"martı","date":"2025-01-01","source":"KIYI","author":"Ayşe Ak"}
{"id":"c","text":"martı","date":"2025-01-20","source":"Kıyı"}
{"id":"d","text":"martı","source":"Ova"}
{"id":"e","text":"yunus","date":"2025-01-01","source":"Ova"}
)");
  const SearchRequest request = asking("martı");
  CHECK(facet_of(dir.index(), request, FacetKind::kYear) == "2024:1 2025:2 -:1");
  CHECK(facet_of(dir.index(), request, FacetKind::kMonth) == "2024-12:1 2025-01:2 -:1");
  // One paper, whichever way it is written, named as it mostly is.
  CHECK(facet_of(dir.index(), request, FacetKind::kSource) == "Kıyı:3 Ova:1");
  CHECK(facet_of(dir.index(), request, FacetKind::kAuthor) == "Ayşe Ak:2 -:2");
  CHECK(facet_of(dir.index(), request, FacetKind::kSection) == "-:4");
  CHECK(facet_of(dir.index(), asking(""), FacetKind::kSource) == "Kıyı:3 Ova:2");
  CHECK(facet_of(dir.index(), asking("fok"), FacetKind::kSource).empty());
  CHECK(facet_of(dir.index(), asking("!"), FacetKind::kSource).empty());
  SearchRequest limited = request;
  limited.from = parse_date("2025-01-01");
  CHECK(facet_of(dir.index(), limited, FacetKind::kMonth) == "2025-01:2");
  limited.facets = {FacetKind::kYear, FacetKind::kSource};
  limited.count = 1;
  const SearchResult result = Searcher(dir.index()).search(limited);
  CHECK(result.total == 2);
  REQUIRE(result.facets.facets.size() == 2);
  CHECK(shown(result.facets.facets[1]) == "Kıyı:2");
}

TEST_CASE("facets: the largest values are kept in their order") {
  Facet facet;
  facet.values = {{"2020", 1, ""}, {"2021", 5, ""}, {"2022", 2, ""}, {"2023", 5, ""}};
  facet.keep_largest(4);
  CHECK(shown(facet) == "2020:1 2021:5 2022:2 2023:5");
  facet.keep_largest(2);
  CHECK(shown(facet) == "2021:5 2023:5");
  facet.keep_largest(0);
  CHECK(facet.values.empty());
}

TEST_CASE("facets and counts are those of every hit, read one by one") {
  const test::TempDir dir;
  test::add_lines(dir.index(), made_lines(7, 300));
  Searcher searcher(dir.index());
  for (const char* query : {"martı", "yunus liman", "\"gemi fener\"", "martı kıyı gemi yunus"})
    for (const bool match_all : {false, true}) {
      SearchRequest request = asking(query);
      request.match_all = match_all;
      request.count = 1000;
      request.detail = HitDetail::kId;
      std::map<std::string, std::uint64_t> sources;
      std::map<std::string, std::uint64_t> months;
      const SearchResult result = searcher.search(request);
      for (const Hit& hit : result.hits) {
        const auto article = searcher.get(hit.id);
        REQUIRE(article.has_value());
        ++sources[article->source];
        ++months[article->date ? format_date(*article->date).substr(0, 7) : ""];
      }
      REQUIRE(!result.hits.empty());
      CHECK(searcher.count(request) == result.hits.size());
      const FacetCounts counts = searcher.facets(request, {FacetKind::kSource, FacetKind::kMonth});
      CHECK(counts.total == result.hits.size());
      for (const auto& [facet, expected] :
           {std::pair(counts.facets[0], sources), std::pair(counts.facets[1], months)}) {
        std::map<std::string, std::uint64_t> found;
        if (facet.without > 0) found[""] = facet.without;
        for (const FacetValue& value : facet.values) found[value.value] = value.articles;
        CHECK(found == expected);
      }
    }
}

TEST_CASE("facets: a shard on another machine counts as a local one") {
  const char* server = "/usr/bin/xapian-progsrv";
  if (!std::filesystem::exists(server)) return;
  const test::TempDir here;
  const test::TempDir there;
  test::add_lines(here.index(), made_lines(1, 100));
  test::add_lines(there.index(), made_lines(2, 100));
  const auto database_of = [](const test::TempDir& dir) {
    return (dir.index() / current_generation(dir.index())).string();
  };
  Xapian::Database local(database_of(here));
  local.add_database(Xapian::Database(database_of(there)));
  Xapian::Database mixed(database_of(here));
  mixed.add_database(Xapian::Remote::open(server, database_of(there)));
  const std::vector<FacetKind> kinds(all_facet_kinds().begin(), all_facet_kinds().end());
  CHECK_FALSE(has_remote_parts(local));
  CHECK(has_remote_parts(mixed));
  for (const char* word : {"marti", "yunus"}) {
    // A time limit does no harm where nothing of ours can run.
    QueryWork work(std::chrono::minutes(10));
    work.set_local(!has_remote_parts(mixed));
    const FacetCounts found =
        count_facets(mixed, Xapian::Query(word), kinds, *AliasTable::shipped(), work);
    work.set_local(true);
    const FacetCounts expected =
        count_facets(local, Xapian::Query(word), kinds, *AliasTable::shipped(), work);
    CHECK(found.total == expected.total);
    CHECK(found.total > 20);
    for (std::size_t i = 0; i < kinds.size(); ++i)
      CHECK(shown(found.facets[i]) == shown(expected.facets[i]));
    CHECK(shown(found.facets[static_cast<std::size_t>(FacetKind::kPerson)]).starts_with("Recep"));
  }
}
