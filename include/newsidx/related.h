// Background for a story: what else the archive has about it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/searcher.h"

namespace newsidx {

struct RelatedRequest {
  std::string id;    // of an article of the index; empty: the story is `text`
  std::string text;  // in any encoding that articles may have; its first line may be a title
  std::optional<Date> before;  // articles of earlier days alone, undated ones left out
  std::uint32_t count = 10;
  HitDetail detail = HitDetail::kSnippets;
  std::chrono::milliseconds time_limit = kDefaultTimeLimit;  // 0: none
};

// What the story is looked for by.
struct RelatedTerm {
  std::string text;   // as the story writes it; two words are looked for side by side
  double weight = 0;  // what it can add to a score, in parts of the largest
  bool name = false;  // written as names are

  bool operator==(const RelatedTerm&) const = default;
};

struct RelatedResult {
  std::string title;               // of the story
  std::vector<RelatedTerm> terms;  // the weightiest first
  // Best first. Of near-copies the best alone; neither the story itself nor its near-copies. The
  // passages are those that share most of the terms.
  std::vector<Hit> hits;
  std::vector<Message> notes;
};

}  // namespace newsidx
