#include "cli/query_note.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "cli/output.h"
#include "store/fields.h"

namespace newsidx::cli {

void note_operators(const std::string& query) {
  std::istringstream words(query);
  for (std::string word; words >> word;) {
    const bool sign = word.size() > 1 && (word[0] == '-' || word[0] == '+') && word[1] != word[0];
    const bool star = word.size() > 1 && word.ends_with('*');
    const bool logic = word == "AND" || word == "OR" || word == "NOT";
    const auto is_field = [&](const Field& field) {
      const std::size_t colon = word.find(':');
      const std::string name = word.substr(0, colon);
      return colon != std::string::npos && colon + 1 < word.size() &&
             (name == field.name || name == field.turkish);
    };
    if (sign || star || logic || std::any_of(kFields.begin(), kFields.end(), is_field))
      complain(
          fmt::format("note: there are no operators yet; {} is searched as plain words", word));
  }
}

}  // namespace newsidx::cli
