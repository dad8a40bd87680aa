// A searcher that reads every article and weighs every word by the formulas of the ranking, against
// the real one: scores and order, on the articles of corpus/.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "searcher/plan/query_plan.h"
#include "searcher/ranking/named_query.h"
#include "searcher/ranking/ranked_matches.h"
#include "store/fields.h"
#include "store/index_dir.h"
#include "tests/support.h"
#include "text/analyzer.h"

using namespace newsidx;

namespace {

// The weights of query_builder.cc, by what they are for.
constexpr double kExact = 0.7;
constexpr double kRestored = 0.4;
constexpr double kStem = 0.1;
constexpr double kFolded = 1.0;
constexpr double kTitle = 0.4;
constexpr double kCoarse = 0.8;
constexpr double kForeign = 0.3;
constexpr double kRelated = 0.15;
constexpr double kApart = 0.2;
constexpr double kJoined = 0.2;
constexpr double kLongForm = 0.5;
constexpr double kAcronym = 1.5;
constexpr double kPhrase = 1.0;
constexpr double kNamed = 1.0;
constexpr double kK1 = 0.6;
constexpr double kB = 0.6;

// Xapian's estimates are whole articles, and those of the oracle are not.
constexpr double kTolerance = 0.02;

struct Read {
  std::string id;
  std::map<std::string, double> counts;  // of terms
  double length = 0;
  // Folded stems at their places, title first; between the two nothing reaches.
  std::vector<std::pair<std::size_t, std::string>> places;
};

Read read(const Article& article, Analyzer& analyzer) {
  Read read;
  read.id = article.id;
  std::size_t place = 1;
  const auto count = [&](const std::string& term) {
    read.counts[term] += 1;
    read.length += 1;
  };
  const auto take = [&](const std::string& text, bool title, bool title_only) {
    for (const Token& token : analyzer.analyze(text)) {
      if (title) count("S" + token.folded);
      if (title_only) continue;
      if (token.exact != token.folded || token.shared_fold) count("W" + token.exact);
      if (token.shared_fold && token.stem != token.folded) count("XZ" + token.stem);
      if (!token.coarse.empty() && token.coarse.size() < token.folded.size())
        count("XC" + token.coarse);
      if (!token.foreign.empty()) count("XF" + token.foreign);
      count(token.folded);
      read.places.emplace_back(place++, token.folded);
    }
  };
  take(article.title, true, article.title_from_text);
  place = std::max<std::size_t>(place + kTitleGap, kTextPosition);
  take(article.text, false, false);
  return read;
}

class Oracle {
 public:
  explicit Oracle(std::vector<Read> articles) : articles_(std::move(articles)) {
    double all = 0;
    for (const Read& article : articles_) {
      all += article.length;
      for (const auto& [term, count] : article.counts) found_[term] += 1;
    }
    average_ = all / static_cast<double>(articles_.size());
  }

  // Whether the second stage looks at an article is not certain where others have as much.
  struct Score {
    double first = 0;
    double second = 0;
    bool in_second = false;
    bool certain = true;
  };

  // id -> score of all that have any evidence but words that begin alike and
  // relatives of known words.
  std::map<std::string, Score> scores(const QueryWords& query,
                                      const std::vector<NamedGroup>& named) const {
    std::map<std::string, Score> scores;
    for (const Read& article : articles_) {
      double score = 0;
      for (std::size_t i = 0; i < query.units.size(); ++i)
        score += unit_score(article, query.units[i], query.expansions[i]);
      for (const JoinedWord& joined : query.joined)
        score += (joined.acronym ? kAcronym : kJoined) * any(article, joined.terms);
      if (score <= 0) continue;
      for (const Expansion& expansion : query.expansions) {
        score += kCoarse * any(article, expansion.coarse);
        if (expansion.known) score += kRelated * any(article, expansion.related);
      }
      for (const NamedGroup& group : named) {
        std::vector<std::string> terms;
        for (const KnownName& name : group.names) terms.push_back(name_term(name.type, name.key));
        score += kNamed * any(article, terms);
      }
      scores[article.id].first = score;
    }
    add_second_stage(query, scores);
    return scores;
  }

 private:
  double size() const { return static_cast<double>(articles_.size()); }

  double found(const std::string& term) const {
    const auto known = found_.find(term);
    return known == found_.end() ? 0 : known->second;
  }

