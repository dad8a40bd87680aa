#include "entities/name_finder.h"

#include "entities/mention_name.h"

namespace newsidx {

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

NameFinder::NameFinder(std::shared_ptr<const NameModel> model)
    : model_(std::move(model)), reader_(model_) {}

// Adds what the model says of each row's features; in the first pass to both passes' scores, as the
// text features count in both.
void NameFinder::score(const FeatureRows& rows, std::size_t pass) {
  constexpr std::size_t kAhead = 12;
  for (std::size_t i = 0; i < rows.keys.size() && i < kAhead; ++i)
    __builtin_prefetch(model_->slot_of(rows.keys[i]));
  for (std::size_t t = 0; t < rows.rows(); ++t) {
    std::array<std::array<int, kNameLabels>, 2> sums{};
    for (std::size_t i = rows.ends[t]; i < rows.ends[t + 1]; ++i) {
      if (i + kAhead < rows.keys.size()) __builtin_prefetch(model_->slot_of(rows.keys[i + kAhead]));
      const FeatureWeights* weights = model_->feature(rows.keys[i]);
      if (weights == nullptr) continue;
      for (std::size_t p = pass; p < 2; ++p)
        for (std::size_t y = 0; y < kNameLabels; ++y) sums[p][y] += weights->passes[p][y];
    }
    for (std::size_t p = pass; p < 2; ++p)
      for (std::size_t y = 0; y < kNameLabels; ++y)
        scores_[p][t][y] += static_cast<float>(sums[p][y]) * model_->scale(p);
  }
}

// What no label can be: behind a word with a suffix no name goes on, and where the lists know that
// there is none, there is none.
void NameFinder::bar(const std::vector<TokenTraits>& traits) {
  constexpr float kNever = -1e6F;
  for (std::size_t t = 0; t < traits.size(); ++t) {
    const bool ended = t > 0 && traits[t - 1].word.suffix != 0;
    if (!ended && !traits[t].no_name) continue;
    for (NameLabel y = 1; y < kNameLabels; ++y)
      if (is_inside(y) || traits[t].no_name)
        for (auto& scores : scores_) scores[t][y] += kNever;
  }
}

void NameFinder::decode(const std::vector<TokenTraits>& traits, std::size_t pass,
                        std::vector<NameLabel>& labels) {
  for (std::size_t i = 0; i < traits.size();) {
    std::size_t end = i + 1;
    while (end < traits.size() && !traits[end].starts_chain) ++end;
    decoder_.decode(std::span(scores_[pass]).subspan(i, end - i), model_->steps(pass),
                    std::span(labels).subspan(i, end - i));
    i = end;
  }
}

void NameFinder::label_once(const std::vector<TokenTraits>& traits,
                            std::vector<NameLabel>& labels) {
  for (auto& scores : scores_) scores.assign(traits.size(), {});
  labels.assign(traits.size(), kOutside);
  rows_.clear();
  append_text_features(traits, rows_);
  score(rows_, 0);
  bar(traits);
  decode(traits, 0, labels);
}

void NameFinder::label_twice(const std::vector<TokenTraits>& traits,
                             std::vector<NameLabel>& labels) {
  label_once(traits, labels);
  rows_.clear();
  append_second_features(traits, labels, rows_);
  score(rows_, 1);
  decode(traits, 1, labels);
}

const std::vector<Mention>& NameFinder::find(std::string_view text) {
  tokenizer_.tokenize(text, tokens_);
  reader_.read(text, tokens_, traits_);
  label_twice(traits_, labels_);
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
