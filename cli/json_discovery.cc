// Related articles, facets and timelines as JSON.
#include "cli/json.h"
#include "cli/render_counts.h"

namespace newsidx::cli {
namespace {

Json period_or_null(const std::optional<Date>& day, TimelineStep step) {
  return day ? Json(period_name(*day, step)) : Json(nullptr);
}

}  // namespace

Json to_json(const FacetCounts& counts, std::size_t count) {
  Json json = Json::object();
  for (const Facet& all : counts.facets) {
    Facet facet = all;
    if (count > 0) facet.keep_largest(count);
    Json values = Json::array();
    for (const FacetValue& value : facet.values)
      values.push_back({{"value", value.value}, {"articles", value.articles}});
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
  Json periods = Json::array();
  for (const TimelinePeriod& period : every_period(timeline))
    periods.push_back({{"period", period_name(period.first, timeline.step)},
                       {"articles", period.articles},
                       {"archive", period.archive}});
  return {{"v", kJsonVersion},
          {"query", request.query},
          {"by", step_name(timeline.step)},
          {"first", period_or_null(timeline.first, timeline.step)},
          {"last", period_or_null(timeline.last, timeline.step)},
          {"total", timeline.total},
          {"undated", timeline.undated},
          {"periods", std::move(periods)}};
}

}  // namespace newsidx::cli
