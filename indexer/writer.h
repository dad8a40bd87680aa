// Puts articles into the index, in batches that are committed whole.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

#include "indexer/document_builder.h"
#include "newsidx/article.h"
#include "newsidx/indexer.h"
#include "store/index_dir.h"

namespace newsidx {

// Not thread-safe. Throws Error from every function; the index then is as last committed.
class IndexWriter {
 public:
  // Makes the index when there is none.
  IndexWriter(const std::filesystem::path& index_dir, const StemmerChoice& stemmer);

  enum class Outcome { kAdded, kReplaced };
  Outcome add(const Article& article);

  // Whether an article of that id was there.
  bool remove(const std::string& id);

  void commit();

 private:
  std::filesystem::path index_dir_;
  WriteLock lock_;
  IndexSettings settings_;
  Xapian::WritableDatabase database_;
  DocumentBuilder builder_;
  AcronymCounts acronyms_;
  std::size_t uncommitted_ = 0;
};

}  // namespace newsidx
