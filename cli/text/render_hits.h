// Hits as people and evaluation programs read them.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "cli/output.h"
#include "newsidx/language.h"
#include "newsidx/searcher.h"
#include "render/csv.h"

namespace newsidx::cli {

// One hit as a few lines: number, title, metadata, passages with marks. Lines are wrapped at
// `width` columns; 0 leaves them as they are. `folded`: near-copies were folded into this hit,
// which is told in the language.
std::string render_hit(const Hit& hit, std::size_t number, const Marks& marks, std::size_t width,
                       bool folded, Language language = Language::kEnglish);

// The passages as one line of HTML: escaped, matched words in <mark>, … where text is left out.
std::string html_snippet(const Hit& hit);

// id,date,source,section,author,title,score,copies,url,path,snippet; the snippet is plain text.
// `further` are columns after these, with their values.
using CsvColumns = std::vector<std::pair<std::string, std::string>>;
std::string hits_csv_header(CsvStyle style, const CsvColumns& further = {});
std::string hits_csv(const std::vector<Hit>& hits, CsvStyle style, const CsvColumns& further = {});

// White space becomes _, as the TREC formats have no way to write it.
std::string trec_word(std::string text);

// `qid Q0 id rank score newsidx`, qid and id as trec_word has them.
std::string trec_line(const std::string& qid, const Hit& hit, std::size_t rank);

}  // namespace newsidx::cli
