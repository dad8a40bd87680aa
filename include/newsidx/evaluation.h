// Measuring a run against relevance judgements by trec_eval's definitions
// (https://github.com/usnistgov/trec_eval, version 9), and two runs against each other.
#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

// Of one query the grade of each judged article by id: 0 not relevant, more is better. Below 0 the
// article is listed but not judged, which counts as not listed at all.
using Judgements = std::map<std::string, int>;
using Qrels = std::map<std::string, Judgements>;  // by qid

struct RankedId {
  std::string id;
  float score = 0;  // single precision, as trec_eval has it: what it cannot tell apart is a tie
};
// The hits of each query by qid, in any order, none twice.
using RankedRun = std::map<std::string, std::vector<RankedId>>;

// A line that was not taken. Lines count from 1.
struct LineFault {
  std::size_t line = 0;
  std::string reason;
};
struct ReadQrels {
  Qrels qrels;
  std::vector<LineFault> refused;
};
struct ReadRun {
  RankedRun run;
  std::vector<LineFault> refused;
};

// Lines `qid iter id grade`, or `qid id grade`; the iteration is ignored. Columns are parted by
// white space; empty lines and those that begin with # are left out. An article judged twice is
// refused the second time. Thread-safe.
ReadQrels read_qrels(std::istream& in);
// Lines `qid Q0 id rank score tag`; rank and tag are ignored, as by trec_eval. The same article
// twice is refused the second time. Thread-safe.
ReadRun read_run(std::istream& in);

enum class Measure { kMap, kMrr, kMrr10, kNdcg10, kPrecision10, kRecall100, kBpref, kJudged10 };
struct MeasureName {
  std::string_view label;  // as papers have it
  std::string_view key;    // as trec_eval has it
};
// By Measure. recip_rank_10 is trec_eval -M10 -m recip_rank. judged_10 is not trec_eval's: of the
// first ten hits, or of all when there are fewer, the part that is judged.
inline constexpr std::array<MeasureName, 8> kMeasureNames = {{{"MAP", "map"},
                                                              {"MRR", "recip_rank"},
                                                              {"MRR@10", "recip_rank_10"},
                                                              {"nDCG@10", "ndcg_cut_10"},
                                                              {"P@10", "P_10"},
                                                              {"R@100", "recall_100"},
                                                              {"bpref", "bpref"},
                                                              {"judged@10", "judged_10"}}};
using MeasureValues = std::array<double, kMeasureNames.size()>;

struct QueryFigures {
  std::string qid;
  std::uint64_t retrieved = 0;
  std::uint64_t relevant = 0;
  std::uint64_t relevant_retrieved = 0;
  MeasureValues values{};  // each 0..1

  double value(Measure measure) const { return values[static_cast<std::size_t>(measure)]; }
};

struct EvaluationRules {
  int level = 1;  // the least grade that is relevant, 1 or more; gains go by the grade alone
  std::uint32_t depth = 0;  // how many of the best hits of a query count; 0: all
};

struct Evaluation {
  std::vector<QueryFigures> queries;
  QueryFigures mean;  // the counts are sums, the values means over the queries; its qid is empty
};

// Hits are ranked by score, and those of one score by id in descending byte order. Thread-safe.
QueryFigures evaluate_query(const Judgements& judgements, std::vector<RankedId> hits,
                            const EvaluationRules& rules = {});

// Of these queries; one that the run lacks counts 0 in every measure. Thread-safe.
Evaluation evaluate(const Qrels& qrels, const RankedRun& run, const std::vector<std::string>& qids,
                    const EvaluationRules& rules = {});

// How much one run is ahead of another in one measure.
struct Difference {
  double mean = 0;
  // How probable a mean difference at least as large, in either direction, would be if it were
  // chance which run each query's figures come from: the paired two-sided randomization test, of
  // Smucker, Allan and Carterette (CIKM 2007).
  double p = 1;
  bool exact = false;        // every permutation was counted, not a sample
  std::uint64_t better = 0;  // queries by who is ahead
  std::uint64_t same = 0;
  std::uint64_t worse = 0;
};
using Differences = std::array<Difference, kMeasureNames.size()>;  // by Measure

inline constexpr std::uint64_t kDefaultPermutations = 100'000;
inline constexpr std::uint64_t kPermutationSeed = 20071106;  // any fixed number

// Both evaluations are of the same queries in the same order. Up to `permutations` permutations are
// all counted; of more, that many are drawn with kPermutationSeed, so that the same input gives the
// same p. Thread-safe.
Differences compare(const Evaluation& run, const Evaluation& baseline,
                    std::uint64_t permutations = kDefaultPermutations);

}  // namespace newsidx
