// Fits a finder of names to annotated sentences (docs/names.md).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entities/names/name_model.h"
#include "fit/names/annotated_text.h"

namespace newsidx {

struct NameFitOptions {
  int passes = 30;       // over the sentences
  double penalty = 1;    // of large weights
  double rate = 0.02;    // of learning
  double dropout = 0.3;  // the share of tokens that are learnt without knowing which word they are
  // Each annotated text is learnt twice: as it is, and with this weight obscured: this share of its
  // capitalised words forgotten, and of its sentences in capitals.
  double obscured_weight = 0.4;
  double forgotten = 0.5;
  double shouted = 0.25;
  double silver_weight = 0.1;      // of what a machine annotated
  std::size_t min_count = 2;       // features met less often are left out
  std::size_t features = 120'000;  // at most so many are kept: those that say most
};

struct FittedNames {
  std::string bytes;  // of a model file
  std::size_t names = 0;
  std::size_t features = 0;
  std::size_t words = 0;    // known from articles
  std::size_t phrases = 0;  // of the lists
};

// Gives the words what articles say that they name (KnownWord::type): the labels that a model gives
// them there which is fitted without knowing any word, so that it judges by what stands around.
void find_word_types(const std::vector<AnnotatedText>& texts,
                     const std::vector<std::string>& articles,
                     const std::vector<NamePhrase>& phrases, const NameFitOptions& options,
                     std::vector<KnownWord>& words);

// Deterministic: the same input gives the same bytes.
FittedNames fit_names(const std::vector<AnnotatedText>& texts, std::vector<KnownWord> words,
                      const std::vector<NamePhrase>& phrases, const NameFitOptions& options);

}  // namespace newsidx
