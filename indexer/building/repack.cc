#include "indexer/building/repack.h"

#include <xapian.h>

#include <algorithm>
#include <vector>

#include "store/record.h"

namespace newsidx {
namespace {

// Enough for the dictionary's samples.
constexpr Xapian::docid kSampled = 5000;

// Articles from all over the index, as it grew over years.
std::vector<Article> sample_articles(const Xapian::Database& database, RecordCodec& codec) {
  const Xapian::docid step = std::max(1U, database.get_lastdocid() / kSampled);
  std::vector<Article> articles;
  for (auto all = database.postlist_begin(""); all != database.postlist_end("");) {
    articles.push_back(codec.decode(database.get_document(*all).get_data()));
    if (*all + step > database.get_lastdocid()) break;
    all.skip_to(*all + step);
  }
  return articles;
}

}  // namespace

void repack_records(const std::filesystem::path& path, const IndexSettings& settings) {
  Xapian::WritableDatabase database(path.string(), Xapian::DB_OPEN);
  RecordCodec before(settings.dictionary);
  IndexSettings repacked = settings;
  repacked.dictionary = RecordDictionary::train(sample_articles(database, before));
  RecordCodec codec(repacked.dictionary);
  // Listed first: what is written must not move what is being read.
  const std::vector<Xapian::docid> all(database.postlist_begin(""), database.postlist_end(""));
  for (const Xapian::docid docid : all) {
    Xapian::Document document = database.get_document(docid);
    const std::string old = document.get_data();
    std::string record = codec.encode(before.decode(old));
    seal_record(record, digest_in(old).value_or(0));
    document.set_data(record);
    database.replace_document(docid, document);
  }
  write_settings(database, repacked);
  database.commit();
}

}  // namespace newsidx
