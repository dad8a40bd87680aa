// Sharpening the vocabulary of topics by an archive's own statistics.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>

#include "newsidx/articles_read.h"
#include "newsidx/indexer.h"

namespace newsidx {

struct TopicFitRequest {
  AddRequest articles;               // unannotated
  std::filesystem::path output;      // the model file; replaced as a whole, or not at all
  std::filesystem::path vocabulary;  // a list in the place of the program's own; empty: that one
};

struct TopicFitReport : ArticlesRead {
  std::uint64_t taught = 0;  // articles whose topics were clear enough to learn from
  std::uint64_t listed = 0;  // phrases of the list
  std::uint64_t learnt = 0;  // words that the articles added
  std::uint64_t bytes = 0;   // of the model file
};

// Reads the articles, learns which words go with which topics, and writes the model. The same
// articles in the same order and the same list give the same bytes. Throws Error: kInputRefused (a
// bad list), kNotFound (no such list), kCannotCreate and kIo (the output). Without any article the
// model is the list alone.
TopicFitReport fit_topic_model(const TopicFitRequest& request, std::istream& standard_input,
                               const AddObserver& observer);

}  // namespace newsidx
