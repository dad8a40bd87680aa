#include "text/morphology/found_roots.h"

#include <algorithm>
#include <array>
#include <set>

namespace newsidx {
namespace {

constexpr std::size_t kMinFoundLetters = 3;
// A word is a name when so much of it is written with a capital where no sentence begins.
constexpr double kNameShare = 0.6;
constexpr std::uint32_t kMinBeforeApostrophe = 2;
// A name beyond doubt.
constexpr double kSureNameShare = 0.9;
constexpr std::uint32_t kMinCapital = 5;

bool has_vowel(const std::string& letters) {
  return std::any_of(letters.begin(), letters.end(),
                     [](char c) { return is_vowel(static_cast<Letter>(c)); });
}

class Any : public PathSink {
 public:
  int found(const MorphPath&) override {
    any = true;
    return 0;
  }
  bool any = false;
};

// Keeps the cheapest analysis.
class Best : public PathSink {
 public:
  int found(const MorphPath& path) override {
    best = path;
    any = true;
    return path.cost;
  }
  bool any = false;
  MorphPath best;
};

}  // namespace

std::vector<RootSpec> found_roots(const std::vector<RootSpec>& listed, const WordCounts& words,
                                  std::uint32_t min_count) {
  std::set<std::string> known;
  std::vector<Allomorph> allomorphs;
  for (const RootSpec& root : listed) {
    append_allomorphs(root, allomorphs);
    if (root.kind != RootSpec::Kind::kVerb) known.insert(root.word);
  }
  std::vector<RootSpec> names;
  std::vector<RootSpec> others;
  for (const auto& [word, count] : words.counts()) {
    if (count.total < min_count) continue;
    RootSpec root;
    root.word = encode_letters(word);
    if (root.word.size() < kMinFoundLetters || !has_vowel(root.word) || known.contains(root.word))
      continue;
    if (count.before_apostrophe >= kMinBeforeApostrophe) {
      root.kind = RootSpec::Kind::kName;
      append_allomorphs(root, allomorphs);
      names.push_back(std::move(root));
    } else {
      if (count.capital > kNameShare * (count.capital + count.small))
        root.kind = RootSpec::Kind::kName;
      else
        root.either = true;
      others.push_back(std::move(root));
    }
  }
  const Morphology morphology(
      MorphologyModel::own(build_model(allomorphs, Transitions()), "the listed roots"));
  for (RootSpec& root : others) {
    LetterWord letters;
    encode_word(decode_letters(root.word), letters);
    Any explained;
    morphology.search(letters, kNoBound, explained);
    if (!explained.any) names.push_back(std::move(root));
  }
  std::sort(names.begin(), names.end(),
            [](const RootSpec& a, const RootSpec& b) { return a.word < b.word; });
  return names;
}

std::vector<Allomorph> names_to_keep(const Morphology& morphology, const WordCounts& words) {
  static const std::array<std::size_t, 3> kept_suffixes = {
      find_suffix_tag("p3s"), find_suffix_tag("p3p"), find_suffix_tag("pl")};
  std::vector<Allomorph> names;
  for (const auto& [word, count] : words.counts()) {
    if (count.before_apostrophe < kMinBeforeApostrophe || count.capital < kMinCapital ||
        count.capital < kSureNameShare * (count.capital + count.small))
      continue;
    LetterWord letters;
    if (!encode_word(word, letters) || letters.size < kMinFoundLetters) continue;
    Best best;
    morphology.search(letters, kNoBound, best);
    if (!best.any || best.best.depth == 0 || best.best.stem_end != 0 ||
        best.best.entry->root_class() == RootClass::kName)
      continue;
    const std::size_t last = best.best.suffixes[best.best.depth - 1];
    if (std::find(kept_suffixes.begin(), kept_suffixes.end(), last) != kept_suffixes.end())
      continue;
    const std::string name(letters.key(letters.size));
    names.push_back({name, name, RootClass::kWhole, State::kWhole, Bound::kAlone, 0, 0});
  }
  return names;
}

}  // namespace newsidx
