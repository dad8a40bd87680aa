#include "messages/catalogue.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

using namespace newsidx;

namespace {

// {0}, {1#}, …
std::set<std::string> places_in(std::string_view words) {
  std::set<std::string> found;
  for (std::size_t at = words.find('{'); at != std::string_view::npos; at = words.find('{', at + 1))
    found.emplace(words.substr(at, words.find('}', at) + 1 - at));
  return found;
}

std::set<std::string> places(const Words& words) {
  std::set<std::string> found = places_in(words.text);
  found.merge(places_in(words.advice));
  return found;
}

}  // namespace

TEST_CASE("every kind has words in both languages, with the same arguments") {
  std::size_t kind = 0;
  for (const std::span<const Entry> table : catalogue()) {
    for (const Entry& entry : table) {
      CHECK(static_cast<std::size_t>(entry.kind) == kind);
      const std::string english(entry.english.text);
      CHECK_MESSAGE(!entry.english.text.empty(), kind);
      CHECK_MESSAGE(!entry.turkish.text.empty(), english);
      CHECK_MESSAGE(entry.english.advice.empty() == entry.turkish.advice.empty(), english);
      CHECK_MESSAGE(places_in(entry.english.text) == places_in(entry.turkish.text), english);
      CHECK_MESSAGE(places_in(entry.english.advice) == places_in(entry.turkish.advice), english);
      for (const std::string& place : places(entry.english))
        CHECK_MESSAGE((place.size() == 3 || (place.size() == 4 && place[2] == '#')), english);
      // Nothing of a place is left when its argument is there.
      const std::vector<std::string> all(10, "x");
      for (const Words& words : {entry.english, entry.turkish})
        for (const std::string_view part : {words.text, words.advice})
          CHECK_MESSAGE(fill(part, all, Language::kTurkish).find('{') == std::string::npos,
                        english);
      ++kind;
    }
  }
  CHECK(kind == kMessageKinds);
}

TEST_CASE("numbers are written as the language writes them, braces of arguments stay") {
  const Message time(MessageKind::kTimeOverReading, 0.5);
  CHECK(message_text(time).starts_with("the search was stopped after 0.5 s"));
  CHECK(message_text(time, Language::kTurkish).starts_with("arama 0,5 sn sonra"));
  CHECK(message_text({MessageKind::kTimeOverReading, 10.0}).find(" 10 s") != std::string::npos);
  CHECK(message_text({MessageKind::kNoteNoValue, "a.b {1} {0}"}, Language::kTurkish) ==
        "hiçbir haberde a.b {1} {0} yok");
}
