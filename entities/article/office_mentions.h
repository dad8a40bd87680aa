// Offices that point to someone whom an article names: Rus lider, Çin Devlet Başkanı, Başbakan.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entities/aliases/name_forms.h"

namespace newsidx {

struct FoundOffice {
  std::size_t begin = 0;  // byte offsets, without a suffix behind an apostrophe
  std::size_t end = 0;
  std::uint32_t root = 0;  // of the person's form
};

// An office counts for someone when it stands before his name somewhere in the article (Rusya
// Devlet Başkanı Vladimir Putin) and before nobody else's. In order of the text. The forms are
// joined already.
std::vector<FoundOffice> find_offices(std::string_view text, NameForms& forms);

}  // namespace newsidx
