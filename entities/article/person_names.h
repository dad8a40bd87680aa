// Which names of an article are one person's.
#pragma once

#include <string_view>

#include "entities/aliases/name_forms.h"

namespace newsidx {

// Joins full names that are one (initials, a given name left out, foreign spellings), and moves
// surnames and given names that stand alone to the full name they mean.
void join_person_names(std::string_view text, NameForms& forms);

// The word that ends before text[at], on the same line with only spaces between; empty when there
// is none.
std::string_view word_before(std::string_view text, std::size_t at);

}  // namespace newsidx
