// Fits a model's costs to the words of a collection of texts. No annotated text is needed.
//
// Every analysis that the automaton and the candidate roots allow is weighed by expectation
// maximization (Dempster, Laird & Rubin, JRSS B 39(1), 1977) of a unigram of roots and a bigram of
// suffixes, each distinct word counted once. A sparse Dirichlet prior on the roots (variational
// form: exp(digamma), Beal, "Variational Algorithms for Approximate Bayesian Inference", 2003)
// takes away the roots that their own suffixed forms explain.
#pragma once

#include <string>
#include <vector>

#include "text/morphology/lexicon.h"
#include "text/morphology/word_counts.h"

namespace newsidx {

struct FitOptions {
  int passes = 10;
  std::uint32_t min_count = 2;       // words met less often are left out
  std::uint32_t min_root_count = 4;  // a word must be met so often to be a root of its own
};

struct FittedModel {
  std::string bytes;         // of a model file
  std::size_t words = 0;     // distinct words that the costs were fitted to
  std::size_t unread = 0;    // distinct words without any analysis
  std::size_t listed = 0;    // roots of the word lists
  std::size_t found = 0;     // roots that the texts added
  double nats_per_word = 0;  // mean -log probability of a distinct word, at the last pass
};

// Deterministic: the same words and roots give the same bytes.
FittedModel fit_to_words(const std::vector<RootSpec>& roots, const WordCounts& words,
                         const FitOptions& options);

}  // namespace newsidx
