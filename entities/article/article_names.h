// Who is meant by the names of one article (docs/names.md).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "newsidx/entities.h"
#include "newsidx/names.h"

namespace newsidx {

struct ArticleNames {
  std::vector<NamedEntity> entities;   // most mentions first, then by where they stand
  std::vector<std::size_t> entity_of;  // for each of the mentions an index into `entities`
  std::vector<OfficeMention> offices;  // in order; counted in NamedEntity::mentions as well
};

// Joins what one article calls by several names: short forms and long ones (Şi, Şi Cinping), case
// (PUTİN, Putin), acronyms that it explains, foreign spellings (Oreşkin, Oreshkin). Two full names
// that differ are never joined, and a short one that may be of two people stays by itself.
// `mentions` are NameFinder's for this text, in order. The same input gives the same result. The
// time is linear in the text and the mentions. Thread-safe.
ArticleNames resolve_article_names(std::string_view text, const std::vector<Mention>& mentions);

// Its entities alone.
std::vector<NamedEntity> resolve_names(std::string_view text, const std::vector<Mention>& mentions);

}  // namespace newsidx
