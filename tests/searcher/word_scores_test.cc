// The first stage term at a time, against Xapian's matcher on the same query.
#include "searcher/ranking/word_scores.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "searcher/plan/query_plan.h"
#include "store/fields.h"
#include "store/index_dir.h"
#include "tests/support.h"
#include "text/analyzer.h"

using namespace newsidx;

namespace {

// The articles of corpus/, and of the first thirty two more near-copies each.
void make_index(const test::TempDir& dir) {
  AddRequest request;
  request.paths = {(test::source_dir() / "corpus").string()};
  REQUIRE(test::add(dir.index(), request).report.refused == 0);
  std::string lines;
  {
    Searcher searcher(dir.index());
    SearchRequest all;
    all.query = "tarih:1900..2100";
    all.count = 30;
    for (const Hit& hit : searcher.search(all).hits)
      for (const char* more : {"Haberin devamı gelecek.", "Ayrıntılar birazdan."})
        lines += nlohmann::json{{"id", hit.id + "-" + std::string(more, 3)},
                                {"title", hit.article.title},
                                {"text", hit.article.text + " " + more}}
                     .dump() +
                 "\n";
  }
  AddRequest copies;
  copies.paths = {dir.write("copies.jsonl", lines)};
  REQUIRE(test::add(dir.index(), copies).report.added == 60);
}

std::vector<std::string> words_of(const Xapian::Database& database, RecordCodec& codec) {
  std::vector<std::string> words;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting) {
    const std::string text = codec.decode(database.get_document(*posting).get_data()).text;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
      if (end > at) words.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return words;
}

}  // namespace

TEST_CASE("term at a time gives the articles, scores and order of Xapian's matcher") {
  const test::TempDir dir;
  make_index(dir);
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(dir.index(), settings);
  RecordCodec codec(settings.dictionary);
  Analyzer analyzer(settings.fingerprint.stemmer, settings.resources);
  PlanSettings how;
  how.aliases = AliasTable::shipped();
  WordScorer scorer(database);
  QueryWork work;
  const std::vector<std::string> words = words_of(database, codec);
  const Xapian::doccount all = database.get_doccount();

  std::mt19937 random(17);
  int compared = 0;
  int folded = 0;
  for (int round = 0; round < 150; ++round) {
    std::string query;
    const std::size_t at = random() % (words.size() - 8);
    for (std::size_t i = 0, count = 1 + random() % 8; i < count; ++i) query += words[at + i] + " ";
    const ParsedQuery parsed = parse_query(query, analyzer);
    const QueryPlan plan = make_plan(parsed, analyzer, database, codec, how, work);
    if (plan.sum.empty()) continue;
    Xapian::Enquire enquire(database);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query(plan.query);
    const Xapian::doccount matching = enquire.get_mset(0, all).size();
    for (const bool fold : {false, true}) {
      if (fold) enquire.set_collapse_key(kGroupSlot);
      for (const Xapian::doccount wanted : {Xapian::doccount{1}, Xapian::doccount{10}, all}) {
        const std::vector<RankedMatch> expected = first_stage_of(enquire.get_mset(0, wanted));
        const bool counted = random() % 2 == 0;
        const ScoredMatches scored = scorer.score(plan.sum, {wanted, fold, counted}, work);
        if (counted) CHECK_MESSAGE(scored.matching == matching, query);
        REQUIRE_MESSAGE(scored.best.size() == expected.size(), query);
        for (std::size_t i = 0; i < expected.size(); ++i) {
          // Xapian adds up in another order, and lengths are in single precision here.
          CHECK_MESSAGE(
              scored.best[i].first_stage == doctest::Approx(expected[i].first_stage).epsilon(1e-6),
              query);
          const bool tie = i + 1 < expected.size() &&
                           expected[i].first_stage - expected[i + 1].first_stage < 1e-5;
          const bool tie_before =
              i > 0 && expected[i - 1].first_stage - expected[i].first_stage < 1e-5;
          if (!tie && !tie_before) CHECK_MESSAGE(scored.best[i].docid == expected[i].docid, query);
          ++compared;
        }
        if (fold && wanted == all && scored.best.size() < matching) ++folded;
      }
    }
  }
  CHECK(compared > 2000);
  CHECK(folded > 10);
}

TEST_CASE("operators, limits and phrases are left to Xapian") {
  const test::TempDir dir;
  AddRequest request;
  request.paths = {(test::source_dir() / "corpus").string()};
  REQUIRE(test::add(dir.index(), request).report.refused == 0);
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(dir.index(), settings);
  RecordCodec codec(settings.dictionary);
  Analyzer analyzer(settings.fingerprint.stemmer, settings.resources);
  PlanSettings how;
  how.aliases = AliasTable::shipped();
  QueryWork work;
  const auto pieces = [&](const std::string& query) {
    return make_plan(parse_query(query, analyzer), analyzer, database, codec, how, work)
        .sum.size();
  };
  CHECK(pieces("belediye meclis toplantı") > 0);
  for (const char* query : {"belediye -meclis", "\"belediye meclis\" toplantı",
                            "belediye tarih:2025", "=belediye meclis", ""})
    CHECK_MESSAGE(pieces(query) == 0, query);
  how.match_all = true;
  CHECK(pieces("belediye meclis toplantı") == 0);
  how.match_all = false;
  how.from = parse_date("2025-01-01");
  CHECK(pieces("belediye meclis toplantı") == 0);
}
