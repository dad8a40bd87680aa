#include "indexer/intake/hashing_buffer.h"

#include <new>

namespace newsidx {

HashingBuffer::HashingBuffer(std::streambuf& source) : source_(source), state_(XXH3_createState()) {
  if (!state_) throw std::bad_alloc();
  XXH3_128bits_reset(state_.get());
}

HashingBuffer::int_type HashingBuffer::underflow() {
  constexpr std::size_t kChunk = 1U << 16U;
  if (gptr() < egptr()) return traits_type::to_int_type(*gptr());
  chunk_.resize(kChunk);
  const std::streamsize size = source_.sgetn(chunk_.data(), kChunk);
  if (size <= 0) return traits_type::eof();
  XXH3_128bits_update(state_.get(), chunk_.data(), static_cast<std::size_t>(size));
  setg(chunk_.data(), chunk_.data(), chunk_.data() + size);
  return traits_type::to_int_type(*gptr());
}

XXH128_hash_t HashingBuffer::finish() {
  do setg(eback(), egptr(), egptr());
  while (underflow() != traits_type::eof());
  return XXH3_128bits_digest(state_.get());
}

}  // namespace newsidx
