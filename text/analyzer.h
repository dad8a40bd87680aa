// The one analyzer: writer, query and snippet see words through it alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/analysis.h"
#include "text/beginnings.h"
#include "text/morphology/morphology.h"
#include "text/segmenter.h"
#include "text/stemmer.h"
#include "text/word_cache.h"

namespace newsidx {

// Raised whenever the same text would give other tokens; part of every index's fingerprint.
inline constexpr int kAnalyzerVersion = 2;

// Not thread-safe: one a thread.
class Analyzer {
 public:
  // The forms of so many words are kept; a quarter of a kilobyte each.
  explicit Analyzer(StemmerKind stemmer, const StemmerResources& resources = {},
                    std::size_t kept_words = kKeptWords);

  StemmerKind stemmer() const { return kind_; }

  // The default stemmer with nothing of one's own: words may be looked up by stems made
  // beforehand.
  bool stems_as_shipped() const { return stems_as_shipped_; }

  // The tokens of valid UTF-8 text, in order. The reference holds until the next call.
  const std::vector<Token>& analyze(std::string_view text);

  // The words of the text that was analyzed last.
  const std::vector<Word>& words() const { return words_; }

  // The tokens of a text of any length in parts, so that they take little memory: begin(), then
  // next_part() until it is empty. They are those of analyze(), to the last bit. The text must stay
  // where it is, and nothing else is analyzed meanwhile.
  void begin(std::string_view text);
  const std::vector<Token>& next_part();

  // The same tokens, but those whose forms cannot be among the asked ones are left without any:
  // exact is empty. Several times as fast where few are asked.
  const std::vector<Token>& analyze_beginnings(std::string_view text, const Beginnings& asked);

  // The same with reasons, and with the words that make no token (exact is empty, the reason says
  // why).
  std::vector<Token> explain(std::string_view text);

  // The spellings with Turkish letters that a word typed without them may stand for, likeliest
  // first, in the three forms (no offsets). The word itself is among them when it is as likely a
  // word.
  std::vector<Token> spellings(const Token& typed);

  // Of a word typed without Turkish letters that is no word as it stands: gives it stem and folded
  // form of its likeliest spelling. The exact form stays as typed.
  void restore(Token& typed);

  // Whether an article's word of this exact form, when it is its own stem, is indexed by its stem
  // alone: its exact form would say nothing more.
  bool is_own_stem_alone(const std::string& exact);

  // The keys (foreign.h) by which other spellings of this token are found when it may be a foreign
  // name; else empty.
  std::string foreign_key_of(const Token& token) const;

  // Stems that derivation may relate to the token's (families.h): its family's, its base (gazete of
  // gazeteci, açıkla of açıklama), and what it may have made. Not all are words.
  std::vector<std::string> related_stems(const Token& token) const;

  // Whether another stem may fold alike, as öl and ol do: then articles' words of a stem that is
  // not its folded form have a term of the stem as well.
  bool shares_fold(const std::string& stem, const std::string& folded);

  const Morphology& morphology() const { return morphology_; }

  // The stem of one word as it stands, without context; the word in lower case when it makes no
  // token.
  std::string stem_word(std::string_view word);

 private:
  struct Forms {
    std::string exact;
    std::string stem;
    std::string folded;
    std::string coarse;
    std::string foreign;
    bool shared_fold = false;
    bool stop_word = false;
  };
  enum class WordClass { kWord, kNumber, kAcronym };

  // A word as it is looked up: its letters behind a digit for its class.
  struct Lookup {
    std::size_t begin;  // in lookup_keys_
    std::size_t size;
    std::uint32_t hash;
    std::size_t body_end;
    WordClass word_class;
    bool owned;    // split_at_apostrophe()
    bool skipped;  // its forms are not wanted
  };

  WordClass classify(std::string_view text, std::size_t index, std::string_view body) const;
  const Forms& forms_of(std::string_view body, WordClass word_class);
  const Forms& find_forms(std::string_view key, std::uint32_t hash, WordClass word_class);
  // Of words that cannot be `asked` for, if given, the forms are left out.
  const std::vector<Token>& make_tokens(std::string_view text, bool explain,
                                        const Beginnings* asked = nullptr);
  // Of words_[first, last).
  void make_tokens_of(std::string_view text, std::size_t first, std::size_t last, bool explain,
                      const Beginnings* asked);
  void release_large();
  Lookup look_up(std::string_view text, std::size_t index);
  Forms make_forms(std::string_view body, WordClass word_class);
  Token& next_token(const Word& word);
  void append_token(std::string_view text, std::size_t index, const Lookup& lookup, bool explain);
  std::string reason(std::string_view word, std::size_t body_end, bool owned, WordClass word_class,
                     const Forms& forms) const;

  StemmerKind kind_;
  bool stems_as_shipped_;
  bool keeps_beginnings_;  // no form of a word begins with another letter than the word
  Morphology morphology_;
  Segmenter segmenter_;
  std::unique_ptr<Stemmer> stemmer_;
  std::vector<Word> words_;
  std::vector<Token> tokens_;
  std::size_t used_ = 0;  // tokens_[0, used_) are this text's; the rest keep their buffers
  WordCache<Forms> forms_;
  Forms long_forms_;              // of the last word that is too long to be kept
  WordCache<bool> shared_folds_;  // by stem
  std::string key_;
  std::vector<Lookup> lookups_;  // of the words at hand
  std::string lookup_keys_;
  // Of a text that is read in parts.
  std::string_view source_;
  std::size_t waiting_ = 0;  // the first of words_ of which no token was made
  bool more_words_ = false;
};

}  // namespace newsidx
