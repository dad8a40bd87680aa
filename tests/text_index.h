// An index of a few texts, and what words of a query are looked up as in it.
#pragma once

#include <doctest/doctest.h>
#include <xapian.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "searcher/matching/expansion.h"
#include "store/archive.h"
#include "tests/support.h"

namespace newsidx::test {

using Words = std::vector<std::string>;

inline std::string article_line(const std::string& id, const std::string& text) {
  return R"({"id": ")" + id + R"(", "title": "Başlık", "text": ")" + text + "\"}\n";
}

// Of articles 1, 2, … with these texts; open() shows what was added since.
class TextIndex {
 public:
  explicit TextIndex(const Words& texts) {
    add(texts);
    open();
  }

  void add(const Words& texts) {
    std::string lines;
    for (const std::string& text : texts) lines += article_line(std::to_string(++count_), text);
    const Added added = add_lines(dir_.index(), lines);
    REQUIRE(added.refused.empty());
  }

  void open() { archive_ = std::make_unique<const Archive>(dir_.index()); }

  const Archive& archive() const { return *archive_; }
  const Xapian::Database& database() const { return archive_->database(); }
  const TempDir& dir() const { return dir_; }
  Analyzer& analyzer() { return analyzer_; }

  // The ids of what the query finds, sorted.
  Words found(const std::string& query) const {
    Words ids = search_ids(dir_.index(), query);
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  Expansion expand(const std::string& word) {
    const ParsedQuery query = parse_query(word, analyzer_);
    REQUIRE_MESSAGE(query.units.size() == 1, word);
    return Expander(analyzer_, *archive_, query.text).expand(query.units.front().tokens.front());
  }

  std::vector<Reading> read(const std::string& phrase) {
    const ParsedQuery query = parse_query(phrase, analyzer_);
    REQUIRE_MESSAGE(query.units.size() == 1, phrase);
    return Expander(analyzer_, *archive_, query.text)
        .expand_phrase(query.units.front().tokens)
        .readings;
  }

  std::vector<JoinedWord> join(const std::string& query) {
    const ParsedQuery parsed = parse_query(query, analyzer_);
    return Expander(analyzer_, *archive_, parsed.text).join(parsed.units);
  }

 private:
  TempDir dir_;
  int count_ = 0;
  std::unique_ptr<const Archive> archive_;
  Analyzer analyzer_{StemmerKind::kLexicon};
};

template <typename T>
bool has(const std::vector<T>& list, const T& what) {
  return std::find(list.begin(), list.end(), what) != list.end();
}

}  // namespace newsidx::test
