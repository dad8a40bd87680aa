#include "text/foreign.h"

#include <array>

namespace newsidx {
namespace {

struct Spelling {
  std::string_view foreign;
  std::string_view turkish;
  std::string_view folded;
};

// Longer ones first.
constexpr std::array<Spelling, 14> kSpellings = {{
    {"tsch", "ç", "c"},
    {"sch", "ş", "s"},
    {"tch", "ç", "c"},
    {"sh", "ş", "s"},
    {"ch", "ç", "c"},
    {"zh", "j", "j"},
    {"kh", "h", "h"},
    {"ph", "f", "f"},
    {"th", "t", "t"},
    {"ck", "k", "k"},
    {"dj", "c", "c"},
    {"q", "k", "k"},
    {"x", "ks", "ks"},
    {"w", "v", "v"},
}};

// The spelling that the text begins with; null when it begins with a letter that stands for itself.
const Spelling* find_spelling(std::string_view text) {
  // Most letters begin none.
  if (text.empty() || std::string_view("tsczkpdqxw").find(text.front()) == std::string_view::npos)
    return nullptr;
  for (const Spelling& spelling : kSpellings)
    if (text.starts_with(spelling.foreign)) return &spelling;
  return nullptr;
}

// A c that is read as k.
bool is_hard_c(std::string_view rest) {
  if (!rest.starts_with('c')) return false;
  if (rest.size() == 1) return true;
  return rest[1] != 'e' && rest[1] != 'i' && rest[1] != 'y' && rest[1] != 'h';
}

}  // namespace

std::string foreign_key(std::string_view folded) {
  std::string key;
  const auto add = [&](char c) {
    if (key.empty() || key.back() != c || static_cast<unsigned char>(c) >= 0x80) key += c;
  };
  while (!folded.empty()) {
    const Spelling* spelling = find_spelling(folded);
    std::string_view written = folded.substr(0, 1);
    if (spelling != nullptr)
      written = spelling->folded;
    else if (is_hard_c(folded))
      written = "k";
    else if (written == "y")
      written = "i";
    for (const char c : written) add(c);
    folded.remove_prefix(spelling != nullptr ? spelling->foreign.size() : 1);
  }
  return key;
}

std::string turkish_spelling(std::string_view word) {
  std::string turkish;
  while (!word.empty()) {
    const Spelling* spelling = find_spelling(word);
    turkish += spelling != nullptr ? spelling->turkish : word.substr(0, 1);
    word.remove_prefix(spelling != nullptr ? spelling->foreign.size() : 1);
  }
  return turkish;
}

}  // namespace newsidx
