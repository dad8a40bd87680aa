#include "cli/query_note.h"

#include <fmt/format.h>

#include <cstdlib>

#include "cli/options.h"
#include "cli/output.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

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

// An example says more than the grammar.
[[noreturn]] void refuse(const char* english, const char* turkish, Language language) {
  const bool in_turkish = language == Language::kTurkish;
  throw Error(
      ErrorCode::kUsage, in_turkish ? turkish : english,
      fmt::format("{}: newsidx search \"Şi Putin\"", in_turkish ? "örneğin" : "for instance"));
}

}  // namespace

void add_language_option(CLI::App& app, Language& language) {
  language = language_of_environment();
  add_choice(app, "--lang", language, {{"tr", Language::kTurkish}, {"en", Language::kEnglish}},
             "speak of a query in tr or en (default: as LC_ALL, LC_MESSAGES, LANG)");
}

void complain_notes(const std::vector<std::string>& notes, Language language,
                    std::string_view place) {
  for (const std::string& note : notes)
    complain(fmt::format("{}{}{}: {}", place, place.empty() ? "" : ": ",
                         language == Language::kTurkish ? "not" : "note", note));
}

void complain_no_hits(std::uint64_t total, Language language) {
  const bool turkish = language == Language::kTurkish;
  if (total == 0) return complain(turkish ? "haber bulunamadı" : "nothing found");
  complain(turkish ? fmt::format("bulunan haber sayısı {}, sonrası yok", total)
                   : fmt::format("nothing beyond the first {}", total));
}

void refuse_no_query(Language language) {
  refuse("give a query, or --batch FILE", "bir sorgu ya da --batch DOSYA verin", language);
}

void refuse_empty_query(Language language) { refuse("the query is empty", "sorgu boş", language); }

std::string more_like_this(std::uint64_t number, Language language) {
  return language == Language::kTurkish ? fmt::format("benzeri {} haber daha", number)
                                        : fmt::format("{} more like this", number);
}

std::string number_of_articles(std::uint64_t number, Language language) {
  if (language == Language::kTurkish) return fmt::format("{} haber", number);
  return fmt::format("{} article{}", number, number == 1 ? "" : "s");
}

std::string shown_of_total(std::uint64_t first, std::uint64_t last, std::uint64_t total,
                           bool total_is_exact, Language language) {
  const bool turkish = language == Language::kTurkish;
  const std::string_view about = total_is_exact ? "" : turkish ? "yaklaşık " : "about ";
  return fmt::format("{}-{} {} {}{}", first, last, turkish ? "/" : "of", about,
                     number_of_articles(total, language));
}

}  // namespace newsidx::cli
