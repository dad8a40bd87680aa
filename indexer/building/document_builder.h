// Article -> terms, positions, values, record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/building/entity_indexer.h"
#include "newsidx/article.h"
#include "store/acronym_table.h"
#include "store/document_sink.h"
#include "store/index_dir.h"
#include "text/analyzer.h"
#include "text/signature.h"
#include "text/word_cache.h"

namespace newsidx {

// Takes memory in proportion to kReadForNames and what the document itself takes, however long the
// article. Not thread-safe: one a thread.
class DocumentBuilder {
 public:
  // What was found out about so many words is kept; kBytesPerKeptWord each.
  explicit DocumentBuilder(const IndexSettings& settings, std::size_t kept_words = kKeptWords)
      : analyzer_(settings.fingerprint.stemmer, settings.resources, kept_words),
        codec_(settings.dictionary) {
    if (settings.fingerprint.names)
      entities_.emplace(TopicVocabulary::shipped(analyzer_), kept_words);
  }
  static constexpr std::size_t kBytesPerKeptWord = 600;

  // Puts all of the article into `document`, and adds the acronyms that it explains to `acronyms`.
  // The article must have an id. Returns its near-copy signature, which may be empty.
  std::string build(const Article& article, AcronymCounts& acronyms, DocumentSink& document);

 private:
  // Adds the words of a text, of which the analyzer made these tokens, from `position` on; returns
  // the position behind the last.
  std::uint32_t add_words(DocumentSink& document, const std::vector<Token>& tokens,
                          std::uint32_t position, bool title, bool title_only);
  // The same of a text of any length, which `signature`, if given, reads as well.
  std::uint32_t add_long_text(DocumentSink& document, std::string_view text, std::uint32_t position,
                              bool title, bool title_only, NearCopySignature* signature);
  // Of the text whose tokens are at hand.
  static void count_acronyms(std::string_view text, const std::vector<Token>& tokens,
                             AcronymCounts& acronyms);

  Analyzer analyzer_;
  std::optional<EntityIndexer> entities_;  // none in an index without names
  RecordCodec codec_;
  std::string term_;
};

}  // namespace newsidx
