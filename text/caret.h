// The place in a query where something is wrong, as a terminal shows it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsidx {

// The query on a line of its own and a caret under the byte offset; of a long query a stretch
// around it. The query is valid UTF-8.
std::string with_caret(std::string_view query, std::size_t at);

}  // namespace newsidx
