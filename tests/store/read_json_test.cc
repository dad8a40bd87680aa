// MessagePack and JSON that an index keeps, when it is damaged.
#include "store/read_json.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace newsidx;
using Json = nlohmann::json;

namespace {

std::string packed(const Json& json) {
  std::string bytes;
  Json::to_msgpack(json, bytes);
  return bytes;
}

Json nested(std::size_t depth, bool maps) {
  Json json = 1;
  for (std::size_t i = 0; i < depth; ++i) {
    if (maps)
      json = Json{{"a", "text"}, {"b", std::move(json)}, {"c", {1, 2}}};
    else
      json = Json::array({"text", std::move(json), 3});
  }
  return json;
}

}  // namespace

TEST_CASE("MessagePack is read as the library reads it") {
  const std::vector<Json> values = {
      nullptr,
      true,
      -1,
      300,
      std::numeric_limits<std::int64_t>::min(),
      std::numeric_limits<std::uint64_t>::max(),
      1.5,
      "",
      std::string(40, 'a'),
      std::string(70'000, 'b'),
      std::vector<int>(70'000, 7),
      Json::binary(std::vector<std::uint8_t>(300, 0x91)),
      Json::binary({0x91, 0x91, 0x91, 0x91}, 5),
      Json::binary(std::vector<std::uint8_t>(17, 0x91), 5),
      Json::array(),
      Json::object(),
      {{"a", {1, {2, {3}}}}, {"b", {{"c", std::vector<std::string>(40, "x")}}}},
  };
  for (const Json& value : values) CHECK(read_msgpack(packed(value)) == value);
  CHECK(read_msgpack(packed(Json(values))) == Json(values));
}

TEST_CASE("MessagePack that is nested too deep is refused, however it is written") {
  for (const bool maps : {false, true}) {
    CHECK(read_msgpack(packed(nested(kMaxMsgpackDepth - 1, maps))) ==
          nested(kMaxMsgpackDepth - 1, maps));
    CHECK_THROWS_AS(read_msgpack(packed(nested(kMaxMsgpackDepth + 1, maps))), Json::exception);
  }
  // Arrays and maps of each size of head, deep enough to run over any stack.
  const std::vector<std::string> heads = {
      std::string("\x91"), std::string("\xDC\0\1", 3), std::string("\xDD\0\0\0\1", 5),
      std::string("\x81\xA1k"), std::string("\xDE\0\1\xA1k", 5),
      std::string("\xDF\0\0\0\1\xA1k", 7),
      // behind values that must be stepped over
      std::string("\x93\xC4\2\x91\x91\xCB\0\0\0\0\0\0\0\0", 14),
      std::string("\x92\xD6\5\0\0\0\0", 7), std::string("\x92\xC0")};
  for (const std::string& head : heads) {
    std::string bytes;
    for (int i = 0; i < 500'000; ++i) bytes += head;
    CHECK_THROWS_AS(read_msgpack(bytes), Json::exception);
  }
}

TEST_CASE("MessagePack cut short is refused") {
  const std::string whole = packed({{"a", {1, "text", 2.5}}, {"b", Json::binary({1, 2, 3})}});
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_THROWS_AS(read_msgpack(whole.substr(0, size)), Json::exception);
}

TEST_CASE("a number is taken when its type can hold it") {
  CHECK(integer_of<int>(Json(-5)) == -5);
  CHECK(integer_of<std::uint64_t>(Json(std::numeric_limits<std::uint64_t>::max())) ==
        std::numeric_limits<std::uint64_t>::max());
  CHECK_THROWS_AS(integer_of<int>(Json(1ULL << 40U)), Json::exception);
  CHECK_THROWS_AS(integer_of<std::uint64_t>(Json(-1)), Json::exception);
  CHECK_THROWS_AS(integer_of<std::int64_t>(Json(1ULL << 63U)), Json::exception);
  for (const Json& other : {Json(1.0), Json(1e300), Json(true), Json("1"), Json(nullptr), Json()})
    CHECK_THROWS_AS(integer_of<int>(other), Json::exception);
}

TEST_CASE("a time is one of the calendar") {
  CHECK(time_of(Json(0)) == std::chrono::sys_seconds{});
  CHECK(time_of(Json(253'402'300'799)) ==
        std::chrono::sys_days(std::chrono::year(9999) / 12 / 31) + std::chrono::seconds(86'399));
  CHECK(time_of(Json(-62'135'596'800)) == std::chrono::sys_days(std::chrono::year(1) / 1 / 1));
  for (const std::int64_t beyond :
       {std::int64_t{253'402'300'800}, std::int64_t{-62'135'596'801},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()})
    CHECK_THROWS_AS(time_of(Json(beyond)), Json::exception);
}
