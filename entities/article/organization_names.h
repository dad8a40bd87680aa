// Which names of an article are one organisation's or place's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entities/aliases/name_forms.h"

namespace newsidx {

// Joins acronyms to what they stand for, where the article says so in brackets or it is the only
// name with these initials, and organisations' short names to long ones: Dışişleri, and Dışişleri
// Bakanlığı behind Çin Dışişleri Bakanlığı.
void join_organization_names(std::string_view text, NameForms& forms);

// The first letters of a key's words, with or without those of small ones: ve, ile.
std::string initials_of(const std::vector<std::string_view>& words, bool with_small);

// Whether these letters can stand for a name of several words, by key: its initials, with or
// without those of small words such as ve, or letters of it in order that begin as it does.
bool is_acronym_of(std::string_view letters, const std::vector<std::string_view>& words);

}  // namespace newsidx
