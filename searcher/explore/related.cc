#include "newsidx/related.h"

#include <algorithm>

#include "newsidx/beginning.h"
#include "searcher/explore/story_terms.h"
#include "searcher/matching/day_limits.h"
#include "searcher/ranking/bm25.h"
#include "searcher/searcher_state.h"
#include "store/fields.h"
#include "store/terms.h"
#include "text/clean.h"
#include "text/decode.h"
#include "text/headline.h"
#include "text/signature.h"

namespace newsidx {
namespace {

// So many more are looked at than are wanted, as near-copies that are in no group go.
constexpr std::uint32_t kSpare = 10;

// A term in the title of another article counts so much more. precision@5 (see story_terms.cc) is
// .797 with it and .784 without.
constexpr double kTitleWeight = 0.8;

struct Story {
  std::string title;
  bool own_title = true;  // that is not the beginning of the text
  std::string text;
  std::string signature;  // text/signature.h
  std::string id;         // these two when it is an article of the index
  std::string group;
};

std::string signature_of(std::string_view text, Analyzer& analyzer) {
  NearCopySignature signature;
  analyzer.begin(text);
  for (;;) {
    const std::vector<Token>& part = analyzer.next_part();
    if (part.empty()) return signature.get();
    signature.add(text, part);
  }
}

Story read_story(const std::string& bytes) {
  Decoded decoded = decode(bytes);
  if (!decoded.problem.empty())
    throw Error(ErrorCode::kInputRefused, "the story cannot be read: " + decoded.problem);
  const std::string text = clean_text(decoded.text).text;
  const Headline headline = find_headline(text);
  Story story;
  story.title = headline.title;
  story.own_title = headline.own_line;
  story.text = headline.rest;
  return story;
}

Xapian::Query scaled(const Xapian::Query& query, double weight) {
  return {Xapian::Query::OP_SCALE_WEIGHT, query, weight};
}

Xapian::Query term_query(const StoryTerm& term) {
  std::vector<Xapian::Query> words;
  for (const std::string& folded : term.folded)
    words.emplace_back(std::string(prefix::kFoldedStem) + folded);
  if (words.size() > 1)
    return scaled({Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                   static_cast<Xapian::termcount>(words.size())},
                  term.weight);
  const Xapian::Query title(std::string(field(FieldId::kTitle).term_prefix) + term.folded.front());
  return scaled({Xapian::Query::OP_OR, words.front(), scaled(title, kTitleWeight)}, term.weight);
}

// Any of the terms, but not the story itself and those that are in its group.
Xapian::Query story_query(const Story& story, const std::vector<StoryTerm>& terms,
                          std::optional<Date> before) {
  std::vector<Xapian::Query> any;
  any.reserve(terms.size());
  for (const StoryTerm& term : terms) any.push_back(term_query(term));
  Xapian::Query query(Xapian::Query::OP_OR, any.begin(), any.end());
  if (!story.id.empty())
    query = {Xapian::Query::OP_AND_NOT, query, Xapian::Query(id_term(story.id))};
  if (!story.group.empty())
    query = {Xapian::Query::OP_AND_NOT, query,
             Xapian::Query(Xapian::Query::OP_VALUE_RANGE, kGroupSlot, story.group, story.group)};
  if (!before) return query;
  const Date last = std::chrono::sys_days(*before) - std::chrono::days(1);
  return limit_to_dates(query, std::nullopt, last);
}

std::vector<WeightedUnit> units_of(const std::vector<StoryTerm>& terms) {
  std::vector<WeightedUnit> units;
  for (const StoryTerm& term : terms) {
    if (term.folded.size() > 1) continue;  // its words are terms as well
    Token token;
    token.folded = term.folded.front();
    units.push_back({{{std::move(token)}}, term.worth});
  }
  return units;
}

}  // namespace

std::optional<RelatedResult> Searcher::State::related(const RelatedRequest& request,
                                                      QueryWork& work) {
  work.enter(Stage::kReading);
  Story story;
  if (request.id.empty()) {
    story = read_story(request.text);
    story.signature = signature_of(story.text, analyzer);
  } else {
    const auto found = database.postlist_begin(id_term(request.id));
    if (found == database.postlist_end(id_term(request.id))) return std::nullopt;
    const Xapian::Document document = database.get_document(*found);
    Article article = archive.article(*found, RecordParts::kWithoutRawAndExtra);
    story.title = std::move(article.title);
    story.own_title = !article.title_from_text;
    story.text = std::move(article.text);
    story.id = request.id;
    story.signature = document.get_value(kSignatureSlot);
    story.group = document.get_value(kGroupSlot);
  }
  RelatedResult result;
  const std::string_view looked_at = beginning_of(story.text);
  if (looked_at.size() < story.text.size())
    result.notes.emplace_back(MessageKind::kNoteStoryCut, kReadForNames);
  const std::vector<StoryTerm> terms = find_story_terms(
      story.own_title ? story.title : std::string(), looked_at, analyzer, database, work);
  result.title = story.title;
  for (const StoryTerm& term : terms)
    result.terms.push_back({term.text, term.worth / terms.front().worth, term.name});

  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  enquire.set_query(story_query(story, terms, request.before));
  enquire.set_collapse_key(kGroupSlot);
  work.enter(Stage::kMatching);
  const Xapian::MSet matches = match_within(enquire, database, work, up_to(request.count, kSpare));
  work.enter(Stage::kShowing);
  const SoughtUnits sought(units_of(terms));
  for (auto match = matches.begin(); match != matches.end(); ++match) {
    if (result.hits.size() == request.count) break;
    work.check_time();
    const Xapian::Document document = match.get_document();
    const std::string signature = document.get_value(kSignatureSlot);
    if (are_near_copies(signature, story.signature)) continue;
    // Texts too short for a signature are copies when they are the same.
    if (signature.empty() && story.signature.empty() &&
        archive.article(*match, RecordParts::kWithoutRawAndExtra).text == story.text)
      continue;
    result.hits.push_back(hit_of(*match, match.get_weight(), request.detail, sought));
  }
  return result;
}

std::optional<RelatedResult> Searcher::related(const RelatedRequest& request) {
  QueryWork work(request.time_limit);
  return session_->reading_within(work, [&](State& state) { return state.related(request, work); });
}

}  // namespace newsidx
