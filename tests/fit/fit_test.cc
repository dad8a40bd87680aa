// Counting words, and fitting a model to them.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "text/morphology/fitter.h"
#include "text/morphology/morphology.h"
#include "text/morphology/word_counts.h"

using namespace newsidx;

namespace {

constexpr const char* kFitRoots = "ev\tnoun\nkitap\tnoun\tbound=kitab\ngel\tverb\tir\n";

std::vector<std::string> fit_texts() {
  return {"Bu evde Zorbandal'ın kitabı var.",
          "Evler ve kitaplar Zorbandal'a geldi, evlerde kaldı.",
          "Kitabın evi, evin kitabı; gelen Zorbandal ile gelmeyen Zorbandal.",
          "Eski belvek geldi, yeni belvek geldi.",
          "Kitaplar belvek evlere, kitap belvek gelir.",
          "Evler, kitaplar, gelenler; evde kitapta, evin kitabın geldi."};
}

std::string fit_bytes(const std::vector<std::string>& texts) {
  WordCounts words;
  for (const std::string& text : texts) words.add_text(text);
  return fit_to_words(parse_roots(kFitRoots, "roots"), words, {}).bytes;
}

}  // namespace

TEST_CASE("words are counted as they stand") {
  WordCounts words;
  words.add_text("Putin'in evi. Evler güzel, Putin ve NATO Evler'den PUTIN");
  words.add_text("evler İyi");
  CHECK(words.running_words() == 11);
  struct Case {
    std::string word;
    std::uint32_t total;
    std::uint32_t before_apostrophe;
    std::uint32_t capital;
    std::uint32_t small;
  };
  const std::vector<Case> cases = {
      {"putin", 2, 1, 1, 0}, {"putın", 1, 0, 0, 0}, {"evler", 3, 1, 1, 1},
      {"nato", 1, 0, 0, 0},  {"iyi", 1, 0, 1, 0},   {"evi", 1, 0, 0, 1},
  };
  for (const Case& c : cases) {
    const auto found = words.counts().find(c.word);
    REQUIRE_MESSAGE(found != words.counts().end(), c.word);
    CHECK_MESSAGE(found->second.total == c.total, c.word);
    CHECK_MESSAGE(found->second.before_apostrophe == c.before_apostrophe, c.word);
    CHECK_MESSAGE(found->second.capital == c.capital, c.word);
    CHECK_MESSAGE(found->second.small == c.small, c.word);
  }
}

TEST_CASE("fitting gives the same bytes for the same words, and finds what no list has") {
  std::vector<std::string> texts = fit_texts();
  const std::string bytes = fit_bytes(texts);
  CHECK(fit_bytes(texts) == bytes);
  std::reverse(texts.begin(), texts.end());
  CHECK(fit_bytes(texts) == bytes);

  const Morphology morphology(MorphologyModel::own(bytes, "fitted"));
  const std::vector<Analysis> name = morphology.analyze("zorbandaldan", 1);
  REQUIRE(name.size() == 1);
  CHECK(name.front().root == "zorbandal");
  CHECK(name.front().suffixes == std::vector{static_cast<std::uint8_t>(find_suffix_tag("abl"))});
  CHECK_FALSE(name.front().guessed);
  CHECK(name.front().root_class == RootClass::kName);
  const std::vector<Analysis> noun = morphology.analyze("belveğin", 1);
  REQUIRE(noun.size() == 1);
  CHECK(noun.front().root == "belvek");
  CHECK_FALSE(noun.front().guessed);
  CHECK(noun.front().root_class == RootClass::kNoun);
  CHECK(morphology.stem("kitaplarda") == "kitap");
  CHECK(morphology.stem("gelmeyenlerin") == "gel");
}

TEST_CASE("fitting reports what it did") {
  WordCounts words;
  for (const std::string& text : fit_texts()) words.add_text(text);
  const FittedModel fitted = fit_to_words(parse_roots(kFitRoots, "roots"), words, {});
  CHECK(fitted.listed == 3);
  CHECK(fitted.found == 2);
  CHECK(fitted.words > 3);
  CHECK(fitted.nats_per_word > 0);
  CHECK(std::isfinite(fitted.nats_per_word));

  const FittedModel of_nothing = fit_to_words(parse_roots(kFitRoots, "roots"), WordCounts(), {});
  CHECK(of_nothing.words == 0);
  CHECK(of_nothing.found == 0);
  CHECK(of_nothing.listed == 3);
  CHECK(Morphology(MorphologyModel::own(of_nothing.bytes, "nothing")).stem("evlerde") == "ev");
}
