#include "newsidx/entity.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "entities/aliases/name_key.h"
#include "entities/article/article_names.h"
#include "entities/names/name_finder.h"
#include "entities/topics/key_phrases.h"
#include "entities/topics/topic_finder.h"
#include "newsidx/beginning.h"
#include "searcher/explore/facets.h"
#include "searcher/explore/timeline.h"
#include "searcher/matching/match_counts.h"
#include "searcher/matching/named_values.h"
#include "searcher/ranking/named_query.h"
#include "searcher/searcher_state.h"
#include "store/entity_terms.h"
#include "store/fields.h"

namespace newsidx {
namespace {

// Who has the words of a name in fewer articles than one for so many of the most named is likely a
// mistake of the finder: Davutoğlu CHP.
constexpr std::uint64_t kRarestOther = 100;

using Spellings = std::vector<std::pair<std::string, std::uint64_t>>;

// The names of an article as the indexer finds them.
std::vector<NamedEntity> names_of(const Article& article, NameFinder& finder) {
  std::string text;
  if (!article.title_from_text && !article.title.empty())
    text.append(beginning_of(article.title)) += '\n';
  text += beginning_of(article.text);
  return resolve_names(text, finder.find(text));
}

std::set<std::string> keys_of(const NamedGroup& group) {
  std::set<std::string> keys;
  for (const KnownName& name : group.names) keys.insert(name.key);
  return keys;
}

// How the articles of the query write the names of these keys.
Spellings spellings_in(const Xapian::Database& database, const Xapian::Query& query,
                       EntityType type, const std::set<std::string>& keys, QueryWork& work) {
  const MatchCounts counts = count_values(database, query, {field(field_of(type)).slot}, work);
  std::map<std::string, std::uint64_t> written;
  for (const auto& [packed, articles] : counts.slots.front().values)
    for (const std::string_view name : unpack_names(packed))
      if (keys.contains(name_key(name))) written[std::string(name)] += articles;
  Spellings spellings(written.begin(), written.end());
  std::stable_sort(spellings.begin(), spellings.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return spellings;
}

// The name of a group as the list of aliases has it, or as it is written most.
std::string group_name(const Xapian::Database& database, const AliasTable& aliases,
                       const NamedGroup& group, QueryWork& work) {
  const std::string& key = group.names.front().key;
  if (aliases.knows(group.type, key)) return aliases.canonical(group.type, key);
  const Spellings spellings = spellings_in(database, named_query({group}), group.type, {key}, work);
  return spellings.empty() ? key : spellings.front().first;
}

// What snippets are chosen and marked by: the words of the names.
std::vector<WeightedUnit> words_of(const std::set<std::string>& keys) {
  std::vector<WeightedUnit> units;
  std::set<std::string> words;
  for (const std::string& key : keys)
    for (const std::string_view word : key_words(key)) words.insert(std::string(word));
  for (const std::string& word : words) {
    QueryUnit unit;
    unit.tokens.emplace_back().folded = word;
    units.push_back({std::move(unit), 1.0});
  }
  return units;
}

std::vector<std::string> also_called(const std::vector<Article>& articles, EntityType type,
                                     const std::set<std::string>& keys) {
  NameFinder finder;
  std::map<std::string, std::uint64_t> called;
  for (const Article& article : articles)
    for (const NamedEntity& entity : names_of(article, finder)) {
      if (entity.type != type || !keys.contains(name_key(entity.name))) continue;
      for (const std::string& spelling : entity.spellings)
        if (!keys.contains(name_key(spelling))) ++called[spelling];
    }
  Spellings sorted(called.begin(), called.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> names;
  std::set<std::string> told;  // Gül and GÜL are one
  for (auto& [name, count] : sorted)
    if (told.insert(name_key(name)).second) names.push_back(name);
  return names;
}

}  // namespace

std::optional<EntityProfile> Searcher::State::entity(const EntityRequest& request,
                                                     QueryWork& work) {
  if (request.name.size() > kMaxQueryBytes)
    throw Error(ErrorCode::kUsage, {MessageKind::kQueryNameTooLong, kMaxQueryBytes});
  work.enter(Stage::kExpanding);
  std::vector<NamedGroup> groups =
      groups_named(database, *aliases,
                   asked_key(request.name, request.type.value_or(EntityType::kPerson)), work);
  if (request.type)
    std::erase_if(groups, [&](const NamedGroup& group) { return group.type != *request.type; });
  if (groups.empty()) return std::nullopt;

  EntityProfile profile;
  const NamedGroup& group = groups.front();
  const Xapian::Query query = named_query({group});
  const std::set<std::string> keys = keys_of(group);
  profile.type = group.type;
  profile.name = group_name(database, *aliases, group, work);
  profile.spellings = spellings_in(database, query, group.type, keys, work);
  profile.timeline = count_timeline(database, query, {}, {}, request.step, work);
  profile.articles = profile.timeline.total;
  profile.together = count_facets(
      database, query,
      {FacetKind::kPerson, FacetKind::kPlace, FacetKind::kOrganisation, FacetKind::kTopic},
      *aliases, work);
  for (Facet& facet : profile.together.facets)
    if (facet.kind != FacetKind::kTopic)
      std::erase_if(facet.values, [&](const FacetValue& value) {
        return value.value == profile.name || keys.contains(name_key(value.value));
      });

  work.enter(Stage::kShowing);
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_sort_by_value_then_relevance(field(FieldId::kDate).slot, true);
  enquire.set_collapse_key(kGroupSlot);
  const Xapian::MSet newest = match_within(
      enquire, database, work, std::max(request.latest, EntityProfile::kSampledArticles));
  const SoughtUnits sought(words_of(keys));
  std::vector<Article> sampled;
  for (auto match = newest.begin(); match != newest.end(); ++match) {
    work.check_time();
    if (profile.latest.size() < request.latest)
      profile.latest.push_back(hit_of(*match, 0, HitDetail::kSnippets, sought));
    if (sampled.size() < EntityProfile::kSampledArticles)
      sampled.push_back(archive.article(*match, RecordParts::kWithoutRawAndExtra));
  }
  profile.also_called = also_called(sampled, group.type, keys);
  const auto day_of = [&](bool newest_first) -> std::optional<Date> {
    Xapian::Enquire dated(database);
    dated.set_weighting_scheme(Xapian::BoolWeight());
    dated.set_query(
        Xapian::Query(Xapian::Query::OP_FILTER, query,
                      Xapian::Query(Xapian::Query::OP_VALUE_GE, field(FieldId::kDate).slot, "0")));
    dated.set_sort_by_value(field(FieldId::kDate).slot, newest_first);
    dated.set_collapse_key(kGroupSlot);
    const Xapian::MSet found = match_within(dated, database, work, 1);
    if (found.empty()) return std::nullopt;
    return parse_date(found.begin().get_document().get_value(field(FieldId::kDate).slot));
  };
  profile.first = day_of(false);
  profile.last = day_of(true);
  for (std::size_t i = 1; i < groups.size() && i <= EntityProfile::kMaxOthers; ++i)
    if (groups[i].articles * kRarestOther >= groups.front().articles)
      profile.others.push_back(
          {groups[i].type, group_name(database, *aliases, groups[i], work), groups[i].articles});
  return profile;
}

ArticleDetails Searcher::State::details(const Article& article) {
  ArticleDetails details;
  if (!tools->names) tools->names.emplace();
  NameFinder& finder = *tools->names;
  std::map<std::pair<EntityType, std::string>, std::size_t> places;  // in details.entities
  for (NamedEntity& entity : names_of(article, finder)) {
    entity.name = aliases->canonical(entity.type, entity.name);
    const auto [place, is_new] =
        places.try_emplace({entity.type, entity.name}, details.entities.size());
    if (is_new) {
      details.entities.push_back(std::move(entity));
      continue;
    }
    NamedEntity& known = details.entities[place->second];
    known.mentions += entity.mentions;
    known.spellings.insert(known.spellings.end(), std::make_move_iterator(entity.spellings.begin()),
                           std::make_move_iterator(entity.spellings.end()));
  }
  for (NamedEntity& entity : details.entities) {
    std::set<std::string_view> told;
    std::vector<std::string> once;
    for (const std::string& spelling : entity.spellings)
      if (told.insert(spelling).second) once.push_back(spelling);
    entity.spellings = std::move(once);
  }
  std::stable_sort(
      details.entities.begin(), details.entities.end(),
      [](const NamedEntity& a, const NamedEntity& b) { return a.mentions > b.mentions; });
  std::vector<Token> title;
  if (!article.title_from_text) title = analyzer.analyze(beginning_of(article.title));
  const std::string_view beginning = beginning_of(article.text);
  const std::vector<Mention> mentions = finder.find(beginning);
  if (!tools->topics) tools->topics = TopicVocabulary::shipped(analyzer);
  const std::vector<Token>& text = analyzer.analyze(beginning);
  details.topics = TopicFinder(tools->topics).find(title, text);
  details.key_phrases = key_phrases(beginning, text, mentions, [&](const std::string& folded) {
    return rarity(database, folded);
  });
  return details;
}

std::optional<EntityProfile> Searcher::entity(const EntityRequest& request) {
  QueryWork work(request.time_limit);
  return session_->reading_within(work, [&](State& state) { return state.entity(request, work); });
}

ArticleDetails Searcher::details(const Article& article) {
  return session_->reading([&](State& state) { return state.details(article); });
}

}  // namespace newsidx
