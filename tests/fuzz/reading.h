// What the readers of formats are held to.
#pragma once

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "indexer/formats/reader.h"
#include "tests/fuzz/check.h"

namespace newsidx::fuzz {

inline void require_article(const Article& article) {
  for (const std::string* field : {&article.id, &article.title, &article.source, &article.author,
                                   &article.section, &article.url, &article.text})
    require_utf8(*field, "a field that is not UTF-8");
  for (const auto& [name, value] : article.extra) {
    require_utf8(name, "the name of a further field that is not UTF-8");
    require_utf8(value, "a further field that is not UTF-8");
  }
  require(!article.title.empty(), "an article without a title");
  require(collapse_spaces(article.title) == article.title, "a title that is not one line",
          article.title);
  require(trim(article.text) == article.text, "white space at an end of the text");
  require(!article.date || (article.date->ok() && article.date->year() >= std::chrono::year(1) &&
                            article.date->year() <= std::chrono::year(9999)),
          "a date that is none");
  require(article.raw.empty() || article.raw != article.text, "the text is kept twice");
}

// Keeps what a reader finds, and checks it.
class Read : public ArticleSink {
 public:
  void article(Article&& article, const std::string&) override {
    require_article(article);
    articles.push_back(std::move(article));
    mended_ = converted_ = false;
  }
  void refused(const std::string& place, const std::string& reason) override {
    require(!reason.empty(), "a refusal without a reason");
    require_utf8(place + reason, "a reason that is not UTF-8");
    require(!mended_ && !converted_, "a refusal of what was mended");
    reasons.push_back(reason);
  }
  void mended(const std::string&, const std::string& what) override {
    require(!mended_ && !what.empty(), "mended twice, or nothing");
    mended_ = true;
  }
  void converted(const std::string& encoding) override {
    require(!converted_ && !encoding.empty(), "converted twice, or from nothing");
    converted_ = true;
  }
  void advanced(std::size_t count) override { bytes += count; }

  std::vector<Article> articles;
  std::vector<std::string> reasons;
  std::size_t bytes = 0;

 private:
  bool mended_ = false;
  bool converted_ = false;
};

}  // namespace newsidx::fuzz
