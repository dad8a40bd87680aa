// Opening the index on disk (store/generations.h), and the settings it was made with.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <memory>
#include <string>

#include "store/fingerprint.h"
#include "store/generations.h"
#include "store/record.h"

namespace newsidx {

// Keys of its metadata.
inline constexpr const char* kModelKey = "newsidx.model";
inline constexpr const char* kLexiconKey = "newsidx.lexicon";
inline constexpr const char* kDictionaryKey = "newsidx.dictionary";

// What an index was made with, and is searched with.
struct IndexSettings {
  Fingerprint fingerprint;
  StemmerResources resources;
  std::shared_ptr<const RecordDictionary> dictionary;
};

// Written into a new database, which keeps a copy of a model that is not the program's own, of the
// owner's stems and of the records' dictionary. The caller commits.
void write_settings(Xapian::WritableDatabase& database, const IndexSettings& settings);
IndexSettings read_settings(const Xapian::Database& database,
                            const std::filesystem::path& index_dir);

// Makes the first generation, empty, and `current`. The caller holds the write lock.
void create_index(const std::filesystem::path& index_dir, const IndexSettings& settings);

// Opens what `current` names, though a writer may replace it meanwhile. Throws Error: kNotFound,
// kConfiguration, kIo.
Xapian::Database open_for_reading(const std::filesystem::path& index_dir, IndexSettings& settings);
// Opens this generation. The caller holds the write lock.
Xapian::WritableDatabase open_for_writing(const std::filesystem::path& index_dir,
                                          const std::string& generation, IndexSettings& settings);

}  // namespace newsidx
