#include "indexer/open_index.h"

#include <fmt/format.h>

namespace newsidx {
namespace {

Error made_otherwise(const std::filesystem::path& index_dir, const std::string& made_with,
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
    throw made_otherwise(index_dir, fmt::format("the stemmer {}", stemmer_name(made.stemmer)),
                         std::string(stemmer_name(*asked.kind)),
                         fmt::format("--stemmer {}", stemmer_name(*asked.kind)));
  if ((!asked.model.empty() || !asked.lexicon.empty()) && made.stemmer != StemmerKind::kLexicon)
    throw made_otherwise(index_dir, fmt::format("the stemmer {}", stemmer_name(made.stemmer)),
                         "lexicon", "--stemmer lexicon");
  if (!asked.model.empty() && wanted.model != made.model)
    throw made_otherwise(index_dir, "the model " + made.model,
                         fmt::format("{} ({})", asked.model.string(), wanted.model),
                         "--model " + asked.model.string());
  if (!asked.lexicon.empty() && wanted.lexicon != made.lexicon)
    throw made_otherwise(index_dir, made.lexicon.empty() ? "no lexicon" : "another lexicon",
                         asked.lexicon.string(), "--lexicon " + asked.lexicon.string());
  if (!wanted.names && made.names)
    throw made_otherwise(index_dir, "names and topics", "without", "--no-names");
}

}  // namespace

Xapian::WritableDatabase open_or_create(const std::filesystem::path& index_dir,
                                        const StemmerChoice& asked, bool names,
                                        IndexSettings& settings) {
  const StemmerKind kind = asked.kind.value_or(kDefaultStemmer);
  if ((!asked.model.empty() || !asked.lexicon.empty()) && kind != StemmerKind::kLexicon)
    throw Error(
        ErrorCode::kUsage,
        fmt::format("the stemmer {} has no use for a model or a lexicon", stemmer_name(kind)),
        "leave --stemmer out, or --model and --lexicon");
  StemmerResources resources;
  if (!asked.model.empty()) resources.model = MorphologyModel::open(asked.model);
  if (!asked.lexicon.empty()) resources.overrides = StemOverrides::read(asked.lexicon);
  Fingerprint wanted = Fingerprint::of_program(kind, resources);
  wanted.names = names;
  if (!has_index(index_dir)) create_index(index_dir, {wanted, resources, nullptr});
  const std::string generation = current_generation(index_dir);
  Xapian::WritableDatabase database = open_for_writing(index_dir, generation, settings);
  compare(index_dir, asked, wanted, settings.fingerprint);
  clear_stopped_run(index_dir, generation);
  return database;
}

}  // namespace newsidx
