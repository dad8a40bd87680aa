#include "indexer/intake/article_id.h"

#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace newsidx {

std::string make_article_id(const Article& article) {
  std::string key;
  const auto add = [&](std::string_view part) {
    key += part;
    key += '\0';
  };
  add(article.source);
  add(article.title);
  add(article.date ? format_date(*article.date) : "");
  add(article.url);
  add(article.text);
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());

  // Crockford's base 32: no letters that read like digits (https://www.crockford.com/base32.html).
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string id;
  std::uint64_t low = hash.low64;
  std::uint64_t high = hash.high64;
  for (int i = 0; i < 16; ++i) {
    id += kDigits[low & 31U];
    low = low >> 5U | high << 59U;
    high >>= 5U;
  }
  return id;
}

}  // namespace newsidx
