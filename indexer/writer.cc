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

Error other_stemmer(const std::filesystem::path& index_dir, const std::string& made_with,
                    const std::string& asked, const std::string& options) {
  return {ErrorCode::kConfiguration,
          fmt::format("{}: made with {}, not {}", index_dir.string(), made_with, asked),
          fmt::format("leave it out, or make another index: newsidx add --index {}.new {} PATH…",
                      index_dir.string(), options)};
}

// What was asked for must be what the index was made with.
void compare(const std::filesystem::path& index_dir, const StemmerChoice& asked,
             const Fingerprint& wanted, const Fingerprint& made) {
  if (asked.kind && *asked.kind != made.stemmer)
    throw other_stemmer(index_dir, fmt::format("the stemmer {}", stemmer_name(made.stemmer)),
                        std::string(stemmer_name(*asked.kind)),
                        fmt::format("--stemmer {}", stemmer_name(*asked.kind)));
  if ((!asked.model.empty() || !asked.lexicon.empty()) && made.stemmer != StemmerKind::kLexicon)
    throw other_stemmer(index_dir, fmt::format("the stemmer {}", stemmer_name(made.stemmer)),
                        "lexicon", "--stemmer lexicon");
  if (!asked.model.empty() && wanted.model != made.model)
    throw other_stemmer(index_dir, "the model " + made.model,
                        fmt::format("{} ({})", asked.model.string(), wanted.model),
                        "--model " + asked.model.string());
  if (!asked.lexicon.empty() && wanted.lexicon != made.lexicon)
    throw other_stemmer(index_dir, made.lexicon.empty() ? "no lexicon" : "another lexicon",
                        asked.lexicon.string(), "--lexicon " + asked.lexicon.string());
}

Xapian::WritableDatabase open_or_create(const std::filesystem::path& index_dir,
                                        const StemmerChoice& asked, IndexSettings& settings) {
  const StemmerKind kind = asked.kind.value_or(kDefaultStemmer);
  if ((!asked.model.empty() || !asked.lexicon.empty()) && kind != StemmerKind::kLexicon)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("the stemmer {} has no use for a model or a lexicon", stemmer_name(kind)),
        "leave --stemmer out, or --model and --lexicon");
  StemmerResources resources;
  if (!asked.model.empty()) resources.model = MorphologyModel::open(asked.model);
  if (!asked.lexicon.empty()) resources.overrides = StemOverrides::read(asked.lexicon);
  if (!has_index(index_dir)) create_index(index_dir, kind, resources);
  Xapian::WritableDatabase database = open_for_writing(index_dir, settings);
  compare(index_dir, asked, Fingerprint::of_program(kind, resources), settings.fingerprint);
  return database;
}

}  // namespace

IndexWriter::IndexWriter(const std::filesystem::path& index_dir, const StemmerChoice& stemmer)
    : index_dir_(prepared(index_dir)),
      lock_(index_dir_),
      database_(open_or_create(index_dir_, stemmer, settings_)),
      builder_(settings_.fingerprint.stemmer, settings_.resources) {}

IndexWriter::Outcome IndexWriter::add(const Article& article) {
  return translating(index_dir_, [&] {
    const Xapian::Document document = builder_.build(article, acronyms_);
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
  translating(index_dir_, [&] {
    acronyms_.write_to(database_);
    database_.commit();
  });
  uncommitted_ = 0;
}

}  // namespace newsidx
