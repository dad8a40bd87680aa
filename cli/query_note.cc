#include "cli/query_note.h"

#include <fmt/format.h>

#include "cli/options.h"
#include "cli/output.h"
#include "cli/phrases.h"
#include "newsidx/error.h"

namespace newsidx::cli {
namespace {

// An example says more than the grammar.
[[noreturn]] void refuse(const char* english, const char* turkish, Language language) {
  const bool in_turkish = language == Language::kTurkish;
  throw Error(
      ErrorCode::kUsage, in_turkish ? turkish : english,
      fmt::format("{}: newsidx search \"Şi Putin\"", in_turkish ? "örneğin" : "for instance"));
}

}  // namespace

void add_language_option(CLI::App& app, CommonOptions& common) {
  add_choice(app, "--lang", common.language,
             {{"tr", Language::kTurkish}, {"en", Language::kEnglish}},
             "speak of a query in tr or en (default: as LC_ALL, LC_MESSAGES, LANG)");
}

void complain_notes(const std::vector<Message>& notes, Language language, std::string_view place) {
  for (const Message& note : notes)
    complain(fmt::format("{}{}{}: {}", place, place.empty() ? "" : ": ",
                         language == Language::kTurkish ? "not" : "note", phrase(note, language)));
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
