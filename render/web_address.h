// Addresses that pages may link to. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace newsidx {

// The address as an IRI; empty unless it is one of the web, so that no link is a script. Takes any
// bytes.
std::string web_address(std::string_view url);

}  // namespace newsidx
