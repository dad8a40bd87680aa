// Fitting the finder of names to annotated sentences and to an archive's own articles.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

#include "newsidx/articles_read.h"
#include "newsidx/indexer.h"

namespace newsidx {

struct NameFitRequest {
  AddRequest articles;  // unannotated; may have no paths where `words` is given
  std::vector<std::filesystem::path> annotated;  // CoNLL files
  std::vector<std::filesystem::path> silver;     // CoNLL files marked by a machine: count less
  std::filesystem::path output;  // the model file; replaced as a whole, or not at all
  std::filesystem::path words;   // a model of names whose knowledge of words is taken, too
  int passes = 30;               // over the annotated sentences
};

struct NameFitReport : ArticlesRead {
  std::uint64_t running_words = 0;
  std::uint64_t names = 0;     // annotated
  std::uint64_t words = 0;     // that articles tell something of
  std::uint64_t phrases = 0;   // of the lists
  std::uint64_t features = 0;  // kept
  std::uint64_t bytes = 0;     // of the model file
  std::string checksum;
};

// Reads the articles and the annotated sentences, fits, and writes the model. The same input in the
// same order gives the same bytes. Throws Error: kInputRefused (no annotated names, a bad line),
// kNotFound (a file that is not there), kCannotCreate and kIo (the output).
NameFitReport fit_name_model(const NameFitRequest& request, std::istream& standard_input,
                             const AddObserver& observer);

}  // namespace newsidx
