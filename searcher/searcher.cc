#include "newsidx/searcher.h"

#include <algorithm>
#include <cmath>

#include "searcher/explore/facets.h"
#include "searcher/explore/gap_finder.h"
#include "searcher/explore/statistics.h"
#include "searcher/matching/compiled_query.h"
#include "searcher/mending/spelling.h"
#include "searcher/query/query_days.h"
#include "searcher/query/query_print.h"
#include "searcher/ranking/ranked_matches.h"
#include "searcher/ranking/recency.h"
#include "searcher/ranking/score_parts.h"
#include "searcher/results/copies.h"
#include "searcher/searcher_state.h"
#include "store/fields.h"
#include "store/terms.h"

namespace newsidx {
namespace {

// Up to so many matches are counted exactly.
constexpr Xapian::doccount kCountedMatches = 50'000;

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

QueryExplanation explain(const ParsedQuery& parsed, const CompiledQuery& compiled) {
  QueryExplanation explanation;
  explanation.query = print_query(parsed.root, parsed.text);
  explanation.tree = describe_tree(parsed.root);
  explanation.xapian = readable_description(compiled.query);
  for_each_leaf(parsed.root, [&](const QueryNode& leaf, bool) {
    const auto add = [&](const std::vector<Token>& tokens) {
      explanation.tokens.insert(explanation.tokens.end(), tokens.begin(), tokens.end());
    };
    if (const auto* word = leaf.as<WordNode>()) add({word->token});
    if (const auto* phrase = leaf.as<PhraseNode>()) add(phrase->tokens);
    if (const auto* literal = leaf.as<LiteralNode>()) add(literal->tokens);
  });
  return explanation;
}

}  // namespace

ParsedQuery Searcher::State::parsed(const SearchRequest& request) {
  ParseSettings how;
  how.today = request.today;
  return parse_query(request.query, analyzer, how);
}

ParsedQuery Searcher::State::mended(const SearchRequest& request, const ParsedQuery& typed,
                                    std::vector<Mending>& mendings, QueryWork& work) {
  if (!request.mend) return typed;
  std::vector<Message> notes;
  const std::optional<std::string> text =
      mend_query(typed, analyzer, database, !request.match_all, mendings, notes, work);
  if (!text) {
    ParsedQuery noted = typed;
    noted.notes.insert(noted.notes.end(), notes.begin(), notes.end());
    return noted;
  }
  ParseSettings how;
  how.today = request.today;
  how.max_bytes = text->size();  // what was typed was short enough
  ParsedQuery better = parse_query(*text, analyzer, how);
  for (const Mending& mending : mendings)
    better.notes.emplace_back(
        mending.phrase ? MessageKind::kNotePhraseNowhere : MessageKind::kNoteMended,
        mending.looked_up, mending.typed);
  better.notes.insert(better.notes.end(), notes.begin(), notes.end());
  return better;
}

CompiledQuery Searcher::State::compiled(const SearchRequest& request, const ParsedQuery& parsed,
                                        QueryWork& work) {
  CompileSettings how;
  how.match_all = request.match_all;
  how.from = request.from;
  how.to = request.to;
  how.aliases = aliases;
  how.names = settings.fingerprint.names;
  CompiledQuery query = compile(parsed, analyzer, database, codec, how, work);
  if (request.recency_half_life > 0 && request.sort == SortOrder::kRelevance && query.ranks) {
    query.query = {Xapian::Query::OP_AND_MAYBE, query.query, recency_of(request, query)};
    query.evidence.clear();
  }
  return query;
}

Xapian::Query Searcher::State::recency_of(const SearchRequest& request,
                                          const CompiledQuery& compiled) const {
  double all = 0;
  for (const SoughtWord& word : sought_words(database, compiled.words)) all += word.idf;
  if (compiled.words.units.empty())  // but what operators and fields ask for
    for (const QueryUnit& unit : compiled.marked)
      for (const Token& token : unit.tokens)
        all += rarity(token.folded.empty() ? token.exact : token.folded);
  const Date today = request.today.value_or(local_today());
  const std::optional<Date> last =
      parse_date(database.get_value_upper_bound(field(FieldId::kDate).slot));
  return recency_query(last ? std::min(today, *last) : today, request.recency_half_life,
                       evidence_weight(EvidenceKind::kRecent) * all);
}

// Inverse document frequency.
double Searcher::State::rarity(const std::string& folded) const {
  const double found = database.get_termfreq(std::string(prefix::kFoldedStem) + folded);
  return std::log(1 + database.get_doccount() / (found + 0.5));
}

// Each unit by the inverse document frequency of its rarest word; what else it is looked up as by
// less.
std::vector<WeightedUnit> Searcher::State::weigh(const CompiledQuery& compiled) const {
  const ExpandedQuery& query = compiled.words;
  constexpr double kOtherWords = 0.5;
  std::vector<WeightedUnit> weighted;
  const auto add = [&](const std::vector<std::string>& folded, double weight) {
    weighted.push_back({folded_unit(folded), weight});
  };
  for (std::size_t i = 0; i < query.units.size(); ++i) {
    double weight = 0;
    for (const Token& token : query.units[i].tokens)
      weight = std::max(weight, rarity(token.folded));
    weighted.push_back({query.units[i], weight});
    const Expansion& expansion = query.expansions[i];
    for (std::size_t k = 1; k < expansion.folded.size(); ++k) add({expansion.folded[k]}, weight);
    for (const ForeignSpelling& spelling : expansion.foreign) add({spelling.form}, weight);
    for (const std::string& related : expansion.related)
      weighted.push_back({related_unit(related), weight * kOtherWords});
    for (const auto& phrases : {expansion.apart, expansion.long_forms})
      for (const std::vector<std::string>& phrase : phrases) add(phrase, weight * kOtherWords);
    for (const std::vector<std::string>& stems : other_stems(expansion.readings))
      add(stems, weight);
  }
  for (const JoinedWord& joined : query.joined)
    for (QueryUnit& unit : joined_units(joined))
      weighted.push_back({std::move(unit), rarity(joined.terms.front()) * kOtherWords});
  for (const QueryUnit& unit : compiled.marked) {
    const Token& token = unit.tokens.front();
    weighted.push_back({unit, rarity(token.folded.empty() ? token.exact : token.folded)});
  }
  return weighted;
}

Xapian::Enquire Searcher::State::enquire(const SearchRequest& request,
                                         const CompiledQuery& compiled) const {
  Xapian::Query query = compiled.query;
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  const std::uint32_t date = field(FieldId::kDate).slot;
  // Where nothing ranks, as in a query of dates alone, the newest are of most interest.
  if (request.sort == SortOrder::kNewest ||
      (request.sort == SortOrder::kRelevance && !compiled.ranks))
    enquire.set_sort_by_value_then_relevance(date, true);
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

// None where nothing is ordered by relevance.
std::vector<SoughtWord> Searcher::State::sought_words_of(const SearchRequest& request,
                                                         const CompiledQuery& compiled) const {
  if (request.sort != SortOrder::kRelevance || !compiled.ranks) return {};
  return sought_words(database, compiled.words);
}

Hit Searcher::State::hit_of(const Xapian::Document& document, double score, HitDetail detail,
                            const SoughtUnits& sought) {
  Hit hit;
  hit.id = document.get_value(field(FieldId::kId).slot);
  hit.score = score;
  if (detail == HitDetail::kSnippets) {
    hit.copies = count_copies(database, document);
    hit.article = codec.decode(document.get_data(), RecordParts::kWithoutRawAndExtra);
    SnippetShape shape;
    shape.begin = shown_as_title(hit.article);
    hit.passages = find_passages(hit.article.text, sought, analyzer, shape);
    hit.title_marks = find_marks(hit.article.title, sought, analyzer);
  }
  return hit;
}

Searcher::State::Matches Searcher::State::match(const SearchRequest& request,
                                                const CompiledQuery& compiled,
                                                Xapian::doccount wanted, QueryWork& work) {
  work.enter(Stage::kMatching);
  const bool counted = request.detail == HitDetail::kSnippets;
  if (request.sort == SortOrder::kRelevance && !compiled.evidence.empty() &&
      is_worth_lengths(database, compiled.evidence)) {
    if (!scorer) scorer.emplace(database);
    ScoredMatches scored =
        scorer->score(compiled.evidence, {wanted, request.fold_copies, counted}, work);
    if (!counted) scored.matching = static_cast<Xapian::doccount>(scored.best.size());
    return {std::move(scored.best), scored.matching, counted};
  }
  Xapian::Enquire enquired = enquire(request, compiled);
  // Where near-copies are folded Xapian only estimates how many articles match, but spies see each.
  Xapian::ValueCountMatchSpy seen(kGroupSlot);
  if (counted && request.fold_copies) enquired.add_matchspy(&seen);
  const Xapian::MSet found =
      match_within(enquired, database, work, wanted, counted ? kCountedMatches : 0);
  Matches matches;
  matches.best = first_stage_of(found);
  matches.total = found.get_matches_estimated();
  matches.total_is_exact = found.get_matches_lower_bound() == found.get_matches_upper_bound();
  if (counted && request.fold_copies && seen.get_total() < kCountedMatches) {
    matches.total = seen.get_total();
    matches.total_is_exact = true;
  }
  return matches;
}

SearchResult Searcher::State::search(const SearchRequest& request, const ParsedQuery& typed,
                                     QueryWork& work) {
  SearchResult result;
  const ParsedQuery parsed = mended(request, typed, result.mendings, work);
  const CompiledQuery query = compiled(request, parsed, work);
  const bool snippets = request.detail == HitDetail::kSnippets;
  const Xapian::doccount wanted = request.offset + request.count;
  const std::vector<SoughtWord> sought = sought_words_of(request, query);
  Matches matches =
      match(request, query, sought.empty() ? wanted : std::max(wanted, kReranked), work);
  work.enter(Stage::kRanking);
  const std::vector<RankedMatch> ranked =
      rank_matches(database, std::move(matches.best), sought, work);

  result.total = matches.total;
  result.total_is_exact = query.is_complete && matches.total_is_exact;
  result.notes = query.notes;
  if (!request.facets.empty()) {
    result.facets = count_facets(database, query.query, request.facets, *aliases, work);
    result.total = result.facets.total;
    result.total_is_exact = query.is_complete;
  }
  const SoughtUnits marked(snippets ? weigh(query) : std::vector<WeightedUnit>());
  const std::size_t end = std::min<std::size_t>(wanted, ranked.size());
  work.enter(Stage::kShowing);
  for (std::size_t i = request.offset; i < end; ++i) {
    work.check_time();
    Hit hit =
        hit_of(database.get_document(ranked[i].docid), ranked[i].score(), request.detail, marked);
    if (request.explain) {
      hit.score_parts = score_parts(database, query.query, hit.id, work);
      add_concentration(ranked[i].concentration, hit.score_parts);
    }
    result.hits.push_back(std::move(hit));
  }
  if (request.explain) result.explanation = explain(parsed, query);
  return result;
}

Selection Searcher::State::select(const SearchRequest& request, const ParsedQuery& parsed,
                                  const std::function<bool(const std::string&)>& wanted,
                                  QueryWork& work) {
  const CompiledQuery query = compiled(request, parsed, work);
  work.enter(Stage::kMatching);
  Xapian::Enquire enquired = enquire(request, query);
  const Xapian::MSet matches = match_within(enquired, database, work, database.get_doccount());
  work.enter(Stage::kRanking);
  const std::vector<RankedMatch> ranked =
      rank_matches(database, first_stage_of(matches), sought_words_of(request, query), work);
  const SoughtUnits marked(weigh(query));
  Selection selection;
  selection.query_has_words = query.asks;
  selection.notes = query.notes;
  work.enter(Stage::kShowing);
  for (const RankedMatch& match : ranked) {
    work.check_time();
    const Xapian::Document document = database.get_document(match.docid);
    std::string id = document.get_value(field(FieldId::kId).slot);
    if (!wanted(id)) continue;
    if (selection.hits.size() < request.count)
      selection.hits.push_back(hit_of(document, match.score(), request.detail, marked));
    selection.ids.push_back(std::move(id));
  }
  return selection;
}

Searcher::Searcher(const std::filesystem::path& index_dir)
    : state_(std::make_unique<State>(index_dir)) {}

Searcher::~Searcher() = default;

SearchResult Searcher::search(const SearchRequest& request) {
  QueryWork work(request.time_limit);
  const ParsedQuery parsed = state_->parsed(request);
  return state_->reading_within(work, [&] { return state_->search(request, parsed, work); });
}

Selection Searcher::select(const SearchRequest& request,
                           const std::function<bool(const std::string& id)>& wanted) {
  QueryWork work(request.time_limit);
  const ParsedQuery parsed = state_->parsed(request);
  return state_->reading_within(work,
                                [&] { return state_->select(request, parsed, wanted, work); });
}

std::optional<Article> Searcher::get(const std::string& id) {
  return state_->reading([&]() -> std::optional<Article> {
    const std::string term = id_term(id);
    const auto found = state_->database.postlist_begin(term);
    if (found == state_->database.postlist_end(term)) return std::nullopt;
    return state_->codec.decode(state_->database.get_document(*found).get_data());
  });
}

const WorkDone& Searcher::last_work() const { return state_->last_work; }

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
