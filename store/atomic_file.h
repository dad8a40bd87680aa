// Files and folders that are replaced as a whole, or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "newsidx/error.h"

namespace newsidx {

// Written beside as PATH.new, synced and renamed, so that a reader sees the old file or the new
// one, whole. Throws Error: kCannotCreate, kIo.
void replace_file(const std::filesystem::path& path, const std::string& content);

// Every file of the folder, and the folder itself, is on the disk when this returns. Throws
// Error(kIo).
void sync_folder(const std::filesystem::path& folder);

// kCannotCreate, with what to do.
Error cannot_create(const std::filesystem::path& path, const std::string& reason);

}  // namespace newsidx
