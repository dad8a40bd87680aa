#include "text/place_names.h"

#include <unicode/locid.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include <algorithm>
#include <memory>
#include <new>

#include "newsidx/error.h"

namespace newsidx {
namespace {

void require(UErrorCode status) {
  if (status == U_MEMORY_ALLOCATION_ERROR) throw std::bad_alloc();
  if (U_FAILURE(status))
    throw Error(ErrorCode::kInternal,
                std::string("ICU has no names of places: ") + u_errorName(status));
}

void sort_distinct(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

std::vector<std::string> country_names() {
  std::vector<std::string> names;
  const icu::Locale turkish("tr");
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    icu::UnicodeString name;
    icu::Locale("", *code).getDisplayCountry(turkish, name);
    std::string utf8;
    name.toUTF8String(utf8);
    if (utf8 != *code) names.push_back(std::move(utf8));
  }
  sort_distinct(names);
  return names;
}

std::vector<std::string> time_zone_cities() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> zones(
      icu::TimeZoneNames::createInstance(icu::Locale("tr"), status));
  require(status);
  const std::unique_ptr<icu::StringEnumeration> ids(icu::TimeZone::createTimeZoneIDEnumeration(
      UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
  require(status);
  std::vector<std::string> names;
  while (const icu::UnicodeString* id = ids->snext(status)) {
    icu::UnicodeString city;
    zones->getExemplarLocationName(*id, city);
    std::string utf8;
    city.toUTF8String(utf8);
    if (!city.isBogus() && !utf8.empty()) names.push_back(std::move(utf8));
  }
  require(status);
  sort_distinct(names);
  return names;
}

}  // namespace newsidx