  // Terms counted as one word. Of several Xapian estimates how many articles have any, as if they
  // were independent.
  double any(const Read& article, const std::vector<std::string>& terms) const {
    double count = 0;
    double without = 1;
    for (const std::string& term : terms) {
      const auto has = article.counts.find(term);
      if (has != article.counts.end()) count += has->second;
      without *= 1 - found(term) / size();
    }
    if (count == 0) return 0;
    const double articles = terms.size() == 1 ? found(terms.front()) : size() * (1 - without);
    double idf = (size() - articles + 0.5) / (articles + 0.5);
    if (idf < 2) idf = idf / 2 + 1;
    const double length = std::max(article.length / average_, 0.5);
    return std::log(idf) * count * (kK1 + 1) / (kK1 * (kB * length + 1 - kB) + count);
  }

  // What each of the stems weighs, where they stand side by side.
  double side_by_side(const Read& article, const std::vector<std::string>& stems) const {
    Reading reading;
    for (const std::string& stem : stems) reading.push_back({stem});
    return side_by_side(article, reading);
  }
  double side_by_side(const Read& article, const Reading& reading) const {
    const auto& places = article.places;
    for (std::size_t i = 0; i + reading.size() <= places.size(); ++i) {
      bool same = true;
      for (std::size_t k = 0; same && k < reading.size(); ++k)
        same = places[i + k].first == places[i].first + k &&
               std::find(reading[k].begin(), reading[k].end(), places[i + k].second) !=
                   reading[k].end();
      if (!same) continue;
      double sum = 0;
      for (const std::vector<std::string>& stems : reading)
        for (const std::string& stem : stems) sum += any(article, {stem});
      return sum;
    }
    return 0;
  }

  double unit_score(const Read& article, const QueryUnit& unit, const Expansion& expansion) const {
    if (unit.is_phrase()) {
      double exact = 0;
      for (const Token& token : unit.tokens)
        if (token.exact != token.folded || token.shared_fold)
          exact += kExact * any(article, {"W" + token.exact});
      double phrase = 0;
      for (const Reading& reading : expansion.readings)
        phrase += kPhrase * side_by_side(article, reading);
      return phrase > 0 ? phrase + exact : 0;
    }
    const Token& token = unit.tokens.front();
    const auto with = [](const std::string& prefix, std::vector<std::string> forms) {
      for (std::string& form : forms) form = prefix + form;
      return forms;
    };
    double score = kExact * any(article, expansion.exact);
    for (const std::string& spelling : expansion.spellings)
      score += kRestored * any(article, {"W" + spelling});
    if (token.shared_fold && token.stem != token.folded)
      score += kStem * any(article, {"XZ" + token.stem});
    score += kFolded * any(article, expansion.folded);
    score += kTitle * any(article, with("S", expansion.folded));
    std::vector<std::string> foreign;
    for (const ForeignSpelling& spelling : expansion.foreign) foreign.push_back(spelling.term());
    score += kForeign * any(article, foreign);
    if (!expansion.known) score += kRelated * any(article, expansion.related);
    for (const auto& parts : expansion.apart) score += kApart * side_by_side(article, parts);
    for (const auto& words : expansion.long_forms)
      score += kLongForm * side_by_side(article, words);
    return score;
  }

  // concentration.h, by its own words: for every stretch that begins at any word.
  void add_second_stage(const QueryWords& query, std::map<std::string, Score>& scores) const {
    struct Sought {
      std::vector<std::string> stems;
      double idf;
    };
    std::vector<Sought> sought;
    const auto seek = [&](const std::vector<std::string>& stems) {
      double most = 0;
      for (const std::string& stem : stems) most = std::max(most, found(stem));
      if (most > 0) sought.push_back({stems, std::log(1 + size() / (most + 0.5))});
    };
    for (std::size_t i = 0; i < query.units.size(); ++i)
      if (query.units[i].is_phrase())
        for (const Token& token : query.units[i].tokens) seek({token.folded});
      else
        seek(query.expansions[i].folded);
    double all = 0;
    for (const Sought& word : sought) all += word.idf;
    if (all <= 0) return;

    std::vector<double> best;
    for (const auto& [id, score] : scores) best.push_back(score.first);
    std::sort(best.begin(), best.end(), std::greater<>());
    const double limit = best.size() > kReranked ? best[kReranked] : 0;
    for (auto& [id, score] : scores) {
      score.in_second = score.first > limit;
      score.certain = std::abs(score.first - limit) > kTolerance * limit;
      const auto known = std::find_if(articles_.begin(), articles_.end(),
                                      [id = id](const Read& read) { return read.id == id; });
      const Read& article = *known;
      const auto having = [&](std::size_t first, std::size_t last) {
        double sum = 0;
        for (const Sought& word : sought)
          for (const auto& [place, stem] : article.places)
            if (first <= place && place < last &&
                std::find(word.stems.begin(), word.stems.end(), stem) != word.stems.end()) {
              sum += word.idf;
              break;
            }
        return sum;
      };
      const auto most_within = [&](std::size_t words) {
        double most = 0;
        for (const auto& [place, stem] : article.places)
          most = std::max(most, having(place, place + words));
        return most;
      };
      const double lead = having(0, kTextPosition + 80);
      score.second = 0.7 * lead * lead / all;
      if (sought.size() < 2) continue;
      const double near = most_within(24);
      const double closest = most_within(6);
      score.second += 0.4 * near * near / all + 0.3 * closest * closest / all;
    }
  }

