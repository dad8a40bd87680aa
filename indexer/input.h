// Which files the paths of a request stand for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "newsidx/indexer.h"

namespace newsidx {

struct InputFile {
  std::filesystem::path path;
  std::string name;    // the path as shown, valid UTF-8
  InputFormat format;  // kAuto: to be told by its first byte
  std::uint64_t bytes = 0;
  std::int64_t mtime = 0;  // nanoseconds since 1970
};

struct Inputs {
  std::vector<InputFile> files;    // in the order of the request; within a folder by name
  std::vector<Notice> missing;     // paths of the request that do not exist
  std::vector<Notice> unreadable;  // folders and files that cannot be read
  std::vector<std::filesystem::path> unread_folders;  // those of them that are folders
  std::uint64_t skipped = 0;     // files of folders that are of no known kind, or hidden
  std::uint64_t compressed = 0;  // of the skipped: by their names, compressed
  std::uint64_t bytes = 0;       // of all files
};

// Files named in the request are always taken. Of folders, read recursively without following links
// to folders, the files named *.txt, *.text (plain text), *.jsonl, *.ndjson, *.json (JSON Lines)
// are taken but for hidden ones and those that a file .newsidxignore of their folder or one above
// it (within the folder asked for) lists: shell patterns of names, one a line.
Inputs find_inputs(const std::vector<std::string>& paths, InputFormat format);

// Sets size and time as they are now; false, and nothing set, when it is no regular file (any
// more).
bool read_status(InputFile& file);

// The day of the file's last modification, in UTC.
std::optional<Date> modification_date(const std::filesystem::path& path);

}  // namespace newsidx
