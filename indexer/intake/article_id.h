// The id of an article that states none. Thread-safe.
#pragma once

#include <string>

#include "newsidx/article.h"

namespace newsidx {

// 16 letters and digits (80 bits of XXH3-128 over the article's source and its title, date, url and
// text as its file states them): the same article of the same source has the same id wherever its
// file lies and whenever it is added. Nothing that is derived from the file's name or time may be
// set yet.
std::string make_article_id(const Article& article);

}  // namespace newsidx
