// Files and folders that are replaced as a whole, or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "newsidx/error.h"

namespace newsidx {

// Written beside without a name, or under one that nobody can guess, synced and renamed, so that a
// reader sees the old file or the new one, whole. What is replaced keeps its mode and owner. What
// an earlier call left beside it when it was killed goes. Throws Error: kCannotCreate (also when
// what has the name is a link, a pipe, a device or anything else than a regular file, or belongs to
// somebody whose file it could not stay), kIo.
void replace_file(const std::filesystem::path& path, const std::string& content);

// Removes what replace_file() left beside this path when it was killed. One that is at work in
// another program keeps its own.
void remove_temporaries(const std::filesystem::path& path);

// Every file of the folder, and the folder itself, is on the disk when this returns. Throws
// Error(kIo).
void sync_folder(const std::filesystem::path& folder);

// The same for this file, or the names in this folder, alone.
void sync_path(const std::filesystem::path& path);

// kCannotCreate, with what to do.
Error cannot_create(const std::filesystem::path& path, const std::string& reason);

}  // namespace newsidx
