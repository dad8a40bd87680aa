#include "store/read_json.h"

#include <algorithm>
#include <vector>

namespace newsidx {
namespace {

// What follows the first byte of a value (github.com/msgpack/msgpack/blob/master/spec.md).
struct Following {
  std::size_t length_bytes = 0;  // of a number that tells how much follows
  std::uint64_t bytes = 0;       // that are no values
  std::uint64_t values = 0;      // for each that the number tells, or in all without one
};

Following following(unsigned char first) {
  if (first < 0x80 || first >= 0xE0) return {};
  if (first < 0x90) return {0, 0, std::uint64_t{2} * (first & 15U)};  // map
  if (first < 0xA0) return {0, 0, first & 15U};                       // array
  if (first < 0xC0) return {0, first & 31U, 0};                       // string
  const auto power = [first](unsigned char least) { return std::size_t{1} << (first - least); };
  if (first < 0xC4) return {};                       // null, true and false
  if (first < 0xC7) return {power(0xC4), 0, 0};      // binary
  if (first < 0xCA) return {power(0xC7), 1, 0};      // extension
  if (first < 0xCC) return {0, power(0xCA) * 4, 0};  // floating point
  if (first < 0xD0) return {0, power(0xCC), 0};      // unsigned
  if (first < 0xD4) return {0, power(0xD0), 0};      // signed
  if (first < 0xD9) return {0, 1 + power(0xD4), 0};  // extension
  if (first < 0xDC) return {power(0xD9), 0, 0};      // string
  if (first < 0xDE) return {power(0xDC) * 2, 0, 1};  // array
  return {power(0xDE) * 2, 0, 2};                    // map
}

// Where the bytes end too soon, the library tells of it.
bool is_nested_deeper(std::string_view bytes, std::size_t most) {
  std::vector<std::uint64_t> open;  // of each array and map the values that are still to come
  for (std::size_t at = 0; at < bytes.size();) {
    Following next = following(static_cast<unsigned char>(bytes[at++]));
    if (next.length_bytes > 0) {
      if (bytes.size() - at < next.length_bytes) return false;
      std::uint64_t length = 0;
      for (std::size_t i = 0; i < next.length_bytes; ++i)
        length = length << 8U | static_cast<unsigned char>(bytes[at++]);
      if (next.values > 0)
        next.values *= length;
      else
        next.bytes += length;
    }
    at += std::min<std::uint64_t>(next.bytes, bytes.size() - at);
    if (next.values > 0) {
      if (open.size() == most) return true;
      open.push_back(next.values);
      continue;
    }
    while (!open.empty() && --open.back() == 0) open.pop_back();
    if (open.empty()) return false;
  }
  return false;
}

}  // namespace

nlohmann::json read_msgpack(std::string_view bytes) {
  if (is_nested_deeper(bytes, kMaxMsgpackDepth))
    detail::throw_out_of_range("values are nested too deep");
  return nlohmann::json::from_msgpack(bytes);
}

void detail::throw_out_of_range(const char* what) {
  constexpr int kNumberOverflow = 406;  // the library's number for what is out of a type's range
  throw nlohmann::json::out_of_range::create(kNumberOverflow, what, nullptr);
}

}  // namespace newsidx
