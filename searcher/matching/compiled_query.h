// A parsed query made ready to run on one index: whoever searches, counts or draws timelines of
// what a query finds begins here.
#pragma once

#include <xapian.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entities/aliases/aliases.h"
#include "newsidx/date.h"
#include "searcher/matching/query_builder.h"
#include "searcher/query/query_parser.h"
#include "searcher/query/query_work.h"
#include "store/record.h"

namespace newsidx {

struct CompileSettings {
  bool match_all = false;    // every word that has no operator is required, too
  std::optional<Date> from;  // both inclusive
  std::optional<Date> to;
  std::shared_ptr<const AliasTable> aliases = AliasTable::shipped();
  bool names = true;  // whether the index has people, places, organisations and topics
};

struct CompiledQuery {
  // With the limits of dates, and with weights for weighting(). Empty: it finds nothing.
  Xapian::Query query;
  // Where the query is nothing but a sum of these (word_scores.h).
  std::vector<Evidence> evidence;
  ExpandedQuery words;            // that ranking goes by and that are marked
  std::vector<QueryUnit> marked;  // what else is to be marked
  bool asks = false;              // for anything: not only punctuation
  bool ranks = false;             // by words; else all that match are as good
  bool is_complete = true;        // else some that match may be missing: too many had to be read
  std::vector<Message> notes;
};

// This many articles are read at most to see whether they have a literal or a phrase in the title
// (exact_check.h): for one, for the few that a query has, and for many. Those to be left out have
// as many again.
inline constexpr Xapian::doccount kMaxChecked = 2000;
inline constexpr Xapian::doccount kMaxCheckedForAll = 4000;
inline constexpr Xapian::doccount kMaxCheckedForMany = 500;

// Throws TooMuch: a beginning or value that too many terms meet, a literal to be left out that too
// many articles may have, a query that costs too much, and when the work's time is over;
// Error(kUsage) for a topic that there is not.
CompiledQuery compile(const ParsedQuery& parsed, Analyzer& analyzer,
                      const Xapian::Database& database, RecordCodec& codec,
                      const CompileSettings& settings, QueryWork& work);

}  // namespace newsidx
