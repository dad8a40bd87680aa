// Where the suffix begins that an apostrophe separates from a name or a number. Thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace newsidx {

// Whether these letters can be a chain of Turkish inflectional suffixes as written behind an
// apostrophe (in, da, dan, ya, nin, lar, li, den, inci, ...). Any case, with or without Turkish
// letters.
bool is_suffix_chain(std::string_view letters);

struct ApostropheSplit {
  std::size_t body_end = 0;  // the word without its suffix is word[0, body_end)
  bool suffix = false;       // a suffix was found behind the last apostrophe
  bool owned = false;        // an apostrophe belongs to the body: Kur'an, O'Neill
};

// Splits a word that may hold apostrophes (letters.h). What follows the last one is a suffix when
// it is a suffix chain and the word is none of those that are written with an apostrophe and only
// look so (San'a, vak'a), and no single letter stands before it as in O'Neill or d'Arcy.
ApostropheSplit split_at_apostrophe(std::string_view word);

// Where the suffix begins in a number written without apostrophe (20den, 2026da); word.size() when
// there is none. A suffix of one letter is not taken for one (4a, 3d).
std::size_t number_suffix_begin(std::string_view word);

}  // namespace newsidx
