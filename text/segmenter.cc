#include "text/segmenter.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include <limits>
#include <new>
#include <string>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

bool is_joiner(char32_t code) { return code == '.' || code == ':' || code == '_' || code == U'·'; }

// Takes a word of ICU's apart at its joiners, unless these stand between digits (11.30) or every
// part is one letter (T.C).
class Parts {
 public:
  Parts() = default;
  Parts(std::string_view text, Word word) : text_(text) {
    const auto is_edge = [](char32_t code) { return is_joiner(code) || is_apostrophe(code); };
    for (std::size_t i = word.begin; i < word.end && is_edge(next_code_point(text, i));)
      word.begin = i;
    for (std::size_t i = word.end; i > word.begin && is_edge(previous_code_point(text, i));)
      word.end = i;
    begin_ = word.begin;
    end_ = word.end;
    std::size_t first_end = begin_;
    read_part(first_end);
    whole_ = first_end == end_;
    if (whole_ || !all_single_letters()) return;
    whole_ = true;
    kind_ = Word::Kind::kDotted;
  }

  bool next(Word& part) {
    while (begin_ < end_) {
      part = {begin_, end_, kind_};
      begin_ = whole_ ? end_ : read_part(part.end);
      if (part.end > part.begin) return true;
    }
    return false;
  }

 private:
  // `end`: of the part that begins at begin_. Returns where the next one begins.
  std::size_t read_part(std::size_t& end) const {
    char32_t previous = 0;
    for (std::size_t i = begin_; i < end_;) {
      end = i;
      const char32_t code = next_code_point(text_, i);
      if (is_joiner(code) && i < end_) {
        std::size_t after = i;
        if (!(code == '.' && is_digit(previous) && is_digit(next_code_point(text_, after))))
          return i;
      }
      previous = code;
    }
    end = end_;
    return end_;
  }

  bool all_single_letters() const {
    Parts parts(*this);
    for (Word part; parts.next(part);) {
      std::size_t i = part.begin;
      if (!is_letter(next_code_point(text_, i)) || i != part.end) return false;
    }
    return true;
  }

  std::string_view text_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool whole_ = false;
  Word::Kind kind_ = Word::Kind::kPlain;
};

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
  std::string_view source;
  int32_t boundary = 0;  // the last one that was found
  Parts parts;           // of ICU's last word
  bool is_ahead = false;
  Word ahead;  // found, but not yet joined with what follows it
  bool any = false;
  std::size_t previous_end = 0;  // of the last word, if there was any

  State() {
    UErrorCode status = U_ZERO_ERROR;
    boundaries = ubrk_open(UBRK_WORD, "tr", nullptr, 0, &status);
    if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
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

  bool find(Word& word) {
    while (!parts.next(word)) {
      const int32_t begin = boundary;
      boundary = ubrk_next(boundaries);
      if (boundary == UBRK_DONE) return false;
      if (ubrk_getRuleStatus(boundaries) < UBRK_WORD_NONE_LIMIT) continue;
      parts = Parts(source, {static_cast<std::size_t>(begin), static_cast<std::size_t>(boundary)});
    }
    return true;
  }
};

Segmenter::Segmenter() : state_(std::make_unique<State>()) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

void Segmenter::begin(std::string_view text) {
  State& state = *state_;
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&state.text, text.data(), static_cast<int64_t>(text.size()), &status);
  ubrk_setUText(state.boundaries, &state.text, &status);
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (U_FAILURE(status))
    throw Error(ErrorCode::kInternal, std::string("ICU cannot segment: ") + u_errorName(status));
  state.source = text;
  state.boundary = ubrk_first(state.boundaries);
  state.parts = Parts();
  state.any = false;
  state.is_ahead = state.find(state.ahead);
}

bool Segmenter::next(std::vector<Word>& words, std::size_t most) {
  State& state = *state_;
  const std::size_t before = words.size();
  while (state.is_ahead && words.size() - before < most) {
    Word word = state.ahead;
    while ((state.is_ahead = state.find(state.ahead)) && continues(state.source, word, state.ahead))
      word.end = state.ahead.end;
    if (state.any && is_orphan_suffix(state.source, state.previous_end, word))
      word.kind = Word::Kind::kOrphanSuffix;
    state.any = true;
    state.previous_end = word.end;
    words.push_back(word);
  }
  return words.size() > before;
}

void Segmenter::segment(std::string_view text, std::vector<Word>& words) {
  words.clear();
  begin(text);
  next(words, std::numeric_limits<std::size_t>::max());
}

}  // namespace newsidx
