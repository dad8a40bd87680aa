// Files of Xapian's tables for the targets of store/glass/.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <string>

#include "tests/fuzz/check.h"

namespace newsidx::fuzz {

// Runs it; whether it came to its end. Of Xapian's errors those of damaged or impossible tables may
// come; they are no std::exception.
template <typename Run>
bool runs_on_tables(const Run& run) {
  try {
    run();
    return true;
  } catch (const Xapian::DatabaseError&) {
    return false;
  } catch (const Xapian::InvalidArgumentError&) {  // a key that is too long
    return false;
  } catch (const Xapian::UnimplementedError&) {  // a tag that is too long
    return false;
  }
}

}  // namespace newsidx::fuzz
