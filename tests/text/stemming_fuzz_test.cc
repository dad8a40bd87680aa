// Analyzer and morphology on words that nobody writes. Seeded: every run is the same.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/utf8.h"
#include "text/analyzer.h"
#include "text/letters.h"
#include "text/morphology/lexicon.h"
#include "text/morphology/shipped_model.h"

using namespace newsidx;

namespace {

constexpr std::array<std::string_view, 32> kTurkish = {
    "a", "b", "c", "ç", "d", "e", "f", "g", "ğ", "h", "ı", "i", "j", "k", "l", "m",
    "n", "o", "ö", "p", "q", "r", "s", "ş", "t", "u", "ü", "v", "w", "x", "y", "z"};

class Source {
 public:
  explicit Source(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  template <typename List>
  auto pick(const List& list) {
    return list[below(std::size(list))];
  }

  std::string bytes(std::size_t size) {
    std::string out(size, '\0');
    for (char& c : out) c = static_cast<char>(below(256));
    return replace_invalid_utf8(out);
  }

  std::string turkish_word(std::size_t letters) {
    std::string out;
    for (std::size_t i = 0; i < letters; ++i) out += pick(kTurkish);
    return out;
  }

  // A root of the lists and suffixes in one of their shapes, in no order that grammar knows.
  std::string root_and_suffixes() {
    static const std::vector<RootSpec> roots = parse_roots(shipped_roots(), "roots.tsv");
    std::string out = decode_letters(roots[below(roots.size())].word);
    const std::size_t suffixes = below(8);
    for (std::size_t i = 0; i < suffixes; ++i) {
      std::string_view shape = suffix_rows()[below(suffix_rows().size())].shape;
      for (std::size_t k = 0; k < shape.size();) {
        const std::size_t begin = k;
        const char32_t code = next_code_point(shape, k);
        static constexpr std::array<std::string_view, 2> kLow = {"a", "e"};
        static constexpr std::array<std::string_view, 4> kHigh = {"ı", "i", "u", "ü"};
        static constexpr std::array<std::string_view, 2> kD = {"d", "t"};
        static constexpr std::array<std::string_view, 2> kC = {"c", "ç"};
        static constexpr std::array<std::string_view, 2> kK = {"k", "ğ"};
        if (code == 'A')
          out += pick(kLow);
        else if (code == 'I')
          out += pick(kHigh);
        else if (code == 'D')
          out += pick(kD);
        else if (code == 'C')
          out += pick(kC);
        else if (code == 'K')
          out += pick(kK);
        else if (code != '(' && code != ')' && code != '!')
          out += shape.substr(begin, k - begin);
      }
    }
    return out;
  }

  std::string mixed_scripts() {
    static constexpr std::array<std::string_view, 24> kPieces = {
        "ev", "Ş", "İ", "I",  "ı", "владимир", "Ω", "习近平", "ﷺ",  "𝔸", "é", "ß",
        "ﬁ",  "'", "’", "\"", "-", ".",        "1", "2026",   "\t", " ", "â", "\u200d"};
    return pieces(kPieces);
  }

  std::string combining_marks() {
    static constexpr std::array<std::string_view, 12> kPieces = {
        "s", "\u0327", "g", "\u0306", "i", "\u0307", "u", "\u0308", "I", "\u0302", "a", "c"};
    return pieces(kPieces);
  }

 private:
  template <typename List>
  std::string pieces(const List& list) {
    std::string out;
    const std::size_t count = 1 + below(20);
    for (std::size_t i = 0; i < count; ++i) out += pick(list);
    return out;
  }

  std::mt19937 random_;
};

// What went wrong with a text; empty when nothing did. The analyzers have met other words before,
// so that equal answers do not come from a fresh cache alone.
std::string fault(const std::string& text, Analyzer& one, Analyzer& other) {
  const std::vector<Token> tokens = one.analyze(text);
  std::size_t last = 0;
  for (const Token& token : tokens) {
    for (const std::string* form : {&token.exact, &token.stem, &token.folded}) {
      if (form->empty()) return "an empty form";
      if (form->size() > kMaxTokenBytes) return "a form that is too long";
    }
    for (const std::string* form : {&token.exact, &token.stem, &token.folded, &token.foreign})
      if (find_invalid_utf8(*form) != std::string::npos) return "a form that is no UTF-8";
    if (token.foreign.size() > kMaxTokenBytes) return "a foreign key that is too long";
    if (token.begin < last || token.end <= token.begin || token.end > text.size())
      return "offsets out of order";
    last = token.end;
  }
  if (other.analyze(text) != tokens) return "other tokens from another analyzer";
  for (const Token& token : tokens) {
    for (const Token& spelling : one.spellings(token)) {
      if (spelling.exact.empty() || spelling.stem.empty() || spelling.folded.empty())
        return "an empty spelling";
      if (spelling.exact.size() > kMaxTokenBytes || spelling.stem.size() > kMaxTokenBytes)
        return "a spelling that is too long";
      if (find_invalid_utf8(spelling.exact + spelling.stem) != std::string::npos)
        return "a spelling that is no UTF-8";
    }
    Token restored = token;
    one.restore(restored);
    if (restored.exact != token.exact) return "restoring changed the exact form";
    if (restored.stem.empty() || restored.folded.empty()) return "restoring emptied a form";
  }
  return "";
}

// The same of one word, in small letters, to the morphology itself.
std::string word_fault(const std::string& word, const Morphology& morphology, Analyzer& analyzer) {
  const std::string stem = morphology.stem(word);
  if (stem.empty()) return "an empty stem";
  if (find_invalid_utf8(stem) != std::string::npos) return "a stem that is no UTF-8";
  if (morphology.stem(word) != stem) return "another stem the second time";
  // A stem that only stem_word cuts is cut where the analyzer cuts.
  const std::string of_word = analyzer.stem_word(word);
  if (of_word.empty() || analyzer.stem_word(word) != of_word) return "another stem of the word";
  const std::vector<Analysis> analyses = morphology.analyze(word, 5);
  for (const Analysis& analysis : analyses) {
    if (analysis.root.empty() || analysis.stem.empty()) return "an analysis without a root";
    if (find_invalid_utf8(analysis.root + analysis.stem) != std::string::npos)
      return "an analysis that is no UTF-8";
    if (analysis.suffixes.size() > MorphPath::kMaxSuffixes) return "too many suffixes";
  }
  if (!analyses.empty() && analyses.front().stem != stem)
    return "the best analysis has another stem";
  const std::vector<Morphology::Restoration> restored = morphology.restore(word, 5);
  for (const Morphology::Restoration& restoration : restored) {
    if (restoration.stem.empty()) return "a restoration without a stem";
    if (fold(restoration.word) != fold(word)) return "a restoration of another word";
  }
  return "";
}

class Fuzz {
 public:
  void text(const std::string& text) {
    ++runs_;
    if (const std::string why = fault(text, one_, other_); !why.empty()) note(why, text);
  }
  void word(const std::string& word) {
    text(word);
    if (word.empty()) return;
    if (const std::string why = word_fault(word, one_.morphology(), one_); !why.empty())
      note(why, word);
  }
  // The first few, a line each.
  const std::string& faults() const { return faults_; }
  std::size_t runs() const { return runs_; }

