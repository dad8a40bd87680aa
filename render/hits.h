// Hits in a page, and in a table of other programs.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "newsidx/searcher.h"
#include "render/csv.h"

namespace newsidx {

// The passages in one line, each as `render` gives it, with … where text is left out.
std::string joined_passages(const Hit& hit,
                            const std::function<std::string(const Passage&)>& render);

// The passages as one line of HTML: escaped, matched words in <mark>, … where text is left out.
std::string html_snippet(const Hit& hit);

// id,date,source,section,author,title,score,copies,url,path,snippet; the snippet is plain text.
// `further` are columns after these, with their values.
using CsvColumns = std::vector<std::pair<std::string, std::string>>;
std::string hits_csv_header(CsvStyle style, const CsvColumns& further = {});
std::string hits_csv(const std::vector<Hit>& hits, CsvStyle style, const CsvColumns& further = {});

}  // namespace newsidx
