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

std::uint32_t TermTable::intern(std::string_view term) {
  const std::uint64_t hash = XXH3_64bits(term.data(), term.size());
  const auto upper = static_cast<std::uint32_t>(hash >> 32U);
  const std::uint64_t head = head_of(term);
  const std::size_t mask = places_.size() - 1;
  std::size_t at = upper & mask;
  for (; places_[at].number != 0; at = (at + 1) & mask) {
    const Place& place = places_[at];
    if (place.hash == upper && place.head == head && terms_[place.number - 1].text == term)
      return place.number - 1;
  }
  terms_.push_back({head, keep(term)});
  const auto number = static_cast<std::uint32_t>(terms_.size());
  places_[at] = {upper, number, head};
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
    std::size_t at = place.hash & mask;
    while (places[at].number != 0) at = (at + 1) & mask;
    places[at] = place;
  }
  places_ = std::move(places);
}

}  // namespace newsidx::glass
