// Words that derivation or borrowing relates, and that a reader of news takes for one topic:
// ekonomi, ekonomik, ekonomist. They are no forms of one word, so they share no stem.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newsidx {

// The other members of the families that the word is in; empty when it is in none. Of the list that
// ships with the program (text/lexicon/families.txt). Thread-safe.
std::span<const std::string> relatives(std::string_view word);

// Words that a stem may have made: of a noun with -lIk, -CI, -lI, -sIz and -sAl (bakan, bakanlık),
// of a verb with -mA, -(y)Iş, -(I)m and -(y)IcI (açıkla, açıklama). Not all are words: whoever asks
// knows which. Empty for a stem that has other than Turkish letters.
std::vector<std::string> noun_derivatives(std::string_view stem);
std::vector<std::string> verb_derivatives(std::string_view stem);

}  // namespace newsidx
