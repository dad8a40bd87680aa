// What the finder of names sees in a word by itself.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entities/names/name_model.h"

namespace newsidx {

enum class Shape : std::uint8_t {
  kSmall,     // ankara
  kCapital,   // Ankara
  kCapitals,  // ANKARA
  kInitial,   // A
  kMixed,     // McDonald, iPhone
  kNumber,    // 2026
  kNumbered,  // F16
  kMark,
};

// Of a word as written, wherever it stands.
struct WordTraits {
  NameHash word = 0;    // in lower case, without the suffix behind an apostrophe
  NameHash suffix = 0;  // behind the apostrophe; 0: none
  KnownWord known;
  NameKinds kinds = 0;       // of the word alone, also when a case suffix is off it
  NameKinds phrase = 0;      // NameModel::phrase() of the word
  std::uint32_t number = 0;  // among the reader's words, from 0
  Shape shape = Shape::kSmall;
  std::uint8_t length = 0;               // letters, up to 15
  std::array<NameHash, 3> beginnings{};  // of 3, 4 and 5 letters; 0: the word is shorter
  std::array<NameHash, 3> endings{};     // of 2, 3 and 4 letters
};

// The shape of a word without its suffix.
Shape shape_of(std::string_view body);

// The traits of words by their letters as written: a hash table with open addressing. Traits stay
// where they are until clear(). Not thread-safe.
class TraitTable {
 public:
  // Both are asked for ahead of find(), the second after the first: most of its time would be
  // waiting for memory.
  void prefetch_place(std::uint64_t hash) const { __builtin_prefetch(&places_[hash & mask()]); }
  void prefetch_entry(std::uint64_t hash) const;

  // Null when it is not known. The hash is hash_word(written).
  const WordTraits* find(std::string_view written, std::uint64_t hash) const;

  // Of a word that find() does not know. Gives it the next number.
  const WordTraits& insert(std::string_view written, std::uint64_t hash, const WordTraits& traits);

  std::size_t size() const { return size_; }
  void clear();

 private:
  static constexpr std::size_t kFirstPlaces = 1U << 10U;
  static constexpr std::size_t kChunk = 256;

  struct alignas(64) Entry {
    WordTraits traits;
    std::string written;
  };
  struct Place {
    std::uint32_t hash = 0;    // the upper half
    std::uint32_t number = 0;  // of the entry, from one on; 0: free
  };

  std::size_t mask() const { return places_.size() - 1; }
  Entry& entry(std::size_t i) const { return chunks_[i / kChunk][i % kChunk]; }
  static void put(std::vector<Place>& places, std::uint64_t hash, std::uint32_t number);

  std::vector<Place> places_ = std::vector<Place>(kFirstPlaces);  // as many as a power of two
  std::vector<std::unique_ptr<Entry[]>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace newsidx
