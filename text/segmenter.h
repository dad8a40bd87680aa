// Words of Turkish text by ICU's word boundaries (UAX #29, locale tr), then as archives write them.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace newsidx {

struct Word {
  enum class Kind {
    kPlain,
    kDotted,        // letters with full stops between: T.C., A.Ş.
    kOrphanSuffix,  // the suffix of what a quote or bracket closed: "Girişimi"nin, (ŞİÖ)'nün
  };
  std::size_t begin = 0;  // byte offsets [begin, end)
  std::size_t end = 0;
  Kind kind = Kind::kPlain;
};

// ICU's words with these changes: a number or a dotted abbreviation and the suffix behind its
// apostrophe are one word (2026'da, A.Ş.'nin), as are letters around ´ or `; words that only a full
// stop, colon or underscore joins are two (dedi.Putin) unless each is a single letter (T.C.).
// Not thread-safe: one a thread.
class Segmenter {
 public:
  Segmenter();
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;

  // The words of valid UTF-8 text, in order, into `words`.
  void segment(std::string_view text, std::vector<Word>& words);

  // The same of a text of any length in parts: begin(), then next() as long as it appends, which it
  // does at most this many words at a time. The text must stay where it is.
  void begin(std::string_view text);
  bool next(std::vector<Word>& words, std::size_t most);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
