// The analyzer with each stemmer: words lie in the text, forms are within their bounds, and what is
// remembered of a word is what would be found anew.
#include "text/analyzer.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/fuzz/check.h"
#include "text/apostrophe.h"
#include "text/foreign.h"
#include "text/letters.h"
#include "text/signature.h"

namespace newsidx::fuzz {
namespace {

// Words that are never forgotten, and words that are forgotten at once.
struct Analyzers {
  explicit Analyzers(StemmerKind kind) : keeping(kind), forgetting(kind, {}, 8) {}
  Analyzer keeping;
  Analyzer forgetting;
};

Analyzers& analyzers_of(unsigned kind) {
  static std::array<Analyzers, 4> all = {
      Analyzers(StemmerKind::kNone), Analyzers(StemmerKind::kPrefix5),
      Analyzers(StemmerKind::kSnowball), Analyzers(StemmerKind::kLexicon)};
  return all.at(kind);
}

void check_form(const std::string& form, bool may_be_empty) {
  require(may_be_empty || !form.empty(), "a form that is empty");
  require(form.size() <= kMaxTokenBytes, "a form that is too long", form);
  require_utf8(form, "a form that is not UTF-8");
}

void check_token(const Token& token) {
  check_form(token.exact, false);
  check_form(token.stem, false);
  check_form(token.folded, false);
  check_form(token.coarse, true);
  check_form(token.foreign, true);
}

void check_word(std::string_view word) {
  const ApostropheSplit split = split_at_apostrophe(word);
  require_range(word, split.body_end, word.size(), "a suffix that is no part of the word");
  const std::size_t suffix = number_suffix_begin(word);
  require_range(word, suffix, word.size(), "a number's suffix that is no part of the word");
  const std::string lower = to_lower_turkish(word);
  require_utf8(lower, "lower case that is not UTF-8");
  require(to_lower_turkish(lower) == lower, "lower case that is not", lower);
  const std::string folded = fold(word);
  require_utf8(folded, "a folded word that is not UTF-8");
  require(fold(folded) == folded, "a folded word that is not", folded);
  require_utf8(foreign_key(folded), "a foreign key that is not UTF-8");
  require_utf8(turkish_spelling(lower), "a spelling that is not UTF-8");
}

void check_text(const std::string& text, Analyzers& analyzers, std::size_t chosen) {
  const std::vector<Token> tokens = analyzers.keeping.analyze(text);
  std::size_t done = 0;
  for (const Word& word : analyzers.keeping.words()) {
    require_range(text, word.begin, word.end, "a word that is no part of the text");
    require(word.begin >= done && word.end > word.begin, "words that overlap, or are empty", text);
    done = word.end;
    check_word(std::string_view(text).substr(word.begin, word.end - word.begin));
  }
  done = 0;
  for (const Token& token : tokens) {
    require_range(text, token.begin, token.end, "a token that is no part of the text");
    require(token.begin >= done, "tokens that overlap", text);
    done = token.end;
    check_token(token);
  }
  require(analyzers.keeping.analyze(text) == tokens, "tokens that differ the second time", text);
  require(analyzers.forgetting.analyze(text) == tokens, "tokens that go by what is kept", text);

  std::vector<Token> explained = analyzers.keeping.explain(text);
  std::erase_if(explained, [](const Token& token) { return token.exact.empty(); });
  for (Token& token : explained) {
    require_utf8(token.reason, "a reason that is not UTF-8");
    token.reason.clear();
  }
  require(explained == tokens, "other tokens when they are explained", text);

  const std::string signature = near_copy_signature(text, tokens);
  require(signature.empty() || signature.size() == kSignatureBytes, "a signature of another size");
  require(signature.empty() || are_near_copies(signature, signature), "no copy of itself");

  if (tokens.empty()) return;
  const std::size_t which = chosen % tokens.size();
  const Token& token = tokens[which];
  Beginnings asked;
  for (const std::string* form : {&token.exact, &token.stem, &token.folded}) asked.add(*form);
  require(analyzers.keeping.analyze_beginnings(text, asked).at(which) == token,
          "a token that is asked for is left out", text);
  for (const Token& spelling : analyzers.keeping.spellings(token)) check_token(spelling);
  Token restored = token;
  analyzers.keeping.restore(restored);
  check_token(restored);
  for (const std::string& stem : analyzers.keeping.related_stems(token))
    require_utf8(stem, "a related stem that is not UTF-8");
  require_utf8(analyzers.keeping.foreign_key_of(token), "a foreign key that is not UTF-8");
  analyzers.keeping.is_own_stem_alone(token.exact);
  const auto word = std::string_view(text).substr(token.begin, token.end - token.begin);
  require_utf8(analyzers.keeping.stem_word(word), "a stem that is not UTF-8");
}

}  // namespace
}  // namespace newsidx::fuzz

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsidx::fuzz;
  Input input(data, size);
  Analyzers& analyzers = analyzers_of(input.choice(4));
  const std::size_t chosen = input.byte();
  check_text(input.rest_as_text(), analyzers, chosen);
  return 0;
}
