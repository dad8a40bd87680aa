// What was found out about words, for as many as memory allows: news repeats its words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsidx {

// So many words answer nine times in ten, and are enough for what reads a text now and then; what
// builds an index keeps more if it may.
inline constexpr std::size_t kKeptWords = 1U << 16U;

// A hash table with open addressing. When it is full, at most half of it stays: words that were
// looked up again since the last time. Not thread-safe.
template <typename Value>
class WordCache {
 public:
  explicit WordCache(std::size_t most) : most_(most), places_(kFirstPlaces) {
    entries_.reserve(most);  // pages that are never touched cost nothing
  }

  static std::uint32_t hash_of(std::string_view word) {
    const std::uint64_t hash = std::hash<std::string_view>()(word);
    return static_cast<std::uint32_t>(hash ^ hash >> 32U);
  }

  // Both are asked for ahead of find(), the second after the first: most of its time would be
  // waiting for memory.
  void prefetch_place(std::uint32_t hash) const { __builtin_prefetch(&places_[hash & mask()]); }
  void prefetch_entry(std::uint32_t hash) const {
    const Place& place = places_[hash & mask()];
    if (place.hash != hash || place.number == 0) return;
    const char* const entry = reinterpret_cast<const char*>(&entries_[place.number - 1]);
    for (std::size_t at = 0; at < sizeof(Entry); at += kCacheLine) __builtin_prefetch(entry + at);
  }

  // Null when it is not known. Holds until the next insert().
  const Value* find(std::string_view word, std::uint32_t hash) {
    for (std::size_t at = hash & mask(); places_[at].number != 0; at = (at + 1) & mask()) {
      if (places_[at].hash != hash) continue;
      Entry& entry = entries_[places_[at].number - 1];
      if (entry.word != word) continue;
      entry.used = true;
      return &entry.value;
    }
    return nullptr;
  }

  // Of a word that find() does not know.
  const Value& insert(std::string_view word, Value&& value) {
    if (entries_.size() >= most_) drop_half();
    entries_.push_back({std::string(word), std::move(value), false});
    if (entries_.size() * 2 > places_.size())
      place_all(places_.size() * 2);
    else
      place(entries_.size() - 1);
    return entries_.back().value;
  }

 private:
  static constexpr std::size_t kFirstPlaces = 1U << 10U;
  static constexpr std::size_t kCacheLine = 64;

  struct Entry {
    std::string word;
    Value value;
    bool used;
  };
  struct Place {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // of the entry, from one on; 0: free
  };

  std::size_t mask() const { return places_.size() - 1; }

  void place(std::size_t entry) {
    const std::uint32_t hash = hash_of(entries_[entry].word);
    std::size_t at = hash & mask();
    while (places_[at].number != 0) at = (at + 1) & mask();
    places_[at] = {hash, static_cast<std::uint32_t>(entry + 1)};
  }

  void place_all(std::size_t places) {
    places_.assign(places, {});
    for (std::size_t i = 0; i < entries_.size(); ++i) place(i);
  }

  void drop_half() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries_.size() && kept < most_ / 2; ++i) {
      if (!entries_[i].used) continue;
      if (kept != i) entries_[kept] = std::move(entries_[i]);
      entries_[kept++].used = false;
    }
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(kept), entries_.end());
    place_all(places_.size());
  }

  std::size_t most_;
  std::vector<Entry> entries_;
  std::vector<Place> places_;  // as many as a power of two
};

}  // namespace newsidx
