#include "newsidx/searcher.h"

#include <algorithm>
#include <cmath>

#include "searcher/copies.h"
#include "searcher/facets.h"
#include "searcher/gap_finder.h"
#include "searcher/query_parser.h"
#include "searcher/searcher_state.h"
#include "searcher/statistics.h"
#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// Up to so many matches are counted exactly.
constexpr Xapian::doccount kCountedMatches = 1000;

// How much of the text the title repeats, whether it was taken from there or archives put it before
// the text again: a hit shows both, and need not say the same twice. A text that is hardly more
// than its title is shown all the same.
std::size_t shown_as_title(const Article& article) {
  constexpr std::size_t kLeast = 20;  // bytes: of a title that is no coincidence, and of a text
  if (article.title.size() + kLeast > article.text.size()) return 0;
  std::string_view title = article.title;
  if (title.ends_with("…")) title.remove_suffix(std::string_view("…").size());
  if (!article.text.starts_with(title)) return 0;
  const char next = article.text[title.size()];
  const bool whole = next == ' ' || next == '\n';
  return article.title_from_text || (whole && title.size() >= kLeast) ? title.size() : 0;
}

}  // namespace

// Each unit by the inverse document frequency of its rarest word; what else it is looked up as by
// less.
std::vector<WeightedUnit> Searcher::State::weigh(const ExpandedQuery& query) const {
  constexpr double kOtherWords = 0.5;
  const double articles = database.get_doccount();
  const auto rarity = [&](const std::string& folded) {
    const double found = database.get_termfreq(std::string(prefix::kFoldedStem) + folded);
    return std::log(1 + articles / (found + 0.5));
  };
  std::vector<WeightedUnit> weighted;
  const auto add = [&](const std::vector<std::string>& folded, double weight) {
    QueryUnit unit;
    for (const std::string& form : folded) {
      Token token;
      token.folded = form;
      unit.tokens.push_back(std::move(token));
    }
    weighted.push_back({std::move(unit), weight});
  };
  for (std::size_t i = 0; i < query.units.size(); ++i) {
    double weight = 0;
    for (const Token& token : query.units[i].tokens)
      weight = std::max(weight, rarity(token.folded));
    weighted.push_back({query.units[i], weight});
    const Expansion& expansion = query.expansions[i];
    for (std::size_t k = 1; k < expansion.folded.size(); ++k) add({expansion.folded[k]}, weight);
    for (const ForeignSpelling& spelling : expansion.foreign) add({spelling.form}, weight);
    for (const std::string& related : expansion.related) add({related}, weight * kOtherWords);
    for (const auto& phrases : {expansion.apart, expansion.long_forms})
      for (const std::vector<std::string>& phrase : phrases) add(phrase, weight * kOtherWords);
  }
  for (const JoinedWord& joined : query.joined)
    add({joined.folded}, rarity(joined.folded) * kOtherWords);
  return weighted;
}

Xapian::Enquire Searcher::State::enquire(const SearchRequest& request,
                                         const ExpandedQuery& expanded) const {
  Xapian::Query query =
      limit_to_dates(build_query(expanded, request.match_all), request.from, request.to);
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  const std::uint32_t date = field(FieldId::kDate).slot;
  if (request.sort == SortOrder::kNewest) enquire.set_sort_by_value_then_relevance(date, true);
  if (request.sort == SortOrder::kOldest) {
    // Articles without a date would sort first.
    query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                          Xapian::Query(Xapian::Query::OP_VALUE_GE, date, "0"));
    enquire.set_sort_by_value_then_relevance(date, false);
  }
  enquire.set_query(query);
  if (request.fold_copies) enquire.set_collapse_key(kGroupSlot);
  return enquire;
}

Hit Searcher::State::hit_of(const Xapian::Document& document, double score, HitDetail detail,
                            const std::vector<WeightedUnit>& weighted) {
  Hit hit;
  hit.id = document.get_value(field(FieldId::kId).slot);
  hit.score = score;
  if (detail == HitDetail::kSnippets) {
    hit.copies = count_copies(database, document);
    hit.article = codec.decode(document.get_data(), RecordParts::kWithoutRawAndExtra);
    SnippetShape shape;
    shape.begin = shown_as_title(hit.article);
    hit.passages = find_passages(hit.article.text, weighted, analyzer, shape);
    hit.title_marks = find_marks(hit.article.title, weighted, analyzer);
  }
  return hit;
}

