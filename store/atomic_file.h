// Files that are replaced as a whole, or not at all.
#pragma once

#include <filesystem>
#include <string>

namespace newsidx {

// Written beside as PATH.new, synced and renamed, so that a reader sees the old file or the new
// one, whole. Throws Error: kCannotCreate, kIo.
void replace_file(const std::filesystem::path& path, const std::string& content);

}  // namespace newsidx
