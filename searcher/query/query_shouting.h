// Connectives in a query that shouts.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/query/query_lexer.h"

namespace newsidx {

// Whether all of it is in capitals and some word of it is too long for an acronym: then capitals
// say nothing of a word.
bool is_shouted(std::string_view text);

// Which of the lexemes are connectives only because all is in capitals: ABD VE ÇİN ANLAŞTI is a
// headline, and so is BEYAZPERDE VE ÖTESİ: Bir ölüm. Where the whole query, or what stands on
// either side, is in capitals and some word of it is too long for an acronym, they are words,
// unless there are other operators, which no headline has.
std::vector<std::size_t> shouted_connectives(std::string_view query,
                                             const std::vector<Lexeme>& lexemes);

}  // namespace newsidx
