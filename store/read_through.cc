#include "store/read_through.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace newsidx {
namespace {

// Of a posting, the same from either side. The sum over all postings does not depend on their
// order.
std::uint64_t digest(const std::string& term, Xapian::docid docid, Xapian::termcount count) {
  return XXH3_64bits_withSeed(term.data(), term.size(),
                              (static_cast<std::uint64_t>(docid) << 32U) ^ count);
}

std::string read_postings(const Xapian::Database& database, std::uint64_t& sum) {
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const std::string name = *term;
    std::uint64_t articles = 0;
    std::uint64_t occurrences = 0;
    for (auto posting = database.postlist_begin(name); posting != database.postlist_end(name);
         ++posting) {
      ++articles;
      occurrences += posting.get_wdf();
      sum += digest(name, *posting, posting.get_wdf());
    }
    if (articles != term.get_termfreq() || occurrences != database.get_collection_freq(name))
      return fmt::format("the term {} has {} postings and {} occurrences instead of {} and {}",
                         name, articles, occurrences, term.get_termfreq(),
                         database.get_collection_freq(name));
  }
  return "";
}

std::string read_articles(const Xapian::Database& database, std::uint64_t& sum) {
  std::uint64_t articles = 0;
  std::uint64_t total_length = 0;
  for (auto all = database.postlist_begin(""); all != database.postlist_end(""); ++all) {
    ++articles;
    std::uint64_t length = 0;
    for (auto term = database.termlist_begin(*all); term != database.termlist_end(*all); ++term) {
      length += term.get_wdf();
      sum += digest(*term, *all, term.get_wdf());
      std::uint64_t positions = 0;
      for (auto position = term.positionlist_begin(); position != term.positionlist_end();
           ++position)
        ++positions;
      if (positions != term.positionlist_count())
        return fmt::format("document {} has {} positions of {} instead of {}", *all, positions,
                           *term, term.positionlist_count());
    }
    if (length != database.get_doclength(*all))
      return fmt::format("document {} has the length {} instead of {}", *all, length,
                         database.get_doclength(*all));
    total_length += length;
  }
  if (articles != database.get_doccount())
    return fmt::format("{} documents are listed instead of {}", articles, database.get_doccount());
  if (total_length != database.get_total_length())
    return fmt::format("all documents have the length {} instead of {}", total_length,
                       database.get_total_length());
  return "";
}

std::string read_values(const Xapian::Database& database) {
  constexpr Xapian::valueno kSlots = 16;  // more than there are fields
  for (Xapian::valueno slot = 0; slot < kSlots; ++slot) {
    std::uint64_t values = 0;
    for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot);
         ++value)
      ++values;
    if (values != database.get_value_freq(slot))
      return fmt::format("{} values in slot {} instead of {}", values, slot,
                         database.get_value_freq(slot));
  }
  return "";
}

}  // namespace

bool may_be_written(const std::filesystem::path& generation) {
  // A generation that a writer removes meanwhile is looked at again by who asked (status.cc).
  std::error_code gone;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator file(generation, gone); !gone && file != end;
       file.increment(gone))
    if (::access(file->path().c_str(), W_OK) != 0 && errno != ENOENT) return false;
  return true;
}

std::string find_contradiction(const Xapian::Database& database) {
  std::uint64_t by_term = 0;
  std::uint64_t by_article = 0;
  std::string wrong = read_postings(database, by_term);
  if (wrong.empty()) wrong = read_articles(database, by_article);
  if (wrong.empty() && by_term != by_article)
    wrong = "the terms of the documents are not those that the documents are found by";
  return wrong.empty() ? read_values(database) : wrong;
}

}  // namespace newsidx
