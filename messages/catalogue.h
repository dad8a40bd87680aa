// The words of every message, in each language: a table a room, one after the other in the order of
// MessageKind. fill() tells how arguments stand in them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "newsidx/message.h"

namespace newsidx {

struct Words {
  std::string_view text;
  std::string_view advice{};
};

struct Entry {
  MessageKind kind;
  Words english;
  Words turkish;
};

// Tables are looked up by place.
template <std::size_t kSize>
constexpr bool follow_each_other(const std::array<Entry, kSize>& table) {
  for (std::size_t i = 1; i < kSize; ++i)
    if (static_cast<std::size_t>(table[i].kind) != static_cast<std::size_t>(table[i - 1].kind) + 1)
      return false;
  return true;
}

std::span<const Entry> query_words();

// All tables.
std::vector<std::span<const Entry>> catalogue();

const Words& words_of(MessageKind kind, Language language);

}  // namespace newsidx
