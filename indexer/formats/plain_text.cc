#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "indexer/formats/article_draft.h"
#include "indexer/formats/reader.h"
#include "newsidx/date.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

struct Header {
  std::string_view day;  // empty: there is none
  std::string_view rest;
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
  header.day = tail.substr(0, end);
  header.rest = tail.substr(end);
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

  ArticleDraft draft(place, sink);
  const std::optional<std::string> text = draft.decode(bytes);
  if (!text) return;
  const Header header = read_header(*text);
  if (draft.set(FieldId::kDate, header.day) && draft.set_text(header.rest))
    draft.finish(std::move(bytes));
}

}  // namespace newsidx
