#include "cli/language.h"

#include <cstdlib>
#include <string_view>

namespace newsidx::cli {

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view locale = value;
    const bool turkish = locale.starts_with("tr") && (locale.size() == 2 || locale[2] == '_' ||
                                                      locale[2] == '.' || locale[2] == '@');
    return turkish ? Language::kTurkish : Language::kEnglish;
  }
  return Language::kEnglish;
}

}  // namespace newsidx::cli
