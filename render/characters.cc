#include "render/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace newsidx {
namespace {

bool starts_with_scheme(std::string_view url, std::string_view scheme) {
  const auto same = [](char c, char small) {
    return c == small || (c >= 'A' && c <= 'Z' && c + ('a' - 'A') == small);
  };
  return url.size() >= scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), url.begin(),
                    [&](char small, char c) { return same(c, small); });
}

// Without who asks, the port and www.; empty where the address names none.
std::string_view host_of(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!starts_with_scheme(url, scheme)) continue;
    std::string_view host = url.substr(scheme.size());
    host = host.substr(0, host.find_first_of("/?#"));
    if (const std::size_t user = host.rfind('@'); user != std::string_view::npos)
      host.remove_prefix(user + 1);
    host = host.substr(0, host.find(':'));
    if (starts_with_scheme(host, "www.")) host.remove_prefix(4);
    return host;
  }
  return "";
}

}  // namespace

char32_t read_character(std::string_view text, std::size_t& i) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const std::size_t begin = i++;
  const char32_t lead = byte(begin);
  if (lead < 0x80) return lead;
  if (lead < 0xC2 || lead > 0xF4) return kReplacementCharacter;
  const std::size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  if (text.size() - i < more) return kReplacementCharacter;
  char32_t code = lead & (0x3FU >> more);
  for (std::size_t k = 0; k < more; ++k) {
    if ((byte(i + k) & 0xC0U) != 0x80) return kReplacementCharacter;
    code = code << 6 | (byte(i + k) & 0x3FU);
  }
  constexpr std::array<char32_t, 4> kLeast = {0, 0x80, 0x800, 0x10000};
  if (code < kLeast[more] || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
    return kReplacementCharacter;
  i += more;
  return code;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    out +=
        read_character(text, i) == kReplacementCharacter ? kReplacement : text.substr(at, i - at);
  }
  return out;
}

std::string web_address(std::string_view url) {
  if (host_of(url).empty()) return "";
  std::string out;
  for (const char c : valid_utf8(url)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F ||
        std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos)
      out += fmt::format("%{:02X}", byte);
    else
      out += c;
  }
  return out;
}

}  // namespace newsidx
