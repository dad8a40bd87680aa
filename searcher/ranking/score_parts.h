// Where the score of a hit came from.
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "newsidx/explanation.h"
#include "searcher/query/query_work.h"
#include "searcher/ranking/concentration.h"

namespace newsidx {

// The weighted parts of `query` that the article of this id has, heaviest first. Their scores add
// up to the first stage's, as each is asked by itself under the same weighting.
std::vector<ScorePart> score_parts(const Xapian::Database& database, const Xapian::Query& query,
                                   const std::string& id, QueryWork& work);

// Adds the second stage's parts (concentration.h).
void add_concentration(const Concentration& concentration, std::vector<ScorePart>& parts);

// A word's term without what tells its form from others.
std::string form_text(const std::string& term);

// What an article must have to meet the query, in words.
std::string part_text(const Xapian::Query& query);

// The query's description over several lines, indented.
std::string readable_description(const Xapian::Query& query);

}  // namespace newsidx
