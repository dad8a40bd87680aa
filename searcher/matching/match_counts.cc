#include "searcher/matching/match_counts.h"

#include <list>

#include "searcher/matching/bounded_match.h"

namespace newsidx {
namespace {

// Without weights Xapian leaves out what only ranks. To be shown every match, spies need the
// matcher to check as many as there are articles: with fewer it may stop early.
Xapian::MSet match_all(Xapian::Enquire& enquire, const Xapian::Database& database,
                       const Xapian::Query& query, QueryWork& work) {
  work.enter(Stage::kCounting);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 0));
  return match_within(enquire, database, work, 0, database.get_doccount());
}

}  // namespace

std::uint64_t count_matches(const Xapian::Database& database, const Xapian::Query& query,
                            QueryWork& work) {
  Xapian::Enquire enquire(database);
  return match_all(enquire, database, query, work).get_matches_estimated();
}

MatchCounts count_values(const Xapian::Database& database, const Xapian::Query& query,
                         const std::vector<Xapian::valueno>& slots, QueryWork& work) {
  std::list<Xapian::ValueCountMatchSpy> spies;  // which stay where they are
  Xapian::Enquire enquire(database);
  for (const Xapian::valueno slot : slots) enquire.add_matchspy(&spies.emplace_back(slot));
  MatchCounts counts;
  counts.total = match_all(enquire, database, query, work).get_matches_estimated();
  for (const Xapian::ValueCountMatchSpy& spy : spies) {
    ValueCounts& slot = counts.slots.emplace_back();
    slot.without = counts.total;
    for (auto value = spy.values_begin(); value != spy.values_end(); ++value) {
      slot.values[*value] = value.get_termfreq();
      slot.without -= value.get_termfreq();
    }
  }
  return counts;
}

}  // namespace newsidx
