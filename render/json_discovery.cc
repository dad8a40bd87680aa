// Related articles, facets and timelines as JSON.
#include "render/counts.h"
#include "render/json.h"

namespace newsidx {
namespace {

Json period_or_null(const std::optional<Date>& day, TimelineStep step) {
  return day ? Json(period_name(*day, step)) : Json(nullptr);
}

Json timeline_json(const Timeline& timeline) {
  Json periods = Json::array();
  for (const TimelinePeriod& period : every_period(timeline))
    periods.push_back({{"period", period_name(period.first, timeline.step)},
                       {"articles", period.articles},
                       {"archive", period.archive}});
  return {{"by", step_name(timeline.step)},
          {"first", period_or_null(timeline.first, timeline.step)},
          {"last", period_or_null(timeline.last, timeline.step)},
          {"total", timeline.total},
          {"undated", timeline.undated},
          {"periods", std::move(periods)}};
}

}  // namespace

Json to_json(const FacetCounts& counts, std::size_t count) {
  Json json = Json::object();
  for (const Facet& all : counts.facets) {
    Facet facet = all;
    if (count > 0) facet.keep_largest(count);
    Json values = Json::array();
    for (const FacetValue& value : facet.values) {
      values.push_back({{"value", value.value}, {"articles", value.articles}});
      if (value.topic.empty()) continue;
      values.back()["id"] = value.topic;
      if (const TopicInfo* topic = find_topic(value.topic))
        values.back()["label_en"] = topic->english;
    }
    json[std::string(facet_name(facet.kind))] = {
        {"distinct", all.values.size()}, {"without", facet.without}, {"values", std::move(values)}};
  }
  return json;
}

Json to_json(const SearchRequest& request, const FacetCounts& counts, std::size_t count) {
  return {{"v", kJsonVersion},
          {"query", request.query},
          {"total", counts.total},
          {"facets", to_json(counts, count)}};
}

Json to_json(const RelatedRequest& request, const RelatedResult& result) {
  Json terms = Json::array();
  for (const RelatedTerm& term : result.terms)
    terms.push_back({{"text", term.text}, {"weight", term.weight}, {"name", term.name}});
  Json hits = Json::array();
  for (const Hit& hit : result.hits) hits.push_back(to_json(hit));
  return {{"v", kJsonVersion},
          {"id", request.id.empty() ? Json(nullptr) : Json(request.id)},
          {"title", result.title},
          {"terms", std::move(terms)},
          {"hits", std::move(hits)}};
}

Json to_json(const SearchRequest& request, const Timeline& timeline) {
  Json json = {{"v", kJsonVersion}, {"query", request.query}};
  json.update(timeline_json(timeline));
  return json;
}

Json to_json(const ArticleDetails& details) {
  Json entities = Json::array();
  for (const NamedEntity& entity : details.entities)
    entities.push_back({{"type", entity_type_name(entity.type)},
                        {"name", entity.name},
                        {"mentions", entity.mentions},
                        {"spellings", entity.spellings}});
  Json topics = Json::array();
  for (const TopicScore& topic : details.topics) {
    const TopicInfo* info = find_topic(topic.id);
    if (info == nullptr) continue;
    topics.push_back({{"id", topic.id},
                      {"label", info->turkish},
                      {"label_en", info->english},
                      {"score", topic.score}});
  }
  return {{"entities", std::move(entities)},
          {"topics", std::move(topics)},
          {"key_phrases", details.key_phrases}};
}

Json to_json(const EntityProfile& profile) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? Json(format_date(*date)) : Json(nullptr);
  };
  Json spellings = Json::array();
  for (const auto& [spelling, articles] : profile.spellings)
    spellings.push_back({{"spelling", spelling}, {"articles", articles}});
  Json others = Json::array();
  for (const EntityProfile::Other& other : profile.others)
    others.push_back({{"type", entity_type_name(other.type)},
                      {"name", other.name},
                      {"articles", other.articles}});
  Json latest = Json::array();
  for (const Hit& hit : profile.latest) latest.push_back(to_json(hit));
  return {{"v", kJsonVersion},
          {"type", entity_type_name(profile.type)},
          {"name", profile.name},
          {"articles", profile.articles},
          {"first", day(profile.first)},
          {"last", day(profile.last)},
          {"spellings", std::move(spellings)},
          {"also_called", profile.also_called},
          {"others", std::move(others)},
          {"timeline", timeline_json(profile.timeline)},
          {"together", to_json(profile.together, 0)},
          {"latest", std::move(latest)}};
}

}  // namespace newsidx
