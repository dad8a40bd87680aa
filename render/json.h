// Results as JSON. docs/json.md describes every form; "v" is the version of all of them.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "newsidx/article.h"
#include "newsidx/entity.h"
#include "newsidx/explanation.h"
#include "newsidx/indexer.h"
#include "newsidx/related.h"
#include "newsidx/searcher.h"
#include "newsidx/status.h"
#include "newsidx/watch.h"

namespace newsidx {

using Json = nlohmann::ordered_json;

inline constexpr int kJsonVersion = 1;

Json to_json(const Hit& hit);
// `notes`: those of the result, as they are said.
Json to_json(const SearchRequest& request, const SearchResult& result,
             const std::vector<std::string>& notes);
Json to_json(const QueryExplanation& explanation);
Json to_json(const std::vector<ScorePart>& parts);
// `count`: of each facet the values with most articles; 0: all.
Json to_json(const FacetCounts& counts, std::size_t count);
Json to_json(const SearchRequest& request, const FacetCounts& counts, std::size_t count);
Json to_json(const SearchRequest& request, const Timeline& timeline);
Json to_json(const RelatedRequest& request, const RelatedResult& result);
Json to_json(const Article& article);
Json to_json(const ArticleDetails& details);
Json to_json(const EntityProfile& profile);
Json to_json(const Token& token);
Json to_json(const AddReport& report);
Json to_json(const ReindexReport& report);
Json to_json(const IndexStatus& status);
Json to_json(const CheckReport& report);
Json to_json(const IndexStatistics& statistics);
// `all`: how many there are, listed or not.
Json to_json(const std::vector<CopyGroup>& groups, std::size_t all);
Json to_json(const ArchiveGaps& gaps);
Json to_json(const Watch& watch);
Json to_json(const WatchNews& news);

// On one line, or with indentation; what is no UTF-8 is replaced, so that any parser reads it.
std::string dump(const Json& json, bool indented = false);

}  // namespace newsidx
