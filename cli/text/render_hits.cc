#include "cli/text/render_hits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/query_note.h"
#include "newsidx/displayable.h"
#include "newsidx/utf8.h"
#include "render/hits.h"

namespace newsidx::cli {
namespace {

using MarkList = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr std::string_view kHitIndent = "    ";
constexpr std::string_view kSeparator = " · ";

// As people are shown it.
std::string with_marks(std::string_view text, const MarkList& list, const Marks& marks) {
  std::string out;
  std::size_t done = 0;
  for (const auto& [begin, end] : list) {
    out += with_controls_escaped(text.substr(done, begin - done));
    out += marks.open;
    out += with_controls_escaped(text.substr(begin, end - begin));
    out += marks.close;
    done = end;
  }
  out += with_controls_escaped(text.substr(done));
  return isolated(std::move(out));
}

// Columns that a word with its marks takes on the screen.
std::size_t columns(std::string_view word, const Marks& marks) {
  std::size_t count = count_code_points(word);
  if (marks.visible) return count;
  for (const std::string& mark : {marks.open, marks.close})
    for (std::size_t at = word.find(mark); at != std::string_view::npos;
         at = word.find(mark, at + mark.size()))
      count -= count_code_points(mark);
  return count;
}

// Breaks lines at spaces and indents every one.
std::string wrapped(std::string_view text, const Marks& marks, std::size_t width) {
  std::string out(kHitIndent);
  std::size_t column = kHitIndent.size();
  bool line_begins = true;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = std::min(text.find(' ', i), text.size());
    const std::string_view word = text.substr(i, end - i);
    i = end + 1;
    if (word.empty()) continue;
    const std::size_t size = columns(word, marks);
    if (!line_begins && width > 0 && column + 1 + size > width) {
      out += '\n';
      out += kHitIndent;
      column = kHitIndent.size();
      line_begins = true;
    }
    if (!line_begins) {
      out += ' ';
      ++column;
    }
    out += word;
    column += size;
    line_begins = false;
  }
  return out + '\n';
}

std::string metadata_line(const Hit& hit) {
  const Article& article = hit.article;
  std::string line = article.date ? format_date(*article.date) : "undated";
  for (const std::string& part :
       {displayable_text(article.source), displayable_text(article.section),
        displayable_text(article.author), displayable(hit.id)}) {
    if (part.empty()) continue;
    line += kSeparator;
    line += part;
  }
  return line;
}

}  // namespace

std::string render_hit(const Hit& hit, std::size_t number, const Marks& marks, std::size_t width,
                       bool folded, Language language) {
  std::string out =
      fmt::format("{:2}. {}\n", number, with_marks(hit.article.title, hit.title_marks, marks));
  out += fmt::format("{}{}\n", kHitIndent, metadata_line(hit));
  if (folded && hit.copies > 0)
    out += fmt::format("{}{}\n", kHitIndent, more_like_this(hit.copies, language));
  const std::string passages = joined_passages(
      hit, [&](const Passage& passage) { return with_marks(passage.text, passage.marks, marks); });
  if (!passages.empty()) out += wrapped(passages, marks, width);
  return out;
}

std::string trec_word(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }, '_');
  return text;
}

std::string trec_line(const std::string& qid, const Hit& hit, std::size_t rank) {
  return fmt::format("{} Q0 {} {} {:.6f} newsidx\n", trec_word(qid), trec_word(hit.id), rank,
                     hit.score);
}

}  // namespace newsidx::cli
