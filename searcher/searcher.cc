#include "newsidx/searcher.h"

#include <algorithm>

#include "newsidx/utf8.h"
#include "searcher/explore/facets.h"
#include "searcher/explore/gap_finder.h"
#include "searcher/explore/statistics.h"
#include "searcher/mending/spelling.h"
#include "searcher/plan/plan_explanation.h"
#include "searcher/ranking/ranked_matches.h"
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
      mend_query(typed, analyzer, archive, !request.match_all, mendings, notes, work);
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

QueryPlan Searcher::State::planned(const SearchRequest& request, const ParsedQuery& parsed,
                                   QueryWork& work) {
  PlanSettings how;
  how.match_all = request.match_all;
  how.from = request.from;
  how.to = request.to;
  if (request.recency_half_life > kMaxHalfLife)
    throw Error(ErrorCode::kUsage,
                {MessageKind::kQueryHalfLifeTooLong, request.recency_half_life, kMaxHalfLife});
  if (request.sort == SortOrder::kRelevance) how.recency_half_life = request.recency_half_life;
  how.today = request.today;
  how.aliases = aliases;
  how.names = archive.fingerprint().names;
  return make_plan(parsed, analyzer, archive, how, work);
}

QueryPlan Searcher::State::planned(const SearchRequest& request, QueryWork& work) {
  if (trim(request.query).empty()) return plan_of_all(request.from, request.to);
  std::vector<Mending> mendings;
  return planned(request, mended(request, parsed(request), mendings, work), work);
}

Xapian::Enquire Searcher::State::enquire(const SearchRequest& request,
                                         const QueryPlan& plan) const {
  Xapian::Query query = plan.query;
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  const std::uint32_t date = field(FieldId::kDate).slot;
  // Where nothing ranks, as in a query of dates alone, the newest are of most interest.
  if (request.sort == SortOrder::kNewest ||
      (request.sort == SortOrder::kRelevance && !plan.ranks()))
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
                                                         const QueryPlan& plan) const {
  if (request.sort != SortOrder::kRelevance || !plan.ranks()) return {};
  return sought_words(plan, database);
}

Hit Searcher::State::hit_of(Xapian::docid number, double score, HitDetail detail,
                            const SoughtUnits& sought) {
  Hit hit;
  const Xapian::Document document = database.get_document(number);
  hit.id = document.get_value(field(FieldId::kId).slot);
  hit.score = score;
  if (detail == HitDetail::kSnippets) {
    hit.copies = count_copies(archive, number, document.get_value(kGroupSlot));
    hit.article = archive.article(number, RecordParts::kWithoutRawAndExtra);
    SnippetShape shape;
    shape.begin = shown_as_title(hit.article);
    hit.passages = find_passages(hit.article.text, sought, analyzer, shape);
    hit.title_marks = find_marks(hit.article.title, sought, analyzer);
  }
  return hit;
}

