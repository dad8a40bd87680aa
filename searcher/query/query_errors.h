// The errors of a query: as values, with the place in it where there is one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "newsidx/error.h"
#include "newsidx/query_limits.h"

namespace newsidx {

// What cannot be understood; `query` is valid UTF-8, `at` a byte offset in it.
inline Error query_error(Message message, std::string_view query, std::size_t at) {
  return {ErrorCode::kUsage, std::move(message), QueryPlace{std::string(query), at}};
}

// What is understood, and is more than is searched at once.
inline TooMuch work_error(Message message, std::string_view query, std::size_t at) {
  return {TooMuch::Reason::kWork, std::move(message), QueryPlace{std::string(query), at}};
}

}  // namespace newsidx
