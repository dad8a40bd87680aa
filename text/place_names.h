// What ICU's locale data (CLDR) call countries and cities in Turkish. Thread-safe.
#pragma once

#include <string>
#include <vector>

namespace newsidx {

// Countries and regions of the world: Türkiye, Batı Afrika.
std::vector<std::string> country_names();

// The cities that stand for time zones: Taşkent, Saraybosna.
std::vector<std::string> time_zone_cities();

}  // namespace newsidx
