// Xapian's matcher within the bounds of a request. Every match goes through here.
#pragma once

#include <xapian.h>

#include "searcher/query/query_work.h"

namespace newsidx {

// Whether a part of the database is on another machine. Xapian does not tell; it is found out by
// asking for what only a part on this machine can do. Throws Xapian::Error.
bool has_remote_parts(const Xapian::Database& database);

// enquire.get_mset(0, wanted, checked), which throws TooMuch for a query that costs too much
// (query_cost.h) and when the time is over. The Enquire is for one match, and must not outlive the
// work.
Xapian::MSet match_within(Xapian::Enquire& enquire, const Xapian::Database& database,
                          QueryWork& work, Xapian::doccount wanted, Xapian::doccount checked = 0);

}  // namespace newsidx
