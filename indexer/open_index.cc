#include "indexer/open_index.h"

#include <fmt/format.h>

#include "newsidx/status.h"

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

// What was asked for, checked.
IndexSettings settings_asked_for(const StemmerChoice& asked, bool names) {
  IndexSettings settings;
  settings.resources = read_resources(asked);
  settings.fingerprint =
      Fingerprint::of_program(asked.kind.value_or(kDefaultStemmer), settings.resources);
  settings.fingerprint.names = names;
  return settings;
}

Error copy_unreadable(const std::filesystem::path& index_dir, const std::string& what,
                      const std::string& option) {
  return {ErrorCode::kIo,
          fmt::format("{}: its copy of the {} it was made with cannot be read", index_dir.string(),
                      what),
          fmt::format("name the file it was made of: newsidx reindex --full {} FILE", option)};
}

// The model and the owner's stems of an index that can be read in part.
StemmerResources resources_of(const Salvage& salvage, const std::filesystem::path& index_dir,
                              const StemmerChoice& asked, const IndexSettings& wanted,
                              const Fingerprint& made) {
  StemmerResources resources = wanted.resources;
  if (!made.lexicon.empty() && asked.lexicon.empty()) {
    if (!salvage.lexicon.read || salvage.lexicon.value.empty())
      throw copy_unreadable(index_dir, "lexicon", "--lexicon");
    resources.overrides = StemOverrides::parse(salvage.lexicon.value,
                                               index_dir.string() + ": its copy of the lexicon");
  }
  if (made.model.empty() || !asked.model.empty() ||
      made.model == MorphologyModel::shipped()->checksum())
    return resources;
  if (!salvage.model.read) throw copy_unreadable(index_dir, "model", "--model");
  // Without a copy it was the model that another version of the program ships.
  if (!salvage.model.value.empty())
    resources.model =
        MorphologyModel::own(salvage.model.value, index_dir.string() + ": its copy of the model");
  return resources;
}

}  // namespace

IndexSettings settings_to_rebuild(Salvage& salvage, const std::filesystem::path& index_dir,
                                  const StemmerChoice& asked, bool names) {
  IndexSettings wanted = settings_asked_for(asked, names);
  if (!salvage.fingerprint.read) {
    salvage.troubles.push_back(
        "what it was made with is not known, so it is made anew with what a new index is made "
        "with: " +
        wanted.fingerprint.text());
    return wanted;
  }
  Fingerprint made;
  try {
    made = Fingerprint::parse(salvage.fingerprint.value);
  } catch (const Error& error) {
    if (!asked.kind) throw;
    salvage.troubles.emplace_back(error.what());
    return wanted;
  }
  IndexSettings settings;
  settings.resources = resources_of(salvage, index_dir, asked, wanted, made);
  settings.fingerprint = Fingerprint::of_program(made.stemmer, settings.resources);
  settings.fingerprint.names = made.names;
  // The index's own model and lexicon stand for what they were made of, as far as they are known.
  Fingerprint to_compare = settings.fingerprint;
  if (!asked.model.empty()) to_compare.model = made.model;
  if (!asked.lexicon.empty()) to_compare.lexicon = made.lexicon;
  compare(index_dir, asked, wanted.fingerprint, to_compare);
  return settings;
}

Xapian::WritableDatabase open_or_create(const std::filesystem::path& index_dir,
                                        const StemmerChoice& asked, bool names,
                                        IndexSettings& settings) {
  const IndexSettings wanted = settings_asked_for(asked, names);
  if (!has_index(index_dir)) create_index(index_dir, wanted);
  const std::string generation = current_generation(index_dir);
  Xapian::WritableDatabase database = open_for_writing(index_dir, generation, settings);
  compare(index_dir, asked, wanted.fingerprint, settings.fingerprint);
  clear_stopped_run(index_dir, generation);
  return database;
}

}  // namespace newsidx
