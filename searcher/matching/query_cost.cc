#include "searcher/matching/query_cost.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace newsidx {
namespace {

using Query = Xapian::Query;

// What is out of proportion, for each article of the index; small indexes may have the least.
// Real queries stay far below: three phrases of stop words alone read ten lists of places an
// article.
constexpr std::uint64_t kPositionsPerArticle = 40;
constexpr std::uint64_t kLeastPositions = 1'500'000;
constexpr std::uint64_t kPostingsPerArticle = 400;
constexpr std::uint64_t kLeastPostings = 20'000'000;

// More than any machine does in a second, so that only what is hopeless is refused for its time.
constexpr double kPositionsPerSecond = 4e6;
constexpr double kPostingsPerSecond = 1e8;

// Up to this many lists a tree of them costs no more than they do.
constexpr double kShallow = 8;

// What costs less than this is not looked at more closely.
constexpr std::uint64_t kFewPositions = 200'000;
constexpr std::uint64_t kFewTerms = 1'000;

// Of a subquery.
struct Part {
  double articles = 0;  // at most
  double postings = 0;  // when all of it is read
  double terms = 0;
  // Of each phrase and NEAR in it: the articles that are looked at, and lists of places for each.
  struct Positional {
    double articles;
    double lists;
  };
  std::vector<Positional> positional{};
};

class CostCounter {
 public:
  CostCounter(const Xapian::Database& database, bool all)
      : database_(database), documents_(database.get_doccount()), all_(all) {}

  QueryCost count(const Query& query) {
    const Part whole = part(query);
    QueryCost cost;
    cost.articles = static_cast<std::uint64_t>(whole.articles);
    cost.terms = static_cast<std::uint64_t>(whole.terms);
    cost.postings = static_cast<std::uint64_t>(whole.postings);
    for (const Part::Positional& positional : whole.positional)
      cost.positions += static_cast<std::uint64_t>(positional.articles * positional.lists);
    return cost;
  }

 private:
  Part part(const Query& query) {
    switch (query.get_type()) {
      case Query::LEAF_TERM:
        return term(query);
      case Query::LEAF_MATCH_NOTHING:
        return {};
      case Query::OP_AND:
      case Query::OP_FILTER:
        return met_by_all(query);
      case Query::OP_AND_NOT:
      case Query::OP_AND_MAYBE:
        return looked_up(query);
      case Query::OP_PHRASE:
      case Query::OP_NEAR:
        return positional(query);
      default:
        break;
    }
    if (query.get_num_subqueries() > 0) return met_by_any(query);
    return {documents_, documents_, 1};  // every article, or a range of values
  }

  Part term(const Query& query) {
    Part part;
    part.terms = 1;
    if (!all_ && !within_positional_) return part;
    const std::string name = *query.get_terms_begin();
    const auto [known, is_new] = frequencies_.try_emplace(name, 0);
    if (is_new) known->second = database_.get_termfreq(name);
    part.articles = part.postings = known->second;
    return part;
  }

  static void take_positional(Part& to, Part& from, double articles) {
    for (Part::Positional& inner : from.positional) {
      inner.articles = std::min(inner.articles, articles);
      to.positional.push_back(inner);
    }
  }

  // Xapian's tree of many lists is as deep as their logarithm, and each posting goes through it.
  Part met_by_any(const Query& query) {
    Part sum;
    const std::size_t lists = query.get_num_subqueries();
    for (std::size_t i = 0; i < lists; ++i) {
      Part one = part(query.get_subquery(i));
      sum.articles = std::min(documents_, sum.articles + one.articles);
      sum.postings += one.postings;
      sum.terms += one.terms;
      take_positional(sum, one, documents_);
    }
    if (!within_positional_ && static_cast<double>(lists) > kShallow)
      sum.postings *= std::log2(static_cast<double>(lists)) / std::log2(kShallow);
    return sum;
  }

  // The rarest goes first, and the others are looked up for its articles.
  Part met_by_all(const Query& query) {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
      parts.push_back(part(query.get_subquery(i)));
    Part all;
    all.articles = documents_;
    for (const Part& one : parts) all.articles = std::min(all.articles, one.articles);
    for (Part& one : parts) {
      all.postings += std::min(one.postings, all.articles * one.terms);
      all.terms += one.terms;
      take_positional(all, one, all_ ? all.articles : documents_);
    }
    return all;
  }

  // What is right of it is looked up for the articles that are left.
  Part looked_up(const Query& query) {
    Part sum = part(query.get_subquery(0));
    for (std::size_t i = 1; i < query.get_num_subqueries(); ++i) {
      Part one = part(query.get_subquery(i));
      sum.postings += std::min(one.postings, sum.articles * one.terms);
      sum.terms += one.terms;
      take_positional(sum, one, all_ ? sum.articles : documents_);
    }
    return sum;
  }

  // An article that has all words has so many lists of places as it has terms of theirs.
  Part positional(const Query& query) {
    const bool outer = within_positional_;
    within_positional_ = true;
    std::vector<Part> places;
    double rarest = documents_;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      places.push_back(part(query.get_subquery(i)));
      rarest = std::min(rarest, places.back().articles);
    }
    within_positional_ = outer;
    Part all;
    all.articles = rarest;
    double lists = 0;
    for (const Part& place : places) {
      all.postings += std::min(place.postings, rarest * place.terms);
      all.terms += place.terms;
      lists += place.articles > 0 ? place.postings / place.articles : 0;
    }
    all.positional.push_back({rarest, lists});
    return all;
  }

  const Xapian::Database& database_;
  double documents_;
  bool all_;
  bool within_positional_ = false;
  std::unordered_map<std::string, Xapian::doccount> frequencies_;
};

}  // namespace

QueryCost cost_of(const Query& query, const Xapian::Database& database, bool all) {
  return CostCounter(database, all).count(query);
}

void refuse_costly(const Query& query, const Xapian::Database& database, QueryWork& work) {
  work.check_time();
  if (query.empty()) return;
  QueryCost cost = cost_of(query, database, false);
  const auto refuse = [&](MessageKind message, std::uint64_t number) {
    throw TooMuch(TooMuch::Reason::kWork, {message, number});
  };
  if (cost.terms > kMaxSearchedTerms) refuse(MessageKind::kQueryTooManyParts, cost.terms);
  if (cost.positions > kFewPositions || cost.terms > kFewTerms) {
    cost = cost_of(query, database);
    const std::uint64_t articles = database.get_doccount();
    if (cost.positions > std::max(kLeastPositions, kPositionsPerArticle * articles))
      refuse(MessageKind::kQueryTooManyPlaces, cost.positions);
    if (cost.postings > std::max(kLeastPostings, kPostingsPerArticle * articles))
      refuse(MessageKind::kQueryTooManyPostings, cost.postings);
    if (const double left = work.seconds_left();
        left >= 0 && (static_cast<double>(cost.positions) > left * kPositionsPerSecond ||
                      static_cast<double>(cost.postings) > left * kPostingsPerSecond))
      work.time_is_over();
  }
  work.done.terms_searched += cost.terms;
  work.done.positions_read += cost.positions;
}

}  // namespace newsidx
