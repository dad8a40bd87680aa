// Letters by Turkish rules: case, folding, apostrophes. Input is valid UTF-8; all functions
// thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace newsidx {

// Lower case by Turkish rules: I -> ı, İ -> i, everything else as Unicode says. A combining dot
// above after i (what other programs' lower-casing makes of İ) goes.
std::string to_lower_turkish(std::string_view s);

// Without Turkish letters, accents and case: ş -> s, ı -> i, â -> a, é -> e, Ö -> o, ß -> ss.
// Letters that do not decompose into a Latin base letter stay.
std::string fold(std::string_view s);

// One of the characters that archives use for an apostrophe: ' ’ ‘ ʼ ‛ ′ ´ ` ＇
bool is_apostrophe(char32_t code);

// At least two letters, none of them lower case.
bool is_all_capitals(std::string_view s);

}  // namespace newsidx
