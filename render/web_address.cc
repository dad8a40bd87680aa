#include "render/web_address.h"

#include <fmt/format.h>

#include <algorithm>

#include "newsidx/utf8.h"

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

std::string web_address(std::string_view url) {
  if (host_of(url).empty()) return "";
  std::string out;
  for (const char c : replace_invalid_utf8(url)) {
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
