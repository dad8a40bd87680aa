#include "render/hits.h"

#include <fmt/format.h>

#include <string_view>

namespace newsidx {
namespace {

constexpr std::string_view kEllipsis = "…";

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

}  // namespace

std::string joined_passages(const Hit& hit,
                            const std::function<std::string(const Passage&)>& render) {
  std::string line;
  for (const Passage& passage : hit.passages) {
    if (!line.empty()) line += ' ';
    if (passage.cut_before) line += fmt::format("{} ", kEllipsis);
    line += render(passage);
  }
  if (!hit.passages.empty() && hit.passages.back().cut_after) line += fmt::format(" {}", kEllipsis);
  return line;
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

}  // namespace newsidx