SearchResult Searcher::State::search(const SearchRequest& request,
                                     const std::vector<QueryUnit>& units) {
  const ExpandedQuery expanded = expand_query(units, Expander(analyzer, database));
  const bool snippets = request.detail == HitDetail::kSnippets;
  const Xapian::doccount counted = snippets ? kCountedMatches : 0;
  Xapian::Enquire enquired = enquire(request, expanded);
  // Where near-copies are folded Xapian only estimates how many articles match, but spies see each.
  Xapian::ValueCountMatchSpy seen(kGroupSlot);
  if (snippets && request.fold_copies) enquired.add_matchspy(&seen);
  const Xapian::MSet matches = enquired.get_mset(request.offset, request.count, counted);

  SearchResult result;
  result.total = matches.get_matches_estimated();
  result.total_is_exact = matches.get_matches_lower_bound() == matches.get_matches_upper_bound();
  if (request.fold_copies && seen.get_total() < counted) {
    result.total = seen.get_total();
    result.total_is_exact = true;
  }
  if (!request.facets.empty()) {
    result.facets = count_facets(database, matching(request), request.facets);
    result.total = result.facets.total;
    result.total_is_exact = true;
  }
  const std::vector<WeightedUnit> weighted =
      snippets ? weigh(expanded) : std::vector<WeightedUnit>();
  for (auto match = matches.begin(); match != matches.end(); ++match)
    result.hits.push_back(
        hit_of(match.get_document(), match.get_weight(), request.detail, weighted));
  return result;
}

Selection Searcher::State::select(const SearchRequest& request, const std::vector<QueryUnit>& units,
                                  const std::function<bool(const std::string&)>& wanted) {
  const ExpandedQuery expanded = expand_query(units, Expander(analyzer, database));
  const Xapian::MSet matches = enquire(request, expanded).get_mset(0, database.get_doccount());
  const std::vector<WeightedUnit> weighted = weigh(expanded);
  Selection selection;
  selection.query_has_words = !units.empty();
  for (auto match = matches.begin(); match != matches.end(); ++match) {
    const Xapian::Document document = match.get_document();
    std::string id = document.get_value(field(FieldId::kId).slot);
    if (!wanted(id)) continue;
    if (selection.hits.size() < request.count)
      selection.hits.push_back(hit_of(document, match.get_weight(), request.detail, weighted));
    selection.ids.push_back(std::move(id));
  }
  return selection;
}

Searcher::Searcher(const std::filesystem::path& index_dir)
    : state_(std::make_unique<State>(index_dir)) {}

Searcher::~Searcher() = default;

SearchResult Searcher::search(const SearchRequest& request) {
  const ParsedQuery parsed = parse_query(request.query, state_->analyzer);
  const std::vector<QueryUnit> units = searched_units(parsed);
  return state_->reading([&] { return state_->search(request, units); });
}

Selection Searcher::select(const SearchRequest& request,
                           const std::function<bool(const std::string& id)>& wanted) {
  const ParsedQuery parsed = parse_query(request.query, state_->analyzer);
  const std::vector<QueryUnit> units = searched_units(parsed);
  return state_->reading([&] { return state_->select(request, units, wanted); });
}

std::optional<Article> Searcher::get(const std::string& id) {
  return state_->reading([&]() -> std::optional<Article> {
    const std::string term = id_term(id);
    const auto found = state_->database.postlist_begin(term);
    if (found == state_->database.postlist_end(term)) return std::nullopt;
    return state_->codec.decode(state_->database.get_document(*found).get_data());
  });
}

std::vector<CopyGroup> Searcher::duplicates() {
  return state_->reading([&] { return find_duplicates(state_->database, state_->codec); });
}

IndexStatistics Searcher::statistics() {
  IndexStatistics statistics = state_->reading([&] { return count_articles(state_->database); });
  statistics.disk_bytes = disk_usage(state_->index_dir);
  statistics.generation = current_generation(state_->index_dir);
  statistics.fingerprint = state_->settings.fingerprint.text();
  return statistics;
}

ArchiveGaps Searcher::gaps() {
  return state_->reading([&] { return find_gaps(state_->database); });
}

}  // namespace newsidx
