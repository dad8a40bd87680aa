#include "text/morphology/word_counts.h"

#include "newsidx/utf8.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Whether what stands between two words lets a sentence begin behind it.
bool may_begin_sentence(std::string_view gap) {
  return gap.find_first_of(".!?:\n\"(-") != std::string_view::npos ||
         gap.find("“") != std::string_view::npos || gap.find("…") != std::string_view::npos ||
         gap.find("–") != std::string_view::npos || gap.find("”") != std::string_view::npos;
}

}  // namespace

void WordCounts::add_text(std::string_view text) {
  segmenter_.segment(text, words_);
  std::size_t previous_end = 0;
  bool first = true;
  for (const Word& word : words_) {
    const std::string_view gap = text.substr(previous_end, word.begin - previous_end);
    const bool at_start = first || may_begin_sentence(gap);
    previous_end = word.end;
    first = false;
    if (word.kind == Word::Kind::kOrphanSuffix) continue;
    const std::string_view letters = text.substr(word.begin, word.end - word.begin);
    const ApostropheSplit split = split_at_apostrophe(letters);
    const std::string_view body = letters.substr(0, split.body_end);
    std::size_t i = 0;
    const bool capital = is_upper(next_code_point(body, i));
    const bool shouted = is_all_capitals(body);
    WordCount& count = counts_[to_lower_turkish(body)];
    ++count.total;
    if (split.suffix && capital && !shouted) ++count.before_apostrophe;
    if (capital && !at_start && !shouted) ++count.capital;
    if (!capital) ++count.small;
    ++running_;
  }
}

}  // namespace newsidx
