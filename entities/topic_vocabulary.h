// Words and phrases with the topics that they speak for, ready to be met in tokens
// (entities/lexicon/README.md has the file's format).
#pragma once

#include <memory>

#include "text/analyzer.h"

namespace newsidx {

// Immutable, so thread-safe.
class TopicVocabulary {
 public:
  // What ships, in the forms that the analyzer makes of it. The analyzer is not needed afterwards.
  static std::shared_ptr<const TopicVocabulary> shipped(Analyzer& analyzer);
};

}  // namespace newsidx