  std::vector<Read> articles_;
  std::map<std::string, double> found_;  // articles that have the term
  double average_ = 0;
};

}  // namespace

TEST_CASE("every article has the score, and the place, that the formulas give it") {
  const test::TempDir dir;
  AddRequest request;
  request.paths = {(test::source_dir() / "corpus").string()};
  REQUIRE(test::add(dir.index(), request).report.refused == 0);
  Analyzer analyzer(kDefaultStemmer);
  IndexSettings settings;
  const Xapian::Database database = open_for_reading(dir.index(), settings);
  Searcher searcher(dir.index());

  std::vector<Read> articles;
  std::vector<std::vector<std::string>> words;  // of each article, as written
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    const auto article = searcher.get(document.get_value(field(FieldId::kId).slot));
    REQUIRE(article);
    articles.push_back(read(*article, analyzer));
    // Names are counted as the index has them (entity_index_test.cc checks those).
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
      for (const FieldId id : {FieldId::kPerson, FieldId::kPlace, FieldId::kOrganisation})
        if ((*term).starts_with(field(id).term_prefix) && term.get_wdf() > 0) {
          articles.back().counts[*term] = term.get_wdf();
          articles.back().length += term.get_wdf();
        }
    CHECK(articles.back().length == database.get_doclength(*posting));
    words.emplace_back();
    for (const Token& token : analyzer.analyze(article->text)) words.back().push_back(token.exact);
  }
  const Oracle oracle(articles);
  QueryWork work;

  std::mt19937 random(14);
  int compared = 0;
  for (int round = 0; round < 200; ++round) {
    std::string query;
    const std::vector<std::string>& from = words[random() % words.size()];
    const std::size_t at = random() % (from.size() - 8);
    const std::size_t count = 1 + random() % 5;
    for (std::size_t i = 0; i < count; ++i) query += from[at + i] + " ";
    if (round % 4 == 0) query += "\"" + from[at + 6] + " " + from[at + 7] + "\"";
    const ParsedQuery parsed = parse_query(query, analyzer);
    if (!parsed.is_plain) continue;
    const Expander expander(analyzer, database, parsed.text);
    const QueryWords expanded = expand_query(searched_units(parsed), expander);
    const std::vector<NamedGroup> named =
        names_of_query(database, *AliasTable::shipped(), expanded.units, work);
    const std::map<std::string, Oracle::Score> expected = oracle.scores(expanded, named);

    SearchRequest asked;
    asked.query = query;
    asked.count = 1000;
    asked.detail = HitDetail::kId;
    asked.mend = false;
    const SearchResult result = searcher.search(asked);
    CHECK_MESSAGE(result.hits.size() == expected.size(), query);
    double before = 0;
    for (std::size_t i = 0; i < result.hits.size(); ++i) {
      const auto known = expected.find(result.hits[i].id);
      REQUIRE_MESSAGE(known != expected.end(), query);
      const Oracle::Score& score = known->second;
      const auto is = [&](double right) {
        return std::abs(result.hits[i].score - right) <= kTolerance * right;
      };
      const double right = score.first + (score.in_second ? score.second : 0);
      const bool may_be = !score.certain && (is(score.first) || is(score.first + score.second));
      CHECK_MESSAGE((is(right) || may_be), query << " " << result.hits[i].id << " "
                                                 << result.hits[i].score << " " << right);
      if (!score.certain) continue;
      if (before > 0) CHECK_MESSAGE(right <= before * (1 + kTolerance), query);
      before = right;
      ++compared;
    }
  }
  CHECK(compared > 2000);
}
