// Text as the finder of names sees it: words and the marks between them, and where the chain of
// labels breaks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/segmenter.h"

namespace newsidx {

struct NameToken {
  std::size_t begin = 0;     // byte offsets [begin, end)
  std::size_t end = 0;       // with the suffix behind an apostrophe, and the full stop of "G."
  std::size_t body_end = 0;  // without either
  bool word = true;          // else a mark: one character, or a run of one (...)
  bool starts_line = false;
  bool starts_sentence = false;  // the first word of one
  bool starts_chain = false;     // no name runs from the token before into this one
};

// Whether no name goes on behind the token, as it has a suffix behind an apostrophe: Pekin'de |
// Çin.
bool ends_name(std::string_view text, const NameToken& token);

// A chain is a sentence, but never longer than so many tokens by much.
inline constexpr std::size_t kLongChain = 200;

// Not thread-safe: one a thread.
class NameTokenizer {
 public:
  // The tokens of valid UTF-8 text, in order, into `tokens`. A newline ends a sentence.
  void tokenize(std::string_view text, std::vector<NameToken>& tokens);

  // The same for who has the text's words from a Segmenter already.
  static void tokenize(std::string_view text, std::span<const Word> words,
                       std::vector<NameToken>& tokens);

 private:
  Segmenter segmenter_;
  std::vector<Word> words_;
};

}  // namespace newsidx
