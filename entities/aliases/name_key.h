// When two written names are one name. Input is valid UTF-8. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

// What the spellings of a name share: case, Turkish letters and accents do not count, nor do full
// stops, hyphens and apostrophes (A.B.D. = ABD, Mustafa Kemâl = MUSTAFA KEMAL). The words have one
// space between them; neighbouring initials are one word. Empty when the name has no letter or
// digit.
std::string name_key(std::string_view name);

// The words of a key.
std::vector<std::string_view> key_words(std::string_view key);

// Whether two keys' words are one foreign name in two spellings: oreskin and oreshkin, dmitriy and
// dmitri. The words must have one foreign key (text/foreign.h), and where Turkish tells them apart
// (Can and Kan) one must have letters that Turkish does not have. Equal words are one.
bool same_foreign_word(std::string_view a, std::string_view b);

// The same of whole names as written, word by word.
bool same_foreign_name(std::string_view a, std::string_view b);

}  // namespace newsidx
