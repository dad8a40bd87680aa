// Raw deflate streams, as Xapian compresses tags (common/compression_stream.cc of xapian-core).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace newsidx::glass {

// Not thread-safe.
class Deflater {
 public:
  Deflater();
  ~Deflater();

  // The compressed bytes, good until the next call; empty when they would not be fewer.
  std::string_view compress(std::string_view bytes);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  std::string compressed_;
};

}  // namespace newsidx::glass
