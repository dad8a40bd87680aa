#include "text/stemmer.h"

#include <xapian.h>

#include <array>
#include <utility>

#include "newsidx/error.h"
#include "text/utf8.h"

namespace newsidx {
namespace {

constexpr std::array<std::pair<StemmerKind, std::string_view>, 3> kNames = {{
    {StemmerKind::kNone, "none"},
    {StemmerKind::kPrefix5, "prefix5"},
    {StemmerKind::kSnowball, "snowball"},
}};

class WordItself : public Stemmer {
 public:
  std::string stem(std::string_view word) override { return std::string(word); }
};

// Five letters served Turkish retrieval about as well as a lemmatizer: Can et al., "Information
// Retrieval on Turkish Texts", JASIST 59(3), 2008 (their F5).
class FirstFiveLetters : public Stemmer {
 public:
  std::string stem(std::string_view word) override {
    return std::string(cut_to_code_points(word, 5));
  }
};

class Snowball : public Stemmer {
 public:
  std::string stem(std::string_view word) override {
    std::string stem = turkish_(std::string(word));
    return stem.empty() ? std::string(word) : stem;
  }

 private:
  Xapian::Stem turkish_{"turkish"};
};

}  // namespace

std::string_view stemmer_name(StemmerKind kind) {
  for (const auto& [known, name] : kNames)
    if (known == kind) return name;
  return "none";
}

StemmerKind stemmer_kind(std::string_view name) {
  std::string all;
  for (const auto& [kind, known] : kNames) {
    if (known == name) return kind;
    all += (all.empty() ? "" : ", ") + std::string(known);
  }
  throw Error(ErrorCode::kUsage, "unknown stemmer: " + std::string(name),
              "the stemmers are: " + all);
}

std::unique_ptr<Stemmer> make_stemmer(StemmerKind kind) {
  switch (kind) {
    case StemmerKind::kPrefix5:
      return std::make_unique<FirstFiveLetters>();
    case StemmerKind::kSnowball:
      return std::make_unique<Snowball>();
    case StemmerKind::kNone:
      break;
  }
  return std::make_unique<WordItself>();
}

}  // namespace newsidx
