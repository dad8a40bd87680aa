#include "store/terms.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>

#include "store/fields.h"
#include "newsidx/utf8.h"

namespace newsidx {

std::string make_term(std::string_view prefix, std::string_view value) {
  std::string term(prefix);
  if (prefix.size() + value.size() <= kMaxTermBytes) {
    term += value;
    return term;
  }
  const XXH128_hash_t hash = XXH3_128bits(value.data(), value.size());
  const std::string tail = fmt::format("#{:016x}{:016x}", hash.high64, hash.low64);
  term += cut_to_bytes(value, kMaxTermBytes - prefix.size() - tail.size());
  return term + tail;
}

std::string id_term(std::string_view id) { return make_term(field(FieldId::kId).term_prefix, id); }

std::uint64_t id_hash(std::string_view id) { return XXH3_64bits(id.data(), id.size()); }

std::string date_key(Date date) {
  std::string key = format_date(date);
  std::erase(key, '-');
  return key;
}

std::string url_host(std::string_view url) {
  std::string lower(url.substr(0, 300));
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  std::string_view rest = lower;
  if (rest.starts_with("https://"))
    rest.remove_prefix(8);
  else if (rest.starts_with("http://"))
    rest.remove_prefix(7);
  else
    return "";
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (const std::size_t user = rest.rfind('@'); user != std::string_view::npos)
    rest.remove_prefix(user + 1);
  rest = rest.substr(0, rest.find(':'));
  if (rest.starts_with("www.")) rest.remove_prefix(4);
  return std::string(rest);
}

}  // namespace newsidx
