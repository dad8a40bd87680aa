// Where a fitted model goes.
#pragma once

#include <filesystem>

namespace newsidx {

// Throws Error(kCannotCreate) when no file can come to stand there: before the work, not after it.
void require_replaceable(const std::filesystem::path& output);

}  // namespace newsidx
