#include "fit/names/name_fitter.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <unordered_map>

#include "entities/names/name_decoder.h"
#include "entities/names/name_features.h"
#include "entities/names/name_finder.h"
#include "entities/names/name_traits.h"
#include "fit/names/chain_fitter.h"
#include "fit/names/feature_index.h"

namespace newsidx {
namespace {

// The parts into which texts are divided, so that the second pass learns from labels that the first
// gave to text that it did not learn from.
constexpr std::size_t kParts = 5;
constexpr std::size_t kSilverPart = kParts;

struct ReadText {
  std::vector<TokenTraits> traits;
  std::vector<WordTraits> words;  // the traits' own: obscured copies change them
  std::vector<NameLabel> labels;  // as people marked them
  FeatureRows rows;
  float weight = 1;
  std::size_t part = 0;
};

void own_words(ReadText& text) {
  text.words.reserve(text.traits.size());
  for (TokenTraits& token : text.traits) {
    text.words.push_back(*token.word);
    token.word = &text.words.back();
  }
}

// Written in capitals, as headlines are.
void shout(TokenTraits& token, WordTraits& word) {
  token.shouted = true;
  if (word.shape == Shape::kSmall || word.shape == Shape::kCapital || word.shape == Shape::kMixed)
    word.shape = word.length > 1 ? Shape::kCapitals : Shape::kInitial;
}

// A copy in which some words are as unknown as those of other years' articles, and some sentences
// in capitals, so that the lists and what stands around are learnt to be enough.
ReadText obscured(const ReadText& text, const NameFitOptions& options) {
  ReadText copy;
  copy.traits = text.traits;
  own_words(copy);
  copy.labels = text.labels;
  copy.part = text.part;
  copy.weight = static_cast<float>(options.obscured_weight);
  std::mt19937 random(3);  // the same in every fit
  const auto chance = [&](double share) {
    return static_cast<double>(random()) < share * static_cast<double>(std::mt19937::max());
  };
  bool shouted = false;
  for (std::size_t i = 0; i < copy.traits.size(); ++i) {
    TokenTraits& token = copy.traits[i];
    WordTraits& word = copy.words[i];
    if (token.starts_chain) shouted = chance(options.shouted);
    if (word.shape != Shape::kSmall && word.shape != Shape::kMark && chance(options.forgotten))
      word.known = {};
    if (shouted) shout(token, word);
  }
  append_text_features(copy.traits, copy.rows);
  return copy;
}

// The chains of a text, with the features of all `rows`.
void append_chains(const ReadText& text, const std::vector<const FeatureRows*>& rows,
                   const FeatureIndex& index, std::vector<LabelledChain>& chains) {
  for (std::size_t t = 0; t < text.traits.size(); ++t) {
    if (t == 0 || text.traits[t].starts_chain) chains.emplace_back();
    LabelledChain& chain = chains.back();
    chain.weight = text.weight;
    std::uint32_t lexical = 0;
    for (const FeatureRows* row : rows)
      for (std::size_t i = row->ends[t]; i < row->ends[t + 1]; ++i) {
        const std::uint32_t number = index[row->keys[i]];
        if (number == FeatureIndex::kNone) continue;
        chain.features.push_back(number);
        lexical += i < row->ends[t] + row->lexical[t];
      }
    chain.lexical.push_back(lexical);
    chain.ends.push_back(static_cast<std::uint32_t>(chain.features.size()));
    chain.labels.push_back(text.labels[t]);
  }
}

std::vector<NameLabel> label_text(const ReadText& text, const FeatureIndex& index,
                                  const ChainWeights& weights) {
  std::vector<LabelledChain> chains;
  append_chains(text, {&text.rows}, index, chains);
  std::vector<NameLabel> labels(text.labels.size());
  NameDecoder decoder;
  std::size_t at = 0;
  for (const LabelledChain& chain : chains) {
    decoder.decode(score_chain(chain, weights), weights.steps,
                   std::span(labels).subspan(at, chain.labels.size()));
    at += chain.labels.size();
  }
  return labels;
}

class Fitter {
 public:
  Fitter(const std::vector<AnnotatedText>& texts, std::shared_ptr<const NameModel> known,
         const NameFitOptions& options)
      : options_(options) {
    TraitReader reader(std::move(known));
    NameTokenizer tokenizer;
    std::vector<NameToken> tokens;
    const auto gold = static_cast<std::size_t>(std::count_if(
        texts.begin(), texts.end(), [](const AnnotatedText& text) { return text.weight == 1; }));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const AnnotatedText& text = texts[i];
      tokenizer.tokenize(text.text, tokens);
      ReadText read;
      reader.read(text.text, tokens, read.traits);
      own_words(read);
      read.labels = labels_of(text, tokens);
      read.weight = text.weight;
      read.part = text.weight < 1 ? kSilverPart : i * kParts / gold;
      if (text.weight == 1) {
        read.weight = static_cast<float>(1 - options.obscured_weight);
        texts_.push_back(obscured(read, options));
        first_index_.count(texts_.back().rows);
        second_index_.count(texts_.back().rows);
      }
      append_text_features(read.traits, read.rows);
      first_index_.count(read.rows);
      second_index_.count(read.rows);
      texts_.push_back(std::move(read));
    }
    first_index_.number(options.min_count);
  }

  ChainWeights first_pass() const {
    return fit(
        first_index_, [](std::size_t) { return true; }, false);
  }

