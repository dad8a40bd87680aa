#include "text/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <string>

#include "newsidx/error.h"
#include "text/apostrophe.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

bool is_joiner(char32_t code) { return code == '.' || code == ':' || code == '_' || code == U'·'; }

// Appends text[begin, end), a word of ICU's, taken apart at its joiners unless these stand between
// digits (11.30) or every part is one letter (T.C).
void append_parts(std::string_view text, Word word, std::vector<Word>& words) {
  const auto is_edge = [](char32_t code) { return is_joiner(code) || is_apostrophe(code); };
  for (std::size_t i = word.begin; i < word.end && is_edge(next_code_point(text, i));)
    word.begin = i;
  for (std::size_t i = word.end; i > word.begin && is_edge(previous_code_point(text, i));)
    word.end = i;
  if (word.begin == word.end) return;

  std::vector<Word> parts;
  bool all_single_letters = true;
  std::size_t start = word.begin;
  char32_t previous = 0;
  for (std::size_t i = word.begin; i < word.end;) {
    const std::size_t at = i;
    const char32_t code = next_code_point(text, i);
    if (is_joiner(code) && i < word.end) {
      std::size_t after = i;
      if (!(code == '.' && is_digit(previous) && is_digit(next_code_point(text, after)))) {
        if (at > start) parts.push_back({start, at});
        start = i;
      }
    }
    previous = code;
  }
  if (start == word.begin) {
    words.push_back(word);
    return;
  }
  parts.push_back({start, word.end});
  for (const Word& part : parts) {
    std::size_t i = part.begin;
    all_single_letters &= is_letter(next_code_point(text, i)) && i == part.end;
  }
  if (all_single_letters) {
    words.push_back({word.begin, word.end, Word::Kind::kDotted});
    return;
  }
  words.insert(words.end(), parts.begin(), parts.end());
}

bool begins_with_digit(std::string_view s) { return !s.empty() && s[0] >= '0' && s[0] <= '9'; }

// Whether `next` continues `word` behind an apostrophe that ICU takes for a boundary.
bool continues(std::string_view text, const Word& word, const Word& next) {
  std::string_view gap = text.substr(word.end, next.begin - word.end);
  if (word.kind == Word::Kind::kDotted && gap.starts_with('.')) gap.remove_prefix(1);
  if (gap.empty() || gap.size() > 3) return false;
  std::size_t i = 0;
  if (!is_apostrophe(next_code_point(gap, i)) || i != gap.size()) return false;
  const std::string_view tail = text.substr(next.begin, next.end - next.begin);
  const std::string_view body = text.substr(word.begin, word.end - word.begin);
  if (begins_with_digit(tail)) return false;
  std::size_t last = body.size();
  const bool letters =
      is_letter(previous_code_point(body, last)) && word.kind != Word::Kind::kDotted;
  return letters || is_suffix_chain(tail);
}

// Whether only closing quotes, brackets and full stops, at least one of the first two, stand
// between the words, and the second is a suffix in lower case.
bool is_orphan_suffix(std::string_view text, std::size_t previous_end, const Word& word) {
  const std::string_view gap = text.substr(previous_end, word.begin - previous_end);
  if (gap.empty() || gap.size() > 8) return false;
  bool closed = false;
  for (std::size_t i = 0; i < gap.size();) {
    const char32_t code = next_code_point(gap, i);
    const bool closer = code == ')' || code == ']' || code == '"' || code == U'”' || code == U'»';
    closed |= closer;
    if (!closer && !is_apostrophe(code) && code != '.' && code != '!' && code != '?') return false;
  }
  const std::string_view letters = text.substr(word.begin, word.end - word.begin);
  std::size_t i = 0;
  return closed && !is_upper(next_code_point(letters, i)) && is_suffix_chain(letters);
}

}  // namespace

struct Segmenter::State {
  UBreakIterator* boundaries = nullptr;
  UText text = UTEXT_INITIALIZER;
  std::vector<Word> found;

  State() {
    UErrorCode status = U_ZERO_ERROR;
    boundaries = ubrk_open(UBRK_WORD, "tr", nullptr, 0, &status);
    if (U_FAILURE(status))
      throw Error(ErrorCode::kInternal,
                  std::string("ICU has no word boundaries: ") + u_errorName(status));
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    ubrk_close(boundaries);
    utext_close(&text);
  }
};

Segmenter::Segmenter() : state_(std::make_unique<State>()) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

void Segmenter::segment(std::string_view text, std::vector<Word>& words) {
  words.clear();
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&state_->text, text.data(), static_cast<int64_t>(text.size()), &status);
  ubrk_setUText(state_->boundaries, &state_->text, &status);
  if (U_FAILURE(status))
    throw Error(ErrorCode::kInternal, std::string("ICU cannot segment: ") + u_errorName(status));

  std::vector<Word>& found = state_->found;
  found.clear();
  int32_t begin = ubrk_first(state_->boundaries);
  for (int32_t end = ubrk_next(state_->boundaries); end != UBRK_DONE;
       begin = end, end = ubrk_next(state_->boundaries)) {
    if (ubrk_getRuleStatus(state_->boundaries) < UBRK_WORD_NONE_LIMIT) continue;
    append_parts(text, {static_cast<std::size_t>(begin), static_cast<std::size_t>(end)}, found);
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    Word word = found[i];
    while (i + 1 < found.size() && continues(text, word, found[i + 1])) word.end = found[++i].end;
    if (!words.empty() && is_orphan_suffix(text, words.back().end, word))
      word.kind = Word::Kind::kOrphanSuffix;
    words.push_back(word);
  }
}

}  // namespace newsidx
