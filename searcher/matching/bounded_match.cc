#include "searcher/matching/bounded_match.h"

#include "searcher/matching/query_cost.h"

namespace newsidx {
namespace {

class TakesAll : public Xapian::MatchDecider {
 public:
  bool operator()(const Xapian::Document&) const override { return true; }
};

}  // namespace

bool has_remote_parts(const Xapian::Database& database) {
  Xapian::Enquire enquire(database);
  // What no article has: a query that is empty would not be looked at.
  enquire.set_query(Xapian::Query(std::string("\xFF", 1)));
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const TakesAll takes_all;
  try {
    enquire.get_mset(0, 1, 0, nullptr, &takes_all);
    return false;
  } catch (const Xapian::UnimplementedError&) {
    return true;
  }
}

Xapian::MSet match_within(Xapian::Enquire& enquire, const Xapian::Database& database,
                          QueryWork& work, Xapian::doccount wanted, Xapian::doccount checked) {
  refuse_costly(enquire.get_query(), database, work);
  if (work.stops_matcher()) enquire.add_matchspy((new DeadlineSpy(work))->release());
  Xapian::MSet found = enquire.get_mset(0, wanted, checked);
  work.check_time();
  return found;
}

}  // namespace newsidx
