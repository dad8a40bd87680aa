#include "entities/names/name_finder.h"

#include <algorithm>

#include "entities/names/mention_name.h"

namespace newsidx {
namespace {

bool has_capital(const TokenTraits& token) {
  const Shape shape = token.word->shape;
  return shape != Shape::kSmall && shape != Shape::kMark && shape != Shape::kNumber;
}

// Names have a capital somewhere. Of the rest at most so many tokens between two with a capital are
// looked at (van der, Sanayi ve), and a number beside one (19 Mayıs); nearly all of the others were
// found to be no name when all were looked at (docs/names.md).
constexpr std::size_t kLongestGap = 2;

// Buffers for more tokens than this are given back before the next text.
constexpr std::size_t kKeptTokens = 1U << 15U;

}  // namespace

std::string_view entity_type_name(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return "person";
    case EntityType::kPlace:
      return "place";
    case EntityType::kOrganization:
      break;
  }
  return "organization";
}

NameFinder::NameFinder(std::shared_ptr<const NameModel> model, std::size_t kept_words)
    : model_(std::move(model)), kept_words_(kept_words), reader_(model_), scorer_(model_) {}

void NameFinder::read(std::string_view text) {
  if (traits_.capacity() > kKeptTokens) {
    std::vector<TokenTraits>().swap(traits_);
    std::vector<LabelSums>().swap(sums_);
    for (auto& scores : scores_) std::vector<LabelScores>().swap(scores);
  }
  if (reader_.words() > kept_words_) {
    reader_.forget();
    scorer_.forget_words();
  }
  reader_.read(text, tokens_, traits_);
}

void NameFinder::find_stretches(bool all) {
  stretches_.clear();
  for (std::size_t begin = 0, end = 0; begin < traits_.size(); begin = end) {
    end = chain_end(traits_, begin);
    if (all) {
      stretches_.push_back({begin, end, begin, end});
      continue;
    }
    const auto is_number = [&](std::size_t i) { return traits_[i].word->shape == Shape::kNumber; };
    std::size_t open = begin;  // the end of the chain's last stretch
    for (std::size_t i = begin; i < end; ++i) {
      if (!has_capital(traits_[i])) continue;
      const std::size_t first = i > open && is_number(i - 1) ? i - 1 : i;
      const std::size_t last = i + 1 < end && is_number(i + 1) ? i + 2 : i + 1;
      if (open > begin && first <= open + kLongestGap)
        stretches_.back().end = last;
      else
        stretches_.push_back({first, last, begin, end});
      open = last;
    }
  }
}

// What the text's features say goes into both passes' scores, as they count in both.
void NameFinder::score_text() {
  scorer_.sum_text(traits_, stretches_, sums_);
  const std::array<float, 2> scales = {model_->scale(0), model_->scale(1)};
  for (auto& scores : scores_) scores.resize(traits_.size());
  for (const Stretch& stretch : stretches_) {
    for (std::size_t t = stretch.begin; t < stretch.end; ++t) {
      for (std::size_t p = 0; p < 2; ++p)
        for (std::size_t y = 0; y < kNameLabels; ++y)
          scores_[p][t][y] = static_cast<float>(sums_[t].of(p, y)) * scales[p];
      bar(t);
    }
  }
}

// What no label can be: behind a word with a suffix no name goes on, and where the lists know that
// there is none, there is none.
void NameFinder::bar(std::size_t t) {
  constexpr float kNever = -1e6F;
  const bool ended = t > 0 && traits_[t - 1].word->suffix != 0;
  if (!ended && !traits_[t].no_name) return;
  for (NameLabel y = 1; y < kNameLabels; ++y)
    if (is_inside(y) || traits_[t].no_name)
      for (auto& scores : scores_) scores[t][y] += kNever;
}

void NameFinder::decode(std::size_t pass) {
  for (const Stretch& stretch : stretches_) {
    const std::size_t size = stretch.end - stretch.begin;
    const bool first = stretch.begin == stretch.chain_begin;
    decoder_.decode_part(std::span(scores_[pass]).subspan(stretch.begin, size), model_->steps(pass),
                         std::span(labels_).subspan(stretch.begin, size),
                         first ? NameLabel{kNameLabels} : kOutside,
                         stretch.end != stretch.chain_end);
  }
}

// The second pass.
void NameFinder::label_again() {
  votes_.count(traits_, labels_);
  LabelVotes others;
  const float scale = model_->scale(1);
  for (const Stretch& stretch : stretches_) {
    for (std::size_t t = stretch.begin; t < stretch.end; ++t) {
      LabelSums sums = scorer_.step_sums(label_before(traits_, labels_, t), labels_[t],
                                         label_behind(traits_, labels_, t));
      if (votes_.others(traits_, labels_, t, others))
        sums += scorer_.vote_sums(others, labels_[t], traits_[t]);
      for (std::size_t y = 0; y < kNameLabels; ++y)
        scores_[1][t][y] += static_cast<float>(sums.of(1, y)) * scale;
    }
  }
  decode(1);
}

NameFinder::FirstPass NameFinder::label_once(std::string_view text) {
  tokenizer_.tokenize(text, tokens_);
  read(text);
  labels_.assign(traits_.size(), kOutside);
  find_stretches(true);
  score_text();
  decode(0);
  return {traits_, labels_};
}

const std::vector<Mention>& NameFinder::find(std::string_view text) {
  tokenizer_.tokenize(text, tokens_);
  return find_in_tokens(text);
}

const std::vector<Mention>& NameFinder::find(std::string_view text, std::span<const Word> words) {
  NameTokenizer::tokenize(text, words, tokens_);
  return find_in_tokens(text);
}

const std::vector<Mention>& NameFinder::find_in_tokens(std::string_view text) {
  read(text);
  labels_.assign(traits_.size(), kOutside);
  find_stretches(false);
  score_text();
  decode(0);
  label_again();
  mentions_.clear();
  for (std::size_t i = 0; i < tokens_.size();) {
    if (labels_[i] == kOutside) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < tokens_.size() && !traits_[end].starts_chain && is_inside(labels_[end])) ++end;
    const EntityType type = label_type(labels_[i]);
    const NameToken& last = tokens_[end - 1];
    const std::size_t begin = tokens_[i].begin;
    // The full stop of A.Ş. is part of the name.
    const std::size_t body_end = ends_name(text, last) ? last.body_end : last.end;
    mentions_.push_back(
        {begin, last.end, type, mention_name(text.substr(begin, body_end - begin), type)});
    i = end;
  }
  return mentions_;
}

}  // namespace newsidx
