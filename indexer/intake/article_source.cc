#include "indexer/intake/article_source.h"

#include <cerrno>
#include <cstring>
#include <optional>

#include "indexer/formats/format_table.h"
#include "indexer/intake/peek.h"

namespace newsidx {
void read_file(InputFile& file, std::istream& in, const AddRequest& request, FileSink& sink) {
  std::optional<PeekedBuffer> peeked;
  if (file.format == InputFormat::kAuto) {
    peeked.emplace(*in.rdbuf(), kHeadBytes);
    file.format = format_by_content(peeked->head());
  }
  std::istream rest(peeked ? static_cast<std::streambuf*>(&*peeked) : in.rdbuf());
  sink.begin_file(file);
  article_format(file.format).read(rest, file.name, request, sink);
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
