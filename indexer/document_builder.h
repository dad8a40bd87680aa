// Article -> Xapian document: terms, positions, values, record.
#pragma once

#include <xapian.h>

#include "newsidx/article.h"
#include "text/analyzer.h"

namespace newsidx {

// Not thread-safe: one a thread.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(StemmerKind stemmer) : analyzer_(stemmer) {}

  // The article must have an id.
  Xapian::Document build(const Article& article);

 private:
  // Adds the words of one text from `position` on; returns the position behind the last.
  Xapian::termpos add_words(Xapian::Document& document, const std::string& text,
                            Xapian::termpos position, bool title, bool title_only);

  Analyzer analyzer_;
  std::string term_;
};

}  // namespace newsidx
