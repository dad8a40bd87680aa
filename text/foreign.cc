#include "text/foreign.h"

#include <array>
#include <utility>

namespace newsidx {
namespace {

// Longer ones first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kSpellings = {{
    {"tsch", "c"},
    {"sch", "s"},
    {"tch", "c"},
    {"sh", "s"},
    {"ch", "c"},
    {"zh", "j"},
    {"kh", "h"},
    {"ph", "f"},
    {"th", "t"},
    {"ck", "k"},
    {"q", "k"},
    {"x", "ks"},
    {"w", "v"},
    {"y", "i"},
    {"dj", "c"},
}};

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
    if (key.empty() || key.back() != c) key += c;
  };
  while (!folded.empty()) {
    std::string_view read;
    std::string_view written;
    for (const auto& [from, to] : kSpellings) {
      if (!folded.starts_with(from)) continue;
      read = from;
      written = to;
      break;
    }
    if (read.empty()) {
      read = folded.substr(0, 1);
      written = is_hard_c(folded) ? "k" : read;
    }
    for (const char c : written) add(c);
    folded.remove_prefix(read.size());
  }
  return key;
}

}  // namespace newsidx
