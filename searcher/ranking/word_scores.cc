#include "searcher/ranking/word_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <string>

#include "searcher/matching/bounded_match.h"
#include "searcher/results/copies.h"

namespace newsidx {
namespace {

// Postings of a query, in parts of all documents, from which on the lengths are worth reading. With
// 30 ns for each document against 60 and more saved for each posting it would be half of them for a
// single search, and none for those that follow in the same run.
constexpr double kWorthLengths = 0.25;

// From so many postings on, in parts of the documents that could be left out, it is worth seeing
// whether they can: 10 ns for each of them, 25 for each posting.
constexpr double kWorthNarrowing = 0.5;

// Sums are added up in different orders, so of equals the one may come out less by rounding.
constexpr double kCloseEnough = 1 - 1e-9;

// How many documents have any of the terms, as Xapian estimates it: as if they were independent,
// the rarest two put together first, in whole documents.
Xapian::doccount documents_with_any(const Xapian::Database& database,
                                    const std::vector<std::string>& terms) {
  std::vector<Xapian::doccount> found;
  found.reserve(terms.size());
  for (const std::string& term : terms) found.push_back(database.get_termfreq(term));
  const double all = database.get_doccount();
  while (found.size() > 1) {
    std::sort(found.begin(), found.end(), std::greater<>());
    const double a = found.back();
    found.pop_back();
    const double b = found.back();
    found.back() = static_cast<Xapian::doccount>(std::lround(a + b - a * b / all));
  }
  return found.front();
}

// Xapian's BM25Weight of a word that a query has once: any of the terms.
double full_weight(const Xapian::Database& database, const std::vector<std::string>& terms) {
  const double found = documents_with_any(database, terms);
  double odds = (database.get_doccount() - found + 0.5) / (found + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  return std::log(odds) * (kK1 + 1);
}

// Of words side by side each weighs by itself.
double full_weight(const Xapian::Database& database, const Evidence& evidence) {
  if (!evidence.side_by_side) return evidence.weight * full_weight(database, evidence.terms);
  double sum = 0;
  for (const std::string& term : evidence.terms)
    sum += evidence.weight * full_weight(database, std::vector<std::string>{term});
  return sum;
}

// Whether the words' postings, which are at one document, have them side by side in order.
bool are_side_by_side(const std::vector<Xapian::PostingIterator>& postings) {
  std::vector<Xapian::PositionIterator> positions;
  positions.reserve(postings.size());
  for (const Xapian::PostingIterator& posting : postings)
    positions.push_back(posting.positionlist_begin());
  for (const Xapian::PositionIterator end; positions.front() != end; ++positions.front()) {
    std::size_t met = 1;
    for (; met < positions.size(); ++met) {
      const Xapian::termpos sought = *positions.front() + static_cast<Xapian::termpos>(met);
      if (positions[met] != end) positions[met].skip_to(sought);
      if (positions[met] == end) return false;
      if (*positions[met] != sought) break;
    }
    if (met == positions.size()) return true;
  }
  return false;
}

// A posting is dealt with when so many more have been read, and the memory of its document fetched.
constexpr std::size_t kReadAhead = 32;

template <typename Action>
void for_each_posting(const Xapian::Database& database, const std::string& term,
                      const Action& action) {
  const Xapian::PostingIterator end = database.postlist_end(term);
  for (Xapian::PostingIterator posting = database.postlist_begin(term); posting != end; ++posting)
    action(posting);
}

bool is_better(const RankedMatch& a, const RankedMatch& b) {
  return a.first_stage != b.first_stage ? a.first_stage > b.first_stage : a.docid < b.docid;
}

}  // namespace

bool is_worth_lengths(const Xapian::Database& database, const std::vector<Evidence>& evidence) {
  const double enough = kWorthLengths * database.get_doccount();
  double postings = 0;
  for (const Evidence& piece : evidence)
    for (const std::string& term : piece.terms) {
      postings += database.get_termfreq(term);
      if (postings > enough) return true;
    }
  return false;
}

WordScorer::WordScorer(const Xapian::Database& database)
    : database_(database), documents_(std::size_t{database.get_lastdocid()} + 1) {
  const double average = database.get_avlength();
  for_each_posting(database, "", [&](const Xapian::PostingIterator& document) {
    const double length = std::max(document.get_doclength() / average, kLeastLength);
    documents_[*document].length = static_cast<float>(kK1 * (length * kB + (1 - kB)));
  });
}

// Those first that leave least to be added for the fewest postings.
std::vector<WordScorer::Piece> WordScorer::pieces_of(const std::vector<Evidence>& evidence) const {
  std::vector<Piece> pieces;
  for (const Evidence& piece : evidence) {
    Xapian::doccount postings = 0;
    for (const std::string& term : piece.terms) postings += database_.get_termfreq(term);
    if (postings > 0) pieces.push_back({&piece, full_weight(database_, piece), postings});
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
    return a.weight * b.postings > b.weight * a.postings;
  });
  return pieces;
}

// Adds up what the best `count` need; with `counted` finds all that match.
void WordScorer::add_all(const std::vector<Piece>& pieces, std::size_t count, bool counted,
                         QueryWork& work) {
  double rest = 0;
  for (const Piece& piece : pieces) rest += piece.weight;
  double least_most = 0;  // the `count`th best has no more
  for (const Piece& piece : pieces) {
    work.check_time();
    work.done.terms_searched += piece.evidence->terms.size();
    const double among = static_cast<double>((narrowed_ ? candidates_ : met_).size());
    if (least_most > rest && piece.postings > kWorthNarrowing * among)
      least_most = keep_candidates(count, rest);
    if (narrowed_)
      add_to_candidates(piece);
    else
      add(piece, work);
    rest -= piece.weight;
    least_most += piece.weight;
  }
  // Only now: until here the sum of what was met tells whether it can be among the best.
  if (!narrowed_ || !counted) return;
  for (const Piece& piece : pieces)
    if (piece.evidence->finds) find_only(*piece.evidence, work);
}

void WordScorer::add_to(Xapian::docid document, double weight, Xapian::termcount count,
                        bool finds) {
  OfDocument& of = documents_[document];
  if (of.sum <= 0) met_.push_back(document);
  of.sum += weight * count / (count + double{of.length});
  if (!finds || of.found) return;
  of.found = 1;
  ++found_;
}

// For evidence of several terms, counted as one word.
void WordScorer::count_one(Xapian::docid document, Xapian::termcount count) {
  OfDocument& of = documents_[document];
  if (of.count == 0) counted_.push_back(document);
  of.count = of.count + (count & 0x7fffffff);
}

void WordScorer::add_counted(const Piece& piece) {
  for (const Xapian::docid document : counted_) {
    add_to(document, piece.weight, documents_[document].count, piece.evidence->finds);
    documents_[document].count = 0;
  }
  counted_.clear();
}

template <typename Action>
void WordScorer::for_each_count(const std::string& term, const Action& action) {
  struct Posting {
    Xapian::docid document;
    Xapian::termcount count;
  };
  std::array<Posting, kReadAhead> read;
  std::size_t size = 0;
  const auto deal = [&] {
    for (std::size_t i = 0; i < size; ++i) action(read[i].document, read[i].count);
    size = 0;
  };
  for_each_posting(database_, term, [&](const auto& posting) {
    read[size] = {*posting, posting.get_wdf()};
    __builtin_prefetch(&documents_[read[size].document], 1);
    if (++size == read.size()) deal();
  });
  deal();
}

void WordScorer::add(const Piece& piece, QueryWork& work) {
  if (piece.evidence->side_by_side) return add_side_by_side(*piece.evidence, work);
  if (piece.evidence->terms.size() == 1)
    return for_each_count(piece.evidence->terms.front(), [&](Xapian::docid document, auto count) {
      add_to(document, piece.weight, count, piece.evidence->finds);
    });
  for (const std::string& term : piece.evidence->terms)
    for_each_count(term, [&](Xapian::docid document, auto count) { count_one(document, count); });
  add_counted(piece);
}

void WordScorer::add_to_candidates(const Piece& piece) {
  if (piece.evidence->side_by_side) return add_side_by_side_to_candidates(*piece.evidence);
  for (const std::string& term : piece.evidence->terms) {
    const Xapian::PostingIterator end = database_.postlist_end(term);
    Xapian::PostingIterator posting = database_.postlist_begin(term);
    for (const Xapian::docid document : candidates_) {
      if (posting != end && *posting < document) posting.skip_to(document);
      if (posting == end) break;
      if (*posting == document) count_one(document, posting.get_wdf());
    }
  }
  add_counted(piece);
}

void WordScorer::add_side_by_side(const Evidence& evidence, QueryWork& work) {
  Xapian::Enquire enquire(database_);
  enquire.set_weighting_scheme(weighting());
  enquire.set_query(evidence_query(evidence));
  const Xapian::MSet found = match_within(enquire, database_, work, database_.get_doccount());
  for (auto match = found.begin(); match != found.end(); ++match) {
    OfDocument& of = documents_[*match];
    if (of.sum <= 0) met_.push_back(*match);
    of.sum += match.get_weight();
    found_ += of.found == 0;
    of.found = 1;
  }
}

void WordScorer::add_side_by_side_to_candidates(const Evidence& evidence) {
  const Xapian::PostingIterator end;
  std::vector<Xapian::PostingIterator> postings;
  std::vector<double> weights;
  for (const std::string& term : evidence.terms) {
    postings.push_back(database_.postlist_begin(term));
    weights.push_back(evidence.weight * full_weight(database_, std::vector<std::string>{term}));
  }
  for (const Xapian::docid document : candidates_) {
    bool all = true;
    for (std::size_t i = 0; i < postings.size() && all; ++i) {
      if (postings[i] != end && *postings[i] < document) postings[i].skip_to(document);
      if (postings[i] == end) return;
      all = *postings[i] == document;
    }
    if (!all || !are_side_by_side(postings)) continue;
    for (std::size_t i = 0; i < postings.size(); ++i)
      add_to(document, weights[i], postings[i].get_wdf(), evidence.finds);
  }
}

// Without a score.
void WordScorer::find_only(const Evidence& evidence, QueryWork& work) {
  work.check_time();
  const auto find = [&](Xapian::docid document) {
    OfDocument& of = documents_[document];
    if (of.found) return;
    of.found = 1;
    ++found_;
    if (of.sum <= 0) met_.push_back(document);
  };
  if (evidence.side_by_side) {
    Xapian::Enquire enquire(database_);
    enquire.set_query(evidence_query(evidence));
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet found = match_within(enquire, database_, work, database_.get_doccount());
    for (auto match = found.begin(); match != found.end(); ++match) find(*match);
    return;
  }
  for (const std::string& term : evidence.terms)
    for_each_posting(database_, term, [&](const auto& posting) { find(*posting); });
}

// The sum of the `count`th best that were found; 0 when they are fewer.
double WordScorer::least_of_best(const std::vector<Xapian::docid>& documents, std::size_t count) {
  ordered_.clear();
  for (const Xapian::docid document : documents)
    if (documents_[document].found) ordered_.push_back(documents_[document].sum);
  if (ordered_.size() < count) return 0;
  const auto least = ordered_.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(ordered_.begin(), least, ordered_.end(), std::greater<>());
  return *least;
}

// Leaves those out that cannot come to be among the best `count` by what the rest weighs, if no
// document that has not been met can. Returns what the `count`th best has.
double WordScorer::keep_candidates(std::size_t count, double rest) {
  const std::vector<Xapian::docid>& from = narrowed_ ? candidates_ : met_;
  const double least_of_all = least_of_best(from, count);
  const double least = least_of_all * kCloseEnough;
  if (!narrowed_ && rest >= least) return least_of_all;
  std::vector<Xapian::docid> kept;
  for (const Xapian::docid document : from)
    if (documents_[document].sum + rest >= least) kept.push_back(document);
  if (kept.size() * 2 > from.size()) return least_of_all;
  if (!narrowed_) std::sort(kept.begin(), kept.end());
  candidates_ = std::move(kept);
  narrowed_ = true;
  return least_of_all;
}

// The `count` best, best first.
std::vector<RankedMatch> WordScorer::best(std::size_t count) const {
  std::vector<RankedMatch> best;
  for (const Xapian::docid document : narrowed_ ? candidates_ : met_)
    if (documents_[document].found) best.push_back({document, documents_[document].sum, {}});
  if (best.size() > count) {
    std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count), best.end(),
                     is_better);
    best.resize(count);
  }
  std::sort(best.begin(), best.end(), is_better);
  return best;
}

// Also what an error left in the middle of a piece.
void WordScorer::clear() {
  for (const Xapian::docid document : counted_) documents_[document].count = 0;
  counted_.clear();
  for (const Xapian::docid document : met_) {
    documents_[document].sum = 0;
    documents_[document].found = 0;
  }
  met_.clear();
  found_ = 0;
  candidates_.clear();
  narrowed_ = false;
}

ScoredMatches WordScorer::score(const std::vector<Evidence>& evidence, const ScoreRequest& request,
                                QueryWork& work) {
  const std::vector<Piece> pieces = pieces_of(evidence);
  ScoredMatches scored;
  // Folding leaves fewer: then it is tried with more.
  std::size_t count = std::max<std::size_t>(std::size_t{request.wanted} + request.wanted / 4, 1);
  for (bool first = true;; first = false, count *= 2) {
    if (first || narrowed_) {
      clear();
      add_all(pieces, count, request.counted, work);
    }
    scored.best = best(count);
    const bool all = scored.best.size() < count;
    if (request.fold_copies) scored.best = best_of_each_group(database_, scored.best);
    if (all || scored.best.size() >= request.wanted) break;
  }
  if (scored.best.size() > request.wanted) scored.best.resize(request.wanted);
  if (request.counted) scored.matching = found_;
  clear();
  return scored;
}

}  // namespace newsidx
