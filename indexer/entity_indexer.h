// The terms and values of the people, places, organisations and topics of an article
// (store/entity_terms.h).
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "entities/name_finder.h"
#include "entities/topic_finder.h"
#include "newsidx/analysis.h"
#include "newsidx/article.h"
#include "store/document_sink.h"

namespace newsidx {

// Not thread-safe: one a thread; the vocabulary may be shared.
class EntityIndexer {
 public:
  explicit EntityIndexer(std::shared_ptr<const TopicVocabulary> vocabulary)
      : topics_(std::move(vocabulary)) {}

  // The tokens are those of the article's title, unless the text begins with it, and text.
  void add(const Article& article, const std::vector<Token>& title, const std::vector<Token>& text,
           DocumentSink& document);

 private:
  void add_names(const Article& article, DocumentSink& document);

  NameFinder names_;
  TopicFinder topics_;
  std::string text_;
};

}  // namespace newsidx
