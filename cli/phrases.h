// How a command line says what the library has to say: in the catalogue's words, and in its own
// where something is to be typed.
#pragma once

#include <string>
#include <vector>

#include "newsidx/error.h"

namespace newsidx::cli {

std::string phrase(const Message& message, Language language);

// Each of them.
std::vector<std::string> phrased_notes(const std::vector<Message>& notes, Language language);

// What happened; an error of a query shows the query as well, with a caret under the place.
std::string phrase(const Error& error, Language language);

// What to do about it; may be empty.
std::string hint_of(const Message& message, Language language);

}  // namespace newsidx::cli
