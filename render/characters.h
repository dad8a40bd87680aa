// Characters of UTF-8, in whatever bytes a value has.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The code point at text[i] (i < text.size()); moves i to what follows it. A byte that is not part
// of valid UTF-8 (RFC 3629) is kReplacementCharacter.
char32_t read_character(std::string_view text, std::size_t& i);

// With U+FFFD in the place of each byte that is not part of valid UTF-8.
std::string valid_utf8(std::string_view text);

// The address as an IRI; empty unless it is one of the web, so that no link is a script.
std::string web_address(std::string_view url);

}  // namespace newsidx
