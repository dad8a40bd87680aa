#include "cli/phrases.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "newsidx/displayable.h"

namespace newsidx::cli {
namespace {

struct OwnWords {
  std::string_view text;
  std::string_view hint;
};

struct OwnEntry {
  MessageKind kind;
  OwnWords english;
  OwnWords turkish;
};

// What is said otherwise than in the catalogue; empty: as there.
constexpr std::array kTable = std::to_array<OwnEntry>({
    {MessageKind::kQueryNoNames,
     {"the index was made without names and topics (--no-names)", ""},
     {"dizin adlar ve konular olmadan oluşturulmuş (--no-names)", ""}},
    {MessageKind::kQueryUnknownTopic,
     {"", "docs/topics.md lists them, as does: newsidx facets --by topic"},
     {"", "konular: newsidx facets --by topic"}},
    {MessageKind::kQueryUnknownTopicClose,
     {"", "newsidx facets --by topic lists those of the index"},
     {"", "dizindeki konular: newsidx facets --by topic"}},
    {MessageKind::kNoteMended,
     {"results for “{0}”; for “{1}” itself add --as-typed", ""},
     {"“{0}” için sonuçlar; “{1}” için --as-typed ekleyin", ""}},
    {MessageKind::kNotePhraseNowhere,
     {"no article has {1} side by side: its words are searched; for the phrase add --as-typed", ""},
     {"hiçbir haberde {1} yan yana yok: kelimeleri arandı; öbek için --as-typed ekleyin", ""}},
});

// More time helps whatever took it.
bool is_time_over(MessageKind kind) {
  return kind >= MessageKind::kTimeOverReading && kind <= MessageKind::kTimeOverShowing;
}

OwnWords own_words(MessageKind kind, Language language) {
  const auto entry = std::find_if(kTable.begin(), kTable.end(),
                                  [&](const OwnEntry& known) { return known.kind == kind; });
  if (entry == kTable.end()) return {};
  return language == Language::kTurkish ? entry->turkish : entry->english;
}

}  // namespace

std::string phrase(const Message& message, Language language) {
  const std::string_view own = own_words(message.kind, language).text;
  return own.empty() ? message_text(message, language) : fill(own, message.arguments, language);
}

std::vector<std::string> phrased_notes(const std::vector<Message>& notes, Language language) {
  std::vector<std::string> phrased;
  phrased.reserve(notes.size());
  for (const Message& note : notes) phrased.push_back(phrase(note, language));
  return phrased;
}

std::string phrase(const Error& error, Language language) {
  std::string text = phrase(error.message(), language);
  if (error.place()) text += "\n" + with_caret(error.place()->query, error.place()->at);
  return text;
}

std::string hint_of(const Message& message, Language language) {
  const std::string_view own = own_words(message.kind, language).hint;
  if (!own.empty()) return fill(own, message.arguments, language);
  std::string advice = message_advice(message, language);
  if (is_time_over(message.kind))
    advice += language == Language::kTurkish ? "; daha uzun sürsün isterseniz: --timeout SANİYE"
                                             : "; to let it take longer: --timeout SECONDS";
  return advice;
}

}  // namespace newsidx::cli
