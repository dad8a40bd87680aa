// Article -> Xapian document: terms, positions, values, record.
#pragma once

#include <xapian.h>

#include "newsidx/article.h"
#include "store/acronym_table.h"
#include "store/index_dir.h"
#include "text/analyzer.h"

namespace newsidx {

// Not thread-safe: one a thread.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(const IndexSettings& settings)
      : analyzer_(settings.fingerprint.stemmer, settings.resources), codec_(settings.dictionary) {}

  // The article must have an id. Acronyms that it explains are added to `acronyms`.
  Xapian::Document build(const Article& article, AcronymCounts& acronyms);

 private:
  // Adds the words of one text from `position` on; returns the position behind the last.
  Xapian::termpos add_words(Xapian::Document& document, const std::string& text,
                            Xapian::termpos position, bool title, bool title_only,
                            AcronymCounts& acronyms);
  // Of the text whose tokens are at hand.
  static void count_acronyms(const std::string& text, const std::vector<Token>& tokens,
                             AcronymCounts& acronyms);

  Analyzer analyzer_;
  RecordCodec codec_;
  std::string term_;
};

}  // namespace newsidx
