// What can still be read of an index, whatever state it is in: so that it can be built anew.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "store/manifest.h"
#include "store/record.h"
#include "store/root_list.h"

namespace newsidx {

struct Salvage {
  std::filesystem::path generation;

  // Of what is kept besides articles; each with whether it could be read. What is not there is
  // empty, and counts as read.
  struct Kept {
    std::string value;
    bool read = true;
  };
  Kept fingerprint;  // its text
  Kept model;
  Kept lexicon;
  std::shared_ptr<const RecordDictionary> dictionary;
  std::vector<Root> roots;
  bool roots_read = true;
  std::vector<FileEntry> entries;  // of the manifest, those that could be read

  // By document: whether its record could be read.
  std::vector<bool> readable;
  struct Unreadable {
    Xapian::docid docid = 0;
    std::string id;  // empty: not known
  };
  std::vector<Unreadable> unreadable;

  bool opened = true;                 // false: nothing of the above could be looked at
  bool complete = true;               // false: there may be more records than were looked at
  std::vector<std::string> troubles;  // what could not be read, in words
};

// Reads the generation in child processes, as Xapian may be brought down by a damaged one; no other
// thread should be at work. Of any layout up to this program's. Throws Error: kConfiguration (of a
// later layout), kIo (there can be no child).
Salvage salvage_index(const std::filesystem::path& generation);

// The article of a document that is readable. Throws Error(kIo), Xapian::Error.
Article salvaged_article(const Xapian::Database& database, Xapian::docid docid, RecordCodec& codec);

}  // namespace newsidx
