// Acronyms and what they stand for, as the articles of an index explain them: Şanghay İşbirliği
// Örgütü (ŞİÖ). Kept in the index's metadata, written with the articles. Counts only grow: what a
// removed article explained stays known.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace newsidx {

struct LongForm {
  std::string text;                // as it stood in an article
  std::vector<std::string> stems;  // folded, in order
  std::uint32_t count = 0;         // explanations met
  std::vector<std::string>
      words;  // the stems without stop words, as a query has them; empty when read
};

// What an acronym (folded) stands for, the most often explained first.
std::vector<LongForm> find_long_forms(const Xapian::Database& database, const std::string& acronym);

struct CountedAcronym {
  std::string acronym;  // folded
  std::uint32_t count = 0;
};

// The acronyms of these folded stems in this order, stop words left out, the most often explained
// first.
std::vector<CountedAcronym> find_acronyms(const Xapian::Database& database,
                                          const std::vector<std::string>& stems);

// Explanations of articles that are not committed yet. Not thread-safe.
class AcronymCounts {
 public:
  void add(const std::string& acronym, LongForm long_form);
  void add(const AcronymCounts& others);
  // Adds them to the database's table, and forgets them. The caller commits.
  void write_to(Xapian::WritableDatabase& database);

 private:
  std::map<std::string, std::vector<LongForm>> pending_;  // by acronym
};

}  // namespace newsidx
