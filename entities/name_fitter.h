// Fits a finder of names to annotated sentences (docs/names.md).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "entities/annotated_text.h"
#include "entities/name_model.h"

namespace newsidx {

struct NameFitOptions {
  int passes = 30;              // over the sentences
  double penalty = 1.0;         // of large weights
  double rate = 0.02;
  std::size_t min_count = 2;    // features met less often are left out
  std::size_t features = 120'000;  // at most so many are kept: those that say most
};

struct FittedNames {
  std::string bytes;  // of a model file
  std::size_t names = 0;
  std::size_t features = 0;
  std::size_t words = 0;    // known from articles
  std::size_t phrases = 0;  // of the lists
};

// Deterministic: the same input gives the same bytes.
FittedNames fit_names(const std::vector<AnnotatedText>& texts, std::vector<KnownWord> words,
                      const std::vector<NamePhrase>& phrases, const NameFitOptions& options);

}  // namespace newsidx
