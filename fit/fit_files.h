// What a model is fitted to, and where it goes.
#pragma once

#include <filesystem>
#include <functional>
#include <istream>

#include "newsidx/article.h"
#include "newsidx/articles_read.h"
#include "newsidx/indexer.h"

namespace newsidx {

// Throws Error(kCannotCreate) when no file can come to stand there: before the work, not after it.
void require_replaceable(const std::filesystem::path& output);

// Hands every article to `learn`, in the order of the paths, and counts into `read`. What cannot be
// read is told to the observer, and the reading goes on.
void read_to_learn(const AddRequest& request, std::istream& standard_input,
                   const AddObserver& observer, ArticlesRead& read,
                   const std::function<void(Article&&)>& learn);

}  // namespace newsidx
