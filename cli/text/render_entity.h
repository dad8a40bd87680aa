// People, places and organisations as people read them.
#pragma once

#include <cstddef>
#include <string>

#include "cli/output.h"
#include "newsidx/entity.h"

namespace newsidx::cli {

// Charts in lines of `chart` columns, hits in lines of `width` (0: as they are).
std::string render_entity(const EntityProfile& profile, const Marks& marks, std::size_t chart,
                          std::size_t width);

// What `get` prints below an article's metadata: a line each for people, places, organisations,
// topics by their Turkish labels, and key phrases, as far as there are.
std::string render_details(const ArticleDetails& details);

}  // namespace newsidx::cli
