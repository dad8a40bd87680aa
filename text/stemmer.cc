#include "text/stemmer.h"

#include <fmt/format.h>
#include <xapian.h>

#include <array>
#include <utility>

#include "newsidx/error.h"
#include "newsidx/utf8.h"
#include "text/morphology/morphology.h"

namespace newsidx {
namespace {

constexpr std::array<std::pair<StemmerKind, std::string_view>, 4> kNames = {{
    {StemmerKind::kLexicon, "lexicon"},
    {StemmerKind::kSnowball, "snowball"},
    {StemmerKind::kPrefix5, "prefix5"},
    {StemmerKind::kNone, "none"},
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

class Lexicon : public Stemmer {
 public:
  explicit Lexicon(const StemmerResources& resources)
      : morphology_(resources.model ? resources.model : MorphologyModel::shipped()),
        overrides_(resources.overrides) {}

  std::string stem(std::string_view word) override {
    if (overrides_) {
      if (const std::string* stem = overrides_->find(word)) return *stem;
    }
    return morphology_.stem(word);
  }

 private:
  Morphology morphology_;
  std::shared_ptr<const StemOverrides> overrides_;
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

StemmerResources read_resources(const StemmerChoice& choice) {
  const StemmerKind kind = choice.kind.value_or(kDefaultStemmer);
  if ((!choice.model.empty() || !choice.lexicon.empty()) && kind != StemmerKind::kLexicon)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("the stemmer {} has no use for a model or a lexicon", stemmer_name(kind)),
        "leave one of them out: only the stemmer lexicon takes a model or a lexicon");
  StemmerResources resources;
  if (!choice.model.empty()) resources.model = MorphologyModel::open(choice.model);
  if (!choice.lexicon.empty()) resources.overrides = StemOverrides::read(choice.lexicon);
  return resources;
}

std::unique_ptr<Stemmer> make_stemmer(StemmerKind kind, const StemmerResources& resources) {
  switch (kind) {
    case StemmerKind::kLexicon:
      return std::make_unique<Lexicon>(resources);
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
