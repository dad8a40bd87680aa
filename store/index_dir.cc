#include "store/index_dir.h"

#include "store/glass/version_file.h"
#include "store/metadata.h"
#include "store/xapian_errors.h"

namespace newsidx {
namespace {

namespace fs = std::filesystem;

// How often a reader opens the index again because a writer replaced the generation meanwhile.
constexpr int kMaxTries = 100;

// The index was made with the model that another version of the program ships.
Error other_model(const fs::path& index_dir, const std::string& model) {
  return {ErrorCode::kConfiguration,
          index_dir.string() + ": made with the stemmer's model " + model +
              ", which this program does not have (it has " +
              MorphologyModel::shipped()->checksum() + ")",
          "newsidx reindex --full takes it over with this program's model"};
}

// Xapian opens some files only when they are needed, and takes some that are missing for empty.
void require_files(const fs::path& generation) {
  if (!glass::library_reads_this_format()) return;
  if (const std::string wrong = glass::find_file_damage(generation, false); !wrong.empty())
    throw Xapian::DatabaseCorruptError(wrong);
}

}  // namespace

IndexSettings read_settings(const Xapian::Database& database, const fs::path& index_dir) {
  IndexSettings settings;
  Fingerprint& fingerprint = settings.fingerprint;
  fingerprint = Fingerprint::parse(database.get_metadata(kFingerprintKey));
  fingerprint.require_usable(index_dir.string());
  if (!fingerprint.model.empty() && fingerprint.model != MorphologyModel::shipped()->checksum()) {
    const std::string copy = read_metadata(database, kModelKey);
    if (copy.empty()) throw other_model(index_dir, fingerprint.model);
    settings.resources.model =
        MorphologyModel::own(copy, index_dir.string() + ": its copy of the model");
  }
  if (!fingerprint.lexicon.empty())
    settings.resources.overrides = StemOverrides::parse(
        read_metadata(database, kLexiconKey), index_dir.string() + ": its copy of the lexicon");
  settings.dictionary =
      std::make_shared<const RecordDictionary>(read_metadata(database, kDictionaryKey));
  return settings;
}

void write_settings(Xapian::WritableDatabase& database, const IndexSettings& settings) {
  const Fingerprint& fingerprint = settings.fingerprint;
  database.set_metadata(kFingerprintKey, fingerprint.sealed_text());
  if (!fingerprint.model.empty() && settings.resources.model)
    write_metadata(database, kModelKey, settings.resources.model->bytes());
  if (!fingerprint.lexicon.empty())
    write_metadata(database, kLexiconKey, settings.resources.overrides->text());
  if (settings.dictionary) write_metadata(database, kDictionaryKey, settings.dictionary->bytes());
}

void create_index(const fs::path& index_dir, const IndexSettings& settings) {
  const fs::path first = begin_building(index_dir) / "first";
  translating(index_dir, [&] {
    Xapian::WritableDatabase database(first.string(), Xapian::DB_CREATE);
    write_settings(database, settings);
    database.commit();
    database.close();
  });
  publish_generation(index_dir, first, "");
}

Xapian::Database open_for_reading(const fs::path& index_dir, IndexSettings& settings) {
  return translating(index_dir, [&] {
    for (int tries = 1;; ++tries) {
      const std::string generation = current_generation(index_dir);
      const std::string before = committed_state(index_dir);
      // Two commits later blocks are used again, and look damaged to who still reads the first.
      const auto changed = [&] {
        return tries < kMaxTries && committed_state(index_dir) != before;
      };
      try {
        require_files(index_dir / generation);
        Xapian::Database database((index_dir / generation).string());
        settings = read_settings(database, index_dir);
        // A generation that is still in use once it is open has not been removed meanwhile: Xapian
        // takes some missing files for empty ones.
        if (tries == kMaxTries || current_generation(index_dir) == generation) return database;
      } catch (const Xapian::DatabaseModifiedError& error) {
        refuse_unmodified(committed_state(index_dir) == before, error);
        if (!changed()) throw;
      } catch (const Xapian::DatabaseError&) {
        if (!changed()) throw;
      } catch (const Error&) {
        if (!changed()) throw;
      }
    }
  });
}

Xapian::WritableDatabase open_for_writing(const fs::path& index_dir, const std::string& generation,
                                          IndexSettings& settings) {
  return translating_alone(index_dir, [&] {
    require_files(index_dir / generation);
    Xapian::WritableDatabase database((index_dir / generation).string(), Xapian::DB_OPEN);
    settings = read_settings(database, index_dir);
    return database;
  });
}

}  // namespace newsidx
