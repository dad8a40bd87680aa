// Readers of article files: one a format. They turn bytes into articles and leave ids, defaults and
// counting to their sink.
#pragma once

#include <istream>
#include <string>

#include "newsidx/article.h"
#include "newsidx/indexer.h"

namespace newsidx {

// Receives what a reader finds, in the order of the file.
class ArticleSink {
 public:
  ArticleSink() = default;
  virtual ~ArticleSink() = default;
  ArticleSink(const ArticleSink&) = delete;
  ArticleSink& operator=(const ArticleSink&) = delete;

  // An article as its file states it: its text cleaned, its title given or found, its other fields
  // empty where the file has none.
  virtual void article(Article&& article, const std::string& place) = 0;
  virtual void refused(const std::string& place, const std::string& reason) = 0;
  // Something was mended or converted on the way; the article follows. Each is called
  // at most once an article.
  virtual void mended(const std::string& place, const std::string& what) = 0;
  virtual void converted(const std::string& encoding) = 0;
  // So many more bytes of the input are done.
  virtual void advanced(std::size_t bytes) = 0;
};

// The articles of a stream, in the order in which they stand there. `place` names the input in
// messages. The stream may be at its end or unreadable: that is refused.
using ReadArticles = void (*)(std::istream& in, const std::string& place, const AddRequest& request,
                              ArticleSink& sink);

void read_plain_text(std::istream& in, const std::string& place, const AddRequest& request,
                     ArticleSink& sink);
void read_json_lines(std::istream& in, const std::string& place, const AddRequest& request,
                     ArticleSink& sink);

}  // namespace newsidx
