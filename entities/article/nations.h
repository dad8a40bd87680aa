// Countries and what their people are called.
#pragma once

#include <cstdint>
#include <string_view>

namespace newsidx {

using NationId = std::uint8_t;  // 0: none

// Of a folded name of a country or its people: rusya and rus, cin and cinli, guney kore.
// Thread-safe.
NationId find_nation(std::string_view folded);

}  // namespace newsidx
