// What an archive has about someone or something, and what an article names.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "newsidx/entities.h"
#include "newsidx/searcher.h"
#include "newsidx/topics.h"

namespace newsidx {

struct EntityRequest {
  std::string name;                // or a part of it, or an alias; with or without Turkish letters
  std::optional<EntityType> type;  // else that of which most articles are
  std::uint32_t latest = 5;        // articles
  std::optional<TimelineStep> step;  // of the timeline; else so that the rows are few
  std::chrono::milliseconds time_limit = kDefaultTimeLimit;  // 0: none
};

struct EntityProfile {
  EntityType type = EntityType::kPerson;
  std::string name;  // as the list of aliases has it, or else as most articles do
  std::uint64_t articles = 0;
  std::vector<std::pair<std::string, std::uint64_t>> spellings;  // articles of each; most first
  // How else the latest articles (kSampledArticles) call it: by a part of its name, by an office.
  std::vector<std::string> also_called;
  Timeline timeline;  // its first and last period are those of its first and last article
  std::optional<Date> first;
  std::optional<Date> last;
  FacetCounts together;     // people, places, organisations, without itself, and topics
  std::vector<Hit> latest;  // newest first; of near-copies one
  // What else has the words of the name: name, type, articles; most articles first, kMaxOthers at
  // most.
  struct Other {
    EntityType type = EntityType::kPerson;
    std::string name;
    std::uint64_t articles = 0;  // about, where it has several spellings
  };
  std::vector<Other> others;

  static constexpr std::uint32_t kSampledArticles = 20;
  static constexpr std::size_t kMaxOthers = 8;
};

// What an article names and is about.
struct ArticleDetails {
  std::vector<NamedEntity> entities;  // by mentions, with the names of the list of aliases
  std::vector<TopicScore> topics;     // best first
  std::vector<std::string> key_phrases;
};

}  // namespace newsidx
