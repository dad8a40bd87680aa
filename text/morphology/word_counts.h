// The words of a collection of texts, and how they stand there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/segmenter.h"

namespace newsidx {

struct WordCount {
  std::uint32_t total = 0;
  std::uint32_t before_apostrophe = 0;  // Putin'in: a name beyond doubt
  std::uint32_t capital = 0;            // begins with a capital letter where no sentence begins
  std::uint32_t small = 0;              // begins with a small letter
};

// Words are lower case by Turkish rules, the suffix behind an apostrophe off. Not thread-safe.
class WordCounts {
 public:
  // Counts the words of valid UTF-8 text.
  void add_text(std::string_view text);

  const std::unordered_map<std::string, WordCount>& counts() const { return counts_; }
  std::uint64_t running_words() const { return running_; }

 private:
  Segmenter segmenter_;
  std::vector<Word> words_;
  std::unordered_map<std::string, WordCount> counts_;
  std::uint64_t running_ = 0;
};

}  // namespace newsidx
