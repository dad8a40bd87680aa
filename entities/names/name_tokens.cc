#include "entities/names/name_tokens.h"

#include <algorithm>
#include <array>

#include "newsidx/utf8.h"
#include "text/apostrophe.h"
#include "text/letters.h"

namespace newsidx {
namespace {

// Written before a name, with a full stop that ends no sentence.
constexpr std::array<std::string_view, 30> kAbbreviations = {
    "Dr",  "Prof", "Doç", "Yrd", "Av",  "Gen", "Org",  "Kor",  "Tuğg", "Alb",
    "Yzb", "Bnb",  "Mr",  "Mrs", "Ms",  "St",  "Sn",   "Hz",   "Op",   "Uzm",
    "Ecz", "Müh",  "Mim", "Öğr", "Arş", "Ord", "Tümg", "Korg", "Mah",  "Cad"};

bool is_abbreviation(std::string_view body) {
  std::size_t i = 0;
  const char32_t first = next_code_point(body, i);
  if (i == body.size()) return is_upper(first);
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), body) != kAbbreviations.end();
}

class Builder {
 public:
  Builder(std::string_view text, std::vector<NameToken>& tokens) : text_(text), tokens_(tokens) {}

  // The marks of text[begin, end). Newlines and sentence ends break the chain.
  void gap(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end;) {
      const std::size_t at = i;
      const char32_t code = next_code_point(text_, i);
      if (code == '\n') {
        line_ = sentence_ = chain_ = true;
        continue;
      }
      if (is_space(code) || is_ignorable(code)) continue;
      // A run of one mark is one token: thousands of full stops are no work.
      while (i < end) {
        std::size_t next = i;
        if (next_code_point(text_, next) != code) break;
        i = next;
      }
      const bool ends = code == '.' || code == '!' || code == '?' || code == U'…';
      push({at, i, i, false});
      ended_ |= ends;
    }
  }

  void word(const Word& word) {
    const std::string_view letters = text_.substr(word.begin, word.end - word.begin);
    NameToken token{word.begin, word.end, word.end, true};
    if (word.kind != Word::Kind::kOrphanSuffix)
      token.body_end = word.begin + split_at_apostrophe(letters).body_end;
    std::size_t i = 0;
    const bool small =
        !is_upper(next_code_point(letters, i)) && !is_digit(static_cast<unsigned char>(letters[0]));
    if (ended_ && !small) sentence_ = true;
    token.starts_sentence = sentence_;
    // The full stop of an abbreviation belongs to it.
    if (token.body_end == token.end && token.end < text_.size() && text_[token.end] == '.' &&
        (word.kind == Word::Kind::kDotted || is_abbreviation(letters)))
      ++token.end;
    push(token);
    ended_ = sentence_ = false;
  }

 private:
  void push(NameToken token) {
    token.starts_line = line_;
    // Marks stay with the sentence before them, unless a line begins.
    const bool breaks = chain_ || (token.word && token.starts_sentence);
    // A long chain breaks where no name is likely to run on: at a mark.
    token.starts_chain =
        breaks || (length_ >= kLongChain && (!token.word || length_ >= 2 * kLongChain));
    length_ = token.starts_chain ? 1 : length_ + 1;
    line_ = chain_ = false;
    tokens_.push_back(token);
  }

  std::string_view text_;
  std::vector<NameToken>& tokens_;
  std::size_t length_ = 0;
  bool line_ = true;
  bool sentence_ = true;
  bool chain_ = true;
  bool ended_ = false;
};

}  // namespace

bool ends_name(std::string_view text, const NameToken& token) {
  return token.word && token.body_end < token.end && text[token.body_end] != '.';
}

void NameTokenizer::tokenize(std::string_view text, std::vector<NameToken>& tokens) {
  segmenter_.segment(text, words_);
  tokenize(text, words_, tokens);
}

void NameTokenizer::tokenize(std::string_view text, std::span<const Word> words,
                             std::vector<NameToken>& tokens) {
  tokens.clear();
  Builder builder(text, tokens);
  std::size_t at = 0;
  for (const Word& word : words) {
    builder.gap(at, word.begin);
    builder.word(word);
    at = tokens.back().end;
  }
  builder.gap(at, text.size());
}

}  // namespace newsidx