  ChainWeights second_pass() {
    second_rows_.resize(texts_.size());
    for (std::size_t part = 0; part < kParts; ++part) {
      // What a machine annotated is learnt from at the end alone.
      const auto learnt = [&](std::size_t i) {
        return texts_[i].part != part && texts_[i].part != kSilverPart;
      };
      const ChainWeights weights = fit(first_index_, learnt, false);
      for (std::size_t i = 0; i < texts_.size(); ++i) {
        if (texts_[i].part != part && (part > 0 || texts_[i].part != kSilverPart)) continue;
        append_second_features(texts_[i].traits, label_text(texts_[i], first_index_, weights),
                               second_rows_[i]);
      }
    }
    for (const FeatureRows& rows : second_rows_) second_index_.count(rows);
    second_index_.number(options_.min_count);
    return fit(
        second_index_, [](std::size_t) { return true; }, true);
  }

  const FeatureIndex& first_index() const { return first_index_; }
  const FeatureIndex& second_index() const { return second_index_; }

 private:
  template <typename Chosen>
  ChainWeights fit(const FeatureIndex& index, Chosen chosen, bool second) const {
    std::vector<LabelledChain> chains;
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (!chosen(i)) continue;
      std::vector<const FeatureRows*> rows = {&texts_[i].rows};
      if (second) rows.push_back(&second_rows_[i]);
      append_chains(texts_[i], rows, index, chains);
    }
    ChainFitOptions options;
    options.passes = options_.passes;
    options.penalty = options_.penalty;
    options.rate = options_.rate;
    options.dropout = options_.dropout;
    return fit_chains(chains, index.keys().size(), options);
  }

  NameFitOptions options_;
  std::vector<ReadText> texts_;
  std::vector<FeatureRows> second_rows_;
  FeatureIndex first_index_;
  FeatureIndex second_index_;
};

// For each word the labels that it was given where it has a capital and begins no sentence.
class TypeVotes {
 public:
  void add(const std::vector<TokenTraits>& traits, const std::vector<NameLabel>& labels) {
    for (std::size_t i = 0; i < traits.size(); ++i) {
      const Shape shape = traits[i].word->shape;
      const bool small = shape == Shape::kSmall || shape == Shape::kMark || shape == Shape::kNumber;
      if (small || traits[i].shouted || (traits[i].starts_sentence && labels[i] == kOutside))
        continue;
      const std::size_t vote =
          labels[i] == kOutside ? 0 : 1 + static_cast<std::size_t>(label_type(labels[i]));
      ++votes_[table_key(traits[i].word->word)][vote];
    }
  }

  // 0: too few. Else which of the four (none, person, place, organization) has most, and how
  // clearly: a third of them, most of them, nearly all.
  std::uint8_t type_of(std::uint32_t key) const {
    constexpr std::uint32_t kEvidence = 3;
    const auto found = votes_.find(key);
    if (found == votes_.end()) return 0;
    std::uint32_t all = 0;
    for (const std::uint32_t count : found->second) all += count;
    if (all < kEvidence) return 0;
    const auto best = std::max_element(found->second.begin(), found->second.end());
    const double share = static_cast<double>(*best) / all;
    const unsigned clear = share > 0.9 ? 2 : share > 0.65 ? 1 : 0;
    return static_cast<std::uint8_t>(1 + 3 * (best - found->second.begin()) + clear);
  }

 private:
  std::unordered_map<std::uint32_t, std::array<std::uint32_t, 4>> votes_;
};

}  // namespace

void find_word_types(const std::vector<AnnotatedText>& texts,
                     const std::vector<std::string>& articles,
                     const std::vector<NamePhrase>& phrases, const NameFitOptions& options,
                     std::vector<KnownWord>& words) {
  NameFitOptions unlexical = options;
  unlexical.dropout = 1;
  NameModelParts parts;
  parts.words = words;
  parts.phrases = phrases;
  const auto known = NameModel::of_bytes(build_name_model(parts), "the model that is being made");
  Fitter fitter(texts, known, unlexical);
  WeightPacker packer(parts);
  packer.add(0, fitter.first_index(), fitter.first_pass());
  packer.finish(options.features);
  const auto model =
      NameModel::of_bytes(build_name_model(std::move(parts)), "the model that is being made");

  NameFinder finder(model);
  TypeVotes votes;
  for (const std::string& article : articles) {
    const NameFinder::FirstPass pass = finder.label_once(article);
    votes.add(pass.traits, pass.labels);
  }
  for (KnownWord& word : words) word.type = votes.type_of(word.key);
}

FittedNames fit_names(const std::vector<AnnotatedText>& texts, std::vector<KnownWord> words,
                      const std::vector<NamePhrase>& phrases, const NameFitOptions& options) {
  FittedNames fitted;
  fitted.words = words.size();
  fitted.phrases = phrases.size();
  for (const AnnotatedText& text : texts) fitted.names += text.names.size();
  NameModelParts parts;
  parts.words = std::move(words);
  parts.phrases = phrases;
  const auto known = NameModel::of_bytes(build_name_model(parts), "the model that is being made");
  Fitter fitter(texts, known, options);
  WeightPacker packer(parts);
  packer.add(0, fitter.first_index(), fitter.first_pass());
  const ChainWeights second = fitter.second_pass();
  packer.add(1, fitter.second_index(), second);
  packer.finish(options.features);
  fitted.features = parts.features.size();
  fitted.bytes = build_name_model(std::move(parts));
  return fitted;
}

}  // namespace newsidx
