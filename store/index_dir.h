// The index on disk: a directory of generations (gen-0001/, each a Xapian database), a Xapian stub
// file `current` that names the one in use and is replaced by rename only, the file `lock`, and
// while a generation is being made the folder `building`.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/fingerprint.h"
#include "store/record.h"

namespace newsidx {

// Whether an index stands there.
bool has_index(const std::filesystem::path& index_dir);

// Makes the directory when there is none. Throws Error(kCannotCreate) when it cannot be made, or
// when it holds files that are not an index's.
void prepare_index_dir(const std::filesystem::path& index_dir);

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

// The name of the generation in use (gen-0001); throws Error(kNotFound) when there is no index.
std::string current_generation(const std::filesystem::path& index_dir);

// Tells one committed state from another: bytes to compare. Throws as current_generation().
std::string committed_state(const std::filesystem::path& index_dir);

// Opens what `current` names, though a writer may replace it meanwhile. Throws Error: kNotFound,
// kConfiguration, kIo.
Xapian::Database open_for_reading(const std::filesystem::path& index_dir, IndexSettings& settings);
// The caller holds the write lock.
Xapian::WritableDatabase open_for_writing(const std::filesystem::path& index_dir,
                                          IndexSettings& settings);

// The names of all complete generations, the oldest first.
std::vector<std::string> list_generations(const std::filesystem::path& index_dir);

// Bytes of all generations; what vanishes meanwhile does not count.
std::uint64_t disk_usage(const std::filesystem::path& index_dir);

// The rest is for the holder of the write lock.

// The folder in the index that generations are made in; begun, it is there and empty.
std::filesystem::path building_dir(const std::filesystem::path& index_dir);
std::filesystem::path begin_building(const std::filesystem::path& index_dir);

// Makes the finished database in `built` the current generation: it is on the disk before `current`
// names it. Returns its name. What is left of the folder for building goes.
std::string publish_generation(const std::filesystem::path& index_dir,
                               const std::filesystem::path& built);

// Removes what a stopped run left: the folder for building, and generations that never came into
// use.
void remove_leftovers(const std::filesystem::path& index_dir);

// Removes one generation that is not in use; readers that have it open keep it until they end.
void remove_generation(const std::filesystem::path& index_dir, const std::string& generation);

// Removes all generations but the current one and the latest `keep` before it.
void remove_old_generations(const std::filesystem::path& index_dir, std::size_t keep);

}  // namespace newsidx
