// The terms and values of the people, places, organisations and topics of an article
// (store/entity_terms.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entities/names/name_finder.h"
#include "entities/topics/topic_finder.h"
#include "newsidx/analysis.h"
#include "store/document_sink.h"
#include "text/segmenter.h"

namespace newsidx {

// Not thread-safe: one a thread; the vocabulary may be shared.
class EntityIndexer {
 public:
  EntityIndexer(std::shared_ptr<const TopicVocabulary> vocabulary, std::size_t kept_words)
      : names_(NameModel::shipped(), kept_words), topics_(std::move(vocabulary)) {}

  // Of the next article: its title, unless the text begins with it, with what the analyzer made of
  // it; then its text, whereupon all goes into the document.
  void begin(std::string_view title, const std::vector<Token>& tokens,
             const std::vector<Word>& words);
  void end(std::string_view text, const std::vector<Token>& tokens, const std::vector<Word>& words,
           DocumentSink& document);

 private:
  void add_names(DocumentSink& document);

  NameFinder names_;
  TopicFinder topics_;
  std::string text_;  // title and text of the article at hand
  std::vector<Word> words_;
  std::vector<Token> title_;
};

}  // namespace newsidx
