// The model that finds names: what it is fitted to, its parts, its file.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "entities/names/name_decoder.h"
#include "entities/names/name_finder.h"
#include "entities/names/name_lexicon.h"
#include "entities/names/word_clusters.h"
#include "fit/names/annotated_text.h"
#include "fit/names/chain_fitter.h"
#include "fit/names/name_fitter.h"
#include "newsidx/error.h"
#include "text/place_names.h"

using namespace newsidx;

TEST_CASE("the best labels of a part are those of the whole chain when what is around is outside") {
  std::mt19937 random(17);
  NameDecoder decoder;
  for (int round = 0; round < 100; ++round) {
    const std::size_t before = random() % 2;
    const std::size_t behind = random() % 2;
    std::vector<LabelScores> scores(before + 1 + random() % 5 + behind);
    StepScores steps;
    const auto draw = [&] { return static_cast<float>(random() % 1000) / 250 - 2; };
    for (auto& row : scores)
      for (float& score : row) score = draw();
    for (auto& row : steps)
      for (float& score : row) score = draw();
    if (before == 1) scores.front()[kOutside] = 1000;
    if (behind == 1) scores.back()[kOutside] = 1000;
    std::vector<NameLabel> whole(scores.size());
    decoder.decode(scores, steps, whole);
    const std::size_t size = scores.size() - before - behind;
    std::vector<NameLabel> part(size);
    decoder.decode_part(std::span(scores).subspan(before, size), steps, part,
                        before == 1 ? kOutside : NameLabel{kNameLabels}, behind == 1);
    CHECK(
        std::equal(part.begin(), part.end(), whole.begin() + static_cast<std::ptrdiff_t>(before)));
  }
}

TEST_CASE("CoNLL: names are joined as the tags say, and a bad line is named") {
  const auto texts = read_conll(
      "Sayın\tO\nMesut\tB-PER\nYılmaz'ın\tI-PER\nAnkara\tB-LOC\n\nTBMM\tX\tB-ORG\nBugün\tB-DATE\n",
      "x.conll");
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].text == "Sayın Mesut Yılmaz'ın Ankara\nTBMM Bugün\n");
  std::vector<std::string> names;
  for (const MarkedName& name : texts[0].names)
    names.push_back(texts[0].text.substr(name.begin, name.end - name.begin));
  CHECK(names == std::vector<std::string>{"Mesut Yılmaz'ın", "Ankara", "TBMM"});
  for (const std::string bad : {"Ankara B-LOC\n", "a\tO\nAnkara\tLOC\n"}) {
    try {
      read_conll(bad, "x.conll");
      FAIL("accepted: " << bad);
    } catch (const Error& error) {
      CHECK(error.code() == ErrorCode::kInputRefused);
      CHECK(std::string(error.what()).find("x.conll:") != std::string::npos);
    }
  }
}

TEST_CASE("the best chain is that of an exhaustive search") {
  std::mt19937 random(11);
  const auto draw = [&] { return static_cast<float>(random() % 1000) / 250 - 2; };
  NameDecoder decoder;
  for (int round = 0; round < 50; ++round) {
    std::vector<LabelScores> scores(1 + random() % 4);
    StepScores steps;
    for (auto& row : scores)
      for (float& score : row) score = draw();
    for (auto& row : steps)
      for (float& score : row) score = draw();
    float best = -1e9F;
    std::size_t chains = 1;
    for (std::size_t i = 0; i < scores.size(); ++i) chains *= kNameLabels;
    std::vector<NameLabel> top;
    for (std::size_t code = 0; code < chains; ++code) {
      std::vector<NameLabel> labels;
      bool allowed = true;
      float sum = 0;
      for (std::size_t t = 0, rest = code; t < scores.size(); ++t, rest /= kNameLabels) {
        const auto label = static_cast<NameLabel>(rest % kNameLabels);
        const NameLabel before = t == 0 ? kOutside : labels.back();
        allowed &= may_follow(before, label);
        sum += scores[t][label] + steps[t == 0 ? kNameLabels : before][label];
        labels.push_back(label);
      }
      if (!allowed || sum <= best) continue;
      best = sum;
      top = labels;
    }
    std::vector<NameLabel> decoded(scores.size());
    decoder.decode(scores, steps, decoded);
    CHECK(decoded == top);
  }
}

