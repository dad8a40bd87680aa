// One key for the spellings of a foreign name: Oreşkin and Oreshkin, Seçin and Sechin, Zelenski and
// Zelenskiy. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace newsidx {

// The key of a folded word (letters.h). English and German digraphs and letters become what Turkish
// writes, folded: sh and sch s, ch and tch c, zh j, kh h, ph f, th t, ck and q k, x ks, w v, y i; c
// before a, o, u and consonants k; doubled letters one. Equal to the word where nothing of this is
// in it.
std::string foreign_key(std::string_view folded);

// A lower-case word as Turkish writes its sounds: sechin seçin, oreshkin oreşkin, putin as it is.
std::string turkish_spelling(std::string_view word);

}  // namespace newsidx
