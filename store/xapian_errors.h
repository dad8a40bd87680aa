// Xapian's exceptions -> Error, in this one place.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

#include "newsidx/error.h"
#include "newsidx/failure.h"

namespace newsidx {

// The error, in newsidx's terms, that Xapian met when it used this index.
Error translate(const Xapian::Error& error, const std::filesystem::path& index_dir);

// Calls action() and returns what it returns; a Xapian::Error comes out as Error, and so does a
// length that no string can have, which a damaged block asked for.
template <typename Action>
decltype(auto) translating(const std::filesystem::path& index_dir, Action&& action) {
  try {
    return std::forward<Action>(action)();
  } catch (const Xapian::Error& error) {
    throw translate(error, index_dir);
  } catch (const std::length_error&) {  // of a string, by what Xapian read
    throw translate(Xapian::DatabaseCorruptError("a length that cannot be right"), index_dir);
  }
}

// The same for who holds the write lock: nobody else commits, so what looks like a later revision
// is damage.
template <typename Action>
decltype(auto) translating_alone(const std::filesystem::path& index_dir, Action&& action) {
  return translating(index_dir, [&]() -> decltype(auto) {
    try {
      return std::forward<Action>(action)();
    } catch (const Xapian::DatabaseModifiedError& error) {
      throw Xapian::DatabaseCorruptError("a block of a revision that was never committed: " +
                                         error.get_msg());
    }
  });
}

// Random bytes may look like a later revision's. Where nobody has committed since, they are damage:
// throws Xapian::DatabaseCorruptError then.
void refuse_unmodified(bool unmodified, const Xapian::DatabaseModifiedError& error);

}  // namespace newsidx
