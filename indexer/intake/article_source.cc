#include "indexer/intake/article_source.h"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include "indexer/intake/peek.h"
#include "newsidx/utf8.h"

namespace newsidx {
namespace {

// By the first byte that is neither white space nor part of a byte order mark.
InputFormat format_by_content(std::string_view head) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '{' ? InputFormat::kJsonLines
                                                               : InputFormat::kPlainText;
}

}  // namespace

void read_file(InputFile& file, std::istream& in, const AddRequest& request, FileSink& sink) {
  constexpr std::size_t kHead = 1024;
  std::optional<PeekedBuffer> peeked;
  if (file.format == InputFormat::kAuto) {
    peeked.emplace(*in.rdbuf(), kHead);
    file.format = format_by_content(peeked->head());
  }
  std::istream rest(peeked ? static_cast<std::streambuf*>(&*peeked) : in.rdbuf());
  sink.begin_file(file);
  if (file.format == InputFormat::kPlainText)
    read_plain_text(rest, file.name, request, sink);
  else
    read_json_lines(rest, file.name, request, sink);
}

void read_articles(Inputs& inputs, std::istream& standard_input, const AddRequest& request,
                   FileSink& sink) {
  for (InputFile& file : inputs.files) {
    if (file.path == "-") {
      read_file(file, standard_input, request, sink);
      continue;
    }
    InputBuffer buffer(file);
    if (!buffer.is_open()) {
      sink.refused(file.name, "cannot be read: " + buffer.problem());
      continue;
    }
    try {
      std::istream in(&buffer);
      read_file(file, in, request, sink);
    } catch (const std::ios_base::failure&) {  // as of a folder, or a disk that fails
      sink.refused(file.name, std::string("cannot be read: ") + std::strerror(errno));
    }
  }
}

}  // namespace newsidx
