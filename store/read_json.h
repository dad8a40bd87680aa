// Values out of JSON and MessagePack that the index keeps, where nothing is taken for granted: a
// damaged file must not become a crash, or a number that nobody wrote. Everything throws
// nlohmann::json::exception for what is not as it should be. Thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

namespace newsidx {

// Deeper than anything that is kept. The library reads nested values by recursion.
inline constexpr std::size_t kMaxMsgpackDepth = 16;

nlohmann::json read_msgpack(std::string_view bytes);

namespace detail {
[[noreturn]] void throw_out_of_range(const char* what);
}

// A whole number that the type can hold; the library would convert any number to any other.
template <typename Integer, typename Json>
Integer integer_of(const Json& json) {
  const bool fits =
      json.is_number_unsigned()
          ? std::in_range<Integer>(json.template get<std::uint64_t>())
          : json.is_number_integer() && std::in_range<Integer>(json.template get<std::int64_t>());
  if (!fits) detail::throw_out_of_range("a number is none that may stand there");
  return json.template get<Integer>();
}

// Seconds since 1970 of the years 1 to 9999.
template <typename Json>
std::chrono::sys_seconds time_of(const Json& json) {
  constexpr std::int64_t kFirst = -62'135'596'800;
  constexpr std::int64_t kLast = 253'402'300'799;
  const auto seconds = integer_of<std::int64_t>(json);
  if (seconds < kFirst || seconds > kLast)
    detail::throw_out_of_range("a time is none that may stand there");
  return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

}  // namespace newsidx
