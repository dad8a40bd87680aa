#include "newsidx/message.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "messages/catalogue.h"

namespace newsidx {
namespace {

constexpr std::array kGeneral = std::to_array<Entry>({
    {MessageKind::kSaid, {"{0}", "{1}"}, {"{0}", "{1}"}},
});

// Turkish has a comma before decimals.
std::string number_text(std::string number, Language language) {
  if (language == Language::kTurkish) std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

}  // namespace

std::vector<std::span<const Entry>> catalogue() { return {kGeneral, query_words()}; }

const Words& words_of(MessageKind kind, Language language) {
  static const std::vector<std::span<const Entry>> tables = catalogue();
  for (const std::span<const Entry> table : tables) {
    const auto place = static_cast<std::size_t>(kind) - static_cast<std::size_t>(table[0].kind);
    if (place < table.size())
      return language == Language::kTurkish ? table[place].turkish : table[place].english;
  }
  assert(false);
  return kGeneral[0].english;
}

std::string fill(std::string_view words, const std::vector<std::string>& arguments,
                 Language language) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool place = words[i] == '{' && i + 2 < words.size() && words[i + 1] >= '0' &&
                       words[i + 1] <= '9' && (words[i + 2] == '}' || words[i + 2] == '#');
    if (!place) {
      out += words[i];
      continue;
    }
    const auto number = static_cast<std::size_t>(words[i + 1] - '0');
    assert(number < arguments.size());
    const std::string argument = number < arguments.size() ? arguments[number] : "?";
    const bool is_number = words[i + 2] == '#';
    out += is_number ? number_text(argument, language) : argument;
    i += is_number ? 3 : 2;
  }
  return out;
}

std::string message_argument(double number) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                          std::chars_format::general, 6);
  return {digits.data(), end};
}

std::string message_text(const Message& message, Language language) {
  return fill(words_of(message.kind, language).text, message.arguments, language);
}

std::string message_advice(const Message& message, Language language) {
  return fill(words_of(message.kind, language).advice, message.arguments, language);
}

}  // namespace newsidx