Searcher::State::Matches Searcher::State::match(const SearchRequest& request, const QueryPlan& plan,
                                                Xapian::doccount wanted, QueryWork& work) {
  work.enter(Stage::kMatching);
  const bool counted = request.detail == HitDetail::kSnippets;
  if (request.sort == SortOrder::kRelevance && !plan.sum.empty() &&
      is_worth_lengths(database, plan.sum)) {
    if (!scorer) scorer.emplace(database);
    ScoredMatches scored = scorer->score(plan.sum, {wanted, request.fold_copies, counted}, work);
    if (!counted) scored.matching = static_cast<Xapian::doccount>(scored.best.size());
    return {std::move(scored.best), scored.matching, counted};
  }
  Xapian::Enquire enquired = enquire(request, plan);
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

SearchResult Searcher::State::search(const SearchRequest& request, QueryWork& work) {
  SearchResult result;
  const ParsedQuery as_meant = mended(request, parsed(request), result.mendings, work);
  const QueryPlan plan = planned(request, as_meant, work);
  const bool snippets = request.detail == HitDetail::kSnippets;
  const Xapian::doccount wanted = up_to(request.offset, request.count);
  const std::vector<SoughtWord> sought = sought_words_of(request, plan);
  Matches matches =
      match(request, plan, sought.empty() ? wanted : std::max(wanted, kReranked), work);
  work.enter(Stage::kRanking);
  const std::vector<RankedMatch> ranked =
      rank_matches(database, std::move(matches.best), sought, work);

  result.total = matches.total;
  result.total_is_exact = plan.is_complete && matches.total_is_exact;
  result.notes = plan.notes;
  if (!request.facets.empty()) {
    result.facets = count_facets(database, plan.query, request.facets, *aliases, work);
    result.total = result.facets.total;
    result.total_is_exact = plan.is_complete;
  }
  const SoughtUnits marked(snippets ? marked_units(plan, database) : std::vector<WeightedUnit>());
  const std::size_t end = std::min<std::size_t>(wanted, ranked.size());
  work.enter(Stage::kShowing);
  for (std::size_t i = request.offset; i < end; ++i) {
    work.check_time();
    Hit hit = hit_of(ranked[i].docid, ranked[i].score(), request.detail, marked);
    if (request.explain) {
      hit.score_parts = score_parts(database, plan.query, hit.id, work);
      add_concentration(ranked[i].concentration, hit.score_parts);
    }
    result.hits.push_back(std::move(hit));
  }
  if (request.explain) result.explanation = explain(as_meant, plan, database);
  return result;
}

Selection Searcher::State::select(const SearchRequest& request,
                                  const std::function<bool(const std::string&)>& wanted,
                                  QueryWork& work) {
  const QueryPlan plan = planned(request, parsed(request), work);
  work.enter(Stage::kMatching);
  Xapian::Enquire enquired = enquire(request, plan);
  const Xapian::MSet matches = match_within(enquired, database, work, database.get_doccount());
  work.enter(Stage::kRanking);
  const std::vector<RankedMatch> ranked =
      rank_matches(database, first_stage_of(matches), sought_words_of(request, plan), work);
  const SoughtUnits marked(marked_units(plan, database));
  Selection selection;
  selection.query_has_words = plan.asks;
  selection.notes = plan.notes;
  work.enter(Stage::kShowing);
  for (const RankedMatch& match : ranked) {
    work.check_time();
    std::string id = database.get_document(match.docid).get_value(field(FieldId::kId).slot);
    if (!wanted(id)) continue;
    if (selection.hits.size() < request.count)
      selection.hits.push_back(hit_of(match.docid, match.score(), request.detail, marked));
    selection.ids.push_back(std::move(id));
  }
  return selection;
}

Searcher::Searcher(const std::filesystem::path& index_dir)
    : session_(std::make_unique<Session>(index_dir)) {}

Searcher::~Searcher() = default;

bool Searcher::refresh() { return session_->refresh(); }

SearchResult Searcher::search(const SearchRequest& request) {
  QueryWork work(request.time_limit);
  return session_->reading_within(work, [&](State& state) { return state.search(request, work); });
}

Selection Searcher::select(const SearchRequest& request,
                           const std::function<bool(const std::string& id)>& wanted) {
  QueryWork work(request.time_limit);
  return session_->reading_within(
      work, [&](State& state) { return state.select(request, wanted, work); });
}

std::optional<Article> Searcher::get(const std::string& id) {
  return session_->reading([&](State& state) -> std::optional<Article> {
    const std::string term = id_term(id);
    const auto found = state.database.postlist_begin(term);
    if (found == state.database.postlist_end(term)) return std::nullopt;
    return state.archive.article(*found);
  });
}

const WorkDone& Searcher::last_work() const { return session_->last_work; }

std::vector<CopyGroup> Searcher::duplicates() {
  return session_->reading([&](State& state) { return find_duplicates(state.archive); });
}

IndexStatistics Searcher::statistics() {
  return session_->reading([&](State& state) {
    IndexStatistics statistics = count_articles(state.database);
    statistics.disk_bytes = disk_usage(session_->index_dir);
    statistics.generation = current_generation(session_->index_dir);
    statistics.fingerprint = state.archive.fingerprint().text();
    return statistics;
  });
}

ArchiveGaps Searcher::gaps() {
  return session_->reading([&](State& state) { return find_gaps(state.database); });
}

}  // namespace newsidx
