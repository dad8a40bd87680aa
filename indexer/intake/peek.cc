#include "indexer/intake/peek.h"

namespace newsidx {

PeekedBuffer::PeekedBuffer(std::streambuf& source, std::size_t bytes) : source_(source) {
  head_.resize(bytes);
  const std::streamsize got = source_.sgetn(head_.data(), static_cast<std::streamsize>(bytes));
  head_.resize(static_cast<std::size_t>(got));
  setg(head_.data(), head_.data(), head_.data() + head_.size());
}

PeekedBuffer::int_type PeekedBuffer::underflow() {
  constexpr std::streamsize kChunk = 1 << 16;
  chunk_.resize(kChunk);
  // What is there now, not a whole chunk: the other end of a pipe may write slowly.
  const std::streamsize ready = source_.in_avail();
  std::streamsize got = source_.sgetn(chunk_.data(), ready > 0 ? std::min(ready, kChunk) : 1);
  if (got <= 0) return traits_type::eof();
  setg(chunk_.data(), chunk_.data(), chunk_.data() + got);
  return traits_type::to_int_type(chunk_.front());
}

}  // namespace newsidx
