// Fitting the stemmer's model to the words of an archive.
#pragma once

#include <cstdint>
#include <filesystem>
#include <istream>
#include <string>
#include <vector>

#include "newsidx/articles_read.h"
#include "newsidx/indexer.h"

namespace newsidx {

struct FitRequest {
  AddRequest articles;           // what to read: paths, format, fields to leave out
  std::filesystem::path output;  // the model file; replaced as a whole, or not at all
  std::filesystem::path roots;   // word list in the place of the program's own; empty: that one
  int passes = 10;               // of expectation maximization, at least 2
};

struct FitReport : ArticlesRead {
  std::uint64_t running_words = 0;
  std::uint64_t words = 0;   // distinct words that the costs were fitted to
  std::uint64_t unread = 0;  // distinct words without any analysis
  std::uint64_t listed = 0;  // roots of the word list
  std::uint64_t found = 0;   // roots that the texts added
  std::uint64_t bytes = 0;   // of the model file
  double nats_per_word = 0;  // mean -log probability of a distinct word
  std::string checksum;      // of the model, as an index's fingerprint names it
};

// Reads the articles, fits, and writes the model. The same articles in the same order and the same
// list give the same bytes. Throws Error: kInputRefused (no words at all, a bad list), kNotFound
// (no such list), kCannotCreate and kIo (the output).
FitReport fit_model(const FitRequest& request, std::istream& standard_input,
                    const AddObserver& observer);

}  // namespace newsidx
