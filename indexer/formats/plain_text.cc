#include <fmt/format.h>

#include <string_view>

#include "indexer/formats/reader.h"
#include "text/clean.h"
#include "text/decode.h"
#include "text/headline.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

struct Header {
  std::optional<Date> date;
  std::string_view rest;
  std::string problem;
};

// The archive's own heading: white space, the word date, white space, a day, white space.
Header read_header(std::string_view text) {
  Header header;
  header.rest = text;
  std::string_view rest = trim(text);
  constexpr std::string_view kWord = "date";
  if (!rest.starts_with(kWord)) return header;
  rest.remove_prefix(kWord.size());
  const std::string_view tail = trim(rest);
  if (tail.size() == rest.size() || tail.empty() || tail[0] < '0' || tail[0] > '9') return header;
  std::size_t end = 0;
  for (std::size_t i = 0; i < tail.size() && !is_space(next_code_point(tail, i));) end = i;
  const std::string_view day = tail.substr(0, end);
  header.date = parse_date(day);
  header.rest = tail.substr(end);
  if (!header.date)
    header.problem = fmt::format("its date is no day of the calendar: {}", cut_to_bytes(day, 40));
  return header;
}

}  // namespace

void read_plain_text(std::istream& in, const std::string& place, const AddRequest& request,
                     ArticleSink& sink) {
  std::string bytes;
  constexpr std::size_t kChunk = 1U << 16U;
  while (in && bytes.size() <= request.max_article_bytes) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kChunk);
    in.read(bytes.data() + size, kChunk);
    bytes.resize(size + static_cast<std::size_t>(in.gcount()));
    sink.advanced(static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return sink.refused(place, "cannot be read");
  if (bytes.size() > request.max_article_bytes)
    return sink.refused(place, fmt::format("larger than {} bytes; --max-article-bytes allows more",
                                           request.max_article_bytes));
  if (bytes.empty()) return sink.refused(place, "empty file");

  const Decoded decoded = decode(bytes);
  if (!decoded.problem.empty()) return sink.refused(place, decoded.problem);
  const Header header = read_header(decoded.text);
  if (!header.problem.empty()) return sink.refused(place, header.problem);
  Cleaned cleaned = clean_text(header.rest);
  if (cleaned.text.empty()) return sink.refused(place, "no text in it");

  Article article;
  article.date = header.date;
  const Headline headline = find_headline(cleaned.text);
  article.title = headline.title;
  article.title_from_text = !headline.own_line;
  article.text = headline.rest;
  if (article.text != bytes) article.raw = std::move(bytes);
  if (decoded.encoding != "UTF-8") sink.converted(std::string(decoded.encoding));
  if (const std::string what = describe_mending(decoded, cleaned.repairs); !what.empty())
    sink.mended(place, what);
  sink.article(std::move(article), place);
}

}  // namespace newsidx
