// What the analyzer makes of a text, in standard types. docs/architecture.md tells the rules.
#pragma once

#include <cstddef>
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

}  // namespace newsidx
