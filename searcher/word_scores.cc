#include "searcher/word_scores.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <unordered_set>

#include "store/fields.h"

namespace newsidx {
namespace {

// Postings of a query, in parts of all documents, from which on the lengths are worth reading. With
// 30 ns for each document against 60 and more saved for each posting it would be half of them for a
// single search, and none for those that follow in the same run.
constexpr double kWorthLengths = 0.25;

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

class Sums {
 public:
  Sums(const Xapian::Database& database, const LengthParts& lengths)
      : database_(database), lengths_(lengths), sums_(lengths.size()), counts_(lengths.size()) {}

  void add(const Evidence& evidence) {
    if (evidence.side_by_side) return add_side_by_side(evidence);
    const double weight = full_weight(evidence);
    if (evidence.terms.size() > 1) return add_any(evidence, weight);
    for_each_posting(evidence.terms.front(), [&](Xapian::docid document, Xapian::termcount count) {
      add_to(document, weight, count, evidence.finds);
    });
  }

  Xapian::doccount matching() const {
    return static_cast<Xapian::doccount>(
        std::count_if(sums_.begin(), sums_.end(), [](double sum) { return sum > 0; }));
  }

  // The `count` best, best first.
  std::vector<RankedMatch> best(std::size_t count) const {
    std::vector<RankedMatch> best;
    const auto better = [](const RankedMatch& a, const RankedMatch& b) {
      return a.first_stage != b.first_stage ? a.first_stage > b.first_stage : a.docid < b.docid;
    };
    // Twice as many are gathered before the worse half goes. Of equals those that come later are
    // worse.
    double least = 0;
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      if (sums_[i] <= least) continue;
      best.push_back({static_cast<Xapian::docid>(i), sums_[i], {}});
      if (best.size() < 2 * count) continue;
      std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count - 1),
                       best.end(), better);
      best.resize(count);
      least = best.back().first_stage;
    }
    std::sort(best.begin(), best.end(), better);
    if (best.size() > count) best.resize(count);
    return best;
  }

 private:
  // Xapian's BM25Weight of a word that a query has once.
  double full_weight(const Evidence& evidence) const {
    const double found = documents_with_any(database_, evidence.terms);
    double odds = (database_.get_doccount() - found + 0.5) / (found + 0.5);
    if (odds < 2) odds = odds * 0.5 + 1;
    return std::log(odds) * evidence.weight * (kK1 + 1);
  }

  template <typename Action>
  void for_each_posting(const std::string& term, const Action& action) const {
    const Xapian::PostingIterator end = database_.postlist_end(term);
    for (Xapian::PostingIterator posting = database_.postlist_begin(term); posting != end;
         ++posting)
      action(*posting, posting.get_wdf());
  }

  void add_to(Xapian::docid document, double weight, Xapian::termcount count, bool finds) {
    double& sum = sums_[document];
    if (!finds && sum <= 0) return;
    sum += weight * count / (count + double{lengths_[document]});
  }

  // Terms counted as one word.
  void add_any(const Evidence& evidence, double weight) {
    having_.clear();
    for (const std::string& term : evidence.terms)
      for_each_posting(term, [&](Xapian::docid document, Xapian::termcount count) {
        if (counts_[document] == 0) having_.push_back(document);
        counts_[document] += count;
      });
    for (const Xapian::docid document : having_) {
      add_to(document, weight, counts_[document], evidence.finds);
      counts_[document] = 0;
    }
  }

  void add_side_by_side(const Evidence& evidence) {
    Xapian::Enquire enquire(database_);
    enquire.set_weighting_scheme(weighting());
    enquire.set_query(evidence_query(evidence));
    const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
    for (auto match = found.begin(); match != found.end(); ++match)
      sums_[*match] += match.get_weight();
  }

  const Xapian::Database& database_;
  const LengthParts& lengths_;
  std::vector<double> sums_;               // by document; 0: not found
  std::vector<Xapian::termcount> counts_;  // scratch of add_any, all zero
  std::vector<Xapian::docid> having_;
};

// Without those whose group a better one is of.
std::vector<RankedMatch> folded(const Xapian::Database& database,
                                const std::vector<RankedMatch>& ranked) {
  std::vector<std::size_t> by_document(ranked.size());
  for (std::size_t i = 0; i < ranked.size(); ++i) by_document[i] = i;
  std::sort(by_document.begin(), by_document.end(),
            [&](std::size_t a, std::size_t b) { return ranked[a].docid < ranked[b].docid; });
  std::vector<std::string> groups(ranked.size());
  Xapian::ValueIterator value = database.valuestream_begin(kGroupSlot);
  const Xapian::ValueIterator end = database.valuestream_end(kGroupSlot);
  for (const std::size_t i : by_document) {
    if (value == end) break;
    value.skip_to(ranked[i].docid);
    if (value != end && value.get_docid() == ranked[i].docid) groups[i] = *value;
  }
  std::vector<RankedMatch> kept;
  std::unordered_set<std::string> met;
  for (std::size_t i = 0; i < ranked.size(); ++i)
    if (groups[i].empty() || met.insert(groups[i]).second) kept.push_back(ranked[i]);
  return kept;
}

}  // namespace

LengthParts read_length_parts(const Xapian::Database& database) {
  LengthParts parts(std::size_t{database.get_lastdocid()} + 1);
  const double average = database.get_avlength();
  const Xapian::PostingIterator end = database.postlist_end("");
  for (Xapian::PostingIterator document = database.postlist_begin(""); document != end;
       ++document) {
    const double length = std::max(document.get_doclength() / average, kLeastLength);
    parts[*document] = static_cast<float>(kK1 * (length * kB + (1 - kB)));
  }
  return parts;
}

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

ScoredMatches score_words(const Xapian::Database& database, const LengthParts& lengths,
                          const std::vector<Evidence>& evidence, std::size_t wanted,
                          bool fold_copies) {
  Sums sums(database, lengths);
  for (const Evidence& piece : evidence)
    if (piece.finds) sums.add(piece);
  for (const Evidence& piece : evidence)
    if (!piece.finds) sums.add(piece);
  ScoredMatches scored;
  scored.matching = sums.matching();
  if (wanted == 0) return scored;
  // Folding leaves fewer: then it is tried with more.
  for (std::size_t count = wanted + wanted / 4;; count *= 2) {
    scored.best = sums.best(count);
    const bool all = scored.best.size() < count;
    if (fold_copies) scored.best = folded(database, scored.best);
    if (all || scored.best.size() >= wanted) break;
  }
  if (scored.best.size() > wanted) scored.best.resize(wanted);
  return scored;
}

}  // namespace newsidx
