#include "cli/text/render_hits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/query_note.h"
#include "text/utf8.h"

namespace newsidx::cli {
namespace {

using MarkList = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr std::string_view kHitIndent = "    ";
constexpr std::string_view kEllipsis = "…";
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

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// The passages in one line, each as `render` gives it, with … where text is left out.
template <typename Render>
std::string joined_passages(const Hit& hit, const Render& render) {
  std::string line;
  for (const Passage& passage : hit.passages) {
    if (!line.empty()) line += ' ';
    if (passage.cut_before) line += fmt::format("{} ", kEllipsis);
    line += render(passage);
  }
  if (!hit.passages.empty() && hit.passages.back().cut_after) line += fmt::format(" {}", kEllipsis);
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

std::string html_snippet(const Hit& hit) {
  return joined_passages(hit, [](const Passage& passage) {
    std::string html;
    std::size_t done = 0;
    const std::string_view text = passage.text;
    for (const auto& [begin, end] : passage.marks) {
      html += escaped(text.substr(done, begin - done));
      html += "<mark>" + escaped(text.substr(begin, end - begin)) + "</mark>";
      done = end;
    }
    return html + escaped(text.substr(done));
  });
}

std::string trec_word(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }, '_');
  return text;
}

std::string hits_csv_header(CsvStyle style, const CsvColumns& further) {
  std::vector<std::string> names = {"id",    "date",   "source", "section", "author", "title",
                                    "score", "copies", "url",    "path",    "snippet"};
  for (const auto& column : further) names.push_back(column.first);
  return csv_header(names, style);
}

std::string hits_csv(const std::vector<Hit>& hits, CsvStyle style, const CsvColumns& further) {
  std::string out;
  for (const Hit& hit : hits) {
    const Article& article = hit.article;
    std::vector<std::string> fields = {
        hit.id,
        article.date ? format_date(*article.date) : "",
        article.source,
        article.section,
        article.author,
        article.title,
        fmt::format("{:.6f}", hit.score),
        std::to_string(hit.copies),
        article.url,
        article.path,
        joined_passages(hit, [](const Passage& passage) { return passage.text; })};
    for (const auto& column : further) fields.push_back(column.second);
    out += csv_line(fields, style);
  }
  return out;
}

std::string trec_line(const std::string& qid, const Hit& hit, std::size_t rank) {
  return fmt::format("{} Q0 {} {} {:.6f} newsidx\n", trec_word(qid), trec_word(hit.id), rank,
                     hit.score);
}

}  // namespace newsidx::cli
