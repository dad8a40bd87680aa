// What the analyzer makes of a text, in standard types. docs/analysis.md tells the rules.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

enum class StemmerKind {
  kNone,      // the word itself
  kPrefix5,   // its first five letters
  kSnowball,  // the Snowball project's Turkish stemmer, as shipped with Xapian
  kLexicon,   // roots, suffixes and their costs: docs/stemming.md
};

inline constexpr StemmerKind kDefaultStemmer = StemmerKind::kLexicon;

// The name as used on the command line and in the index fingerprint: lexicon, snowball, ...
std::string_view stemmer_name(StemmerKind kind);

// The kind of that name; throws Error(kUsage) that lists the names.
StemmerKind stemmer_kind(std::string_view name);

// How words are stemmed. Of an index it is said when it is made; later it may be left out, or must
// be the same.
struct StemmerChoice {
  std::optional<StemmerKind> kind;  // without one kDefaultStemmer
  std::filesystem::path model;      // made by fit_model(); empty: the program's own
  std::filesystem::path lexicon;    // lines word<TAB>stem, or a word to keep whole; empty: none
};

// One word of a text, in the three forms under which it is indexed and searched. Strings are UTF-8
// and none exceeds kMaxTokenBytes.
struct Token {
  std::size_t begin = 0;  // byte offsets into the analyzed text: [begin, end) is the word as it
  std::size_t end = 0;    //   stands there, with its apostrophe and suffix
  std::string exact;      // lower case by Turkish rules, without the suffix after an apostrophe
  std::string stem;       // of exact, by the analyzer's stemmer
  std::string folded;     // the stem without Turkish letters and accents
  std::string coarse;   // the first letters of the folded word; empty when they are its folded stem
  std::string foreign;  // what spellings of a foreign name share; empty for other words
  bool shared_fold = false;  // stems with other Turkish letters may have the same folded form
  bool stop_word = false;
  std::string reason;  // how the forms came about; filled only when asked for

  bool operator==(const Token&) const = default;
};

inline constexpr std::size_t kMaxTokenBytes = 100;

// One way to read a word: its root and the suffixes that follow (docs/stemming.md).
struct WordReading {
  struct Suffix {
    std::string_view tag;   // short, as in the literature: p3s, loc
    std::string_view name;  // for people: possessive 3rd singular, locative
  };
  std::string root;             // citation form
  std::string stem;             // the root with the derivations that stay
  std::string_view root_class;  // noun, verb, name, whole word; guessed: not in the lexicon
  std::vector<Suffix> suffixes;
  double cost = 0;  // -log of its probability
};

// A text as it would be indexed.
struct AnalyzedText {
  std::string text;           // decoded and cleaned; tokens have offsets into it
  std::vector<Token> tokens;  // with reasons; what makes no token has an empty `exact`
  // When it is one word that the lexicon's stemmer stemmed: how else it may be read, the likeliest
  // first, which gave the stem; at most kMaxReadings.
  std::vector<WordReading> readings;

  static constexpr std::size_t kMaxReadings = 6;
};

// Analyzes texts and words of one's own, without an index. Not thread-safe: one a thread.
class TextAnalyzer {
 public:
  // Throws Error: kUsage (another stemmer than the lexicon's has no use for a model or a lexicon),
  // kNotFound and kInputRefused (they cannot be read).
  explicit TextAnalyzer(const StemmerChoice& choice = {});
  ~TextAnalyzer();
  TextAnalyzer(const TextAnalyzer&) = delete;
  TextAnalyzer& operator=(const TextAnalyzer&) = delete;

  // Of bytes in any encoding that an article may have. Throws Error(kInputRefused) for what is no
  // text. A row a word takes memory, so give a long text in parts (newsidx/beginning.h).
  AnalyzedText analyze(std::string_view bytes);

  // The stem of one word as it stands, without context; the word in lower case when it makes no
  // token. Throws as analyze().
  std::string stem(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx
