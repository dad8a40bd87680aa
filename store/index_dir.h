// The index on disk: a directory of generations (gen-0001/, each a Xapian database), a Xapian stub
// file `current` that names the one in use and is replaced by rename only, and the file `lock`.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

#include "store/fingerprint.h"

namespace newsidx {

// Holds the exclusive right to write the index; given up when it goes. Throws Error: kBusy when
// another holds it, kCannotCreate when the lock file cannot be made.
class WriteLock {
 public:
  explicit WriteLock(const std::filesystem::path& index_dir);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  int file_ = -1;
};

// Whether an index stands there.
bool has_index(const std::filesystem::path& index_dir);

// Makes the directory when there is none. Throws Error(kCannotCreate) when it cannot be made, or
// when it holds files that are not an index's.
void prepare_index_dir(const std::filesystem::path& index_dir);

// What an index was made with, and is searched with.
struct IndexSettings {
  Fingerprint fingerprint;
  StemmerResources resources;
};

// Makes the first generation, empty, and `current`. The index keeps a copy of a model that is not
// the program's own, and of the owner's stems. The caller holds the write lock.
void create_index(const std::filesystem::path& index_dir, StemmerKind stemmer,
                  const StemmerResources& resources);

// The name of the generation in use (gen-0001); throws Error(kNotFound) when there is no index.
std::string current_generation(const std::filesystem::path& index_dir);

// Opens what `current` names. Throws Error: kNotFound, kConfiguration, kIo.
Xapian::Database open_for_reading(const std::filesystem::path& index_dir, IndexSettings& settings);
// The caller holds the write lock.
Xapian::WritableDatabase open_for_writing(const std::filesystem::path& index_dir,
                                          IndexSettings& settings);

}  // namespace newsidx
