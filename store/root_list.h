// The folders and files that reindex reads, each with how it is read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsidx/indexer.h"

namespace newsidx {

struct Root {
  std::string path;    // absolute
  AddRequest reading;  // its paths are not used
  // reading.follow is none of a root that was remembered before there was a choice: links to files
  // are followed, wherever they lead; links to folders are not.
};

// As MessagePack, in the index's metadata. Throws Error(kIo) for text that is none.
std::vector<Root> parse_roots(const std::string& text);
std::string write_roots(const std::vector<Root>& roots);

// Of all that decides what articles a root's files give; not of which files there are.
std::uint64_t reading_hash(const Root& root);

// Absolute and without . and ..; links are not followed. Throws Error(kUsage) for standard input.
std::string root_path(const std::string& path);

// Whether the path is the folder, or lies in it.
bool lies_in(std::string_view path, std::string_view folder);

}  // namespace newsidx
