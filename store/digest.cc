#include "store/digest.h"

#include <xxhash.h>

#include <string>

#include "store/fields.h"

namespace newsidx {

void ArticleDigest::add_value(std::uint32_t slot, std::string_view value) {
  if (slot == kGroupSlot) return;
  sum_ += mixed(XXH3_64bits_withSeed(value.data(), value.size(), slot + 1));
}

std::uint64_t digest_of(const Xapian::Document& document) {
  ArticleDigest digest;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    PositionsDigest positions;
    for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
      positions.add(*at);
    const std::string name = *term;
    digest.add_term(XXH3_64bits(name.data(), name.size()), term.get_wdf(), positions.value());
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    digest.add_value(value.get_valueno(), *value);
  return digest.value();
}

}  // namespace newsidx
