#include "entities/names/word_traits.h"

#include "newsidx/utf8.h"

namespace newsidx {

Shape shape_of(std::string_view body) {
  std::size_t letters = 0;
  std::size_t capitals = 0;
  std::size_t digits = 0;
  bool first_capital = false;
  bool inner_capital = false;
  for (std::size_t i = 0; i < body.size();) {
    const bool first = i == 0;
    const char32_t code = next_code_point(body, i);
    if (is_digit(code)) ++digits;
    if (!is_letter(code)) continue;
    ++letters;
    if (!is_upper(code)) continue;
    ++capitals;
    first_capital |= first;
    inner_capital |= !first;
  }
  if (digits > 0) return letters > 0 ? Shape::kNumbered : Shape::kNumber;
  if (letters == 0) return Shape::kMark;
  if (capitals == letters) return letters == 1 ? Shape::kInitial : Shape::kCapitals;
  if (inner_capital) return Shape::kMixed;
  return first_capital ? Shape::kCapital : Shape::kSmall;
}

void TraitTable::prefetch_entry(std::uint64_t hash) const {
  const Place& place = places_[hash & mask()];
  if (place.number == 0) return;
  const Entry& found = entry(place.number - 1);
  __builtin_prefetch(&found);
  __builtin_prefetch(&found.written);
}

const WordTraits* TraitTable::find(std::string_view written, std::uint64_t hash) const {
  for (std::size_t at = hash & mask(); places_[at].number != 0; at = (at + 1) & mask()) {
    if (places_[at].hash != hash >> 32U) continue;
    const Entry& found = entry(places_[at].number - 1);
    if (found.written == written) return &found.traits;
  }
  return nullptr;
}

const WordTraits& TraitTable::insert(std::string_view written, std::uint64_t hash,
                                     const WordTraits& traits) {
  if (size_ % kChunk == 0) chunks_.push_back(std::make_unique<Entry[]>(kChunk));
  Entry& added = entry(size_);
  added.traits = traits;
  added.traits.number = static_cast<std::uint32_t>(size_);
  added.written = written;
  ++size_;
  if (size_ * 2 > places_.size()) {
    std::vector<Place> places(places_.size() * 2);
    places_.swap(places);
    for (std::size_t i = 0; i + 1 < size_; ++i)
      put(places_, hash_word(entry(i).written), static_cast<std::uint32_t>(i + 1));
  }
  put(places_, hash, static_cast<std::uint32_t>(size_));
  return added.traits;
}

void TraitTable::clear() {
  places_.assign(kFirstPlaces, {});
  chunks_.clear();
  size_ = 0;
}

void TraitTable::put(std::vector<Place>& places, std::uint64_t hash, std::uint32_t number) {
  std::size_t at = hash & (places.size() - 1);
  while (places[at].number != 0) at = (at + 1) & (places.size() - 1);
  places[at] = {static_cast<std::uint32_t>(hash >> 32U), number};
}

}  // namespace newsidx