TEST_CASE("a fit learns what the chains show, and gives the same weights again") {
  // Feature 0 stands on B-PER, 1 on I-PER behind it, 2 on O.
  std::vector<LabelledChain> chains;
  chains.reserve(40);
  for (int i = 0; i < 40; ++i)
    chains.push_back({{2, 0, 1, 2}, {1, 2, 3, 4}, {0, 0, 0, 0}, {0, 1, 4, 0}, 1});
  const ChainWeights weights = fit_chains(chains, 3, {});
  std::vector<NameLabel> labels(4);
  NameDecoder decoder;
  decoder.decode(score_chain(chains[0], weights), weights.steps, labels);
  CHECK(labels == chains[0].labels);
  const ChainWeights again = fit_chains(chains, 3, {});
  CHECK(weights.features == again.features);
  CHECK(weights.steps == again.steps);
}

TEST_CASE("words that stand in the same contexts share a cluster") {
  ClusterInput input;
  input.context_kinds = {0, 0, 1, 1};
  for (std::uint32_t w = 0; w < 8; ++w) input.words.push_back({{w % 2, 20}, {2 + w % 2, 20}});
  const auto clusters = cluster_words(input, 2, 10);
  for (std::size_t w = 2; w < 8; ++w) CHECK(clusters[w] == clusters[w % 2]);
  CHECK(clusters[0] != clusters[1]);
}

TEST_CASE("ICU names countries and cities in Turkish") {
  const auto countries = country_names();
  const auto cities = time_zone_cities();
  CHECK(countries.size() > 240);
  CHECK(cities.size() > 350);
  for (const std::string name : {"Almanya", "Çin", "Türkiye"})
    CHECK(std::binary_search(countries.begin(), countries.end(), name));
  for (const std::string name : {"Taşkent", "Saraybosna"})
    CHECK(std::binary_search(cities.begin(), cities.end(), name));
}

TEST_CASE("a model is fitted, read back, and finds what it was fitted to") {
  std::vector<AnnotatedText> texts;
  texts.reserve(30);
  for (int i = 0; i < 30; ++i)
    texts.push_back(
        read_conll("Dün\tO\nMehmet\tB-PER\nYılmaz\tI-PER\nİzmir'e\tB-LOC\ngitti\tO\n.\tO\n"
                   "\nToplantı\tO\nuzun\tO\nsürdü\tO\n.\tO\n",
                   "made")
            .front());
  const auto lexicon = parse_name_list("Mehmet\tgiven\nİzmir\tplace\n", "made");
  const FittedNames fitted = fit_names(texts, {}, lexicon, {});
  CHECK(fitted.names == 60);
  CHECK(fit_names(texts, {}, lexicon, {}).bytes == fitted.bytes);
  NameFinder finder(NameModel::of_bytes(fitted.bytes, "made"));
  const auto& found = finder.find("Dün Mehmet Yılmaz İzmir'e gitti.");
  REQUIRE(found.size() == 2);
  CHECK(found[0].name == "Mehmet Yılmaz");
  CHECK(found[1].type == EntityType::kPlace);

  std::string damaged = fitted.bytes;
  damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
  CHECK_THROWS_AS(NameModel::of_bytes(damaged, "x"), Error);
  CHECK_THROWS_AS(NameModel::of_bytes(fitted.bytes.substr(0, 600), "x"), Error);
  CHECK_THROWS_AS(NameModel::of_bytes("no model", "x"), Error);
}
