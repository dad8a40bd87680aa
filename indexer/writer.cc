#include "indexer/writer.h"

#include <fmt/format.h>

#include "store/terms.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

// Xapian's in-memory inverter slows down as it grows: committing every 2,000 articles gave 649
// articles a CPU second, every 10,000 (Xapian's own default) 484 (12,000 articles with positions,
// raw Xapian, measured before newsidx was written).
constexpr std::size_t kBatch = 2000;

std::filesystem::path prepared(const std::filesystem::path& index_dir) {
  prepare_index_dir(index_dir);
  return index_dir;
}

Xapian::WritableDatabase open_or_create(const std::filesystem::path& index_dir,
                                        std::optional<StemmerKind> stemmer,
                                        Fingerprint& fingerprint) {
  if (!has_index(index_dir))
    create_index(index_dir, Fingerprint::of_program(stemmer.value_or(kDefaultStemmer)));
  Xapian::WritableDatabase database = open_for_writing(index_dir, fingerprint);
  if (stemmer && *stemmer != fingerprint.stemmer)
    throw Error(ErrorCode::kConfiguration,
                fmt::format("{}: made with the stemmer {}, not {}", index_dir.string(),
                            stemmer_name(fingerprint.stemmer), stemmer_name(*stemmer)),
                fmt::format("leave --stemmer out, or make another index: newsidx add --index {}.{} "
                            "--stemmer {} PATH…",
                            index_dir.string(), stemmer_name(*stemmer), stemmer_name(*stemmer)));
  return database;
}

}  // namespace

IndexWriter::IndexWriter(const std::filesystem::path& index_dir, std::optional<StemmerKind> stemmer)
    : index_dir_(prepared(index_dir)),
      lock_(index_dir_),
      database_(open_or_create(index_dir_, stemmer, fingerprint_)),
      builder_(fingerprint_.stemmer) {}

IndexWriter::Outcome IndexWriter::add(const Article& article) {
  return translating(index_dir_, [&] {
    const Xapian::Document document = builder_.build(article);
    const std::string term = id_term(article.id);
    const bool known = database_.term_exists(term);
    if (known)
      database_.replace_document(term, document);
    else
      database_.add_document(document);
    if (++uncommitted_ >= kBatch) commit();
    return known ? Outcome::kReplaced : Outcome::kAdded;
  });
}

bool IndexWriter::remove(const std::string& id) {
  return translating(index_dir_, [&] {
    const std::string term = id_term(id);
    if (!database_.term_exists(term)) return false;
    database_.delete_document(term);
    ++uncommitted_;
    return true;
  });
}

void IndexWriter::commit() {
  translating(index_dir_, [&] { database_.commit(); });
  uncommitted_ = 0;
}

}  // namespace newsidx