 private:
  void note(const std::string& why, const std::string& text) {
    if (faults_.size() < 2000) faults_ += why + ": " + std::string(cut_to_bytes(text, 200)) + '\n';
  }

  Analyzer one_{StemmerKind::kLexicon};
  Analyzer other_{StemmerKind::kLexicon};
  std::string faults_;
  std::size_t runs_ = 0;
};

std::string repeated(std::string_view piece, std::size_t letters) {
  std::string out;
  for (std::size_t i = 0; i < letters; i += count_code_points(piece)) out += piece;
  return out;
}

}  // namespace

TEST_CASE("fuzz: random bytes") {
  Source source(101);
  Fuzz fuzz;
  for (int i = 0; i < 3000; ++i) fuzz.text(source.bytes(source.below(60)));
  CHECK(fuzz.runs() == 3000);
  CHECK(fuzz.faults() == "");
}

TEST_CASE("fuzz: words that look Turkish") {
  Source source(102);
  Fuzz fuzz;
  for (int i = 0; i < 3000; ++i) fuzz.word(source.turkish_word(1 + source.below(45)));
  CHECK(fuzz.faults() == "");
}

TEST_CASE("fuzz: roots with suffixes in any order, with and without Turkish letters") {
  Source source(103);
  Fuzz fuzz;
  for (int i = 0; i < 3000; ++i) {
    const std::string word = source.root_and_suffixes();
    fuzz.word(word);
    fuzz.word(fold(word));
  }
  CHECK(fuzz.faults() == "");
}

TEST_CASE("fuzz: mixed scripts and combining marks") {
  Source source(104);
  Fuzz fuzz;
  for (int i = 0; i < 2000; ++i) {
    fuzz.text(source.mixed_scripts());
    fuzz.text(source.combining_marks());
    fuzz.text(source.turkish_word(3) + source.combining_marks() + source.mixed_scripts());
  }
  CHECK(fuzz.faults() == "");
}

TEST_CASE("fuzz: words of many readings") {
  Fuzz fuzz;
  for (const std::string_view piece :
       {"a",  "i",  "ı",   "lar", "ler",  "ci",    "çı", "lik",  "ma",  "me", "dir", "tir", "n",
        "in", "si", "isi", "sis", "cisi", "larda", "ki", "deki", "ydi", "s",  "ş",   "e"})
    for (const std::string_view root : {"", "ev", "su", "ye", "kitap", "is", "o", "ci"})
      for (const std::size_t letters : {10, 30, 36, 40, 41, 60})
        fuzz.word(std::string(root) + repeated(piece, letters));
  CHECK(fuzz.faults() == "");
}

// No clock: words over kMaxWordLetters are not searched at all, so these pass at once or never.
TEST_CASE("fuzz: words of ten and twenty thousand letters") {
  Fuzz fuzz;
  Source source(105);
  for (const std::size_t letters : {10'000, 20'000}) {
    for (const std::string_view piece : {"a", "ş", "lar", "evlerimizdekiler", "isi", "e\u0308"})
      fuzz.word(to_lower_turkish(repeated(piece, letters)));
    fuzz.word(source.turkish_word(letters));
    fuzz.text(repeated("A", letters) + "'" + repeated("nın", letters));
    fuzz.text(repeated("'", letters));
    fuzz.text(repeated("a'", letters));
    fuzz.text(repeated("1.", letters));
    fuzz.text("a" + repeated("\u0307", letters));
  }
  CHECK(fuzz.faults() == "");
  const std::string huge(10'000, 'a');
  const Analyzer analyzer(StemmerKind::kLexicon);
  CHECK(analyzer.morphology().analyze(huge, 5).empty());
  CHECK(analyzer.morphology().restore(huge, 5).empty());
  CHECK(analyzer.morphology().stem(huge) == huge);
}
