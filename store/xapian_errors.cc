#include "store/xapian_errors.h"

#include <cerrno>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

namespace newsidx {

Error translate(const Xapian::Error& error, const std::filesystem::path& index_dir) {
  const std::string where = index_dir.string() + ": ";
  std::string what = error.get_msg();
  if (const char* system = error.get_error_string(); system != nullptr)
    what += std::string(" (") + system + ")";

  if (what.find("Too many open files") != std::string::npos ||
      what.find("too many open files") != std::string::npos)
    return {ErrorCode::kIo,
            where + "too many files are open at once for this program's limit: " + what,
            "raise the limit (ulimit -n), or build with fewer threads"};

  // Xapian's errors are no polymorphic types; their type's name tells them apart.
  const std::string_view type = error.get_type();
  if (type == "DatabaseLockError")
    return {ErrorCode::kBusy, where + "another program is writing this index",
            "try again when it has ended"};
  if (type == "DatabaseVersionError")
    return {ErrorCode::kConfiguration, where + "made by another version of Xapian: " + what,
            "add the articles to a new index"};
  if (type == "DatabaseModifiedError")
    return {ErrorCode::kBusy, where + "changed again and again while it was read", "try again"};
  if (what.find("No space left") != std::string::npos || what.find("quota") != std::string::npos)
    return {ErrorCode::kIo, where + "the disk is full: " + what,
            "free some space and run the command again; the index is as it was last committed"};
  if (what.find("File too large") != std::string::npos)
    return {ErrorCode::kIo, where + "a file may not grow so large: " + what,
            "raise the limit (ulimit -f) and run the command again; the index is as it was last "
            "committed"};
  if (what.find("Permission denied") != std::string::npos)
    return {ErrorCode::kIo, where + "the index cannot be read: " + what,
            "run it as the user who owns the index, or mend the index's permissions"};
  // Lengths and numbers that no table of ours has are told as range and serialisation errors.
  if (type.starts_with("Database") || type == "DocNotFoundError" || type == "RangeError" ||
      type == "SerialisationError")
    return {
        ErrorCode::kIo, where + "the index cannot be used: " + what,
        "newsidx check tells whether it is damaged; newsidx reindex --full builds it anew from the "
        "archive's files"};
  if (type.starts_with("Network"))
    return {ErrorCode::kIo, where + "a remote shard does not answer: " + what, "try again later"};
  return {ErrorCode::kInternal, where + error.get_type() + ": " + what,
          "this is a bug in newsidx; please report it"};
}

Error out_of_memory() {
  return {ErrorCode::kIo, "out of memory", "give the program more, or smaller articles"};
}

Error no_resources(const std::system_error& error) {
  return {ErrorCode::kIo, std::string("the system refuses what is needed: ") + error.what(),
          "allow the program more memory, threads or open files"};
}

Error describe(const std::exception_ptr& failure, int system_error) {
  try {
    if (failure) std::rethrow_exception(failure);
  } catch (const Xapian::Error& error) {
    return translate(error, "the index");
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::system_error& error) {
    return no_resources(error);
  } catch (const std::exception& error) {
    return {ErrorCode::kInternal, error.what(), "this is a bug in newsidx; please report it"};
  }
  if (system_error == ENOMEM) return out_of_memory();
  for (const int writing : {ENOSPC, EDQUOT, EFBIG, EIO, EROFS})
    if (system_error == writing)
      return {ErrorCode::kIo,
              std::string("the index cannot be written: ") + std::strerror(system_error),
              "free some space, or see to the disk, and run the command again; the index is as it "
              "was last committed"};
  // Nor can what it throws in one when it meets a damaged block.
  return {
      ErrorCode::kIo,
      "the index cannot be used: reading it ended at once: it is damaged, or this is a fault of "
      "newsidx",
      "newsidx check tells whether it is damaged; newsidx reindex --full builds it anew"};
}

void refuse_unmodified(bool unmodified, const Xapian::DatabaseModifiedError& error) {
  if (unmodified)
    throw Xapian::DatabaseCorruptError("a block of a revision that was never committed: " +
                                       error.get_msg());
}

}  // namespace newsidx
