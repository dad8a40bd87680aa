#include "store/glass/term_table.h"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace newsidx::glass {
namespace {

constexpr std::size_t kFirstPlaces = 1U << 14U;
constexpr std::size_t kPieceBytes = 1U << 16U;  // more than any term has

std::uint64_t head_of(std::string_view term) {
  std::uint64_t head = 0;
  std::memcpy(&head, term.data(), std::min(term.size(), sizeof head));
  if constexpr (std::endian::native == std::endian::little) head = __builtin_bswap64(head);
  return head;
}

}  // namespace

TermTable::TermTable() : places_(kFirstPlaces), piece_used_(kPieceBytes) {}

std::uint64_t TermTable::hash_of(std::string_view term) {
  return XXH3_64bits(term.data(), term.size());
}

std::uint32_t TermTable::intern(std::string_view term, std::uint64_t hash) {
  const auto tag = static_cast<std::uint32_t>((hash >> 32U & 0xFFFFFF00U) |
                                              static_cast<unsigned char>(term.size()));
  const std::uint64_t head = head_of(term);
  const std::size_t mask = places_.size() - 1;
  std::size_t at = place_of(hash);
  for (; places_[at].number != 0; at = (at + 1) & mask) {
    const Place& place = places_[at];
    if (place.hash == tag && place.head == head &&
        (term.size() <= sizeof head || terms_[place.number - 1].text == term))
      return place.number - 1;
  }
  terms_.push_back({head, keep(term)});
  const auto number = static_cast<std::uint32_t>(terms_.size());
  places_[at] = {tag, number, head};
  if (terms_.size() * 2 > places_.size()) grow();
  return number - 1;
}

std::string_view TermTable::keep(std::string_view term) {
  if (piece_used_ + term.size() > kPieceBytes) {
    pieces_.push_back(std::make_unique<char[]>(kPieceBytes));
    piece_used_ = 0;
  }
  char* const at = pieces_.back().get() + piece_used_;
  piece_used_ += term.size();
  std::copy(term.begin(), term.end(), at);
  return {at, term.size()};
}

void TermTable::grow() {
  std::vector<Place> places(places_.size() * 2);
  const std::size_t mask = places.size() - 1;
  for (const Place& place : places_) {
    if (place.number == 0) continue;
    std::size_t at = (place.hash >> 8U) & mask;
    while (places[at].number != 0) at = (at + 1) & mask;
    places[at] = place;
  }
  places_ = std::move(places);
}

}  // namespace newsidx::glass
